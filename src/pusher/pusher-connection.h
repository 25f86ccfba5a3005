/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include "pusher/pusher-absence.h"
#include "pusher/pusher-clock.h"
#include "pusher/pusher-connection-state.h"
#include "pusher/pusher-event.h"
#include "pusher/pusher-options.h"
#include "pusher/pusher-transport.h"

G_BEGIN_DECLS

#define PUSHER_TYPE_CONNECTION (pusher_connection_get_type ())
G_DECLARE_FINAL_TYPE (PusherConnection, pusher_connection, PUSHER, CONNECTION, GObject)

PusherConnection *pusher_connection_new (const PusherOptions *options,
                                         PusherClock *clock,
                                         PusherTransportFactory factory,
                                         gpointer factory_data,
                                         GDestroyNotify factory_data_free,
                                         GError **error);
void pusher_connection_open (PusherConnection *self);
void pusher_connection_close (PusherConnection *self);
void pusher_connection_retry_now (PusherConnection *self);
void pusher_connection_set_network_available (PusherConnection *self, gboolean available);
void pusher_connection_network_changed (PusherConnection *self);
void pusher_connection_route_changed (PusherConnection *self);
void pusher_connection_resumed (PusherConnection *self, gint64 slept);
gboolean pusher_connection_send (PusherConnection *self, const char *text);

PusherConnectionState pusher_connection_get_state (PusherConnection *self);
const char *pusher_connection_get_socket_id (PusherConnection *self);
const GError *pusher_connection_get_last_error (PusherConnection *self);
gint64 pusher_connection_get_missed_since (PusherConnection *self);
gint64 pusher_connection_get_next_attempt_in (PusherConnection *self);

G_END_DECLS
