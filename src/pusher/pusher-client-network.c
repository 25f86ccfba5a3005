/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What a client is told of networks and of sleep (protocol §14). */

#include "pusher/pusher-client-private.h"

/**
 * pusher_client_set_network_available:
 * @self: a client
 * @available: whether the system believes that there is a network
 *
 * See pusher_connection_set_network_available().
 */
void
pusher_client_set_network_available (PusherClient *self, gboolean available)
{
  pusher_connection_set_network_available (self->connection, available);
}

/**
 * pusher_client_network_changed:
 * @self: a client
 *
 * See pusher_connection_network_changed().
 */
void
pusher_client_network_changed (PusherClient *self)
{
  pusher_connection_network_changed (self->connection);
}

/**
 * pusher_client_route_changed:
 * @self: a client
 *
 * See pusher_connection_route_changed().
 */
void
pusher_client_route_changed (PusherClient *self)
{
  pusher_connection_route_changed (self->connection);
}

/**
 * pusher_client_resumed:
 * @self: a client
 * @slept: for how long the computer was suspended, in µs
 *
 * See pusher_connection_resumed(). What was sent meanwhile may have been missed.
 */
void
pusher_client_resumed (PusherClient *self, gint64 slept)
{
  pusher_connection_resumed (self->connection, slept);
  pusher_gap_sleep (&self->gap, slept);
}
