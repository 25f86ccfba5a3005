/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What a server's HTTP API means by an answer to an event that it was to publish. */

#include "pusher/pusher-publish-refusal.h"

#include <glib/gi18n-lib.h>

#include "pusher/pusher-error.h"
#include "pusher/pusher-json-text.h"
#include "pusher/pusher-server-words.h"

/* As much of a server's own words as an error repeats, in characters. */
#define WORDS_MAX_LENGTH 160
/* The time of a signature may be wrong by so much, in s. */
#define CLOCK_TOLERANCE 600

/* soketi writes the status of what it takes before it looks at the request, and says in the body
 * only that it does not take it (row 18.6). 0 for what was published. */
static guint
read_status (SoupMessage *message, const char *body, gsize length)
{
  guint status = soup_message_get_status (message);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;
  gint64 code;

  if (!SOUP_STATUS_IS_SUCCESSFUL (status))
    return status;

  node
      = g_utf8_validate_len (body, length, NULL) ? pusher_json_parse (body, (gssize) length) : NULL;
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return status;
  object = json_node_get_object (node);
  if (!json_object_has_member (object, "error"))
    return 0;

  code = pusher_json_get_int (object, "code");
  return code >= 400 && code < 600 ? (guint) code : SOUP_STATUS_BAD_REQUEST;
}

/* How many minutes this computer's clock is ahead of the server's; less than 0 if it is behind. */
static gint64
measure_clock (SoupMessage *message, gint64 time)
{
  const char *header
      = soup_message_headers_get_one (soup_message_get_response_headers (message), "Date");
  g_autoptr (GDateTime) date = header != NULL ? soup_date_time_new_from_http_string (header) : NULL;
  gint64 difference = date != NULL ? time - g_date_time_to_unix (date) : 0;

  return ABS (difference) > CLOCK_TOLERANCE ? difference / 60 : 0;
}

static GError *
explain_signature (SoupMessage *message, gint64 time, const char *detail)
{
  gint64 minutes = measure_clock (message, time);
  g_autofree char *apart = g_strdup_printf ("%" G_GINT64_FORMAT, ABS (minutes));

  if (minutes != 0)
    return g_error_new (PUSHER_ERROR, PUSHER_ERROR_UNAUTHORIZED,
                        /* Translators: first the reason, then a number */
                        _ ("The server does not accept the signature (%s), for this computer's "
                           "clock and the server's are %s minutes apart; set the clock"),
                        detail, apart);

  return g_error_new (PUSHER_ERROR, PUSHER_ERROR_UNAUTHORIZED,
                      _ ("The server does not accept the signature (%s): the key or the secret is "
                         "not that of this application"),
                      detail);
}

/**
 * pusher_publish_refusal_find:
 * @message: a request that was answered
 * @app_id: the application that it was for
 * @time: when it was sent, in s since 1970 in UTC
 * @body: (array length=length): the answer's body
 * @length: its length in bytes
 *
 * Says to a person what the answer means, with the server's own words if it has any (rows 18.6,
 * 18.7).
 *
 * Returns: (transfer full) (nullable): %NULL if the event was published, else
 *   %PUSHER_ERROR_UNAUTHORIZED, %PUSHER_ERROR_DENIED, %PUSHER_ERROR_UNAVAILABLE,
 *   %PUSHER_ERROR_BAD_EVENT or %PUSHER_ERROR_BAD_ANSWER
 */
GError *
pusher_publish_refusal_find (
    SoupMessage *message, const char *app_id, gint64 time, const char *body, gsize length)
{
  guint status = read_status (message, body, length);
  g_autofree char *words = pusher_server_words_read (body, length, WORDS_MAX_LENGTH);
  g_autofree char *detail
      = words != NULL ? g_strdup_printf ("%u: %s", status, words) : g_strdup_printf ("%u", status);

  switch (status)
    {
    case 0:
      return NULL;
    case SOUP_STATUS_UNAUTHORIZED:
      return explain_signature (message, time, detail);
    case SOUP_STATUS_FORBIDDEN:
      return g_error_new (PUSHER_ERROR, PUSHER_ERROR_DENIED,
                          _ ("The server does not let this application publish (%s): it is "
                             "disabled, or has used up its messages"),
                          detail);
    case SOUP_STATUS_NOT_FOUND:
      return g_error_new (PUSHER_ERROR, PUSHER_ERROR_DENIED,
                          _ ("The server knows no application with the id %s (%s); check the id, "
                             "and the server's address"),
                          app_id, detail);
    case SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE:
      return g_error_new (PUSHER_ERROR, PUSHER_ERROR_BAD_EVENT,
                          _ ("The event is too large for this server (%s)"), detail);
    case SOUP_STATUS_REQUEST_TIMEOUT:
    case 429:
      return g_error_new (PUSHER_ERROR, PUSHER_ERROR_UNAVAILABLE,
                          _ ("The server takes no more events just now (%s); send it again later"),
                          detail);
    default:
      break;
    }

  if (status >= 500)
    return g_error_new (PUSHER_ERROR, PUSHER_ERROR_UNAVAILABLE,
                        _ ("The server cannot publish just now (%s); send it again later"), detail);
  if (status >= 400 && status != SOUP_STATUS_METHOD_NOT_ALLOWED)
    return g_error_new (PUSHER_ERROR, PUSHER_ERROR_BAD_EVENT,
                        _ ("The server does not take the event (%s)"), detail);

  return g_error_new (PUSHER_ERROR, PUSHER_ERROR_BAD_ANSWER,
                      _ ("What answers there is no Pusher-compatible server (%s); check the "
                         "address"),
                      detail);
}
