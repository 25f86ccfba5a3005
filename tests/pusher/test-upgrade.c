/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Upgrades that do not come to pass, and what a person is told (protocol §1). */

#include "network-fixture.h"

#include <string.h>

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
test_wrong_path (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  g_autofree char *uri
      = g_strdup_printf ("ws://127.0.0.1:%u/app/demo-key/", dev_server_get_port (network->server));
  g_autoptr (Socket) socket = socket_new_for_uri (network, uri, NULL);

  assert_ended (socket, PUSHER_ERROR_HTTP, "404");
}

static void
test_statuses (void)
{
  static const guint statuses[] = { 200, 400, 401, 403, 404, 429, 500, 502, 503 };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (NetworkFixture) network = network_fixture_new ();
      g_autofree char *words = g_strdup_printf ("(%u)", statuses[i]);
      Socket *socket;

      dev_server_post (network->server, "connect", "{\"mode\":\"refuse-http\",\"status\":%u}",
                       statuses[i]);
      socket = socket_new (network, NULL);
      assert_ended (socket, PUSHER_ERROR_HTTP, words);
      g_assert_cmpuint (socket->retry_after, ==, 0);
      socket_free (socket);
    }
}

static void
test_retry_after (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  Socket *socket;

  dev_server_post (network->server, "connect",
                   "{\"mode\":\"refuse-http\",\"status\":503,\"retryAfter\":17}");
  socket = socket_new (network, NULL);
  assert_ended (socket, PUSHER_ERROR_HTTP, "503");
  g_assert_cmpuint (socket->retry_after, ==, 17);
  socket_free (socket);

  /* A day is more than is granted. */
  dev_server_post (network->server, "connect",
                   "{\"mode\":\"refuse-http\",\"status\":503,\"retryAfter\":86400}");
  socket = socket_new (network, NULL);
  assert_ended (socket, PUSHER_ERROR_HTTP, "503");
  g_assert_cmpuint (socket->retry_after, ==, 3600);
  socket_free (socket);
}

static void
test_redirect (void)
{
  static const guint statuses[] = { 301, 302, 303, 307, 308 };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (NetworkFixture) network = network_fixture_new ();
      g_autoptr (Socket) socket = NULL;
      g_autofree char *words = g_strdup_printf ("(%u)", statuses[i]);

      dev_server_post (network->server, "connect",
                       "{\"mode\":\"redirect\",\"status\":%u,\"location\":\"/app/demo-key\","
                       "\"count\":1}",
                       statuses[i]);
      socket = socket_new (network, NULL);
      assert_ended (socket, PUSHER_ERROR_HTTP, words);
      g_assert_cmpint (dev_server_get_counter (network->server, "upgradeRequests"), ==, 1);
    }
}

static void
test_captive_portal (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  g_autoptr (Socket) socket = NULL;

  dev_server_post (network->server, "connect", "{\"mode\":\"captive-portal\"}");
  socket = socket_new (network, NULL);
  assert_ended (socket, PUSHER_ERROR_HTTP, "(200)");
}

/* Giving up is the connection's, by its own clock; here only that it leaves nothing behind. */
static void
test_hang (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  g_autoptr (Socket) socket = NULL;

  dev_server_post (network->server, "connect", "{\"mode\":\"hang\"}");
  socket = socket_new (network, NULL);
  WAIT_FOR (dev_server_get_counter (network->server, "upgradeRequests") == 1);
  network_fixture_settle ();
  g_assert_cmpuint (socket->ends, ==, 0);
  pusher_transport_abandon (socket->transport);
  network_fixture_settle ();
  g_assert_finalize_object (g_steal_pointer (&socket->transport));
  g_assert_cmpuint (socket->ends, ==, 0);
}

static void
test_abandoned_at_once (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  g_autoptr (Socket) socket = socket_new (network, NULL);

  pusher_transport_abandon (socket->transport);
  network_fixture_settle ();
  g_assert_finalize_object (g_steal_pointer (&socket->transport));
  g_assert_cmpuint (socket->ends, ==, 0);
}

static void
test_nobody_there (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  g_autoptr (NetworkFixture) gone = network_fixture_new ();
  g_autofree char *uri
      = g_strdup_printf ("ws://127.0.0.1:%u/app/k", dev_server_get_port (gone->server));
  g_autofree char *port = g_strdup_printf ("%u", dev_server_get_port (gone->server));
  g_autoptr (Socket) socket = NULL;

  g_clear_pointer (&gone, network_fixture_free);
  socket = socket_new_for_uri (network, uri, NULL);
  assert_ended (socket, PUSHER_ERROR_NETWORK, port);
}

static void
test_late_greeting (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  g_autoptr (Socket) socket = NULL;
  gint64 start = g_get_monotonic_time ();

  g_assert_true (dev_server_post (network->server, "settings", "{\"greetingDelay\":200}"));
  socket = socket_new (network, NULL);
  WAIT_FOR (socket->messages->len > 0);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 200 * 1000);
  g_assert_cmpuint (socket->ends, ==, 0);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);

  *(gboolean *) user_data = body != NULL;
}

/* libsoup allows that of one which has come to its end. */
static void
test_sent_again (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  g_autofree char *address = g_strconcat (dev_server_get_url (network->server), "/orders/1", NULL);
  SoupMessage *message = soup_message_new (SOUP_METHOD_GET, address);

  for (guint i = 0; i < 2; i++)
    {
      gboolean sent = FALSE;

      soup_session_send_and_read_async (network->session, message, G_PRIORITY_DEFAULT, NULL,
                                        on_sent, &sent);
      WAIT_FOR (sent);
      /* No connection is left to use again. */
      soup_session_abort (network->session);
      network_fixture_settle ();
    }
  g_assert_finalize_object (message);
}

static void
test_cut_off (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  g_autoptr (Socket) socket = NULL;

  dev_server_post (network->server, "connect", "{\"mode\":\"hang\"}");
  socket = socket_new (network, NULL);
  WAIT_FOR (dev_server_get_counter (network->server, "upgradeRequests") == 1);
  soup_session_abort (network->session);
  assert_ended (socket, PUSHER_ERROR_NETWORK, "broken off");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/1.10/a-wrong-path-is-told", test_wrong_path);
  g_test_add_func ("/pusher/1.11/a-status-is-told", test_statuses);
  g_test_add_func ("/pusher/1.11/retry-after-is-read", test_retry_after);
  g_test_add_func ("/pusher/1.12/a-redirect-is-not-followed", test_redirect);
  g_test_add_func ("/pusher/1.13/a-hanging-upgrade-can-be-left", test_hang);
  g_test_add_func ("/pusher/1.14/a-late-greeting-is-waited-for", test_late_greeting);
  g_test_add_func ("/pusher/2.12/abandoned-at-once", test_abandoned_at_once);
  g_test_add_func ("/pusher/4.21/nobody-answers-there", test_nobody_there);
  g_test_add_func ("/pusher/14.9/a-captive-portal-is-an-answer", test_captive_portal);
  g_test_add_func ("/pusher/4.21/an-attempt-that-is-cut-off-is-told", test_cut_off);
  g_test_add_func ("/pusher/14.13/a-message-is-sent-again", test_sent_again);

  return g_test_run ();
}
