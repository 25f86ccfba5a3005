/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-paced-input.h"

#include "pusher/pusher-turn.h"

struct _PusherPacedInput
{
  GFilterInputStream parent_instance;

  gint64 turn; /* in which it was read from last, by its start */
};

static void pusher_paced_input_pollable_init (GPollableInputStreamInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PusherPacedInput,
                               pusher_paced_input,
                               G_TYPE_FILTER_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM,
                                                      pusher_paced_input_pollable_init))

static GPollableInputStream *
get_base (gpointer self)
{
  return G_POLLABLE_INPUT_STREAM (
      g_filter_input_stream_get_base_stream (G_FILTER_INPUT_STREAM (self)));
}

static gboolean
pusher_paced_input_can_poll (GPollableInputStream *stream)
{
  return g_pollable_input_stream_can_poll (get_base (stream));
}

static gboolean
pusher_paced_input_is_readable (GPollableInputStream *stream)
{
  return g_pollable_input_stream_is_readable (get_base (stream));
}

/* The other stream's source: one of our own around it, which is made anew for each event, would
 * cost more than to read the event. Its callback gets the other stream. */
static GSource *
pusher_paced_input_create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  return g_pollable_input_stream_create_source (get_base (stream), cancellable);
}

/* Each stream reads once in a turn, however long others have had it. */
static gboolean
may_read (PusherPacedInput *self)
{
  gint64 turn = pusher_turn_get_start ();

  if (turn == self->turn && pusher_turn_has_lasted ())
    return FALSE;

  self->turn = turn;
  return TRUE;
}

static gssize
pusher_paced_input_read_nonblocking (GPollableInputStream *stream,
                                     void *buffer,
                                     gsize size,
                                     GError **error)
{
  if (!may_read (PUSHER_PACED_INPUT (stream)))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, "The next turn reads on");
      return -1;
    }

  return g_pollable_input_stream_read_nonblocking (get_base (stream), buffer, size, NULL, error);
}

static void
pusher_paced_input_pollable_init (GPollableInputStreamInterface *interface)
{
  interface->can_poll = pusher_paced_input_can_poll;
  interface->is_readable = pusher_paced_input_is_readable;
  interface->create_source = pusher_paced_input_create_source;
  interface->read_nonblocking = pusher_paced_input_read_nonblocking;
}

static void
pusher_paced_input_class_init (PusherPacedInputClass *klass)
{
}

static void
pusher_paced_input_init (PusherPacedInput *self)
{
}

/**
 * pusher_paced_input_new:
 * @base: a stream that can be polled, which whoever else owns it closes
 *
 * Returns: (transfer full): what reads from it
 */
GInputStream *
pusher_paced_input_new (GInputStream *base)
{
  return g_object_new (PUSHER_TYPE_PACED_INPUT, "base-stream", base, "close-base-stream", FALSE,
                       NULL);
}
