/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an endpoint's answers do to a subscription (protocol §6). */

#include "client-fixture.h"

#include <string.h>

static void
assert_state (PusherChannel *channel, PusherChannelState state)
{
  g_assert_cmpstr (pusher_channel_state_to_string (pusher_channel_get_state (channel)), ==,
                   pusher_channel_state_to_string (state));
}

/* The subscribe frame's data is @data when the endpoint answers @answer for @channel. */
static void
assert_forwarded (const char *channel, const char *answer, const char *data)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  client_fixture_subscribe (fixture, channel);
  fake_authorizer_answer (fixture->authorizer, channel, answer);
  fake_transport_assert_sent (client_fixture_socket (fixture),
                              "{\"event\":\"pusher:subscribe\",\"data\":%s}", data);
  fake_transport_assert_silent (client_fixture_socket (fixture));
}

static void
test_auth (void)
{
  assert_forwarded ("private-a", "{\"auth\":\"key:sig\"}",
                    "{\"channel\":\"private-a\",\"auth\":\"key:sig\"}");
}

/* What only an encrypted channel needs, and what is never forwarded: the key of protocol §17. */
#define SHARED_SECRET "\"shared_secret\":\"E3I6KxLwqP1Rr/p1676Vpnrw23CkRdS5bkX5NazRkeY=\","

static void
test_channel_data (void)
{
  static const char *const channels[]
      = { "private-a", "private-encrypted-a", "presence-a", "private-cache-a" };

  for (gsize i = 0; i < G_N_ELEMENTS (channels); i++)
    {
      g_autofree char *spaces
          = g_strdup_printf ("{\"channel\":\"%s\",\"auth\":\"k:s\",\"channel_data\":"
                             "\"{ \\\"user_id\\\" : 10,\\n \\\"é\\\":\\\"\\\\u00e9\\\\/\\\" }\"}",
                             channels[i]);
      g_autofree char *empty = g_strdup_printf (
          "{\"channel\":\"%s\",\"auth\":\"k:s\",\"channel_data\":\"\"}", channels[i]);

      assert_forwarded (channels[i],
                        "{\"auth\":\"k:s\"," SHARED_SECRET "\"channel_data\":"
                        "\"{ \\\"user_id\\\" : 10,\\n \\\"\\u00e9\\\":\\\"\\\\u00e9\\\\/\\\" }\"}",
                        spaces);
      assert_forwarded (channels[i], "{\"auth\":\"k:s\"," SHARED_SECRET "\"channel_data\":\"\"}",
                        empty);
    }
}

static void
test_no_channel_data (void)
{
  assert_forwarded ("private-a", "{\"auth\":\"k:s\",\"channel_data\":null}",
                    "{\"channel\":\"private-a\",\"auth\":\"k:s\"}");
}

static void
test_extra_members (void)
{
  assert_forwarded ("private-a",
                    "{\"foo\":\"bar\",\"auth\":\"k:s\",\"user_data\":\"x\",\"n\":[1,{}]}",
                    "{\"channel\":\"private-a\",\"auth\":\"k:s\"}");
}

static void
test_secret_stays (void)
{
  assert_forwarded ("private-encrypted-a",
                    "{\"auth\":\"k:s\",\"shared_secret\":"
                    "\"E3I6KxLwqP1Rr/p1676Vpnrw23CkRdS5bkX5NazRkeY=\"}",
                    "{\"channel\":\"private-encrypted-a\",\"auth\":\"k:s\"}");
}

static void
test_bad_answers (void)
{
  static const struct
  {
    const char *answer;
    int code;
    const char *words;
  } cases[] = {
    { "", PUSHER_ERROR_BAD_ANSWER, "not JSON" },
    { "OK", PUSHER_ERROR_BAD_ANSWER, "not JSON" },
    { "{", PUSHER_ERROR_BAD_ANSWER, "not JSON" },
    { "{\"auth\":\"SECRET:s\"", PUSHER_ERROR_BAD_ANSWER, "not JSON" },
    { "{'auth':'SECRET:s'}", PUSHER_ERROR_BAD_ANSWER, "not JSON" },
    { "{\"auth\":\"SECRET:s\"} x", PUSHER_ERROR_BAD_ANSWER, "not JSON" },
    { "\"{\\\"auth\\\":\\\"SECRET:s\\\"}\"", PUSHER_ERROR_BAD_ANSWER, "twice" },
    { "[]", PUSHER_ERROR_BAD_ANSWER, "not a JSON object" },
    { "null", PUSHER_ERROR_BAD_ANSWER, "not a JSON object" },
    { "{}", PUSHER_ERROR_BAD_ANSWER, "no “auth”" },
    { "{\"auth\":null}", PUSHER_ERROR_BAD_ANSWER, "key:signature" },
    { "{\"auth\":5}", PUSHER_ERROR_BAD_ANSWER, "key:signature" },
    { "{\"auth\":\"SECRET\"}", PUSHER_ERROR_BAD_ANSWER, "key:signature" },
    { "{\"auth\":\"SECRET:s\",\"channel_data\":{\"user_id\":\"SECRET\"}}", PUSHER_ERROR_BAD_ANSWER,
      "must be a string" },
    { "{\"auth\":\"SECRET:s\",\"channel_data\":5}", PUSHER_ERROR_BAD_ANSWER, "must be a string" },
    { "<!DOCTYPE html><title>Sign in</title>", PUSHER_ERROR_UNAUTHORIZED, "sign in" },
    { " \n<html>", PUSHER_ERROR_UNAUTHORIZED, "sign in" },
    { "\xff\xfe", PUSHER_ERROR_BAD_ANSWER, "not text" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
      PusherChannel *channel = client_fixture_subscribe (fixture, "private-a");
      const GError *error;

      fake_authorizer_answer (fixture->authorizer, "private-a", cases[i].answer);
      fake_transport_assert_silent (client_fixture_socket (fixture));
      error = pusher_channel_get_error (channel);
      g_assert_error (error, PUSHER_ERROR, cases[i].code);
      if (strstr (error->message, cases[i].words) == NULL)
        g_error ("%s: %s", cases[i].answer, error->message);
      /* Answers hold signatures: no error quotes them. */
      g_assert_null (strstr (error->message, "SECRET"));
    }
}

static void
test_denied (void)
{
  static const int codes[] = { PUSHER_ERROR_UNAUTHORIZED, PUSHER_ERROR_DENIED };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
      PusherChannel *channel = client_fixture_subscribe (fixture, "private-a");
      FakeTransport *socket = client_fixture_socket (fixture);

      fake_authorizer_refuse (fixture->authorizer, "private-a", codes[i], 0);
      assert_state (channel, PUSHER_CHANNEL_DENIED);
      g_assert_error (pusher_channel_get_error (channel), PUSHER_ERROR, codes[i]);

      /* No loop: it waits for new credentials. */
      for (int j = 0; j < 100; j++)
        {
          fake_clock_advance (fixture->clock, 25);
          fake_transport_deliver (socket, "{\"event\":\"pusher:pong\"}");
        }
      g_assert_cmpuint (fake_authorizer_get_asked (fixture->authorizer), ==, 1);
      pusher_client_credentials_changed (fixture->client);
      g_assert_cmpuint (fake_authorizer_get_asked (fixture->authorizer), ==, 2);
      assert_state (channel, PUSHER_CHANNEL_AUTHORISING);
      fake_authorizer_refuse (fixture->authorizer, "private-a", codes[i], 0);
      assert_state (channel, PUSHER_CHANNEL_DENIED);

      /* Or for a person, or for another socket. */
      pusher_client_retry_now (fixture->client);
      fake_authorizer_refuse (fixture->authorizer, "private-a", codes[i], 0);
      g_assert_cmpuint (fake_authorizer_get_asked (fixture->authorizer), ==, 3);
      client_fixture_reconnect (fixture, "2.2");
      g_assert_cmpuint (fake_authorizer_get_asked (fixture->authorizer), ==, 4);
    }
}

static void
test_credentials_leave_others (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  client_fixture_subscribed (fixture, "private-a");
  client_fixture_subscribed (fixture, "c");
  client_fixture_subscribe (fixture, "private-b");
  pusher_client_credentials_changed (fixture->client);
  fake_transport_assert_silent (client_fixture_socket (fixture));
  /* But the one that is being asked with the old ones. */
  g_assert_cmpuint (fake_authorizer_get_asked (fixture->authorizer), ==, 3);
  g_assert_cmpuint (fake_authorizer_get_cancelled (fixture->authorizer), ==, 1);
  g_assert_cmpuint (fake_authorizer_get_open (fixture->authorizer), ==, 1);
}

static void
test_unavailable (void)
{
  static const int codes[]
      = { PUSHER_ERROR_UNAVAILABLE, PUSHER_ERROR_TIMED_OUT, PUSHER_ERROR_NETWORK };
  static const double delays[] = { 1, 2, 4 };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
      PusherChannel *channel = client_fixture_subscribe (fixture, "private-a");

      for (guint j = 0; j < G_N_ELEMENTS (delays); j++)
        {
          fake_authorizer_refuse (fixture->authorizer, "private-a", codes[i], 0);
          assert_state (channel, PUSHER_CHANNEL_FAILED);
          fake_clock_advance (fixture->clock, delays[j] - 0.1);
          g_assert_cmpuint (fake_authorizer_get_asked (fixture->authorizer), ==, j + 1);
          fake_clock_advance (fixture->clock, 0.1);
          g_assert_cmpuint (fake_authorizer_get_asked (fixture->authorizer), ==, j + 2);
        }
      fake_authorizer_refuse (fixture->authorizer, "private-a", codes[i], 20);
      fake_clock_advance (fixture->clock, 10);
      fake_transport_deliver (client_fixture_socket (fixture), "{\"event\":\"pusher:pong\"}");
      fake_clock_advance (fixture->clock, 9.9);
      g_assert_cmpuint (fake_authorizer_get_open (fixture->authorizer), ==, 0);
      fake_clock_advance (fixture->clock, 0.1);
      fake_authorizer_allow (fixture->authorizer, "private-a");
      assert_state (channel, PUSHER_CHANNEL_PENDING);
      g_assert_cmpuint (fake_network_get_made (fixture->network), ==, 1);
    }
}

/* The wait for the endpoint ends with the socket. */
static void
test_unavailable_then_lost (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  client_fixture_subscribe (fixture, "private-a");
  fake_authorizer_refuse (fixture->authorizer, "private-a", PUSHER_ERROR_UNAVAILABLE, 600);
  client_fixture_reconnect (fixture, "2.2");
  g_assert_cmpuint (fake_authorizer_get_asked (fixture->authorizer), ==, 2);
  fake_authorizer_allow (fixture->authorizer, "private-a");
}

static void
test_malformed_is_not_retried (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  PusherChannel *channel = client_fixture_subscribe (fixture, "private-a");

  fake_authorizer_answer (fixture->authorizer, "private-a", "{}");
  assert_state (channel, PUSHER_CHANNEL_FAILED);
  fake_clock_advance (fixture->clock, 29);
  g_assert_cmpuint (fake_authorizer_get_asked (fixture->authorizer), ==, 1);
  client_fixture_reconnect (fixture, "2.2");
  g_assert_cmpuint (fake_authorizer_get_asked (fixture->authorizer), ==, 2);
}

static void
test_others_go_on (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  PusherChannel *a = client_fixture_subscribe (fixture, "private-a");
  PusherChannel *b = client_fixture_subscribe (fixture, "private-b");

  fake_authorizer_refuse (fixture->authorizer, "private-a", PUSHER_ERROR_DENIED, 0);
  fake_authorizer_allow (fixture->authorizer, "private-b");
  client_fixture_succeed (fixture, "private-b");
  assert_state (a, PUSHER_CHANNEL_DENIED);
  assert_state (b, PUSHER_CHANNEL_SUBSCRIBED);
  g_assert_cmpstr (fixture->states->str, ==, "");
}

static void
test_lost_while_authorising (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  PusherChannel *channel = client_fixture_subscribe (fixture, "private-a");

  fake_transport_close (client_fixture_socket (fixture), 1006, NULL);
  g_assert_cmpuint (fake_authorizer_get_cancelled (fixture->authorizer), ==, 1);
  assert_state (channel, PUSHER_CHANNEL_WANTED);
}

/* A connection that flaps asks no more often than it connects, which is ever more seldom. */
static void
test_flapping (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new ();

  client_fixture_subscribe (fixture, "private-a");
  pusher_client_connect (fixture->client);
  for (int i = 0; i < 600; i++)
    {
      if (!fake_transport_is_abandoned (client_fixture_socket (fixture)))
        {
          client_fixture_greet (fixture, "1.1");
          fake_transport_close (client_fixture_socket (fixture), 4200, "");
        }
      fake_clock_advance (fixture->clock, 0.1);
    }
  g_assert_cmpuint (fake_authorizer_get_asked (fixture->authorizer), <=, 7);
}

static void
test_no_endpoint (void)
{
  g_autoptr (PusherOptions) options = pusher_options_new ("k");
  FakeClock *clock = fake_clock_new ();
  FakeNetwork *network = fake_network_new ();
  PusherClient *client;
  PusherChannel *channel;

  pusher_options_set_host (options, "h");
  client = pusher_client_new (options, NULL, PUSHER_CLOCK (clock), fake_network_make, network, NULL,
                              NULL);
  channel = pusher_client_subscribe (client, "private-a", NULL);
  pusher_client_connect (client);
  fake_transport_deliver (fake_network_get_last (network),
                          "{\"event\":\"pusher:connection_established\","
                          "\"data\":{\"socket_id\":\"1.1\"}}");
  assert_state (channel, PUSHER_CHANNEL_FAILED);
  g_assert_error (pusher_channel_get_error (channel), PUSHER_ERROR, PUSHER_ERROR_BAD_OPTIONS);
  fake_transport_assert_silent (fake_network_get_last (network));

  g_assert_finalize_object (client);
  fake_network_free (network);
  g_assert_finalize_object (clock);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/6.5/the-signature-is-sent", test_auth);
  g_test_add_func ("/pusher/6.7/channel-data-are-sent-byte-for-byte", test_channel_data);
  g_test_add_func ("/pusher/6.8/no-channel-data-are-left-out", test_no_channel_data);
  g_test_add_func ("/pusher/6.10/further-members-are-not-forwarded", test_extra_members);
  g_test_add_func ("/pusher/11.1/the-shared-secret-is-not-sent", test_secret_stays);
  g_test_add_func ("/pusher/6.9/channel-data-must-be-a-string", test_bad_answers);
  g_test_add_func ("/pusher/6.11/a-malformed-answer-is-named", test_bad_answers);
  g_test_add_func ("/pusher/6.22/errors-quote-no-answer", test_bad_answers);
  g_test_add_func ("/pusher/6.11/a-malformed-answer-is-not-retried", test_malformed_is_not_retried);
  g_test_add_func ("/pusher/6.13/a-denial-waits-for-credentials", test_denied);
  g_test_add_func ("/pusher/6.13/new-credentials-leave-the-rest", test_credentials_leave_others);
  g_test_add_func ("/pusher/6.14/an-unavailable-endpoint-is-asked-again", test_unavailable);
  g_test_add_func ("/pusher/6.14/the-wait-ends-with-the-socket", test_unavailable_then_lost);
  g_test_add_func ("/pusher/6.17/a-failure-is-tried-again-on-reconnect", test_denied);
  g_test_add_func ("/pusher/6.18/other-channels-go-on", test_others_go_on);
  g_test_add_func ("/pusher/6.19/a-lost-socket-cancels-the-request", test_lost_while_authorising);
  g_test_add_func ("/pusher/6.20/flapping-does-not-hammer", test_flapping);
  g_test_add_func ("/pusher/6.5/no-endpoint-is-an-error", test_no_endpoint);

  return g_test_run ();
}
