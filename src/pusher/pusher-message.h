/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include "pusher/pusher-authorization.h"

G_BEGIN_DECLS

char *pusher_message_ping (void);
char *pusher_message_pong (void);
char *pusher_message_subscribe (const char *channel, const PusherAuthorization *authorization);
char *pusher_message_unsubscribe (const char *channel);

G_END_DECLS
