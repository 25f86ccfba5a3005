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
#include "account/tb-env-values.h"
#include "pusher/pusher-host.h"

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

/* Nobody but the application's server may have these. */
static const char *const secret_names[]
    = { "PUSHER_SECRET", "PUSHER_APP_SECRET", "REVERB_APP_SECRET", "secret", NULL };

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
          g_autofree char *string = tb_env_values_dup_scalar (json_array_get_element (array, i));

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
          g_autofree char *string = tb_env_values_dup_scalar (member);

          if (string != NULL)
            g_variant_builder_add (&builder, "{ss}", name, string);
        }
      return g_variant_builder_end (&builder);
    }

  return NULL;
}

static gboolean
insert_text (GVariantDict *settings, const char *setting, const char *value, GError **error)
{
  g_autoptr (GVariantType) type = tb_account_dup_setting_type (setting);
  guint64 number;

  if (g_variant_type_equal (type, G_VARIANT_TYPE_BOOLEAN))
    {
      g_variant_dict_insert (settings, setting, "b", tb_env_values_is_true (value));
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
      text = JSON_NODE_HOLDS_VALUE (node) ? tb_env_values_dup_scalar (node) : NULL;
      if (text != NULL && *text != '\0' && !insert_text (settings, name, text, error))
        return FALSE;
    }

  return TRUE;
}

/* The name that the app key has, which tells what kind of web app this is of; %NULL if none. */
static const char *
find_key_name (GHashTable *values)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known_names[0].names); i++)
    {
      if (tb_env_values_lookup (values, known_names[0].names[i]) != NULL)
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
              && tb_env_values_lookup (values, known_names[i].names[j]) != NULL)
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
          const char *value = tb_env_values_lookup (values, name);

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
  const char *key_name;
  gboolean laravel;
  g_autoptr (GHashTable) values = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (size > TB_ACCOUNT_IMPORT_MAX_SIZE)
    {
      g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_IMPORT,
                   _ ("This is neither an env file nor JSON"));
      return NULL;
    }

  values = tb_env_values_parse (bytes, size, &node, error);
  if (values == NULL
      || (node != NULL && !insert_own_names (&settings, json_node_get_object (node), error)))
    return NULL;

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
