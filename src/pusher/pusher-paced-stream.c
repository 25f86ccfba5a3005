/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-paced-stream.h"

#include "pusher/pusher-paced-input.h"

struct _PusherPacedStream
{
  GIOStream parent_instance;

  GIOStream *base;
  GInputStream *input;
};

G_DEFINE_FINAL_TYPE (PusherPacedStream, pusher_paced_stream, G_TYPE_IO_STREAM)

static GInputStream *
pusher_paced_stream_get_input_stream (GIOStream *stream)
{
  return PUSHER_PACED_STREAM (stream)->input;
}

static GOutputStream *
pusher_paced_stream_get_output_stream (GIOStream *stream)
{
  return g_io_stream_get_output_stream (PUSHER_PACED_STREAM (stream)->base);
}

static gboolean
pusher_paced_stream_close (GIOStream *stream, GCancellable *cancellable, GError **error)
{
  return g_io_stream_close (PUSHER_PACED_STREAM (stream)->base, cancellable, error);
}

static void
on_base_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (g_io_stream_close_finish (G_IO_STREAM (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
pusher_paced_stream_close_async (GIOStream *stream,
                                 int priority,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (stream, cancellable, callback, user_data);

  g_task_set_source_tag (task, pusher_paced_stream_close_async);
  g_io_stream_close_async (PUSHER_PACED_STREAM (stream)->base, priority, cancellable,
                           on_base_closed, task);
}

static gboolean
pusher_paced_stream_close_finish (GIOStream *stream, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
pusher_paced_stream_finalize (GObject *object)
{
  PusherPacedStream *self = PUSHER_PACED_STREAM (object);

  g_clear_object (&self->input);
  g_clear_object (&self->base);

  G_OBJECT_CLASS (pusher_paced_stream_parent_class)->finalize (object);
}

static void
pusher_paced_stream_class_init (PusherPacedStreamClass *klass)
{
  GIOStreamClass *stream_class = G_IO_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pusher_paced_stream_finalize;
  stream_class->get_input_stream = pusher_paced_stream_get_input_stream;
  stream_class->get_output_stream = pusher_paced_stream_get_output_stream;
  stream_class->close_fn = pusher_paced_stream_close;
  stream_class->close_async = pusher_paced_stream_close_async;
  stream_class->close_finish = pusher_paced_stream_close_finish;
}

static void
pusher_paced_stream_init (PusherPacedStream *self)
{
}

/**
 * pusher_paced_stream_new:
 * @base: a stream that can be polled
 *
 * Returns: (transfer full): the same stream, closed with it
 */
GIOStream *
pusher_paced_stream_new (GIOStream *base)
{
  PusherPacedStream *self = g_object_new (PUSHER_TYPE_PACED_STREAM, NULL);

  self->base = g_object_ref (base);
  self->input = pusher_paced_input_new (g_io_stream_get_input_stream (base));

  return G_IO_STREAM (self);
}
