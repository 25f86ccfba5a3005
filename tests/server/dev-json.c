/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading JSON that others wrote: a member of another type than expected counts
 * as absent, and never raises one of json-glib's warnings. */

#include "dev-json.h"

static JsonNode *
find_value (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

/**
 * dev_json_get_text:
 * @object: where to look
 * @name: name of the member
 * @fallback: (nullable): what to return when there is no such string
 *
 * Returns: (transfer none) (nullable): the string
 */
const char *
dev_json_get_text (JsonObject *object, const char *name, const char *fallback)
{
  JsonNode *node = find_value (object, name);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return fallback;

  return json_node_get_string (node);
}

/**
 * dev_json_get_number:
 * @object: where to look
 * @name: name of the member
 * @fallback: what to return when there is no such number
 *
 * Also reads digits in a string, which is how a form carries them.
 *
 * Returns: the number, without its fraction
 */
gint64
dev_json_get_number (JsonObject *object, const char *name, gint64 fallback)
{
  JsonNode *node = find_value (object, name);
  gint64 number;

  if (node == NULL || json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return fallback;
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return json_node_get_int (node);
  if (g_ascii_string_to_signed (json_node_get_string (node), 10, G_MININT64, G_MAXINT64, &number,
                                NULL))
    return number;

  return fallback;
}

/**
 * dev_json_get_boolean:
 * @object: where to look
 * @name: name of the member
 * @fallback: what to return when there is no such boolean
 *
 * Returns: the boolean
 */
gboolean
dev_json_get_boolean (JsonObject *object, const char *name, gboolean fallback)
{
  JsonNode *node = find_value (object, name);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return fallback;

  return json_node_get_boolean (node);
}

/**
 * dev_json_get_object:
 * @object: where to look
 * @name: name of the member
 *
 * Returns: (transfer none) (nullable): the object
 */
JsonObject *
dev_json_get_object (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * dev_json_parse_object:
 * @text: JSON text
 * @length: bytes of @text, or -1 when it ends with a NUL
 *
 * Returns: (transfer full) (nullable): the object, or %NULL when @text is
 *   anything else
 */
JsonObject *
dev_json_parse_object (const char *text, gssize length)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;

  if (!json_parser_load_from_data (parser, text, length, NULL))
    return NULL;

  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;

  return json_object_ref (json_node_get_object (root));
}

/**
 * dev_json_print_object:
 * @object: an object
 *
 * Returns: (transfer full): @object as JSON on one line
 */
char *
dev_json_print_object (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);

  return json_to_string (node, FALSE);
}

/**
 * dev_json_text_node:
 * @text: a string
 *
 * Returns: (transfer full): a node holding @text
 */
JsonNode *
dev_json_text_node (const char *text)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);

  json_node_set_string (node, text);

  return node;
}

/**
 * dev_json_object_node:
 * @object: (transfer full): an object
 *
 * Returns: (transfer full): a node holding @object
 */
JsonNode *
dev_json_object_node (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);

  return node;
}
