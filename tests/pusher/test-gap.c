/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What may have been missed, told once (rows 8.31, 14.8). */

#include "client-fixture.h"

#include "pusher/pusher-gap.h"

#define SECONDS(n) ((gint64) ((n) * (double) G_USEC_PER_SEC))

typedef struct
{
  guint told;
  gint64 gap;
} Told;

static void
on_resynchronised (PusherClient *client, gint64 gap, gpointer user_data)
{
  Told *told = user_data;

  told->told++;
  told->gap = gap;
}

static void
watch (ClientFixture *fixture, Told *told)
{
  g_signal_connect (fixture->client, "resynchronised", G_CALLBACK (on_resynchronised), told);
}

static void
test_first (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new ();
  Told told = { 0 };

  watch (fixture, &told);
  client_fixture_subscribe (fixture, "a");
  pusher_client_connect (fixture->client);
  client_fixture_greet (fixture, "1.1");
  g_assert_cmpuint (told.told, ==, 0);
  client_fixture_succeed (fixture, "a");
  g_assert_cmpuint (told.told, ==, 1);
  g_assert_cmpint (told.gap, ==, -1);

  /* Further channels are no resynchronisation. */
  client_fixture_subscribed (fixture, "b");
  g_assert_cmpuint (told.told, ==, 1);
}

static void
test_gap (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  Told told = { 0 };

  client_fixture_subscribed (fixture, "a");
  watch (fixture, &told);
  fake_clock_advance (fixture->clock, 20);
  fake_transport_close (client_fixture_socket (fixture), 1001, NULL);
  fake_clock_advance (fixture->clock, 1);
  client_fixture_greet (fixture, "2.2");
  fake_clock_advance (fixture->clock, 3);
  g_assert_cmpuint (told.told, ==, 0);
  client_fixture_succeed (fixture, "a");
  g_assert_cmpuint (told.told, ==, 1);
  g_assert_cmpint (told.gap, ==, SECONDS (4));
  client_fixture_succeed (fixture, "a");
  g_assert_cmpuint (told.told, ==, 1);
}

/* Whatever was sent since the last sign of life may have been lost on the way. */
static void
test_silence_counts (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  Told told = { 0 };

  client_fixture_subscribed (fixture, "a");
  watch (fixture, &told);
  fake_clock_advance (fixture->clock, 20);
  fake_transport_deliver (client_fixture_socket (fixture), "{\"event\":\"pusher:pong\"}");
  /* 30 s until the ping, and 30 s for an answer. */
  fake_clock_advance (fixture->clock, 60);
  client_fixture_greet (fixture, "2.2");
  client_fixture_succeed (fixture, "a");
  g_assert_cmpuint (told.told, ==, 1);
  g_assert_cmpint (told.gap, ==, SECONDS (60));

  /* A connection that vanishes tells no more; one that is closed has delivered everything. */
  fake_clock_advance (fixture->clock, 20);
  fake_transport_close (client_fixture_socket (fixture), 1006, NULL);
  fake_clock_advance (fixture->clock, 1);
  client_fixture_greet (fixture, "3.3");
  client_fixture_succeed (fixture, "a");
  g_assert_cmpint (told.gap, ==, SECONDS (20 + 1));
  fake_clock_advance (fixture->clock, 20);
  fake_transport_close (client_fixture_socket (fixture), 1001, NULL);
  fake_clock_advance (fixture->clock, 1);
  client_fixture_greet (fixture, "4.4");
  client_fixture_succeed (fixture, "a");
  g_assert_cmpint (told.gap, ==, SECONDS (1));
}

/* No clock that the client knows runs while the computer sleeps. */
static void
test_sleep_counts (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  Told told = { 0 };

  client_fixture_subscribed (fixture, "a");
  watch (fixture, &told);
  fake_clock_advance (fixture->clock, 20);
  pusher_client_resumed (fixture->client, SECONDS (8 * 3600));
  fake_clock_advance (fixture->clock, 0);
  client_fixture_greet (fixture, "2.2");
  client_fixture_succeed (fixture, "a");
  g_assert_cmpuint (told.told, ==, 1);
  g_assert_cmpint (told.gap, ==, SECONDS (8 * 3600 + 20));

  /* Lost before, asleep, and lost still. */
  fake_clock_advance (fixture->clock, 20);
  fake_transport_close (client_fixture_socket (fixture), 4100, NULL);
  pusher_client_resumed (fixture->client, SECONDS (3600));
  fake_clock_advance (fixture->clock, 1);
  client_fixture_greet (fixture, "3.3");
  client_fixture_succeed (fixture, "a");
  g_assert_cmpint (told.gap, ==, SECONDS (3600 + 1));
}

/* A connection that dies before everything was answered prolongs the gap. */
static void
test_lost_again (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  Told told = { 0 };

  client_fixture_subscribed (fixture, "a");
  watch (fixture, &told);
  fake_transport_close (client_fixture_socket (fixture), 1006, NULL);
  for (int wait = 1; wait <= 4; wait *= 2)
    {
      fake_clock_advance (fixture->clock, wait);
      client_fixture_greet (fixture, "2.2");
      fake_transport_close (client_fixture_socket (fixture), 1006, NULL);
    }
  fake_clock_advance (fixture->clock, 8);
  client_fixture_greet (fixture, "3.3");
  client_fixture_succeed (fixture, "a");
  g_assert_cmpuint (told.told, ==, 1);
  g_assert_cmpint (told.gap, ==, SECONDS (1 + 2 + 4 + 8));
}

static void
test_no_channels (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  Told told = { 0 };

  watch (fixture, &told);
  client_fixture_reconnect (fixture, "2.2");
  g_assert_cmpuint (told.told, ==, 1);
  g_assert_cmpint (told.gap, ==, 0);
}

/* Denied, failed and unanswered channels are answers too, of a kind. */
static void
test_failures_count (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new ();
  Told told = { 0 };

  watch (fixture, &told);
  client_fixture_subscribe (fixture, "private-denied");
  client_fixture_subscribe (fixture, "private-failed");
  client_fixture_subscribe (fixture, "refused");
  client_fixture_subscribe (fixture, "silent");
  pusher_client_connect (fixture->client);
  client_fixture_greet (fixture, "1.1");
  fake_authorizer_refuse (fixture->authorizer, "private-denied", PUSHER_ERROR_DENIED, 0);
  fake_authorizer_refuse (fixture->authorizer, "private-failed", PUSHER_ERROR_UNAVAILABLE, 3600);
  fake_transport_deliver (client_fixture_socket (fixture),
                          "{\"event\":\"pusher:subscription_error\",\"channel\":\"refused\"}");
  g_assert_cmpuint (told.told, ==, 0);
  fake_clock_advance (fixture->clock, 15);
  g_assert_cmpuint (told.told, ==, 1);
}

/* What is not wanted any more is not waited for. */
static void
test_unsubscribed (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new ();
  Told told = { 0 };

  watch (fixture, &told);
  client_fixture_subscribe (fixture, "a");
  client_fixture_subscribe (fixture, "b");
  pusher_client_connect (fixture->client);
  client_fixture_greet (fixture, "1.1");
  client_fixture_succeed (fixture, "a");
  g_assert_cmpuint (told.told, ==, 0);
  pusher_client_unsubscribe (fixture->client, "b");
  g_assert_cmpuint (told.told, ==, 1);
}

static void
on_resynchronised_disconnect (PusherClient *client, gint64 gap, gpointer user_data)
{
  pusher_client_disconnect (client);
}

static void
test_disconnected_when_told (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new ();

  g_signal_connect (fixture->client, "resynchronised", G_CALLBACK (on_resynchronised_disconnect),
                    NULL);
  client_fixture_subscribe (fixture, "a");
  pusher_client_connect (fixture->client);
  client_fixture_greet (fixture, "1.1");
  client_fixture_succeed (fixture, "a");
  g_assert_cmpint (pusher_client_get_state (fixture->client), ==, PUSHER_CONNECTION_DISCONNECTED);
}

static void
test_numbers (void)
{
  PusherGap gap = { 0 };

  pusher_gap_connect (&gap);
  g_assert_true (gap.open);
  g_assert_cmpint (pusher_gap_close (&gap, SECONDS (5)), ==, -1);
  g_assert_false (gap.open);
  pusher_gap_lose (&gap, SECONDS (10));
  pusher_gap_lose (&gap, SECONDS (11));
  pusher_gap_connect (&gap);
  g_assert_cmpint (pusher_gap_close (&gap, SECONDS (14)), ==, SECONDS (4));
  pusher_gap_connect (&gap);
  g_assert_cmpint (pusher_gap_close (&gap, SECONDS (15)), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/8.31/the-gap-has-a-length", test_gap);
  g_test_add_func ("/pusher/8.31/before-the-first-connection-nobody-listened", test_first);
  g_test_add_func ("/pusher/8.31/a-gap-grows", test_lost_again);
  g_test_add_func ("/pusher/8.31/a-gap-in-numbers", test_numbers);
  g_test_add_func ("/pusher/14.8/told-once-when-all-have-answered", test_gap);
  g_test_add_func ("/pusher/14.8/told-without-channels", test_no_channels);
  g_test_add_func ("/pusher/14.8/failures-are-answers", test_failures_count);
  g_test_add_func ("/pusher/14.8/unsubscribed-is-not-waited-for", test_unsubscribed);
  g_test_add_func ("/pusher/14.8/disconnected-when-told", test_disconnected_when_told);
  g_test_add_func ("/pusher/8.31/silence-counts-as-missed", test_silence_counts);
  g_test_add_func ("/pusher/8.31/sleep-counts-as-missed", test_sleep_counts);

  return g_test_run ();
}
