/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define PUSHER_TYPE_TRANSPORT (pusher_transport_get_type ())
G_DECLARE_INTERFACE (PusherTransport, pusher_transport, PUSHER, TRANSPORT, GObject)

/**
 * PusherTransportEnd:
 * @code: the close code, or 0 where the socket never opened or vanished without one (row 4.13)
 * @reason: (nullable): the server's words with the code; often empty (row 4.16)
 * @error: (nullable): what went wrong on our side of the wire
 * @retry_after: how long the server asks to wait, in s; 0 if it did not say (row 1.11)
 *
 * How a socket ended.
 */
typedef struct
{
  guint code;
  const char *reason;
  const GError *error;
  guint retry_after;
} PusherTransportEnd;

/**
 * PusherTransportHandlers:
 * @message: a text message came; always valid UTF-8
 * @binary: a binary message came, which the protocol does not know (row 8.19)
 * @activity: the peer gave a sign of life below the messages (row 3.4)
 * @closed: the socket has ended, or never opened; called once, and nothing after it
 *
 * Who is told what. Plain functions rather than signals: a frame costs one call.
 */
typedef struct
{
  void (*message) (PusherTransport *transport, GBytes *text, gpointer user_data);
  void (*binary) (PusherTransport *transport, gpointer user_data);
  void (*activity) (PusherTransport *transport, gpointer user_data);
  void (*closed) (PusherTransport *transport, const PusherTransportEnd *end, gpointer user_data);
} PusherTransportHandlers;

/**
 * PusherTransportInterface:
 * @open: see pusher_transport_open()
 * @send: see pusher_transport_send()
 * @abandon: see pusher_transport_abandon()
 * @explain_silence: see pusher_transport_explain_silence(); may be %NULL
 *
 * One socket: libsoup's in the program, a fake in tests.
 */
struct _PusherTransportInterface
{
  GTypeInterface parent_interface;

  void (*open) (PusherTransport *self,
                const char *uri,
                const char *origin,
                const PusherTransportHandlers *handlers,
                gpointer user_data);
  gboolean (*send) (PusherTransport *self, const char *text);
  void (*abandon) (PusherTransport *self);
  GError *(*explain_silence) (PusherTransport *self);
};

/**
 * PusherTransportFactory:
 * @user_data: what was given with the function
 *
 * Returns: (transfer full): a socket that has not been opened
 */
typedef PusherTransport *(*PusherTransportFactory) (gpointer user_data);

void pusher_transport_open (PusherTransport *self,
                            const char *uri,
                            const char *origin,
                            const PusherTransportHandlers *handlers,
                            gpointer user_data);
gboolean pusher_transport_send (PusherTransport *self, const char *text);
void pusher_transport_abandon (PusherTransport *self);
GError *pusher_transport_explain_silence (PusherTransport *self);

G_END_DECLS
