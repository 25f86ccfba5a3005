/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether the other end still lives (protocol §3). */

#include "client-fixture.h"

#define PING "{\"event\":\"pusher:ping\",\"data\":{}}"
#define PONG "{\"event\":\"pusher:pong\",\"data\":{}}"

static ClientFixture *
connected_with (guint own_timeout, int server_timeout)
{
  g_autoptr (PusherOptions) options = pusher_options_new ("the-key");
  ClientFixture *fixture;

  pusher_options_set_host (options, "example.test");
  pusher_options_set_activity_timeout (options, own_timeout);
  fixture = client_fixture_new_with_options (options);
  pusher_client_connect (fixture->client);
  fake_transport_deliver (client_fixture_socket (fixture),
                          "{\"event\":\"pusher:connection_established\",\"data\":"
                          "{\"socket_id\":\"1.1\",\"activity_timeout\":%d}}",
                          server_timeout);
  return fixture;
}

static void
assert_ping_after (ClientFixture *fixture, int seconds)
{
  FakeTransport *socket = client_fixture_socket (fixture);

  fake_clock_advance (fixture->clock, seconds - 0.5);
  fake_transport_assert_silent (socket);
  fake_clock_advance (fixture->clock, 0.5);
  fake_transport_assert_sent (socket, PING);
  fake_transport_assert_silent (socket);
}

static void
test_shorter_timeout (void)
{
  g_autoptr (ClientFixture) server = connected_with (120, 30);
  g_autoptr (ClientFixture) own = connected_with (20, 30);
  g_autoptr (ClientFixture) same = connected_with (30, 30);

  assert_ping_after (server, 30);
  assert_ping_after (own, 20);
  assert_ping_after (same, 30);
}

/* What is sent is no sign of life. */
static void
test_sending_does_not_count (void)
{
  g_autoptr (ClientFixture) fixture = connected_with (120, 30);
  FakeTransport *socket = client_fixture_socket (fixture);

  fake_clock_advance (fixture->clock, 29);
  client_fixture_subscribe (fixture, "c");
  fake_transport_forget_sent (socket);
  assert_ping_after (fixture, 1);
}

static void
test_anything_counts (void)
{
  static const char *const frames[] = {
    "{\"event\":\"pusher:pong\"}",
    "{\"event\":\"pusher:pong\",\"data\":{}}",
    "{\"event\":\"pusher:pong\",\"data\":\"{}\"}",
    "{\"event\":\"e\",\"channel\":\"nobody-wants\"}",
    "{\"event\":\"pusher:error\",\"data\":{\"code\":4201}}",
    "not even JSON",
  };
  g_autoptr (ClientFixture) fixture = connected_with (120, 30);
  FakeTransport *socket = client_fixture_socket (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      /* After a while of silence, and after an unanswered ping. */
      fake_clock_advance (fixture->clock, 20);
      fake_transport_deliver (socket, "%s", frames[i]);
      assert_ping_after (fixture, 30);
      fake_clock_advance (fixture->clock, 29);
      fake_transport_deliver (socket, "%s", frames[i]);
      fake_clock_advance (fixture->clock, 5);
      g_assert_false (fake_transport_is_abandoned (socket));
    }
}

static void
test_control_frames_count (void)
{
  g_autoptr (ClientFixture) fixture = connected_with (120, 30);

  fake_clock_advance (fixture->clock, 20);
  fake_transport_deliver_activity (client_fixture_socket (fixture));
  assert_ping_after (fixture, 30);
  fake_clock_advance (fixture->clock, 29);
  fake_transport_deliver_binary (client_fixture_socket (fixture));
  fake_clock_advance (fixture->clock, 5);
  g_assert_cmpint (pusher_client_get_state (fixture->client), ==, PUSHER_CONNECTION_CONNECTED);
}

static void
test_no_pong (void)
{
  g_autoptr (ClientFixture) fixture = connected_with (120, 30);
  FakeTransport *socket = client_fixture_socket (fixture);

  assert_ping_after (fixture, 30);
  fake_clock_advance (fixture->clock, 29.9);
  g_assert_false (fake_transport_is_abandoned (socket));
  fake_clock_advance (fixture->clock, 0.2);
  g_assert_true (fake_transport_is_abandoned (socket));
  g_assert_error (client_fixture_last_error (fixture), PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT);
  /* At once, without waiting for a close handshake. */
  g_assert_cmpuint (fake_network_get_made (fixture->network), ==, 2);
  client_fixture_greet (fixture, "2.2");
  g_assert_cmpstr (pusher_client_get_socket_id (fixture->client), ==, "2.2");
}

static void
test_answers_ping (void)
{
  static const char *const frames[] = {
    "{\"event\":\"pusher:ping\"}",
    "{\"event\":\"pusher:ping\",\"data\":{}}",
    "{\"event\":\"pusher:ping\",\"data\":\"{}\"}",
    "{\"event\":\"pusher:ping\",\"data\":null}",
  };
  g_autoptr (ClientFixture) fixture = connected_with (120, 30);
  FakeTransport *socket = client_fixture_socket (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      fake_transport_deliver (socket, "%s", frames[i]);
      fake_transport_assert_sent (socket, PONG);
      fake_transport_assert_silent (socket);
    }
  g_assert_cmpuint (fixture->events->len, ==, 0);
}

static void
test_pong_is_accepted (void)
{
  g_autoptr (ClientFixture) fixture = connected_with (120, 30);

  for (int i = 0; i < 10; i++)
    {
      assert_ping_after (fixture, 30);
      fake_transport_deliver (client_fixture_socket (fixture), "%s",
                              i % 2 == 0 ? "{\"event\":\"pusher:pong\"}" : PONG);
    }
  g_assert_cmpuint (fixture->errors->len, ==, 0);
  g_assert_cmpuint (fixture->events->len, ==, 0);
  g_assert_cmpuint (fake_network_get_made (fixture->network), ==, 1);
}

/* Control frames alone do not keep soketi's connection: the ping of the protocol is sent whenever
 * nothing of the protocol came. */
static void
test_own_pings (void)
{
  g_autoptr (ClientFixture) fixture = connected_with (120, 120);
  FakeTransport *socket = client_fixture_socket (fixture);

  assert_ping_after (fixture, 120);
  fake_transport_deliver (socket, PONG);
  assert_ping_after (fixture, 120);
}

static guint
pinged_after (ClientFixture *fixture)
{
  guint seconds = 0;

  while (fake_transport_count_sent (client_fixture_socket (fixture), "pusher:ping") == 0)
    {
      fake_clock_advance (fixture->clock, 1);
      seconds++;
    }
  fake_transport_forget_sent (client_fixture_socket (fixture));

  return seconds;
}

/* A proxy that cuts idle connections shows by how long they live. */
static void
test_adapts_to_idle_killers (void)
{
  g_autoptr (ClientFixture) fixture = connected_with (120, 120);

  fake_clock_advance (fixture->clock, 60);
  fake_transport_close (client_fixture_socket (fixture), 0, NULL);
  fake_clock_advance (fixture->clock, 2);
  fake_transport_deliver (client_fixture_socket (fixture),
                          "{\"event\":\"pusher:connection_established\",\"data\":"
                          "{\"socket_id\":\"2.2\",\"activity_timeout\":120}}");
  g_assert_cmpuint (pinged_after (fixture), ==, 30);

  /* Never more often than every 10 s. */
  fake_transport_close (client_fixture_socket (fixture), 1006, NULL);
  fake_clock_advance (fixture->clock, 2);
  client_fixture_greet (fixture, "3.3");
  fake_clock_advance (fixture->clock, 1);
  fake_transport_close (client_fixture_socket (fixture), 1006, NULL);
  fake_clock_advance (fixture->clock, 8);
  client_fixture_greet (fixture, "4.4");
  g_assert_cmpuint (pinged_after (fixture), ==, 10);
}

static void
test_clean_close_adapts_nothing (void)
{
  g_autoptr (ClientFixture) fixture = connected_with (120, 120);

  fake_clock_advance (fixture->clock, 40);
  fake_transport_close (client_fixture_socket (fixture), 4200, "");
  fake_clock_advance (fixture->clock, 0);
  fake_transport_deliver (client_fixture_socket (fixture),
                          "{\"event\":\"pusher:connection_established\",\"data\":"
                          "{\"socket_id\":\"2.2\",\"activity_timeout\":120}}");
  g_assert_cmpuint (pinged_after (fixture), ==, 120);
}

static void
test_pong_timeout (void)
{
  g_autoptr (PusherOptions) options = pusher_options_new ("the-key");
  g_autoptr (ClientFixture) fixture = NULL;
  FakeTransport *socket;

  pusher_options_set_host (options, "example.test");
  pusher_options_set_pong_timeout (options, 50);
  fixture = client_fixture_new_with_options (options);
  pusher_client_connect (fixture->client);
  client_fixture_greet (fixture, "1.1");
  socket = client_fixture_socket (fixture);

  assert_ping_after (fixture, 30);
  /* Longer than the activity timeout, and still one ping. */
  fake_clock_advance (fixture->clock, 49);
  fake_transport_assert_silent (socket);
  g_assert_false (fake_transport_is_abandoned (socket));
  fake_clock_advance (fixture->clock, 1);
  g_assert_true (fake_transport_is_abandoned (socket));
}

/* Any number of frames costs one timer. */
static void
test_one_timer (void)
{
  g_autoptr (ClientFixture) fixture = connected_with (120, 30);

  for (int i = 0; i < 1000; i++)
    fake_transport_deliver (client_fixture_socket (fixture), "{\"event\":\"e\"}");
  g_assert_cmpuint (fake_clock_get_timers (fixture->clock), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/3.1/the-shorter-timeout-counts", test_shorter_timeout);
  g_test_add_func ("/pusher/3.2/sending-is-no-sign-of-life", test_sending_does_not_count);
  g_test_add_func ("/pusher/3.3/anything-received-is-a-sign-of-life", test_anything_counts);
  g_test_add_func ("/pusher/3.3/any-number-of-frames-costs-one-timer", test_one_timer);
  g_test_add_func ("/pusher/3.4/control-frames-are-a-sign-of-life", test_control_frames_count);
  g_test_add_func ("/pusher/3.5/no-pong-drops-the-socket", test_no_pong);
  g_test_add_func ("/pusher/3.6/a-ping-is-answered", test_answers_ping);
  g_test_add_func ("/pusher/3.7/a-pong-needs-no-data", test_pong_is_accepted);
  g_test_add_func ("/pusher/3.8/pings-are-the-protocols-own", test_own_pings);
  g_test_add_func ("/pusher/3.9/an-idle-killer-is-outpaced", test_adapts_to_idle_killers);
  g_test_add_func ("/pusher/3.9/a-clean-close-adapts-nothing", test_clean_close_adapts_nothing);
  g_test_add_func ("/pusher/3.10/one-ping-at-a-time", test_pong_timeout);
  g_test_add_func ("/pusher/3.12/the-servers-30-s-are-kept", test_shorter_timeout);
  g_test_add_func ("/pusher/3.13/the-client-pings-without-being-asked", test_own_pings);

  return g_test_run ();
}
