/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One upgraded connection. It can do what a well-behaved library refuses to do:
 * write arbitrary bytes, stop answering without closing, vanish, reset. */

#include "dev-socket.h"

#include "dev-websocket-frame.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

/* How long a peer may take to answer our close frame before TCP is closed. */
#define LINGER_MILLISECONDS 2000

enum
{
  SIGNAL_TEXT,
  SIGNAL_CLOSED,
  SIGNAL_GONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

struct _DevSocket
{
  GObject parent_instance;

  GIOStream *stream;
  GSocket *socket;
  GByteArray *input;
  GByteArray *message;
  DevOpcode message_opcode;
  GByteArray *output;
  GSource *read_source;
  GSource *write_source;
  guint linger_id;
  gboolean silent;
  gboolean got_close_frame;
  gboolean closed;
  gboolean gone;
  gboolean shut_when_drained;
};

G_DEFINE_FINAL_TYPE (DevSocket, dev_socket, G_TYPE_OBJECT)

static void flush (DevSocket *self);

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;

  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
say_closed (DevSocket *self)
{
  if (self->closed)
    return;

  self->closed = TRUE;
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

static void
finish (DevSocket *self)
{
  g_autoptr (DevSocket) keep = g_object_ref (self);

  if (self->gone)
    return;

  self->gone = TRUE;
  clear_source (&self->read_source);
  clear_source (&self->write_source);
  g_clear_handle_id (&self->linger_id, g_source_remove);
  /* A peer that is gone already is no news. */
  g_io_stream_close (self->stream, NULL, NULL);
  say_closed (self);
  g_signal_emit (self, signals[SIGNAL_GONE], 0);
}

static gboolean
on_linger_over (gpointer user_data)
{
  DevSocket *self = user_data;

  self->linger_id = 0;
  finish (self);

  return G_SOURCE_REMOVE;
}

static gboolean
on_writable (GObject *stream, gpointer user_data)
{
  DevSocket *self = user_data;

  clear_source (&self->write_source);
  flush (self);

  return G_SOURCE_REMOVE;
}

static void
flush (DevSocket *self)
{
  GPollableOutputStream *output
      = G_POLLABLE_OUTPUT_STREAM (g_io_stream_get_output_stream (self->stream));

  while (self->output->len > 0 && self->write_source == NULL)
    {
      g_autoptr (GError) error = NULL;
      gssize written = g_pollable_output_stream_write_nonblocking (output, self->output->data,
                                                                   self->output->len, NULL, &error);

      if (written > 0)
        {
          g_byte_array_remove_range (self->output, 0, written);
        }
      else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        {
          self->write_source = g_pollable_output_stream_create_source (output, NULL);
          g_source_set_callback (self->write_source, G_SOURCE_FUNC (on_writable), self, NULL);
          g_source_attach (self->write_source, NULL);
        }
      else
        {
          /* The read side learns of it too and finishes there: nothing that
           * sends has to expect its connection to disappear meanwhile. */
          g_byte_array_set_size (self->output, 0);
        }
    }

  if (self->output->len == 0 && self->shut_when_drained)
    {
      self->shut_when_drained = FALSE;
      g_socket_shutdown (self->socket, FALSE, TRUE, NULL);
    }
}

static void
queue_frame (DevSocket *self, DevOpcode opcode, gboolean final, const void *bytes, gsize length)
{
  g_autoptr (GBytes) frame = dev_websocket_frame_encode (opcode, final, bytes, length);

  dev_socket_send_bytes (self, g_bytes_get_data (frame, NULL), g_bytes_get_size (frame));
}

static void
take_message (DevSocket *self, DevWebsocketFrame *frame)
{
  gsize length;
  const void *bytes = g_bytes_get_data (frame->payload, &length);

  if (frame->opcode != DEV_OPCODE_CONTINUATION)
    self->message_opcode = frame->opcode;
  if (length > 0)
    g_byte_array_append (self->message, bytes, length);
  if (!frame->final)
    return;

  if (self->message_opcode == DEV_OPCODE_TEXT)
    {
      g_autoptr (GBytes) text = g_bytes_new (self->message->data, self->message->len);

      g_byte_array_set_size (self->message, 0);
      g_signal_emit (self, signals[SIGNAL_TEXT], 0, text);
    }
  else
    {
      g_byte_array_set_size (self->message, 0);
    }
}

static void
take_close (DevSocket *self, GBytes *payload)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (payload, &length);

  if (!self->closed)
    {
      self->got_close_frame = TRUE;
      /* Answered with the code that came, as RFC 6455 section 5.5.1 suggests. */
      queue_frame (self, DEV_OPCODE_CLOSE, TRUE, bytes, MIN (length, 2));
    }
  finish (self);
}

static void
take_frames (DevSocket *self)
{
  while (!self->gone && !self->silent)
    {
      DevWebsocketFrame frame = { 0 };
      DevFrameResult result = dev_websocket_frame_take (self->input, &frame);
      g_autoptr (GBytes) payload = frame.payload;

      if (result == DEV_FRAME_INCOMPLETE)
        return;
      if (result == DEV_FRAME_INVALID)
        {
          finish (self);
          return;
        }

      if (frame.opcode == DEV_OPCODE_CLOSE)
        {
          take_close (self, payload);
        }
      else if (self->closed)
        {
          /* Everything but the answer to our close frame is too late. */
          continue;
        }
      else if (frame.opcode == DEV_OPCODE_PING)
        {
          gsize length;
          const void *bytes = g_bytes_get_data (payload, &length);

          queue_frame (self, DEV_OPCODE_PONG, TRUE, bytes, length);
        }
      else if (frame.opcode != DEV_OPCODE_PONG)
        {
          take_message (self, &frame);
        }
    }
}

static gboolean
on_readable (GObject *stream, gpointer user_data)
{
  g_autoptr (DevSocket) self = g_object_ref (user_data);
  guint8 buffer[8192];

  while (!self->gone && !self->silent)
    {
      g_autoptr (GError) error = NULL;
      gssize length = g_pollable_input_stream_read_nonblocking (
          G_POLLABLE_INPUT_STREAM (stream), buffer, sizeof buffer, NULL, &error);

      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        break;
      if (length <= 0)
        {
          finish (self);
          break;
        }

      g_byte_array_append (self->input, buffer, length);
      take_frames (self);
    }

  return G_SOURCE_CONTINUE;
}

static void
dev_socket_dispose (GObject *object)
{
  DevSocket *self = DEV_SOCKET (object);

  clear_source (&self->read_source);
  clear_source (&self->write_source);
  g_clear_handle_id (&self->linger_id, g_source_remove);

  G_OBJECT_CLASS (dev_socket_parent_class)->dispose (object);
}

static void
dev_socket_finalize (GObject *object)
{
  DevSocket *self = DEV_SOCKET (object);

  g_clear_object (&self->stream);
  g_clear_object (&self->socket);
  g_clear_pointer (&self->input, g_byte_array_unref);
  g_clear_pointer (&self->message, g_byte_array_unref);
  g_clear_pointer (&self->output, g_byte_array_unref);

  G_OBJECT_CLASS (dev_socket_parent_class)->finalize (object);
}

static void
dev_socket_class_init (DevSocketClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dev_socket_dispose;
  object_class->finalize = dev_socket_finalize;

  /**
   * DevSocket::text:
   * @self: a socket
   * @text: a whole text message
   *
   * The client sent a message; fragments are put together.
   */
  signals[SIGNAL_TEXT] = g_signal_new ("text", DEV_TYPE_SOCKET, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 1, G_TYPE_BYTES);
  /**
   * DevSocket::closed:
   * @self: a socket
   *
   * No message comes or goes any more, whoever ended it. Emitted once.
   */
  signals[SIGNAL_CLOSED] = g_signal_new ("closed", DEV_TYPE_SOCKET, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
  /**
   * DevSocket::gone:
   * @self: a socket
   *
   * TCP is closed; at most two seconds after #DevSocket::closed. Emitted once.
   */
  signals[SIGNAL_GONE] = g_signal_new ("gone", DEV_TYPE_SOCKET, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 0);
}

static void
dev_socket_init (DevSocket *self)
{
  self->input = g_byte_array_new ();
  self->message = g_byte_array_new ();
  self->output = g_byte_array_new ();
}

/**
 * dev_socket_new:
 * @stream: the stream of an upgraded connection
 * @socket: the TCP socket below it
 *
 * Returns: (transfer full): a socket that reads nothing before dev_socket_start()
 */
DevSocket *
dev_socket_new (GIOStream *stream, GSocket *socket)
{
  DevSocket *self = g_object_new (DEV_TYPE_SOCKET, NULL);

  self->stream = g_object_ref (stream);
  self->socket = g_object_ref (socket);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);

  return self;
}

/**
 * dev_socket_start:
 * @self: a socket
 *
 * Reads from now on, on the default main context.
 */
void
dev_socket_start (DevSocket *self)
{
  GPollableInputStream *input;

  if (self->read_source != NULL || self->gone)
    return;

  input = G_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (self->stream));
  self->read_source = g_pollable_input_stream_create_source (input, NULL);
  g_source_set_callback (self->read_source, G_SOURCE_FUNC (on_readable), self, NULL);
  g_source_attach (self->read_source, NULL);
}

/**
 * dev_socket_send_text:
 * @self: a socket
 * @text: the message; any bytes, so that a test can send text that is not UTF-8
 * @length: bytes of @text, or -1 when it ends with a NUL
 * @fragments: number of frames to spread it over; 0 and 1 mean one
 */
void
dev_socket_send_text (DevSocket *self, const char *text, gssize length, guint fragments)
{
  gsize total = length < 0 ? strlen (text) : (gsize) length;
  gsize count = CLAMP (fragments, 1, MAX (total, 1));
  gsize sent = 0;

  for (gsize i = 0; i < count; i++)
    {
      gsize size = i + 1 == count ? total - sent : total / count;

      queue_frame (self, i == 0 ? DEV_OPCODE_TEXT : DEV_OPCODE_CONTINUATION, i + 1 == count,
                   text + sent, size);
      sent += size;
    }
}

/**
 * dev_socket_send_bytes:
 * @self: a socket
 * @bytes: what to put on the connection as it is
 * @length: number of bytes
 *
 * Does nothing while the socket is silent or closed.
 */
void
dev_socket_send_bytes (DevSocket *self, const void *bytes, gsize length)
{
  if (self->closed || self->silent || length == 0)
    return;

  g_byte_array_append (self->output, bytes, length);
  flush (self);
}

/**
 * dev_socket_close:
 * @self: a socket
 * @code: close code; 1005 sends a close frame without a code
 * @reason: (nullable): text of the close frame, cut at 123 bytes
 *
 * Sends a close frame and half-closes TCP, as soketi's server does, then waits
 * at most two seconds for the client.
 */
void
dev_socket_close (DevSocket *self, guint code, const char *reason)
{
  g_autoptr (DevSocket) keep = g_object_ref (self);
  g_autoptr (GBytes) frame = dev_websocket_frame_encode_close (code, reason);

  if (self->closed)
    return;

  dev_socket_send_bytes (self, g_bytes_get_data (frame, NULL), g_bytes_get_size (frame));
  self->shut_when_drained = TRUE;
  self->linger_id = g_timeout_add (LINGER_MILLISECONDS, on_linger_over, self);
  say_closed (self);
  flush (self);
}

/**
 * dev_socket_drop:
 * @self: a socket
 * @reset: whether the client sees a TCP reset instead of an orderly end
 *
 * Ends the connection without a close frame.
 */
void
dev_socket_drop (DevSocket *self, gboolean reset)
{
  if (self->gone)
    return;

  if (reset)
    {
      const struct linger at_once = { .l_onoff = 1, .l_linger = 0 };

      setsockopt (g_socket_get_fd (self->socket), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
      g_socket_close (self->socket, NULL);
    }
  finish (self);
}

/**
 * dev_socket_set_silent:
 * @self: a socket
 * @silent: whether to stop
 *
 * A silent socket reads nothing, answers nothing and sends nothing, and TCP
 * stays open: what a client sees of a server whose packets get lost. What would
 * have been sent meanwhile is lost.
 */
void
dev_socket_set_silent (DevSocket *self, gboolean silent)
{
  g_autoptr (DevSocket) keep = g_object_ref (self);

  if (self->silent == silent || self->closed)
    return;

  self->silent = silent;
  if (silent)
    {
      clear_source (&self->read_source);
      return;
    }

  take_frames (self);
  dev_socket_start (self);
}

/**
 * dev_socket_is_silent:
 * @self: a socket
 *
 * Returns: whether dev_socket_set_silent() stopped it
 */
gboolean
dev_socket_is_silent (DevSocket *self)
{
  return self->silent;
}

/**
 * dev_socket_got_close_frame:
 * @self: a socket
 *
 * Returns: whether the peer began to close it, as a program does that takes its leave
 */
gboolean
dev_socket_got_close_frame (DevSocket *self)
{
  return self->got_close_frame;
}
