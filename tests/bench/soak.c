/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A client that loses its connection over and over (row 14.12): libsoup's sockets and requests over
 * loopback, a server in the same process, and a clock that this program moves, so that nobody waits
 * for the back-off. What the process holds afterwards is compared with what it held after the first
 * few times.
 */

#include "network-fixture.h"
#include "soak-census.h"

#include "pusher/pusher-client.h"
#include "pusher/pusher-websocket.h"

/* Caches and pools are filled after so many reconnections. */
#define WARM_UP 50
/* How much more memory may be resident in the end, in kB. */
#define MOST_GROWTH 2048
/* A connection that held, so that the next is tried soon, in s (row 4.18). */
#define STABLE 20

#if defined(__SANITIZE_ADDRESS__)
#define HAS_ADDRESS_SANITIZER TRUE
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_ADDRESS_SANITIZER TRUE
#endif
#endif
#ifndef HAS_ADDRESS_SANITIZER
#define HAS_ADDRESS_SANITIZER FALSE
#endif

#define NEWS "public-announcements"

static const char *const channel_names[]
    = { NEWS, "private-user-user_456", "presence-room-doc_789" };

static int n_reconnections = 1000;
static int n_events = 100000;

typedef struct
{
  NetworkFixture *network;
  PusherHttpAuthorizer *authorizer;
  PusherClient *client;
  GPtrArray *objects; /* those that live as long as the client */

  guint published;
  guint received;
  guint resynchronised;
  guint errors;
} Soak;

static PusherTransport *
make_websocket (gpointer user_data)
{
  return pusher_websocket_new (SOUP_SESSION (user_data));
}

static void
add_credentials (SoupMessageHeaders *headers, gpointer user_data)
{
  soup_message_headers_replace (headers, "Authorization", "Bearer alice-token");
}

/* None is lost, none comes twice, and they come in order (row 8.28). */
static void
on_event (PusherClient *client, PusherChannel *channel, PusherEvent *event, gpointer user_data)
{
  Soak *self = user_data;
  JsonNode *data;

  if (!g_str_equal (pusher_event_get_name (event), "notification"))
    return;

  data = pusher_event_get_data (event);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (data), "number"), ==,
                   self->received);
  self->received++;
}

static void
on_resynchronised (PusherClient *client, gint64 gap, gpointer user_data)
{
  Soak *self = user_data;

  self->resynchronised++;
}

static void
on_error (PusherClient *client, const GError *error, const char *channel_name, gpointer user_data)
{
  Soak *self = user_data;

  self->errors++;
}

static gboolean
is_subscribed (Soak *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (channel_names); i++)
    {
      PusherChannel *channel = pusher_client_get_channel (self->client, channel_names[i]);

      if (pusher_channel_get_state (channel) != PUSHER_CHANNEL_SUBSCRIBED)
        return FALSE;
    }

  return pusher_client_get_state (self->client) == PUSHER_CONNECTION_CONNECTED;
}

static Soak *
soak_new (void)
{
  Soak *self = g_new0 (Soak, 1);
  g_autoptr (PusherOptions) options = NULL;
  g_autofree char *endpoint = NULL;
  g_autoptr (GError) error = NULL;

  self->network = network_fixture_new ();
  endpoint = g_strconcat (dev_server_get_url (self->network->server), "/api/pusher/auth", NULL);
  self->authorizer = pusher_http_authorizer_new (
      self->network->session, PUSHER_CLOCK (self->network->clock), endpoint, &error);
  g_assert_no_error (error);
  pusher_http_authorizer_set_headers_func (self->authorizer, add_credentials, NULL, NULL);

  options = pusher_options_new (dev_server_get_key (self->network->server));
  pusher_options_set_host (options, "127.0.0.1");
  pusher_options_set_port (options, (guint16) dev_server_get_port (self->network->server));
  pusher_options_set_tls (options, FALSE);
  self->client = pusher_client_new (options, PUSHER_AUTHORIZER (self->authorizer),
                                    PUSHER_CLOCK (self->network->clock), make_websocket,
                                    self->network->session, NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (self->client, "event", G_CALLBACK (on_event), self);
  g_signal_connect (self->client, "resynchronised", G_CALLBACK (on_resynchronised), self);
  g_signal_connect (self->client, "error", G_CALLBACK (on_error), self);

  self->objects = g_ptr_array_new ();
  g_ptr_array_add (self->objects, self->client);
  g_ptr_array_add (self->objects, self->authorizer);
  g_ptr_array_add (self->objects, self->network->session);
  g_ptr_array_add (self->objects, self->network->clock);
  g_ptr_array_add (self->objects, pusher_client_get_channels (self->client));
  g_ptr_array_add (self->objects, g_network_monitor_get_default ());
  g_ptr_array_add (self->objects, g_proxy_resolver_get_default ());
  for (gsize i = 0; i < G_N_ELEMENTS (channel_names); i++)
    {
      PusherChannel *channel = pusher_client_subscribe (self->client, channel_names[i], &error);

      g_assert_no_error (error);
      g_ptr_array_add (self->objects, channel);
      if (pusher_channel_get_presence (channel) != NULL)
        g_ptr_array_add (self->objects, pusher_channel_get_presence (channel));
    }

  pusher_client_connect (self->client);
  WAIT_FOR (is_subscribed (self));

  return self;
}

static void
soak_free (Soak *self)
{
  pusher_client_disconnect (self->client);
  WAIT_FOR (dev_server_get_connections (self->network->server) == 0);
  g_ptr_array_unref (self->objects);
  g_assert_finalize_object (self->client);
  g_assert_finalize_object (self->authorizer);
  network_fixture_free (self->network);
  g_free (self);
}

/* The server goes in each of the ways in which servers go, and the client comes back. */
static void
lose_connection (Soak *self, guint round)
{
  DevServer *server = self->network->server;
  guint resynchronised = self->resynchronised;

  fake_clock_advance (self->network->clock, STABLE);
  switch (round % 4)
    {
    case 0:
      dev_server_close_all (server, 4200, "closing");
      break;
    case 1:
      dev_server_drop_all (server, FALSE);
      break;
    case 2:
      dev_server_close_all (server, 1001, NULL);
      break;
    default:
      dev_server_drop_all (server, TRUE);
      break;
    }

  WAIT_FOR (pusher_client_get_state (self->client) != PUSHER_CONNECTION_CONNECTED);
  fake_clock_advance (self->network->clock,
                      (double) MAX (pusher_client_get_next_attempt_in (self->client), 0)
                          / G_USEC_PER_SEC);
  WAIT_FOR (is_subscribed (self) && self->resynchronised > resynchronised);
  g_assert_cmpuint (self->resynchronised, ==, resynchronised + 1);
  g_assert_cmpuint (dev_server_get_connections (server), ==, 1);
  /* The server remembers what happened; that is not the client's growth. */
  dev_server_post (server, "reset", "{}");
}

static void
publish (Soak *self, guint count)
{
  guint wanted = self->published + count;

  while (self->published < wanted)
    {
      g_autofree char *data
          = g_strdup_printf ("{\"number\":%u,\"title\":\"Order shipped\",\"href\":\"/orders/%u\"}",
                             self->published, self->published);

      g_assert_cmpuint (dev_server_publish (self->network->server, NEWS, "notification", data), ==,
                        1);
      self->published++;
    }
  WAIT_FOR (self->received == wanted);
}

static void
run (Soak *self, guint reconnections, guint events)
{
  for (guint i = 0; i < reconnections; i++)
    {
      lose_connection (self, i);
      publish (self, (guint) ((guint64) events * (i + 1) / reconnections
                              - (guint64) events * i / reconnections));
    }
}

static SoakCensus
take_census (Soak *self, const char *when, guint *timers)
{
  SoakCensus census;

  /* Connections that libsoup keeps for the next request are as many as happened to overlap. */
  soup_session_abort (self->network->session);
  network_fixture_settle ();
  g_assert_true (is_subscribed (self));

  *timers = fake_clock_get_timers (self->network->clock);
  census = soak_census_take (self->objects, dev_server_get_port (self->network->server));
  g_test_message ("%s: %u descriptors, %u sources, %u timers, %u signal handlers, %u kB resident",
                  when, census.descriptors, census.sources, *timers, census.handlers,
                  census.resident);

  return census;
}

static void
test_nothing_grows (void)
{
  Soak *self = soak_new ();
  guint timers_before;
  guint timers_after;
  SoakCensus before;
  SoakCensus after;
  gint64 start;
  double seconds;

  run (self, WARM_UP, WARM_UP * 100);
  before = take_census (self, "after the warm-up", &timers_before);

  start = g_get_monotonic_time ();
  run (self, (guint) n_reconnections, (guint) n_events);
  seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  g_test_message ("%d reconnections and %d events in %.1f s, %u errors told", n_reconnections,
                  n_events, seconds, self->errors);
  after = take_census (self, "in the end", &timers_after);

  g_assert_cmpuint (after.descriptors, ==, before.descriptors);
  g_assert_cmpuint (after.sources, ==, before.sources);
  g_assert_cmpuint (timers_after, ==, timers_before);
  g_assert_cmpuint (after.handlers, ==, before.handlers);
  /* AddressSanitizer keeps what is freed for a while. */
  if (!HAS_ADDRESS_SANITIZER)
    g_assert_cmpuint (after.resident, <, before.resident + MOST_GROWTH);

  soak_free (self);
}

static void
drop_message (const char *domain, GLogLevelFlags level, const char *message, gpointer user_data)
{
}

int
main (int argc, char **argv)
{
  const GOptionEntry entries[]
      = { { "reconnections", 0, 0, G_OPTION_ARG_INT, &n_reconnections,
            "How often the connection is lost after the warm-up", "N" },
          { "events", 0, 0, G_OPTION_ARG_INT, &n_events, "How many events come meanwhile", "N" },
          G_OPTION_ENTRY_NULL };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);

  /* Two lines a frame, which the test would repeat. */
  g_log_set_handler ("libsoup", G_LOG_LEVEL_DEBUG, drop_message, NULL);
  g_log_set_handler ("GLib-GIO", G_LOG_LEVEL_DEBUG, drop_message, NULL);
  g_log_set_handler ("pusher", G_LOG_LEVEL_DEBUG, drop_message, NULL);
  g_test_add_func ("/soak/nothing-grows", test_nothing_grows);

  return g_test_run ();
}
