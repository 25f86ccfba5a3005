/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The HTTP side: REST API, auth endpoint, pages and control. */

#include "dev-signature.h"
#include "test-client.h"

#define BEARER_ALICE "Authorization: Bearer alice-token"
#define JSON "Content-Type: application/json"

static TestClient *
make_subscriber (DevServer *server, const char *channel, const char *channel_data)
{
  TestClient *client = test_client_new_connected (server);
  g_autoptr (JsonObject) success = NULL;

  test_client_subscribe (client, server, channel, channel_data);
  success = test_client_next (client, "pusher_internal:subscription_succeeded");

  return client;
}

static void
on_answered (GObject *session, GAsyncResult *result, gpointer user_data)
{
  gboolean *answered = user_data;
  g_autoptr (GBytes) bytes
      = soup_session_send_and_read_finish (SOUP_SESSION (session), result, NULL);

  *answered = TRUE;
}

/* Starts a request that the test does not wait for. */
static SoupSession *
begin (DevServer *server, const char *path, const char *body, gboolean *answered)
{
  SoupSession *session = soup_session_new ();
  g_autofree char *url = g_strconcat (dev_server_get_url (server), path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_POST, url);
  g_autoptr (GBytes) content = g_bytes_new (body, strlen (body));

  soup_message_set_request_body_from_bytes (message, SOUP_FORM_MIME_TYPE_URLENCODED, content);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                "Bearer alice-token");
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, on_answered,
                                    answered);

  return session;
}

static void
test_pictures_are_served_and_recorded (void)
{
  DevServer *server = test_server_new ();
  g_autoptr (TestAnswer) picture
      = test_request (server, "GET", "/avatars/bob.png?width=8&height=8", BEARER_ALICE, NULL);
  g_autoptr (TestAnswer) missing
      = test_request (server, "GET", "/avatars/bob.png?fault=status", NULL, NULL);
  g_autoptr (TestAnswer) redirect
      = test_request (server, "GET", "/avatars/bob.png?fault=redirect&to=/x", NULL, NULL);
  g_autoptr (TestAnswer) unknown
      = test_request (server, "GET", "/avatars/bob.png?fault=x", NULL, NULL);
  g_autoptr (JsonObject) answer = dev_server_get (server, "avatar-requests");
  JsonArray *requests = json_object_get_array_member (answer, "requests");
  JsonObject *first = json_array_get_object_element (requests, 0);

  g_assert_cmpuint (picture->status, ==, 200);
  g_assert_cmpstr (soup_message_headers_get_content_type (picture->headers, NULL), ==, "image/png");
  g_assert_cmpuint (missing->status, ==, 404);
  g_assert_cmpstr (soup_message_headers_get_one (redirect->headers, "Location"), ==, "/x");
  g_assert_cmpuint (unknown->status, ==, 400);
  g_assert_cmpuint (json_array_get_length (requests), ==, 4);
  g_assert_cmpstr (json_object_get_string_member (first, "path"), ==, "/avatars/bob.png");
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (first, "headers"),
                                                  "Authorization"),
                   ==, "Bearer alice-token");
  test_server_free (server);
}

static void
test_pages_are_recorded (void)
{
  DevServer *server = test_server_new ();
  g_autoptr (TestAnswer) front = test_request (server, "GET", "/", NULL, NULL);
  g_autoptr (TestAnswer) order = test_request (server, "GET", "/en/orders/1?a=b", NULL, NULL);
  g_autoptr (TestAnswer) missing = test_request (server, "GET", "/%3Cb%3E", NULL, NULL);
  g_autoptr (JsonObject) answer = NULL;
  JsonObject *visit;

  g_assert_cmpuint (front->status, ==, 200);
  g_assert_nonnull (strstr (front->text, "<form"));
  g_assert_cmpuint (order->status, ==, 200);
  g_assert_cmpuint (missing->status, ==, 404);
  g_assert_null (strstr (missing->text, "<b>"));

  answer = dev_server_get (server, "opened");
  visit = json_array_get_object_element (json_object_get_array_member (answer, "opened"), 1);
  g_assert_cmpstr (json_object_get_string_member (visit, "path"), ==, "/en/orders/1");
  g_assert_cmpstr (json_object_get_string_member (visit, "query"), ==, "a=b");
  g_assert_true (dev_server_wait (server, 0, "{\"opened\":\"/en/orders/1\"}"));
  g_assert_false (dev_server_wait (server, 0, "{\"opened\":\"/orders/1\"}"));

  test_server_free (server);
}

static void
test_the_form_of_the_page_sends (void)
{
  DevServer *server = test_server_new ();
  TestClient *client = make_subscriber (server, "private-user-user_456", NULL);
  g_autoptr (TestAnswer) urgent
      = test_request (server, "POST", "/demo/send", NULL, "kind=urgent&title=Fire");
  g_autoptr (TestAnswer) any = test_request (
      server, "POST", "/demo/send", JSON,
      "{\"channel\":\"private-user-user_456\",\"event\":\"order:created\",\"data\":{\"a\":1}}");
  g_autoptr (JsonObject) first = test_client_next (client, "notification:urgent");
  g_autoptr (JsonObject) second = test_client_next (client, "order:created");

  g_assert_cmpuint (urgent->status, ==, 200);
  g_assert_cmpuint (any->status, ==, 200);
  g_assert_nonnull (strstr (json_object_get_string_member (first, "data"), "\"title\":\"Fire\""));
  g_assert_cmpstr (json_object_get_string_member (second, "data"), ==, "{\"a\":1}");

  test_client_free (client);
  test_server_free (server);
}

static void
test_control_over_http (void)
{
  DevServer *server = test_server_new ();
  g_autoptr (TestAnswer) state = test_request (server, "GET", "/control/state", NULL, NULL);
  g_autoptr (TestAnswer) unknown = test_request (server, "GET", "/control/nothing", NULL, NULL);
  g_autoptr (TestAnswer) wrong
      = test_request (server, "POST", "/control/flavour", JSON, "{\"name\":\"x\"}");
  g_autoptr (TestAnswer) right
      = test_request (server, "POST", "/control/flavour", JSON, "{\"name\":\"reverb\"}");

  g_assert_cmpuint (state->status, ==, 200);
  g_assert_cmpuint (unknown->status, ==, 404);
  g_assert_cmpuint (wrong->status, ==, 400);
  g_assert_cmpuint (right->status, ==, 200);

  test_server_free (server);
}

static void
test_wait_answers_when_it_happened (void)
{
  DevServer *server = test_server_new ();
  gboolean answered = FALSE;
  g_autoptr (SoupSession) waiting
      = begin (server, "/control/wait", "{\"condition\":\"connections>=1\"}", &answered);
  g_autoptr (TestAnswer) late
      = test_request (server, "POST", "/control/wait", JSON, "{\"connections\":1,\"timeout\":20}");
  g_autoptr (TestAnswer) nonsense
      = test_request (server, "POST", "/control/wait", JSON, "{\"condition\":{\"x\":1}}");
  TestClient *client;

  g_assert_cmpuint (late->status, ==, 408);
  g_assert_cmpuint (nonsense->status, ==, 400);
  g_assert_false (answered);
  client = test_client_new_connected (server);
  test_wait_for (&answered);

  test_client_free (client);
  test_server_free (server);
}

static void
test_server_can_go_while_somebody_waits (void)
{
  DevServer *server = test_server_new ();
  gboolean answered = FALSE;
  g_autoptr (SoupSession) waiting
      = begin (server, "/control/wait", "{\"connections\":1}", &answered);
  g_autoptr (TestAnswer) state = test_request (server, "GET", "/control/state", NULL, NULL);

  test_server_free (server);
  soup_session_abort (waiting);
  test_wait_for (&answered);
}

static void
test_everything_is_also_below_the_prefix (void)
{
  const DevServerOptions options = { .path_prefix = "/pre", .key = "other-key" };
  DevServer *server = dev_server_new (&options, NULL);
  TestClient *client = test_client_new (server, "/pre/app/other-key");
  g_autoptr (JsonObject) established = test_client_next (client, "pusher:connection_established");
  g_autoptr (TestAnswer) state = test_request (server, "GET", "/pre/control/state", NULL, NULL);

  g_assert_cmpuint (state->status, ==, 200);
  test_client_free (client);
  client = test_client_new (server, "/prefix/app/other-key");
  g_assert_null (client->websocket);
  test_client_free (client);

  test_server_free (server);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http/pages-are-recorded", test_pages_are_recorded);
  g_test_add_func ("/http/pictures-are-served-and-recorded", test_pictures_are_served_and_recorded);
  g_test_add_func ("/http/the-form-of-the-page-sends", test_the_form_of_the_page_sends);
  g_test_add_func ("/http/control-over-http", test_control_over_http);
  g_test_add_func ("/http/wait-answers-when-it-happened", test_wait_answers_when_it_happened);
  g_test_add_func ("/http/server-can-go-while-somebody-waits",
                   test_server_can_go_while_somebody_waits);
  g_test_add_func ("/http/everything-is-also-below-the-prefix",
                   test_everything_is_also_below_the_prefix);

  return g_test_run ();
}
