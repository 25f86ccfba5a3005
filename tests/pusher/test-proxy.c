/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The system's proxy, which may change at any time (row 14.10), and what people are told of it
 * (row 4.21). */

#include "fake-proxy.h"
#include "network-fixture.h"

#include <string.h>

#include "pusher/pusher-soup-session.h"

/* Only the proxy knows this server. */
#define HOST "push.example"

typedef struct
{
  NetworkFixture *network;
  FakeProxy *proxy;
  char *name; /* as people are told it */
} Fixture;

static void
use_proxy (Fixture *fixture, const char *ca_file, const char *user_info)
{
  GProxyResolver *resolver = fake_proxy_resolver_new (fixture->proxy, user_info);

  network_fixture_set_session (fixture->network, ca_file, resolver);
  g_object_unref (resolver);
}

static void
fixture_init (Fixture *fixture, NetworkFixture *network)
{
  fixture->network = network;
  fixture->proxy = fake_proxy_new (dev_server_get_port (network->server));
  fixture->name = g_strdup_printf ("127.0.0.1:%u", fixture->proxy->port);
  use_proxy (fixture, network->certificate, "");
}

static void
fixture_clear (Fixture *fixture)
{
  network_fixture_free (fixture->network);
  fake_proxy_free (fixture->proxy);
  g_free (fixture->name);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

static Socket *
connect_to (Fixture *fixture, const char *scheme, const char *host)
{
  g_autofree char *uri = g_strdup_printf ("%s://%s:%u/app/demo-key", scheme, host,
                                          dev_server_get_port (fixture->network->server));

  return socket_new_for_uri (fixture->network, uri, NULL);
}

static void
assert_opens (Fixture *fixture, const char *scheme, const char *host)
{
  g_autoptr (Socket) socket = connect_to (fixture, scheme, host);

  WAIT_FOR (socket->messages->len > 0 || socket->ends > 0);
  g_assert_no_error (socket->error);
}

/* Whoever watches is told of the proxy's address, and of the server only when the proxy has opened
 * the way to it. */
static void
test_stages (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *found = NULL;
  g_autofree char *all = NULL;
  Socket *socket;

  fixture_init (&fixture, network_fixture_new ());
  found = g_strdup_printf ("found:%s ", fixture.name);
  all = g_strdup_printf ("%sreached:%s upgraded: ", found, fixture.name);
  socket = connect_to (&fixture, "ws", HOST);
  WAIT_FOR (socket->messages->len > 0);
  g_assert_cmpstr (socket->stages->str, ==, all);
  socket_free (socket);

  fixture.proxy->answer = g_strdup ("HTTP/1.1 403 Filtered\r\n\r\n");
  socket = connect_to (&fixture, "ws", HOST);
  WAIT_FOR (socket->ends > 0);
  g_assert_cmpstr (socket->stages->str, ==, found);
  socket_free (socket);
}

/* Fails for @words, which "PROXY" and "PORT" stand in for the proxy's and the server's. */
static void
assert_fails (Fixture *fixture, const char *words)
{
  g_autoptr (Socket) socket = connect_to (fixture, "ws", HOST);
  g_autoptr (GString) wanted = g_string_new (words);
  g_autofree char *port
      = g_strdup_printf ("port %u", dev_server_get_port (fixture->network->server));

  g_string_replace (wanted, "PROXY", fixture->name, 0);
  g_string_replace (wanted, "PORT", port, 0);
  WAIT_FOR (socket->ends > 0);
  g_test_message ("%s", socket->error->message);
  g_assert_error (socket->error, PUSHER_ERROR, PUSHER_ERROR_NETWORK);
  g_assert_true (pusher_error_is_retryable (socket->error));
  g_assert_true (pusher_error_is_of_proxy (socket->error));
  if (!g_str_has_prefix (socket->error->message, wanted->str))
    g_error ("“%s” does not begin with “%s”", socket->error->message, wanted->str);
  g_assert_null (strstr (socket->error->message, "opensesame"));
  g_assert_cmpint (dev_server_get_counter (fixture->network->server, "upgradeRequests"), ==, 0);
}

static void
assert_requested (Fixture *fixture, const char *line)
{
  g_autofree char *wanted = g_strconcat (line, "\r\n", NULL);

  if (fixture->proxy->request == NULL || strstr (fixture->proxy->request, wanted) == NULL)
    g_error ("“%s” is not in “%s”", line, fixture->proxy->request);
}

static void
test_tunnel (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *request = NULL;

  fixture_init (&fixture, network_fixture_new ());
  request = g_strdup_printf ("CONNECT " HOST ":%u HTTP/1.1",
                             dev_server_get_port (fixture.network->server));
  assert_opens (&fixture, "ws", HOST);
  assert_requested (&fixture, request);
  g_assert_null (strstr (fixture.proxy->request, "Proxy-Authorization"));
}

static void
test_encrypted_tunnel (void)
{
  g_auto (Fixture) fixture = { 0 };
  NetworkFixture *network = network_fixture_new_tls ();

  if (network == NULL)
    {
      g_test_skip ("There is no openssl to make a certificate with");
      fixture_init (&fixture, network_fixture_new ());
      return;
    }

  fixture_init (&fixture, network);
  assert_opens (&fixture, "wss", HOST);
  g_assert_cmpuint (fixture.proxy->visits, ==, 1);
}

static void
test_address (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *request = NULL;

  fixture_init (&fixture, network_fixture_new ());
  request = g_strdup_printf ("CONNECT [2001:db8::1]:%u HTTP/1.1",
                             dev_server_get_port (fixture.network->server));
  assert_opens (&fixture, "ws", "[2001:db8::1]");
  assert_requested (&fixture, request);
}

typedef struct
{
  gboolean ready;
  PusherAuthorization *authorization;
  GError *error;
} Answer;

static void
on_authorized (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;
  guint retry_after;

  answer->authorization = pusher_authorizer_authorize_finish (PUSHER_AUTHORIZER (source), result,
                                                              &retry_after, &answer->error);
  answer->ready = TRUE;
}

static void
add_alice (SoupMessageHeaders *headers, gpointer user_data)
{
  soup_message_headers_replace (headers, "Authorization", "Bearer alice-token");
}

static void
test_authorisation (void)
{
  g_auto (Fixture) fixture = { 0 };
  NetworkFixture *network = network_fixture_new_tls ();
  g_autofree char *endpoint = NULL;
  PusherHttpAuthorizer *authorizer;
  Answer answer = { 0 };

  if (network == NULL)
    {
      g_test_skip ("There is no openssl to make a certificate with");
      fixture_init (&fixture, network_fixture_new ());
      return;
    }

  fixture_init (&fixture, network);
  endpoint = g_strdup_printf ("https://" HOST ":%u/api/pusher/auth",
                              dev_server_get_port (network->server));
  authorizer = pusher_http_authorizer_new (network->session, PUSHER_CLOCK (network->clock),
                                           endpoint, NULL);
  pusher_http_authorizer_set_headers_func (authorizer, add_alice, NULL, NULL);

  pusher_authorizer_authorize_async (PUSHER_AUTHORIZER (authorizer), "1.23",
                                     "private-user-user_456", NULL, on_authorized, &answer);
  WAIT_FOR (answer.ready);
  g_assert_no_error (answer.error);
  g_assert_cmpuint (fixture.proxy->visits, ==, 1);
  g_assert_null (strstr (fixture.proxy->request, "alice-token"));
  pusher_authorization_free (answer.authorization);

  /* A proxy that refuses is not a web app that denies a channel. */
  soup_session_abort (network->session);
  fixture.proxy->answer = g_strdup ("HTTP/1.1 403 Filtered\r\n\r\n");
  answer = (Answer){ 0 };
  pusher_authorizer_authorize_async (PUSHER_AUTHORIZER (authorizer), "1.23",
                                     "private-user-user_456", NULL, on_authorized, &answer);
  WAIT_FOR (answer.ready);
  g_assert_error (answer.error, PUSHER_ERROR, PUSHER_ERROR_NETWORK);
  g_assert_true (pusher_error_is_retryable (answer.error));
  g_assert_nonnull (strstr (answer.error->message, fixture.name));
  g_error_free (answer.error);
  g_assert_finalize_object (authorizer);
}

static void
test_own_computer (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture, network_fixture_new ());
  assert_opens (&fixture, "ws", "127.0.0.1");
  assert_opens (&fixture, "ws", "localhost");
  g_assert_cmpuint (fixture.proxy->visits, ==, 0);
}

static void
test_ignored_host (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *uri = NULL;
  const char *const ignored[] = { "*.ignored.invalid", NULL };
  GProxyResolver *resolver;
  g_autoptr (Socket) socket = NULL;

  fixture_init (&fixture, network_fixture_new ());
  uri = g_strdup_printf ("http://127.0.0.1:%u", fixture.proxy->port);
  resolver = g_simple_proxy_resolver_new (uri, (GStrv) ignored);
  network_fixture_set_session (fixture.network, NULL, resolver);
  g_object_unref (resolver);

  /* It is looked for without the proxy, and not found. */
  socket = connect_to (&fixture, "ws", "push.ignored.invalid");
  WAIT_FOR (socket->ends > 0);
  g_assert_nonnull (strstr (socket->error->message, "push.ignored.invalid cannot be found"));
  g_assert_false (pusher_error_is_of_proxy (socket->error));
  g_assert_cmpuint (fixture.proxy->visits, ==, 0);
}

static void
test_password (void)
{
  static const struct
  {
    const char *user_info;
    const char *both;
  } cases[] = {
    { "traybell:opensesame@", "traybell:opensesame" },
    { "tray%20bell:open%3As%40same@", "tray bell:open:s@same" },
    { "traybell@", "traybell:" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Fixture) fixture = { 0 };
      g_autofree char *encoded
          = g_base64_encode ((const guchar *) cases[i].both, strlen (cases[i].both));
      g_autofree char *line = g_strdup_printf ("Proxy-Authorization: Basic %s", encoded);

      fixture_init (&fixture, network_fixture_new ());
      use_proxy (&fixture, NULL, cases[i].user_info);
      assert_opens (&fixture, "ws", HOST);
      assert_requested (&fixture, line);
    }
}

static void
test_refusals (void)
{
  static const struct
  {
    const char *answer;
    const char *words;
  } cases[] = {
    { "HTTP/1.1 403 Filtered\r\nContent-Length: 3\r\n\r\nNo.",
      "The proxy PROXY does not allow connections to " HOST ", PORT (403)" },
    { "HTTP/1.0 405 Method Not Allowed\r\n\r\n",
      "The proxy PROXY does not allow connections to " HOST ", PORT (405)" },
    { "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\r\n",
      "The proxy PROXY does not accept the user name and password" },
    { "HTTP/1.0 401 Unauthorized\r\nServer: tinyproxy/1.11.1\r\n\r\n",
      "The proxy PROXY does not accept the user name and password" },
    { "HTTP/1.1 407 Required\r\nProxy-Authenticate: Negotiate\r\nproxy-authenticate: NTLM\r\n\r\n",
      "The proxy PROXY asks for a kind of sign-in that is not supported" },
    { "HTTP/1.1 502 Bad Gateway\r\n\r\n", "The proxy PROXY does not reach " HOST ", PORT (502)" },
    { "HTTP/1.1 504 Timeout\r\n\r\n", "The proxy PROXY does not reach " HOST ", PORT (504)" },
    { "HTTP/1.1 301 Moved\r\nLocation: http://login.example/\r\n\r\n",
      "The proxy PROXY does not open a connection to " HOST ", PORT (301)" },
    { "HTTP/1.1 200 OK\r\n\r\n<html>A page instead of a tunnel",
      "What answers at PROXY is not an HTTP proxy" },
    { "HTTP/1.1 99999999999999999999 What\r\n\r\n", "What answers at PROXY is not an HTTP proxy" },
    { "HTTP/1.1\r\n\r\n", "What answers at PROXY is not an HTTP proxy" },
    { "SSH-2.0-OpenSSH_9.2\r\n", "What answers at PROXY is not an HTTP proxy" },
    { "", "The proxy PROXY ends the connection without an answer" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Fixture) fixture = { 0 };

      fixture_init (&fixture, network_fixture_new ());
      use_proxy (&fixture, NULL, "traybell:opensesame@");
      fixture.proxy->answer = g_strdup (cases[i].answer);
      assert_fails (&fixture, cases[i].words);
    }
}

static void
test_password_is_missing (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture, network_fixture_new ());
  fixture.proxy->answer = g_strdup ("HTTP/1.1 407 Required\r\n\r\n");
  assert_fails (&fixture, "The proxy PROXY asks for a user name and a password (407)");
}

static void
test_endless_answer (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GString) answer = g_string_new ("HTTP/1.1 200 OK\r\n");

  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (answer, "X-%u: abcdefgh\r\n", i);
  fixture_init (&fixture, network_fixture_new ());
  fixture.proxy->answer = g_strdup (answer->str);
  assert_fails (&fixture, "What answers at PROXY is not an HTTP proxy");
}

static void
test_nobody_there (void)
{
  g_auto (Fixture) fixture = { 0 };
  GProxyResolver *resolver = g_simple_proxy_resolver_new ("http://me:opensesame@127.0.0.1:9", NULL);

  fixture_init (&fixture, network_fixture_new ());
  network_fixture_set_session (fixture.network, NULL, resolver);
  g_object_unref (resolver);
  assert_fails (&fixture, "Nothing answers at the proxy 127.0.0.1:9; ");
}

static void
test_unknown_name (void)
{
  g_auto (Fixture) fixture = { 0 };
  GProxyResolver *resolver
      = g_simple_proxy_resolver_new ("http://me:opensesame@proxy.invalid:3128", NULL);

  fixture_init (&fixture, network_fixture_new ());
  network_fixture_set_session (fixture.network, NULL, resolver);
  g_object_unref (resolver);
  assert_fails (&fixture, "The proxy proxy.invalid:3128 cannot be found; ");
}

static void
test_unknown_kind (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *uri = NULL;
  GProxyResolver *resolver;

  fixture_init (&fixture, network_fixture_new ());
  uri = g_strdup_printf ("carrier-pigeon://127.0.0.1:%u", fixture.proxy->port);
  resolver = g_simple_proxy_resolver_new (uri, NULL);
  network_fixture_set_session (fixture.network, NULL, resolver);
  g_object_unref (resolver);
  assert_fails (&fixture, "The proxy PROXY is of a kind that is not supported; ");
}

static void
test_silence (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (Socket) socket = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  fixture_init (&fixture, network_fixture_new ());
  fixture.proxy->hangs = TRUE;
  words = g_strdup_printf ("The proxy %s does not say whether it reaches " HOST, fixture.name);
  socket = connect_to (&fixture, "ws", HOST);
  WAIT_FOR (fixture.proxy->visits > 0);
  network_fixture_settle ();
  error = pusher_transport_explain_silence (socket->transport);
  g_assert_error (error, PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT);
  g_assert_true (g_str_has_prefix (error->message, words));
}

static void
test_change (void)
{
  g_auto (Fixture) fixture = { 0 };
  FakeProxy *other;
  g_autofree char *uri = NULL;
  GProxyResolver *resolver = g_simple_proxy_resolver_new (NULL, NULL);

  fixture_init (&fixture, network_fixture_new ());
  other = fake_proxy_new (dev_server_get_port (fixture.network->server));
  network_fixture_set_session (fixture.network, NULL, resolver);

  uri = g_strdup_printf ("http://127.0.0.1:%u", fixture.proxy->port);
  g_simple_proxy_resolver_set_default_proxy (G_SIMPLE_PROXY_RESOLVER (resolver), uri);
  assert_opens (&fixture, "ws", HOST);
  g_assert_cmpuint (fixture.proxy->visits, ==, 1);
  g_assert_cmpuint (other->visits, ==, 0);

  g_free (uri);
  uri = g_strdup_printf ("http://127.0.0.1:%u", other->port);
  g_simple_proxy_resolver_set_default_proxy (G_SIMPLE_PROXY_RESOLVER (resolver), uri);
  assert_opens (&fixture, "ws", HOST);
  g_assert_cmpuint (fixture.proxy->visits, ==, 1);
  g_assert_cmpuint (other->visits, ==, 1);

  g_object_unref (resolver);
  network_fixture_set_session (fixture.network, NULL, NULL);
  fake_proxy_free (other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_set_prgname ("test-proxy");

  g_test_add_func ("/pusher/14.10/a-websocket-goes-through-a-tunnel", test_tunnel);
  g_test_add_func ("/pusher/14.10/an-encrypted-websocket-goes-through-a-tunnel",
                   test_encrypted_tunnel);
  g_test_add_func ("/pusher/14.10/an-address-of-many-colons-goes-through-a-tunnel", test_address);
  g_test_add_func ("/pusher/14.10/an-authorisation-goes-through-a-tunnel", test_authorisation);
  g_test_add_func ("/pusher/14.10/what-is-for-this-computer-does-not-leave-it", test_own_computer);
  g_test_add_func ("/pusher/14.10/a-host-that-is-to-be-ignored-needs-no-proxy", test_ignored_host);
  g_test_add_func ("/pusher/14.10/the-proxy-is-given-its-password", test_password);
  g_test_add_func ("/pusher/14.10/the-next-attempt-uses-the-new-proxy", test_change);
  g_test_add_func ("/pusher/4.21/a-proxy-is-not-taken-for-the-server", test_stages);
  g_test_add_func ("/pusher/4.21/a-proxy-that-refuses-is-named", test_refusals);
  g_test_add_func ("/pusher/4.21/a-proxy-that-wants-a-password-is-named", test_password_is_missing);
  g_test_add_func ("/pusher/4.21/a-proxy-that-never-comes-to-an-end-is-named", test_endless_answer);
  g_test_add_func ("/pusher/4.21/a-proxy-that-does-not-run-is-named", test_nobody_there);
  g_test_add_func ("/pusher/4.21/a-proxy-without-an-address-is-named", test_unknown_name);
  g_test_add_func ("/pusher/4.21/a-proxy-of-an-unknown-kind-is-named", test_unknown_kind);
  g_test_add_func ("/pusher/1.13/a-proxy-that-says-nothing-is-named", test_silence);

  return g_test_run ();
}
