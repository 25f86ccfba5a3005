/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include "pusher/pusher-clock.h"
#include "pusher/pusher-close.h"
#include "pusher/pusher-event.h"
#include "pusher/pusher-options.h"
#include "pusher/pusher-transport.h"

G_BEGIN_DECLS

/**
 * PusherSocketEnd:
 * @error: why, a sentence for the user
 * @retry: what should follow
 * @retry_after: how long the server asks to wait, in s; 0 if it did not say
 * @code: the close code, or the code of an error that came instead of a greeting; 0 if there is
 * none
 * @unclean: whether the connection went away without a word, as when a proxy cuts it (row 3.9)
 * @in_silence: whether what was sent since the last sign of life may have been lost (row 8.31)
 * @no_greeting: whether the time for the greeting was over (row 1.14)
 *
 * How a socket ended.
 */
typedef struct
{
  const GError *error;
  PusherRetry retry;
  guint retry_after;
  guint code;
  gboolean unclean;
  gboolean in_silence;
  gboolean no_greeting;
} PusherSocketEnd;

/**
 * PusherSocketHandlers:
 * @greeted: the server has greeted; events follow
 * @event: an event that is not about the connection itself
 * @error: something went wrong that ends nothing: the error, and the channel that it is about or
 * %NULL
 * @ended: the socket has ended; called once, and nothing after it
 *
 * Who is told what.
 */
typedef struct
{
  void (*greeted) (gpointer user_data);
  void (*event) (PusherEvent *event, gpointer user_data);
  void (*error) (const GError *error, const char *channel, gpointer user_data);
  void (*ended) (const PusherSocketEnd *end, gpointer user_data);
} PusherSocketHandlers;

#define PUSHER_TYPE_SOCKET (pusher_socket_get_type ())
G_DECLARE_FINAL_TYPE (PusherSocket, pusher_socket, PUSHER, SOCKET, GObject)

PusherSocket *pusher_socket_new (PusherTransport *transport,
                                 const PusherOptions *options,
                                 PusherClock *clock,
                                 const PusherSocketHandlers *handlers,
                                 gpointer user_data);
void pusher_socket_open (PusherSocket *self,
                         const char *uri,
                         guint handshake_timeout,
                         guint adapted_activity_timeout);
void pusher_socket_abandon (PusherSocket *self);
gboolean pusher_socket_send (PusherSocket *self, const char *text);
void pusher_socket_check (PusherSocket *self, gboolean in_doubt);
void pusher_socket_resumed (PusherSocket *self, gint64 slept);
void pusher_socket_leave (PusherSocket *self);
const char *pusher_socket_get_id (PusherSocket *self);
gint64 pusher_socket_get_up_since (PusherSocket *self);
gint64 pusher_socket_get_last_received (PusherSocket *self);
guint pusher_socket_get_activity_timeout (PusherSocket *self);

G_END_DECLS
