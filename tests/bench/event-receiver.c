/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What peer.js is to pusher-js, for the room pusher: when each event is in the client, without
 * anything that Traybell does with it.
 *
 *   event-receiver HOST PORT KEY CHANNEL
 */

#include <gio/gunixinputstream.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "pusher/pusher-client.h"
#include "pusher/pusher-soup-session.h"
#include "pusher/pusher-system-clock.h"
#include "pusher/pusher-websocket.h"

typedef struct
{
  GMainLoop *loop;
  GArray *latencies;
} Receiver;

static gint64
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);
  return (gint64) time.tv_sec * 1000000000 + time.tv_nsec;
}

static PusherTransport *
make_websocket (gpointer user_data)
{
  return pusher_websocket_new (SOUP_SESSION (user_data));
}

static JsonObject *
get_object (PusherEvent *event)
{
  JsonNode *data = pusher_event_get_data (event);

  g_assert (data != NULL && JSON_NODE_HOLDS_OBJECT (data));
  return json_node_get_object (data);
}

static void
print_end (Receiver *self, gint64 number)
{
  g_autoptr (GString) line = g_string_new (NULL);

  g_string_append_printf (line, "{\"end\":%" G_GINT64_FORMAT ",\"latencies\":[", number);
  for (guint i = 0; i < self->latencies->len; i++)
    g_string_append_printf (line, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "",
                            g_array_index (self->latencies, gint64, i));
  g_print ("%s]}\n", line->str);
  g_array_set_size (self->latencies, 0);
}

static void
on_event (PusherClient *client, PusherChannel *channel, PusherEvent *event, gpointer user_data)
{
  Receiver *self = user_data;
  const char *name = pusher_event_get_name (event);

  if (g_str_equal (name, "bench:event"))
    {
      gint64 latency = now () - json_object_get_int_member (get_object (event), "sent");

      g_array_append_val (self->latencies, latency);
    }
  else if (g_str_equal (name, "bench:end"))
    {
      print_end (self, json_object_get_int_member (get_object (event), "number"));
    }
}

static void
on_resynchronised (PusherClient *client, gint64 gap, gpointer user_data)
{
  g_print ("{\"ready\":true}\n");
}

static void
on_input (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_main_loop_quit (((Receiver *) user_data)->loop);
}

int
main (int argc, char **argv)
{
  g_autoptr (PusherOptions) options = NULL;
  g_autoptr (PusherClock) clock = pusher_system_clock_new ();
  g_autoptr (SoupSession) session = NULL;
  g_autoptr (PusherClient) client = NULL;
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GArray) latencies = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;
  Receiver self = { loop, latencies };
  char byte;

  if (argc != 5)
    g_error ("event-receiver HOST PORT KEY CHANNEL");

  options = pusher_options_new (argv[3]);
  pusher_options_set_host (options, argv[1]);
  pusher_options_set_port (options, (guint16) atoi (argv[2]));
  pusher_options_set_tls (options, FALSE);
  session = pusher_soup_session_new ("event-receiver/1", NULL, NULL);
  client = pusher_client_new (options, NULL, clock, make_websocket, session, NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (client, "event", G_CALLBACK (on_event), &self);
  g_signal_connect (client, "resynchronised", G_CALLBACK (on_resynchronised), &self);
  pusher_client_subscribe (client, argv[4], &error);
  g_assert_no_error (error);
  pusher_client_connect (client);

  /* Its end is ours. */
  g_input_stream_read_async (input, &byte, 1, G_PRIORITY_DEFAULT, NULL, on_input, &self);
  g_main_loop_run (loop);
  g_signal_handlers_disconnect_by_data (client, &self);

  return 0;
}
