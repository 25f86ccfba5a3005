/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Two readers look at every text: the strict scan, and json-glib behind it. What one takes for
 * another value than the other could be checked as one thing and used as another.
 */

#include "json-agreement.h"

#include <math.h>
#include <string.h>

#include "pusher/pusher-json-text.h"
#include "pusher/pusher-json-tree.h"

static void
assert_string_agrees (const PusherJsonExtent *extent, JsonNode *node)
{
  g_autofree char *text = pusher_json_extent_dup_string (extent);

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpint (json_node_get_value_type (node), ==, G_TYPE_STRING);
  g_assert_cmpstr (json_node_get_string (node), ==, text);
}

/* A number beyond 64 bits comes as a string of its digits (row 8.12). */
static void
assert_number_agrees (const PusherJsonExtent *extent, JsonNode *node)
{
  g_autofree char *digits = pusher_json_extent_dup_scalar (extent);
  gboolean is_integer = strpbrk (digits, ".eE") == NULL;
  double expected = g_ascii_strtod (digits, NULL);

  if (extent->needs_mending)
    {
      g_assert_cmpint (json_node_get_value_type (node), ==, G_TYPE_STRING);
      g_assert_cmpstr (json_node_get_string (node), ==, digits);
    }
  else if (is_integer)
    {
      g_assert_cmpint (json_node_get_value_type (node), ==, G_TYPE_INT64);
      g_assert_cmpint (json_node_get_int (node), ==, g_ascii_strtoll (digits, NULL, 10));
    }
  else
    {
      g_assert_cmpint (json_node_get_value_type (node), ==, G_TYPE_DOUBLE);
      /* Nearly, for json-glib rounds in its own way. */
      if (isfinite (expected) && fabs (expected) > 1e-300)
        g_assert_cmpfloat_with_epsilon (json_node_get_double (node) / expected, 1.0, 1e-9);
    }
}

static void
assert_array_agrees (const PusherJsonExtent *extent, JsonNode *node)
{
  PusherJsonCursor cursor;
  PusherJsonExtent element;
  JsonArray *array;
  guint length = 0;

  g_assert_true (JSON_NODE_HOLDS_ARRAY (node));
  array = json_node_get_array (node);
  pusher_json_cursor_init (&cursor, extent->text, extent->length);
  g_assert_true (pusher_json_cursor_enter_array (&cursor));
  while (pusher_json_cursor_next_element (&cursor))
    {
      g_assert_true (pusher_json_cursor_skip (&cursor, &element));
      g_assert_cmpuint (length, <, json_array_get_length (array));
      assert_json_agrees (&element, json_array_get_element (array, length++));
    }
  g_assert_true (pusher_json_cursor_finish (&cursor));
  g_assert_cmpuint (length, ==, json_array_get_length (array));
}

/* Of members of the same name the last counts (row 8.13). */
static void
assert_object_agrees (const PusherJsonExtent *extent, JsonNode *node)
{
  g_autoptr (GHashTable) members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  PusherJsonCursor cursor;
  PusherJsonExtent name;
  PusherJsonExtent value;
  GHashTableIter iter;
  gpointer key;
  gpointer last;
  JsonObject *object;

  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
  object = json_node_get_object (node);
  pusher_json_cursor_init (&cursor, extent->text, extent->length);
  g_assert_true (pusher_json_cursor_enter_object (&cursor));
  while (pusher_json_cursor_next_member (&cursor, &name))
    {
      g_assert_true (pusher_json_cursor_skip (&cursor, &value));
      g_hash_table_insert (members, pusher_json_extent_dup_string (&name),
                           g_memdup2 (&value, sizeof value));
    }
  g_assert_true (pusher_json_cursor_finish (&cursor));
  g_assert_cmpuint (g_hash_table_size (members), ==, json_object_get_size (object));

  g_hash_table_iter_init (&iter, members);
  while (g_hash_table_iter_next (&iter, &key, &last))
    {
      g_assert_true (json_object_has_member (object, key));
      assert_json_agrees (last, json_object_get_member (object, key));
    }
}

/* Asserts that @node is the value at @extent, all the way down. */
void
assert_json_agrees (const PusherJsonExtent *extent, JsonNode *node)
{
  g_assert_nonnull (node);

  switch (extent->kind)
    {
    case PUSHER_JSON_OBJECT:
      assert_object_agrees (extent, node);
      break;
    case PUSHER_JSON_ARRAY:
      assert_array_agrees (extent, node);
      break;
    case PUSHER_JSON_STRING:
      assert_string_agrees (extent, node);
      break;
    case PUSHER_JSON_NUMBER:
      assert_number_agrees (extent, node);
      break;
    case PUSHER_JSON_BOOLEAN:
      g_assert_cmpint (json_node_get_value_type (node), ==, G_TYPE_BOOLEAN);
      g_assert_cmpint (json_node_get_boolean (node), ==, *extent->text == 't');
      break;
    case PUSHER_JSON_NULL:
      g_assert_true (JSON_NODE_HOLDS_NULL (node));
      break;
    case PUSHER_JSON_INVALID:
    default:
      g_assert_not_reached ();
    }
}

/* Asserts that json-glib reads what the scan accepted, and as the same. */
void
assert_json_is_readable (const PusherJsonExtent *extent)
{
  g_autoptr (JsonNode) node = pusher_json_tree_build (extent);

  assert_json_agrees (extent, node);
}
