/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether an account's settings can be used, and what to do if not. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "account/tb-account.h"
#include "account/tb-web-request.h"
#include "pusher/pusher-channel-name.h"
#include "pusher/pusher-host.h"
#include "pusher/pusher-http-authorizer.h"

static gboolean
refuse (GError **error, TbAccountError code, const char *message)
{
  g_set_error_literal (error, TB_ACCOUNT_ERROR, (int) code, message);
  return FALSE;
}

static gboolean
is_web_address (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0'
         && (g_str_equal (g_uri_get_scheme (uri), "https")
             || g_str_equal (g_uri_get_scheme (uri), "http"));
}

/* A name and a password in an address would stand in the settings, which are no place for secrets.
 */
static gboolean
check_no_secret (const char *text, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);

  if (uri == NULL || g_uri_get_userinfo (uri) == NULL)
    return TRUE;

  return refuse (error, TB_ACCOUNT_ERROR_INVALID,
                 _ ("An address must not hold a name or a password; leave out what stands before "
                    "the @, and sign in with a token or a cookie"));
}

static gboolean
check_key (TbAccount *self, GError **error)
{
  g_autofree char *key = tb_account_dup_string (self, "key");

  return *key != '\0'
         || refuse (error, TB_ACCOUNT_ERROR_INCOMPLETE,
                    _ ("The app key is missing; it is the public key that the web app uses"));
}

static gboolean
check_server_name (const char *name, const char *forbidden, GError **error)
{
  return strpbrk (name, forbidden) == NULL
         || refuse (error, TB_ACCOUNT_ERROR_INVALID,
                    _ ("The host or cluster is not just a name; leave out the scheme, the port and "
                       "the path"));
}

static gboolean
check_cluster (TbAccount *self, GError **error)
{
  g_autofree char *host = tb_account_dup_string (self, "host");
  g_autofree char *cluster = tb_account_dup_string (self, "cluster");

  if (*host == '\0' && *cluster == '\0')
    return refuse (error, TB_ACCOUNT_ERROR_INCOMPLETE,
                   _ ("The server is missing; set a cluster of Pusher Channels or the host of your "
                      "own server"));

  return check_server_name (cluster, "/\\ \t\r\n@?#[].:", error);
}

/* A host has a colon only as an IPv6 address: what many write there is the port. */
static gboolean
check_host (TbAccount *self, GError **error)
{
  g_autofree char *host = tb_account_dup_string (self, "host");
  g_autoptr (GInetAddress) address
      = strchr (host, ':') != NULL ? g_inet_address_new_from_string (host) : NULL;

  return check_server_name (host, address != NULL ? "/\\ \t\r\n@?#[]" : "/\\ \t\r\n@?#[]:", error);
}

static gboolean
check_auth_endpoint (TbAccount *self, GError **error)
{
  g_autofree char *endpoint = tb_account_dup_string (self, "auth-endpoint");
  g_auto (GStrv) names = NULL;

  if (*endpoint != '\0')
    return check_no_secret (endpoint, error)
           && pusher_http_authorizer_check_endpoint (endpoint, error);

  names = tb_account_dup_channel_names (self);
  for (gsize i = 0; names[i] != NULL; i++)
    {
      if (pusher_channel_name_get_type_of (names[i]) == PUSHER_CHANNEL_PUBLIC)
        continue;
      g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INCOMPLETE,
                   _ ("The channel %s is private; set the authorisation endpoint"), names[i]);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_web_url (TbAccount *self, GError **error)
{
  g_autofree char *web_url = tb_account_dup_string (self, "web-url");

  if (!check_no_secret (web_url, error))
    return FALSE;
  if (*web_url != '\0' && !is_web_address (web_url))
    {
      g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID,
                   _ ("“%s” is not the address of a web app; it begins with https://"), web_url);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_origin (TbAccount *self, GError **error)
{
  g_autofree char *origin = tb_account_dup_string (self, "origin");

  if (!check_no_secret (origin, error))
    return FALSE;

  return *origin == '\0' || is_web_address (origin)
         || refuse (error, TB_ACCOUNT_ERROR_INVALID,
                    _ ("The origin is not one; it has the form https://app.example.com"));
}

static gboolean
check_origins (TbAccount *self, const char *key, GError **error)
{
  g_auto (GStrv) origins = tb_account_dup_strings (self, key);

  for (gsize i = 0; origins[i] != NULL; i++)
    {
      if (!check_no_secret (origins[i], error))
        return FALSE;
      if (!is_web_address (origins[i]))
        {
          g_set_error (
              error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID,
              _ ("“%s” cannot be allowed; an origin has the form https://docs.example.com"),
              origins[i]);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
check_allowed_origins (TbAccount *self, GError **error)
{
  return check_origins (self, "allowed-origins", error);
}

/* The user's secrets go there. */
static gboolean
check_inbox_url (TbAccount *self, GError **error)
{
  g_autofree char *url = tb_account_dup_inbox_url (self);
  g_autoptr (GUri) uri = NULL;

  if (tb_account_get_inbox_style (self) == TB_INBOX_STYLE_NONE)
    return TRUE;
  if (url == NULL)
    return refuse (error, TB_ACCOUNT_ERROR_INCOMPLETE,
                   _ ("It is not known where the web app's list of notifications is; set the "
                      "address of the web app, or that of its list"));
  if (!check_no_secret (url, error))
    return FALSE;

  uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  if (!is_web_address (url) || g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    {
      g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID,
                   _ ("“%s” is not the address of a web app's list of notifications; it begins "
                      "with https:// and has no ? and no #"),
                   url);
      return FALSE;
    }
  if (g_str_equal (g_uri_get_scheme (uri), "http")
      && !pusher_host_is_loopback (g_uri_get_host (uri)))
    {
      g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID,
                   _ ("The address %s is not encrypted, so your sign-in could be read on the way; "
                      "use https:// instead"),
                   url);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_avatar_origins (TbAccount *self, GError **error)
{
  return check_origins (self, "avatar-origins", error);
}

static gboolean
check_ca_file (TbAccount *self, GError **error)
{
  g_autofree char *ca_file = tb_account_dup_string (self, "ca-file");

  if (*ca_file == '\0' || g_file_test (ca_file, G_FILE_TEST_IS_REGULAR))
    return TRUE;

  g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_NO_FILE,
               _ ("There is no CA file “%s”; name a file of certificates"), ca_file);
  return FALSE;
}

/* The names that the channels of @ids would have. */
static gboolean
check_names (const char *prefix, GStrv ids, GError **error)
{
  for (gsize i = 0; ids[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat (prefix, ids[i], NULL);

      if (!pusher_channel_name_check (name, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_user_id (TbAccount *self, GError **error)
{
  g_autofree char *user_id = tb_account_dup_string (self, "user-id");
  g_auto (GStrv) names = tb_account_dup_channel_names (self);
  char *ids[] = { user_id, NULL };

  if (names[0] == NULL)
    return refuse (error, TB_ACCOUNT_ERROR_INCOMPLETE,
                   _ ("There is nothing to listen to; set the user id, a tenant id, a room or a "
                      "channel"));

  return *user_id == '\0' || check_names ("private-user-", ids, error);
}

static gboolean
check_tenant_ids (TbAccount *self, GError **error)
{
  g_auto (GStrv) tenant_ids = tb_account_dup_strings (self, "tenant-ids");

  return check_names ("private-tenant-", tenant_ids, error);
}

static gboolean
check_rooms (TbAccount *self, GError **error)
{
  g_auto (GStrv) rooms = tb_account_dup_strings (self, "rooms");

  return check_names ("presence-room-", rooms, error);
}

/* With the ids put in, whose own mistakes are found first. */
static gboolean
check_channels (TbAccount *self, GError **error)
{
  g_auto (GStrv) names = tb_account_dup_channel_names (self);

  return check_names ("", names, error);
}

static gboolean
check_sign_in_url (TbAccount *self, GError **error)
{
  g_autofree char *url = tb_account_dup_string (self, "sign-in-url");

  return *url == '\0'
         || (check_no_secret (url, error) && tb_web_request_check_address (url, error));
}

/* In the order in which a person fills them in, but for the last, which somebody may not mind. */
static const struct
{
  const char *key;
  gboolean (*check) (TbAccount *self, GError **error);
} checks[] = {
  { "key", check_key },
  { "cluster", check_cluster },
  { "host", check_host },
  { "web-url", check_web_url },
  { "user-id", check_user_id },
  { "tenant-ids", check_tenant_ids },
  { "rooms", check_rooms },
  { "channels", check_channels },
  { "auth-endpoint", check_auth_endpoint },
  { "origin", check_origin },
  { "allowed-origins", check_allowed_origins },
  { "avatar-origins", check_avatar_origins },
  { "inbox-url", check_inbox_url },
  { "sign-in-url", check_sign_in_url },
  { "ca-file", check_ca_file },
};

/**
 * tb_account_check_setting:
 * @self: an account
 * @key: the name of a setting
 * @error: return location for an error, or %NULL
 *
 * Whether one setting can be used, beside the others as they are. What is missing is told of the
 * setting that would mend it: of the user id where there is nothing to listen to.
 *
 * Returns: %FALSE with one sentence, %TB_ACCOUNT_ERROR_INCOMPLETE for what is only missing
 */
gboolean
tb_account_check_setting (TbAccount *self, const char *key, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      if (g_str_equal (checks[i].key, key))
        return checks[i].check (self, error);
    }

  return TRUE;
}

/**
 * tb_account_check:
 * @self: an account
 * @error: return location for an error, or %NULL
 *
 * Returns: %TRUE if the settings are complete and can be used, else %FALSE with one sentence about
 * the first that is not
 */
gboolean
tb_account_check (TbAccount *self, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      if (!checks[i].check (self, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * tb_account_check_value:
 * @key: a name from elsewhere
 * @value: a value from elsewhere
 * @error: return location for an error, or %NULL
 *
 * Returns: %FALSE with %TB_ACCOUNT_ERROR_INVALID if no account has a setting @key, or if @value is
 *   not of its type or range
 */
gboolean
tb_account_check_value (const char *key, GVariant *value, GError **error)
{
  g_autoptr (GSettingsSchemaKey) setting = tb_account_find_setting (key);

  if (setting == NULL)
    {
      g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID,
                   _ ("Accounts have no setting “%s”; leave it out"), key);
      return FALSE;
    }
  if (g_variant_is_of_type (value, g_settings_schema_key_get_value_type (setting))
      && g_settings_schema_key_range_check (setting, value))
    return TRUE;

  g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID,
               _ ("The value of the setting “%s” is of another type, or too large or too small; "
                  "correct it"),
               key);
  return FALSE;
}

/**
 * tb_account_check_values:
 * @settings: an a{sv} of settings, by name
 * @error: return location for an error, or %NULL
 *
 * Returns: %FALSE with what tb_account_check_value() says of the first that cannot be
 */
gboolean
tb_account_check_values (GVariant *settings, GError **error)
{
  gboolean good = TRUE;
  GVariantIter iter;
  const char *key;
  GVariant *value;

  g_variant_iter_init (&iter, settings);
  while (good && g_variant_iter_next (&iter, "{&sv}", &key, &value))
    {
      good = tb_account_check_value (key, value, error);
      g_variant_unref (value);
    }

  return good;
}
