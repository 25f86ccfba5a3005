/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What differs between the servers that the server can pass for. */

#include "test-client.h"

#define ALICE "{\"user_id\":\"user_456\",\"user_info\":{\"name\":\"Alice Smith\"}}"
#define ROOM "presence-room-doc_789"

static const char *
get_text (JsonObject *object, const char *name)
{
  return json_object_get_string_member (object, name);
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
send_wrong_signature (TestClient *client, const char *channel)
{
  test_client_send (client,
                    "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"%s\","
                    "\"auth\":\"demo-key:0000\"}}",
                    channel);
}

static void
test_wrong_signature_is_refused_as_each_server_does (void)
{
  DevServer *server = test_server_new ();
  TestClient *client = test_client_new_connected (server);

  send_wrong_signature (client, "private-a");
  {
    g_autofree char *text = test_client_next_text (client);

    g_assert_cmpstr (text, ==,
                     "{\"event\":\"pusher:subscription_error\",\"channel\":\"private-a\","
                     "\"data\":{\"type\":\"AuthError\",\"error\":\"The connection is "
                     "unauthorized.\",\"status\":401}}");
  }

  g_assert_true (dev_server_post (server, "flavour", "{\"name\":\"reverb\"}"));
  send_wrong_signature (client, "private-a");
  {
    g_autofree char *text = test_client_next_text (client);

    g_assert_cmpstr (text, ==,
                     "{\"event\":\"pusher:error\",\"data\":\"{\\\"code\\\":4009,"
                     "\\\"message\\\":\\\"Connection is unauthorized\\\"}\"}");
  }

  g_assert_true (dev_server_post (server, "flavour", "{\"name\":\"sockudo\"}"));
  send_wrong_signature (client, "private-a");
  expect_error (client, 4009);
  g_assert_true (dev_server_post (server, "flavour", "{\"name\":\"hosted\"}"));
  send_wrong_signature (client, "private-a");
  expect_error (client, 0);
  test_client_hears_nothing (client);
  g_assert_false (dev_server_post (server, "flavour", "{\"name\":\"ably\"}"));

  test_client_free (client);
  test_server_free (server);
}

/* Protocol table 6b. */
static void
test_channel_data_of_a_private_channel (void)
{
  static const struct
  {
    const char *flavour;
    gboolean accepts;
  } cases[] = { { "soketi", FALSE }, { "sockudo", FALSE }, { "hosted", TRUE }, { "reverb", TRUE } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DevServer *server = test_server_new ();
      TestClient *client = test_client_new_connected (server);

      g_assert_true (dev_server_post (server, "flavour", "{\"name\":\"%s\"}", cases[i].flavour));
      test_client_subscribe (client, server, "private-a", ALICE);
      {
        g_autofree char *text = test_client_next_text (client);

        g_assert_cmpint (strstr (text, "subscription_succeeded") != NULL, ==, cases[i].accepts);
      }

      test_client_free (client);
      test_server_free (server);
    }
}

static void
test_reverb_writes_members_like_php (void)
{
  DevServer *server = test_server_new ();
  TestClient *client = test_client_new_connected (server);

  g_assert_true (dev_server_post (server, "flavour", "{\"name\":\"reverb\"}"));
  test_client_subscribe (client, server, ROOM, "{\"user_id\":7}");
  {
    g_autoptr (JsonObject) frame
        = test_client_next (client, "pusher_internal:subscription_succeeded");

    g_assert_cmpstr (get_text (frame, "data"), ==,
                     "{\"presence\":{\"ids\":[7],\"hash\":[],\"count\":1}}");
  }
  test_client_subscribe (client, server, "presence-room-b", "{\"user_id\":0,\"user_info\":\"x\"}");
  {
    g_autoptr (JsonObject) frame
        = test_client_next (client, "pusher_internal:subscription_succeeded");

    g_assert_cmpstr (get_text (frame, "data"), ==,
                     "{\"presence\":{\"ids\":[0],\"hash\":[\"x\"],\"count\":1}}");
  }

  test_client_free (client);
  test_server_free (server);
}

static void
test_unknown_key_is_refused_as_each_server_does (void)
{
  DevServer *server = test_server_new ();
  TestClient *client = test_client_new (server, "/app/other");

  expect_error (client, 4001);
  test_client_wait_closed (client);
  g_assert_cmpuint (soup_websocket_connection_get_close_code (client->websocket), ==, 4001);
  g_assert_null (soup_websocket_connection_get_close_data (client->websocket));
  test_client_free (client);

  g_assert_true (dev_server_post (server, "flavour", "{\"name\":\"hosted\"}"));
  client = test_client_new (server, "/app/other");
  expect_error (client, 4001);
  test_client_wait_closed (client);
  g_assert_cmpuint (soup_websocket_connection_get_close_code (client->websocket), ==, 4001);
  g_assert_nonnull (soup_websocket_connection_get_close_data (client->websocket));
  test_client_free (client);

  g_assert_true (dev_server_post (server, "flavour", "{\"name\":\"reverb\"}"));
  client = test_client_new (server, "/app/other");
  expect_error (client, 4001);
  test_client_wait_closed (client);
  g_assert_cmpuint (soup_websocket_connection_get_close_code (client->websocket), ==, 0);
  test_client_free (client);

  g_assert_true (dev_server_post (server, "flavour", "{\"name\":\"sockudo\"}"));
  client = test_client_new (server, "/app/other");
  test_client_wait_closed (client);
  g_assert_true (g_queue_is_empty (&client->frames));
  g_assert_cmpuint (soup_websocket_connection_get_close_code (client->websocket), ==, 0);
  test_client_free (client);

  test_server_free (server);
}

static void
test_frames_without_content_look_like_each_servers (void)
{
  static const struct
  {
    const char *flavour;
    const char *succeeded;
    const char *pong;
  } cases[] = {
    { "soketi", "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"a\"}",
      "{\"event\":\"pusher:pong\",\"data\":{}}" },
    { "reverb",
      "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"a\",\"data\":\"{}\"}",
      "{\"event\":\"pusher:pong\"}" },
    { "sockudo",
      "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"a\",\"data\":{}}",
      "{\"event\":\"pusher:pong\"}" },
    { "hosted",
      "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"a\",\"data\":\"{}\"}",
      "{\"event\":\"pusher:pong\",\"data\":\"{}\"}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DevServer *server = test_server_new ();
      TestClient *client = test_client_new_connected (server);
      g_autofree char *succeeded = NULL;
      g_autofree char *pong = NULL;

      g_assert_true (dev_server_post (server, "flavour", "{\"name\":\"%s\"}", cases[i].flavour));
      test_client_send (client, "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"a\"}}");
      succeeded = test_client_next_text (client);
      g_assert_cmpstr (succeeded, ==, cases[i].succeeded);
      test_client_send (client, "{\"event\":\"pusher:ping\",\"data\":{}}");
      pong = test_client_next_text (client);
      g_assert_cmpstr (pong, ==, cases[i].pong);

      test_client_free (client);
      test_server_free (server);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flavours/wrong-signature-is-refused-as-each-server-does",
                   test_wrong_signature_is_refused_as_each_server_does);
  g_test_add_func ("/flavours/channel-data-of-a-private-channel",
                   test_channel_data_of_a_private_channel);
  g_test_add_func ("/flavours/reverb-writes-members-like-php", test_reverb_writes_members_like_php);
  g_test_add_func ("/flavours/unknown-key-is-refused-as-each-server-does",
                   test_unknown_key_is_refused_as_each_server_does);
  g_test_add_func ("/flavours/frames-without-content-look-like-each-servers",
                   test_frames_without_content_look_like_each_servers);

  return g_test_run ();
}
