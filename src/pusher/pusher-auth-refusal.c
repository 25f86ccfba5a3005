/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What an authorisation endpoint means by an answer that is no authorisation. */

#include "pusher/pusher-auth-refusal.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pusher/pusher-authorization.h"
#include "pusher/pusher-error.h"
#include "pusher/pusher-json-text.h"
#include "pusher/pusher-server-words.h"

/* As much of an endpoint's own words as an error repeats, in characters. */
#define WORDS_MAX_LENGTH 120
/* The longest wait that an endpoint's Retry-After is granted, in s. */
#define RETRY_AFTER_MAX 3600

/* The endpoint's own words, if it has any to say: `{"error":"…"}`, `{"message":"…"}` or plain
 * text. */
static char *
read_words (const char *body, gsize length)
{
  g_autoptr (JsonNode) node = NULL;
  const char *words = NULL;
  g_autofree char *text = NULL;
  g_autofree char *shown = NULL;

  if (length > PUSHER_AUTHORIZATION_MAX_SIZE || !g_utf8_validate_len (body, length, NULL))
    return NULL;

  node = pusher_json_parse (body, (gssize) length);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);

      words = pusher_json_get_string (object, "error");
      if (words == NULL)
        words = pusher_json_get_string (object, "message");
      text = g_strdup (words);
    }
  else if (node == NULL && memchr (body, '<', length) == NULL)
    {
      text = g_strndup (body, length);
    }

  shown = pusher_server_words_dup (text);
  if (*shown == '\0')
    return NULL;

  return g_utf8_substring (shown, 0, MIN (g_utf8_strlen (shown, -1), WORDS_MAX_LENGTH));
}

/**
 * pusher_auth_refusal_explain:
 * @status: the HTTP status of an answer, other than 2xx
 * @endpoint: the address that was asked
 * @channel_name: (nullable): the channel that was asked for; %NULL if it was the user
 * @body: (array length=length): the answer's body
 * @length: its length in bytes
 *
 * Says to a person what the answer means, with the endpoint's own words if it has any (rows 6.12 to
 * 6.14).
 *
 * Returns: (transfer full): %PUSHER_ERROR_UNAUTHORIZED, %PUSHER_ERROR_DENIED,
 *   %PUSHER_ERROR_UNAVAILABLE or %PUSHER_ERROR_BAD_ANSWER
 */
GError *
pusher_auth_refusal_explain (
    guint status, const char *endpoint, const char *channel_name, const char *body, gsize length)
{
  g_autofree char *words = read_words (body, length);
  g_autofree char *detail
      = words != NULL ? g_strdup_printf ("%u: %s", status, words) : g_strdup_printf ("%u", status);

  if (status >= 300 && status < 400)
    return pusher_error_new_for_status (
        PUSHER_ERROR_UNAUTHORIZED, status,
        _ ("The authorisation endpoint sends us to another page (%s), most likely to "
           "sign in: sign in again"),
        detail);
  if (status == 401 || status == 419)
    return pusher_error_new_for_status (
        PUSHER_ERROR_UNAUTHORIZED, status,
        _ ("The web app does not accept the sign-in (%s): sign in again"), detail);
  if (status == 403 && channel_name == NULL)
    return pusher_error_new_for_status (
        PUSHER_ERROR_DENIED, status, _ ("The web app refuses to confirm who you are (%s)"), detail);
  if (status == 403)
    return pusher_error_new_for_status (PUSHER_ERROR_DENIED, status,
                                        _ ("The web app denies this channel (%s)"), detail);
  if (status == 404)
    return pusher_error_new_for_status (
        PUSHER_ERROR_BAD_ANSWER, status,
        _ ("There is no authorisation endpoint at %s (%s); check the account's "
           "settings"),
        endpoint, detail);
  if (status == 408 || status == 429 || status >= 500)
    return pusher_error_new_for_status (
        PUSHER_ERROR_UNAVAILABLE, status,
        _ ("The authorisation endpoint cannot answer just now (%s); it is asked "
           "again in a while"),
        detail);

  return pusher_error_new_for_status (
      PUSHER_ERROR_BAD_ANSWER, status,
      _ ("The authorisation endpoint did not understand the request (%s); check the "
         "account's authorisation format and parameters"),
      detail);
}

/**
 * pusher_auth_refusal_get_wait:
 * @headers: the headers of an answer other than 2xx
 *
 * Returns: how long the endpoint asks to wait before the next request, in s, at most an hour; 0 if
 *   it does not say (row 6.14)
 */
guint
pusher_auth_refusal_get_wait (SoupMessageHeaders *headers)
{
  const char *value = soup_message_headers_get_one (headers, "Retry-After");
  guint64 seconds = 0;

  if (value != NULL)
    g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT64, &seconds, NULL);

  return (guint) MIN (seconds, RETRY_AFTER_MAX);
}
