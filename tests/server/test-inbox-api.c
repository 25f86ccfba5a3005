/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The web app's own list of notifications in both styles, and each way in which it misbehaves. */

#include "test-client.h"

#define ALICE "Authorization: Bearer alice-token"
#define WEB "/api/notifications"
#define GATEWAY "/api/v1/notifications"

static TestAnswer *
get (DevServer *server, const char *path, guint status)
{
  TestAnswer *answer = test_request (server, "GET", path, ALICE, NULL);

  g_assert_cmpuint (answer->status, ==, status);
  return answer;
}

static void
change (DevServer *server, const char *method, const char *path, const char *body, guint status)
{
  g_autoptr (TestAnswer) answer
      = test_request (server, method, path, ALICE "\nContent-Type: application/json", body);

  g_assert_cmpuint (answer->status, ==, status);
}

static void
test_web_style_lists_by_cursor_and_marks_one (void)
{
  DevServer *server = test_server_new ();
  g_autoptr (TestAnswer) first = NULL;
  g_autoptr (TestAnswer) second = NULL;
  g_autoptr (JsonObject) root = NULL;
  JsonObject *data;

  g_assert_true (
      dev_server_post (server, "inbox-add", "{\"id\":\"n\",\"title\":\"T\",\"times\":3}"));
  first = get (server, WEB "/inbox?limit=2", 200);
  root = test_object (first->text);
  data = json_object_get_object_member (root, "data");
  g_assert_true (json_object_get_boolean_member (root, "success"));
  g_assert_cmpint (json_object_get_int_member (data, "unreadCount"), ==, 3);
  g_assert_cmpstr (json_object_get_string_member (data, "nextCursor"), ==, "2");
  g_assert_nonnull (strstr (first->text, "\"n 2\""));
  second = get (server, WEB "/inbox?limit=2&cursor=2", 200);
  g_assert_nonnull (strstr (second->text, "\"n 0\""));
  g_assert_nonnull (strstr (second->text, "\"nextCursor\":null"));

  change (server, "PATCH", WEB "/n%201", "{\"read\":true}", 200);
  change (server, "PATCH", WEB "/other", "{\"read\":true}", 404);
  {
    g_autoptr (TestAnswer) after = get (server, WEB "/inbox", 200);

    g_assert_nonnull (strstr (after->text, "\"unreadCount\":2"));
  }
  g_assert_cmpint (dev_server_get_counter (server, "inboxFetches"), ==, 3);
  g_assert_cmpint (dev_server_get_counter (server, "inboxMarks"), ==, 2);
  test_server_free (server);
}

static void
test_gateway_style_lists_by_offset_and_marks_many (void)
{
  DevServer *server = test_server_new ();
  g_autoptr (TestAnswer) page = NULL;
  g_autoptr (TestAnswer) after = NULL;

  g_assert_true (
      dev_server_post (server, "inbox-add", "{\"id\":\"n\",\"title\":\"T\",\"times\":4}"));
  page = get (server, GATEWAY "?limit=2&offset=3", 200);
  g_assert_nonnull (strstr (page->text, "\"n 0\""));
  g_assert_nonnull (strstr (page->text, "\"total\":4"));
  change (server, "POST", GATEWAY "/mark-read", "{\"ids\":[]}", 400);
  change (server, "POST", GATEWAY "/mark-read", "{\"ids\":[\"n 0\",\"n 1\"]}", 200);
  after = get (server, GATEWAY, 200);
  g_assert_nonnull (strstr (after->text, "\"unreadCount\":2"));
  change (server, "POST", GATEWAY "/mark-all-read", "{}", 200);
  {
    g_autoptr (TestAnswer) last = get (server, GATEWAY, 200);

    g_assert_nonnull (strstr (last->text, "\"unreadCount\":0"));
  }
  test_server_free (server);
}

static void
test_strangers_are_sent_away (void)
{
  DevServer *server = test_server_new ();
  g_autoptr (TestAnswer) web = test_request (server, "GET", WEB "/inbox", NULL, NULL);
  g_autoptr (TestAnswer) gateway = test_request (server, "GET", GATEWAY, NULL, NULL);

  g_assert_cmpuint (web->status, ==, 302);
  g_assert_cmpuint (gateway->status, ==, 401);
  test_server_free (server);
}

static void
test_what_is_marked_is_told_to_others (void)
{
  DevServer *server = test_server_new ();
  g_autoptr (TestClient) client = test_client_new_connected (server);
  g_autoptr (JsonObject) subscribed = NULL;
  g_autoptr (JsonObject) event = NULL;

  test_client_subscribe (client, server, "private-user-user_456", NULL);
  subscribed = test_client_next (client, "pusher_internal:subscription_succeeded");
  g_assert_true (dev_server_post (server, "inbox-add", "{\"id\":\"a\",\"title\":\"T\"}"));
  change (server, "PATCH", WEB "/a", "{\"read\":true}", 200);
  event = test_client_next (client, "notification:read");
  g_assert_cmpstr (json_object_get_string_member (event, "data"), ==, "{\"ids\":[\"a\"]}");
  g_clear_pointer (&client, test_client_free);
  test_server_free (server);
}

static void
test_it_misbehaves_as_told (void)
{
  static const struct
  {
    const char *fault;
    guint status;
    const char *fragment;
  } faults[] = {
    { "{\"mode\":\"status\",\"status\":409,\"count\":1}", 409, "Test" },
    { "{\"mode\":\"redirect\",\"count\":1}", 302, "Moved" },
    { "{\"mode\":\"html\",\"count\":1}", 200, "<!DOCTYPE" },
    { "{\"mode\":\"malformed\",\"count\":1}", 200, "\"data\":{" },
    { "{\"mode\":\"huge\",\"count\":1}", 200, "    " },
    { "{\"mode\":\"status\",\"status\":503,\"channel\":\"mark\"}", 200, "success" },
  };
  DevServer *server = test_server_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (TestAnswer) answer = NULL;

      g_assert_true (dev_server_post (server, "inbox-fault", "%s", faults[i].fault));
      answer = get (server, WEB "/inbox", faults[i].status);
      g_assert_nonnull (strstr (answer->text, faults[i].fragment));
    }
  change (server, "PATCH", WEB "/a", "{\"read\":true}", 503);
  g_assert_false (dev_server_post (server, "inbox-fault", "{\"mode\":\"x\"}"));
  test_server_free (server);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/inbox-api/web-style-lists-by-cursor-and-marks-one",
                   test_web_style_lists_by_cursor_and_marks_one);
  g_test_add_func ("/server/inbox-api/gateway-style-lists-by-offset-and-marks-many",
                   test_gateway_style_lists_by_offset_and_marks_many);
  g_test_add_func ("/server/inbox-api/strangers-are-sent-away", test_strangers_are_sent_away);
  g_test_add_func ("/server/inbox-api/what-is-marked-is-told-to-others",
                   test_what_is_marked_is_told_to_others);
  g_test_add_func ("/server/inbox-api/it-misbehaves-as-told", test_it_misbehaves_as_told);

  return g_test_run ();
}
