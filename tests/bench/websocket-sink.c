/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The least that a client on libsoup can do with events: it receives them. What Traybell takes
 * beyond this is its own.
 *
 *   websocket-sink HOST PORT KEY CHANNEL
 */

#include <gio/gunixinputstream.h>
#include <libsoup/soup.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  GMainLoop *loop;
  const char *channel;
  SoupWebsocketConnection *connection;
} Sink;

static void
on_message (SoupWebsocketConnection *connection,
            SoupWebsocketDataType type,
            GBytes *message,
            gpointer user_data)
{
  Sink *self = user_data;
  const char *text = g_bytes_get_data (message, NULL);
  const char *end;

  /* The beginning of a frame tells enough. */
  if (g_str_has_prefix (text, "{\"event\":\"pusher:connection_established\""))
    {
      g_autofree char *subscribe = g_strdup_printf (
          "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"%s\"}}", self->channel);

      soup_websocket_connection_send_text (connection, subscribe);
    }
  else if (g_str_has_prefix (text, "{\"event\":\"pusher_internal:subscription_succeeded\""))
    {
      g_print ("{\"ready\":true}\n");
    }
  else if (g_str_has_prefix (text, "{\"event\":\"bench:end\""))
    {
      end = strstr (text, "number\\\": ");
      g_assert (end != NULL);
      g_print ("{\"end\":%d}\n", atoi (end + strlen ("number\\\": ")));
    }
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Sink *self = user_data;
  g_autoptr (GError) error = NULL;

  self->connection = soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &error);
  g_assert_no_error (error);
  g_signal_connect (self->connection, "message", G_CALLBACK (on_message), self);
}

static void
on_input (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_main_loop_quit (((Sink *) user_data)->loop);
}

int
main (int argc, char **argv)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (SoupMessage) message = NULL;
  g_autofree char *uri = NULL;
  Sink self = { .loop = loop };
  char byte;

  if (argc != 5)
    g_error ("websocket-sink HOST PORT KEY CHANNEL");

  self.channel = argv[4];
  uri = g_strdup_printf ("ws://%s:%s/app/%s?protocol=7&client=sink&version=1&flash=false", argv[1],
                         argv[2], argv[3]);
  message = soup_message_new (SOUP_METHOD_GET, uri);
  soup_session_websocket_connect_async (session, message, NULL, NULL, G_PRIORITY_DEFAULT, NULL,
                                        on_connected, &self);

  /* Its end is ours. */
  g_input_stream_read_async (input, &byte, 1, G_PRIORITY_DEFAULT, NULL, on_input, &self);
  g_main_loop_run (loop);
  g_clear_object (&self.connection);

  return 0;
}
