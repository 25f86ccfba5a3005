/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One message to a server and its answer, within bounds of time and size. */

#include "pusher/pusher-http-exchange.h"

#include <string.h>

#include "pusher/pusher-soup-session.h"

/* What is read into; it may hold secrets. */
typedef struct
{
  gsize size; /* of what may have been written, in bytes */
  char data[];
} Buffer;

typedef struct
{
  SoupMessage *message;
  gsize max_size;
  Buffer *buffer;
  GCancellable *cancellable; /* of this exchange: an aborted session cancels what it was given */
  gulong outer_handler;      /* of the caller's, which cancels ours */
  PusherClock *clock;
  guint timer;
  gboolean timed_out;
} Exchange;

static Buffer *
buffer_new (gsize size)
{
  Buffer *self = g_malloc (sizeof (Buffer) + size);

  self->size = size;

  return self;
}

static void
buffer_free (gpointer data)
{
  Buffer *self = data;

  explicit_bzero (self->data, self->size);
  g_free (self);
}

static void
exchange_free (gpointer data)
{
  Exchange *self = data;

  g_object_unref (self->message);
  g_object_unref (self->cancellable);
  g_object_unref (self->clock);
  g_clear_pointer (&self->buffer, buffer_free);
  g_free (self);
}

static void
on_timeout (gpointer user_data)
{
  Exchange *self = g_task_get_task_data (G_TASK (user_data));

  self->timer = 0;
  self->timed_out = TRUE;
  g_cancellable_cancel (self->cancellable);
}

static void
on_outer_cancelled (GCancellable *outer, gpointer user_data)
{
  g_cancellable_cancel (G_CANCELLABLE (user_data));
}

/* It is over: nothing may end it any more. */
static void
settle (GTask *task)
{
  Exchange *self = g_task_get_task_data (task);

  pusher_clock_clear_timer (self->clock, &self->timer);
  g_cancellable_disconnect (g_task_get_cancellable (task), self->outer_handler);
}

static void
return_failure (GTask *task, const GError *error)
{
  Exchange *self = g_task_get_task_data (task);

  settle (task);
  if (g_task_return_error_if_cancelled (task))
    return;

  g_task_return_error (task, self->timed_out ? pusher_soup_session_explain_silence (self->message)
                                             : pusher_soup_session_explain (self->message, error));
}

static void
on_body_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  Buffer *buffer;
  gsize length;

  /* An answer keeps its connection until its stream is closed, even when it was read to the end. */
  g_input_stream_close (G_INPUT_STREAM (source), NULL, NULL);
  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &length, &error))
    {
      return_failure (task, error);
      return;
    }

  settle (task);
  buffer = g_steal_pointer (&self->buffer);
  buffer->size = length;
  g_task_return_pointer (task,
                         g_bytes_new_with_free_func (buffer->data, length, buffer_free, buffer),
                         (GDestroyNotify) g_bytes_unref);
}

static void
on_send_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) body = NULL;

  body = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (body == NULL)
    {
      return_failure (task, error);
      return;
    }

  /* One byte more than is allowed shows that there is more (row 6.21). */
  self->buffer = buffer_new (self->max_size + 1);
  g_input_stream_read_all_async (body, self->buffer->data, self->buffer->size, G_PRIORITY_DEFAULT,
                                 self->cancellable, on_body_ready, g_steal_pointer (&task));
}

/**
 * pusher_http_exchange_async:
 * @session: the HTTP session to ask with
 * @clock: the time
 * @message: what to ask, which is not sent yet; its status and headers are the answer's afterwards
 * @max_size: the largest body that is wanted, in bytes
 * @timeout: how long the whole answer may take, in µs
 * @cancellable: (nullable): a cancellable
 * @callback: called when there is an answer or none
 * @user_data: for @callback
 *
 * Asks once. A redirect is an answer and never followed: what is sent, such as credentials, is
 * meant for the address that was given (rows 6.12, 15.3).
 */
void
pusher_http_exchange_async (SoupSession *session,
                            PusherClock *clock,
                            SoupMessage *message,
                            gsize max_size,
                            gint64 timeout,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (session, cancellable, callback, user_data);
  Exchange *self = g_new0 (Exchange, 1);

  self->message = g_object_ref (message);
  self->max_size = max_size;
  self->cancellable = g_cancellable_new ();
  self->clock = g_object_ref (clock);
  g_task_set_task_data (task, self, exchange_free);
  g_task_set_source_tag (task, pusher_http_exchange_async);

  if (cancellable != NULL)
    self->outer_handler = g_cancellable_connect (cancellable, G_CALLBACK (on_outer_cancelled),
                                                 g_object_ref (self->cancellable), g_object_unref);
  self->timer = pusher_clock_add_timer (clock, timeout, on_timeout, task);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, self->cancellable, on_send_ready,
                           g_object_ref (task));
}

/**
 * pusher_http_exchange_finish:
 * @result: what the callback got
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): the body of the answer, whatever its status; one byte longer
 *   than was wanted if it is too large, and wiped when it is freed. %NULL with
 *   %PUSHER_ERROR_TIMED_OUT, %PUSHER_ERROR_NETWORK or %PUSHER_ERROR_TLS and one sentence for the
 *   user (rows 6.15, 6.16), or with %G_IO_ERROR_CANCELLED if the caller cancelled; a session that
 *   is aborted before the answer begins is %PUSHER_ERROR_NETWORK
 */
GBytes *
pusher_http_exchange_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
