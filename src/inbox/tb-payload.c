/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-payload.h"

#include <string.h>

#include "inbox/tb-json-literal.h"

/* Parsers recurse; nothing that people send nests this deep. */
#define DEEPEST_LEVEL 64

struct _TbPayload
{
  JsonNode *node;
  /* The text of node, in which its numbers stand as they were written. */
  char *text;
  char *plain_text;
  /* String nodes that were looked into, each with the object that it holds. */
  GHashTable *unpacked;
};

/* A value, and where in its text it stands as far as that is known and needed. */
typedef struct
{
  JsonNode *node;
  const char *literal;
} Place;

static JsonNode *
parse_json (const char *text, const char *first_characters)
{
  const char *start = text + strspn (text, " \t\r\n");
  JsonNode *node;

  if (*start == '\0' || strchr (first_characters, *start) == NULL)
    return NULL;
  if (!g_utf8_validate (text, -1, NULL) || !tb_json_literal_is_json (text, DEEPEST_LEVEL))
    return NULL;

  node = json_from_string (text, NULL);
  if (node != NULL)
    json_node_seal (node);
  return node;
}

static void
unref_node (gpointer node)
{
  if (node != NULL)
    json_node_unref (node);
}

static gboolean
is_string (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

static char *
number_to_text (JsonNode *node, const char *literal)
{
  g_autofree char *number = tb_json_literal_dup_number (literal);
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (number != NULL)
    return g_steal_pointer (&number);
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));

  /* The shorter form wherever it is the same number. */
  g_ascii_formatd (text, sizeof text, "%.15g", json_node_get_double (node));
  if (g_ascii_strtod (text, NULL) != json_node_get_double (node))
    g_ascii_dtostr (text, sizeof text, json_node_get_double (node));
  return g_strdup (text);
}

static char *
scalar_to_text (JsonNode *node, const char *literal)
{
  GType type;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;

  type = json_node_get_value_type (node);
  if (type == G_TYPE_STRING)
    {
      const char *text = json_node_get_string (node);

      return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
    }
  if (type == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");

  return number_to_text (node, literal);
}

static void
unpack (TbPayload *self, Place *place)
{
  JsonNode *inner;

  if (!is_string (place->node))
    return;

  if (!g_hash_table_lookup_extended (self->unpacked, place->node, NULL, (gpointer *) &inner))
    {
      inner = parse_json (json_node_get_string (place->node), "{");
      g_hash_table_insert (self->unpacked, place->node, inner);
    }
  if (inner != NULL)
    {
      place->literal = json_node_get_string (place->node);
      place->node = inner;
    }
}

/* Strings and truth values are in the tree as they were written. */
static gboolean
needs_literal (JsonNode *node)
{
  return !JSON_NODE_HOLDS_VALUE (node)
         || (!is_string (node) && json_node_get_value_type (node) != G_TYPE_BOOLEAN);
}

static gboolean
enter_member (Place *place, const char *name)
{
  JsonNode *member = json_object_get_member (json_node_get_object (place->node), name);

  if (member == NULL)
    return FALSE;

  place->node = member;
  place->literal
      = needs_literal (member) ? tb_json_literal_find_member (place->literal, name) : NULL;
  return TRUE;
}

static gboolean
enter_element (Place *place, const char *name)
{
  JsonArray *array = json_node_get_array (place->node);
  guint64 index;

  if (!g_ascii_string_to_unsigned (name, 10, 0, G_MAXUINT, &index, NULL)
      || index >= json_array_get_length (array))
    return FALSE;

  place->node = json_array_get_element (array, (guint) index);
  place->literal = tb_json_literal_find_element (place->literal, index);
  return TRUE;
}

static gboolean
follow_path (TbPayload *self, const char *path, Place *place)
{
  *place = (Place){ self->node, self->text };

  while (*path != '\0')
    {
      const char *dot = strchr (path, '.');
      g_autofree char *name = NULL;

      if (place->node == NULL)
        return FALSE;
      unpack (self, place);

      if (JSON_NODE_HOLDS_OBJECT (place->node) && enter_member (place, path))
        return TRUE;

      name = dot != NULL ? g_strndup (path, (gsize) (dot - path)) : g_strdup (path);
      if (JSON_NODE_HOLDS_OBJECT (place->node))
        {
          if (!enter_member (place, name))
            return FALSE;
        }
      else if (!JSON_NODE_HOLDS_ARRAY (place->node) || !enter_element (place, name))
        {
          return FALSE;
        }

      path = dot != NULL ? dot + 1 : "";
    }

  return TRUE;
}

TbPayload *
tb_payload_new (JsonNode *node, const char *raw_text)
{
  TbPayload *self = g_new0 (TbPayload, 1);

  self->unpacked = g_hash_table_new_full (NULL, NULL, NULL, unref_node);
  self->text = raw_text != NULL ? g_utf8_make_valid (raw_text, -1) : NULL;

  if (node != NULL)
    self->node = json_node_ref (node);
  else if (self->text != NULL)
    self->node = parse_json (self->text, "{[\"");

  /* Data that was encoded twice over: what counts is what the string holds. */
  if (self->node != NULL && is_string (self->node))
    {
      JsonNode *inner = parse_json (json_node_get_string (self->node), "{[");

      if (inner != NULL)
        {
          g_free (self->text);
          self->text = g_strdup (json_node_get_string (self->node));
          json_node_unref (self->node);
          self->node = inner;
        }
    }

  if (self->node != NULL)
    self->plain_text = scalar_to_text (self->node, self->text);
  else if (self->text != NULL && *self->text != '\0')
    self->plain_text = g_strdup (self->text);

  return self;
}

void
tb_payload_free (TbPayload *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->unpacked);
  g_clear_pointer (&self->node, json_node_unref);
  g_free (self->text);
  g_free (self->plain_text);
  g_free (self);
}

const char *
tb_payload_get_plain_text (TbPayload *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->plain_text;
}

char *
tb_payload_dup_field (TbPayload *self, const char *path)
{
  Place place;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (path != NULL && *path != '\0', NULL);

  if (!follow_path (self, path, &place))
    return NULL;

  /* A string that holds an object is an object, and so not shown. */
  if (place.node != NULL)
    unpack (self, &place);
  return scalar_to_text (place.node, place.literal);
}

char *
tb_payload_dup_first (TbPayload *self, const char *const *names)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (names != NULL, NULL);

  for (gsize i = 0; names[i] != NULL; i++)
    {
      char *text = tb_payload_dup_field (self, names[i]);

      if (text != NULL)
        return text;
    }

  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("data.", names[i], NULL);
      char *text = tb_payload_dup_field (self, path);

      if (text != NULL)
        return text;
    }

  return NULL;
}
