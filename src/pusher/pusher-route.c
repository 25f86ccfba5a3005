/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-route.h"

#include <glib/gi18n-lib.h>

#include "pusher/pusher-error.h"
#include "pusher/pusher-proxy.h"

struct _PusherRoute
{
  char *host;
  int port;
  PusherProxyResolver *proxies;
  gboolean begun;           /* FALSE on a connection that was open already, too */
  GSocketClientEvent stage; /* the furthest, if it has begun */
  char *proxy;              /* the proxy of that stage, or NULL */
};

static GQuark
get_quark (void)
{
  return g_quark_from_static_string ("pusher-route");
}

static void
route_free (PusherRoute *self)
{
  g_free (self->host);
  g_object_unref (self->proxies);
  g_free (self->proxy);
  g_free (self);
}

/* The proxy that a connection goes to, or NULL. */
static char *
find_proxy (GIOStream *stream)
{
  g_autoptr (GSocketAddress) address = NULL;

  if (!G_IS_SOCKET_CONNECTION (stream))
    return NULL;

  address = g_socket_connection_get_remote_address (G_SOCKET_CONNECTION (stream), NULL);
  if (address == NULL || !G_IS_PROXY_ADDRESS (address))
    return NULL;

  return pusher_proxy_describe (g_proxy_address_get_uri (G_PROXY_ADDRESS (address)));
}

static void
on_network_event (SoupMessage *message,
                  GSocketClientEvent event,
                  GIOStream *stream,
                  gpointer user_data)
{
  PusherRoute *self = user_data;

  /* A server with several addresses is called at more than one at once, and GIO tells of what
   * failed furthest on; libsoup may begin anew. */
  if (self->begun && event != G_SOCKET_CLIENT_RESOLVING && event < self->stage)
    return;

  self->begun = TRUE;
  self->stage = event;
  if (event <= G_SOCKET_CLIENT_PROXY_NEGOTIATING)
    {
      g_free (self->proxy);
      self->proxy = find_proxy (stream);
    }
}

/* The proxy that was not passed yet, if there is one. */
static char *
dup_proxy (const PusherRoute *self)
{
  if (self == NULL || !self->begun || self->stage > G_SOCKET_CLIENT_PROXY_NEGOTIATING)
    return NULL;

  /* It is looked for by its name as a server is. */
  return self->stage <= G_SOCKET_CLIENT_RESOLVED
             ? pusher_proxy_resolver_describe (self->proxies, self->host, self->port)
             : g_strdup (self->proxy);
}

/* What a SOCKS proxy says to us by not connecting us. */
static GError *
explain_refusal (const PusherRoute *self, const char *proxy, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_NEED_AUTH))
    return pusher_error_new_for_proxy (
        PUSHER_ERROR_NETWORK,
        _ ("The proxy %s asks for a user name and a password; add them to the "
           "system's proxy settings"),
        proxy);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_AUTH_FAILED))
    return pusher_error_new_for_proxy (
        PUSHER_ERROR_NETWORK,
        _ ("The proxy %s does not accept the user name and password in the "
           "system's proxy settings; correct them there"),
        proxy);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_NOT_ALLOWED))
    return pusher_error_new_for_proxy (
        PUSHER_ERROR_NETWORK,
        _ ("The proxy %s does not allow connections to %s, port %d; ask its "
           "administrator to allow them"),
        proxy, self->host, self->port);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE))
    return pusher_error_new_for_proxy (
        PUSHER_ERROR_NETWORK,
        _ ("The proxy %s does not reach %s, port %d; check the address, or "
           "whether the server is running"),
        proxy, self->host, self->port);
  if (error->domain == G_TLS_ERROR)
    return pusher_error_new_for_proxy (
        PUSHER_ERROR_NETWORK,
        _ ("The proxy %s and this computer cannot agree on an encrypted "
           "connection (%s); check the system's proxy settings"),
        proxy, error->message);

  return pusher_error_new_for_proxy (
      PUSHER_ERROR_NETWORK, _ ("The proxy %s does not open a connection to %s, port %d (%s)"),
      proxy, self->host, self->port, error->message);
}

/**
 * pusher_route_watch:
 * @message: a message that is about to be sent
 * @proxies: what finds proxies for it
 *
 * Watches from now on which way @message takes.
 */
void
pusher_route_watch (SoupMessage *message, PusherProxyResolver *proxies)
{
  GUri *uri = soup_message_get_uri (message);
  PusherRoute *former = g_object_get_qdata (G_OBJECT (message), get_quark ());
  PusherRoute *self = g_new0 (PusherRoute, 1);

  /* One that is sent again goes its way anew. */
  if (former != NULL)
    g_signal_handlers_disconnect_by_data (message, former);
  self->host = g_strdup (g_uri_get_host (uri));
  self->port = g_uri_get_port (uri);
  self->proxies = g_object_ref (proxies);
  g_signal_connect (message, "network-event", G_CALLBACK (on_network_event), self);
  g_object_set_qdata_full (G_OBJECT (message), get_quark (), self, (GDestroyNotify) route_free);
}

/**
 * pusher_route_find:
 * @message: a message
 *
 * Returns: (transfer none) (nullable): its way, or %NULL if that was not watched
 */
const PusherRoute *
pusher_route_find (SoupMessage *message)
{
  return g_object_get_qdata (G_OBJECT (message), get_quark ());
}

/**
 * pusher_route_is_encrypting:
 * @self: (nullable): a way
 *
 * Returns: whether there was a connection, and TLS had begun on it and not come to an end
 */
gboolean
pusher_route_is_encrypting (const PusherRoute *self)
{
  return self != NULL && self->begun && self->stage == G_SOCKET_CLIENT_TLS_HANDSHAKING;
}

/**
 * pusher_route_is_open:
 * @self: (nullable): a way
 *
 * Returns: whether it was gone to its end, and the message could be sent
 */
gboolean
pusher_route_is_open (const PusherRoute *self)
{
  return self != NULL && self->begun && self->stage == G_SOCKET_CLIENT_COMPLETE;
}

/**
 * pusher_route_explain_proxy:
 * @self: (nullable): a way
 * @error: GIO's error for it
 *
 * Puts a failure at a proxy into words (row 4.21).
 *
 * Returns: (transfer full) (nullable): %PUSHER_ERROR_NETWORK, %PUSHER_ERROR_TIMED_OUT, or %NULL if
 *   it was not a proxy that failed
 */
GError *
pusher_route_explain_proxy (const PusherRoute *self, const GError *error)
{
  g_autofree char *proxy = dup_proxy (self);

  if (proxy == NULL)
    return NULL;

  if (error->domain == G_RESOLVER_ERROR)
    return pusher_error_new_for_proxy (
        PUSHER_ERROR_NETWORK,
        _ ("The proxy %s cannot be found; check its name in the system's proxy "
           "settings, and the network"),
        proxy);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return pusher_route_explain_silence (self);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
    return pusher_error_new_for_proxy (
        PUSHER_ERROR_NETWORK,
        _ ("The proxy %s is of a kind that is not supported; the system's proxy "
           "settings have to name an HTTP or SOCKS proxy"),
        proxy);
  if (self->stage == G_SOCKET_CLIENT_PROXY_NEGOTIATING)
    return explain_refusal (self, proxy, error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return pusher_error_new_for_proxy (
        PUSHER_ERROR_NETWORK,
        _ ("Nothing answers at the proxy %s; check the system's proxy settings, "
           "or whether the proxy is running"),
        proxy);

  return pusher_error_new_for_proxy (PUSHER_ERROR_NETWORK,
                                     _ ("The proxy %s cannot be reached from this network (%s)"),
                                     proxy, error->message);
}

/**
 * pusher_route_explain_silence:
 * @self: a way
 *
 * Says who it is that does not answer (rows 1.13, 6.15).
 *
 * Returns: (transfer full): %PUSHER_ERROR_TIMED_OUT
 */
GError *
pusher_route_explain_silence (const PusherRoute *self)
{
  g_autofree char *proxy = dup_proxy (self);

  if (proxy != NULL && self->stage == G_SOCKET_CLIENT_PROXY_NEGOTIATING)
    return pusher_error_new_for_proxy (
        PUSHER_ERROR_TIMED_OUT,
        _ ("The proxy %s does not say whether it reaches %s, port %d; check the "
           "proxy and the address"),
        proxy, self->host, self->port);
  if (proxy != NULL)
    return pusher_error_new_for_proxy (
        PUSHER_ERROR_TIMED_OUT,
        _ ("The proxy %s does not answer; check the system's proxy settings and "
           "the network"),
        proxy);
  if (pusher_route_is_encrypting (self))
    return g_error_new (PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT,
                        _ ("%s accepts connections on port %d, but does not answer in TLS; check "
                           "the port, and whether the server uses TLS there"),
                        self->host, self->port);
  if (self->begun && self->stage <= G_SOCKET_CLIENT_RESOLVED)
    return g_error_new (PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT,
                        _ ("The way to %s is not found in time; check the network and the "
                           "system's proxy settings"),
                        self->host);
  if (self->begun && self->stage == G_SOCKET_CLIENT_CONNECTING)
    return g_error_new (PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT,
                        _ ("%s does not answer on port %d; check the address and the network"),
                        self->host, self->port);

  return g_error_new (PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT,
                      _ ("%s accepts connections on port %d, but does not answer; check the "
                         "address, or whether the server is too busy"),
                      self->host, self->port);
}
