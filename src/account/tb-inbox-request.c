/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One question about a web app's own list of notifications, answered within bounds of time and
 * size. The credentials are for its address alone: a redirect is never followed. */

#include "account/tb-inbox-request.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "account/tb-inbox-refusal.h"
#include "pusher/pusher-error.h"
#include "pusher/pusher-http-exchange.h"
#include "pusher/pusher-json-text.h"
#include "pusher/pusher-retry-after.h"

typedef struct
{
  char *address; /* of the list, for people */
  gboolean wants_json;
  SoupMessage *message;
  guint retry_after;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_object (&request->message);
  g_free (request->address);
  g_free (request);
}

/**
 * tb_inbox_client_new:
 * @session: the HTTP session to ask with
 * @clock: the time
 * @credentials: what proves who asks
 * @address: where the web app's list of notifications is
 *
 * Returns: (transfer full): a client
 */
TbInboxClient *
tb_inbox_client_new (SoupSession *session,
                     PusherClock *clock,
                     TbCredentials *credentials,
                     const char *address)
{
  TbInboxClient *self = g_new0 (TbInboxClient, 1);

  self->session = g_object_ref (session);
  self->clock = g_object_ref (clock);
  self->credentials = g_object_ref (credentials);
  self->address = g_strdup (address);

  return self;
}

/**
 * tb_inbox_client_free:
 * @self: (transfer full): a client
 */
void
tb_inbox_client_free (TbInboxClient *self)
{
  g_object_unref (self->session);
  g_object_unref (self->clock);
  g_object_unref (self->credentials);
  g_free (self->address);
  g_free (self);
}

/**
 * tb_inbox_answer_free:
 * @self: (transfer full): an answer
 */
void
tb_inbox_answer_free (TbInboxAnswer *self)
{
  g_clear_pointer (&self->root, json_node_unref);
  g_free (self);
}

static GError *
explain_failure (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);
  if (g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT))
    return pusher_error_explain (error,
                                 _ ("The web app does not answer when asked for its notifications; "
                                    "it is asked again in a while: %s"),
                                 error->message);

  return pusher_error_explain (
      error, _ ("The web app's list of notifications cannot be reached: %s"), error->message);
}

static gboolean
is_page (const char *body, gsize length)
{
  while (length > 0 && g_ascii_isspace (*body))
    {
      body++;
      length--;
    }

  return length > 0 && *body == '<';
}

static gint64
read_date (SoupMessage *message)
{
  const char *text
      = soup_message_headers_get_one (soup_message_get_response_headers (message), "Date");
  g_autoptr (GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  return date != NULL ? g_date_time_to_unix (date) * G_USEC_PER_SEC : 0;
}

static void
handle_answer (GTask *task, GBytes *bytes)
{
  Request *request = g_task_get_task_data (task);
  gsize length;
  const char *body = g_bytes_get_data (bytes, &length);
  guint status = soup_message_get_status (request->message);
  g_autoptr (JsonNode) root = NULL;
  TbInboxAnswer *answer;

  if (!SOUP_STATUS_IS_SUCCESSFUL (status))
    {
      request->retry_after
          = pusher_retry_after_read (soup_message_get_response_headers (request->message));
      g_task_return_error (task,
                           tb_inbox_refusal_explain (status, request->address, body,
                                                     MIN (length, TB_INBOX_REQUEST_MAX_SIZE)));
      return;
    }
  if (length > TB_INBOX_REQUEST_MAX_SIZE)
    {
      g_task_return_error (task, tb_inbox_refusal_explain_size (request->address));
      return;
    }
  if (is_page (body, length))
    {
      g_task_return_error (task, tb_inbox_refusal_explain_page ());
      return;
    }
  if (request->wants_json)
    {
      root = g_utf8_validate_len (body, length, NULL) ? pusher_json_parse (body, (gssize) length)
                                                      : NULL;
      if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
        {
          g_task_return_error (task, tb_inbox_refusal_explain_nonsense (request->address));
          return;
        }
    }

  answer = g_new0 (TbInboxAnswer, 1);
  answer->root = g_steal_pointer (&root);
  answer->time = read_date (request->message);
  g_task_return_pointer (task, answer, (GDestroyNotify) tb_inbox_answer_free);
}

static void
on_answer_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = pusher_http_exchange_finish (result, &error);

  if (body != NULL)
    handle_answer (task, body);
  else
    g_task_return_error (task, explain_failure (error));
}

static void
set_up_message (Request *request, TbInboxClient *client, JsonNode *body)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (request->message);

  /* Whatever is asked does no harm twice, and libsoup takes a connection that is open for it. */
  soup_message_add_flags (request->message, SOUP_MESSAGE_IDEMPOTENT);
  soup_message_headers_replace (headers, "Accept", "application/json");
  soup_message_headers_replace (headers, "X-Requested-With", "XMLHttpRequest");
  tb_credentials_apply (client->credentials, headers);
  if (body != NULL)
    {
      char *text = json_to_string (body, FALSE);
      g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

      soup_message_set_request_body_from_bytes (request->message, "application/json", bytes);
    }
}

/**
 * tb_inbox_request_async:
 * @client: what to ask with
 * @source: (type GObject) (nullable): who asks, which @callback is told
 * @method: the HTTP method
 * @path: what follows the address of the list, with its query; maybe empty
 * @body: (nullable): JSON to send
 * @wants_json: whether the answer is to be a JSON object; else it only must not be a page
 * @cancellable: (nullable): a cancellable
 * @callback: called when there is an answer or none
 * @user_data: for @callback
 *
 * Asks once.
 */
void
tb_inbox_request_async (TbInboxClient *client,
                        gpointer source,
                        const char *method,
                        const char *path,
                        JsonNode *body,
                        gboolean wants_json,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);
  g_autofree char *address = g_strconcat (client->address, path, NULL);
  Request *request = g_new0 (Request, 1);

  request->address = g_strdup (client->address);
  request->wants_json = wants_json;
  request->message = soup_message_new (method, address);
  g_task_set_task_data (task, request, request_free);
  g_task_set_source_tag (task, tb_inbox_request_async);
  if (request->message == NULL)
    {
      g_task_return_error (task, tb_inbox_refusal_explain_nonsense (client->address));
      return;
    }

  set_up_message (request, client, body);
  pusher_http_exchange_async (client->session, client->clock, request->message,
                              TB_INBOX_REQUEST_MAX_SIZE, TB_INBOX_REQUEST_TIMEOUT * G_USEC_PER_SEC,
                              cancellable, on_answer_ready, g_object_ref (task));
}

/**
 * tb_inbox_request_finish:
 * @result: what the callback got
 * @retry_after: (out): how long the web app asks to wait, in s; 0 if it does not say
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): the answer, or %NULL with a #PusherError and one sentence
 * for the user, or %G_IO_ERROR_CANCELLED
 */
TbInboxAnswer *
tb_inbox_request_finish (GAsyncResult *result, guint *retry_after, GError **error)
{
  Request *request = g_task_get_task_data (G_TASK (result));

  *retry_after = request->retry_after;
  return g_task_propagate_pointer (G_TASK (result), error);
}
