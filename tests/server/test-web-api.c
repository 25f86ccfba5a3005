/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the web app of the demo offers to programs, and each way in which it misbehaves. */

#include "test-client.h"

#define JSON "Content-Type: application/json"
#define BEARER_ALICE "Authorization: Bearer alice-token"
#define GRANT "\"grant_type\":\"urn:ietf:params:oauth:grant-type:device_code\""

static JsonObject *
ask (DevServer *server,
     const char *method,
     const char *path,
     const char *headers,
     const char *body,
     guint status)
{
  g_autoptr (TestAnswer) answer = test_request (server, method, path, headers, body);

  g_test_message ("%s: %u %s", path, answer->status, answer->text);
  g_assert_cmpuint (answer->status, ==, status);

  return test_object (answer->text);
}

static JsonObject *
begin (DevServer *server)
{
  return ask (server, "POST", "/api/auth/device/code", JSON, "{\"client_id\":\"traybell\"}", 200);
}

static void
assert_poll (DevServer *server, JsonObject *code, const char *error)
{
  g_autofree char *body
      = g_strdup_printf ("{" GRANT ",\"client_id\":\"traybell\",\"device_code\":\"%s\"}",
                         json_object_get_string_member (code, "device_code"));
  g_autoptr (JsonObject) answer
      = ask (server, "POST", "/api/auth/device/token", JSON, body, error != NULL ? 400 : 200);

  if (error != NULL)
    g_assert_cmpstr (json_object_get_string_member (answer, "error"), ==, error);
  else
    g_assert_cmpstr (json_object_get_string_member (answer, "access_token"), ==, "alice-token");
}

static void
test_a_code_becomes_a_token (void)
{
  DevServer *server = test_server_new ();
  g_autoptr (JsonObject) code = begin (server);
  g_autoptr (JsonObject) other = begin (server);
  g_autofree char *path = NULL;

  g_assert_cmpint (json_object_get_int_member (code, "expires_in"), ==, 600);
  g_assert_cmpint (json_object_get_int_member (code, "interval"), ==, 5);
  assert_poll (server, code, "authorization_pending");

  path
      = g_strdup_printf ("/device?user_code=%s", json_object_get_string_member (code, "user_code"));
  {
    g_autoptr (TestAnswer) page = test_request (server, "GET", path, NULL, NULL);

    g_assert_nonnull (strstr (page->text, "You have signed in"));
  }
  assert_poll (server, other, "authorization_pending");
  assert_poll (server, code, NULL);
  assert_poll (server, code, "invalid_grant");
  g_assert_true (dev_server_wait (server, 0, "{\"codeRequests\":2,\"tokenRequests\":4}"));
  g_assert_true (dev_server_wait (server, 0, "{\"opened\":\"/device\"}"));

  test_server_free (server);
}

static void
test_polls_find_what_the_test_wants (void)
{
  DevServer *server = test_server_new ();
  g_autoptr (JsonObject) code = begin (server);

  g_assert_true (dev_server_post (server, "sign-in",
                                  "{\"outcome\":\"approve\",\"slowDowns\":1,\"pending\":2}"));
  assert_poll (server, code, "slow_down");
  assert_poll (server, code, "authorization_pending");
  assert_poll (server, code, "authorization_pending");
  assert_poll (server, code, NULL);
  json_object_unref (code);

  code = begin (server);
  g_assert_true (dev_server_post (server, "sign-in", "{\"outcome\":\"deny\"}"));
  assert_poll (server, code, "access_denied");
  g_assert_true (dev_server_post (server, "sign-in", "{\"outcome\":\"expire\"}"));
  assert_poll (server, code, "expired_token");
  g_assert_true (dev_server_post (server, "sign-in", "{\"outcome\":\"invalid\"}"));
  assert_poll (server, code, "invalid_grant");
  g_assert_false (dev_server_post (server, "sign-in", "{\"outcome\":\"dream\"}"));

  test_server_free (server);
}

static void
test_bad_requests_are_refused (void)
{
  DevServer *server = test_server_new ();
  g_autoptr (JsonObject) no_client = ask (server, "POST", "/api/auth/device/code", JSON, "{}", 400);
  g_autoptr (JsonObject) form
      = ask (server, "POST", "/api/auth/device/code",
             "Content-Type: application/x-www-form-urlencoded", "client_id=traybell", 400);
  g_autoptr (JsonObject) no_grant
      = ask (server, "POST", "/api/auth/device/token", JSON, "{\"client_id\":\"traybell\"}", 400);
  g_autoptr (JsonObject) get = ask (server, "GET", "/api/auth/device/code", NULL, NULL, 405);

  g_assert_cmpstr (json_object_get_string_member (no_grant, "error"), ==, "unsupported_grant_type");

  test_server_free (server);
}

static void
test_who_has_signed_in_is_told (void)
{
  DevServer *server = test_server_new ();
  g_autoptr (JsonObject) session
      = ask (server, "GET", "/api/auth/get-session", BEARER_ALICE, NULL, 200);
  JsonObject *user = json_object_get_object_member (session, "user");

  g_assert_cmpstr (json_object_get_string_member (user, "id"), ==, "user_456");
  g_assert_cmpstr (json_object_get_string_member (user, "name"), ==, "Alice Smith");
  {
    g_autoptr (TestAnswer) nobody
        = test_request (server, "GET", "/api/auth/get-session", NULL, NULL);
    g_autoptr (TestAnswer) tenants
        = test_request (server, "GET", "/api/auth/organization/list", BEARER_ALICE, NULL);
    g_autoptr (TestAnswer) none
        = test_request (server, "GET", "/api/auth/organization/list", NULL, NULL);

    g_assert_cmpstr (nobody->text, ==, "null");
    g_assert_cmpstr (tenants->text, ==, "[{\"id\":\"org_123\",\"name\":\"Tenant org_123\"}]");
    g_assert_cmpuint (none->status, ==, 401);
  }

  test_server_free (server);
}

static void
test_the_settings_lead_to_this_server (void)
{
  DevServer *server = test_server_new ();
  g_autoptr (JsonObject) settings
      = ask (server, "GET", "/.well-known/traybell.json", NULL, NULL, 200);

  g_assert_cmpstr (json_object_get_string_member (settings, "key"), ==, "demo-key");
  g_assert_cmpint (json_object_get_int_member (settings, "port"), ==, dev_server_get_port (server));

  test_server_free (server);
}

static void
test_each_endpoint_misbehaves (void)
{
  DevServer *server = test_server_new ();
  const char *path = "/.well-known/traybell.json";

  g_assert_true (dev_server_post (
      server, "web", "{\"endpoint\":\"well-known\",\"mode\":\"status\",\"status\":404}"));
  json_object_unref (ask (server, "GET", path, NULL, NULL, 404));
  g_assert_true (dev_server_post (server, "web",
                                  "{\"endpoint\":\"well-known\",\"mode\":\"status\","
                                  "\"status\":200,\"body\":\"{}\",\"count\":1}"));
  json_object_unref (ask (server, "GET", path, NULL, NULL, 200));
  json_object_unref (ask (server, "GET", path, NULL, NULL, 200));
  g_assert_true (
      dev_server_post (server, "web", "{\"endpoint\":\"well-known\",\"mode\":\"html\"}"));
  {
    g_autoptr (TestAnswer) answer = test_request (server, "GET", path, NULL, NULL);

    g_assert_true (g_str_has_prefix (answer->text, "<!DOCTYPE"));
  }
  g_assert_true (dev_server_post (server, "web",
                                  "{\"endpoint\":\"well-known\",\"mode\":\"redirect\","
                                  "\"location\":\"https://elsewhere.example/\"}"));
  {
    g_autoptr (TestAnswer) answer = test_request (server, "GET", path, NULL, NULL);

    g_assert_cmpuint (answer->status, ==, 302);
    g_assert_cmpstr (soup_message_headers_get_one (answer->headers, "Location"), ==,
                     "https://elsewhere.example/");
  }
  g_assert_true (dev_server_post (
      server, "web", "{\"endpoint\":\"well-known\",\"mode\":\"huge\",\"bytes\":300000}"));
  {
    g_autoptr (TestAnswer) answer = test_request (server, "GET", path, NULL, NULL);

    g_assert_cmpuint (strlen (answer->text), ==, 300000);
  }
  g_assert_true (dev_server_post (server, "reset", "{}"));
  json_object_unref (ask (server, "GET", path, NULL, NULL, 200));
  g_assert_false (dev_server_post (server, "web", "{\"endpoint\":\"code\",\"mode\":\"sleepy\"}"));

  test_server_free (server);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/web-api/a-code-becomes-a-token", test_a_code_becomes_a_token);
  g_test_add_func ("/web-api/polls-find-what-the-test-wants", test_polls_find_what_the_test_wants);
  g_test_add_func ("/web-api/bad-requests-are-refused", test_bad_requests_are_refused);
  g_test_add_func ("/web-api/who-has-signed-in-is-told", test_who_has_signed_in_is_told);
  g_test_add_func ("/web-api/the-settings-lead-to-this-server",
                   test_the_settings_lead_to_this_server);
  g_test_add_func ("/web-api/each-endpoint-misbehaves", test_each_endpoint_misbehaves);

  return g_test_run ();
}
