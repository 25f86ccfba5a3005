/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Everything that is signed with the application's secret: subscriptions, users
 * and REST calls. Pure functions; the time is passed in.
 * https://pusher.com/docs/channels/library_auth_reference/ */

#include "dev-signature.h"

/**
 * dev_signature_sign:
 * @secret: the application's secret
 * @text: what to sign
 *
 * Returns: (transfer full): HMAC-SHA256 in lower-case hexadecimal
 */
char *
dev_signature_sign (const char *secret, const char *text)
{
  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *) secret, strlen (secret),
                                    text, -1);
}

/**
 * dev_signature_channel:
 * @secret: the application's secret
 * @socket_id: the connection that subscribes
 * @channel: the channel it subscribes to
 * @channel_data: (nullable): signed as well when not %NULL
 *
 * Returns: (transfer full): the signature without the key in front
 */
char *
dev_signature_channel (const char *secret,
                       const char *socket_id,
                       const char *channel,
                       const char *channel_data)
{
  g_autofree char *text = channel_data != NULL
                              ? g_strdup_printf ("%s:%s:%s", socket_id, channel, channel_data)
                              : g_strdup_printf ("%s:%s", socket_id, channel);

  return dev_signature_sign (secret, text);
}

/**
 * dev_signature_user:
 * @secret: the application's secret
 * @socket_id: the connection that signs in
 * @user_data: the user as a JSON string
 *
 * Returns: (transfer full): the signature without the key in front
 */
char *
dev_signature_user (const char *secret, const char *socket_id, const char *user_data)
{
  g_autofree char *text = g_strdup_printf ("%s::user::%s", socket_id, user_data);

  return dev_signature_sign (secret, text);
}

/**
 * dev_signature_request:
 * @secret: the application's secret
 * @method: HTTP method in capitals
 * @path: path of the request
 * @query: (element-type utf8 utf8): decoded query; `auth_signature` is left out
 *
 * Returns: (transfer full): the signature of a REST call
 */
char *
dev_signature_request (const char *secret, const char *method, const char *path, GHashTable *query)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GHashTable) lowered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GList) names = NULL;
  GHashTableIter iter;
  gpointer name, value;
  const char *separator = "";

  g_hash_table_iter_init (&iter, query);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_hash_table_insert (lowered, g_ascii_strdown (name, -1), value);
  g_hash_table_remove (lowered, "auth_signature");

  g_string_append_printf (text, "%s\n%s\n", method, path);
  names = g_list_sort (g_hash_table_get_keys (lowered), (GCompareFunc) strcmp);
  for (GList *link = names; link != NULL; link = link->next)
    {
      g_string_append_printf (text, "%s%s=%s", separator, (const char *) link->data,
                              (const char *) g_hash_table_lookup (lowered, link->data));
      separator = "&";
    }

  return dev_signature_sign (secret, text->str);
}

/**
 * dev_signature_check_request:
 * @key: the application's key
 * @secret: the application's secret
 * @method: HTTP method in capitals
 * @path: path of the request
 * @query: (element-type utf8 utf8): decoded query
 * @body: (nullable): body of the request
 * @now: seconds since 1970
 * @error: return location for a %G_IO_ERROR_PERMISSION_DENIED
 *
 * Checks `auth_key`, `auth_version`, `auth_timestamp` (at most
 * %DEV_SIGNATURE_TOLERANCE seconds from @now), `body_md5` when there is a body,
 * and `auth_signature`.
 *
 * Returns: whether the caller knows the secret
 */
gboolean
dev_signature_check_request (const char *key,
                             const char *secret,
                             const char *method,
                             const char *path,
                             GHashTable *query,
                             GBytes *body,
                             gint64 now,
                             GError **error)
{
  const char *timestamp = g_hash_table_lookup (query, "auth_timestamp");
  g_autofree char *signature = NULL;
  gint64 sent_at;

  if (g_strcmp0 (g_hash_table_lookup (query, "auth_key"), key) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "Unknown auth_key");
      return FALSE;
    }
  if (g_strcmp0 (g_hash_table_lookup (query, "auth_version"), "1.0") != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                           "auth_version has to be 1.0");
      return FALSE;
    }
  if (timestamp == NULL || !g_ascii_string_to_signed (timestamp, 10, 0, G_MAXINT64, &sent_at, NULL)
      || ABS (now - sent_at) > DEV_SIGNATURE_TOLERANCE)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                           "auth_timestamp is not within 600 seconds of the server's time");
      return FALSE;
    }
  if (body != NULL && g_bytes_get_size (body) > 0)
    {
      g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_MD5, body);

      if (g_strcmp0 (g_hash_table_lookup (query, "body_md5"), digest) != 0)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                               "body_md5 does not belong to the body");
          return FALSE;
        }
    }

  signature = dev_signature_request (secret, method, path, query);
  if (g_strcmp0 (g_hash_table_lookup (query, "auth_signature"), signature) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                           "auth_signature does not belong to the request");
      return FALSE;
    }

  return TRUE;
}

/**
 * dev_signature_shared_secret:
 * @channel: name of an encrypted channel
 *
 * The key that encrypts @channel under the server's fixed master key, whose
 * bytes are 0 to 31: SHA-256 of the channel's name followed by the master key.
 *
 * Returns: (transfer full): the key in base64
 */
char *
dev_signature_shared_secret (const char *channel)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) channel, -1);
  for (guint8 byte = 0; byte < 32; byte++)
    g_checksum_update (checksum, &byte, 1);
  g_checksum_get_digest (checksum, digest, &length);

  return g_base64_encode (digest, length);
}
