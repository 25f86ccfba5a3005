/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Events from one client to the others in a channel (protocol §9). */

#include "client-fixture.h"

#include <string.h>

#include "pusher/pusher-client-event.h"
#include "pusher/pusher-token-bucket.h"

#define SECONDS(n) ((gint64) ((n) * (double) G_USEC_PER_SEC))

static gboolean
trigger (ClientFixture *fixture,
         const char *channel,
         const char *event,
         const char *data,
         GError **error)
{
  g_autoptr (JsonNode) node = json_from_string (data, NULL);

  g_assert_nonnull (node);
  return pusher_client_trigger (fixture->client, channel, event, node, error);
}

static void
assert_refused (ClientFixture *fixture, const char *channel, const char *event, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (trigger (fixture, channel, event, "{}", &error));
  g_assert_error (error, PUSHER_ERROR, code);
  g_assert_cmpuint (strlen (error->message), >, 0);
  fake_transport_assert_silent (client_fixture_socket (fixture));
}

static void
test_sent (void)
{
  static const char *const channels[] = { "private-a", "presence-a", "private-cache-a" };
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (channels); i++)
    {
      client_fixture_subscribed (fixture, channels[i]);
      g_assert_true (trigger (fixture, channels[i], "client-typing",
                              "{\"a\":[1,\"é\",{\"b\":null}]}", &error));
      g_assert_no_error (error);
      fake_transport_assert_sent (client_fixture_socket (fixture),
                                  "{\"event\":\"client-typing\",\"channel\":\"%s\","
                                  "\"data\":{\"a\":[1,\"é\",{\"b\":null}]}}",
                                  channels[i]);
      fake_transport_assert_silent (client_fixture_socket (fixture));
    }
}

static void
test_names (void)
{
  static const char *const names[]
      = { "typing", "", "client", "Client-a", "pusher:subscribe", " client-a", "client-\xff" };
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  client_fixture_subscribed (fixture, "private-a");
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    assert_refused (fixture, "private-a", names[i], PUSHER_ERROR_BAD_EVENT);
}

static void
test_public (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  client_fixture_subscribed (fixture, "a");
  client_fixture_subscribed (fixture, "cache-a");
  assert_refused (fixture, "a", "client-a", PUSHER_ERROR_BAD_EVENT);
  assert_refused (fixture, "cache-a", "client-a", PUSHER_ERROR_BAD_EVENT);
}

static void
test_encrypted (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  client_fixture_subscribe (fixture, "private-encrypted-a");
  fake_authorizer_answer (fixture->authorizer, "private-encrypted-a",
                          "{\"auth\":\"k:s\",\"shared_secret\":"
                          "\"E3I6KxLwqP1Rr/p1676Vpnrw23CkRdS5bkX5NazRkeY=\"}");
  client_fixture_succeed (fixture, "private-encrypted-a");
  fake_transport_forget_sent (client_fixture_socket (fixture));
  assert_refused (fixture, "private-encrypted-a", "client-a", PUSHER_ERROR_BAD_EVENT);
}

static void
test_not_subscribed (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  assert_refused (fixture, "private-nobody", "client-a", PUSHER_ERROR_NOT_SUBSCRIBED);
  client_fixture_subscribe (fixture, "private-a");
  assert_refused (fixture, "private-a", "client-a", PUSHER_ERROR_NOT_SUBSCRIBED);
  fake_authorizer_allow (fixture->authorizer, "private-a");
  fake_transport_forget_sent (client_fixture_socket (fixture));
  assert_refused (fixture, "private-a", "client-a", PUSHER_ERROR_NOT_SUBSCRIBED);
  client_fixture_succeed (fixture, "private-a");
  pusher_client_unsubscribe (fixture->client, "private-a");
  fake_transport_forget_sent (client_fixture_socket (fixture));
  assert_refused (fixture, "private-a", "client-a", PUSHER_ERROR_NOT_SUBSCRIBED);
}

/* Nothing waits for the next connection, and nothing goes into a socket that is closing. */
static void
test_no_connection (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  FakeTransport *socket = client_fixture_socket (fixture);

  client_fixture_subscribed (fixture, "private-a");
  fake_transport_set_full (socket, TRUE);
  assert_refused (fixture, "private-a", "client-a", PUSHER_ERROR_NOT_SUBSCRIBED);
  fake_transport_set_full (socket, FALSE);
  fake_transport_close (socket, 1006, NULL);
  assert_refused (fixture, "private-a", "client-a", PUSHER_ERROR_NOT_SUBSCRIBED);
  fake_clock_advance (fixture->clock, 2);
  client_fixture_greet (fixture, "2.2");
  fake_transport_assert_silent (client_fixture_socket (fixture));
}

static void
test_rate (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  FakeTransport *socket = client_fixture_socket (fixture);
  g_autoptr (GError) error = NULL;

  client_fixture_subscribed (fixture, "private-a");
  client_fixture_subscribed (fixture, "private-b");
  for (int i = 0; i < 10; i++)
    {
      g_assert_true (
          trigger (fixture, i % 2 == 0 ? "private-a" : "private-b", "client-a", "{}", &error));
      g_assert_no_error (error);
    }
  fake_transport_forget_sent (socket);
  assert_refused (fixture, "private-a", "client-a", PUSHER_ERROR_RATE_LIMITED);
  assert_refused (fixture, "private-b", "client-a", PUSHER_ERROR_RATE_LIMITED);
  fake_clock_advance (fixture->clock, 0.1);
  g_assert_true (trigger (fixture, "private-a", "client-a", "{}", NULL));
  fake_transport_forget_sent (socket);
  assert_refused (fixture, "private-a", "client-a", PUSHER_ERROR_RATE_LIMITED);
}

static void
test_token_bucket (void)
{
  PusherTokenBucket bucket;

  pusher_token_bucket_init (&bucket, 2, 4, SECONDS (100));
  g_assert_cmpint (pusher_token_bucket_take (&bucket, SECONDS (100)), ==, 0);
  g_assert_cmpint (pusher_token_bucket_take (&bucket, SECONDS (100)), ==, 0);
  g_assert_cmpint (pusher_token_bucket_take (&bucket, SECONDS (100)), >=, SECONDS (0.25));
  g_assert_cmpint (pusher_token_bucket_take (&bucket, SECONDS (100.25)), ==, 0);
  g_assert_cmpint (pusher_token_bucket_take (&bucket, SECONDS (100.25)), >, 0);
  /* Never more than it holds. */
  for (int i = 0; i < 2; i++)
    g_assert_cmpint (pusher_token_bucket_take (&bucket, SECONDS (10000)), ==, 0);
  g_assert_cmpint (pusher_token_bucket_take (&bucket, SECONDS (10000)), >, 0);
}

/* The server's refusals are the channel's or nobody's, and end nothing. */
static void
assert_survives (const char *frame, const char *channel, const char *words)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  PusherChannel *private = client_fixture_subscribed (fixture, "private-a");

  fake_transport_deliver (client_fixture_socket (fixture), "%s", frame);
  g_assert_cmpuint (fixture->errors->len, ==, 1);
  g_assert_nonnull (strstr (client_fixture_last_error (fixture)->message, words));
  g_assert_cmpstr (g_ptr_array_index (fixture->error_channels, 0), ==, channel);
  g_assert_cmpint (pusher_channel_get_state (private), ==, PUSHER_CHANNEL_SUBSCRIBED);
  g_assert_cmpint (pusher_client_get_state (fixture->client), ==, PUSHER_CONNECTION_CONNECTED);
  g_assert_true (trigger (fixture, "private-a", "client-a", "{}", NULL));
}

static void
test_rate_error (void)
{
  assert_survives ("{\"event\":\"pusher:error\",\"data\":{\"code\":4301,\"message\":\"Too fast\"}}",
                   "-", "Too fast");
  assert_survives ("{\"event\":\"pusher:error\",\"channel\":\"private-a\",\"data\":{\"code\":4301,"
                   "\"message\":\"Too fast\"}}",
                   "private-a", "Too fast");
}

static void
test_disabled_error (void)
{
  assert_survives ("{\"event\":\"pusher:error\",\"channel\":\"private-a\",\"data\":{\"code\":4301,"
                   "\"message\":\"The app does not have client messaging enabled.\"}}",
                   "private-a", "client messaging");
  assert_survives ("{\"event\":\"pusher:error\",\"data\":\"{\\\"code\\\":4301,\\\"message\\\":"
                   "\\\"The app does not have client messaging enabled.\\\"}\"}",
                   "-", "client messaging");
}

/* Whoever sends an event does not hear of it. */
static void
test_own (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  client_fixture_subscribed (fixture, "private-a");
  g_assert_true (trigger (fixture, "private-a", "client-a", "{}", NULL));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (fixture->events->len, ==, 0);
}

static void
test_size (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  g_autofree char *filling
      = g_strnfill (PUSHER_CLIENT_EVENT_MAX_SIZE - strlen ("{\"a\":\"\"}"), 'x');
  g_autofree char *largest = g_strdup_printf ("{\"a\":\"%s\"}", filling);
  g_autofree char *larger = g_strdup_printf ("{\"a\":\"%sx\"}", filling);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (PUSHER_CLIENT_EVENT_MAX_SIZE, <=, 10 * 1024);
  client_fixture_subscribed (fixture, "private-a");
  g_assert_true (trigger (fixture, "private-a", "client-a", largest, &error));
  fake_transport_forget_sent (client_fixture_socket (fixture));
  g_assert_false (trigger (fixture, "private-a", "client-a", larger, &error));
  g_assert_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_EVENT);
  fake_transport_assert_silent (client_fixture_socket (fixture));
}

/* What another client sends is an event like any, and never the protocol's own. */
static void
test_received (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  PusherChannel *channel = client_fixture_subscribed (fixture, "presence-a");

  fake_transport_deliver (client_fixture_socket (fixture),
                          "{\"event\":\"client-pusher_internal:member_added\",\"channel\":"
                          "\"presence-a\",\"data\":{\"user_id\":\"ghost\"},\"user_id\":\"1\"}");
  g_assert_cmpstr (client_fixture_last_event (fixture), ==,
                   "presence-a client-pusher_internal:member_added {\"user_id\":\"ghost\"}");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (pusher_channel_get_presence (channel))),
                    ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/9.1/an-object-is-sent", test_sent);
  g_test_add_func ("/pusher/9.2/a-name-begins-with-client", test_names);
  g_test_add_func ("/pusher/9.3/not-on-public-channels", test_public);
  g_test_add_func ("/pusher/9.4/not-on-encrypted-channels", test_encrypted);
  g_test_add_func ("/pusher/9.5/not-before-the-subscription", test_not_subscribed);
  g_test_add_func ("/pusher/4.24/no-event-waits-for-a-connection", test_no_connection);
  g_test_add_func ("/pusher/9.6/ten-a-second", test_rate);
  g_test_add_func ("/pusher/9.6/a-bucket-of-tokens", test_token_bucket);
  g_test_add_func ("/pusher/9.7/too-many-for-the-server", test_rate_error);
  g_test_add_func ("/pusher/9.8/not-enabled-on-the-server", test_disabled_error);
  g_test_add_func ("/pusher/9.9/nobody-hears-oneself", test_own);
  g_test_add_func ("/pusher/9.10/10-kb-at-most", test_size);
  g_test_add_func ("/pusher/9.11/others-speak-for-themselves-only", test_received);

  return g_test_run ();
}
