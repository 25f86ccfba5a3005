/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* How a publisher proves to a server's HTTP API that it knows the application's secret.
 * https://pusher.com/docs/channels/library_auth_reference/rest-api/#generating-authentication-signatures
 */

#include "pusher/pusher-request-signature.h"

#include <string.h>

#define SIGNATURE_VERSION "1.0"

/**
 * pusher_request_signature_build_query:
 * @method: the request's method, in capitals
 * @path: its path as it is sent, percent-encoded
 * @key: the application's public key
 * @secret: the application's secret
 * @time: when it is sent, in s since 1970 in UTC; servers accept 10 minutes more or less
 * @body: (array length=length): its body
 * @length: the body's length in bytes
 *
 * Signs a request that has no parameters of its own (row 18.1).
 *
 * Returns: (transfer full): the query to send it with
 */
char *
pusher_request_signature_build_query (const char *method,
                                      const char *path,
                                      const char *key,
                                      const char *secret,
                                      gint64 time,
                                      const char *body,
                                      gsize length)
{
  g_autofree char *digest
      = g_compute_checksum_for_data (G_CHECKSUM_MD5, (const guchar *) body, length);
  /* By name, as the signature wants them. */
  g_autofree char *behind_key
      = g_strdup_printf ("&auth_timestamp=%" G_GINT64_FORMAT "&auth_version=%s&body_md5=%s", time,
                         SIGNATURE_VERSION, digest);
  g_autofree char *text
      = g_strconcat (method, "\n", path, "\n", "auth_key=", key, behind_key, NULL);
  g_autofree char *signature = g_compute_hmac_for_string (
      G_CHECKSUM_SHA256, (const guchar *) secret, strlen (secret), text, -1);
  /* Encoded where it is sent, and not where it is signed. */
  g_autofree char *encoded_key = g_uri_escape_string (key, NULL, FALSE);

  return g_strconcat ("auth_key=", encoded_key, behind_key, "&auth_signature=", signature, NULL);
}
