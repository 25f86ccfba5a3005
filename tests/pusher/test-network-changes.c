/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The desktop's life: networks come and go, the computer sleeps (protocol §14). */

#include "client-fixture.h"

#include "pusher/pusher-patience.h"

#define PING "{\"event\":\"pusher:ping\",\"data\":{}}"
#define PONG "{\"event\":\"pusher:pong\"}"
#define SECONDS(n) ((gint64) ((n) * (double) G_USEC_PER_SEC))

static double
next_attempt_in (ClientFixture *fixture)
{
  return (double) pusher_client_get_next_attempt_in (fixture->client) / G_USEC_PER_SEC;
}

/* Lost so often that the wait is a long one. */
static ClientFixture *
waiting (void)
{
  ClientFixture *fixture = client_fixture_new ();

  pusher_client_connect (fixture->client);
  for (int i = 0; i < 8; i++)
    {
      fake_transport_fail (client_fixture_socket (fixture), PUSHER_ERROR_NETWORK, "No route", 0);
      if (i < 7)
        fake_clock_advance (fixture->clock, next_attempt_in (fixture));
    }
  g_assert_cmpfloat (next_attempt_in (fixture), ==, 30.0);

  return fixture;
}

static void
test_offline_pings (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  FakeTransport *socket = client_fixture_socket (fixture);

  fake_clock_advance (fixture->clock, 11);
  pusher_client_set_network_available (fixture->client, FALSE);
  fake_transport_assert_sent (socket, PING);
  /* One ping, however often it is said. */
  pusher_client_set_network_available (fixture->client, FALSE);
  fake_transport_assert_silent (socket);
  g_assert_cmpint (pusher_client_get_state (fixture->client), ==, PUSHER_CONNECTION_CONNECTED);

  /* The system was wrong: the socket is kept. */
  fake_transport_deliver (socket, PONG);
  fake_clock_advance (fixture->clock, 29);
  g_assert_false (fake_transport_is_abandoned (socket));
  fake_transport_assert_silent (socket);
}

static void
test_offline_and_dead (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  FakeTransport *socket = client_fixture_socket (fixture);

  fake_clock_advance (fixture->clock, 11);
  pusher_client_set_network_available (fixture->client, FALSE);
  fake_clock_advance (fixture->clock, 29.9);
  g_assert_false (fake_transport_is_abandoned (socket));
  fake_clock_advance (fixture->clock, 0.2);
  g_assert_true (fake_transport_is_abandoned (socket));
  /* There is no network to try. */
  g_assert_cmpfloat (next_attempt_in (fixture), >=, 59.0);
}

static void
test_online_cuts_the_wait (void)
{
  g_autoptr (ClientFixture) fixture = waiting ();
  guint made = fake_network_get_made (fixture->network);

  fake_clock_set_random (fixture->clock, 0.5);
  pusher_client_set_network_available (fixture->client, TRUE);
  g_assert_cmpfloat (next_attempt_in (fixture), ==, 0.5);
  fake_clock_advance (fixture->clock, 0.5);
  g_assert_cmpuint (fake_network_get_made (fixture->network), ==, made + 1);

  /* The failures still count. */
  fake_transport_fail (client_fixture_socket (fixture), PUSHER_ERROR_NETWORK, "No route", 0);
  g_assert_cmpfloat (next_attempt_in (fixture), >=, 30.0);
}

static void
test_flapping (void)
{
  g_autoptr (ClientFixture) fixture = waiting ();
  guint made = fake_network_get_made (fixture->network);

  for (int i = 0; i < 600; i++)
    {
      FakeTransport *socket = client_fixture_socket (fixture);

      pusher_client_set_network_available (fixture->client, i % 2 == 0);
      if (i % 3 == 0)
        pusher_client_network_changed (fixture->client);
      if (!fake_transport_is_abandoned (socket) && fake_transport_get_uri (socket) != NULL)
        fake_transport_fail (socket, PUSHER_ERROR_NETWORK, "No route", 0);
      fake_clock_advance (fixture->clock, 0.1);
    }
  /* Every 5 s at most. */
  g_assert_cmpuint (fake_network_get_made (fixture->network) - made, <=, 60 / 5 + 1);
  g_assert_cmpuint (fake_network_get_made (fixture->network) - made, >=, 5);
}

/* Nobody answers any more who was asked over the network before. */
static void
test_stale_attempt (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new ();
  FakeTransport *socket;

  pusher_client_connect (fixture->client);
  socket = client_fixture_socket (fixture);
  fake_clock_advance (fixture->clock, 2);
  pusher_client_network_changed (fixture->client);
  g_assert_false (fake_transport_is_abandoned (socket));

  fake_clock_advance (fixture->clock, 1);
  pusher_client_network_changed (fixture->client);
  g_assert_true (fake_transport_is_abandoned (socket));
  fake_clock_advance (fixture->clock, 1);
  g_assert_cmpuint (fake_network_get_made (fixture->network), ==, 2);
  client_fixture_greet (fixture, "2.2");
  g_assert_cmpstr (fixture->states->str, ==, "connecting connected ");
  g_assert_cmpuint (fixture->errors->len, ==, 0);
}

/* A refusal that may pass is tried again at once (row 4.7), one that does not is not. */
static void
test_after_a_refusal (void)
{
  static const struct
  {
    guint code;
    guint sockets;
  } cases[] = { { 4004, 2 }, { 4009, 2 }, { 4001, 1 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ClientFixture) network = client_fixture_new_connected ();
      g_autoptr (ClientFixture) credentials = client_fixture_new_connected ();

      fake_transport_close (client_fixture_socket (network), cases[i].code, "");
      pusher_client_network_changed (network->client);
      fake_clock_advance (network->clock, 1);
      g_assert_cmpuint (fake_network_get_made (network->network), ==, cases[i].sockets);

      fake_transport_close (client_fixture_socket (credentials), cases[i].code, "");
      pusher_client_credentials_changed (credentials->client);
      g_assert_cmpuint (fake_network_get_made (credentials->network), ==, cases[i].sockets);
    }
}

static void
test_network_changed (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  FakeTransport *socket = client_fixture_socket (fixture);

  fake_clock_advance (fixture->clock, 12);
  pusher_client_network_changed (fixture->client);
  fake_transport_assert_sent (socket, PING);
  fake_clock_advance (fixture->clock, 4.9);
  g_assert_false (fake_transport_is_abandoned (socket));
  fake_clock_advance (fixture->clock, 5.2);
  g_assert_true (fake_transport_is_abandoned (socket));
  g_assert_cmpuint (fake_network_get_made (fixture->network), ==, 2);
}

/* A ping that waits already waits for a shorter time then. */
static void
test_network_changed_while_pinging (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  FakeTransport *socket = client_fixture_socket (fixture);

  fake_clock_advance (fixture->clock, 30);
  fake_transport_assert_sent (socket, PING);
  pusher_client_network_changed (fixture->client);
  fake_transport_assert_silent (socket);
  fake_clock_advance (fixture->clock, 10);
  g_assert_true (fake_transport_is_abandoned (socket));
}

static void
test_slept_long (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  FakeTransport *socket = client_fixture_socket (fixture);

  /* No time passes for a timer while the computer sleeps (row 3.14). */
  fake_clock_advance (fixture->clock, 12);
  pusher_client_resumed (fixture->client, SECONDS (30 + 30 + 1));
  g_assert_true (fake_transport_is_abandoned (socket));
  fake_transport_assert_silent (socket);
  fake_clock_advance (fixture->clock, 0);
  g_assert_cmpuint (fake_network_get_made (fixture->network), ==, 2);
}

static void
test_slept_shortly (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  FakeTransport *socket = client_fixture_socket (fixture);

  fake_clock_advance (fixture->clock, 12);
  pusher_client_resumed (fixture->client, SECONDS (30 + 30));
  fake_transport_assert_sent (socket, PING);
  fake_transport_deliver (socket, PONG);
  fake_clock_advance (fixture->clock, 29);
  g_assert_false (fake_transport_is_abandoned (socket));

  pusher_client_resumed (fixture->client, SECONDS (10));
  fake_clock_advance (fixture->clock, 10);
  g_assert_true (fake_transport_is_abandoned (socket));
}

/* Asleep while waiting, in the middle of an attempt, and without anybody who wants anything. */
static void
test_slept_unconnected (void)
{
  g_autoptr (ClientFixture) idle = client_fixture_new ();
  g_autoptr (ClientFixture) fixture = waiting ();
  guint made = fake_network_get_made (fixture->network);

  pusher_client_resumed (idle->client, SECONDS (3600));
  g_assert_cmpuint (fake_network_get_made (idle->network), ==, 0);

  pusher_client_resumed (fixture->client, SECONDS (3600));
  fake_clock_advance (fixture->clock, 1);
  g_assert_cmpuint (fake_network_get_made (fixture->network), ==, made + 1);
  pusher_client_resumed (fixture->client, SECONDS (3600));
  fake_clock_advance (fixture->clock, 5);
  g_assert_cmpuint (fake_network_get_made (fixture->network), ==, made + 2);
}

static void
test_resumed_without_network (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  fake_clock_advance (fixture->clock, 12);
  pusher_client_set_network_available (fixture->client, FALSE);
  pusher_client_resumed (fixture->client, SECONDS (3600));
  g_assert_cmpuint (fixture->errors->len, ==, 1);

  /* Once a minute: the system may be wrong. */
  for (guint minute = 1; minute <= 5; minute++)
    {
      pusher_client_resumed (fixture->client, SECONDS (1));
      pusher_client_network_changed (fixture->client);
      fake_clock_advance (fixture->clock, 59);
      g_assert_cmpuint (fake_network_get_made (fixture->network), ==, minute);
      fake_clock_advance (fixture->clock, 1);
      g_assert_cmpuint (fake_network_get_made (fixture->network), ==, minute + 1);
      fake_transport_fail (client_fixture_socket (fixture), PUSHER_ERROR_NETWORK, "No route", 0);
      g_assert_cmpuint (fixture->errors->len, ==, minute + 1);
    }

  pusher_client_set_network_available (fixture->client, TRUE);
  fake_clock_advance (fixture->clock, 1);
  client_fixture_greet (fixture, "2.2");
}

/* Packets vanish: found out within activity and pong timeout, and little is sent into the void. */
static void
test_half_open (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  FakeTransport *socket = client_fixture_socket (fixture);
  g_autoptr (JsonNode) data = json_from_string ("{}", NULL);
  guint sent = 0;

  client_fixture_subscribed (fixture, "private-a");
  for (int i = 0; i < 5999; i++)
    {
      sent += pusher_client_trigger (fixture->client, "private-a", "client-a", data, NULL);
      fake_clock_advance (fixture->clock, 0.01);
    }
  g_assert_cmpuint (sent, <=, 10 * 60 + 10);
  g_assert_false (fake_transport_is_abandoned (socket));
  fake_clock_advance (fixture->clock, 0.02);
  g_assert_true (fake_transport_is_abandoned (socket));
  g_assert_cmpuint (fake_network_get_made (fixture->network), ==, 2);
}

static void
test_hurry (void)
{
  PusherPatience patience = { 0 };

  g_assert_cmpint (pusher_patience_hurry (&patience, SECONDS (130), SECONDS (100), 0.25), ==,
                   SECONDS (0.25));
  /* What comes sooner anyway is left alone. */
  g_assert_cmpint (pusher_patience_hurry (&patience, SECONDS (100.1), SECONDS (100), 0.25), ==, -1);
  /* 5 s after the last time, which was 100.25. */
  g_assert_cmpint (pusher_patience_hurry (&patience, SECONDS (160), SECONDS (102), 0.25), ==,
                   SECONDS (3.25));
  g_assert_cmpint (pusher_patience_hurry (&patience, SECONDS (160), SECONDS (120), 0.25), ==,
                   SECONDS (0.25));
}

/* However well the old way works. */
static void
test_other_route (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  FakeTransport *socket = client_fixture_socket (fixture);

  fake_clock_advance (fixture->clock, 11);
  pusher_client_route_changed (fixture->client);
  g_assert_true (fake_transport_is_abandoned (socket));
  g_assert_cmpfloat (next_attempt_in (fixture), ==, 0.0);
  fake_clock_advance (fixture->clock, 0);
  g_assert_cmpuint (fake_network_get_made (fixture->network), ==, 2);

  /* One that has not come to its end begins anew, and soon. */
  socket = client_fixture_socket (fixture);
  pusher_client_route_changed (fixture->client);
  g_assert_true (fake_transport_is_abandoned (socket));
  g_assert_cmpfloat (next_attempt_in (fixture), <=, 1.0);
  fake_clock_advance (fixture->clock, 1);
  g_assert_cmpuint (fake_network_get_made (fixture->network), ==, 3);
  client_fixture_greet (fixture, "3.3");
  g_assert_cmpint (pusher_client_get_state (fixture->client), ==, PUSHER_CONNECTION_CONNECTED);
}

static void
test_other_route_while_waiting (void)
{
  g_autoptr (ClientFixture) fixture = waiting ();

  pusher_client_route_changed (fixture->client);
  g_assert_cmpfloat (next_attempt_in (fixture), <=, 1.0);
}

/* Settings that change all the time make no storm. */
static void
test_restless_route (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  guint made;

  fake_clock_advance (fixture->clock, 11);
  made = fake_network_get_made (fixture->network);
  for (int i = 0; i < 600; i++)
    {
      pusher_client_route_changed (fixture->client);
      fake_clock_advance (fixture->clock, 0.1);
    }
  g_assert_cmpuint (fake_network_get_made (fixture->network) - made, <=, 60 / 5 + 2);
}

static void
test_other_route_of_nothing (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new ();

  pusher_client_route_changed (fixture->client);
  g_assert_cmpuint (fake_network_get_made (fixture->network), ==, 0);
  pusher_client_connect (fixture->client);
  pusher_client_disconnect (fixture->client);
  pusher_client_route_changed (fixture->client);
  g_assert_cmpuint (fake_network_get_made (fixture->network), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/3.11/offline-is-reason-for-a-ping", test_offline_pings);
  g_test_add_func ("/pusher/3.14/sleep-is-no-time-for-timers", test_slept_long);
  g_test_add_func ("/pusher/4.7/reason-to-hope-cuts-the-slow-retry", test_after_a_refusal);
  g_test_add_func ("/pusher/14.1/a-network-cuts-the-wait", test_online_cuts_the_wait);
  g_test_add_func ("/pusher/14.1/a-flapping-network-is-no-storm", test_flapping);
  g_test_add_func ("/pusher/14.1/a-stale-attempt-is-given-up", test_stale_attempt);
  g_test_add_func ("/pusher/14.1/hurry-in-numbers", test_hurry);
  g_test_add_func ("/pusher/14.2/no-network-keeps-the-socket", test_offline_pings);
  g_test_add_func ("/pusher/14.2/no-network-and-no-pong", test_offline_and_dead);
  g_test_add_func ("/pusher/14.3/another-network-is-tried-at-once", test_network_changed);
  g_test_add_func ("/pusher/14.3/a-ping-under-way-waits-less", test_network_changed_while_pinging);
  g_test_add_func ("/pusher/14.4/after-a-long-sleep-reconnects", test_slept_long);
  g_test_add_func ("/pusher/14.4/after-a-short-sleep-pings", test_slept_shortly);
  g_test_add_func ("/pusher/14.4/asleep-without-a-connection", test_slept_unconnected);
  g_test_add_func ("/pusher/14.5/awake-without-a-network", test_resumed_without_network);
  g_test_add_func ("/pusher/14.7/a-half-open-connection-is-found-out", test_half_open);
  g_test_add_func ("/pusher/14.10/another-proxy-is-taken-at-once", test_other_route);
  g_test_add_func ("/pusher/14.10/another-proxy-cuts-the-wait", test_other_route_while_waiting);
  g_test_add_func ("/pusher/14.10/restless-settings-make-no-storm", test_restless_route);
  g_test_add_func ("/pusher/14.10/who-wants-nothing-needs-no-proxy", test_other_route_of_nothing);

  return g_test_run ();
}
