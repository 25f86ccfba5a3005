/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From an attempt to the server's greeting, or not (protocol §1, §2). */

#include "client-fixture.h"

#include <string.h>

#define ESTABLISHED "{\"event\":\"pusher:connection_established\",\"data\":"

static ClientFixture *
connecting (void)
{
  ClientFixture *fixture = client_fixture_new ();

  pusher_client_connect (fixture->client);
  return fixture;
}

static void
assert_connected (ClientFixture *fixture, const char *socket_id)
{
  g_assert_cmpint (pusher_client_get_state (fixture->client), ==, PUSHER_CONNECTION_CONNECTED);
  g_assert_cmpstr (pusher_client_get_socket_id (fixture->client), ==, socket_id);
  g_assert_cmpuint (fixture->errors->len, ==, 0);
}

/* The attempt has failed with @code, and the next begins after a while. */
static void
assert_retried (ClientFixture *fixture, int code)
{
  guint made = fake_network_get_made (fixture->network);

  g_assert_cmpuint (fixture->errors->len, ==, 1);
  g_assert_error (client_fixture_last_error (fixture), PUSHER_ERROR, code);
  g_assert_error (pusher_client_get_last_error (fixture->client), PUSHER_ERROR, code);
  g_assert_true (fake_transport_is_abandoned (client_fixture_socket (fixture)));
  g_assert_null (pusher_client_get_socket_id (fixture->client));
  fake_clock_advance (fixture->clock, 0.9);
  g_assert_cmpuint (fake_network_get_made (fixture->network), ==, made);
  fake_clock_advance (fixture->clock, 0.2);
  g_assert_cmpuint (fake_network_get_made (fixture->network), ==, made + 1);
  client_fixture_greet (fixture, "9.9");
  g_assert_null (pusher_client_get_last_error (fixture->client));
}

static void
test_greeting (void)
{
  g_autoptr (ClientFixture) fixture = connecting ();

  fake_transport_deliver (client_fixture_socket (fixture),
                          ESTABLISHED "\"{\\\"socket_id\\\":\\\"1.2\\\","
                                      "\\\"activity_timeout\\\":30}\"}");
  assert_connected (fixture, "1.2");
  g_assert_cmpstr (fixture->states->str, ==, "connecting connected ");
}

static void
test_greeting_object (void)
{
  g_autoptr (ClientFixture) fixture = connecting ();

  fake_transport_deliver (client_fixture_socket (fixture),
                          ESTABLISHED "{\"socket_id\":\"1.2\",\"activity_timeout\":30}}");
  assert_connected (fixture, "1.2");
}

static void
test_opaque_socket_id (void)
{
  g_autoptr (ClientFixture) fixture = connecting ();

  client_fixture_greet (fixture, "5824635593.3316989737");
  assert_connected (fixture, "5824635593.3316989737");
}

static void
test_no_activity_timeout (void)
{
  static const char *const members[] = {
    "",
    ",\"activity_timeout\":0",
    ",\"activity_timeout\":-5",
    ",\"activity_timeout\":null",
    ",\"activity_timeout\":\"soon\"",
    ",\"activity_timeout\":{}",
    ",\"activity_timeout\":0.2",
    ",\"activity_timeout\":1e300",
    ",\"activity_timeout\":99999999999999999999",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr (ClientFixture) fixture = connecting ();
      FakeTransport *socket = client_fixture_socket (fixture);

      fake_transport_deliver (socket, ESTABLISHED "{\"socket_id\":\"1.2\"%s}}", members[i]);
      assert_connected (fixture, "1.2");
      fake_clock_advance (fixture->clock, 119);
      fake_transport_assert_silent (socket);
      fake_clock_advance (fixture->clock, 2);
      fake_transport_assert_sent (socket, "{\"event\":\"pusher:ping\",\"data\":{}}");
    }
}

static void
test_no_socket_id (void)
{
  static const char *const data[] = {
    "{}",
    "{\"socket_id\":\"\"}",
    "{\"socket_id\":null}",
    "{\"socket_id\":12}",
    "[]",
    "\"x\"",
    "{\"socket_id\":[\"1\"]}",
    "null",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (data); i++)
    {
      g_autoptr (ClientFixture) fixture = connecting ();

      fake_transport_deliver (client_fixture_socket (fixture), ESTABLISHED "%s}", data[i]);
      assert_retried (fixture, PUSHER_ERROR_HANDSHAKE);
    }
}

static void
test_error_first (void)
{
  static const char *const frames[] = {
    "{\"event\":\"pusher:error\",\"data\":{\"code\":4100,\"message\":\"Over capacity\"}}",
    "{\"event\":\"pusher:error\",\"data\":\"{\\\"code\\\":4100,\\\"message\\\":\\\"O\\\"}\"}",
    "{\"event\":\"pusher:error\",\"data\":{\"code\":\"4100\"}}",
    "{\"event\":\"pusher:error\",\"data\":{\"code\":null,\"message\":\"Who knows\"}}",
    "{\"event\":\"pusher:error\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      g_autoptr (ClientFixture) fixture = connecting ();

      fake_transport_deliver_bytes (client_fixture_socket (fixture), frames[i], strlen (frames[i]));
      assert_retried (fixture, PUSHER_ERROR_SERVER);
    }
}

/* Reverb says so and leaves the socket open. */
static void
test_refused_first (void)
{
  g_autoptr (ClientFixture) fixture = connecting ();

  fake_transport_deliver (client_fixture_socket (fixture),
                          "{\"event\":\"pusher:error\",\"data\":\"{\\\"code\\\":4001,"
                          "\\\"message\\\":\\\"Application does not exist\\\"}\"}");
  g_assert_cmpint (pusher_client_get_state (fixture->client), ==, PUSHER_CONNECTION_REFUSED);
  g_assert_error (client_fixture_last_error (fixture), PUSHER_ERROR, PUSHER_ERROR_REFUSED);
  g_assert_nonnull (strstr (client_fixture_last_error (fixture)->message, "4001"));
  g_assert_nonnull (
      strstr (client_fixture_last_error (fixture)->message, "Application does not exist"));
  g_assert_true (fake_transport_is_abandoned (client_fixture_socket (fixture)));
  fake_clock_advance (fixture->clock, 3600);
  g_assert_cmpuint (fake_network_get_made (fixture->network), ==, 1);
}

static void
test_wrong_first_frame (void)
{
  static const struct
  {
    const char *frame;
    int code;
  } cases[] = {
    { "{\"event\":\"hello\"}", PUSHER_ERROR_HANDSHAKE },
    { "{\"event\":\"pusher:pong\"}", PUSHER_ERROR_HANDSHAKE },
    { "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"c\"}",
      PUSHER_ERROR_HANDSHAKE },
    { "<html>", PUSHER_ERROR_BAD_FRAME },
    { "[]", PUSHER_ERROR_BAD_FRAME },
    { "", PUSHER_ERROR_BAD_FRAME },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ClientFixture) fixture = connecting ();

      fake_transport_deliver_bytes (client_fixture_socket (fixture), cases[i].frame,
                                    strlen (cases[i].frame));
      fake_transport_assert_silent (client_fixture_socket (fixture));
      g_assert_cmpuint (fixture->events->len, ==, 0);
      assert_retried (fixture, cases[i].code);
    }
}

static void
test_second_greeting (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  FakeTransport *socket = client_fixture_socket (fixture);

  client_fixture_subscribed (fixture, "c");
  client_fixture_greet (fixture, "2.2");
  assert_connected (fixture, "1.1");
  fake_transport_assert_silent (socket);
  g_assert_cmpstr (fixture->states->str, ==, "");
  g_assert_cmpuint (fixture->events->len, ==, 0);
}

/* Before the greeting the server is answered one thing only: a ping. */
static void
test_ping_before_greeting (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new ();
  FakeTransport *socket;

  client_fixture_subscribe (fixture, "c");
  pusher_client_connect (fixture->client);
  socket = client_fixture_socket (fixture);
  fake_transport_deliver (socket, "{\"event\":\"pusher:ping\"}");
  fake_transport_assert_sent (socket, "{\"event\":\"pusher:pong\",\"data\":{}}");
  fake_transport_deliver_binary (socket);
  fake_transport_deliver_activity (socket);
  fake_transport_assert_silent (socket);
  client_fixture_greet (fixture, "1.1");
  fake_transport_assert_sent (socket,
                              "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"c\"}}");
  fake_transport_assert_silent (socket);
}

static void
test_subscribes_when_connected (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new ();
  FakeTransport *socket;

  client_fixture_subscribe (fixture, "private-a");
  client_fixture_subscribe (fixture, "b");
  client_fixture_subscribe (fixture, "c");
  g_assert_cmpuint (fake_authorizer_get_asked (fixture->authorizer), ==, 0);
  pusher_client_connect (fixture->client);
  client_fixture_greet (fixture, "1.1");

  socket = client_fixture_socket (fixture);
  fake_transport_assert_sent (socket,
                              "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"b\"}}");
  fake_transport_assert_sent (socket,
                              "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"c\"}}");
  fake_transport_assert_silent (socket);
  fake_authorizer_allow (fixture->authorizer, "private-a");
  fake_transport_assert_sent (socket, "{\"event\":\"pusher:subscribe\",\"data\":{"
                                      "\"channel\":\"private-a\",\"auth\":\"key:1.1\"}}");
}

static void
test_one_socket (void)
{
  g_autoptr (ClientFixture) fixture = connecting ();

  pusher_client_connect (fixture->client);
  client_fixture_greet (fixture, "1.1");
  pusher_client_connect (fixture->client);
  pusher_client_retry_now (fixture->client);
  g_assert_cmpuint (fake_network_get_made (fixture->network), ==, 1);
  assert_connected (fixture, "1.1");

  fake_transport_close (client_fixture_socket (fixture), 1006, NULL);
  pusher_client_connect (fixture->client);
  g_assert_cmpuint (fake_network_get_made (fixture->network), ==, 1);
  fake_clock_advance (fixture->clock, 60);
  g_assert_cmpuint (fake_network_get_made (fixture->network), >, 1);
}

/* No HTTP answer, or no greeting behind it: 15 s, 30 s, 60 s, 60 s and the waits between. */
static void
test_handshake_timeout (void)
{
  static const int timeouts[] = { 15, 30, 60, 60 };
  g_autoptr (ClientFixture) fixture = connecting ();

  for (guint i = 0; i < G_N_ELEMENTS (timeouts); i++)
    {
      FakeTransport *socket = client_fixture_socket (fixture);

      fake_clock_advance (fixture->clock, timeouts[i] - 0.5);
      g_assert_false (fake_transport_is_abandoned (socket));
      fake_clock_advance (fixture->clock, 0.5);
      g_assert_true (fake_transport_is_abandoned (socket));
      g_assert_cmpuint (fixture->errors->len, ==, i + 1);
      g_assert_error (client_fixture_last_error (fixture), PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT);
      fake_clock_advance (fixture->clock,
                          (double) pusher_client_get_next_attempt_in (fixture->client)
                              / G_USEC_PER_SEC);
      g_assert_cmpuint (fake_network_get_made (fixture->network), ==, i + 2);
    }
}

/* A sign of life is not a greeting. */
static void
test_upgraded_without_greeting (void)
{
  g_autoptr (ClientFixture) fixture = connecting ();
  FakeTransport *socket = client_fixture_socket (fixture);

  fake_clock_advance (fixture->clock, 14);
  fake_transport_deliver_activity (socket);
  fake_transport_deliver (socket, "{\"event\":\"pusher:ping\"}");
  fake_clock_advance (fixture->clock, 1);
  g_assert_true (fake_transport_is_abandoned (socket));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/2.1/a-greeting-in-a-string", test_greeting);
  g_test_add_func ("/pusher/2.2/a-greeting-as-an-object", test_greeting_object);
  g_test_add_func ("/pusher/2.3/the-socket-id-is-opaque", test_opaque_socket_id);
  g_test_add_func ("/pusher/2.4/no-activity-timeout-is-120-s", test_no_activity_timeout);
  g_test_add_func ("/pusher/2.5/no-socket-id-is-a-failure", test_no_socket_id);
  g_test_add_func ("/pusher/2.6/an-error-instead-of-a-greeting", test_error_first);
  g_test_add_func ("/pusher/2.6/a-refusal-instead-of-a-greeting", test_refused_first);
  g_test_add_func ("/pusher/2.7/anything-else-first-is-retried", test_wrong_first_frame);
  g_test_add_func ("/pusher/2.8/a-second-greeting-changes-nothing", test_second_greeting);
  g_test_add_func ("/pusher/2.9/nothing-but-a-pong-before-the-greeting", test_ping_before_greeting);
  g_test_add_func ("/pusher/2.10/what-is-wanted-is-subscribed", test_subscribes_when_connected);
  g_test_add_func ("/pusher/2.11/one-socket-at-most", test_one_socket);
  g_test_add_func ("/pusher/1.13/no-answer-is-given-up-ever-later", test_handshake_timeout);
  g_test_add_func ("/pusher/1.14/an-upgrade-without-a-greeting-is-given-up",
                   test_upgraded_without_greeting);

  return g_test_run ();
}
