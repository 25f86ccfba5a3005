/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One question to a web app, answered within bounds of time and size. A redirect is an answer and
 * never followed: what is sent is meant for the address that was given. */

#include "account/tb-web-request.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "account/tb-account-error.h"
#include "pusher/pusher-error.h"
#include "pusher/pusher-host.h"
#include "pusher/pusher-json-text.h"
#include "pusher/pusher-retry-after.h"
#include "pusher/pusher-soup-session.h"

typedef struct
{
  SoupMessage *message;
  GInputStream *body;
  char *buffer;
  GCancellable *cancellable; /* of this request */
  GCancellable *outer;       /* the caller's, which cancels it too; NULL if there is none */
  gulong outer_id;
  PusherClock *clock;
  guint timer;
  gboolean timed_out;
} Request;

static void
request_free (Request *request)
{
  pusher_clock_clear_timer (request->clock, &request->timer);
  g_object_unref (request->clock);
  if (request->outer != NULL)
    g_cancellable_disconnect (request->outer, request->outer_id);
  g_clear_object (&request->outer);
  g_clear_object (&request->message);
  g_clear_object (&request->body);
  g_clear_object (&request->cancellable);
  explicit_bzero (request->buffer, TB_WEB_REQUEST_MAX_SIZE + 1);
  g_free (request->buffer);
  g_free (request);
}

static void
on_timeout (gpointer user_data)
{
  Request *request = g_task_get_task_data (G_TASK (user_data));

  request->timer = 0;
  request->timed_out = TRUE;
  g_cancellable_cancel (request->cancellable);
}

static void
on_outer_cancelled (GCancellable *outer, gpointer user_data)
{
  g_cancellable_cancel (G_CANCELLABLE (user_data));
}

static void
return_error (GTask *task, GError *error)
{
  Request *request = g_task_get_task_data (task);

  pusher_clock_clear_timer (request->clock, &request->timer);
  g_task_return_error (task, error);
}

static void
handle_failure (GTask *task, const GError *error)
{
  Request *request = g_task_get_task_data (task);

  if (request->timed_out)
    return_error (task, g_error_new (PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT, _ ("%s does not answer"),
                                     g_uri_get_host (soup_message_get_uri (request->message))));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return_error (task, g_error_copy (error));
  else
    return_error (task, pusher_soup_session_explain (request->message, error));
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
on_body_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  TbWebAnswer *answer;
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  /* An answer keeps its connection until its stream is closed, even when it was read to the end. */
  g_input_stream_close (G_INPUT_STREAM (source), NULL, NULL);
  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &length, &error))
    {
      handle_failure (task, error);
      return;
    }
  if (length > TB_WEB_REQUEST_MAX_SIZE)
    {
      return_error (task, g_error_new (PUSHER_ERROR, PUSHER_ERROR_BAD_ANSWER,
                                       _ ("What %s answers is too large"),
                                       g_uri_get_host (soup_message_get_uri (request->message))));
      return;
    }

  answer = g_new0 (TbWebAnswer, 1);
  answer->status = soup_message_get_status (request->message);
  answer->body = g_strndup (request->buffer, length);
  answer->length = length;
  answer->location = read_location (request->message);
  answer->retry_after
      = pusher_retry_after_read (soup_message_get_response_headers (request->message));
  pusher_clock_clear_timer (request->clock, &request->timer);
  g_task_return_pointer (task, answer, (GDestroyNotify) tb_web_answer_free);
}

static void
on_send_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  request->body = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (request->body == NULL)
    {
      handle_failure (task, error);
      return;
    }

  /* One byte more than is allowed shows that there is more. */
  g_input_stream_read_all_async (request->body, request->buffer, TB_WEB_REQUEST_MAX_SIZE + 1,
                                 G_PRIORITY_DEFAULT, request->cancellable, on_body_ready,
                                 g_steal_pointer (&task));
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
  Request *request = g_new0 (Request, 1);
  SoupMessageHeaders *headers;

  request->clock = g_object_ref (clock);
  request->buffer = g_malloc (TB_WEB_REQUEST_MAX_SIZE + 1);
  request->cancellable = g_cancellable_new ();
  request->message = soup_message_new (body != NULL ? SOUP_METHOD_POST : SOUP_METHOD_GET, address);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_task_set_source_tag (task, tb_web_request_send_async);

  soup_message_add_flags (request->message, SOUP_MESSAGE_NO_REDIRECT);
  headers = soup_message_get_request_headers (request->message);
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

      soup_message_set_request_body_from_bytes (request->message, "application/json", bytes);
    }

  if (cancellable != NULL)
    {
      request->outer = g_object_ref (cancellable);
      request->outer_id
          = g_cancellable_connect (cancellable, G_CALLBACK (on_outer_cancelled),
                                   g_object_ref (request->cancellable), g_object_unref);
    }
  request->timer
      = pusher_clock_add_timer (clock, TB_WEB_REQUEST_TIMEOUT * G_USEC_PER_SEC, on_timeout, task);
  soup_session_send_async (session, request->message, G_PRIORITY_DEFAULT, request->cancellable,
                           on_send_ready, g_object_ref (task));
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
