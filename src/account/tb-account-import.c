/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Reads the settings that a web app has already: its env file, or JSON with the names of the env
 * file or of the account's own settings. What only a server needs, the app secret first of all, is
 * left out.
 */

#include "account/tb-account-import.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "account/tb-account.h"
#include "pusher/pusher-host.h"
#include "pusher/pusher-json-text.h"

/* The cluster that web apps of this kind use where they name none. */
#define DEFAULT_CLUSTER "ap1"
/* Where web apps of this kind authorise channels, and where Laravel does. */
#define DEFAULT_AUTH_ENDPOINT "/api/pusher/auth"
#define LARAVEL_AUTH_ENDPOINT "/broadcasting/auth"

/* Names by setting, best first; a web app's public ones before its server's. */
static const struct
{
  const char *setting;
  const char *names[7];
} known_names[] = {
  { "key",
    { "NEXT_PUBLIC_PUSHER_KEY", "VITE_PUSHER_APP_KEY", "VITE_REVERB_APP_KEY", "PUSHER_APP_KEY",
      "REVERB_APP_KEY" } },
  { "host",
    { "NEXT_PUBLIC_PUSHER_WS_HOST", "VITE_PUSHER_HOST", "VITE_REVERB_HOST", "PUSHER_HOST",
      "REVERB_HOST" } },
  { "port",
    { "NEXT_PUBLIC_PUSHER_WS_PORT", "VITE_PUSHER_PORT", "VITE_REVERB_PORT", "PUSHER_PORT",
      "REVERB_PORT" } },
  { "tls",
    { "NEXT_PUBLIC_PUSHER_FORCE_TLS", "VITE_PUSHER_SCHEME", "VITE_REVERB_SCHEME", "PUSHER_USE_TLS",
      "PUSHER_SCHEME", "REVERB_SCHEME" } },
  { "cluster", { "NEXT_PUBLIC_PUSHER_CLUSTER", "VITE_PUSHER_APP_CLUSTER", "PUSHER_APP_CLUSTER" } },
  { "auth-endpoint", { "NEXT_PUBLIC_PUSHER_AUTH_ENDPOINT" } },
};

/* A value that is put together of others may be so long, in bytes. Twenty lines that each name the
 * one before twice are a million times as long as the first. */
#define LONGEST_EXPANSION 4096

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* Nobody but the application's server may have these. */
static const char *const secret_names[]
    = { "PUSHER_SECRET", "PUSHER_APP_SECRET", "REVERB_APP_SECRET", "secret", NULL };

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

/* Takes the quotes off a value as shells and dotenv do, or a comment behind an unquoted one. */
static char *
read_value (const char *text, GHashTable *values)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
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

static GHashTable *
parse_env (const char *text)
{
  GHashTable *values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) lines = g_strsplit_set (text, "\r\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strstrip (lines[i]);
      char *equals;
      char *value;

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

static char *
scalar_to_string (JsonNode *node)
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

/* An array of strings, or an object of strings, as a settings value of @type. */
static GVariant *
container_to_variant (JsonNode *node, const GVariantType *type)
{
  if (JSON_NODE_HOLDS_ARRAY (node) && g_variant_type_equal (type, G_VARIANT_TYPE_STRING_ARRAY))
    {
      JsonArray *array = json_node_get_array (node);
      GVariantBuilder builder;

      g_variant_builder_init (&builder, G_VARIANT_TYPE_STRING_ARRAY);
      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          g_autofree char *string = scalar_to_string (json_array_get_element (array, i));

          if (string != NULL)
            g_variant_builder_add (&builder, "s", string);
        }
      return g_variant_builder_end (&builder);
    }
  if (JSON_NODE_HOLDS_OBJECT (node) && g_variant_type_equal (type, G_VARIANT_TYPE ("a{ss}")))
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *member;
      GVariantBuilder builder;

      g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, &name, &member))
        {
          g_autofree char *string = scalar_to_string (member);

          if (string != NULL)
            g_variant_builder_add (&builder, "{ss}", name, string);
        }
      return g_variant_builder_end (&builder);
    }

  return NULL;
}

static gboolean
is_true (const char *value)
{
  return g_ascii_strcasecmp (value, "false") != 0 && g_ascii_strcasecmp (value, "0") != 0
         && g_ascii_strcasecmp (value, "no") != 0 && g_ascii_strcasecmp (value, "off") != 0
         && g_ascii_strcasecmp (value, "http") != 0 && g_ascii_strcasecmp (value, "ws") != 0;
}

static gboolean
insert_text (GVariantDict *settings, const char *setting, const char *value, GError **error)
{
  g_autoptr (GVariantType) type = tb_account_dup_setting_type (setting);
  guint64 number;

  if (g_variant_type_equal (type, G_VARIANT_TYPE_BOOLEAN))
    {
      g_variant_dict_insert (settings, setting, "b", is_true (value));
    }
  else if (g_variant_type_equal (type, G_VARIANT_TYPE_UINT32))
    {
      if (!g_ascii_string_to_unsigned (value, 10, 1, G_MAXUINT16, &number, NULL))
        {
          g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_IMPORT,
                       _ ("“%s” is not a port; it is a number from 1 to 65535"), value);
          return FALSE;
        }
      g_variant_dict_insert (settings, setting, "u", (guint32) number);
    }
  else if (g_variant_type_equal (type, G_VARIANT_TYPE_STRING))
    {
      g_variant_dict_insert (settings, setting, "s", value);
    }

  return TRUE;
}

/* Settings under their own names, as JSON can have them. */
static gboolean
insert_own_names (GVariantDict *settings, JsonObject *object, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    {
      g_autoptr (GVariantType) type = tb_account_dup_setting_type (name);
      g_autofree char *text = NULL;
      GVariant *value;

      if (type == NULL || g_variant_dict_contains (settings, name))
        continue;
      value = container_to_variant (node, type);
      if (value != NULL)
        g_variant_dict_insert_value (settings, name, value);
      text = JSON_NODE_HOLDS_VALUE (node) ? scalar_to_string (node) : NULL;
      if (text != NULL && *text != '\0' && !insert_text (settings, name, text, error))
        return FALSE;
    }

  return TRUE;
}

static GHashTable *
collect_values (JsonObject *object)
{
  GHashTable *values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    {
      char *text = JSON_NODE_HOLDS_VALUE (node) ? scalar_to_string (node) : NULL;

      if (text != NULL)
        g_hash_table_insert (values, g_strdup (name), text);
    }

  return values;
}

static const char *
lookup (GHashTable *values, const char *name)
{
  const char *value = name != NULL ? g_hash_table_lookup (values, name) : NULL;

  return value != NULL && *value != '\0' ? value : NULL;
}

/* The name that the app key has, which tells what kind of web app this is of; %NULL if none. */
static const char *
find_key_name (GHashTable *values)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known_names[0].names); i++)
    {
      if (lookup (values, known_names[0].names[i]) != NULL)
        return known_names[0].names[i];
    }

  return NULL;
}

static gboolean
is_of_reverb (const char *name)
{
  return name != NULL && strstr (name, "REVERB") != NULL;
}

static gboolean
is_public (const char *name)
{
  return name != NULL
         && (g_str_has_prefix (name, "NEXT_PUBLIC_") || g_str_has_prefix (name, "VITE_"));
}

/* Whether the web app tells its own clients where the server is. How its server reaches that, by
 * another name or without encryption, is then nothing for us. */
static gboolean
names_public_server (GHashTable *values)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known_names); i++)
    {
      if (!g_str_equal (known_names[i].setting, "host")
          && !g_str_equal (known_names[i].setting, "cluster"))
        continue;
      for (gsize j = 0; j < G_N_ELEMENTS (known_names[i].names); j++)
        {
          if (is_public (known_names[i].names[j])
              && lookup (values, known_names[i].names[j]) != NULL)
            return TRUE;
        }
    }

  return FALSE;
}

/* A Laravel app may have settings for two servers; the host of one does not go with the key of the
 * other. */
static gboolean
insert_known_names (GVariantDict *settings,
                    GHashTable *values,
                    const char *key_name,
                    GError **error)
{
  gboolean only_public = names_public_server (values);

  for (gsize i = 0; i < G_N_ELEMENTS (known_names); i++)
    {
      gboolean is_key = g_str_equal (known_names[i].setting, "key");

      for (gsize j = 0; j < G_N_ELEMENTS (known_names[i].names); j++)
        {
          const char *name = known_names[i].names[j];
          const char *value = lookup (values, name);

          if (only_public && !is_key && !is_public (name))
            continue;
          if (value == NULL || (key_name != NULL && is_of_reverb (name) != is_of_reverb (key_name))
              || g_variant_dict_contains (settings, known_names[i].setting))
            continue;
          if (!insert_text (settings, known_names[i].setting, value, error))
            return FALSE;
        }
    }

  return TRUE;
}

/* An endpoint is mostly given relative to the web app. */
static gboolean
complete_endpoint (GVariantDict *settings, const char *fallback, GError **error)
{
  const char *endpoint = fallback;
  const char *web_url = NULL;
  g_autofree char *absolute = NULL;

  g_variant_dict_lookup (settings, "auth-endpoint", "&s", &endpoint);
  g_variant_dict_lookup (settings, "web-url", "&s", &web_url);
  if (g_uri_is_valid (endpoint, G_URI_FLAGS_NONE, NULL))
    return TRUE;
  if (web_url == NULL || *web_url == '\0')
    {
      g_set_error (
          error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INCOMPLETE,
          _ ("The authorisation endpoint “%s” is relative to the web app, so its address is "
             "needed too: --web-url https://…"),
          endpoint);
      return FALSE;
    }

  absolute = g_uri_resolve_relative (web_url, endpoint, G_URI_FLAGS_NONE, NULL);
  if (absolute == NULL)
    {
      g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_IMPORT,
                   _ ("“%s” is not the address of a web app; it begins with https://"), web_url);
      return FALSE;
    }
  /* What stands behind a % may be no text. */
  if (!g_uri_is_valid (absolute, G_URI_FLAGS_NONE, NULL))
    {
      g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_IMPORT,
                   _ ("“%s” is not the address of an authorisation endpoint"), endpoint);
      return FALSE;
    }
  g_variant_dict_insert (settings, "auth-endpoint", "s", absolute);

  return TRUE;
}

/* What such a web app means by what it does not say. */
static void
insert_defaults (GVariantDict *settings, gboolean laravel)
{
  const char *host = NULL;

  g_variant_dict_lookup (settings, "host", "&s", &host);
  if (host == NULL && !laravel && !g_variant_dict_contains (settings, "cluster"))
    g_variant_dict_insert (settings, "cluster", "s", DEFAULT_CLUSTER);
  if (host != NULL && pusher_host_is_loopback (host) && !g_variant_dict_contains (settings, "tls"))
    g_variant_dict_insert (settings, "tls", "b", FALSE);
}

static GStrv
list_secrets (GHashTable *values)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (gsize i = 0; secret_names[i] != NULL; i++)
    {
      if (g_hash_table_contains (values, secret_names[i]))
        g_strv_builder_add (builder, secret_names[i]);
    }

  return g_strv_builder_end (builder);
}

/**
 * tb_account_import_parse:
 * @text: (array length=length) (nullable): an env file, or JSON
 * @length: its length in bytes, or -1 if it is terminated
 * @given: (nullable): an a{sv} of account settings that go before what @text says, such as the
 * address of the web app, which a relative authorisation endpoint belongs to
 * @refused: (out) (transfer full): names of secrets that were found and are not kept: an app secret
 * belongs on the application's server only
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): an a{sv} of account settings by name, or %NULL with
 *   %TB_ACCOUNT_ERROR_INCOMPLETE if only the address of the web app is missing, or
 *   %TB_ACCOUNT_ERROR_IMPORT and a sentence that says what is wrong
 */
GVariant *
tb_account_import_parse (
    const char *text, gssize length, GVariant *given, GStrv *refused, GError **error)
{
  g_auto (GVariantDict) settings = G_VARIANT_DICT_INIT (given);
  /* Of no bytes at all, GBytes says NULL. */
  const char *bytes = text != NULL ? text : "";
  gsize size = length < 0 ? strlen (bytes) : (gsize) length;
  g_autofree char *copy = NULL;
  const char *key_name;
  gboolean laravel;
  g_autoptr (GHashTable) values = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (size > TB_ACCOUNT_IMPORT_MAX_SIZE || !g_utf8_validate_len (bytes, size, NULL))
    {
      g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_IMPORT,
                   _ ("This is neither an env file nor JSON"));
      return NULL;
    }

  /* Editors of another system begin a file with a mark. */
  if (size >= strlen (BYTE_ORDER_MARK)
      && memcmp (bytes, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0)
    {
      bytes += strlen (BYTE_ORDER_MARK);
      size -= strlen (BYTE_ORDER_MARK);
    }
  copy = g_strndup (bytes, size);
  if (*g_strchug (copy) == '{')
    {
      node = pusher_json_parse (copy, -1);
      if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
        {
          g_set_error (
              error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_IMPORT,
              _ ("This begins like JSON, but is not; check it for a missing quote or a comma "
                 "too many"));
          return NULL;
        }
      values = collect_values (json_node_get_object (node));
      if (!insert_own_names (&settings, json_node_get_object (node), error))
        return NULL;
    }
  else
    {
      values = parse_env (copy);
    }

  key_name = find_key_name (values);
  laravel = key_name != NULL && !g_str_has_prefix (key_name, "NEXT_PUBLIC_");
  if (!insert_known_names (&settings, values, key_name, error))
    return NULL;
  if (!g_variant_dict_contains (&settings, "key"))
    {
      g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_IMPORT,
                   _ ("The app key is missing: there is no NEXT_PUBLIC_PUSHER_KEY in it"));
      return NULL;
    }
  insert_defaults (&settings, laravel);
  if (!complete_endpoint (&settings, laravel ? LARAVEL_AUTH_ENDPOINT : DEFAULT_AUTH_ENDPOINT,
                          error))
    return NULL;

  *refused = list_secrets (values);
  return g_variant_ref_sink (g_variant_dict_end (&settings));
}
