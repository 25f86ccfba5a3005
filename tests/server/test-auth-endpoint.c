/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The auth endpoint, and each way in which it misbehaves. */

#include "dev-signature.h"
#include "test-client.h"

#define BEARER_ALICE "Authorization: Bearer alice-token"
#define JSON "Content-Type: application/json"

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
expect_auth (
    DevServer *server, const char *headers, const char *body, guint status, const char *text)
{
  g_autoptr (TestAnswer) answer = test_request (server, "POST", "/api/pusher/auth", headers, body);

  g_assert_cmpuint (answer->status, ==, status);
  if (text != NULL)
    g_assert_cmpstr (answer->text, ==, text);
}

static void
set_auth (DevServer *server, const char *json)
{
  g_assert_true (dev_server_post (server, "auth", "%s", json));
}

static void
test_auth_endpoint_answers_by_who_asks (void)
{
  DevServer *server = test_server_new ();
  const char *form = "socket_id=1.2&channel_name=private-user-user_456";

  expect_auth (server, NULL, form, 401, "{\"error\":\"Unauthorized\"}");
  expect_auth (server, "Authorization: Bearer wrong", form, 401, "{\"error\":\"Unauthorized\"}");
  expect_auth (server, BEARER_ALICE, "socket_id=1.2", 400, "{\"error\":\"Missing parameters\"}");
  expect_auth (server, BEARER_ALICE, form, 200, NULL);
  expect_auth (server, "Cookie: a=b; session=alice-cookie", form, 200, NULL);
  expect_auth (server, BEARER_ALICE "\n" JSON,
               "{\"socket_id\":\"1.2\",\"channel_name\":\"private-user-user_456\"}", 200, NULL);
  expect_auth (server, "Authorization: Bearer bob-token", form, 403,
               "{\"error\":\"Not channel owner\"}");
  expect_auth (server, "Authorization: Bearer eve-token", form, 403,
               "{\"error\":\"User not in tenant\"}");

  g_assert_true (dev_server_post (server, "users", "{\"user\":\"alice\",\"token\":\"new\"}"));
  expect_auth (server, BEARER_ALICE, form, 401, NULL);
  expect_auth (server, "Authorization: Bearer new", form, 200, NULL);
  {
    g_autoptr (JsonObject) answer = dev_server_get (server, "auth-requests");
    JsonArray *requests = json_object_get_array_member (answer, "requests");
    JsonObject *last = json_array_get_object_element (requests, 9);
    JsonObject *parameters = json_object_get_object_member (last, "parameters");
    g_autofree char *everything = json_to_string (json_object_get_member (answer, "requests"), 0);

    g_assert_cmpuint (json_array_get_length (requests), ==, 10);
    g_assert_cmpstr (json_object_get_string_member (last, "credentials"), ==, "bearer");
    g_assert_cmpstr (json_object_get_string_member (last, "user"), ==, "alice");
    g_assert_cmpint (json_object_get_int_member (last, "status"), ==, 200);
    g_assert_cmpstr (json_object_get_string_member (parameters, "socket_id"), ==, "1.2");
    g_assert_null (strstr (everything, "-token"));
    g_assert_null (strstr (everything, "-cookie"));
  }

  test_server_free (server);
}

static void
test_signature_of_the_endpoint_subscribes (void)
{
  DevServer *server = test_server_new ();
  TestClient *client = test_client_new_connected (server);
  g_autofree char *form
      = g_strdup_printf ("socket_id=%s&channel_name=presence-room-doc_789", client->socket_id);
  g_autoptr (TestAnswer) answer
      = test_request (server, "POST", "/api/pusher/auth", BEARER_ALICE, form);
  g_autoptr (JsonObject) auth = test_object (answer->text);
  g_autofree char *channel_data
      = g_strescape (json_object_get_string_member (auth, "channel_data"), NULL);
  g_autoptr (JsonObject) success = NULL;

  test_client_send (client,
                    "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":"
                    "\"presence-room-doc_789\",\"auth\":\"%s\",\"channel_data\":\"%s\"}}",
                    json_object_get_string_member (auth, "auth"), channel_data);
  success = test_client_next (client, "pusher_internal:subscription_succeeded");
  g_assert_cmpstr (json_object_get_string_member (success, "data"), ==,
                   "{\"presence\":{\"ids\":[\"user_456\"],"
                   "\"hash\":{\"user_456\":{\"name\":\"Alice Smith\"}},\"count\":1}}");

  test_client_free (client);
  test_server_free (server);
}

static void
test_a_user_signs_in (void)
{
  DevServer *server = test_server_new ();
  TestClient *client = test_client_new_connected (server);
  g_autofree char *form = g_strdup_printf ("socket_id=%s", client->socket_id);
  g_autoptr (TestAnswer) answer
      = test_request (server, "POST", "/api/pusher/user-auth", BEARER_ALICE, form);
  g_autoptr (JsonObject) auth = test_object (answer->text);
  g_autofree char *user_data
      = g_strescape (json_object_get_string_member (auth, "user_data"), NULL);
  g_autoptr (JsonObject) success = NULL;
  g_autoptr (JsonObject) event = NULL;
  g_autoptr (JsonObject) error = NULL;

  test_client_send (client,
                    "{\"event\":\"pusher:signin\",\"data\":{\"auth\":\"%s\",\"user_data\":\"%s\"}}",
                    json_object_get_string_member (auth, "auth"), user_data);
  success = test_client_next (client, "pusher:signin_success");
  g_assert_cmpuint (dev_server_publish (server, "#server-to-user-user_456", "hello", "x"), ==, 1);
  event = test_client_next (client, "hello");
  g_assert_cmpuint (dev_server_publish (server, "#server-to-user-user_789", "hello", "x"), ==, 0);

  test_client_send (
      client, "{\"event\":\"pusher:signin\",\"data\":{\"auth\":\"x:y\",\"user_data\":\"{}\"}}");
  error = test_client_next (client, "pusher:error");
  test_client_wait_closed (client);
  g_assert_cmpuint (soup_websocket_connection_get_close_code (client->websocket), ==, 4009);

  test_client_free (client);
  test_server_free (server);
}

static void
test_laravel_naming (void)
{
  DevServer *server = test_server_new ();
  const char *form = "socket_id=1.2&channel_name=private-App.Models.User.456";
  const char *path = "/broadcasting/auth";
  static const struct
  {
    const char *headers;
    guint status;
  } cases[] = {
    { BEARER_ALICE, 200 },
    { "Cookie: session=alice-cookie\nAccept: application/json", 419 },
    { "Cookie: session=alice-cookie\nX-CSRF-TOKEN: x", 200 },
    { "Authorization: Bearer bob-token\nAccept: application/json", 403 },
    { "Accept: application/json", 401 },
    { NULL, 302 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestAnswer) answer = test_request (server, "POST", path, cases[i].headers, form);

      g_assert_cmpuint (answer->status, ==, cases[i].status);
    }

  test_server_free (server);
}

static void
test_auth_endpoint_misbehaves (void)
{
  DevServer *server = test_server_new ();
  const char *form = "socket_id=1.2&channel_name=private-user-user_456";
  const char *tenant = "socket_id=1.2&channel_name=private-tenant-org_123";
  const char *json = "{\"socket_id\":\"1.2\",\"channel_name\":\"private-user-user_456\"}";

  set_auth (server, "{\"mode\":\"status\",\"status\":503,\"retryAfter\":3,\"count\":1}");
  {
    g_autoptr (TestAnswer) answer
        = test_request (server, "POST", "/api/pusher/auth", BEARER_ALICE, form);

    g_assert_cmpuint (answer->status, ==, 503);
    g_assert_cmpstr (soup_message_headers_get_one (answer->headers, "Retry-After"), ==, "3");
  }
  expect_auth (server, BEARER_ALICE, form, 200, NULL);

  set_auth (server, "{\"mode\":\"status\",\"status\":403,\"body\":\"Forbidden\"}");
  expect_auth (server, BEARER_ALICE, form, 403, "Forbidden");
  set_auth (server, "{\"mode\":\"html\"}");
  expect_auth (server, BEARER_ALICE, form, 200, "<!DOCTYPE html><title>Sign in</title>\n");
  set_auth (server, "{\"mode\":\"redirect\"}");
  expect_auth (server, BEARER_ALICE, form, 302, NULL);
  set_auth (server, "{\"mode\":\"no-auth\"}");
  expect_auth (server, BEARER_ALICE, form, 200, "{}");
  set_auth (server, "{\"mode\":\"require-json\"}");
  expect_auth (server, BEARER_ALICE, form, 400, "{\"error\":\"Missing parameters\"}");
  expect_auth (server, BEARER_ALICE "\n" JSON, json, 200, NULL);
  set_auth (server, "{\"mode\":\"require-form\"}");
  expect_auth (server, BEARER_ALICE "\n" JSON, json, 400, NULL);
  expect_auth (server, BEARER_ALICE, form, 200, NULL);
  set_auth (server, "{\"mode\":\"normal\",\"status\":201}");
  expect_auth (server, BEARER_ALICE, form, 201, NULL);

  set_auth (server, "{\"mode\":\"normal\"}");
  set_auth (server, "{\"mode\":\"status\",\"status\":500,\"channel\":\"private-tenant-org_123\"}");
  expect_auth (server, BEARER_ALICE, form, 200, NULL);
  expect_auth (server, BEARER_ALICE, tenant, 500, NULL);
  set_auth (server, "{\"mode\":\"normal\"}");
  expect_auth (server, BEARER_ALICE, tenant, 200, NULL);
  g_assert_false (dev_server_post (server, "auth", "{\"mode\":\"sleepy\"}"));

  test_server_free (server);
}

static void
test_auth_endpoint_answers_wrong_bodies (void)
{
  DevServer *server = test_server_new ();
  const char *form = "socket_id=1.2&channel_name=private-user-user_456";
  g_autofree char *signature = dev_signature_channel (
      "demo-secret", "1.2", "private-user-user_456",
      "{\"user_id\":\"user_456\",\"user_info\":{\"name\":\"Alice Smith\"}}");

  set_auth (server, "{\"mode\":\"json-string\"}");
  {
    g_autoptr (TestAnswer) answer
        = test_request (server, "POST", "/api/pusher/auth", BEARER_ALICE, form);

    g_assert_true (g_str_has_prefix (answer->text, "\"{\\\"auth\\\":\\\"demo-key:"));
  }
  set_auth (server, "{\"mode\":\"sign-channel-data\"}");
  {
    g_autoptr (TestAnswer) answer
        = test_request (server, "POST", "/api/pusher/auth", BEARER_ALICE, form);
    g_autoptr (JsonObject) object = test_object (answer->text);

    g_assert_true (json_object_has_member (object, "channel_data"));
    g_assert_true (g_str_has_suffix (json_object_get_string_member (object, "auth"), signature));
  }
  set_auth (server, "{\"mode\":\"channel-data-object\"}");
  {
    g_autoptr (TestAnswer) answer
        = test_request (server, "POST", "/api/pusher/auth", BEARER_ALICE, form);
    g_autoptr (JsonObject) object = test_object (answer->text);

    g_assert_nonnull (json_object_get_object_member (object, "channel_data"));
  }
  set_auth (server, "{\"mode\":\"bad-signature\"}");
  {
    g_autoptr (TestAnswer) answer
        = test_request (server, "POST", "/api/pusher/auth", BEARER_ALICE, form);

    g_assert_nonnull (strstr (answer->text, "demo-key:0000000000"));
  }
  set_auth (server, "{\"mode\":\"huge\",\"bytes\":100000}");
  {
    g_autoptr (TestAnswer) answer
        = test_request (server, "POST", "/api/pusher/auth", BEARER_ALICE, form);

    g_assert_cmpuint (strlen (answer->text), >, 100000);
  }

  test_server_free (server);
}

static void
test_auth_endpoint_hangs_or_is_late (void)
{
  DevServer *server = test_server_new ();
  const char *form = "socket_id=1.2&channel_name=private-user-user_456";
  g_autoptr (SoupSession) hanging = NULL;
  g_autoptr (SoupSession) impatient = NULL;
  gboolean hanging_answered = FALSE;
  gboolean impatient_answered = FALSE;

  set_auth (server, "{\"mode\":\"hang\"}");
  hanging = begin (server, "/api/pusher/auth", form, &hanging_answered);
  g_assert_true (dev_server_wait (server, TEST_DEADLINE_MILLISECONDS, "{\"authRequests\":1}"));
  set_auth (server, "{\"mode\":\"delay\",\"milliseconds\":20}");
  expect_auth (server, BEARER_ALICE, form, 200, NULL);
  g_assert_false (hanging_answered);
  soup_session_abort (hanging);

  /* A client that does not wait for a late answer must not hurt the server. */
  set_auth (server, "{\"mode\":\"delay\",\"milliseconds\":60000}");
  impatient = begin (server, "/api/pusher/auth", form, &impatient_answered);
  g_assert_true (dev_server_wait (server, TEST_DEADLINE_MILLISECONDS, "{\"authRequests\":3}"));
  soup_session_abort (impatient);
  test_wait_for (&hanging_answered);
  test_wait_for (&impatient_answered);

  test_server_free (server);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-endpoint/answers-by-who-asks", test_auth_endpoint_answers_by_who_asks);
  g_test_add_func ("/auth-endpoint/signature-of-the-endpoint-subscribes",
                   test_signature_of_the_endpoint_subscribes);
  g_test_add_func ("/auth-endpoint/a-user-signs-in", test_a_user_signs_in);
  g_test_add_func ("/auth-endpoint/laravel-naming", test_laravel_naming);
  g_test_add_func ("/auth-endpoint/misbehaves", test_auth_endpoint_misbehaves);
  g_test_add_func ("/auth-endpoint/answers-wrong-bodies", test_auth_endpoint_answers_wrong_bodies);
  g_test_add_func ("/auth-endpoint/hangs-or-is-late", test_auth_endpoint_hangs_or_is_late);

  return g_test_run ();
}
