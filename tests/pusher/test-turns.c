/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The main loop has its turns while a server sends faster than anybody can read. */

#include "dev-websocket-frame.h"
#include "network-fixture.h"

#include <string.h>

#include "pusher/pusher-paced-input.h"
#include "pusher/pusher-turn.h"

#define WEBSOCKET_MAGIC "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

/* What a server sends if nobody stops it: to read it takes many times the length of a turn. */
#define FLOOD_FRAMES 500000
#define FRAMES_AT_ONCE 1000

/* Other turns of the main loop that end the flood. */
#define ENOUGH_TURNS 5

/* A server in a thread of its own, which sends numbered frames until it has sent enough. */
typedef struct
{
  GSocket *listener;
  guint16 port;
  GThread *thread;
  int enough; /* atomic */
  guint sent;
} FloodServer;

static char *
read_key (GDataInputStream *input)
{
  char *key = NULL;
  g_autofree char *line = NULL;

  while ((line = g_data_input_stream_read_line (input, NULL, NULL, NULL)) != NULL && *line != '\0')
    {
      if (g_ascii_strncasecmp (line, "Sec-WebSocket-Key:", strlen ("Sec-WebSocket-Key:")) == 0)
        key = g_strstrip (g_strdup (line + strlen ("Sec-WebSocket-Key:")));
      g_clear_pointer (&line, g_free);
    }

  return key;
}

static char *
build_answer (const char *key)
{
  g_autofree char *both = g_strconcat (key, WEBSOCKET_MAGIC, NULL);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 digest[20];
  gsize length = sizeof digest;
  g_autofree char *accept = NULL;

  g_checksum_update (checksum, (const guchar *) both, -1);
  g_checksum_get_digest (checksum, digest, &length);
  accept = g_base64_encode (digest, length);

  return g_strdup_printf ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                          "Connection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n",
                          accept);
}

/* A text of ten digits each. */
static void
append_frames (GByteArray *frames, guint first)
{
  for (guint i = 0; i < FRAMES_AT_ONCE; i++)
    {
      g_autofree char *text = g_strdup_printf ("%010u", first + i);
      g_autoptr (GBytes) frame
          = dev_websocket_frame_encode (DEV_OPCODE_TEXT, TRUE, text, strlen (text));

      g_byte_array_append (frames, g_bytes_get_data (frame, NULL),
                           (guint) g_bytes_get_size (frame));
    }
}

static gpointer
serve (gpointer user_data)
{
  FloodServer *self = user_data;
  g_autoptr (GSocket) socket = g_socket_accept (self->listener, NULL, NULL);
  g_autoptr (GSocketConnection) connection = g_socket_connection_factory_create_connection (socket);
  g_autoptr (GDataInputStream) input
      = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_autofree char *key = NULL;
  g_autofree char *answer = NULL;

  g_data_input_stream_set_newline_type (input, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  key = read_key (input);
  answer = build_answer (key);
  g_output_stream_write_all (output, answer, strlen (answer), NULL, NULL, NULL);
  while (!g_atomic_int_get (&self->enough) && self->sent < FLOOD_FRAMES)
    {
      g_autoptr (GByteArray) frames = g_byte_array_new ();

      append_frames (frames, self->sent);
      g_output_stream_write_all (output, frames->data, frames->len, NULL, NULL, NULL);
      self->sent += FRAMES_AT_ONCE;
    }
  g_output_stream_close (output, NULL, NULL);

  return NULL;
}

static FloodServer *
flood_server_new (void)
{
  FloodServer *self = g_new0 (FloodServer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  self->listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_DEFAULT, &error);
  g_assert_no_error (error);
  g_assert_true (g_socket_bind (self->listener, wanted, TRUE, &error));
  g_assert_true (g_socket_listen (self->listener, &error));
  address = g_socket_get_local_address (self->listener, &error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  self->thread = g_thread_new ("flood", serve, self);

  return self;
}

static void
flood_server_free (FloodServer *self)
{
  g_thread_join (self->thread);
  g_object_unref (self->listener);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloodServer, flood_server_free)

typedef struct
{
  FloodServer *server;
  Socket *socket;
  guint turns; /* since the first frame has come */
} Watch;

static gboolean
on_other_turn (gpointer user_data)
{
  Watch *watch = user_data;

  if (watch->socket->messages->len > 0 && ++watch->turns == ENOUGH_TURNS)
    g_atomic_int_set (&watch->server->enough, TRUE);

  return G_SOURCE_CONTINUE;
}

/* libsoup's words for each frame would take longer than the frame. */
static void
drop_message (const char *domain, GLogLevelFlags level, const char *message, gpointer user_data)
{
}

static void
test_flood (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  g_autoptr (FloodServer) server = flood_server_new ();
  g_autofree char *uri = g_strdup_printf ("ws://127.0.0.1:%u/app/k?protocol=7", server->port);
  g_autoptr (Socket) socket = socket_new_for_uri (network, uri, NULL);
  Watch watch = { server, socket, 0 };
  guint source = g_timeout_add (0, on_other_turn, &watch);
  guint handler = g_log_set_handler ("libsoup", G_LOG_LEVEL_DEBUG, drop_message, NULL);

  WAIT_FOR (socket->ends > 0);
  g_log_remove_handler ("libsoup", handler);
  g_source_remove (source);
  /* It was somebody else's turn long before the server had nothing more to say. */
  g_assert_cmpuint (server->sent, <, FLOOD_FRAMES);

  g_assert_cmpuint (socket->messages->len, ==, server->sent);
  for (guint i = 0; i < socket->messages->len; i++)
    g_assert_cmpuint (g_ascii_strtoull (socket_get_text (socket, i), NULL, 10), ==, i);
}

/* What reading a byte at a time came to. */
typedef struct
{
  GPollableInputStream *input;
  GString *read; /* with a bar at the end of each turn */
} Reader;

static gboolean
on_readable (GObject *stream, gpointer user_data)
{
  Reader *reader = user_data;
  g_autoptr (GError) error = NULL;
  char byte;

  while (g_pollable_input_stream_read_nonblocking (reader->input, &byte, 1, NULL, &error) == 1)
    {
      g_string_append_c (reader->read, byte);
      /* This takes its time. */
      if (byte == '.')
        g_usleep (PUSHER_TURN * 1000);
    }
  g_string_append_c (reader->read, '|');
  if (error == NULL)
    return G_SOURCE_REMOVE;

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
  return G_SOURCE_CONTINUE;
}

static Reader
make_reader (const char *text)
{
  g_autoptr (GInputStream) base = g_memory_input_stream_new_from_data (text, -1, NULL);
  Reader reader = { G_POLLABLE_INPUT_STREAM (pusher_paced_input_new (base)), g_string_new (NULL) };

  return reader;
}

static void
run_reader (Reader *reader)
{
  g_autoptr (GSource) source = g_pollable_input_stream_create_source (reader->input, NULL);

  g_source_set_callback (source, G_SOURCE_FUNC (on_readable), reader, NULL);
  g_source_attach (source, NULL);
}

static void
clear_reader (Reader *reader)
{
  g_assert_finalize_object (reader->input);
  g_string_free (reader->read, TRUE);
}

static void
test_turns (void)
{
  Reader reader = make_reader ("ab.cd..e");

  run_reader (&reader);
  WAIT_FOR (g_str_has_suffix (reader.read->str, "e|"));
  g_assert_cmpstr (reader.read->str, ==, "ab.|cd.|.|e|");
  clear_reader (&reader);
}

/* Whoever comes late in a turn has a share in it, but no more. */
static void
test_late (void)
{
  Reader first = make_reader (".a.");
  Reader second = make_reader ("xyz");

  run_reader (&first);
  run_reader (&second);
  WAIT_FOR (g_str_has_suffix (second.read->str, "z|"));
  g_assert_cmpstr (second.read->str, ==, "x|y|z|");
  g_assert_cmpstr (first.read->str, ==, ".|a.||");
  clear_reader (&first);
  clear_reader (&second);
}

/* Somebody who waits for it reads as much as there is. */
static void
test_blocking (void)
{
  Reader reader = make_reader ("ab.cd");
  char bytes[8];

  g_assert_cmpint (
      g_input_stream_read (G_INPUT_STREAM (reader.input), bytes, sizeof bytes, NULL, NULL), ==, 5);
  clear_reader (&reader);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/8.27/others-have-their-turn-in-a-flood", test_flood);
  g_test_add_func ("/pusher/8.27/a-stream-is-read-in-turns", test_turns);
  g_test_add_func ("/pusher/8.27/streams-share-a-turn", test_late);
  g_test_add_func ("/pusher/8.27/who-waits-reads-all", test_blocking);

  return g_test_run ();
}
