/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an env file of a web app says, or JSON with the same names. Some of it may be secret, so
 * that it is overwritten when it is no longer needed. */

#include "account/tb-env-values.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pusher/pusher-json-text.h"

/* A value that is put together of others may be so long, in bytes. Twenty lines that each name the
 * one before twice are a million times as long as the first. */
#define LONGEST_EXPANSION 4096

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

static void
wipe (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}

static void
value_free (gpointer value)
{
  wipe (value);
}

static GHashTable *
values_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, value_free);
}

/* Puts in what stands for ${NAME}, as Laravel's env files use it: a value further up. Returns %NULL
 * for what becomes too long to be a setting. */
static char *
expand (const char *text, GHashTable *values)
{
  g_autoptr (GString) result = g_string_new (NULL);
  const char *start;

  while ((start = strstr (text, "${")) != NULL)
    {
      const char *end = strchr (start, '}');
      g_autofree char *name = NULL;
      const char *value;

      if (end == NULL)
        break;
      name = g_strndup (start + 2, (gsize) (end - start - 2));
      value = g_hash_table_lookup (values, name);
      g_string_append_len (result, text, start - text);
      g_string_append (result, value != NULL ? value : "");
      if (result->len > LONGEST_EXPANSION)
        return NULL;
      text = end + 1;
    }
  g_string_append (result, text);

  return g_string_free (g_steal_pointer (&result), FALSE);
}

/* Takes the quotes off a value as shells and dotenv do, or a comment behind an unquoted one.
 * Changes @text. */
static char *
read_value (char *text, GHashTable *values)
{
  char *trimmed = g_strstrip (text);
  char quote = trimmed[0];
  char *end = quote == '"' || quote == '\'' ? strchr (trimmed + 1, quote) : NULL;
  char *comment;

  if (end != NULL)
    {
      *end = '\0';
      return quote == '"' ? expand (trimmed + 1, values) : g_strdup (trimmed + 1);
    }

  comment = quote == '#' ? trimmed : strstr (trimmed, " #");
  if (comment != NULL)
    *comment = '\0';

  return expand (g_strchomp (trimmed), values);
}

/* Changes @text. */
static GHashTable *
parse_env (char *text)
{
  GHashTable *values = values_new ();
  char *next = text;

  while (next != NULL)
    {
      char *line = next;
      char *equals;
      char *value;

      next = strpbrk (line, "\r\n");
      if (next != NULL)
        *next++ = '\0';
      line = g_strstrip (line);
      if (g_str_has_prefix (line, "export ") || g_str_has_prefix (line, "export\t"))
        line = g_strchug (line + strlen ("export "));
      equals = strchr (line, '=');
      if (*line == '#' || equals == NULL)
        continue;

      *equals = '\0';
      value = read_value (equals + 1, values);
      if (value != NULL)
        g_hash_table_insert (values, g_strdup (g_strchomp (line)), value);
    }

  return values;
}

static GHashTable *
collect_values (JsonObject *object)
{
  GHashTable *values = values_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    {
      char *text = JSON_NODE_HOLDS_VALUE (node) ? tb_env_values_dup_scalar (node) : NULL;

      if (text != NULL)
        g_hash_table_insert (values, g_strdup (name), text);
    }

  return values;
}

/**
 * tb_env_values_parse:
 * @text: (array length=length): an env file, or one JSON object
 * @length: its length in bytes
 * @json: (out) (optional) (transfer full) (nullable): the object, or %NULL for an env file
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable) (element-type utf8 utf8): values by name, overwritten when
 *   they are freed, or %NULL with %TB_ACCOUNT_ERROR_IMPORT
 */
GHashTable *
tb_env_values_parse (const char *text, gsize length, JsonNode **json, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  GHashTable *values = NULL;
  char *copy;

  if (json != NULL)
    *json = NULL;
  if (!g_utf8_validate_len (text, length, NULL))
    {
      g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_IMPORT,
                   _ ("This is neither an env file nor JSON"));
      return NULL;
    }

  /* Editors of another system begin a file with a mark. */
  if (length >= strlen (BYTE_ORDER_MARK)
      && memcmp (text, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0)
    {
      text += strlen (BYTE_ORDER_MARK);
      length -= strlen (BYTE_ORDER_MARK);
    }
  copy = g_strndup (text, length);
  if (*g_strchug (copy) != '{')
    {
      values = parse_env (copy);
    }
  else
    {
      node = pusher_json_parse (copy, -1);
      if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
        values = collect_values (json_node_get_object (node));
      else
        g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_IMPORT,
                     _ ("This begins like JSON, but is not; check it for a missing quote or a "
                        "comma too many"));
    }
  explicit_bzero (copy, length);
  g_free (copy);
  if (json != NULL && values != NULL)
    *json = g_steal_pointer (&node);

  return values;
}

/**
 * tb_env_values_lookup:
 * @values: what tb_env_values_parse() returned
 * @name: (nullable): a name
 *
 * Returns: (nullable): its value unless that is empty
 */
const char *
tb_env_values_lookup (GHashTable *values, const char *name)
{
  const char *value = name != NULL ? g_hash_table_lookup (values, name) : NULL;

  return value != NULL && *value != '\0' ? value : NULL;
}

/**
 * tb_env_values_is_true:
 * @value: of a switch, or the scheme of an address, as web apps write them
 *
 * Returns: whether the switch is on, or the scheme is one with encryption
 */
gboolean
tb_env_values_is_true (const char *value)
{
  return g_ascii_strcasecmp (value, "false") != 0 && g_ascii_strcasecmp (value, "0") != 0
         && g_ascii_strcasecmp (value, "no") != 0 && g_ascii_strcasecmp (value, "off") != 0
         && g_ascii_strcasecmp (value, "http") != 0 && g_ascii_strcasecmp (value, "ws") != 0;
}

/**
 * tb_env_values_dup_scalar:
 * @node: a JSON value
 *
 * Returns: (transfer full) (nullable): a string, an integer or a boolean as an env file has it, or
 *   %NULL for what none can have
 */
char *
tb_env_values_dup_scalar (JsonNode *node)
{
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      return g_strdup (json_node_get_string (node));
    case G_TYPE_INT64:
      return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
    case G_TYPE_BOOLEAN:
      return g_strdup (json_node_get_boolean (node) ? "true" : "false");
    default:
      return NULL;
    }
}
