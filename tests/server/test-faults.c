/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Each way in which the server misbehaves on a socket, as a client sees it. */

#include "test-client.h"

static guint
get_status (TestClient *client)
{
  return soup_message_get_status (client->message);
}

static const char *
get_header (TestClient *client, const char *name)
{
  return soup_message_headers_get_one (soup_message_get_response_headers (client->message), name);
}

static guint
get_close_code (TestClient *client)
{
  return soup_websocket_connection_get_close_code (client->websocket);
}

static void
expect_text (TestClient *client, const char *expected)
{
  g_autofree char *text = test_client_next_text (client);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_close_sends_code_and_reason (void)
{
  DevServer *server = test_server_new ();
  TestClient *client = test_client_new_connected (server);
  TestClient *other = test_client_new_connected (server);

  g_assert_true (dev_server_post (server, "close",
                                  "{\"code\":4123,\"reason\":\"Over there\",\"socketId\":\"%s\"}",
                                  client->socket_id));
  g_assert_cmpuint (dev_server_get_connections (server), ==, 1);
  test_client_wait_closed (client);
  g_assert_cmpuint (get_close_code (client), ==, 4123);
  g_assert_cmpstr (soup_websocket_connection_get_close_data (client->websocket), ==, "Over there");
  test_client_hears_nothing (other);
  g_assert_false (dev_server_post (server, "close", "{\"socketId\":\"1.1\"}"));

  test_client_free (client);
  test_client_free (other);
  test_server_free (server);
}

static void
test_drop_ends_without_a_close_frame (void)
{
  DevServer *server = test_server_new ();
  TestClient *client = test_client_new_connected (server);
  TestClient *other = test_client_new_connected (server);

  g_assert_true (dev_server_post (server, "drop", "{\"socketId\":\"%s\"}", client->socket_id));
  test_client_wait_closed (client);
  g_assert_cmpuint (get_close_code (client), ==, 0);
  g_assert_false (g_error_matches (client->error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED));

  g_assert_true (dev_server_post (server, "drop", "{\"reset\":true}"));
  test_client_wait_closed (other);
  g_assert_error (other->error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
  g_assert_cmpuint (get_close_code (other), ==, 0);
  g_assert_cmpuint (dev_server_get_connections (server), ==, 0);

  test_client_free (client);
  test_client_free (other);
  test_server_free (server);
}

static gboolean
on_time_over (gpointer user_data)
{
  gboolean *over = user_data;

  *over = TRUE;

  return G_SOURCE_REMOVE;
}

/* Nothing can announce that nothing happens, so this one has to let time pass. */
static void
pass_time (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, on_time_over, &over);
  test_wait_for (&over);
}

static void
test_silence_is_half_open (void)
{
  DevServer *server = test_server_new ();
  TestClient *client = test_client_new_connected (server);

  dev_server_set_silent (server, TRUE);
  test_client_send (client, "{\"event\":\"pusher:ping\",\"data\":{}}");
  dev_server_send_frame (server, "{\"event\":\"lost\"}");
  pass_time (100);
  g_assert_true (g_queue_is_empty (&client->frames));
  g_assert_false (client->closed);
  g_assert_cmpint (dev_server_get_counter (server, "pings"), ==, 0);
  g_assert_cmpuint (dev_server_get_connections (server), ==, 1);

  dev_server_set_silent (server, FALSE);
  expect_text (client, "{\"event\":\"pusher:pong\",\"data\":{}}");
  test_client_hears_nothing (client);

  dev_server_set_silent (server, TRUE);
  g_io_stream_close (soup_websocket_connection_get_io_stream (client->websocket), NULL, NULL);
  pass_time (50);
  g_assert_cmpuint (dev_server_get_connections (server), ==, 1);
  dev_server_set_silent (server, FALSE);
  g_assert_true (dev_server_wait (server, TEST_DEADLINE_MILLISECONDS, "{\"connectionsAtMost\":0}"));

  test_client_free (client);
  test_server_free (server);
}

static void
test_silent_server_can_be_freed (void)
{
  DevServer *server = test_server_new ();
  TestClient *client = test_client_new_connected (server);

  dev_server_set_silent (server, TRUE);
  test_server_free (server);
  test_client_wait_closed (client);
  test_client_free (client);
}

static void
test_text_arrives_whole_in_fragments (void)
{
  DevServer *server = test_server_new ();
  TestClient *client = test_client_new_connected (server);

  g_assert_true (dev_server_post (server, "send-text",
                                  "{\"text\":\"{\\\"event\\\":\\\"grüße\\\"}\",\"fragments\":7}"));
  expect_text (client, "{\"event\":\"grüße\"}");

  test_client_free (client);
  test_server_free (server);
}

static void
test_bytes_go_out_as_they_are (void)
{
  DevServer *server = test_server_new ();
  TestClient *client = test_client_new_connected (server);
  const guint8 frame[] = { 0x81, 0x02, 'h', 'i' };
  const guint8 reserved_bits[] = { 0xf1, 0x00 };
  g_autofree char *base64 = g_base64_encode (frame, sizeof frame);

  g_assert_true (dev_server_post (server, "send-bytes", "{\"base64\":\"%s\"}", base64));
  expect_text (client, "hi");
  dev_server_send_bytes (server, reserved_bits, sizeof reserved_bits);
  test_client_wait_closed (client);

  test_client_free (client);
  test_server_free (server);
}

static void
test_raw_frames_and_data_forms (void)
{
  DevServer *server = test_server_new ();
  TestClient *client = test_client_new_connected (server);

  test_client_send (client, "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"a\"}}");
  expect_text (client, "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"a\"}");

  g_assert_true (dev_server_post (server, "publish", "{\"raw\":\"not json\"}"));
  expect_text (client, "not json");
  g_assert_true (dev_server_post (server, "publish",
                                  "{\"channel\":\"a\",\"event\":\"e\",\"data\":{\"x\":1}}"));
  expect_text (client, "{\"event\":\"e\",\"channel\":\"a\",\"data\":\"{\\\"x\\\":1}\"}");
  g_assert_true (dev_server_post (
      server, "publish",
      "{\"channel\":\"a\",\"event\":\"e\",\"data\":{\"x\":1},\"dataAs\":\"object\"}"));
  expect_text (client, "{\"event\":\"e\",\"channel\":\"a\",\"data\":{\"x\":1}}");
  g_assert_true (dev_server_post (
      server, "publish",
      "{\"channel\":\"a\",\"event\":\"e\",\"data\":\"plain\",\"userId\":\"u\",\"times\":2}"));
  for (int i = 0; i < 2; i++)
    expect_text (client,
                 "{\"event\":\"e\",\"channel\":\"a\",\"data\":\"plain\",\"user_id\":\"u\"}");
  g_assert_true (dev_server_post (server, "publish", "{\"channel\":\"a\",\"event\":\"e\"}"));
  expect_text (client, "{\"event\":\"e\",\"channel\":\"a\"}");
  g_assert_false (dev_server_post (server, "publish", "{\"channel\":\"a\"}"));

  test_client_free (client);
  test_server_free (server);
}

static void
test_grace_answers_4200_to_each_connection (void)
{
  DevServer *server = test_server_new ();

  g_assert_true (dev_server_post (server, "connect", "{\"mode\":\"grace-4200\",\"count\":2}"));
  for (int i = 0; i < 2; i++)
    {
      TestClient *client = test_client_new (server, "/app/demo-key");
      g_autoptr (JsonObject) error = test_client_next (client, "pusher:error");

      test_client_wait_closed (client);
      g_assert_cmpuint (get_close_code (client), ==, 4200);
      test_client_free (client);
    }
  {
    TestClient *client = test_client_new_connected (server);

    test_client_free (client);
  }
  g_assert_cmpint (dev_server_get_counter (server, "upgradeRequests"), ==, 3);
  g_assert_cmpint (dev_server_get_counter (server, "connectionsOpened"), ==, 1);

  test_server_free (server);
}

static void
test_upgrade_is_refused_in_http (void)
{
  DevServer *server = test_server_new ();
  TestClient *client;

  g_assert_true (dev_server_post (server, "connect",
                                  "{\"mode\":\"refuse-http\",\"status\":429,\"retryAfter\":7}"));
  client = test_client_new (server, "/app/demo-key");
  g_assert_cmpuint (get_status (client), ==, 429);
  g_assert_cmpstr (get_header (client, "Retry-After"), ==, "7");
  test_client_free (client);

  g_assert_true (dev_server_post (server, "connect", "{\"mode\":\"redirect\"}"));
  client = test_client_new (server, "/app/demo-key");
  g_assert_cmpuint (get_status (client), ==, 302);
  g_assert_cmpstr (get_header (client, "Location"), ==, "/sign-in");
  test_client_free (client);

  g_assert_true (dev_server_post (server, "connect", "{\"mode\":\"captive-portal\"}"));
  client = test_client_new (server, "/app/demo-key");
  g_assert_cmpuint (get_status (client), ==, 200);
  g_assert_null (client->websocket);
  test_client_free (client);

  g_assert_true (dev_server_post (server, "connect", "{\"mode\":\"normal\"}"));
  client = test_client_new (server, "/app/demo-key/");
  g_assert_cmpuint (get_status (client), ==, 404);
  test_client_free (client);
  client = test_client_new_connected (server);
  test_client_free (client);

  test_server_free (server);
}

static void
test_connect_mode_ends_with_its_time (void)
{
  DevServer *server = test_server_new ();
  TestClient *client;

  g_assert_true (
      dev_server_post (server, "connect", "{\"mode\":\"refuse-http\",\"milliseconds\":50}"));
  client = test_client_new (server, "/app/demo-key");
  g_assert_cmpuint (get_status (client), ==, 503);
  test_client_free (client);
  pass_time (60);
  client = test_client_new_connected (server);
  test_client_free (client);

  test_server_free (server);
}

static void
test_first_frame_is_not_what_it_should_be (void)
{
  DevServer *server = test_server_new ();
  TestClient *client;

  g_assert_true (
      dev_server_post (server, "connect", "{\"mode\":\"wrong-first-frame\",\"body\":\"[]\"}"));
  client = test_client_new (server, "/app/demo-key");
  expect_text (client, "[]");
  g_assert_false (client->closed);
  test_client_free (client);

  g_assert_true (dev_server_post (server, "connect", "{\"mode\":\"error-first\",\"code\":4009}"));
  client = test_client_new (server, "/app/demo-key");
  expect_text (client, "{\"event\":\"pusher:error\",\"data\":{\"code\":4009,"
                       "\"message\":\"Refused by the test\"}}");
  g_assert_false (client->closed);
  test_client_free (client);

  g_assert_true (dev_server_post (server, "connect",
                                  "{\"mode\":\"error-first\",\"code\":4100,\"closes\":true}"));
  client = test_client_new (server, "/app/demo-key");
  test_client_wait_closed (client);
  g_assert_cmpuint (get_close_code (client), ==, 4100);
  test_client_free (client);

  g_assert_true (dev_server_post (server, "connect", "{\"mode\":\"hang-after-upgrade\"}"));
  client = test_client_new (server, "/app/demo-key");
  g_assert_nonnull (client->websocket);
  pass_time (50);
  g_assert_true (g_queue_is_empty (&client->frames));
  test_client_free (client);

  g_assert_false (dev_server_post (server, "connect", "{\"mode\":\"dance\"}"));
  test_server_free (server);
}

static void
on_never (GObject *session, GAsyncResult *result, gpointer user_data)
{
  gboolean *answered = user_data;
  g_autoptr (SoupWebsocketConnection) websocket
      = soup_session_websocket_connect_finish (SOUP_SESSION (session), result, NULL);

  g_assert_null (websocket);
  *answered = TRUE;
}

static void
test_upgrade_hangs (void)
{
  DevServer *server = test_server_new ();
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *url = g_strconcat (dev_server_get_url (server), "/app/demo-key", NULL);
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_GET, url);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gboolean answered = FALSE;

  g_assert_true (dev_server_post (server, "connect", "{\"mode\":\"hang\"}"));
  soup_session_websocket_connect_async (session, message, NULL, NULL, G_PRIORITY_DEFAULT,
                                        cancellable, on_never, &answered);
  g_assert_true (dev_server_wait (server, TEST_DEADLINE_MILLISECONDS, "{\"upgradeRequests\":1}"));
  pass_time (50);
  g_assert_false (answered);
  g_cancellable_cancel (cancellable);
  test_wait_for (&answered);

  test_server_free (server);
}

static void
test_a_mute_client_is_closed_as_each_server_does (void)
{
  DevServer *server = test_server_new ();
  TestClient *client;

  g_assert_true (dev_server_post (server, "settings", "{\"pongTimeout\":50}"));
  client = test_client_new_connected (server);
  test_client_wait_closed (client);
  g_assert_cmpuint (get_close_code (client), ==, 4201);
  g_assert_true (g_queue_is_empty (&client->frames));
  test_client_free (client);

  g_assert_true (dev_server_post (server, "flavour", "{\"name\":\"reverb\"}"));
  client = test_client_new_connected (server);
  {
    g_autoptr (JsonObject) error = test_client_next (client, "pusher:error");
  }
  test_client_wait_closed (client);
  g_assert_cmpuint (get_close_code (client), ==, 0);
  test_client_free (client);

  test_server_free (server);
}

static void
test_settings_change_what_is_sent (void)
{
  DevServer *server = test_server_new ();
  TestClient *client;

  g_assert_true (dev_server_post (server, "settings",
                                  "{\"activityTimeout\":\"soon\",\"establishedAsObject\":true}"));
  client = test_client_new (server, "/app/demo-key");
  {
    g_autoptr (JsonObject) frame = test_client_next (client, "pusher:connection_established");
    JsonObject *data = json_object_get_object_member (frame, "data");

    g_assert_cmpstr (json_object_get_string_member (data, "activity_timeout"), ==, "soon");
  }
  test_client_free (client);

  g_assert_true (dev_server_post (server, "settings", "{\"activityTimeout\":null}"));
  client = test_client_new (server, "/app/demo-key");
  {
    g_autoptr (JsonObject) frame = test_client_next (client, "pusher:connection_established");

    g_assert_false (
        json_object_has_member (json_object_get_object_member (frame, "data"), "activity_timeout"));
  }
  test_client_free (client);

  g_assert_false (dev_server_post (server, "settings", "{\"nonsense\":1}"));
  g_assert_false (dev_server_post (server, "settings", "{\"pongTimeout\":\"x\"}"));
  g_assert_true (dev_server_post (server, "reset", "{}"));
  client = test_client_new_connected (server);
  test_client_free (client);

  test_server_free (server);
}

static void
test_quota (void)
{
  DevServer *server = test_server_new ();
  TestClient *first;
  TestClient *second;

  g_assert_true (dev_server_post (server, "settings", "{\"connectionLimit\":1}"));
  first = test_client_new_connected (server);
  second = test_client_new (server, "/app/demo-key");
  test_client_wait_closed (second);
  g_assert_cmpuint (get_close_code (second), ==, 4100);
  test_client_hears_nothing (first);

  test_client_free (first);
  test_client_free (second);
  test_server_free (server);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/faults/close-sends-code-and-reason", test_close_sends_code_and_reason);
  g_test_add_func ("/faults/drop-ends-without-a-close-frame", test_drop_ends_without_a_close_frame);
  g_test_add_func ("/faults/silence-is-half-open", test_silence_is_half_open);
  g_test_add_func ("/faults/silent-server-can-be-freed", test_silent_server_can_be_freed);
  g_test_add_func ("/faults/text-arrives-whole-in-fragments", test_text_arrives_whole_in_fragments);
  g_test_add_func ("/faults/bytes-go-out-as-they-are", test_bytes_go_out_as_they_are);
  g_test_add_func ("/faults/raw-frames-and-data-forms", test_raw_frames_and_data_forms);
  g_test_add_func ("/faults/grace-answers-4200-to-each-connection",
                   test_grace_answers_4200_to_each_connection);
  g_test_add_func ("/faults/upgrade-is-refused-in-http", test_upgrade_is_refused_in_http);
  g_test_add_func ("/faults/connect-mode-ends-with-its-time", test_connect_mode_ends_with_its_time);
  g_test_add_func ("/faults/first-frame-is-not-what-it-should-be",
                   test_first_frame_is_not_what_it_should_be);
  g_test_add_func ("/faults/upgrade-hangs", test_upgrade_hangs);
  g_test_add_func ("/faults/a-mute-client-is-closed-as-each-server-does",
                   test_a_mute_client_is_closed_as_each_server_does);
  g_test_add_func ("/faults/settings-change-what-is-sent", test_settings_change_what_is_sent);
  g_test_add_func ("/faults/quota", test_quota);

  return g_test_run ();
}
