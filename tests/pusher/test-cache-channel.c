/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cache channels, and how many are subscribed (protocol §12). */

#include "client-fixture.h"
#include "encrypted-fixture.h"

typedef struct
{
  ClientFixture *base;
  GString *replays; /* "EVENT+" or "EVENT-" of each event, with a space behind it */
  GString *counts;
} CacheFixture;

static void
on_event (PusherClient *client, PusherChannel *channel, PusherEvent *event, gpointer user_data)
{
  CacheFixture *self = user_data;

  g_string_append_printf (self->replays, "%s%c ", pusher_event_get_name (event),
                          pusher_event_is_replay (event) ? '+' : '-');
}

static void
on_count_changed (PusherChannel *channel, GParamSpec *pspec, gpointer user_data)
{
  CacheFixture *self = user_data;

  g_string_append_printf (self->counts, "%" G_GINT64_FORMAT " ",
                          pusher_channel_get_subscription_count (channel));
}

static void
cache_fixture_setup (CacheFixture *self, gconstpointer data)
{
  self->base = client_fixture_new_connected ();
  self->replays = g_string_new (NULL);
  self->counts = g_string_new (NULL);
  g_signal_connect (self->base->client, "event", G_CALLBACK (on_event), self);
}

static void
cache_fixture_teardown (CacheFixture *self, gconstpointer data)
{
  client_fixture_free (self->base);
  g_string_free (self->replays, TRUE);
  g_string_free (self->counts, TRUE);
}

static void
deliver (CacheFixture *self, const char *channel, const char *event)
{
  fake_transport_deliver (client_fixture_socket (self->base),
                          "{\"event\":\"%s\",\"channel\":\"%s\",\"data\":\"{}\"}", event, channel);
}

static PusherChannel *
subscribe (CacheFixture *self, const char *name)
{
  PusherChannel *channel = client_fixture_subscribed (self->base, name);

  g_signal_connect (channel, "notify::subscription-count", G_CALLBACK (on_count_changed), self);
  return channel;
}

static void
deliver_count (CacheFixture *self, const char *channel, const char *data)
{
  fake_transport_deliver (
      client_fixture_socket (self->base),
      "{\"event\":\"pusher_internal:subscription_count\",\"channel\":\"%s\"%s%s}", channel,
      data != NULL ? ",\"data\":" : "", data != NULL ? data : "");
}

static void
test_miss (CacheFixture *self, gconstpointer data)
{
  subscribe (self, "cache-a");
  fake_transport_deliver (client_fixture_socket (self->base),
                          "{\"event\":\"pusher:cache_miss\",\"channel\":\"cache-a\"}");
  g_assert_cmpstr (client_fixture_last_event (self->base), ==, "cache-a pusher:cache_miss -");
  /* So what follows is new. */
  deliver (self, "cache-a", "e");
  g_assert_cmpstr (self->replays->str, ==, "pusher:cache_miss- e- ");
}

static void
test_hit (CacheFixture *self, gconstpointer data)
{
  subscribe (self, "cache-a");
  deliver (self, "cache-a", "e");
  deliver (self, "cache-a", "e");
  g_assert_cmpstr (self->replays->str, ==, "e+ e- ");
  g_assert_cmpstr (client_fixture_last_event (self->base), ==, "cache-a e {}");
}

static void
test_each_connection (CacheFixture *self, gconstpointer data)
{
  static const char *const channels[] = { "cache-a", "private-cache-a", "presence-cache-a" };

  for (gsize i = 0; i < G_N_ELEMENTS (channels); i++)
    {
      g_string_truncate (self->replays, 0);
      subscribe (self, channels[i]);
      deliver (self, channels[i], "e");
      deliver (self, channels[i], "new");
      client_fixture_reconnect (self->base, "2.2");
      client_fixture_subscribed (self->base, channels[i]);
      deliver (self, channels[i], "e");
      deliver (self, channels[i], "new");
      /* And each subscription. */
      pusher_client_unsubscribe (self->base->client, channels[i]);
      client_fixture_subscribed (self->base, channels[i]);
      deliver (self, channels[i], "e");
      g_assert_cmpstr (self->replays->str, ==, "e+ new- e+ new- e+ ");
      pusher_client_unsubscribe (self->base->client, channels[i]);
    }
}

static void
test_encrypted (CacheFixture *self, gconstpointer data)
{
  g_autofree char *key = encrypted_key (1);
  g_autofree char *answer = g_strdup_printf ("{\"auth\":\"k:s\",\"shared_secret\":\"%s\"}", key);
  g_autofree char *text = encrypted_data (1, "{}");

  client_fixture_subscribe (self->base, "private-encrypted-cache-a");
  fake_authorizer_answer (self->base->authorizer, "private-encrypted-cache-a", answer);
  client_fixture_succeed (self->base, "private-encrypted-cache-a");
  for (int i = 0; i < 2; i++)
    fake_transport_deliver (client_fixture_socket (self->base),
                            "{\"event\":\"e\",\"channel\":\"private-encrypted-cache-a\","
                            "\"data\":%s}",
                            text);
  g_assert_cmpstr (self->replays->str, ==, "e+ e- ");
}

/* A second success of the same subscription is no replay. */
static void
test_second_success (CacheFixture *self, gconstpointer data)
{
  subscribe (self, "cache-a");
  deliver (self, "cache-a", "e");
  client_fixture_succeed (self->base, "cache-a");
  deliver (self, "cache-a", "e");
  g_assert_cmpstr (self->replays->str, ==, "e+ e- ");
}

static void
test_other_channels (CacheFixture *self, gconstpointer data)
{
  static const char *const channels[] = { "a", "private-a", "my-cache-a", "cachea" };

  for (gsize i = 0; i < G_N_ELEMENTS (channels); i++)
    {
      subscribe (self, channels[i]);
      deliver (self, channels[i], "e");
    }
  g_assert_cmpstr (self->replays->str, ==, "e- e- e- e- ");
}

/* Another member's event is new whenever it comes, and the cache's turn is still to come. */
static void
test_client_event (CacheFixture *self, gconstpointer data)
{
  subscribe (self, "private-cache-a");
  deliver (self, "private-cache-a", "client-e");
  deliver (self, "private-cache-a", "e");
  deliver (self, "private-cache-a", "client-e");
  g_assert_cmpstr (self->replays->str, ==, "client-e- e+ client-e- ");
}

static void
test_count (CacheFixture *self, gconstpointer data)
{
  PusherChannel *channel = subscribe (self, "a");

  g_assert_cmpint (pusher_channel_get_subscription_count (channel), ==, -1);
  deliver_count (self, "a", "\"{\\\"subscription_count\\\":3}\"");
  g_assert_cmpint (pusher_channel_get_subscription_count (channel), ==, 3);
  g_assert_cmpstr (client_fixture_last_event (self->base), ==,
                   "a pusher:subscription_count {\"subscription_count\":3}");
  deliver_count (self, "a", "{\"subscription_count\":0}");
  g_assert_cmpint (pusher_channel_get_subscription_count (channel), ==, 0);
  g_assert_cmpstr (self->counts->str, ==, "3 0 ");
}

static void
test_odd_counts (CacheFixture *self, gconstpointer data)
{
  static const char *const counts[] = {
    NULL,
    "null",
    "5",
    "[]",
    "{}",
    "\"x\"",
    "{\"subscription_count\":null}",
    "{\"subscription_count\":\"3\"}",
    "{\"subscription_count\":-1}",
    "{\"subscription_count\":1.5}",
    "{\"subscription_count\":{}}",
  };
  PusherChannel *channel = subscribe (self, "a");

  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    deliver_count (self, "a", counts[i]);
  g_assert_cmpint (pusher_channel_get_subscription_count (channel), ==, -1);
  g_assert_cmpuint (self->base->events->len, ==, 0);
}

/* A count is not what the cache held. */
static void
test_count_before_replay (CacheFixture *self, gconstpointer data)
{
  subscribe (self, "cache-a");
  deliver_count (self, "cache-a", "{\"subscription_count\":1}");
  deliver (self, "cache-a", "e");
  deliver (self, "cache-a", "e");
  g_assert_cmpstr (self->replays->str, ==, "pusher:subscription_count- e+ e- ");
}

static void
test_count_of_a_room (CacheFixture *self, gconstpointer data)
{
  PusherChannel *channel = client_fixture_subscribe (self->base, "presence-a");
  GListModel *presence = G_LIST_MODEL (pusher_channel_get_presence (channel));

  fake_authorizer_allow (self->base->authorizer, "presence-a");
  fake_transport_deliver (client_fixture_socket (self->base),
                          "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":"
                          "\"presence-a\",\"data\":{\"presence\":{\"ids\":[\"me\",\"you\"],"
                          "\"hash\":{},\"count\":2}}}");
  deliver_count (self, "presence-a", "{\"subscription_count\":9}");
  g_assert_cmpint (pusher_channel_get_subscription_count (channel), ==, 9);
  g_assert_cmpuint (g_list_model_get_n_items (presence), ==, 2);
}

/* Large channels are told now and then only: the number stays until the next. */
static void
test_seldom (CacheFixture *self, gconstpointer data)
{
  PusherChannel *channel = subscribe (self, "a");

  for (int i = 0; i < 3; i++)
    {
      deliver_count (self, "a", "{\"subscription_count\":1000}");
      fake_clock_advance (self->base->clock, 5);
      g_assert_cmpint (pusher_channel_get_subscription_count (channel), ==, 1000);
    }
  /* Told each time, but the number has changed once. */
  g_assert_cmpstr (self->counts->str, ==, "1000 ");
  g_assert_cmpuint (self->base->events->len, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func)                                                                            \
  g_test_add (path, CacheFixture, NULL, cache_fixture_setup, func, cache_fixture_teardown)
  ADD ("/pusher/12.1/an-empty-cache-says-so", test_miss);
  ADD ("/pusher/12.2/a-cached-event-is-an-event", test_hit);
  ADD ("/pusher/12.3/each-subscription-replays", test_each_connection);
  ADD ("/pusher/12.3/encrypted-events-are-replayed-too", test_encrypted);
  ADD ("/pusher/12.3/a-second-success-replays-nothing", test_second_success);
  ADD ("/pusher/5.25/only-cache-channels-replay", test_other_channels);
  ADD ("/pusher/12.4/client-events-are-never-replayed", test_client_event);
  ADD ("/pusher/12.5/a-count-is-kept", test_count);
  ADD ("/pusher/12.5/what-is-no-count", test_odd_counts);
  ADD ("/pusher/12.5/a-count-is-no-replay", test_count_before_replay);
  ADD ("/pusher/12.6/a-count-in-a-room-is-harmless", test_count_of_a_room);
  ADD ("/pusher/12.7/a-count-holds-until-the-next", test_seldom);
#undef ADD

  return g_test_run ();
}
