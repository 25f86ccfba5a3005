/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Signing in, and what comes of it (protocol §10). */

#include "user-fixture.h"

#include <string.h>

#define SIGN_IN(socket)                                                                            \
  "{\"event\":\"pusher:signin\",\"data\":{\"auth\":\"key:" socket                                  \
  "\",\"user_data\":\"{\\\"id\\\":\\\"me\\\"}\"}}"
#define SUBSCRIBE "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"#server-to-user-me\"}}"

static void
test_sign_in (void)
{
  g_autoptr (UserFixture) fixture = user_fixture_new ();
  FakeTransport *socket;

  pusher_client_connect (fixture->base->client);
  client_fixture_greet (fixture->base, "1.1");
  socket = client_fixture_socket (fixture->base);
  g_assert_cmpuint (fake_authorizer_get_asked (fixture->authenticator), ==, 0);

  pusher_user_sign_in (fixture->user);
  /* Nobody else is asked, and nobody is asked twice. */
  pusher_user_sign_in (fixture->user);
  g_assert_cmpstr (fake_authorizer_get_order (fixture->authenticator), ==, "-");
  g_assert_cmpuint (fake_authorizer_get_asked (fixture->base->authorizer), ==, 0);
  fake_transport_assert_silent (socket);

  fake_authorizer_allow (fixture->authenticator, NULL);
  fake_transport_assert_sent (socket, SIGN_IN ("1.1"));
  pusher_user_sign_in (fixture->user);
  fake_transport_assert_silent (socket);
  g_assert_null (pusher_user_get_id (fixture->user));

  user_fixture_succeed (fixture, "me");
  g_assert_cmpstr (pusher_user_get_id (fixture->user), ==, "me");
  g_assert_cmpstr (pusher_user_get_data (fixture->user), ==, "{\"id\":\"me\"}");
  fake_transport_assert_sent (socket, SUBSCRIBE);
  pusher_user_sign_in (fixture->user);
  fake_transport_assert_silent (socket);
  g_assert_cmpuint (fake_authorizer_get_asked (fixture->authenticator), ==, 1);
  g_assert_cmpstr (fixture->states->str, ==, "waiting authenticating pending signed-in ");
  g_assert_cmpuint (fixture->base->events->len, ==, 0);
}

static void
test_deferred (void)
{
  g_autoptr (UserFixture) fixture = user_fixture_new ();

  pusher_user_sign_in (fixture->user);
  user_fixture_assert_state (fixture, PUSHER_USER_WAITING);
  pusher_client_connect (fixture->base->client);
  g_assert_cmpuint (fake_authorizer_get_asked (fixture->authenticator), ==, 0);
  client_fixture_greet (fixture->base, "1.1");
  fake_authorizer_allow (fixture->authenticator, NULL);
  fake_transport_assert_sent (client_fixture_socket (fixture->base), SIGN_IN ("1.1"));
}

static void
test_reconnect (void)
{
  g_autoptr (UserFixture) fixture = user_fixture_new_signed_in ();

  client_fixture_reconnect (fixture->base, "2.2");
  g_assert_null (pusher_user_get_id (fixture->user));
  g_assert_cmpuint (fake_authorizer_get_asked (fixture->authenticator), ==, 2);
  fake_authorizer_allow_on (fixture->authenticator, "2.2", NULL);
  fake_transport_assert_sent (client_fixture_socket (fixture->base), SIGN_IN ("2.2"));
  user_fixture_succeed (fixture, "me");
  fake_transport_assert_sent (client_fixture_socket (fixture->base), SUBSCRIBE);
  g_assert_cmpstr (fixture->states->str, ==, "waiting authenticating pending signed-in ");
}

/* An answer for a socket that is gone signs nobody in on the next. */
static void
test_stale_answer (void)
{
  g_autoptr (UserFixture) fixture = user_fixture_new ();

  fake_authorizer_set_late (fixture->authenticator, TRUE);
  pusher_user_sign_in (fixture->user);
  pusher_client_connect (fixture->base->client);
  client_fixture_greet (fixture->base, "1.1");
  client_fixture_reconnect (fixture->base, "2.2");
  fake_authorizer_allow_on (fixture->authenticator, "1.1", NULL);
  fake_transport_assert_silent (client_fixture_socket (fixture->base));
  fake_authorizer_allow_on (fixture->authenticator, "2.2", NULL);
  fake_transport_assert_sent (client_fixture_socket (fixture->base), SIGN_IN ("2.2"));
  fake_transport_assert_silent (client_fixture_socket (fixture->base));
}

static void
test_success_forms (void)
{
  static const char *const frames[] = {
    "{\"event\":\"pusher:signin_success\",\"data\":{\"auth\":\"key:x\","
    "\"user_data\":\"{\\\"id\\\":\\\"u1\\\",\\\"name\\\":\\\"é\\\"}\"}}",
    "{\"event\":\"pusher:signin_success\",\"data\":\"{\\\"user_data\\\":"
    "\\\"{\\\\\\\"id\\\\\\\":\\\\\\\"u1\\\\\\\"}\\\"}\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      g_autoptr (UserFixture) fixture = user_fixture_new ();

      pusher_user_sign_in (fixture->user);
      pusher_client_connect (fixture->base->client);
      client_fixture_greet (fixture->base, "1.1");
      fake_authorizer_allow (fixture->authenticator, NULL);
      fake_transport_deliver (client_fixture_socket (fixture->base), "%s", frames[i]);
      g_assert_cmpstr (pusher_user_get_id (fixture->user), ==, "u1");
    }
}

static void
test_unasked_success (void)
{
  g_autoptr (UserFixture) fixture = user_fixture_new ();

  pusher_client_connect (fixture->base->client);
  client_fixture_greet (fixture->base, "1.1");
  user_fixture_succeed (fixture, "somebody");
  user_fixture_assert_state (fixture, PUSHER_USER_SIGNED_OUT);
  pusher_user_sign_in (fixture->user);
  user_fixture_succeed (fixture, "somebody");
  user_fixture_assert_state (fixture, PUSHER_USER_AUTHENTICATING);
  g_assert_null (pusher_user_get_id (fixture->user));
  fake_authorizer_allow (fixture->authenticator, NULL);
}

static void
test_events (void)
{
  g_autoptr (UserFixture) fixture = user_fixture_new_signed_in ();
  FakeTransport *socket = client_fixture_socket (fixture->base);

  /* Before and after the subscription's success: some servers never send one. */
  for (int i = 0; i < 2; i++)
    {
      fake_transport_deliver (socket, "{\"event\":\"hello\",\"channel\":\"#server-to-user-me\","
                                      "\"data\":\"words\"}");
      g_assert_cmpuint (fixture->events->len, ==, (guint) i + 1);
      g_assert_cmpstr (g_ptr_array_index (fixture->events, i), ==, "hello words");
      client_fixture_succeed (fixture->base, "#server-to-user-me");
    }

  /* The protocol's own are nobody's business. */
  fake_transport_deliver (socket, "{\"event\":\"pusher:x\",\"channel\":\"#server-to-user-me\"}");
  fake_transport_deliver (socket,
                          "{\"event\":\"pusher_internal:x\",\"channel\":\"#server-to-user-me\"}");
  fake_transport_deliver (socket, "{\"event\":\"pusher:subscription_error\","
                                  "\"channel\":\"#server-to-user-me\"}");
  g_assert_cmpuint (fixture->events->len, ==, 2);
  g_assert_cmpuint (fixture->base->events->len, ==, 0);
}

static void
test_events_of_others (void)
{
  static const char *const channels[] = { "#server-to-user-other", "#server-to-user-",
                                          "#server-to-user-me2", "#server-to-user-ME" };
  g_autoptr (UserFixture) fixture = user_fixture_new_signed_in ();

  for (gsize i = 0; i < G_N_ELEMENTS (channels); i++)
    fake_transport_deliver (client_fixture_socket (fixture->base),
                            "{\"event\":\"hello\",\"channel\":\"%s\"}", channels[i]);
  g_assert_cmpuint (fixture->events->len, ==, 0);
  g_assert_cmpuint (fixture->base->events->len, ==, 0);

  /* Nor ours, when nobody is signed in. */
  client_fixture_reconnect (fixture->base, "2.2");
  fake_transport_deliver (client_fixture_socket (fixture->base),
                          "{\"event\":\"hello\",\"channel\":\"#server-to-user-me\"}");
  g_assert_cmpuint (fixture->events->len, ==, 0);
  fake_authorizer_allow (fixture->authenticator, NULL);
}

static void
test_disconnect (void)
{
  g_autoptr (UserFixture) fixture = user_fixture_new_signed_in ();

  pusher_client_disconnect (fixture->base->client);
  user_fixture_assert_state (fixture, PUSHER_USER_WAITING);
  g_assert_null (pusher_user_get_id (fixture->user));
  g_assert_null (pusher_user_get_data (fixture->user));
  g_assert_cmpuint (fake_clock_get_timers (fixture->base->clock), ==, 0);

  /* In the middle of it. */
  pusher_client_connect (fixture->base->client);
  client_fixture_greet (fixture->base, "2.2");
  pusher_client_disconnect (fixture->base->client);
  g_assert_cmpuint (fake_authorizer_get_cancelled (fixture->authenticator), ==, 1);
  pusher_client_connect (fixture->base->client);
  client_fixture_greet (fixture->base, "3.3");
  fake_authorizer_allow (fixture->authenticator, NULL);
  pusher_client_disconnect (fixture->base->client);
  g_assert_cmpuint (fake_clock_get_timers (fixture->base->clock), ==, 0);
}

/* Another user needs another connection: servers disagree about a second sign-in on the same. */
static void
test_another_user (void)
{
  g_autoptr (UserFixture) fixture = user_fixture_new_signed_in ();

  pusher_user_sign_in (fixture->user);
  pusher_client_credentials_changed (fixture->base->client);
  pusher_client_retry_now (fixture->base->client);
  fake_transport_assert_silent (client_fixture_socket (fixture->base));
  g_assert_cmpuint (fake_authorizer_get_asked (fixture->authenticator), ==, 1);
  user_fixture_succeed (fixture, "other");
  g_assert_cmpstr (pusher_user_get_id (fixture->user), ==, "me");

  pusher_client_disconnect (fixture->base->client);
  pusher_client_connect (fixture->base->client);
  client_fixture_greet (fixture->base, "2.2");
  fake_authorizer_answer (fixture->authenticator, NULL,
                          "{\"auth\":\"key:s\",\"user_data\":\"{\\\"id\\\":\\\"other\\\"}\"}");
  user_fixture_succeed (fixture, "other");
  g_assert_cmpstr (pusher_user_get_id (fixture->user), ==, "other");
}

#define WATCHLIST(events)                                                                          \
  "{\"event\":\"pusher_internal:watchlist_events\",\"data\":\"{\\\"events\\\":" events "}\"}"

static void
test_watchlist (void)
{
  g_autoptr (UserFixture) fixture = user_fixture_new_signed_in ();
  FakeTransport *socket = client_fixture_socket (fixture->base);

  fake_transport_deliver (
      socket, "%s",
      WATCHLIST ("[{\\\"name\\\":\\\"online\\\",\\\"user_ids\\\":[\\\"1\\\","
                 "\\\"2\\\"]},{\\\"name\\\":\\\"offline\\\",\\\"user_ids\\\":"
                 "[\\\"3\\\"]},{\\\"name\\\":\\\"away\\\",\\\"user_ids\\\":[]}]"));
  g_assert_cmpuint (fixture->watchlist->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (fixture->watchlist, 0), ==, "online 1,2");
  g_assert_cmpstr (g_ptr_array_index (fixture->watchlist, 1), ==, "offline 3");
  g_assert_cmpstr (g_ptr_array_index (fixture->watchlist, 2), ==, "away ");
}

static void
test_odd_watchlists (void)
{
  static const char *const frames[] = {
    "{\"event\":\"pusher_internal:watchlist_events\"}",
    "{\"event\":\"pusher_internal:watchlist_events\",\"data\":5}",
    "{\"event\":\"pusher_internal:watchlist_events\",\"data\":\"x\"}",
    WATCHLIST ("null"),
    WATCHLIST ("{}"),
    WATCHLIST ("[5,null,[],{}]"),
    WATCHLIST ("[{\\\"name\\\":5,\\\"user_ids\\\":[]}]"),
    WATCHLIST ("[{\\\"name\\\":\\\"online\\\"}]"),
    WATCHLIST ("[{\\\"name\\\":\\\"online\\\",\\\"user_ids\\\":\\\"1\\\"}]"),
  };
  g_autoptr (UserFixture) fixture = user_fixture_new_signed_in ();

  for (gsize i = 0; i < G_N_ELEMENTS (frames); i++)
    fake_transport_deliver (client_fixture_socket (fixture->base), "%s", frames[i]);
  g_assert_cmpuint (fixture->watchlist->len, ==, 0);
  g_assert_cmpuint (fixture->base->events->len, ==, 0);
  user_fixture_assert_state (fixture, PUSHER_USER_SIGNED_IN);
}

/* Each entry says what is, not what has changed: it may be said again and again. */
static void
test_watchlist_again (void)
{
  g_autoptr (UserFixture) fixture = user_fixture_new_signed_in ();

  for (int i = 0; i < 3; i++)
    {
      fake_transport_deliver (
          client_fixture_socket (fixture->base), "%s",
          WATCHLIST ("[{\\\"name\\\":\\\"online\\\",\\\"user_ids\\\":[\\\"1\\\",\\\"1\\\"]}]"));
      g_assert_cmpuint (fixture->watchlist->len, ==, (guint) i + 1);
      g_assert_cmpstr (g_ptr_array_index (fixture->watchlist, i), ==, "online 1");
      client_fixture_reconnect (fixture->base, "2.2");
      fake_authorizer_allow (fixture->authenticator, NULL);
      user_fixture_succeed (fixture, "me");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/10.2/the-whole-way", test_sign_in);
  g_test_add_func ("/pusher/10.3/before-the-connection", test_deferred);
  g_test_add_func ("/pusher/10.4/twice-is-one-request", test_sign_in);
  g_test_add_func ("/pusher/10.5/again-on-each-connection", test_reconnect);
  g_test_add_func ("/pusher/10.5/a-stale-answer-is-discarded", test_stale_answer);
  g_test_add_func ("/pusher/10.7/success-in-any-form", test_success_forms);
  g_test_add_func ("/pusher/10.7/an-unasked-success-is-none", test_unasked_success);
  g_test_add_func ("/pusher/10.12/events-for-the-user", test_events);
  g_test_add_func ("/pusher/10.13/with-or-without-a-subscription", test_events);
  g_test_add_func ("/pusher/10.14/events-for-others", test_events_of_others);
  g_test_add_func ("/pusher/10.15/a-lost-connection-signs-out", test_disconnect);
  g_test_add_func ("/pusher/10.16/another-user-on-another-connection", test_another_user);
  g_test_add_func ("/pusher/10.17/an-entry-is-a-signal", test_watchlist);
  g_test_add_func ("/pusher/10.17/what-is-no-entry", test_odd_watchlists);
  g_test_add_func ("/pusher/10.19/an-entry-may-come-again", test_watchlist_again);

  return g_test_run ();
}
