/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include "pusher/pusher-authorizer.h"
#include "pusher/pusher-channel.h"
#include "pusher/pusher-connection.h"
#include "pusher/pusher-user.h"

G_BEGIN_DECLS

#define PUSHER_TYPE_CLIENT (pusher_client_get_type ())
G_DECLARE_FINAL_TYPE (PusherClient, pusher_client, PUSHER, CLIENT, GObject)

PusherClient *pusher_client_new (const PusherOptions *options,
                                 PusherAuthorizer *authorizer,
                                 PusherClock *clock,
                                 PusherTransportFactory factory,
                                 gpointer factory_data,
                                 GDestroyNotify factory_data_free,
                                 GError **error);
void pusher_client_connect (PusherClient *self);
void pusher_client_disconnect (PusherClient *self);
void pusher_client_retry_now (PusherClient *self);
void pusher_client_set_network_available (PusherClient *self, gboolean available);
void pusher_client_network_changed (PusherClient *self);
void pusher_client_route_changed (PusherClient *self);
void pusher_client_resumed (PusherClient *self, gint64 slept);

PusherChannel *pusher_client_subscribe (PusherClient *self, const char *name, GError **error);
void pusher_client_unsubscribe (PusherClient *self, const char *name);
gboolean pusher_client_trigger (PusherClient *self,
                                const char *channel_name,
                                const char *event,
                                JsonNode *data,
                                GError **error);
PusherUser *pusher_client_set_user_authenticator (PusherClient *self,
                                                  PusherAuthorizer *authenticator);
PusherUser *pusher_client_get_user (PusherClient *self);
void pusher_client_credentials_changed (PusherClient *self);

PusherConnectionState pusher_client_get_state (PusherClient *self);
const char *pusher_client_get_socket_id (PusherClient *self);
const GError *pusher_client_get_last_error (PusherClient *self);
gint64 pusher_client_get_next_attempt_in (PusherClient *self);
PusherChannel *pusher_client_get_channel (PusherClient *self, const char *name);
GListModel *pusher_client_get_channels (PusherClient *self);

G_END_DECLS
