/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether an account's settings can be used, and what to do if not. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "account/tb-account.h"
#include "pusher/pusher-channel-name.h"
#include "pusher/pusher-host.h"
#include "pusher/pusher-http-authorizer.h"

static gboolean
refuse (GError **error, TbAccountError code, const char *message)
{
  g_set_error_literal (error, TB_ACCOUNT_ERROR, (int) code, message);
  return FALSE;
}

/* A host has a colon only as an IPv6 address: what many write there is the port. */
static gboolean
is_server_name (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;

  if (strpbrk (host, "/\\ \t\r\n@?#[]") != NULL)
    return FALSE;
  if (strchr (host, ':') == NULL)
    return TRUE;

  address = g_inet_address_new_from_string (host);
  return address != NULL;
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

/* The addresses that are used as they stand. */
static gboolean
check_addresses (TbAccount *self, GError **error)
{
  g_autofree char *web_url = tb_account_dup_string (self, "web-url");
  g_autofree char *origin = tb_account_dup_string (self, "origin");

  if (!check_no_secret (web_url, error) || !check_no_secret (origin, error))
    return FALSE;
  if (*web_url != '\0' && !is_web_address (web_url))
    {
      g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID,
                   _ ("“%s” is not the address of a web app; it begins with https://"), web_url);
      return FALSE;
    }
  if (*origin != '\0' && !is_web_address (origin))
    return refuse (error, TB_ACCOUNT_ERROR_INVALID,
                   _ ("The origin is not one; it has the form https://app.example.com"));

  return check_origins (self, "allowed-origins", error)
         && check_origins (self, "avatar-origins", error);
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
check_channels (TbAccount *self, gboolean has_endpoint, GError **error)
{
  g_auto (GStrv) names = tb_account_dup_channel_names (self);

  if (names[0] == NULL)
    return refuse (error, TB_ACCOUNT_ERROR_INCOMPLETE,
                   _ ("There is nothing to listen to; set the user id, a tenant id, a room or a "
                      "channel"));

  for (gsize i = 0; names[i] != NULL; i++)
    {
      if (!pusher_channel_name_check (names[i], error))
        return FALSE;
      if (!has_endpoint && pusher_channel_name_get_type_of (names[i]) != PUSHER_CHANNEL_PUBLIC)
        {
          g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INCOMPLETE,
                       _ ("The channel %s is private; set the authorisation endpoint"), names[i]);
          return FALSE;
        }
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
  g_autofree char *key = tb_account_dup_string (self, "key");
  g_autofree char *host = tb_account_dup_string (self, "host");
  g_autofree char *cluster = tb_account_dup_string (self, "cluster");
  g_autofree char *endpoint = tb_account_dup_string (self, "auth-endpoint");
  g_autofree char *ca_file = tb_account_dup_string (self, "ca-file");

  if (*key == '\0')
    return refuse (error, TB_ACCOUNT_ERROR_INCOMPLETE,
                   _ ("The app key is missing; it is the public key that the web app uses"));
  if (*host == '\0' && *cluster == '\0')
    return refuse (error, TB_ACCOUNT_ERROR_INCOMPLETE,
                   _ ("The server is missing; set a cluster of Pusher Channels or the host of your "
                      "own server"));
  if (!is_server_name (host) || strpbrk (cluster, "/\\ \t\r\n@?#[].:") != NULL)
    return refuse (error, TB_ACCOUNT_ERROR_INVALID,
                   _ ("The host or cluster is not just a name; leave out the scheme, the port and "
                      "the path"));
  if (!check_no_secret (endpoint, error)
      || (*endpoint != '\0' && !pusher_http_authorizer_check_endpoint (endpoint, error)))
    return FALSE;
  if (!check_addresses (self, error) || !check_inbox_url (self, error))
    return FALSE;
  if (!check_channels (self, *endpoint != '\0', error))
    return FALSE;
  /* Last, because somebody may not mind. */
  if (*ca_file != '\0' && !g_file_test (ca_file, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_NO_FILE,
                   _ ("There is no CA file “%s”; name a file of certificates"), ca_file);
      return FALSE;
    }

  return TRUE;
}
