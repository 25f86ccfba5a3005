/* SPDX-License-Identifier: GPL-3.0-or-later */

/* States, and what is asked of the connection (protocol §2, §4). */

#include "client-fixture.h"

#include "pusher/pusher-connection.h"

#include <string.h>

/* Nothing fires any more, whatever time brings. */
static void
assert_at_rest (ClientFixture *fixture)
{
  guint made = fake_network_get_made (fixture->network);
  guint errors = fixture->errors->len;

  g_assert_cmpint (pusher_client_get_state (fixture->client), ==, PUSHER_CONNECTION_DISCONNECTED);
  g_assert_cmpuint (fake_clock_get_timers (fixture->clock), ==, 0);
  g_assert_cmpint (pusher_client_get_next_attempt_in (fixture->client), ==, -1);
  g_assert_null (pusher_client_get_socket_id (fixture->client));
  for (guint i = 0; i < made; i++)
    g_assert_true (fake_transport_is_abandoned (fake_network_get (fixture->network, i)));
  g_string_truncate (fixture->states, 0);
  fake_clock_advance (fixture->clock, 3600);
  g_assert_cmpuint (fake_network_get_made (fixture->network), ==, made);
  g_assert_cmpstr (fixture->states->str, ==, "");
  g_assert_cmpuint (fixture->errors->len, ==, errors);
}

static void
test_disconnect_anywhere (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new ();

  /* Never connected. */
  pusher_client_disconnect (fixture->client);
  g_assert_cmpint (pusher_client_get_state (fixture->client), ==, PUSHER_CONNECTION_INITIALIZED);

  /* In the middle of the handshake. */
  pusher_client_connect (fixture->client);
  pusher_client_disconnect (fixture->client);
  assert_at_rest (fixture);

  /* While waiting to try again. */
  pusher_client_connect (fixture->client);
  fake_transport_close (client_fixture_socket (fixture), 0, NULL);
  pusher_client_disconnect (fixture->client);
  assert_at_rest (fixture);

  /* Connected, with an authorisation under way. */
  pusher_client_connect (fixture->client);
  client_fixture_greet (fixture, "1.1");
  client_fixture_subscribe (fixture, "private-a");
  client_fixture_subscribe (fixture, "b");
  pusher_client_disconnect (fixture->client);
  g_assert_cmpuint (fake_authorizer_get_open (fixture->authorizer), ==, 0);
  assert_at_rest (fixture);

  /* Refused. */
  pusher_client_connect (fixture->client);
  client_fixture_greet (fixture, "2.2");
  fake_transport_close (client_fixture_socket (fixture), 4004, "");
  g_assert_cmpint (pusher_client_get_state (fixture->client), ==, PUSHER_CONNECTION_REFUSED);
  pusher_client_disconnect (fixture->client);
  assert_at_rest (fixture);
}

static void
on_state_disconnect (PusherClient *client, GParamSpec *pspec, gpointer user_data)
{
  if ((int) pusher_client_get_state (client) == GPOINTER_TO_INT (user_data))
    pusher_client_disconnect (client);
}

static void
on_error_disconnect (PusherClient *client, GError *error, const char *channel, gpointer user_data)
{
  pusher_client_disconnect (client);
}

static void
on_socket_id_disconnect (PusherClient *client, GParamSpec *pspec, gpointer user_data)
{
  gboolean wanted = GPOINTER_TO_INT (user_data);

  if ((pusher_client_get_socket_id (client) != NULL) == wanted)
    pusher_client_disconnect (client);
}

/* Whoever disconnects while being told of something is left alone from then on. */
static void
test_disconnect_in_handlers (void)
{
  const struct
  {
    const char *signal;
    GCallback callback;
    int data;
    guint errors;
  } cases[] = {
    { "notify::state", G_CALLBACK (on_state_disconnect), PUSHER_CONNECTION_CONNECTING, 0 },
    { "notify::state", G_CALLBACK (on_state_disconnect), PUSHER_CONNECTION_CONNECTED, 0 },
    { "notify::socket-id", G_CALLBACK (on_socket_id_disconnect), TRUE, 0 },
    { "notify::socket-id", G_CALLBACK (on_socket_id_disconnect), FALSE, 0 },
    { "error", G_CALLBACK (on_error_disconnect), 0, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ClientFixture) fixture = client_fixture_new ();

      client_fixture_subscribe (fixture, "private-a");
      client_fixture_subscribe (fixture, "b");
      g_signal_connect (fixture->client, cases[i].signal, cases[i].callback,
                        GINT_TO_POINTER (cases[i].data));
      pusher_client_connect (fixture->client);
      if (pusher_client_get_state (fixture->client) == PUSHER_CONNECTION_CONNECTING)
        client_fixture_greet (fixture, "1.1");
      if (pusher_client_get_state (fixture->client) == PUSHER_CONNECTION_CONNECTED)
        fake_transport_close (client_fixture_socket (fixture), 1006, NULL);
      g_assert_cmpuint (fixture->errors->len, ==, cases[i].errors);
      assert_at_rest (fixture);
    }
}

static void
on_state_lost_disconnect (PusherClient *client, GParamSpec *pspec, gpointer user_data)
{
  gboolean *was_connected = user_data;

  if (pusher_client_get_state (client) == PUSHER_CONNECTION_CONNECTED)
    *was_connected = TRUE;
  else if (*was_connected)
    pusher_client_disconnect (client);
}

static void
test_disconnect_when_lost (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new ();
  gboolean was_connected = FALSE;

  g_signal_connect (fixture->client, "notify::state", G_CALLBACK (on_state_lost_disconnect),
                    &was_connected);
  pusher_client_connect (fixture->client);
  client_fixture_greet (fixture, "1.1");
  fake_transport_close (client_fixture_socket (fixture), 1006, NULL);
  /* The loss is no news for somebody who has hung up meanwhile. */
  g_assert_cmpuint (fixture->errors->len, ==, 0);
  assert_at_rest (fixture);
}

static void
test_connect_again_at_once (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  client_fixture_subscribed (fixture, "c");
  fake_transport_close (client_fixture_socket (fixture), 1006, NULL);
  for (int i = 0; i < 4; i++)
    {
      fake_clock_advance (fixture->clock, 60);
      fake_transport_close (client_fixture_socket (fixture), 1006, NULL);
    }
  g_assert_cmpint (pusher_client_get_next_attempt_in (fixture->client), >, 10 * G_USEC_PER_SEC);

  pusher_client_disconnect (fixture->client);
  pusher_client_connect (fixture->client);
  client_fixture_greet (fixture, "2.2");
  fake_transport_assert_sent (client_fixture_socket (fixture),
                              "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"c\"}}");
  /* The count of failures began anew. */
  fake_transport_close (client_fixture_socket (fixture), 1006, NULL);
  g_assert_cmpint (pusher_client_get_next_attempt_in (fixture->client), ==, G_USEC_PER_SEC);
}

static void
test_states (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new ();

  g_assert_cmpint (pusher_client_get_state (fixture->client), ==, PUSHER_CONNECTION_INITIALIZED);
  pusher_client_connect (fixture->client);
  client_fixture_greet (fixture, "1.1");
  client_fixture_reconnect (fixture, "2.2");
  pusher_client_disconnect (fixture->client);
  pusher_client_disconnect (fixture->client);
  pusher_client_connect (fixture->client);
  fake_transport_close (client_fixture_socket (fixture), 4001, "");
  g_assert_cmpstr (fixture->states->str, ==,
                   "connecting connected connecting connected disconnected connecting refused ");
}

static void
test_unavailable (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  fake_clock_advance (fixture->clock, 20);
  fake_transport_close (client_fixture_socket (fixture), 1006, NULL);
  g_assert_cmpstr (fixture->states->str, ==, "connecting ");

  /* A server that accepts each attempt and drops it. */
  while (fixture->states->len == strlen ("connecting "))
    {
      fake_clock_advance (fixture->clock, 0.5);
      if (!fake_transport_is_abandoned (client_fixture_socket (fixture)))
        fake_transport_close (client_fixture_socket (fixture), 1006, NULL);
      g_assert_cmpuint (fake_network_get_made (fixture->network), <, 20);
    }
  g_assert_cmpstr (fixture->states->str, ==, "connecting unavailable ");
  g_assert_cmpuint (fake_network_get_made (fixture->network), >, 3);

  /* It stays so over further attempts, until there is a connection. */
  fake_clock_advance (fixture->clock, 60);
  g_assert_cmpstr (fixture->states->str, ==, "connecting unavailable ");
  client_fixture_greet (fixture, "2.2");
  g_assert_cmpstr (fixture->states->str, ==, "connecting unavailable connected ");
  fake_clock_advance (fixture->clock, 29);
  g_assert_cmpstr (fixture->states->str, ==, "connecting unavailable connected ");
}

static void
test_unavailable_is_exact (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new ();

  pusher_client_connect (fixture->client);
  fake_clock_advance (fixture->clock, 9.9);
  g_assert_cmpint (pusher_client_get_state (fixture->client), ==, PUSHER_CONNECTION_CONNECTING);
  fake_clock_advance (fixture->clock, 0.2);
  g_assert_cmpint (pusher_client_get_state (fixture->client), ==, PUSHER_CONNECTION_UNAVAILABLE);
}

static void
test_next_attempt_in (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  g_assert_cmpint (pusher_client_get_next_attempt_in (fixture->client), ==, -1);
  fake_clock_set_random (fixture->clock, 0.5);
  fake_transport_close (client_fixture_socket (fixture), 1006, NULL);
  g_assert_cmpint (pusher_client_get_next_attempt_in (fixture->client), ==, G_USEC_PER_SEC * 3 / 2);
  fake_clock_advance (fixture->clock, 1);
  g_assert_cmpint (pusher_client_get_next_attempt_in (fixture->client), ==, G_USEC_PER_SEC / 2);
  fake_clock_advance (fixture->clock, 0.5);
  g_assert_cmpint (pusher_client_get_next_attempt_in (fixture->client), ==, -1);
  g_assert_cmpuint (fake_network_get_made (fixture->network), ==, 2);
}

static void
test_retry_now (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new ();

  pusher_client_retry_now (fixture->client);
  g_assert_cmpuint (fake_network_get_made (fixture->network), ==, 0);
  pusher_client_connect (fixture->client);
  fake_transport_close (client_fixture_socket (fixture), 1006, NULL);
  pusher_client_retry_now (fixture->client);
  g_assert_cmpuint (fake_network_get_made (fixture->network), ==, 2);
  /* The failures still count. */
  fake_transport_close (client_fixture_socket (fixture), 1006, NULL);
  g_assert_cmpint (pusher_client_get_next_attempt_in (fixture->client), ==, 2 * G_USEC_PER_SEC);
}

static void
test_send (void)
{
  g_autoptr (PusherOptions) options = pusher_options_new ("k");
  FakeClock *clock = fake_clock_new ();
  FakeNetwork *network = fake_network_new ();
  PusherConnection *connection;

  pusher_options_set_host (options, "h");
  connection = pusher_connection_new (options, PUSHER_CLOCK (clock), fake_network_make, network,
                                      NULL, NULL);
  g_assert_false (pusher_connection_send (connection, "{}"));
  pusher_connection_open (connection);
  g_assert_false (pusher_connection_send (connection, "{}"));
  fake_transport_deliver (fake_network_get_last (network),
                          "{\"event\":\"pusher:connection_established\","
                          "\"data\":{\"socket_id\":\"1.1\"}}");
  fake_transport_assert_silent (fake_network_get_last (network));
  g_assert_true (pusher_connection_send (connection, "{\"a\":1}"));
  fake_transport_assert_sent (fake_network_get_last (network), "{\"a\":1}");
  /* A socket that is closing takes nothing, and says so. */
  fake_transport_set_full (fake_network_get_last (network), TRUE);
  g_assert_false (pusher_connection_send (connection, "{}"));
  fake_transport_close (fake_network_get_last (network), 1006, NULL);
  g_assert_false (pusher_connection_send (connection, "{}"));
  pusher_connection_close (connection);
  g_assert_false (pusher_connection_send (connection, "{}"));

  g_assert_finalize_object (connection);
  fake_network_free (network);
  g_assert_finalize_object (clock);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/2.12/disconnect-in-any-state", test_disconnect_anywhere);
  g_test_add_func ("/pusher/2.12/disconnect-inside-handlers", test_disconnect_in_handlers);
  g_test_add_func ("/pusher/2.12/disconnect-when-told-of-the-loss", test_disconnect_when_lost);
  g_test_add_func ("/pusher/2.13/disconnect-and-connect-at-once", test_connect_again_at_once);
  g_test_add_func ("/pusher/4.20/unavailable-counts-from-the-loss", test_unavailable);
  g_test_add_func ("/pusher/4.20/unavailable-after-10-s", test_unavailable_is_exact);
  g_test_add_func ("/pusher/4.22/states-never-repeat", test_states);
  g_test_add_func ("/pusher/4.23/the-time-to-the-next-attempt", test_next_attempt_in);
  g_test_add_func ("/pusher/4.19/retry-now-cuts-the-wait", test_retry_now);
  g_test_add_func ("/pusher/4.24/nothing-is-queued-without-a-connection", test_send);
  g_test_add_func ("/pusher/4.27/a-closing-socket-takes-nothing", test_send);

  return g_test_run ();
}
