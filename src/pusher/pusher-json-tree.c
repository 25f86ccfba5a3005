/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * Trees of json-glib without json-glib's reader, which takes four times as long, misreads U+0000,
 * half surrogate pairs and integers beyond 64 bits (rows 8.9, 8.10, 8.12), and accepts much that is
 * not JSON (row 8.8).
 */

#include "pusher/pusher-json-tree.h"

#include <string.h>

#include "pusher/pusher-json-text.h"

/* Longer than any number that somebody means; what is longer is copied. */
#define NUMBER_SIZE 64

static JsonNode *build (PusherJsonCursor *cursor);

static JsonNode *
build_object (PusherJsonCursor *cursor)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  PusherJsonExtent name;

  json_node_take_object (node, object);
  pusher_json_cursor_enter_object (cursor);
  while (pusher_json_cursor_next_member (cursor, &name))
    {
      g_autofree char *text = pusher_json_extent_dup_string (&name);

      json_object_set_member (object, text, build (cursor));
    }

  return node;
}

static JsonNode *
build_array (PusherJsonCursor *cursor)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  json_node_take_array (node, array);
  pusher_json_cursor_enter_array (cursor);
  while (pusher_json_cursor_next_element (cursor))
    json_array_add_element (array, build (cursor));

  return node;
}

static JsonNode *
build_string (const PusherJsonExtent *extent)
{
  g_autofree char *text = pusher_json_extent_dup_string (extent);

  return json_node_init_string (json_node_alloc (), text);
}

/* An integer that 64 bits do not hold keeps its digits, as a string. */
static JsonNode *
build_number (const PusherJsonExtent *extent)
{
  char buffer[NUMBER_SIZE];
  g_autofree char *copy = NULL;
  char *digits = buffer;

  if (extent->length >= sizeof buffer)
    digits = copy = g_malloc (extent->length + 1);
  memcpy (digits, extent->text, extent->length);
  digits[extent->length] = '\0';

  if (extent->needs_mending)
    return json_node_init_string (json_node_alloc (), digits);
  if (strpbrk (digits, ".eE") != NULL)
    return json_node_init_double (json_node_alloc (), g_ascii_strtod (digits, NULL));

  return json_node_init_int (json_node_alloc (), g_ascii_strtoll (digits, NULL, 10));
}

/* The value before which @cursor stands, of a text that was scanned. */
static JsonNode *
build (PusherJsonCursor *cursor)
{
  PusherJsonKind kind = pusher_json_cursor_peek (cursor);
  PusherJsonExtent extent;

  if (kind == PUSHER_JSON_OBJECT)
    return build_object (cursor);
  if (kind == PUSHER_JSON_ARRAY)
    return build_array (cursor);

  pusher_json_cursor_skip (cursor, &extent);
  if (kind == PUSHER_JSON_STRING)
    return build_string (&extent);
  if (kind == PUSHER_JSON_NUMBER)
    return build_number (&extent);
  if (kind == PUSHER_JSON_BOOLEAN)
    return json_node_init_boolean (json_node_alloc (), *extent.text == 't');

  return json_node_init_null (json_node_alloc ());
}

/**
 * pusher_json_tree_build:
 * @extent: an extent that a scan gave
 *
 * Of members of the same name the last counts (row 8.13).
 *
 * Returns: (transfer full): the value, immutable
 */
JsonNode *
pusher_json_tree_build (const PusherJsonExtent *extent)
{
  PusherJsonCursor cursor;
  JsonNode *node;

  pusher_json_cursor_init (&cursor, extent->text, extent->length);
  node = build (&cursor);
  json_node_seal (node);

  return node;
}
