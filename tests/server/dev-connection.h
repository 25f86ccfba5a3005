/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dev-application.h"
#include "dev-socket.h"

G_BEGIN_DECLS

#define DEV_TYPE_CONNECTION (dev_connection_get_type ())
G_DECLARE_FINAL_TYPE (DevConnection, dev_connection, DEV, CONNECTION, GObject)

DevConnection *dev_connection_new (DevApplication *application, DevSocket *socket);
DevApplication *dev_connection_get_application (DevConnection *self);
DevSocket *dev_connection_get_socket (DevConnection *self);
const char *dev_connection_get_socket_id (DevConnection *self);
const char *dev_connection_get_user_id (DevConnection *self);
void dev_connection_set_user_id (DevConnection *self, const char *user_id);
gboolean dev_connection_is_established (DevConnection *self);
void dev_connection_establish (DevConnection *self);
void dev_connection_send (DevConnection *self, const char *text);
void dev_connection_take (DevConnection *self, char *text);
gboolean dev_connection_refuse (DevConnection *self,
                                DevRefusal refusal,
                                const char *channel,
                                const char *detail);
void
dev_connection_send_error (DevConnection *self, const char *channel, int code, const char *message);
void dev_connection_leave (DevConnection *self, DevChannel *channel);
void dev_connection_restart_timeout (DevConnection *self);
gboolean dev_connection_may_send_client_event (DevConnection *self, gint64 now);
JsonObject *dev_connection_describe (DevConnection *self);

G_END_DECLS
