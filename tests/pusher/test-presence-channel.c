/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A presence channel on a connection (protocol §7). */

#include "client-fixture.h"

#include <string.h>

#define SUCCEEDED "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"presence-a\""

static const char list[]
    = SUCCEEDED ",\"data\":\"{\\\"presence\\\":{\\\"ids\\\":[\\\"me\\\",42],"
                "\\\"hash\\\":{\\\"me\\\":{\\\"name\\\":\\\"Al\\\"}},\\\"count\\\":2}}\"}";

/* Subscribed, with two members, one of whom is us. */
static PusherPresence *
enter (ClientFixture *fixture, PusherChannel **channel)
{
  *channel = client_fixture_subscribe (fixture, "presence-a");
  fake_authorizer_allow (fixture->authorizer, "presence-a");
  fake_transport_deliver (client_fixture_socket (fixture), "%s", list);
  fake_transport_forget_sent (client_fixture_socket (fixture));
  g_assert_cmpint (pusher_channel_get_state (*channel), ==, PUSHER_CHANNEL_SUBSCRIBED);

  return pusher_channel_get_presence (*channel);
}

static guint
count (PusherPresence *presence)
{
  return g_list_model_get_n_items (G_LIST_MODEL (presence));
}

static void
on_state_count (PusherChannel *channel, GParamSpec *pspec, gpointer user_data)
{
  guint *members = user_data;

  if (pusher_channel_get_state (channel) == PUSHER_CHANNEL_SUBSCRIBED)
    *members = count (pusher_channel_get_presence (channel));
}

static void
test_list_before_success (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  PusherChannel *channel = client_fixture_subscribe (fixture, "presence-a");
  guint members = 0;

  g_signal_connect (channel, "notify::state", G_CALLBACK (on_state_count), &members);
  fake_authorizer_allow (fixture->authorizer, "presence-a");
  fake_transport_deliver (client_fixture_socket (fixture), "%s", list);
  g_assert_cmpuint (members, ==, 2);
}

static void
test_bad_list (void)
{
  static const char *const members[]
      = { "", ",\"data\":null", ",\"data\":\"{}\"", ",\"data\":{\"presence\":null}",
          ",\"data\":\"not JSON\"" };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
      PusherChannel *channel = client_fixture_subscribe (fixture, "presence-a");

      fake_authorizer_allow (fixture->authorizer, "presence-a");
      fake_transport_deliver (client_fixture_socket (fixture), SUCCEEDED "%s}", members[i]);
      g_assert_cmpint (pusher_channel_get_state (channel), ==, PUSHER_CHANNEL_SUBSCRIBED);
      g_assert_error (pusher_channel_get_error (channel), PUSHER_ERROR, PUSHER_ERROR_BAD_DATA);
      g_assert_cmpuint (count (pusher_channel_get_presence (channel)), ==, 0);
    }
}

static void
test_my_id (void)
{
  static const struct
  {
    const char *answer;
    const char *id;
  } cases[] = {
    { "{\"auth\":\"k:s\",\"channel_data\":\"{\\\"user_id\\\":\\\"me\\\"}\"}", "me" },
    { "{\"auth\":\"k:s\",\"channel_data\":\"{\\\"user_id\\\":42,\\\"user_info\\\":{}}\"}", "42" },
    { "{\"auth\":\"k:s\",\"channel_data\":\"{\\\"user_id\\\":9223372036854775808}\"}",
      "9223372036854775808" },
    { "{\"auth\":\"k:s\",\"channel_data\":\"not JSON\"}", NULL },
    { "{\"auth\":\"k:s\",\"channel_data\":\"{\\\"user_id\\\":null}\"}", NULL },
    { "{\"auth\":\"k:s\",\"channel_data\":\"\"}", NULL },
    { "{\"auth\":\"k:s\"}", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
      PusherChannel *channel = client_fixture_subscribe (fixture, "presence-a");
      PusherPresence *presence = pusher_channel_get_presence (channel);
      PusherMember *member;

      fake_authorizer_answer (fixture->authorizer, "presence-a", cases[i].answer);
      fake_transport_deliver (client_fixture_socket (fixture), "%s", list);
      g_assert_cmpstr (pusher_presence_get_my_id (presence), ==, cases[i].id);
      member = pusher_presence_lookup (presence, cases[i].id);
      g_assert_true (member == NULL || pusher_member_get_me (member));
    }
}

static void
test_members (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  PusherChannel *channel;
  PusherPresence *presence = enter (fixture, &channel);
  FakeTransport *socket = client_fixture_socket (fixture);

  fake_transport_deliver (socket, "{\"event\":\"pusher_internal:member_added\",\"channel\":"
                                  "\"presence-a\",\"data\":\"{\\\"user_id\\\":43}\"}");
  g_assert_nonnull (pusher_presence_lookup (presence, "43"));
  fake_transport_deliver (socket, "{\"event\":\"pusher_internal:member_removed\",\"channel\":"
                                  "\"presence-a\",\"data\":\"{\\\"user_id\\\":\\\"42\\\"}\"}");
  g_assert_null (pusher_presence_lookup (presence, "42"));
  g_assert_cmpuint (count (presence), ==, 2);
  g_assert_cmpuint (fixture->events->len, ==, 0);
}

static void
test_not_presence (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  PusherChannel *channel = client_fixture_subscribed (fixture, "c");

  fake_transport_deliver (client_fixture_socket (fixture),
                          "{\"event\":\"pusher_internal:member_added\",\"channel\":\"c\","
                          "\"data\":{\"user_id\":43}}");
  g_assert_null (pusher_channel_get_presence (channel));
  g_assert_cmpuint (fixture->events->len, ==, 0);
}

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  guint *changes = user_data;

  (*changes)++;
}

static void
test_reconnect (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  PusherChannel *channel;
  PusherPresence *presence = enter (fixture, &channel);
  PusherMember *me = pusher_presence_lookup (presence, "me");
  guint changes = 0;

  g_signal_connect (presence, "items-changed", G_CALLBACK (on_items_changed), &changes);
  client_fixture_reconnect (fixture, "2.2");
  /* No storm of people leaving: the list is merely from before. */
  g_assert_true (pusher_presence_get_stale (presence));
  g_assert_cmpuint (changes, ==, 0);
  fake_authorizer_allow (fixture->authorizer, "presence-a");
  fake_transport_deliver (client_fixture_socket (fixture), "%s", list);
  g_assert_false (pusher_presence_get_stale (presence));
  g_assert_cmpuint (changes, ==, 0);
  g_assert_true (pusher_presence_lookup (presence, "me") == me);
}

/* A publisher's second success wipes nobody out, unless it is a list. */
static void
test_second_success (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  PusherChannel *channel;
  PusherPresence *presence = enter (fixture, &channel);

  fake_transport_deliver (client_fixture_socket (fixture), SUCCEEDED "}");
  fake_transport_deliver (client_fixture_socket (fixture), SUCCEEDED ",\"data\":\"nonsense\"}");
  g_assert_cmpuint (count (presence), ==, 2);
  g_assert_cmpint (pusher_channel_get_state (channel), ==, PUSHER_CHANNEL_SUBSCRIBED);
  g_assert_null (pusher_channel_get_error (channel));
  fake_transport_deliver (client_fixture_socket (fixture),
                          SUCCEEDED ",\"data\":{\"presence\":{\"ids\":[\"x\"]}}}");
  g_assert_cmpuint (count (presence), ==, 1);
}

static void
assert_channel_failed (const char *frame, const char *words)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  PusherChannel *channel = client_fixture_subscribe (fixture, "presence-a");

  fake_authorizer_allow (fixture->authorizer, "presence-a");
  fake_transport_deliver (client_fixture_socket (fixture), "%s", frame);
  fake_clock_advance (fixture->clock, 15.5);
  g_assert_cmpint (pusher_channel_get_state (channel), ==, PUSHER_CHANNEL_FAILED);
  if (words != NULL)
    g_assert_nonnull (strstr (pusher_channel_get_error (channel)->message, words));
  g_assert_cmpstr (fixture->states->str, ==, "");
  g_assert_cmpuint (fake_network_get_made (fixture->network), ==, 1);
}

static void
test_full (void)
{
  assert_channel_failed ("{\"event\":\"pusher:subscription_error\",\"channel\":\"presence-a\","
                         "\"data\":{\"type\":\"LimitReached\",\"error\":\"The maximum\","
                         "\"status\":4100}}",
                         "The maximum");
  /* Sockudo's way has no name and no refusal's code: the missing answer tells. */
  assert_channel_failed ("{\"event\":\"pusher:error\",\"data\":{\"code\":4100,\"message\":\"x\"}}",
                         NULL);
}

static void
test_no_channel_data (void)
{
  assert_channel_failed ("{\"event\":\"pusher:subscription_error\",\"channel\":\"presence-a\","
                         "\"data\":{\"type\":\"ServerError\",\"error\":\"Channel data is missing\","
                         "\"status\":4302}}",
                         "Channel data is missing");
}

static void
test_sender (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  PusherChannel *channel;

  enter (fixture, &channel);
  fake_transport_deliver (client_fixture_socket (fixture),
                          "{\"event\":\"client-hi\",\"channel\":\"presence-a\",\"data\":{},"
                          "\"user_id\":\"1\"}");
  g_assert_cmpstr (client_fixture_last_event (fixture), ==, "presence-a client-hi {}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/7.1/the-list-is-there-with-the-success", test_list_before_success);
  g_test_add_func ("/pusher/7.5/a-bad-list-is-the-channels-error", test_bad_list);
  g_test_add_func ("/pusher/7.9/my-id-is-in-the-authorisation", test_my_id);
  g_test_add_func ("/pusher/7.11/members-come-and-leave", test_members);
  g_test_add_func ("/pusher/7.15/not-on-other-channels", test_not_presence);
  g_test_add_func ("/pusher/7.17/a-reconnection-is-no-storm", test_reconnect);
  g_test_add_func ("/pusher/7.18/a-full-channel-is-the-channels-error", test_full);
  g_test_add_func ("/pusher/7.20/no-channel-data-is-the-channels-error", test_no_channel_data);
  g_test_add_func ("/pusher/7.22/a-client-event-on-presence", test_sender);
  g_test_add_func ("/pusher/8.29/a-published-success-wipes-nobody-out", test_second_success);

  return g_test_run ();
}
