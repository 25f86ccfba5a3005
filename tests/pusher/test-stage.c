/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How far an attempt to connect comes, and what its error knows (rows 1.11, 1.17, 4.21). */

#include "network-fixture.h"

#include "pusher/pusher-soup-session.h"

static void
assert_stages (Socket *socket, NetworkFixture *network, const char *format)
{
  g_autofree char *address
      = g_strdup_printf ("127.0.0.1:%u", dev_server_get_port (network->server));
  g_autoptr (GString) wanted = g_string_new (format);

  g_string_replace (wanted, "ADDRESS", address, 0);
  g_assert_cmpstr (socket->stages->str, ==, wanted->str);
}

static void
wait_for_end (Socket *socket, int code)
{
  WAIT_FOR (socket->ends > 0);
  g_test_message ("%s", socket->error->message);
  g_assert_error (socket->error, PUSHER_ERROR, code);
}

static void
test_open_connection (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  g_autoptr (Socket) socket = socket_new (network, NULL);

  WAIT_FOR (socket->messages->len > 0);
  assert_stages (socket, network, "found:ADDRESS reached:ADDRESS upgraded: ");
}

static void
test_encrypted_connection (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new_tls ();
  g_autoptr (SoupSession) old_session = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = NULL;
  g_autoptr (Socket) socket = NULL;

  if (network == NULL)
    {
      g_test_skip ("There is no openssl to make a certificate with");
      return;
    }

  old_session = network->session;
  network->session = pusher_soup_session_new ("traybell-test/1", network->certificate, &error);
  g_assert_no_error (error);
  uri = g_strdup_printf ("wss://127.0.0.1:%u/app/demo-key", dev_server_get_port (network->server));
  socket = socket_new_for_uri (network, uri, NULL);
  WAIT_FOR (socket->messages->len > 0);
  assert_stages (socket, network, "found:ADDRESS reached:ADDRESS secured:TLS 1.3 upgraded: ");
}

static void
test_certificate (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new_tls ();
  g_autofree char *uri = NULL;
  g_autoptr (Socket) socket = NULL;

  if (network == NULL)
    {
      g_test_skip ("There is no openssl to make a certificate with");
      return;
    }

  uri = g_strdup_printf ("wss://127.0.0.1:%u/app/demo-key", dev_server_get_port (network->server));
  socket = socket_new_for_uri (network, uri, NULL);
  wait_for_end (socket, PUSHER_ERROR_TLS);
  assert_stages (socket, network, "found:ADDRESS reached:ADDRESS ");
  g_assert_cmpuint (pusher_error_get_certificate_flags (socket->error), ==,
                    G_TLS_CERTIFICATE_UNKNOWN_CA);
  g_assert_cmpuint (pusher_error_get_status (socket->error), ==, 0);
}

static void
test_unknown_name (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  g_autoptr (Socket) socket = socket_new_for_uri (network, "ws://nowhere.invalid/app/k", NULL);

  wait_for_end (socket, PUSHER_ERROR_NETWORK);
  assert_stages (socket, network, "");
}

static void
test_nobody_listens (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  /* Nobody listens on the port for discarding what comes. */
  g_autoptr (Socket) socket = socket_new_for_uri (network, "ws://127.0.0.1:9/app/k", NULL);

  wait_for_end (socket, PUSHER_ERROR_NETWORK);
  assert_stages (socket, network, "found:127.0.0.1:9 ");
}

static void
test_no_websocket (void)
{
  static const guint statuses[] = { 200, 302, 404, 503 };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (NetworkFixture) network = network_fixture_new ();
      Socket *socket;

      dev_server_post (network->server, "connect", "{\"mode\":\"refuse-http\",\"status\":%u}",
                       statuses[i]);
      socket = socket_new (network, NULL);
      wait_for_end (socket, PUSHER_ERROR_HTTP);
      assert_stages (socket, network, "found:ADDRESS reached:ADDRESS ");
      g_assert_cmpuint (pusher_error_get_status (socket->error), ==, statuses[i]);
      g_assert_cmpuint (pusher_error_get_certificate_flags (socket->error), ==, 0);
      socket_free (socket);
    }
}

static void
test_error_keeps_what_it_knows (void)
{
  g_autoptr (GError) error
      = pusher_error_new_for_status (PUSHER_ERROR_DENIED, 403, "No: %s", "never");
  g_autoptr (GError) copy = g_error_copy (error);
  g_autoptr (GError) explained = pusher_error_explain (copy, "The answer was “%s”", copy->message);
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "No");

  g_assert_error (explained, PUSHER_ERROR, PUSHER_ERROR_DENIED);
  g_assert_cmpstr (explained->message, ==, "The answer was “No: never”");
  g_assert_cmpuint (pusher_error_get_status (explained), ==, 403);
  g_assert_cmpuint (pusher_error_get_status (foreign), ==, 0);
  g_assert_cmpuint (pusher_error_get_status (NULL), ==, 0);
  g_assert_cmpuint (pusher_error_get_certificate_flags (foreign), ==, 0);
  g_assert_cmpuint (pusher_error_get_certificate_flags (NULL), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/4.21/an-open-connection-tells-its-stages", test_open_connection);
  g_test_add_func ("/pusher/4.21/an-encrypted-connection-tells-its-stages",
                   test_encrypted_connection);
  g_test_add_func ("/pusher/4.21/a-name-that-nobody-knows-comes-to-no-stage", test_unknown_name);
  g_test_add_func ("/pusher/4.21/where-nobody-listens-only-the-name-is-found", test_nobody_listens);
  g_test_add_func ("/pusher/1.17/the-error-knows-what-is-wrong-with-the-certificate",
                   test_certificate);
  g_test_add_func ("/pusher/1.11/the-error-knows-the-status", test_no_websocket);
  g_test_add_func ("/pusher/1.11/an-error-keeps-what-it-knows", test_error_keeps_what_it_knows);

  return g_test_run ();
}
