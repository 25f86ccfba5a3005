/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Events and their order, and clients that live long or side by side (protocol §5, §8, §14). */

#include "client-fixture.h"

#include <string.h>

static void
deliver_event (ClientFixture *fixture, const char *channel, const char *event)
{
  fake_transport_deliver (client_fixture_socket (fixture),
                          "{\"event\":\"%s\",\"channel\":\"%s\",\"data\":\"x\"}", event, channel);
}

static void
test_bad_frames (void)
{
  static const char *const frames[]
      = { "", "x", "{}", "[]", "\"x\"", "{\"event\":null}", "[[", "5", "null", "{\"event\":1}" };
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  FakeTransport *socket = client_fixture_socket (fixture);

  client_fixture_subscribed (fixture, "c");
  for (gsize i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      fake_transport_deliver_bytes (socket, frames[i], strlen (frames[i]));
      g_assert_cmpuint (fixture->errors->len, ==, i + 1);
      g_assert_error (client_fixture_last_error (fixture), PUSHER_ERROR, PUSHER_ERROR_BAD_FRAME);
    }
  g_assert_false (fake_transport_is_abandoned (socket));
  g_assert_cmpstr (fixture->states->str, ==, "");
  deliver_event (fixture, "c", "e");
  g_assert_cmpstr (client_fixture_last_event (fixture), ==, "c e x");
}

static void
test_odd_names (void)
{
  static const char *const names[] = { "toString", "__proto__", "", "pusher", "pusherish" };
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  client_fixture_subscribed (fixture, "c");
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *wanted = g_strdup_printf ("c %s x", names[i]);

      deliver_event (fixture, "c", names[i]);
      g_assert_cmpstr (client_fixture_last_event (fixture), ==, wanted);
    }
}

static void
on_channel_event (PusherChannel *channel, PusherEvent *event, gpointer user_data)
{
  guint *events = user_data;

  (*events)++;
}

static void
test_other_channels (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  PusherChannel *channel = client_fixture_subscribed (fixture, "c");
  guint events = 0;

  g_signal_connect (channel, "event", G_CALLBACK (on_channel_event), &events);
  deliver_event (fixture, "nobody-wants", "e");
  g_assert_cmpstr (client_fixture_last_event (fixture), ==, "- e x");
  g_assert_cmpuint (events, ==, 0);
  deliver_event (fixture, "c", "e");
  g_assert_cmpuint (events, ==, 1);
}

static void
test_no_channel (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  fake_transport_deliver (client_fixture_socket (fixture), "{\"event\":\"e\",\"data\":\"x\"}");
  g_assert_cmpstr (client_fixture_last_event (fixture), ==, "- e x");
}

static void
test_binary (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  fake_transport_deliver_binary (client_fixture_socket (fixture));
  g_assert_error (client_fixture_last_error (fixture), PUSHER_ERROR, PUSHER_ERROR_BAD_FRAME);
  g_assert_cmpstr (fixture->states->str, ==, "");
}

static void
test_order (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  client_fixture_subscribed (fixture, "c");
  client_fixture_subscribed (fixture, "d");
  for (int i = 0; i < 20000; i++)
    {
      g_autofree char *name = g_strdup_printf ("%d", i);

      deliver_event (fixture, i % 3 == 0 ? "d" : "c", name);
    }
  g_assert_cmpuint (fixture->events->len, ==, 20000);
  for (int i = 0; i < 20000; i++)
    {
      g_autofree char *wanted = g_strdup_printf ("%s %d x", i % 3 == 0 ? "d" : "c", i);

      g_assert_cmpstr (g_ptr_array_index (fixture->events, i), ==, wanted);
    }
}

/* Soketi relays whatever a publisher calls his event. */
static void
test_published_protocol_events (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  FakeTransport *socket = client_fixture_socket (fixture);
  PusherChannel *channel = client_fixture_subscribed (fixture, "c");

  fake_transport_deliver (socket, "{\"event\":\"pusher:error\",\"channel\":\"c\",\"data\":"
                                  "\"{\\\"code\\\":4001,\\\"message\\\":\\\"x\\\"}\"}");
  fake_transport_deliver (socket, "{\"event\":\"pusher_internal:subscription_succeeded\","
                                  "\"channel\":\"c\",\"data\":\"nonsense\"}");
  fake_transport_deliver (socket, "{\"event\":\"pusher:connection_established\",\"channel\":\"c\","
                                  "\"data\":\"{\\\"socket_id\\\":\\\"6.6\\\"}\"}");
  fake_transport_assert_silent (socket);
  g_assert_cmpint (pusher_channel_get_state (channel), ==, PUSHER_CHANNEL_SUBSCRIBED);
  g_assert_cmpint (pusher_client_get_state (fixture->client), ==, PUSHER_CONNECTION_CONNECTED);
  g_assert_cmpstr (pusher_client_get_socket_id (fixture->client), ==, "1.1");
  g_assert_cmpuint (fixture->events->len, ==, 0);
}

static void
test_socket_id (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  g_autofree char *socket_id = NULL;

  g_object_get (fixture->client, "socket-id", &socket_id, NULL);
  g_assert_cmpstr (socket_id, ==, "1.1");
  fake_transport_close (client_fixture_socket (fixture), 1006, NULL);
  g_assert_null (pusher_client_get_socket_id (fixture->client));
}

static void
test_no_listener (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  client_fixture_subscribed (fixture, "c");
  g_signal_handlers_disconnect_by_data (fixture->client, fixture);
  deliver_event (fixture, "c", "e");
  deliver_event (fixture, "d", "e");
  fake_transport_deliver (client_fixture_socket (fixture), "{}");
}

static void
test_thousand_cycles (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  guint timers = fake_clock_get_timers (fixture->clock);

  client_fixture_subscribed (fixture, "c");
  client_fixture_subscribed (fixture, "private-a");
  client_fixture_subscribed (fixture, "presence-p");
  for (int i = 0; i < 1000; i++)
    {
      FakeTransport *old = client_fixture_socket (fixture);

      client_fixture_reconnect (fixture, "2.2");
      /* Only the test's own reference is left. */
      g_assert_cmpuint (G_OBJECT (old)->ref_count, ==, 1);
      fake_authorizer_allow (fixture->authorizer, "private-a");
      if (i % 2 == 0)
        fake_authorizer_allow (fixture->authorizer, "presence-p");
      client_fixture_succeed (fixture, "c");
      client_fixture_succeed (fixture, "private-a");
      if (i % 2 == 0)
        client_fixture_succeed (fixture, "presence-p");
      g_assert_cmpuint (fake_clock_get_timers (fixture->clock), ==, timers);
      fake_transport_forget_sent (client_fixture_socket (fixture));
    }
  g_assert_cmpuint (g_list_model_get_n_items (pusher_client_get_channels (fixture->client)), ==, 3);
}

static void
test_two_clients (void)
{
  g_autoptr (ClientFixture) first = client_fixture_new_connected ();
  g_autoptr (ClientFixture) second = client_fixture_new_connected ();

  client_fixture_subscribed (first, "c");
  client_fixture_subscribed (second, "c");
  deliver_event (second, "c", "e");
  g_assert_cmpuint (first->events->len, ==, 0);
  g_assert_cmpuint (second->events->len, ==, 1);
  g_clear_object (&first->client);
  deliver_event (second, "c", "e");
  g_assert_cmpuint (first->events->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/8.14/a-bad-frame-leaves-the-connection", test_bad_frames);
  g_test_add_func ("/pusher/8.15/odd-names-are-ordinary", test_odd_names);
  g_test_add_func ("/pusher/8.16/other-channels-are-not-told", test_other_channels);
  g_test_add_func ("/pusher/8.17/no-channel-is-the-clients", test_no_channel);
  g_test_add_func ("/pusher/8.19/a-binary-frame-is-an-error", test_binary);
  g_test_add_func ("/pusher/8.27/20000-frames-at-once", test_order);
  g_test_add_func ("/pusher/8.28/the-order-of-arrival", test_order);
  g_test_add_func ("/pusher/8.29/published-protocol-events", test_published_protocol_events);
  g_test_add_func ("/pusher/8.32/the-socket-id-is-told", test_socket_id);
  g_test_add_func ("/pusher/5.27/nobody-listens", test_no_listener);
  g_test_add_func ("/pusher/14.12/a-thousand-reconnections-leak-nothing", test_thousand_cycles);
  g_test_add_func ("/pusher/14.14/two-clients-are-apart", test_two_clients);

  return g_test_run ();
}
