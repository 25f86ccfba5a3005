/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The desktop's proxy may change at any time (row 14.10). */

#include "network-fixture.h"

typedef struct
{
  GSocketService *service;
  guint16 port;
  guint visits;
} Proxy;

static gboolean
on_incoming (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             gpointer user_data)
{
  Proxy *self = user_data;

  self->visits++;
  return FALSE;
}

static void
proxy_start (Proxy *self)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->service = g_socket_service_new ();
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  g_signal_connect (self->service, "incoming", G_CALLBACK (on_incoming), self);
}

static void
proxy_stop (Proxy *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  network_fixture_settle ();
  g_assert_finalize_object (self->service);
}

static void
use (GProxyResolver *resolver, const Proxy *proxy)
{
  g_autofree char *uri = g_strdup_printf ("http://127.0.0.1:%u", proxy->port);

  g_simple_proxy_resolver_set_default_proxy (G_SIMPLE_PROXY_RESOLVER (resolver), uri);
}

static void
attempt (NetworkFixture *network)
{
  g_autoptr (Socket) socket = socket_new (network, NULL);

  WAIT_FOR (socket->ends > 0);
  g_assert_nonnull (socket->error);
}

static void
test_change (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  GProxyResolver *resolver = g_simple_proxy_resolver_new (NULL, NULL);
  Proxy one = { 0 };
  Proxy other = { 0 };

  proxy_start (&one);
  proxy_start (&other);
  /* Ours keeps the desktop's resolver, which asks anew each time; this one stands in for it. */
  g_assert_true (soup_session_get_proxy_resolver (network->session) == NULL
                 || soup_session_get_proxy_resolver (network->session)
                        == g_proxy_resolver_get_default ());
  soup_session_set_proxy_resolver (network->session, resolver);

  use (resolver, &one);
  attempt (network);
  g_assert_cmpuint (one.visits, >, 0);
  g_assert_cmpuint (other.visits, ==, 0);

  one.visits = 0;
  use (resolver, &other);
  attempt (network);
  g_assert_cmpuint (one.visits, ==, 0);
  g_assert_cmpuint (other.visits, >, 0);
  g_assert_cmpint (dev_server_get_counter (network->server, "upgradeRequests"), <=, 0);

  /* And none at all again. */
  soup_session_set_proxy_resolver (network->session, NULL);
  {
    g_autoptr (Socket) socket = socket_new (network, NULL);

    WAIT_FOR (socket->messages->len > 0);
  }
  proxy_stop (&one);
  proxy_stop (&other);
  g_assert_finalize_object (resolver);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/14.10/the-next-attempt-uses-the-new-proxy", test_change);

  return g_test_run ();
}
