/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Signing in does not work (protocol §10), and who depends on it (rows 7.9, 7.20). */

#include "user-fixture.h"

#include <string.h>

/* The authenticator was asked on socket 1.1. */
static UserFixture *
authenticating (void)
{
  UserFixture *fixture = user_fixture_new ();

  pusher_user_sign_in (fixture->user);
  pusher_client_connect (fixture->base->client);
  client_fixture_greet (fixture->base, "1.1");

  return fixture;
}

/* The server was asked. */
static UserFixture *
pending (void)
{
  UserFixture *fixture = authenticating ();

  fake_authorizer_allow (fixture->authenticator, NULL);
  fake_transport_forget_sent (client_fixture_socket (fixture->base));

  return fixture;
}

static void
assert_failed (UserFixture *fixture, int code)
{
  user_fixture_assert_state (fixture, PUSHER_USER_FAILED);
  g_assert_error (pusher_user_get_error (fixture->user), PUSHER_ERROR, code);
  g_assert_null (pusher_user_get_id (fixture->user));
  g_assert_cmpint (pusher_client_get_state (fixture->base->client), ==,
                   PUSHER_CONNECTION_CONNECTED);
}

static void
pass_time (UserFixture *fixture, guint seconds)
{
  for (guint i = 0; i < seconds; i++)
    {
      fake_clock_advance (fixture->base->clock, 1);
      fake_transport_deliver (client_fixture_socket (fixture->base), "{\"event\":\"pusher:pong\"}");
    }
}

static void
test_denied (void)
{
  static const int codes[]
      = { PUSHER_ERROR_UNAUTHORIZED, PUSHER_ERROR_DENIED, PUSHER_ERROR_BAD_ANSWER };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (UserFixture) fixture = authenticating ();

      fake_authorizer_refuse (fixture->authenticator, NULL, codes[i], 0);
      assert_failed (fixture, codes[i]);
      pass_time (fixture, 600);
      g_assert_cmpuint (fake_authorizer_get_asked (fixture->authenticator), ==, 1);

      /* It waits for other credentials, or for a person. */
      pusher_client_credentials_changed (fixture->base->client);
      fake_authorizer_refuse (fixture->authenticator, NULL, codes[i], 0);
      pusher_client_retry_now (fixture->base->client);
      fake_authorizer_refuse (fixture->authenticator, NULL, codes[i], 0);
      pusher_user_sign_in (fixture->user);
      fake_authorizer_allow (fixture->authenticator, NULL);
      user_fixture_succeed (fixture, "me");
      g_assert_null (pusher_user_get_error (fixture->user));
    }
}

static void
test_unavailable (void)
{
  static const int codes[]
      = { PUSHER_ERROR_UNAVAILABLE, PUSHER_ERROR_TIMED_OUT, PUSHER_ERROR_NETWORK };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (UserFixture) fixture = authenticating ();

      for (guint j = 0; j < 4; j++)
        {
          fake_authorizer_refuse (fixture->authenticator, NULL, codes[i], 0);
          assert_failed (fixture, codes[i]);
          fake_clock_advance (fixture->base->clock, (1 << j) - 0.1);
          g_assert_cmpuint (fake_authorizer_get_asked (fixture->authenticator), ==, j + 1);
          fake_clock_advance (fixture->base->clock, 0.1);
          g_assert_cmpuint (fake_authorizer_get_asked (fixture->authenticator), ==, j + 2);
        }
      fake_authorizer_refuse (fixture->authenticator, NULL, codes[i], 40);
      pass_time (fixture, 39);
      g_assert_cmpuint (fake_authorizer_get_open (fixture->authenticator), ==, 0);
      pass_time (fixture, 1);
      fake_authorizer_refuse (fixture->authenticator, NULL, codes[i], 40);

      /* The wait ends with the socket. */
      pusher_client_disconnect (fixture->base->client);
      g_assert_cmpuint (fake_clock_get_timers (fixture->base->clock), ==, 0);
    }
}

/* A channel that was denied is not asked for each time that the sign-in fails. */
static void
test_denied_channels_stay (void)
{
  g_autoptr (UserFixture) fixture = user_fixture_new ();

  client_fixture_subscribe (fixture->base, "private-a");
  pusher_user_sign_in (fixture->user);
  pusher_client_connect (fixture->base->client);
  client_fixture_greet (fixture->base, "1.1");
  fake_authorizer_refuse (fixture->base->authorizer, "private-a", PUSHER_ERROR_DENIED, 0);
  for (int i = 0; i < 5; i++)
    {
      fake_authorizer_refuse (fixture->authenticator, NULL, PUSHER_ERROR_UNAVAILABLE, 0);
      pass_time (fixture, 60);
    }
  fake_authorizer_allow (fixture->authenticator, NULL);
  user_fixture_succeed (fixture, "me");
  g_assert_cmpuint (fake_authorizer_get_asked (fixture->base->authorizer), ==, 1);
}

static void
test_no_user_data (void)
{
  g_autoptr (UserFixture) fixture = authenticating ();

  fake_authorizer_answer (fixture->authenticator, NULL, "{\"auth\":\"key:s\"}");
  assert_failed (fixture, PUSHER_ERROR_BAD_ANSWER);
  fake_transport_assert_silent (client_fixture_socket (fixture->base));
}

static void
test_bad_success (void)
{
  static const char *const data[] = {
    "null",
    "5",
    "[]",
    "{}",
    "\"x\"",
    "{\"user_data\":null}",
    "{\"user_data\":{\"id\":\"1\"}}",
    "{\"user_data\":\"x\"}",
    "{\"user_data\":\"[]\"}",
    "{\"user_data\":\"{}\"}",
    "{\"user_data\":\"{\\\"id\\\":1}\"}",
    "{\"user_data\":\"{\\\"id\\\":\\\"\\\"}\"}",
    "{\"user_data\":\"{\\\"id\\\":null}\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (data); i++)
    {
      g_autoptr (UserFixture) fixture = pending ();

      fake_transport_deliver (client_fixture_socket (fixture->base),
                              "{\"event\":\"pusher:signin_success\",\"data\":%s}", data[i]);
      assert_failed (fixture, PUSHER_ERROR_BAD_DATA);
      g_assert_null (pusher_user_get_data (fixture->user));
      fake_transport_assert_silent (client_fixture_socket (fixture->base));
    }
}

static void
test_no_answer (void)
{
  g_autoptr (UserFixture) fixture = pending ();

  fake_clock_advance (fixture->base->clock, 9.9);
  user_fixture_assert_state (fixture, PUSHER_USER_PENDING);
  fake_clock_advance (fixture->base->clock, 0.2);
  assert_failed (fixture, PUSHER_ERROR_TIMED_OUT);
  /* A server that does not know about users is not asked for ever. */
  pass_time (fixture, 600);
  g_assert_cmpuint (fake_authorizer_get_asked (fixture->authenticator), ==, 1);

  /* A late answer counts. */
  user_fixture_succeed (fixture, "me");
  user_fixture_assert_state (fixture, PUSHER_USER_SIGNED_IN);
}

static void
test_error_while_pending (void)
{
  static const int codes[] = { 4009, 4200 };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (UserFixture) fixture = pending ();

      fake_transport_deliver (client_fixture_socket (fixture->base),
                              "{\"event\":\"pusher:error\",\"data\":{\"code\":%d,"
                              "\"message\":\"The words\"}}",
                              codes[i]);
      assert_failed (fixture, PUSHER_ERROR_SUBSCRIPTION);
      g_assert_nonnull (strstr (pusher_user_get_error (fixture->user)->message, "The words"));
      g_assert_cmpuint (fixture->base->errors->len, ==, 1);
      /* It was about something else. */
      user_fixture_succeed (fixture, "me");
      user_fixture_assert_state (fixture, PUSHER_USER_SIGNED_IN);
      g_assert_null (pusher_user_get_error (fixture->user));
    }
}

static void
test_other_errors (void)
{
  g_autoptr (UserFixture) fixture = pending ();

  fake_transport_deliver (client_fixture_socket (fixture->base), "no frame");
  fake_transport_deliver (
      client_fixture_socket (fixture->base),
      "{\"event\":\"pusher:error\",\"channel\":\"c\",\"data\":{\"code\":4301}}");
  user_fixture_assert_state (fixture, PUSHER_USER_PENDING);
}

static void
test_closed (void)
{
  g_autoptr (UserFixture) fixture = pending ();

  fake_transport_close (client_fixture_socket (fixture->base), 4009, "");
  g_assert_cmpint (pusher_client_get_state (fixture->base->client), ==, PUSHER_CONNECTION_REFUSED);
  g_assert_error (client_fixture_last_error (fixture->base), PUSHER_ERROR, PUSHER_ERROR_REFUSED);
  user_fixture_assert_state (fixture, PUSHER_USER_WAITING);
  fake_clock_advance (fixture->base->clock, 300);
  client_fixture_greet (fixture->base, "2.2");
  fake_authorizer_allow (fixture->authenticator, NULL);
  user_fixture_succeed (fixture, "me");
}

static void
test_watchlist_too_long (void)
{
  g_autoptr (UserFixture) fixture = user_fixture_new_signed_in ();

  fake_transport_deliver (client_fixture_socket (fixture->base),
                          "{\"event\":\"pusher:error\",\"data\":{\"code\":4302,"
                          "\"message\":\"Watchlist limit exceeded\"}}");
  user_fixture_assert_state (fixture, PUSHER_USER_SIGNED_IN);
  g_assert_cmpuint (fixture->base->errors->len, ==, 1);
  g_assert_cmpint (pusher_client_get_state (fixture->base->client), ==,
                   PUSHER_CONNECTION_CONNECTED);
}

/* A room whose authorisation does not say who we are waits for the sign-in. */
static PusherChannel *
join_undecided (UserFixture *fixture)
{
  PusherChannel *room = client_fixture_subscribe (fixture->base, "presence-a");

  fake_authorizer_answer (fixture->base->authorizer, "presence-a", "{\"auth\":\"key:s\"}");
  g_assert_cmpint (pusher_channel_get_state (room), ==, PUSHER_CHANNEL_WANTED);
  fake_transport_assert_silent (client_fixture_socket (fixture->base));

  return room;
}

static void
test_room_after_success (void)
{
  g_autoptr (UserFixture) fixture = pending ();
  PusherChannel *room = join_undecided (fixture);

  user_fixture_succeed (fixture, "u1");
  fake_authorizer_answer (fixture->base->authorizer, "presence-a", "{\"auth\":\"key:s\"}");
  g_assert_cmpint (pusher_channel_get_state (room), ==, PUSHER_CHANNEL_PENDING);
  fake_transport_deliver (client_fixture_socket (fixture->base),
                          "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":"
                          "\"presence-a\",\"data\":{\"presence\":{\"ids\":[\"u1\",\"u2\"],"
                          "\"hash\":{\"u1\":{},\"u2\":{}},\"count\":2}}}");
  g_assert_cmpstr (pusher_presence_get_my_id (pusher_channel_get_presence (room)), ==, "u1");
}

static void
test_room_after_failure (void)
{
  g_autoptr (UserFixture) fixture = pending ();
  PusherChannel *room = join_undecided (fixture);

  fake_clock_advance (fixture->base->clock, 10.1);
  fake_authorizer_answer (fixture->base->authorizer, "presence-a", "{\"auth\":\"key:s\"}");
  g_assert_cmpint (pusher_channel_get_state (room), ==, PUSHER_CHANNEL_FAILED);
  g_assert_error (pusher_channel_get_error (room), PUSHER_ERROR, PUSHER_ERROR_BAD_ANSWER);
  fake_transport_assert_silent (client_fixture_socket (fixture->base));
}

static void
on_state_disconnect (PusherUser *user, GParamSpec *pspec, gpointer user_data)
{
  UserFixture *fixture = user_data;

  if (pusher_user_get_state (user) != PUSHER_USER_WAITING)
    pusher_client_disconnect (fixture->base->client);
}

static void
test_disconnect_when_told (void)
{
  g_autoptr (UserFixture) fixture = user_fixture_new ();

  g_signal_connect (fixture->user, "notify::state", G_CALLBACK (on_state_disconnect), fixture);
  pusher_user_sign_in (fixture->user);
  pusher_client_connect (fixture->base->client);
  client_fixture_greet (fixture->base, "1.1");
  g_assert_cmpuint (fake_authorizer_get_asked (fixture->authenticator), ==, 0);
  user_fixture_assert_state (fixture, PUSHER_USER_WAITING);
}

static void
test_other_credentials_meanwhile (void)
{
  g_autoptr (UserFixture) fixture = authenticating ();

  pusher_client_credentials_changed (fixture->base->client);
  g_assert_cmpuint (fake_authorizer_get_asked (fixture->authenticator), ==, 2);
  g_assert_cmpuint (fake_authorizer_get_cancelled (fixture->authenticator), ==, 1);
  fake_authorizer_allow (fixture->authenticator, NULL);
  user_fixture_succeed (fixture, "me");
  g_assert_cmpint (pusher_user_get_state (fixture->user), ==, PUSHER_USER_SIGNED_IN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/10.6/a-denial-waits-for-credentials", test_denied);
  g_test_add_func ("/pusher/10.6/an-unavailable-endpoint-is-asked-again", test_unavailable);
  g_test_add_func ("/pusher/10.6/denied-channels-stay-denied", test_denied_channels_stay);
  g_test_add_func ("/pusher/10.6/an-answer-without-a-user", test_no_user_data);
  g_test_add_func ("/pusher/10.8/signed-in-as-nobody", test_bad_success);
  g_test_add_func ("/pusher/10.9/no-answer-at-all", test_no_answer);
  g_test_add_func ("/pusher/10.9/rooms-fail-too", test_room_after_failure);
  g_test_add_func ("/pusher/10.10/an-error-is-the-likely-answer", test_error_while_pending);
  g_test_add_func ("/pusher/10.10/other-errors-are-not", test_other_errors);
  g_test_add_func ("/pusher/10.11/4009-refuses", test_closed);
  g_test_add_func ("/pusher/10.15/disconnected-when-told", test_disconnect_when_told);
  g_test_add_func ("/pusher/10.18/a-long-watchlist-is-no-failure", test_watchlist_too_long);
  g_test_add_func ("/pusher/13.1/a-failed-sign-in-is-told", test_denied);
  g_test_add_func ("/pusher/7.9/a-room-waits-for-the-sign-in", test_room_after_success);
  g_test_add_func ("/pusher/10.6/other-credentials-count-for-what-is-under-way",
                   test_other_credentials_meanwhile);

  return g_test_run ();
}
