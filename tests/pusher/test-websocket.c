/* SPDX-License-Identifier: GPL-3.0-or-later */

/* libsoup's socket against a server on loopback: what is received, what is sent, how it ends. */

#include "network-fixture.h"

#include <string.h>

static gboolean
contains (Socket *socket, const char *text)
{
  for (guint i = 0; i < socket->messages->len; i++)
    {
      GBytes *message = g_ptr_array_index (socket->messages, i);

      if (g_strstr_len (g_bytes_get_data (message, NULL), (gssize) g_bytes_get_size (message), text)
          != NULL)
        return TRUE;
    }

  return FALSE;
}

static Socket *
connected (NetworkFixture *network)
{
  Socket *socket = socket_new (network, NULL);

  WAIT_FOR (socket->messages->len > 0 || socket->ends > 0);
  g_assert_cmpuint (socket->ends, ==, 0);
  g_assert_true (contains (socket, "pusher:connection_established"));

  return socket;
}

static void
test_connect (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  g_autoptr (Socket) socket = socket_new (network, NULL);

  /* Not open yet: nothing is taken. */
  g_assert_false (pusher_transport_send (socket->transport, "{}"));
  WAIT_FOR (socket->messages->len > 0);
  g_assert_true (contains (socket, "socket_id"));
  g_assert_true (
      pusher_transport_send (socket->transport, "{\"event\":\"pusher:ping\",\"data\":{}}"));
  WAIT_FOR (contains (socket, "pusher:pong"));
}

static void
on_server_request (SoupServer *server,
                   SoupServerMessage *message,
                   const char *path,
                   GHashTable *query,
                   gpointer user_data)
{
  SoupMessageHeaders **headers = user_data;

  *headers = soup_message_headers_ref (soup_server_message_get_request_headers (message));
  soup_server_message_set_status (message, 404, NULL);
}

/* What the server sees of us before it answers. */
static void
test_request_headers (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  SoupServer *server = soup_server_new (NULL, NULL);
  SoupMessageHeaders *headers = NULL;
  Socket *socket;
  g_autofree char *uri = NULL;
  g_autoslist (GUri) uris = NULL;

  soup_server_add_handler (server, NULL, on_server_request, &headers, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (server);
  uri = g_strdup_printf ("ws://127.0.0.1:%d/app/k", g_uri_get_port (uris->data));

  socket = socket_new_for_uri (network, uri, "https://app.example.com");
  WAIT_FOR (socket->ends == 1);
  g_assert_cmpstr (soup_message_headers_get_one (headers, "Origin"), ==, "https://app.example.com");
  g_assert_cmpstr (soup_message_headers_get_one (headers, "User-Agent"), ==, "traybell-test/1");
  g_assert_null (soup_message_headers_get_one (headers, "Sec-WebSocket-Protocol"));
  g_assert_null (soup_message_headers_get_list (headers, "Sec-WebSocket-Extensions"));
  g_clear_pointer (&headers, soup_message_headers_unref);
  socket_free (socket);

  socket = socket_new_for_uri (network, uri, NULL);
  WAIT_FOR (socket->ends == 1);
  g_assert_null (soup_message_headers_get_one (headers, "Origin"));
  g_clear_pointer (&headers, soup_message_headers_unref);
  socket_free (socket);

  soup_server_disconnect (server);
  network_fixture_settle ();
  g_assert_finalize_object (server);
}

static void
test_close_codes (void)
{
  static const struct
  {
    guint code;
    const char *reason;
  } cases[]
      = { { 4001, "App key not in this cluster" }, { 4200, "" }, { 1000, "" }, { 4302, "é" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NetworkFixture) network = network_fixture_new ();
      g_autoptr (Socket) socket = connected (network);

      dev_server_close_all (network->server, cases[i].code, cases[i].reason);
      WAIT_FOR (socket->ends > 0);
      network_fixture_settle ();
      g_assert_cmpuint (socket->ends, ==, 1);
      g_assert_cmpuint (socket->code, ==, cases[i].code);
      g_assert_cmpstr (socket->reason != NULL ? socket->reason : "", ==, cases[i].reason);
      g_assert_no_error (socket->error);
      /* Closed: nothing is taken, and nobody complains. */
      g_assert_false (pusher_transport_send (socket->transport, "{}"));
    }
}

static void
test_vanished (void)
{
  for (int reset = 0; reset < 2; reset++)
    {
      g_autoptr (NetworkFixture) network = network_fixture_new ();
      g_autoptr (Socket) socket = connected (network);

      dev_server_drop_all (network->server, reset);
      WAIT_FOR (socket->ends > 0);
      network_fixture_settle ();
      g_assert_cmpuint (socket->ends, ==, 1);
      g_assert_cmpuint (socket->code, ==, 0);
      g_assert_error (socket->error, PUSHER_ERROR, PUSHER_ERROR_NETWORK);
    }
}

/* Whatever libsoup makes of an error, there is one end. */
static void
assert_breaks_once (const void *bytes, gsize length)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  g_autoptr (Socket) socket = connected (network);

  dev_server_send_bytes (network->server, bytes, length);
  WAIT_FOR (socket->ends > 0);
  network_fixture_settle ();
  g_assert_cmpuint (socket->ends, ==, 1);
  g_assert_error (socket->error, PUSHER_ERROR, PUSHER_ERROR_NETWORK);
}

static void
test_protocol_errors (void)
{
  static const guint8 reserved_bits[] = { 0xf1, 0x02, '{', '}' };
  static const guint8 masked[] = { 0x81, 0x82, 1, 2, 3, 4, 'x', 'y' };
  static const guint8 unknown_opcode[] = { 0x83, 0x00 };

  assert_breaks_once (reserved_bits, sizeof reserved_bits);
  assert_breaks_once (masked, sizeof masked);
  assert_breaks_once (unknown_opcode, sizeof unknown_opcode);
}

static void
test_bad_utf8 (void)
{
  static const guint8 bad[] = { 0x81, 0x03, '"', 0xff, '"' };

  assert_breaks_once (bad, sizeof bad);
}

/* A legal event of 70 kB that is full of quotes is 140 kB on the wire. */
static void
test_large (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  g_autoptr (Socket) socket = connected (network);
  g_autofree char *text = g_strnfill (143 * 1000, 'x');

  dev_server_send_frame (network->server, text);
  WAIT_FOR (socket->messages->len == 2 || socket->ends > 0);
  g_assert_cmpuint (socket->ends, ==, 0);
  g_assert_cmpuint (g_bytes_get_size (g_ptr_array_index (socket->messages, 1)), ==, 143 * 1000);
}

static void
test_too_large (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  g_autoptr (Socket) socket = connected (network);
  g_autofree char *text = g_strnfill (4 * 1024 * 1024 + 1, 'x');

  dev_server_send_frame (network->server, text);
  WAIT_FOR (socket->ends > 0);
  g_assert_error (socket->error, PUSHER_ERROR, PUSHER_ERROR_NETWORK);
  g_assert_cmpuint (strlen (socket->error->message), >, strlen ("The connection broke off: "));
}

static void
test_binary (void)
{
  static const guint8 binary[] = { 0x82, 0x02, '{', '}' };
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  g_autoptr (Socket) socket = connected (network);

  dev_server_send_bytes (network->server, binary, sizeof binary);
  WAIT_FOR (socket->binaries == 1);
  g_assert_cmpuint (socket->messages->len, ==, 1);
  g_assert_cmpuint (socket->ends, ==, 0);
}

static void
test_empty_and_nul (void)
{
  static const guint8 frames[] = { 0x81, 0x00, 0x81, 0x03, 'a', 0x00, 'b' };
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  g_autoptr (Socket) socket = connected (network);

  dev_server_send_bytes (network->server, frames, sizeof frames);
  WAIT_FOR (socket->messages->len == 3 || socket->ends > 0);
  g_assert_cmpuint (socket->ends, ==, 0);
  g_assert_cmpuint (g_bytes_get_size (g_ptr_array_index (socket->messages, 1)), ==, 0);
  g_assert_cmpuint (g_bytes_get_size (g_ptr_array_index (socket->messages, 2)), ==, 3);
}

static void
test_fragments (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  g_autoptr (Socket) socket = connected (network);

  g_assert_true (
      dev_server_post (network->server, "send-text", "{\"text\":\"0123456789\",\"fragments\":4}"));
  WAIT_FOR (socket->messages->len == 2);
  g_assert_cmpmem (socket_get_text (socket, 1),
                   g_bytes_get_size (g_ptr_array_index (socket->messages, 1)), "0123456789", 10);
}

static void
test_outgoing_utf8 (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  g_autoptr (Socket) socket = connected (network);

  g_assert_false (pusher_transport_send (socket->transport, "{\"event\":\"\xff\"}"));
  g_assert_true (pusher_transport_send (socket->transport, "{\"event\":\"pusher:ping\"}"));
  WAIT_FOR (contains (socket, "pusher:pong"));
}

static void
test_abandoned_is_silent (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  g_autoptr (Socket) socket = connected (network);

  /* The server goes on talking to a socket that has sent its close frame. */
  dev_server_set_silent (network->server, TRUE);
  pusher_transport_abandon (socket->transport);
  g_assert_false (pusher_transport_send (socket->transport, "{}"));
  g_clear_object (&socket->transport);
  dev_server_send_bytes (network->server, "\x81\x02{}", 4);
  network_fixture_settle ();
  dev_server_drop_all (network->server, TRUE);
  network_fixture_settle ();
  g_assert_cmpuint (socket->messages->len, ==, 1);
  g_assert_cmpuint (socket->ends, ==, 0);
}

static void
test_abandoned_closes (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  g_autoptr (Socket) socket = connected (network);

  g_assert_cmpuint (dev_server_get_connections (network->server), ==, 1);
  pusher_transport_abandon (socket->transport);
  g_assert_finalize_object (g_steal_pointer (&socket->transport));
  WAIT_FOR (dev_server_get_connections (network->server) == 0);
}

static void
test_abandoned_inside (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  g_autoptr (Socket) socket = socket_new (network, NULL);

  socket->abandon_on_message = TRUE;
  WAIT_FOR (socket->messages->len == 1);
  WAIT_FOR (dev_server_get_connections (network->server) == 0);
  g_assert_cmpuint (socket->ends, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/1.1/a-real-connection", test_connect);
  g_test_add_func ("/pusher/1.15/the-origin-is-a-header", test_request_headers);
  g_test_add_func ("/pusher/1.16/no-subprotocol-and-no-extension", test_request_headers);
  g_test_add_func ("/pusher/1.18/the-user-agent-is-sent", test_request_headers);
  g_test_add_func ("/pusher/4.13/a-socket-that-vanished-has-code-0", test_vanished);
  g_test_add_func ("/pusher/4.14/errors-end-once", test_protocol_errors);
  g_test_add_func ("/pusher/4.15/a-close-frame-ends-once", test_close_codes);
  g_test_add_func ("/pusher/4.16/code-and-reason", test_close_codes);
  g_test_add_func ("/pusher/4.25/an-abandoned-socket-is-silent", test_abandoned_is_silent);
  g_test_add_func ("/pusher/4.26/an-abandoned-socket-closes-behind-our-back",
                   test_abandoned_closes);
  g_test_add_func ("/pusher/4.27/a-closed-socket-takes-nothing", test_close_codes);
  g_test_add_func ("/pusher/4.28/what-is-not-utf-8-is-not-sent", test_outgoing_utf8);
  g_test_add_func ("/pusher/8.19/a-binary-frame-is-not-parsed", test_binary);
  g_test_add_func ("/pusher/8.20/a-fragmented-frame-is-one", test_fragments);
  g_test_add_func ("/pusher/8.21/an-empty-frame-is-received", test_empty_and_nul);
  g_test_add_func ("/pusher/8.22/bad-utf-8-ends-the-socket", test_bad_utf8);
  g_test_add_func ("/pusher/8.23/a-frame-has-a-length", test_empty_and_nul);
  g_test_add_func ("/pusher/8.24/143-kb-are-received", test_large);
  g_test_add_func ("/pusher/8.25/above-the-bound-the-reason-is-told", test_too_large);
  g_test_add_func ("/pusher/14.13/abandoned-inside-a-message", test_abandoned_inside);

  return g_test_run ();
}
