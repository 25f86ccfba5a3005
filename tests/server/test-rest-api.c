/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The signed REST API as a server SDK uses it. */

#include "dev-signature.h"
#include "test-client.h"

#define JSON "Content-Type: application/json"

/* Signs like a server SDK. @query is "name=value&" or empty. */
static TestAnswer *
rest (DevServer *server, const char *method, const char *path, const char *query, const char *body)
{
  g_autofree char *digest
      = body != NULL ? g_compute_checksum_for_string (G_CHECKSUM_MD5, body, -1) : NULL;
  g_autofree char *unsigned_query = g_strdup_printf (
      "%sauth_key=demo-key&auth_version=1.0&auth_timestamp=%" G_GINT64_FORMAT "%s%s", query,
      g_get_real_time () / G_USEC_PER_SEC, digest != NULL ? "&body_md5=" : "",
      digest != NULL ? digest : "");
  g_autoptr (GHashTable) values = soup_form_decode (unsigned_query);
  g_autofree char *signature = dev_signature_request ("demo-secret", method, path, values);
  g_autofree char *url
      = g_strdup_printf ("%s?%s&auth_signature=%s", path, unsigned_query, signature);

  return test_request (server, method, url, JSON, body);
}

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
expect_status (DevServer *server, const char *path, const char *body, guint status)
{
  g_autoptr (TestAnswer) answer = rest (server, "POST", path, "", body);

  g_assert_cmpuint (answer->status, ==, status);
}

static void
expect_get (DevServer *server, const char *path, const char *query, const char *text)
{
  g_autoptr (TestAnswer) answer = rest (server, "GET", path, query, NULL);

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (answer->text, ==, text);
}

static void
test_published_event_arrives (void)
{
  DevServer *server = test_server_new ();
  TestClient *client = make_subscriber (server, "private-a", NULL);
  TestClient *other = make_subscriber (server, "private-a", NULL);
  g_autofree char *body
      = g_strdup_printf ("{\"name\":\"e\",\"data\":\"{\\\"x\\\":1}\",\"channels\":[\"private-a\"],"
                         "\"socket_id\":\"%s\"}",
                         other->socket_id);
  g_autoptr (TestAnswer) answer = rest (server, "POST", "/apps/demo-app/events", "", body);
  g_autoptr (JsonObject) event = test_client_next (client, "e");

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (json_object_get_string_member (event, "data"), ==, "{\"x\":1}");
  test_client_hears_nothing (other);

  test_client_free (client);
  test_client_free (other);
  test_server_free (server);
}

static void
test_batch_arrives_in_order (void)
{
  DevServer *server = test_server_new ();
  TestClient *client = make_subscriber (server, "a", NULL);
  g_autoptr (TestAnswer) answer
      = rest (server, "POST", "/apps/demo-app/batch_events", "",
              "{\"batch\":[{\"name\":\"one\",\"data\":\"1\",\"channel\":\"a\"},"
              "{\"name\":\"two\",\"data\":\"2\",\"channel\":\"a\"}]}");
  g_autoptr (JsonObject) one = test_client_next (client, "one");
  g_autoptr (JsonObject) two = test_client_next (client, "two");

  g_assert_cmpuint (answer->status, ==, 200);

  test_client_free (client);
  test_server_free (server);
}

static char *
event_for_channels (guint count)
{
  g_autoptr (GString) text = g_string_new ("{\"name\":\"e\",\"data\":\"\",\"channels\":[");

  for (guint i = 0; i < count; i++)
    g_string_append_printf (text, "%s\"%u\"", i > 0 ? "," : "", i);
  g_string_append (text, "]}");

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_limits_of_the_rest_api (void)
{
  DevServer *server = test_server_new ();
  g_autofree char *most = g_strnfill (10240, 'x');
  g_autofree char *fits
      = g_strdup_printf ("{\"name\":\"e\",\"data\":\"%s\",\"channel\":\"a\"}", most);
  g_autofree char *large
      = g_strdup_printf ("{\"name\":\"e\",\"data\":\"%sx\",\"channel\":\"a\"}", most);
  g_autofree char *channels = event_for_channels (100);
  g_autofree char *more_channels = event_for_channels (101);
  g_autoptr (GString) batch = g_string_new ("{\"batch\":[");

  for (int i = 0; i < 11; i++)
    g_string_append_printf (batch, "%s{\"name\":\"e\",\"data\":\"\",\"channel\":\"a\"}",
                            i > 0 ? "," : "");
  g_string_append (batch, "]}");

  expect_status (server, "/apps/demo-app/events", fits, 200);
  expect_status (server, "/apps/demo-app/events", large, 413);
  expect_status (server, "/apps/demo-app/batch_events", batch->str, 400);
  expect_status (server, "/apps/demo-app/events", channels, 200);
  expect_status (server, "/apps/demo-app/events", more_channels, 400);
  expect_status (server, "/apps/demo-app/events",
                 "{\"name\":\"e\",\"data\":\"\",\"channel\":\"a/b\"}", 400);
  expect_status (server, "/apps/demo-app/events", "{}", 400);
  expect_status (server, "/apps/other/events", fits, 404);

  test_server_free (server);
}

static void
test_unsigned_rest_call_is_refused (void)
{
  DevServer *server = test_server_new ();
  g_autoptr (TestAnswer) answer = test_request (server, "POST", "/apps/demo-app/events", JSON,
                                                "{\"name\":\"e\",\"data\":\"\",\"channel\":\"a\"}");

  g_assert_cmpuint (answer->status, ==, 401);

  test_server_free (server);
}

static void
test_channels_are_listed (void)
{
  DevServer *server = test_server_new ();
  TestClient *client = make_subscriber (server, "presence-room-a", "{\"user_id\":\"u\"}");
  TestClient *other = make_subscriber (server, "b", NULL);
  g_autoptr (TestAnswer) refused = NULL;

  expect_get (server, "/apps/demo-app/channels", "filter_by_prefix=presence-&info=user_count&",
              "{\"channels\":{\"presence-room-a\":{\"user_count\":1}}}");
  expect_get (server, "/apps/demo-app/channels/b", "info=subscription_count&",
              "{\"occupied\":true,\"subscription_count\":1}");
  expect_get (server, "/apps/demo-app/channels/c", "", "{\"occupied\":false}");
  expect_get (server, "/apps/demo-app/channels/presence-room-a/users", "",
              "{\"users\":[{\"id\":\"u\"}]}");
  refused = rest (server, "GET", "/apps/demo-app/channels/b/users", "", NULL);
  g_assert_cmpuint (refused->status, ==, 400);

  test_client_free (client);
  test_client_free (other);
  test_server_free (server);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rest-api/published-event-arrives", test_published_event_arrives);
  g_test_add_func ("/rest-api/batch-arrives-in-order", test_batch_arrives_in_order);
  g_test_add_func ("/rest-api/limits-of-the-rest-api", test_limits_of_the_rest_api);
  g_test_add_func ("/rest-api/unsigned-rest-call-is-refused", test_unsigned_rest_call_is_refused);
  g_test_add_func ("/rest-api/channels-are-listed", test_channels_are_listed);

  return g_test_run ();
}
