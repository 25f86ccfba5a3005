/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-transport.h"

#include <glib/gi18n-lib.h>

#include "pusher/pusher-error.h"

G_DEFINE_INTERFACE (PusherTransport, pusher_transport, G_TYPE_OBJECT)

static void
pusher_transport_default_init (PusherTransportInterface *interface)
{
}

/**
 * pusher_transport_open:
 * @self: a transport that was never opened
 * @uri: a `ws:` or `wss:` address
 * @origin: (nullable): the `Origin` header (row 1.15)
 * @handlers: who is told; must outlive @self or its abandonment
 * @user_data: for @handlers
 *
 * Begins to connect. None of @handlers is called before this returns.
 */
void
pusher_transport_open (PusherTransport *self,
                       const char *uri,
                       const char *origin,
                       const PusherTransportHandlers *handlers,
                       gpointer user_data)
{
  PUSHER_TRANSPORT_GET_IFACE (self)->open (self, uri, origin, handlers, user_data);
}

/**
 * pusher_transport_send:
 * @self: a transport
 * @text: a text message
 *
 * Returns: %FALSE, and nothing is queued, if the socket is not open (row 4.27) or @text is not
 * UTF-8 (row 4.28)
 */
gboolean
pusher_transport_send (PusherTransport *self, const char *text)
{
  return PUSHER_TRANSPORT_GET_IFACE (self)->send (self, text);
}

/**
 * pusher_transport_abandon:
 * @self: a transport in any state
 *
 * Closes politely if that is possible, but never waits for it: no handler is called from here on
 * (rows 4.25, 4.26).
 */
void
pusher_transport_abandon (PusherTransport *self)
{
  PUSHER_TRANSPORT_GET_IFACE (self)->abandon (self);
}

/**
 * pusher_transport_explain_silence:
 * @self: a transport that was opened, and on which nothing has come
 *
 * Says who it is that does not answer, as far as that is known (rows 1.13, 1.14).
 *
 * Returns: (transfer full): %PUSHER_ERROR_TIMED_OUT
 */
GError *
pusher_transport_explain_silence (PusherTransport *self)
{
  PusherTransportInterface *interface = PUSHER_TRANSPORT_GET_IFACE (self);

  if (interface->explain_silence != NULL)
    return interface->explain_silence (self);

  return g_error_new (PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT,
                      _ ("The server does not answer; check the address and the network"));
}
