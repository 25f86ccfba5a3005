/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What a server sees of all its clients when it goes away and comes back: each client here is a
 * PusherClient with its back-off, on one clock that this program moves, over sockets whose other
 * end is this program. Prints how many arrive in each second.
 */

#include "fake-authorizer.h"
#include "fake-clock.h"
#include "fake-transport.h"

#include "pusher/pusher-client.h"
#include "pusher/pusher-error.h"

/* The greatest share of the clients that may arrive within one second. */
#define WORST_SECOND 0.05
/* How soon everybody is back, in s. */
#define ALL_BACK 180
/* How often one client may knock within the first minute at a server that sends everybody away. */
#define KNOCKS_IN_A_MINUTE 12
/* A connection that held, in s. */
#define STABLE 20

typedef struct
{
  FakeClock *clock;
  guint close_code; /* how the server goes, and sends away whoever comes; 0 vanishes */
  gboolean away;
  guint retry_after; /* what it answers whoever comes meanwhile, in s, if not 0 */
  gint64 back_at;
  guint *arrivals; /* a count for each second since */
  guint n_arrived;
} Server;

typedef struct
{
  Server *server;
  PusherClient *client;
  FakeTransport *socket;
  guint timer;
  guint knocks;
} Desk;

static int n_clients = 10000;

static void
on_opened (gpointer user_data)
{
  Desk *self = user_data;
  Server *server = self->server;
  gint64 second;

  self->timer = 0;
  self->knocks++;
  if (server->away && server->retry_after > 0)
    {
      fake_transport_fail (self->socket, PUSHER_ERROR_HTTP, "Draining", server->retry_after);
      return;
    }
  if (server->away)
    {
      fake_transport_close (self->socket, server->close_code, NULL);
      return;
    }

  fake_transport_deliver (self->socket, "{\"event\":\"pusher:connection_established\",\"data\":"
                                        "{\"socket_id\":\"1.1\",\"activity_timeout\":120}}");
  second
      = (pusher_clock_get_time (PUSHER_CLOCK (server->clock)) - server->back_at) / G_USEC_PER_SEC;
  if (server->arrivals != NULL && second < ALL_BACK)
    {
      server->arrivals[second]++;
      server->n_arrived++;
      /* It has arrived; what follows is not looked at. */
      pusher_client_disconnect (self->client);
    }
}

static PusherTransport *
make_socket (gpointer user_data)
{
  Desk *self = user_data;

  g_clear_object (&self->socket);
  self->socket = fake_transport_new ();
  self->timer = pusher_clock_add_timer (PUSHER_CLOCK (self->server->clock), 0, on_opened, self);

  return g_object_ref (PUSHER_TRANSPORT (self->socket));
}

static Desk *
desk_new (Server *server, PusherOptions *options)
{
  Desk *self = g_new0 (Desk, 1);

  self->server = server;
  self->client = pusher_client_new (options, NULL, PUSHER_CLOCK (server->clock), make_socket, self,
                                    NULL, NULL);
  pusher_client_connect (self->client);

  return self;
}

static void
desk_free (Desk *self)
{
  pusher_clock_clear_timer (PUSHER_CLOCK (self->server->clock), &self->timer);
  g_assert_finalize_object (self->client);
  g_assert_finalize_object (self->socket);
  g_free (self);
}

static void
print_arrivals (const Server *server)
{
  guint worst = 0;
  guint last = 0;

  for (guint second = 0; second < ALL_BACK; second++)
    {
      g_autofree char *bar = NULL;

      if (server->arrivals[second] == 0)
        continue;

      worst = MAX (worst, server->arrivals[second]);
      last = second;
      bar = g_strnfill (MAX (server->arrivals[second] * 800 / (guint) n_clients, 1), '#');
      g_test_message ("%4u s %6u %s", second, server->arrivals[second], bar);
    }
  g_test_message ("%d clients, at most %u in a second (%.1f %%), the last after %u s", n_clients,
                  worst, 100.0 * worst / n_clients, last + 1);
}

/* The server goes with @close_code, and comes back after @away seconds, for which it asks too if
 * @asks. No second may see more than @worst of the clients. */
static void
play (guint close_code, guint away, gboolean asks, double worst)
{
  g_autoptr (PusherOptions) options = pusher_options_new ("the-key");
  g_autoptr (GPtrArray) desks = g_ptr_array_new_with_free_func ((GDestroyNotify) desk_free);
  g_autofree guint *arrivals = g_new0 (guint, ALL_BACK);
  Server server = { .clock = fake_clock_new (), .close_code = close_code };

  server.retry_after = asks ? away : 0;
  fake_clock_set_seed (server.clock, 20);
  pusher_options_set_host (options, "example.test");
  for (int i = 0; i < n_clients; i++)
    g_ptr_array_add (desks, desk_new (&server, options));
  fake_clock_advance (server.clock, STABLE);

  server.away = TRUE;
  for (guint i = 0; i < desks->len; i++)
    fake_transport_close (((Desk *) g_ptr_array_index (desks, i))->socket, close_code, NULL);
  fake_clock_advance (server.clock, away);

  server.away = FALSE;
  server.back_at = pusher_clock_get_time (PUSHER_CLOCK (server.clock));
  server.arrivals = arrivals;
  fake_clock_advance (server.clock, ALL_BACK);

  print_arrivals (&server);
  g_assert_cmpuint (server.n_arrived, ==, (guint) n_clients);
  for (guint second = 0; second < ALL_BACK; second++)
    g_assert_cmpfloat (arrivals[second], <=, worst * n_clients);

  g_ptr_array_set_size (desks, 0);
  g_assert_finalize_object (server.clock);
}

static void
test_closed_for_30_s (void)
{
  play (4200, 30, FALSE, WORST_SECOND);
}

static void
test_vanished_for_30_s (void)
{
  play (1006, 30, FALSE, WORST_SECOND);
}

static void
test_closed_for_30_min (void)
{
  play (4200, 30 * 60, FALSE, WORST_SECOND);
}

static void
test_vanished_for_30_min (void)
{
  play (1006, 30 * 60, FALSE, WORST_SECOND);
}

/* A server that is drained sends everybody away, and asks all who come back to wait. */
static void
test_drained_for_30_s (void)
{
  play (4200, 30, TRUE, WORST_SECOND);
}

static void
test_drained_for_2_min (void)
{
  play (4200, 2 * 60, TRUE, WORST_SECOND);
}

/* Whoever asks for less time wants everybody back sooner. */
static void
test_drained_for_10_s (void)
{
  play (4200, 10, TRUE, 0.12);
}

/* Soketi sends everybody away with 4200 while it shuts down. */
static void
test_sent_away (void)
{
  g_autoptr (PusherOptions) options = pusher_options_new ("the-key");
  double chances[] = { 0.0, 0.5, 0.999999 };

  pusher_options_set_host (options, "example.test");
  for (gsize i = 0; i < G_N_ELEMENTS (chances); i++)
    {
      Server server = { .clock = fake_clock_new (), .close_code = 4200 };
      Desk *desk;

      fake_clock_set_random (server.clock, chances[i]);
      desk = desk_new (&server, options);
      fake_clock_advance (server.clock, STABLE);
      server.away = TRUE;
      desk->knocks = 0;
      fake_transport_close (desk->socket, 4200, NULL);
      fake_clock_advance (server.clock, 60);
      g_test_message ("%u attempts in the first minute", desk->knocks);
      g_assert_cmpuint (desk->knocks, >, 0);
      g_assert_cmpuint (desk->knocks, <=, KNOCKS_IN_A_MINUTE);
      desk_free (desk);
      g_assert_finalize_object (server.clock);
    }
}

int
main (int argc, char **argv)
{
  const GOptionEntry entries[]
      = { { "clients", 0, 0, G_OPTION_ARG_INT, &n_clients, "How many clients there are", "N" },
          G_OPTION_ENTRY_NULL };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);

  g_test_add_func ("/fleet/closed-with-4200-for-30-s", test_closed_for_30_s);
  g_test_add_func ("/fleet/vanished-for-30-s", test_vanished_for_30_s);
  g_test_add_func ("/fleet/closed-with-4200-for-30-min", test_closed_for_30_min);
  g_test_add_func ("/fleet/vanished-for-30-min", test_vanished_for_30_min);
  g_test_add_func ("/fleet/drained-for-10-s", test_drained_for_10_s);
  g_test_add_func ("/fleet/drained-for-30-s", test_drained_for_30_s);
  g_test_add_func ("/fleet/drained-for-2-min", test_drained_for_2_min);
  g_test_add_func ("/fleet/sent-away-with-4200-again-and-again", test_sent_away);

  return g_test_run ();
}
