/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "pusher/pusher-authorization.h"

G_BEGIN_DECLS

char *pusher_message_ping (void);
char *pusher_message_pong (void);
char *pusher_message_subscribe (const char *channel, const PusherAuthorization *authorization);
char *pusher_message_unsubscribe (const char *channel);
char *pusher_message_sign_in (const PusherAuthorization *authorization);
char *pusher_message_client_event (const char *channel, const char *event, JsonNode *data);

G_END_DECLS
