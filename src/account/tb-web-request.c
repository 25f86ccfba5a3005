/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One question to a web app, answered within bounds of time and size. A redirect is an answer and
 * never followed: what is sent is meant for the address that was given. */

#include "account/tb-web-request.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "account/tb-account-error.h"
#include "pusher/pusher-error.h"
#include "pusher/pusher-host.h"
#include "pusher/pusher-http-exchange.h"
#include "pusher/pusher-json-text.h"
#include "pusher/pusher-retry-after.h"

static GError *
explain_failure (SoupMessage *message, const GError *error)
{
  if (g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT))
    return g_error_new (PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT, _ ("%s does not answer"),
                        g_uri_get_host (soup_message_get_uri (message)));

  return g_error_copy (error);
}

static char *
read_location (SoupMessage *message)
{
  const char *location
      = soup_message_headers_get_one (soup_message_get_response_headers (message), "Location");
  g_autofree char *address = g_uri_to_string (soup_message_get_uri (message));

  return location != NULL ? g_uri_resolve_relative (address, location, G_URI_FLAGS_NONE, NULL)
                          : NULL;
}

static void
on_answer_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SoupMessage *message = g_task_get_task_data (task);
  TbWebAnswer *answer;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = pusher_http_exchange_finish (result, &error);

  if (body == NULL)
    {
      g_task_return_error (task, explain_failure (message, error));
      return;
    }
  if (g_bytes_get_size (body) > TB_WEB_REQUEST_MAX_SIZE)
    {
      g_task_return_new_error (task, PUSHER_ERROR, PUSHER_ERROR_BAD_ANSWER,
                               _ ("What %s answers is too large"),
                               g_uri_get_host (soup_message_get_uri (message)));
      return;
    }

  answer = g_new0 (TbWebAnswer, 1);
  answer->status = soup_message_get_status (message);
  answer->length = g_bytes_get_size (body);
  answer->body = g_strndup (g_bytes_get_data (body, NULL), answer->length);
  answer->location = read_location (message);
  answer->retry_after = pusher_retry_after_read (soup_message_get_response_headers (message));
  g_task_return_pointer (task, answer, (GDestroyNotify) tb_web_answer_free);
}

/**
 * tb_web_answer_free:
 * @self: (transfer full): an answer; wiped first
 */
void
tb_web_answer_free (TbWebAnswer *self)
{
  explicit_bzero (self->body, self->length);
  g_free (self->body);
  g_free (self->location);
  g_free (self);
}

/**
 * tb_web_answer_parse:
 * @self: an answer
 *
 * Returns: (transfer full) (nullable): the JSON that it is, or %NULL if it is none
 */
JsonNode *
tb_web_answer_parse (const TbWebAnswer *self)
{
  return g_utf8_validate_len (self->body, self->length, NULL)
             ? pusher_json_parse (self->body, (gssize) self->length)
             : NULL;
}

/**
 * tb_web_answer_is_page:
 * @self: an answer
 *
 * Returns: whether it is a page for people where there should be JSON
 */
gboolean
tb_web_answer_is_page (const TbWebAnswer *self)
{
  const char *text = self->body;

  while (g_ascii_isspace (*text))
    text++;

  return *text == '<';
}

/**
 * tb_web_request_check_address:
 * @address: an absolute address
 * @error: return location for an error, or %NULL
 *
 * Returns: %TRUE if secrets may be sent to @address: over https, or over http to this very
 * computer; else %FALSE with %TB_ACCOUNT_ERROR_INVALID
 */
gboolean
tb_web_request_check_address (const char *address, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  /* GLib lets spaces pass, and browsers take a backslash for a slash. */
  if (host == NULL || *host == '\0' || g_uri_get_userinfo (uri) != NULL
      || strpbrk (address, " \t\r\n\\") != NULL
      || (!g_str_equal (g_uri_get_scheme (uri), "https")
          && !g_str_equal (g_uri_get_scheme (uri), "http")))
    {
      g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID,
                   _ ("“%s” is not the address of a web app; it begins with https://"), address);
      return FALSE;
    }
  if (g_str_equal (g_uri_get_scheme (uri), "http") && !pusher_host_is_loopback (host))
    {
      g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID,
                   _ ("The address %s is not encrypted, so your sign-in could be read on the way; "
                      "use https:// instead"),
                   address);
      return FALSE;
    }

  return TRUE;
}

/**
 * tb_web_request_send_async:
 * @session: the HTTP session to ask with
 * @clock: the time
 * @address: where to ask, as tb_web_request_check_address() allows
 * @body: (nullable): JSON to post; %NULL to get
 * @token: (nullable): a bearer token that says who asks
 * @cancellable: (nullable): a cancellable
 * @callback: called when there is an answer or none
 * @user_data: for @callback
 *
 * Asks once.
 */
void
tb_web_request_send_async (SoupSession *session,
                           PusherClock *clock,
                           const char *address,
                           JsonNode *body,
                           const char *token,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  SoupMessage *message
      = soup_message_new (body != NULL ? SOUP_METHOD_POST : SOUP_METHOD_GET, address);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  g_task_set_task_data (task, message, g_object_unref);
  g_task_set_source_tag (task, tb_web_request_send_async);

  soup_message_headers_replace (headers, "Accept", "application/json");
  if (token != NULL)
    {
      g_autofree char *value = g_strconcat ("Bearer ", token, NULL);

      soup_message_headers_replace (headers, "Authorization", value);
      explicit_bzero (value, strlen (value));
    }
  if (body != NULL)
    {
      char *text = json_to_string (body, FALSE);
      g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }

  pusher_http_exchange_async (session, clock, message, TB_WEB_REQUEST_MAX_SIZE,
                              TB_WEB_REQUEST_TIMEOUT * G_USEC_PER_SEC, cancellable, on_answer_ready,
                              g_object_ref (task));
}

/**
 * tb_web_request_send_finish:
 * @result: what the callback got
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): the answer, whatever its status, or %NULL with
 *   %PUSHER_ERROR_NETWORK, %PUSHER_ERROR_TLS, %PUSHER_ERROR_TIMED_OUT, %PUSHER_ERROR_BAD_ANSWER for
 *   one that is too large, or %G_IO_ERROR_CANCELLED
 */
TbWebAnswer *
tb_web_request_send_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
