/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What follows errors and close codes (protocol §4). */

#include "client-fixture.h"

#include <string.h>

static double
next_attempt_in (ClientFixture *fixture)
{
  gint64 delay = pusher_client_get_next_attempt_in (fixture->client);

  return delay < 0 ? -1 : (double) delay / G_USEC_PER_SEC;
}

static void
test_errors_are_information (void)
{
  static const int codes[] = { 4000, 4001, 4009, 4100, 4200, 4201, 4301 };
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  FakeTransport *socket = client_fixture_socket (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *code = g_strdup_printf ("%d", codes[i]);

      fake_transport_deliver (
          socket, "{\"event\":\"pusher:error\",\"data\":{\"code\":%s,\"message\":\"The words\"}}",
          code);
      g_assert_cmpuint (fixture->errors->len, ==, i + 1);
      g_assert_nonnull (strstr (client_fixture_last_error (fixture)->message, code));
      g_assert_nonnull (strstr (client_fixture_last_error (fixture)->message, "The words"));
    }
  g_assert_cmpstr (fixture->states->str, ==, "");
  g_assert_false (fake_transport_is_abandoned (socket));
  g_assert_cmpuint (fixture->events->len, ==, 0);
}

static void
test_error_forms (void)
{
  static const struct
  {
    const char *data;
    const char *words;
  } cases[] = {
    { "{\"code\":4301,\"message\":\"w\"}", "4301: w" },
    { "\"{\\\"code\\\":4301,\\\"message\\\":\\\"w\\\"}\"", "4301: w" },
    { "{\"code\":\"4301\",\"message\":\"w\"}", "4301: w" },
    { "{\"message\":\"Existing subscription to channel X\"}", "Existing subscription" },
    { "{\"code\":null,\"message\":\"w é\"}", "w é" },
    { "{\"code\":-1,\"message\":\"w\"}", "w" },
    { "{\"code\":99999999999999999999,\"message\":\"w\"}", "w" },
    { "{\"code\":4301.5,\"message\":\"w\"}", "w" },
    { "{\"code\":{},\"message\":[]}", "" },
    { "{\"code\":4301}", "4301" },
    { "\"plain words\"", "plain words" },
    { "null", "" },
    { "[]", "" },
    { "5", "" },
    { "{\"message\":\"\\u0000\\ud83d\"}", "\xef\xbf\xbd" },
  };
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const GError *error;

      fake_transport_deliver (client_fixture_socket (fixture),
                              "{\"event\":\"pusher:error\",\"data\":%s}", cases[i].data);
      g_assert_cmpuint (fixture->errors->len, ==, i + 1);
      error = client_fixture_last_error (fixture);
      if (strstr (error->message, cases[i].words) == NULL)
        g_error ("%s: %s", cases[i].data, error->message);
    }
  fake_transport_deliver (client_fixture_socket (fixture), "{\"event\":\"pusher:error\"}");
  g_assert_cmpint (pusher_client_get_state (fixture->client), ==, PUSHER_CONNECTION_CONNECTED);
}

static void
test_long_message (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  g_autofree char *words = g_strnfill (50000, 'x');

  fake_transport_deliver (client_fixture_socket (fixture),
                          "{\"event\":\"pusher:error\",\"data\":{\"message\":\"%s\"}}", words);
  g_assert_cmpuint (strlen (client_fixture_last_error (fixture)->message), <, 500);
}

static void
test_error_of_a_channel (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  PusherChannel *channel = client_fixture_subscribed (fixture, "zzz");

  fake_transport_deliver (client_fixture_socket (fixture),
                          "{\"event\":\"pusher:error\",\"channel\":\"zzz\",\"data\":{\"code\":4301,"
                          "\"message\":\"The app does not have client messaging enabled.\"}}");
  g_assert_cmpuint (fixture->errors->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (fixture->error_channels, 0), ==, "zzz");
  g_assert_cmpint (pusher_channel_get_state (channel), ==, PUSHER_CHANNEL_SUBSCRIBED);
  g_assert_cmpstr (fixture->states->str, ==, "");
}

static void
test_refused (void)
{
  static const guint codes[] = { 4001, 4003, 4005, 4006, 4007, 4099 };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
      g_autofree char *code = g_strdup_printf ("%u", codes[i]);

      fake_transport_close (client_fixture_socket (fixture), codes[i], "A reason");
      g_assert_cmpstr (fixture->states->str, ==, "refused ");
      g_assert_error (client_fixture_last_error (fixture), PUSHER_ERROR, PUSHER_ERROR_REFUSED);
      g_assert_nonnull (strstr (client_fixture_last_error (fixture)->message, code));
      g_assert_nonnull (strstr (client_fixture_last_error (fixture)->message, "A reason"));
      g_assert_cmpuint (pusher_error_get_status (client_fixture_last_error (fixture)), ==,
                        codes[i]);
      fake_clock_advance (fixture->clock, 86400);
      g_assert_cmpuint (fake_network_get_made (fixture->network), ==, 1);
      g_assert_cmpstr (fixture->states->str, ==, "refused ");

      /* Until somebody asks. */
      pusher_client_connect (fixture->client);
      g_assert_cmpuint (fake_network_get_made (fixture->network), ==, 2);
      client_fixture_greet (fixture, "2.2");
      g_assert_null (pusher_client_get_last_error (fixture->client));
    }
}

static void
test_slow_retry (void)
{
  static const guint codes[] = { 4004, 4009 };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

      fake_transport_close (client_fixture_socket (fixture), codes[i], "");
      g_assert_cmpstr (fixture->states->str, ==, "refused ");
      fake_clock_advance (fixture->clock, 299);
      g_assert_cmpuint (fake_network_get_made (fixture->network), ==, 1);
      fake_clock_advance (fixture->clock, 1);
      g_assert_cmpuint (fake_network_get_made (fixture->network), ==, 2);
      fake_transport_close (client_fixture_socket (fixture), codes[i], "");
      pusher_client_retry_now (fixture->client);
      g_assert_cmpuint (fake_network_get_made (fixture->network), ==, 3);
      client_fixture_greet (fixture, "2.2");
    }
}

/* All of these come back, the first time after 1 to 2 s and then ever later. */
static void
test_back_off (void)
{
  static const guint codes[] = { 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008,
                                 1009, 1011, 3999, 4100, 4199, 4300, 4301, 4999 };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

      fake_clock_advance (fixture->clock, 20);
      fake_transport_close (client_fixture_socket (fixture), codes[i], NULL);
      g_assert_cmpfloat (next_attempt_in (fixture), ==, 1.0);
      fake_clock_advance (fixture->clock, 1);
      client_fixture_greet (fixture, "2.2");
      fake_transport_close (client_fixture_socket (fixture), codes[i], "again");
      g_assert_cmpfloat (next_attempt_in (fixture), ==, 2.0);
      g_assert_cmpstr (fixture->states->str, ==, "connecting connected connecting ");
    }
}

static void
test_at_once (void)
{
  static const guint codes[] = { 4200, 4201, 4299 };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

      fake_clock_advance (fixture->clock, 20);
      fake_transport_close (client_fixture_socket (fixture), codes[i], "");
      g_assert_cmpfloat (next_attempt_in (fixture), ==, 0.0);
      fake_clock_advance (fixture->clock, 0);
      g_assert_cmpuint (fake_network_get_made (fixture->network), ==, 2);
    }
}

/* Soketi answers every attempt so for 3 s; pusher-js opened 1660 sockets in that time. */
static void
test_no_storm (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  fake_clock_advance (fixture->clock, 20);
  for (int i = 0; i < 3000; i++)
    {
      FakeTransport *socket = client_fixture_socket (fixture);

      if (!fake_transport_is_abandoned (socket))
        {
          if (i % 2 == 0)
            client_fixture_greet (fixture, "2.2");
          fake_transport_close (socket, 4200, "");
        }
      fake_clock_advance (fixture->clock, 0.001);
    }
  g_assert_cmpuint (fake_network_get_made (fixture->network), <=, 4);
}

/* To connect and die at 5 s is a failure like any. */
static void
test_escalates (void)
{
  static const double delays[] = { 1, 2, 4, 8, 16, 30, 30, 30 };
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  for (gsize i = 0; i < G_N_ELEMENTS (delays); i++)
    {
      fake_clock_advance (fixture->clock, 5);
      fake_transport_close (client_fixture_socket (fixture), 1006, NULL);
      g_assert_cmpfloat (next_attempt_in (fixture), ==, delays[i]);
      fake_clock_advance (fixture->clock, delays[i]);
      client_fixture_greet (fixture, "2.2");
    }
  fake_clock_advance (fixture->clock, 10);
  fake_transport_close (client_fixture_socket (fixture), 1006, NULL);
  g_assert_cmpfloat (next_attempt_in (fixture), ==, 1.0);
}

static void
test_never_gives_up (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new ();

  pusher_client_connect (fixture->client);
  for (guint i = 1; i <= 500; i++)
    {
      fake_transport_fail (client_fixture_socket (fixture), PUSHER_ERROR_NETWORK, "No route", 0);
      g_assert_cmpfloat (next_attempt_in (fixture), >, 0);
      g_assert_cmpfloat (next_attempt_in (fixture), <=, 60);
      fake_clock_advance (fixture->clock, next_attempt_in (fixture));
      g_assert_cmpuint (fake_network_get_made (fixture->network), ==, i + 1);
    }
}

static void
test_vanished (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  fake_transport_fail (client_fixture_socket (fixture), PUSHER_ERROR_NETWORK, "It was lost", 0);
  g_assert_error (client_fixture_last_error (fixture), PUSHER_ERROR, PUSHER_ERROR_NETWORK);
  g_assert_cmpstr (client_fixture_last_error (fixture)->message, ==, "It was lost");
  g_assert_cmpfloat (next_attempt_in (fixture), ==, 1.0);
  g_assert_cmpuint (fixture->errors->len, ==, 1);
}

static void
test_reasons (void)
{
  static const struct
  {
    guint code;
    const char *reason;
    const char *words;
  } cases[] = {
    { 4200, "Going away", "4200: Going away" },
    { 4200, "", "4200)" },
    { 4200, NULL, "4200)" },
    { 4001, "App key é “x”\n\a does not exist", "App key é “x”" },
    { 4001, "", "4001" },
    { 4001, NULL, "4001" },
    { 4009, "back\\slash \"quoted\"", "back\\slash \"quoted\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

      fake_transport_close (client_fixture_socket (fixture), cases[i].code, cases[i].reason);
      if (strstr (client_fixture_last_error (fixture)->message, cases[i].words) == NULL)
        g_error ("%u %s: %s", cases[i].code, cases[i].reason,
                 client_fixture_last_error (fixture)->message);
    }
}

static void
test_retry_after (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new ();

  pusher_client_connect (fixture->client);
  fake_transport_fail (client_fixture_socket (fixture), PUSHER_ERROR_HTTP, "Busy", 40);
  g_assert_cmpfloat (next_attempt_in (fixture), ==, 40.0);
  fake_clock_advance (fixture->clock, 40);
  /* Never earlier than our own patience says. */
  fake_transport_fail (client_fixture_socket (fixture), PUSHER_ERROR_HTTP, "Busy", 1);
  g_assert_cmpfloat (next_attempt_in (fixture), ==, 2.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/4.1/an-error-is-information", test_errors_are_information);
  g_test_add_func ("/pusher/4.2/an-error-in-any-form", test_error_forms);
  g_test_add_func ("/pusher/4.2/a-long-message-is-cut", test_long_message);
  g_test_add_func ("/pusher/4.3/an-error-of-a-channel", test_error_of_a_channel);
  g_test_add_func ("/pusher/4.6/a-refusal-is-final", test_refused);
  g_test_add_func ("/pusher/4.7/a-passing-refusal-is-retried-slowly", test_slow_retry);
  g_test_add_func ("/pusher/4.8/4100-backs-off", test_back_off);
  g_test_add_func ("/pusher/4.11/4300-and-more-back-off", test_back_off);
  g_test_add_func ("/pusher/4.12/other-codes-back-off", test_back_off);
  g_test_add_func ("/pusher/4.9/4200-reconnects-at-once", test_at_once);
  g_test_add_func ("/pusher/4.10/4200-again-backs-off", test_no_storm);
  g_test_add_func ("/pusher/4.13/a-socket-that-vanished-backs-off", test_vanished);
  g_test_add_func ("/pusher/4.16/the-code-and-the-reason-are-told", test_reasons);
  g_test_add_func ("/pusher/4.18/to-die-young-escalates", test_escalates);
  g_test_add_func ("/pusher/4.19/never-gives-up", test_never_gives_up);
  g_test_add_func ("/pusher/1.11/retry-after-is-honoured", test_retry_after);

  return g_test_run ();
}
