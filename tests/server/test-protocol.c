/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The server as a Pusher client sees it that behaves, and one that does not. */

#include "test-client.h"

#define ALICE "{\"user_id\":\"user_456\",\"user_info\":{\"name\":\"Alice Smith\"}}"
#define BOB "{\"user_id\":\"user_789\",\"user_info\":{\"name\":\"Bob Kern\"}}"
#define ROOM "presence-room-doc_789"

static const char *
get_text (JsonObject *object, const char *name)
{
  return json_object_get_string_member (object, name);
}

static void
expect_success (TestClient *client, const char *channel)
{
  g_autoptr (JsonObject) frame
      = test_client_next (client, "pusher_internal:subscription_succeeded");

  g_assert_cmpstr (get_text (frame, "channel"), ==, channel);
}

static void
expect_error (TestClient *client, gint64 code)
{
  g_autoptr (JsonObject) frame = test_client_next (client, "pusher:error");
  JsonNode *node = json_object_get_member (frame, "data");
  g_autoptr (JsonObject) data = JSON_NODE_HOLDS_OBJECT (node)
                                    ? json_object_ref (json_node_get_object (node))
                                    : test_object (json_node_get_string (node));

  g_assert_false (json_object_has_member (frame, "channel"));
  if (code == 0)
    g_assert_true (json_object_get_null_member (data, "code"));
  else
    g_assert_cmpint (json_object_get_int_member (data, "code"), ==, code);
}

static void
test_connection_is_established (void)
{
  DevServer *server = test_server_new ();
  TestClient *client = test_client_new (server, "/app/demo-key?protocol=7&client=test&version=1");
  g_autoptr (JsonObject) frame = test_client_next (client, "pusher:connection_established");
  g_autoptr (JsonObject) data = test_object (get_text (frame, "data"));

  g_assert_cmpint (json_object_get_int_member (data, "activity_timeout"), ==, 30);
  g_assert_nonnull (strchr (get_text (data, "socket_id"), '.'));
  test_client_hears_nothing (client);
  g_assert_cmpint (dev_server_get_counter (server, "pings"), ==, 1);

  test_client_free (client);
  g_assert_true (dev_server_wait (server, TEST_DEADLINE_MILLISECONDS, "{\"connectionsAtMost\":0}"));
  test_server_free (server);
}

static void
test_publishing_reaches_subscribers_only (void)
{
  DevServer *server = test_server_new ();
  TestClient *client = test_client_new_connected (server);
  TestClient *other = test_client_new_connected (server);

  test_client_send (client, "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"public-a\"}}");
  expect_success (client, "public-a");
  g_assert_cmpuint (dev_server_publish (server, "public-a", "notification", "{\"a\":1}"), ==, 1);
  {
    g_autofree char *text = test_client_next_text (client);

    g_assert_cmpstr (text, ==,
                     "{\"event\":\"notification\",\"channel\":\"public-a\","
                     "\"data\":\"{\\\"a\\\":1}\"}");
  }
  test_client_hears_nothing (other);

  test_client_send (client,
                    "{\"event\":\"pusher:unsubscribe\",\"data\":{\"channel\":\"public-a\"}}");
  g_assert_true (
      dev_server_wait (server, TEST_DEADLINE_MILLISECONDS, "{\"unsubscribed\":\"public-a\"}"));
  g_assert_cmpuint (dev_server_publish (server, "public-a", "notification", "{}"), ==, 0);
  test_client_hears_nothing (client);

  test_client_free (client);
  test_client_free (other);
  test_server_free (server);
}

static void
test_right_signature_subscribes (void)
{
  DevServer *server = test_server_new ();
  TestClient *client = test_client_new_connected (server);

  test_client_subscribe (client, server, "private-user-user_456", NULL);
  expect_success (client, "private-user-user_456");
  g_assert_cmpuint (dev_server_publish (server, "private-user-user_456", "notification", "x"), ==,
                    1);

  test_client_free (client);
  test_server_free (server);
}

static void
test_presence_is_about_users_not_connections (void)
{
  DevServer *server = test_server_new ();
  TestClient *alice = test_client_new_connected (server);
  TestClient *bob = test_client_new_connected (server);
  TestClient *bob_again = test_client_new_connected (server);

  test_client_subscribe (alice, server, ROOM, ALICE);
  expect_success (alice, ROOM);
  test_client_subscribe (bob, server, ROOM, BOB);
  {
    g_autoptr (JsonObject) frame = test_client_next (bob, "pusher_internal:subscription_succeeded");

    g_assert_cmpstr (get_text (frame, "data"), ==,
                     "{\"presence\":{\"ids\":[\"user_456\",\"user_789\"],"
                     "\"hash\":{\"user_456\":{\"name\":\"Alice Smith\"},"
                     "\"user_789\":{\"name\":\"Bob Kern\"}},\"count\":2}}");
  }
  {
    g_autoptr (JsonObject) frame = test_client_next (alice, "pusher_internal:member_added");

    g_assert_cmpstr (get_text (frame, "data"), ==, BOB);
  }

  test_client_subscribe (bob_again, server, ROOM, BOB);
  expect_success (bob_again, ROOM);
  test_client_hears_nothing (alice);
  test_client_free (bob);
  g_assert_true (dev_server_wait (server, TEST_DEADLINE_MILLISECONDS, "{\"connectionsAtMost\":2}"));
  test_client_hears_nothing (alice);
  test_client_free (bob_again);
  {
    g_autoptr (JsonObject) frame = test_client_next (alice, "pusher_internal:member_removed");

    g_assert_cmpstr (get_text (frame, "data"), ==, "{\"user_id\":\"user_789\"}");
  }

  test_client_free (alice);
  test_server_free (server);
}

static void
test_invented_members_join_and_leave (void)
{
  DevServer *server = test_server_new ();
  TestClient *alice = test_client_new_connected (server);

  test_client_subscribe (alice, server, ROOM, ALICE);
  expect_success (alice, ROOM);
  g_assert_true (dev_server_post (server, "member",
                                  "{\"channel\":\"" ROOM "\",\"userId\":42,\"action\":\"join\"}"));
  {
    g_autoptr (JsonObject) frame = test_client_next (alice, "pusher_internal:member_added");

    g_assert_cmpstr (get_text (frame, "data"), ==, "{\"user_id\":42}");
  }
  g_assert_true (dev_server_post (server, "member",
                                  "{\"channel\":\"" ROOM "\",\"userId\":42,\"action\":\"leave\"}"));
  {
    g_autoptr (JsonObject) frame = test_client_next (alice, "pusher_internal:member_removed");

    g_assert_cmpstr (get_text (frame, "data"), ==, "{\"user_id\":42}");
  }
  g_assert_false (dev_server_post (server, "member", "{\"channel\":\"public-a\",\"userId\":1}"));

  test_client_free (alice);
  test_server_free (server);
}

static void
test_client_events_go_to_the_others (void)
{
  DevServer *server = test_server_new ();
  TestClient *alice = test_client_new_connected (server);
  TestClient *bob = test_client_new_connected (server);
  g_autoptr (JsonObject) added = NULL;

  test_client_subscribe (alice, server, ROOM, ALICE);
  expect_success (alice, ROOM);
  test_client_subscribe (bob, server, ROOM, BOB);
  expect_success (bob, ROOM);
  added = test_client_next (alice, "pusher_internal:member_added");

  test_client_send (bob, "{\"event\":\"client-typing\",\"channel\":\"" ROOM
                         "\",\"data\":{\"on\":true}}");
  {
    g_autofree char *text = test_client_next_text (alice);

    g_assert_cmpstr (text, ==,
                     "{\"event\":\"client-typing\",\"channel\":\"" ROOM
                     "\",\"data\":{\"on\":true},\"user_id\":\"user_789\"}");
  }
  test_client_hears_nothing (bob);

  g_assert_true (dev_server_post (server, "settings", "{\"clientEventRate\":1}"));
  for (int i = 0; i < 3; i++)
    test_client_send (bob, "{\"event\":\"client-x\",\"channel\":\"" ROOM "\",\"data\":{}}");
  {
    g_autoptr (JsonObject) frame = test_client_next (bob, "pusher:error");

    g_assert_cmpstr (get_text (frame, "channel"), ==, ROOM);
  }

  test_client_free (alice);
  test_client_free (bob);
  test_server_free (server);
}

static void
test_subscribing_twice (void)
{
  DevServer *server = test_server_new ();
  TestClient *client = test_client_new_connected (server);

  for (int i = 0; i < 2; i++)
    {
      test_client_send (client, "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"a\"}}");
      expect_success (client, "a");
    }
  g_assert_cmpuint (dev_server_publish (server, "a", "e", "x"), ==, 1);
  {
    g_autoptr (JsonObject) event = test_client_next (client, "e");
  }
  g_assert_true (dev_server_post (server, "flavour", "{\"name\":\"hosted\"}"));
  test_client_send (client, "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"a\"}}");
  expect_error (client, 0);

  test_client_free (client);
  test_server_free (server);
}

static void
test_breaking_the_protocol_is_recorded (void)
{
  DevServer *server = test_server_new ();
  TestClient *client = test_client_new_connected (server);

  test_client_send (client, "no json");
  test_client_send (client, "{\"event\":\"pusher:subscribe\",\"data\":\"{}\"}");
  test_client_send (client, "{\"event\":\"pusher:unsubscribe\",\"data\":{\"channel\":\"a\"}}");
  test_client_send (client, "{\"event\":\"client-x\",\"channel\":\"a\",\"data\":{}}");
  test_client_hears_nothing (client);
  {
    g_autoptr (JsonObject) state = dev_server_get (server, "state");
    g_autoptr (JsonObject) frames = dev_server_get (server, "frames");

    g_assert_cmpuint (json_array_get_length (json_object_get_array_member (state, "violations")),
                      ==, 4);
    g_assert_cmpuint (json_array_get_length (json_object_get_array_member (frames, "frames")), ==,
                      5);
  }
  g_assert_true (dev_server_post (server, "flavour", "{\"name\":\"reverb\"}"));
  test_client_send (client, "no json");
  expect_error (client, 4200);
  test_client_hears_nothing (client);

  test_client_free (client);
  test_server_free (server);
}

static void
test_cache_channel_replays_its_last_event (void)
{
  DevServer *server = test_server_new ();
  TestClient *client = test_client_new_connected (server);

  test_client_send (client, "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"cache-a\"}}");
  expect_success (client, "cache-a");
  {
    g_autoptr (JsonObject) miss = test_client_next (client, "pusher:cache_miss");
  }
  test_client_free (client);
  g_assert_true (dev_server_wait (server, TEST_DEADLINE_MILLISECONDS, "{\"connectionsAtMost\":0}"));
  g_assert_cmpuint (dev_server_publish (server, "cache-a", "e", "x"), ==, 0);

  client = test_client_new_connected (server);
  test_client_send (client, "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"cache-a\"}}");
  expect_success (client, "cache-a");
  {
    g_autoptr (JsonObject) event = test_client_next (client, "e");
  }

  test_client_free (client);
  test_server_free (server);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protocol/connection-is-established", test_connection_is_established);
  g_test_add_func ("/protocol/publishing-reaches-subscribers-only",
                   test_publishing_reaches_subscribers_only);
  g_test_add_func ("/protocol/right-signature-subscribes", test_right_signature_subscribes);
  g_test_add_func ("/protocol/presence-is-about-users-not-connections",
                   test_presence_is_about_users_not_connections);
  g_test_add_func ("/protocol/invented-members-join-and-leave",
                   test_invented_members_join_and_leave);
  g_test_add_func ("/protocol/client-events-go-to-the-others", test_client_events_go_to_the_others);
  g_test_add_func ("/protocol/subscribing-twice", test_subscribing_twice);
  g_test_add_func ("/protocol/breaking-the-protocol-is-recorded",
                   test_breaking_the_protocol_is_recorded);
  g_test_add_func ("/protocol/cache-channel-replays-its-last-event",
                   test_cache_channel_replays_its_last_event);

  return g_test_run ();
}
