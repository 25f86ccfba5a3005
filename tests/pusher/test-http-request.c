/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is sent to the authorisation endpoint, byte for byte (protocol §6). */

#include "network-fixture.h"

#include "pusher/pusher-retry-after.h"

#include <string.h>

/* The last request that the endpoint got, and how it answers the next. */
typedef struct
{
  NetworkFixture *network;
  SoupServer *server;
  PusherHttpAuthorizer *authorizer;
  char *body;
  char *content_type;
  SoupMessageHeaders *headers;
  guint requests;
  gboolean form_only;
  gboolean json_only;
  gboolean holds_next;
  SoupServerMessage *held;
  guint answers;
  guint authorizations;
} Endpoint;

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Endpoint *self = user_data;
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  gboolean is_json;

  g_assert_cmpstr (soup_server_message_get_method (message), ==, "POST");
  g_free (self->body);
  self->body = g_strndup (body->data, (gsize) body->length);
  g_free (self->content_type);
  self->content_type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  self->headers = soup_message_headers_ref (headers);
  self->requests++;
  if (self->holds_next)
    {
      self->holds_next = FALSE;
      self->held = g_object_ref (message);
      soup_server_message_pause (message);
    }

  is_json = g_str_equal (self->content_type, "application/json");
  if ((is_json && self->form_only) || (!is_json && self->json_only))
    soup_server_message_set_status (message, 400, NULL);
  else
    {
      soup_server_message_set_status (message, 200, NULL);
      soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC,
                                        "{\"auth\":\"k:s\"}", strlen ("{\"auth\":\"k:s\"}"));
    }
}

static Endpoint *
endpoint_new (void)
{
  Endpoint *self = g_new0 (Endpoint, 1);
  g_autoslist (GUri) uris = NULL;
  g_autofree char *uri = NULL;
  g_autoptr (GError) error = NULL;

  self->network = network_fixture_new ();
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  uri = g_strdup_printf ("http://127.0.0.1:%d/auth", g_uri_get_port (uris->data));
  self->authorizer = pusher_http_authorizer_new (self->network->session,
                                                 PUSHER_CLOCK (self->network->clock), uri, &error);
  g_assert_no_error (error);

  return self;
}

static void
endpoint_free (Endpoint *self)
{
  g_assert_finalize_object (self->authorizer);
  soup_server_disconnect (self->server);
  network_fixture_free (self->network);
  g_assert_finalize_object (self->server);
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  g_assert_null (self->held);
  g_free (self->body);
  g_free (self->content_type);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Endpoint, endpoint_free)

static void
on_authorized (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Endpoint *self = user_data;
  g_autoptr (PusherAuthorization) authorization = NULL;
  guint retry_after;

  authorization
      = pusher_authorizer_authorize_finish (PUSHER_AUTHORIZER (source), result, &retry_after, NULL);
  self->answers++;
  if (authorization != NULL)
    self->authorizations++;
}

static void
begin_to_ask (Endpoint *self, const char *channel)
{
  pusher_authorizer_authorize_async (PUSHER_AUTHORIZER (self->authorizer), "1.23", channel, NULL,
                                     on_authorized, self);
}

static void
ask (Endpoint *self, const char *channel)
{
  guint answers = self->answers;

  begin_to_ask (self, channel);
  WAIT_FOR (self->answers > answers);
}

static void
test_form (void)
{
  g_autoptr (Endpoint) endpoint = endpoint_new ();

  pusher_http_authorizer_add_parameter (endpoint->authorizer, "a", "1");
  pusher_http_authorizer_add_parameter (endpoint->authorizer, "b", "2");
  ask (endpoint, "chan");
  g_assert_cmpstr (endpoint->content_type, ==, "application/x-www-form-urlencoded");
  g_assert_cmpstr (endpoint->body, ==, "socket_id=1.23&channel_name=chan&a=1&b=2");
}

static void
test_encoding (void)
{
  g_autoptr (Endpoint) endpoint = endpoint_new ();

  pusher_http_authorizer_add_parameter (endpoint->authorizer, "a b", "é&=+");
  ask (endpoint, "private-foo=@,.;_1");
  g_assert_cmpstr (endpoint->body, ==,
                   "socket_id=1.23&channel_name=private-foo%3D%40%2C.%3B_1"
                   "&a%20b=%C3%A9%26%3D%2B");
}

static void
test_json (void)
{
  g_autoptr (Endpoint) endpoint = endpoint_new ();

  pusher_http_authorizer_set_format (endpoint->authorizer, PUSHER_AUTH_FORMAT_JSON);
  pusher_http_authorizer_add_parameter (endpoint->authorizer, "a", "\"1\"");
  ask (endpoint, "private-x");
  g_assert_cmpstr (endpoint->content_type, ==, "application/json");
  g_assert_cmpstr (endpoint->body, ==,
                   "{\"socket_id\":\"1.23\",\"channel_name\":\"private-x\",\"a\":\"\\\"1\\\"\"}");
}

static void
test_user (void)
{
  g_autoptr (Endpoint) endpoint = endpoint_new ();

  pusher_http_authorizer_add_parameter (endpoint->authorizer, "a", "1");
  ask (endpoint, NULL);
  g_assert_cmpstr (endpoint->body, ==, "socket_id=1.23&a=1");
  pusher_http_authorizer_set_format (endpoint->authorizer, PUSHER_AUTH_FORMAT_JSON);
  ask (endpoint, NULL);
  g_assert_cmpstr (endpoint->body, ==, "{\"socket_id\":\"1.23\",\"a\":\"1\"}");
}

/* The other format is tried once, and what works is kept. */
static void
test_other_format (void)
{
  g_autoptr (Endpoint) json = endpoint_new ();
  g_autoptr (Endpoint) form = endpoint_new ();
  g_autoptr (Endpoint) neither = endpoint_new ();

  json->json_only = TRUE;
  ask (json, "private-x");
  g_assert_cmpuint (json->requests, ==, 2);
  g_assert_cmpint (pusher_http_authorizer_get_format (json->authorizer), ==,
                   PUSHER_AUTH_FORMAT_JSON);
  ask (json, "private-y");
  g_assert_cmpuint (json->requests, ==, 3);

  form->form_only = TRUE;
  pusher_http_authorizer_set_format (form->authorizer, PUSHER_AUTH_FORMAT_JSON);
  ask (form, "private-x");
  g_assert_cmpuint (form->requests, ==, 2);
  g_assert_cmpint (pusher_http_authorizer_get_format (form->authorizer), ==,
                   PUSHER_AUTH_FORMAT_FORM);

  neither->form_only = TRUE;
  neither->json_only = TRUE;
  ask (neither, "private-x");
  g_assert_cmpuint (neither->requests, ==, 2);
  g_assert_cmpint (pusher_http_authorizer_get_format (neither->authorizer), ==,
                   PUSHER_AUTH_FORMAT_FORM);
}

/* A 400 of a format that has worked is about the channel. */
static void
test_proven_format (void)
{
  g_autoptr (Endpoint) endpoint = endpoint_new ();

  ask (endpoint, "private-x");
  endpoint->json_only = TRUE;
  ask (endpoint, "private-y");
  g_assert_cmpuint (endpoint->requests, ==, 2);
}

/* What another answer proves meanwhile is not held against a question that is under way. */
static void
test_format_proven_meanwhile (void)
{
  g_autoptr (Endpoint) endpoint = endpoint_new ();

  endpoint->json_only = TRUE;
  endpoint->holds_next = TRUE;
  begin_to_ask (endpoint, "private-x");
  WAIT_FOR (endpoint->held != NULL);
  ask (endpoint, "private-y");
  g_assert_cmpint (pusher_http_authorizer_get_format (endpoint->authorizer), ==,
                   PUSHER_AUTH_FORMAT_JSON);

  soup_server_message_unpause (endpoint->held);
  g_clear_object (&endpoint->held);
  WAIT_FOR (endpoint->answers == 2);
  g_assert_cmpuint (endpoint->authorizations, ==, 2);
  g_assert_cmpuint (endpoint->requests, ==, 4);
}

static void
release (Endpoint *self)
{
  soup_server_message_unpause (self->held);
  g_clear_object (&self->held);
}

static void
test_time_of_both_formats (void)
{
  g_autoptr (Endpoint) endpoint = endpoint_new ();

  endpoint->json_only = TRUE;
  endpoint->holds_next = TRUE;
  begin_to_ask (endpoint, "private-x");
  WAIT_FOR (endpoint->held != NULL);
  fake_clock_advance (endpoint->network->clock, PUSHER_HTTP_AUTHORIZER_TIMEOUT - 5);
  endpoint->holds_next = TRUE;
  release (endpoint);
  WAIT_FOR (endpoint->held != NULL);
  g_assert_cmpuint (endpoint->requests, ==, 2);

  fake_clock_advance (endpoint->network->clock, 4.9);
  network_fixture_settle ();
  g_assert_cmpuint (endpoint->answers, ==, 0);
  fake_clock_advance (endpoint->network->clock, 0.1);
  WAIT_FOR (endpoint->answers == 1);
  g_assert_cmpuint (endpoint->authorizations, ==, 0);
  release (endpoint);
}

static void
add_headers (SoupMessageHeaders *headers, gpointer user_data)
{
  guint *asked = user_data;
  g_autofree char *token = g_strdup_printf ("Bearer token-%u", ++*asked);

  soup_message_headers_replace (headers, "Authorization", token);
  soup_message_headers_replace (headers, "X-Requested-With", "Traybell");
}

static void
test_provider (void)
{
  g_autoptr (Endpoint) endpoint = endpoint_new ();
  guint asked = 0;

  pusher_http_authorizer_set_headers_func (endpoint->authorizer, add_headers, &asked, NULL);
  ask (endpoint, "private-x");
  g_assert_cmpstr (soup_message_headers_get_one (endpoint->headers, "Authorization"), ==,
                   "Bearer token-1");
  ask (endpoint, "private-y");
  g_assert_cmpstr (soup_message_headers_get_one (endpoint->headers, "Authorization"), ==,
                   "Bearer token-2");
  /* It wins over what is always sent. */
  g_assert_cmpstr (soup_message_headers_get_one (endpoint->headers, "X-Requested-With"), ==,
                   "Traybell");
  g_assert_cmpuint (asked, ==, 2);
}

static void
test_headers (void)
{
  g_autoptr (Endpoint) endpoint = endpoint_new ();

  ask (endpoint, "private-x");
  g_assert_cmpstr (soup_message_headers_get_one (endpoint->headers, "Accept"), ==,
                   "application/json");
  g_assert_cmpstr (soup_message_headers_get_one (endpoint->headers, "X-Requested-With"), ==,
                   "XMLHttpRequest");
  g_assert_cmpstr (soup_message_headers_get_one (endpoint->headers, "User-Agent"), ==,
                   "traybell-test/1");
  g_assert_null (soup_message_headers_get_one (endpoint->headers, "Cookie"));
}

static void
test_endpoints (void)
{
  static const char *const good[]
      = { "https://app.example.com/api/pusher/auth", "http://localhost:3000/auth",
          "http://127.0.0.1/auth", "http://[::1]:3000/auth", "HTTPS://h/x" };
  static const char *const bad[] = { "",
                                     "/api/pusher/auth",
                                     "app.example.com",
                                     "ftp://h/x",
                                     "https:///x",
                                     "http://h/x",
                                     "http://192.0.2.1/",
                                     "http://localhost.example.com/",
                                     "http://127.0.0.1.example.com/",
                                     "javascript:1" };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (pusher_http_authorizer_check_endpoint (good[i], &error));
      g_assert_no_error (error);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      if (pusher_http_authorizer_check_endpoint (bad[i], &error))
        g_error ("Accepted: %s", bad[i]);
      g_assert_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_OPTIONS);
    }
}

static void
test_wait (void)
{
  static const struct
  {
    const char *date;
    const char *retry_after;
    guint wanted;
  } cases[] = {
    { NULL, NULL, 0 },
    { NULL, "12", 12 },
    { NULL, "0", 0 },
    { NULL, "-1", 0 },
    { NULL, "86400", 3600 },
    { NULL, "99999999999999999999999999", 0 },
    { NULL, "soon", 0 },
    { "Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:50:07 GMT", 30 },
    { "Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:07 GMT", 0 },
    { "Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 2094 08:49:07 GMT", 3600 },
    { NULL, "Sun, 06 Nov 1994 08:49:37 GMT", 0 },
    { "nonsense", "Fri, 01 Jan 9999 00:00:00 GMT", 3600 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SoupMessageHeaders) headers
          = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);

      if (cases[i].date != NULL)
        soup_message_headers_append (headers, "Date", cases[i].date);
      if (cases[i].retry_after != NULL)
        soup_message_headers_append (headers, "Retry-After", cases[i].retry_after);
      g_assert_cmpuint (pusher_retry_after_read (headers), ==, cases[i].wanted);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/6.1/a-form-in-order", test_form);
  g_test_add_func ("/pusher/6.2/names-are-percent-encoded", test_encoding);
  g_test_add_func ("/pusher/6.3/json-on-request", test_json);
  g_test_add_func ("/pusher/6.3/the-other-format-is-tried-once", test_other_format);
  g_test_add_func ("/pusher/6.3/a-proven-format-is-kept", test_proven_format);
  g_test_add_func ("/pusher/6.3/a-format-proven-meanwhile-is-tried", test_format_proven_meanwhile);
  g_test_add_func ("/pusher/6.4/credentials-are-asked-for-each-time", test_provider);
  g_test_add_func ("/pusher/6.15/both-formats-share-the-time", test_time_of_both_formats);
  g_test_add_func ("/pusher/10.1/a-user-s-request-names-no-channel", test_user);
  g_test_add_func ("/pusher/6.12/json-is-asked-for", test_headers);
  g_test_add_func ("/pusher/1.18/the-endpoint-sees-a-user-agent", test_headers);
  g_test_add_func ("/pusher/6.22/endpoints-are-encrypted-or-here", test_endpoints);
  g_test_add_func ("/pusher/6.14/how-long-to-wait-in-any-form", test_wait);

  return g_test_run ();
}
