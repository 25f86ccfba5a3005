/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Fetches one picture: nothing that says who asks is sent, and no more is taken than a picture may
 * have. */

#include "account/tb-avatar-request.h"

#include "account/tb-avatar-picture.h"

#define MAX_REDIRECTS 3

typedef struct
{
  SoupSession *session;
  TbAvatarAddress *address;
  SoupMessage *message;
  guint n_redirects;
  guint8 *buffer;
  guint deadline_source;
  const char *refusal; /* why @cancellable was cancelled, unless the caller did */
  GCancellable *cancellable;
  GCancellable *outer;
  gulong outer_handler;
} Request;

static void send (GTask *task);

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_handle_id (&request->deadline_source, g_source_remove);
  g_cancellable_disconnect (request->outer, request->outer_handler);
  g_clear_object (&request->outer);
  g_clear_object (&request->cancellable);
  if (request->message != NULL)
    g_signal_handlers_disconnect_by_data (request->message, request);
  g_clear_object (&request->message);
  g_clear_object (&request->session);
  tb_avatar_address_free (request->address);
  g_free (request->buffer);
  g_free (request);
}

static void
on_outer_cancelled (GCancellable *outer, gpointer user_data)
{
  g_cancellable_cancel (G_CANCELLABLE (user_data));
}

static void
refuse (GTask *task, const char *message)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s", message);
}

/* Gives up what is under way. */
static void
abandon (Request *request, const char *refusal)
{
  request->refusal = refusal;
  g_cancellable_cancel (request->cancellable);
}

static void
fail (GTask *task, GError *error)
{
  Request *request = g_task_get_task_data (task);

  if (request->refusal != NULL)
    {
      refuse (task, request->refusal);
      g_error_free (error);
    }
  else
    {
      g_task_return_error (task, error);
    }
}

static gboolean
on_deadline (gpointer user_data)
{
  Request *request = user_data;

  request->deadline_source = 0;
  abandon (request, "The picture takes too long");

  return G_SOURCE_REMOVE;
}

/* Where a name leads is known only now, and may be somewhere else than a moment ago: so the very
 * address that is about to be used is looked at, before anything is sent to it. A proxy has its own
 * view of names, and its address says nothing. */
static void
on_network_event (SoupMessage *message,
                  GSocketClientEvent event,
                  GIOStream *connection,
                  gpointer user_data)
{
  Request *request = user_data;
  g_autoptr (GSocketAddress) address = NULL;

  if (event != G_SOCKET_CLIENT_CONNECTING || request->address->may_be_private
      || !G_IS_SOCKET_CONNECTION (connection))
    return;

  address = g_socket_connection_get_remote_address (G_SOCKET_CONNECTION (connection), NULL);
  if (G_IS_PROXY_ADDRESS (address))
    return;
  if (!G_IS_INET_SOCKET_ADDRESS (address)
      || !tb_avatar_address_is_public (
          g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address))))
    abandon (request, "The picture's host is in a private network");
}

static void
on_body_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  GError *error = NULL;
  gsize length = 0;

  g_input_stream_close (G_INPUT_STREAM (source), NULL, NULL);
  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &length, &error))
    fail (task, error);
  else if (length > TB_AVATAR_PICTURE_BYTES)
    refuse (task, "The picture has too many bytes");
  else
    g_task_return_pointer (task, g_bytes_new (request->buffer, length),
                           (GDestroyNotify) g_bytes_unref);
}

static void
follow (GTask *task)
{
  Request *request = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (request->message);
  const char *location = soup_message_headers_get_one (headers, "Location");
  TbAvatarAddress *next = NULL;

  if (location != NULL && request->n_redirects < MAX_REDIRECTS)
    next = tb_avatar_address_redirect (request->address, location, NULL);
  if (next == NULL)
    {
      refuse (task, "The picture's server redirects to where no picture may be");
      return;
    }

  request->n_redirects++;
  tb_avatar_address_free (request->address);
  request->address = next;
  send (task);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GInputStream) body = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  guint status = soup_message_get_status (request->message);
  SoupMessageHeaders *headers = soup_message_get_response_headers (request->message);

  if (body == NULL)
    {
      fail (task, error);
      return;
    }
  if (status == SOUP_STATUS_OK
      && soup_message_headers_get_content_length (headers) <= TB_AVATAR_PICTURE_BYTES)
    {
      /* One byte more than is allowed shows that there is more. */
      request->buffer = g_malloc (TB_AVATAR_PICTURE_BYTES + 1);
      g_input_stream_read_all_async (body, request->buffer, TB_AVATAR_PICTURE_BYTES + 1,
                                     G_PRIORITY_LOW, request->cancellable, on_body_ready,
                                     g_steal_pointer (&task));
      return;
    }

  g_input_stream_close (body, NULL, NULL);
  if (SOUP_STATUS_IS_REDIRECTION (status))
    follow (task);
  else if (status == SOUP_STATUS_OK)
    refuse (task, "The picture has too many bytes");
  else
    refuse (task, "The server has no such picture");
}

static void
send (GTask *task)
{
  Request *request = g_task_get_task_data (task);
  SoupMessageHeaders *headers;

  if (request->message != NULL)
    g_signal_handlers_disconnect_by_data (request->message, request);
  g_clear_object (&request->message);
  request->message = soup_message_new (SOUP_METHOD_GET, request->address->uri);
  if (request->message == NULL)
    {
      refuse (task, "The picture's address cannot be used");
      return;
    }

  soup_message_add_flags (request->message,
                          SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  soup_message_disable_feature (request->message, SOUP_TYPE_AUTH_MANAGER);
  soup_message_disable_feature (request->message, SOUP_TYPE_COOKIE_JAR);
  soup_message_disable_feature (request->message, SOUP_TYPE_CONTENT_DECODER);
  headers = soup_message_get_request_headers (request->message);
  soup_message_headers_replace (headers, "Accept", tb_avatar_picture_get_accept ());
  g_signal_connect (request->message, "network-event", G_CALLBACK (on_network_event), request);
  soup_session_send_async (request->session, request->message, G_PRIORITY_LOW, request->cancellable,
                           on_answer, g_object_ref (task));
}

/**
 * tb_avatar_request_async:
 * @session: where to send it; one that keeps no cookies
 * @address: where the picture is
 * @cancellable: (nullable): to cancel it
 * @callback: called when there is an answer
 * @user_data: for @callback
 *
 * Fetches a picture of at most %TB_AVATAR_PICTURE_BYTES within %TB_AVATAR_REQUEST_TIMEOUT, without
 * cookies or credentials, and follows redirects on the same origin only.
 */
void
tb_avatar_request_async (SoupSession *session,
                         const TbAvatarAddress *address,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->session = g_object_ref (session);
  request->address = tb_avatar_address_copy (address);
  request->cancellable = g_cancellable_new ();
  g_task_set_task_data (task, request, request_free);
  g_task_set_source_tag (task, tb_avatar_request_async);
  if (cancellable != NULL)
    {
      request->outer = g_object_ref (cancellable);
      request->outer_handler = g_cancellable_connect (cancellable, G_CALLBACK (on_outer_cancelled),
                                                      request->cancellable, NULL);
    }
  request->deadline_source
      = g_timeout_add_seconds (TB_AVATAR_REQUEST_TIMEOUT, on_deadline, request);

  send (task);
}

/**
 * tb_avatar_request_finish:
 * @result: what the callback got
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): what the server sent, or %NULL with
 * %G_IO_ERROR_INVALID_DATA, or an error of libsoup's or of the network
 */
GBytes *
tb_avatar_request_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
