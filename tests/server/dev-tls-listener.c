/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "dev-tls-listener.h"

struct _DevTlsListener
{
  SoupServer *server;
  GSocketService *service;
  GTlsCertificate *certificate;
  guint port;
};

static gboolean
on_incoming (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             gpointer user_data)
{
  static const char *const protocols[] = { "http/1.1", NULL };
  DevTlsListener *self = user_data;
  GSocket *socket = g_socket_connection_get_socket (connection);
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  g_autoptr (GIOStream) stream = NULL;

  /* A client may be gone already. */
  if (local == NULL || remote == NULL)
    return FALSE;

  stream = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL);
  if (stream == NULL)
    return FALSE;

  g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (stream), protocols);
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (stream), FALSE);
  g_object_set_data_full (G_OBJECT (remote), "socket", g_object_ref (socket), g_object_unref);
  soup_server_accept_iostream (self->server, stream, local, remote, NULL);

  return FALSE;
}

/* On 127.0.0.1 and ::1, at the same port; machines without IPv6 have only the first. */
static gboolean
listen (DevTlsListener *self, guint port, GError **error)
{
  static const GSocketFamily families[] = { G_SOCKET_FAMILY_IPV4, G_SOCKET_FAMILY_IPV6 };

  for (gsize i = 0; i < G_N_ELEMENTS (families); i++)
    {
      g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (families[i]);
      g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, (guint16) port);
      g_autoptr (GSocketAddress) bound = NULL;
      gboolean done = g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address,
                                                     G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                                     NULL, &bound, i == 0 ? error : NULL);

      if (!done && i == 0)
        return FALSE;
      if (i == 0)
        port = self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
    }

  return TRUE;
}

/**
 * dev_tls_listener_new:
 * @server: who answers
 * @port: the port on loopback, or 0 for a free one
 * @certificate: a PEM file, with the certificates between the server's and its authority's
 * @key: (nullable): a PEM file, %NULL for @certificate
 * @error: return location for an error
 *
 * Returns: (transfer full): a listener, or %NULL
 */
DevTlsListener *
dev_tls_listener_new (
    SoupServer *server, guint port, const char *certificate, const char *key, GError **error)
{
  g_autoptr (DevTlsListener) self = g_new0 (DevTlsListener, 1);

  self->server = g_object_ref (server);
  self->service = g_socket_service_new ();
  g_signal_connect (self->service, "incoming", G_CALLBACK (on_incoming), self);
  if (!dev_tls_listener_set_certificate (self, certificate, key, error)
      || !listen (self, port, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * dev_tls_listener_free:
 * @self: (transfer full): a listener
 *
 * Its connections are the server's.
 */
void
dev_tls_listener_free (DevTlsListener *self)
{
  g_signal_handlers_disconnect_by_data (self->service, self);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  g_clear_object (&self->certificate);
  g_object_unref (self->server);
  g_free (self);
}

/**
 * dev_tls_listener_set_certificate:
 * @self: a listener
 * @certificate: a PEM file
 * @key: (nullable): a PEM file, %NULL for @certificate
 * @error: return location for an error
 *
 * Shows another certificate to whoever comes from now on.
 *
 * Returns: %FALSE, and nothing is changed, if the files cannot be used
 */
gboolean
dev_tls_listener_set_certificate (DevTlsListener *self,
                                  const char *certificate,
                                  const char *key,
                                  GError **error)
{
  g_autoptr (GTlsCertificate) read
      = g_tls_certificate_new_from_files (certificate, key != NULL ? key : certificate, error);

  if (read == NULL)
    return FALSE;

  g_set_object (&self->certificate, read);
  return TRUE;
}

/**
 * dev_tls_listener_get_port:
 * @self: a listener
 *
 * Returns: the TCP port it listens on
 */
guint
dev_tls_listener_get_port (DevTlsListener *self)
{
  return self->port;
}

/**
 * dev_tls_listener_find_socket:
 * @message: a message of a server
 *
 * Returns: (transfer none): the TCP socket that it came on, also below TLS
 */
GSocket *
dev_tls_listener_find_socket (SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);

  return socket != NULL ? socket
                        : g_object_get_data (
                            G_OBJECT (soup_server_message_get_remote_address (message)), "socket");
}
