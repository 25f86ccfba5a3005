/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whose certificate is accepted, and what a person is told otherwise (protocol §1). */

#include "network-fixture.h"

#include <string.h>

#include "pusher/pusher-soup-session.h"

static void
assert_ended (Socket *socket, int code, const char *words)
{
  WAIT_FOR (socket->ends > 0);
  network_fixture_settle ();
  g_assert_cmpuint (socket->ends, ==, 1);
  g_assert_cmpuint (socket->code, ==, 0);
  g_assert_error (socket->error, PUSHER_ERROR, code);
  if (strstr (socket->error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", socket->error->message, words);
  g_assert_cmpuint (socket->messages->len, ==, 0);
}

static void
test_untrusted_certificate (void)
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
  assert_ended (socket, PUSHER_ERROR_TLS, "nobody whom this computer trusts");
  g_assert_cmpint (dev_server_get_counter (network->server, "upgradeRequests"), ==, 0);
}

static void
test_own_authority (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new_tls ();
  g_autoptr (SoupSession) old_session = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = NULL;
  Socket *socket;

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
  WAIT_FOR (socket->messages->len > 0 || socket->ends > 0);
  g_assert_no_error (socket->error);
  socket_free (socket);

  /* Right authority, wrong name. */
  g_clear_pointer (&uri, g_free);
  uri = g_strdup_printf ("wss://localhost:%u/app/demo-key", dev_server_get_port (network->server));
  socket = socket_new_for_uri (network, uri, NULL);
  assert_ended (socket, PUSHER_ERROR_TLS, "another name");
  socket_free (socket);
}

static void
test_bad_ca_file (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (pusher_soup_session_new ("traybell-test/1", "/nonexistent/ca.pem", &error));
  g_assert_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_OPTIONS);
  g_assert_nonnull (strstr (error->message, "/nonexistent/ca.pem"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/1.17/an-untrusted-certificate-is-named", test_untrusted_certificate);
  g_test_add_func ("/pusher/1.17/a-companys-own-authority", test_own_authority);
  g_test_add_func ("/pusher/1.17/a-bad-ca-file-is-named", test_bad_ca_file);

  return g_test_run ();
}
