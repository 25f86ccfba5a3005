/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Subscriptions that are refused, unanswered, or overtaken by a reconnection (protocol §5, §6). */

#include "client-fixture.h"

#include <string.h>

#include "pusher/pusher-subscription.h"

#define SUBSCRIBE_C "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"c\"}}"

static void
assert_state (PusherChannel *channel, PusherChannelState state)
{
  g_assert_cmpstr (pusher_channel_state_to_string (pusher_channel_get_state (channel)), ==,
                   pusher_channel_state_to_string (state));
}

static void
test_subscription_error (void)
{
  static const char *const frames[] = {
    "{\"event\":\"pusher:subscription_error\",\"channel\":\"c\",\"data\":{\"type\":\"AuthError\","
    "\"error\":\"The connection is unauthorized.\",\"status\":401}}",
    "{\"event\":\"pusher:subscription_error\",\"channel\":\"c\",\"data\":{\"error\":\"The channel "
    "name is not allowed.\",\"status\":4009}}",
    "{\"event\":\"pusher_internal:subscription_error\",\"channel\":\"c\",\"data\":{}}",
    "{\"event\":\"pusher:subscription_error\",\"channel\":\"c\",\"data\":\"{\\\"error\\\":\\\"w"
    "\\\"}\"}",
    "{\"event\":\"pusher:subscription_error\",\"channel\":\"c\",\"data\":\"words\"}",
    "{\"event\":\"pusher:subscription_error\",\"channel\":\"c\",\"data\":{\"type\":1,\"error\":{},"
    "\"status\":\"x\"}}",
    "{\"event\":\"pusher:subscription_error\",\"channel\":\"c\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
      FakeTransport *socket = client_fixture_socket (fixture);
      PusherChannel *channel = client_fixture_subscribe (fixture, "c");

      fake_transport_forget_sent (socket);
      fake_transport_deliver_bytes (socket, frames[i], strlen (frames[i]));
      assert_state (channel, PUSHER_CHANNEL_FAILED);
      g_assert_error (pusher_channel_get_error (channel), PUSHER_ERROR, PUSHER_ERROR_SUBSCRIPTION);
      fake_clock_advance (fixture->clock, 20);
      fake_transport_assert_silent (socket);

      client_fixture_subscribe (fixture, "c");
      fake_transport_assert_sent (socket, SUBSCRIBE_C);
      client_fixture_succeed (fixture, "c");
      assert_state (channel, PUSHER_CHANNEL_SUBSCRIBED);
      g_assert_null (pusher_channel_get_error (channel));
    }
}

static void
test_refused_and_unsubscribed (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  FakeTransport *socket = client_fixture_socket (fixture);

  client_fixture_subscribe (fixture, "c");
  fake_transport_forget_sent (socket);
  fake_transport_deliver (socket, "{\"event\":\"pusher:subscription_error\",\"channel\":\"c\"}");
  pusher_client_unsubscribe (fixture->client, "c");
  g_assert_null (pusher_client_get_channel (fixture->client, "c"));
  client_fixture_reconnect (fixture, "2.2");
  fake_transport_assert_silent (client_fixture_socket (fixture));
}

static void
test_cancelled_and_refused (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  FakeTransport *socket = client_fixture_socket (fixture);

  client_fixture_subscribe (fixture, "c");
  pusher_client_unsubscribe (fixture->client, "c");
  fake_transport_forget_sent (socket);
  fake_transport_deliver (socket, "{\"event\":\"pusher:subscription_error\",\"channel\":\"c\"}");
  fake_transport_assert_silent (socket);
  client_fixture_subscribe (fixture, "c");
  fake_transport_assert_sent (socket, SUBSCRIBE_C);
}

/* The server's words, and what to change when it is the private channel's channel_data. */
static void
test_hint (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  PusherChannel *channel = client_fixture_subscribe (fixture, "private-a");
  const char *refusal = "{\"event\":\"pusher:subscription_error\",\"channel\":\"private-a\","
                        "\"data\":{\"type\":\"AuthError\",\"error\":\"The words\",\"status\":401}}";

  fake_authorizer_answer (fixture->authorizer, "private-a",
                          "{\"auth\":\"key:s\",\"channel_data\":\"{}\"}");
  fake_transport_deliver (client_fixture_socket (fixture), "%s", refusal);
  g_assert_nonnull (strstr (pusher_channel_get_error (channel)->message, "The words"));
  g_assert_nonnull (strstr (pusher_channel_get_error (channel)->message, "channel_data"));
  g_assert_error (pusher_channel_get_error (channel), PUSHER_ERROR, PUSHER_ERROR_CHANNEL_DATA);

  client_fixture_subscribe (fixture, "private-a");
  fake_authorizer_allow (fixture->authorizer, "private-a");
  fake_transport_deliver (client_fixture_socket (fixture), "%s", refusal);
  g_assert_nonnull (strstr (pusher_channel_get_error (channel)->message, "The words"));
  g_assert_null (strstr (pusher_channel_get_error (channel)->message, "channel_data"));
  g_assert_error (pusher_channel_get_error (channel), PUSHER_ERROR, PUSHER_ERROR_SUBSCRIPTION);
}

static void
test_no_answer (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  FakeTransport *socket = client_fixture_socket (fixture);
  PusherChannel *channel = client_fixture_subscribe (fixture, "c");

  fake_transport_assert_sent (socket, SUBSCRIBE_C);
  fake_clock_advance (fixture->clock, 14.9);
  assert_state (channel, PUSHER_CHANNEL_PENDING);
  fake_clock_advance (fixture->clock, 0.2);
  assert_state (channel, PUSHER_CHANNEL_FAILED);
  g_assert_error (pusher_channel_get_error (channel), PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT);
  fake_transport_assert_silent (socket);
  fake_clock_advance (fixture->clock, 1);
  fake_transport_assert_sent (socket, SUBSCRIBE_C);
  /* Ever more patiently. */
  fake_clock_advance (fixture->clock, 15);
  assert_state (channel, PUSHER_CHANNEL_FAILED);
  fake_transport_forget_sent (socket);
  fake_clock_advance (fixture->clock, 1.5);
  fake_transport_assert_silent (socket);
  fake_clock_advance (fixture->clock, 0.5);
  fake_transport_assert_sent (socket, SUBSCRIBE_C);
  client_fixture_succeed (fixture, "c");
  assert_state (channel, PUSHER_CHANNEL_SUBSCRIBED);
  g_assert_cmpuint (fake_network_get_made (fixture->network), ==, 1);
}

static void
test_late_answer (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  PusherChannel *channel = client_fixture_subscribe (fixture, "c");

  fake_clock_advance (fixture->clock, 15.5);
  client_fixture_succeed (fixture, "c");
  assert_state (channel, PUSHER_CHANNEL_SUBSCRIBED);
  fake_transport_forget_sent (client_fixture_socket (fixture));
  fake_clock_advance (fixture->clock, 10);
  fake_transport_assert_silent (client_fixture_socket (fixture));
}

static void
test_nameless_refusal (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  FakeTransport *socket = client_fixture_socket (fixture);
  PusherChannel *a = client_fixture_subscribe (fixture, "private-a");
  PusherChannel *b = client_fixture_subscribe (fixture, "private-b");

  fake_authorizer_allow (fixture->authorizer, "private-a");
  fake_authorizer_allow (fixture->authorizer, "private-b");

  /* Two are pending: whose it is cannot be told, */
  fake_transport_deliver (socket, "{\"event\":\"pusher:error\",\"data\":{\"code\":4009,"
                                  "\"message\":\"Connection is unauthorized\"}}");
  assert_state (a, PUSHER_CHANNEL_PENDING);
  assert_state (b, PUSHER_CHANNEL_PENDING);
  g_assert_cmpstr (g_ptr_array_index (fixture->error_channels, 0), ==, "-");

  /* unless the message names it, */
  fake_transport_deliver (socket, "{\"event\":\"pusher:error\",\"data\":{\"code\":null,\"message\":"
                                  "\"Invalid signature: Expected HMAC of 1.1:private-b\"}}");
  assert_state (b, PUSHER_CHANNEL_FAILED);
  g_assert_cmpstr (g_ptr_array_index (fixture->error_channels, 1), ==, "private-b");

  /* or only one is left. */
  fake_transport_deliver (socket, "{\"event\":\"pusher:error\",\"data\":{\"code\":4009,"
                                  "\"message\":\"Connection is unauthorized\"}}");
  assert_state (a, PUSHER_CHANNEL_FAILED);
  g_assert_cmpstr (g_ptr_array_index (fixture->error_channels, 2), ==, "private-a");
  g_assert_cmpstr (fixture->states->str, ==, "");
}

static void
test_fresh_authorisation (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  PusherChannel *a = client_fixture_subscribed (fixture, "private-a");
  PusherChannel *c = client_fixture_subscribed (fixture, "c");

  client_fixture_reconnect (fixture, "2.2");
  assert_state (a, PUSHER_CHANNEL_AUTHORISING);
  assert_state (c, PUSHER_CHANNEL_PENDING);
  fake_transport_assert_sent (client_fixture_socket (fixture), SUBSCRIBE_C);
  fake_transport_assert_silent (client_fixture_socket (fixture));
  fake_authorizer_allow (fixture->authorizer, "private-a");
  fake_transport_assert_sent (client_fixture_socket (fixture),
                              "{\"event\":\"pusher:subscribe\",\"data\":{"
                              "\"channel\":\"private-a\",\"auth\":\"key:2.2\"}}");
  g_assert_true (client_fixture_subscribe (fixture, "c") == c);
}

static void
test_stale_authorisation (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  PusherChannel *channel;

  fake_authorizer_set_late (fixture->authorizer, TRUE);
  channel = client_fixture_subscribe (fixture, "private-a");
  client_fixture_reconnect (fixture, "2.2");
  g_assert_cmpuint (fake_authorizer_get_open (fixture->authorizer), ==, 2);
  g_assert_cmpuint (fake_authorizer_get_cancelled (fixture->authorizer), ==, 1);

  fake_authorizer_allow_on (fixture->authorizer, "1.1", "private-a");
  fake_transport_assert_silent (client_fixture_socket (fixture));
  assert_state (channel, PUSHER_CHANNEL_AUTHORISING);
  fake_authorizer_allow_on (fixture->authorizer, "2.2", "private-a");
  fake_transport_assert_sent (client_fixture_socket (fixture),
                              "{\"event\":\"pusher:subscribe\",\"data\":{"
                              "\"channel\":\"private-a\",\"auth\":\"key:2.2\"}}");
  fake_transport_assert_silent (client_fixture_socket (fixture));
}

/* An error for the old socket is no error of the new one. */
static void
test_stale_refusal (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  PusherChannel *channel;

  fake_authorizer_set_late (fixture->authorizer, TRUE);
  channel = client_fixture_subscribe (fixture, "private-a");
  client_fixture_reconnect (fixture, "2.2");
  fake_authorizer_refuse (fixture->authorizer, "private-a", PUSHER_ERROR_DENIED, 0);
  assert_state (channel, PUSHER_CHANNEL_AUTHORISING);
  fake_authorizer_allow (fixture->authorizer, "private-a");
  assert_state (channel, PUSHER_CHANNEL_PENDING);
}

static void
test_duplicate_answers (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  PusherChannel *channel = client_fixture_subscribed (fixture, "c");

  client_fixture_succeed (fixture, "c");
  client_fixture_succeed (fixture, "c");
  fake_transport_deliver (client_fixture_socket (fixture),
                          "{\"event\":\"pusher:error\",\"data\":{\"code\":null,\"message\":"
                          "\"Existing subscription to channel c\"}}");
  assert_state (channel, PUSHER_CHANNEL_SUBSCRIBED);
  client_fixture_succeed (fixture, "never-wanted");
  fake_transport_assert_silent (client_fixture_socket (fixture));
}

static void
on_connected_subscribe (PusherClient *client, GParamSpec *pspec, gpointer user_data)
{
  if (pusher_client_get_state (client) == PUSHER_CONNECTION_CONNECTED)
    pusher_client_subscribe (client, user_data, NULL);
}

static void
on_socket_id_subscribe (PusherClient *client, GParamSpec *pspec, gpointer user_data)
{
  pusher_client_subscribe (client, user_data, NULL);
}

static void
test_subscribe_when_told (void)
{
  static char c[] = "c";
  static char d[] = "d";
  g_autoptr (ClientFixture) fixture = client_fixture_new ();

  client_fixture_subscribe (fixture, "c");
  g_signal_connect (fixture->client, "notify::state", G_CALLBACK (on_connected_subscribe), c);
  g_signal_connect (fixture->client, "notify::state", G_CALLBACK (on_connected_subscribe), d);
  g_signal_connect (fixture->client, "notify::socket-id", G_CALLBACK (on_socket_id_subscribe), c);
  pusher_client_connect (fixture->client);
  client_fixture_greet (fixture, "1.1");
  g_assert_cmpuint (fake_transport_count_sent (client_fixture_socket (fixture), "\"c\""), ==, 1);
  g_assert_cmpuint (fake_transport_count_sent (client_fixture_socket (fixture), "\"d\""), ==, 1);
  client_fixture_reconnect (fixture, "2.2");
  g_assert_cmpuint (fake_transport_count_sent (client_fixture_socket (fixture), "\"c\""), ==, 1);
  g_assert_cmpuint (fake_transport_count_sent (client_fixture_socket (fixture), "\"d\""), ==, 1);
}

static void
test_lost_while_pending (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  PusherChannel *channel = client_fixture_subscribe (fixture, "c");

  fake_transport_close (client_fixture_socket (fixture), 1006, NULL);
  assert_state (channel, PUSHER_CHANNEL_WANTED);
  g_assert_null (pusher_channel_get_error (channel));
  fake_clock_advance (fixture->clock, 1);
  client_fixture_greet (fixture, "2.2");
  fake_transport_assert_sent (client_fixture_socket (fixture), SUBSCRIBE_C);
}

static void
test_many_channels (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new ();
  g_autoptr (GString) order = g_string_new (NULL);

  for (int i = 0; i < 100; i++)
    {
      g_autofree char *name = g_strdup_printf ("private-%d", i);

      client_fixture_subscribe (fixture, name);
      g_string_append_printf (order, "%s%s", i > 0 ? " " : "", name);
    }
  pusher_client_connect (fixture->client);
  client_fixture_greet (fixture, "1.1");
  for (int i = 0; i < 100; i++)
    {
      g_autofree char *name = g_strdup_printf ("private-%d", i);

      g_assert_cmpuint (fake_authorizer_get_open (fixture->authorizer), ==, MIN (6, 100 - i));
      fake_authorizer_allow (fixture->authorizer, name);
    }
  g_assert_cmpstr (fake_authorizer_get_order (fixture->authorizer), ==, order->str);
  for (int i = 0; i < 100; i++)
    fake_transport_assert_sent (client_fixture_socket (fixture),
                                "{\"event\":\"pusher:subscribe\",\"data\":{"
                                "\"channel\":\"private-%d\",\"auth\":\"key:1.1\"}}",
                                i);
  fake_transport_assert_silent (client_fixture_socket (fixture));
}

/* Those that wait in line are not asked for when the socket is gone, or nobody wants them. */
static void
test_line_is_left (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  for (int i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("private-%d", i);

      client_fixture_subscribe (fixture, name);
    }
  pusher_client_unsubscribe (fixture->client, "private-6");
  fake_authorizer_refuse (fixture->authorizer, "private-0", PUSHER_ERROR_DENIED, 0);
  g_assert_true (g_str_has_suffix (fake_authorizer_get_order (fixture->authorizer), " private-7"));
  fake_transport_close (client_fixture_socket (fixture), 1006, NULL);
  g_assert_cmpuint (fake_authorizer_get_asked (fixture->authorizer), ==, 7);
  g_assert_cmpuint (fake_authorizer_get_open (fixture->authorizer), ==, 0);
  fake_clock_advance (fixture->clock, 1);
  client_fixture_greet (fixture, "2.2");
  g_assert_cmpuint (fake_authorizer_get_open (fixture->authorizer), ==, 6);
}

/* Reverb and sockudo refuse without saying whom: one of several is then known by its silence. */
static void
test_one_of_several_is_known_by_its_silence (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  PusherChannel *good;
  PusherChannel *bad;

  good = pusher_client_subscribe (fixture->client, "good", NULL);
  bad = pusher_client_subscribe (fixture->client, "bad", NULL);
  fake_transport_deliver (client_fixture_socket (fixture),
                          "{\"event\":\"pusher:error\",\"data\":{\"code\":4009,"
                          "\"message\":\"Connection is unauthorized\"}}");
  fake_transport_deliver (client_fixture_socket (fixture),
                          "{\"event\":\"pusher_internal:subscription_succeeded\","
                          "\"channel\":\"good\"}");
  fake_clock_advance (fixture->clock, PUSHER_SUSPICION_TIMEOUT + 0.1);

  g_assert_cmpint (pusher_channel_get_state (good), ==, PUSHER_CHANNEL_SUBSCRIBED);
  g_assert_cmpint (pusher_channel_get_state (bad), ==, PUSHER_CHANNEL_FAILED);
  g_assert_nonnull (strstr (pusher_channel_get_error (bad)->message, "key or secret"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/5.16/a-refusal-in-any-form", test_subscription_error);
  g_test_add_func ("/pusher/5.16/refused-and-unsubscribed", test_refused_and_unsubscribed);
  g_test_add_func ("/pusher/5.16/unsubscribed-and-refused", test_cancelled_and_refused);
  g_test_add_func ("/pusher/5.26/the-servers-refusal-is-told", test_hint);
  g_test_add_func ("/pusher/6.7/a-hint-about-channel-data", test_hint);
  g_test_add_func ("/pusher/5.17/no-answer-is-retried", test_no_answer);
  g_test_add_func ("/pusher/5.17/a-late-answer-counts", test_late_answer);
  g_test_add_func ("/pusher/5.18/a-refusal-without-a-name", test_nameless_refusal);
  g_test_add_func ("/pusher/5.18/one-of-several-is-known-by-its-silence",
                   test_one_of_several_is_known_by_its_silence);
  g_test_add_func ("/pusher/5.19/each-socket-is-authorised-anew", test_fresh_authorisation);
  g_test_add_func ("/pusher/5.20/a-stale-authorisation-is-discarded", test_stale_authorisation);
  g_test_add_func ("/pusher/5.20/a-stale-refusal-is-discarded", test_stale_refusal);
  g_test_add_func ("/pusher/5.21/duplicate-answers-are-survived", test_duplicate_answers);
  g_test_add_func ("/pusher/5.22/subscribing-when-told-of-the-connection",
                   test_subscribe_when_told);
  g_test_add_func ("/pusher/5.23/lost-while-pending", test_lost_while_pending);
  g_test_add_func ("/pusher/5.29/many-channels-keep-in-line", test_many_channels);
  g_test_add_func ("/pusher/6.19/a-lost-socket-leaves-the-line", test_line_is_left);

  return g_test_run ();
}
