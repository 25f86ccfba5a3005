/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "pusher/pusher-channel.h"

G_BEGIN_DECLS

/* The most data that one client event carries, in bytes of JSON (row 9.10). */
#define PUSHER_CLIENT_EVENT_MAX_SIZE 10000
/* How many client events a connection may send in a second (row 9.6). */
#define PUSHER_CLIENT_EVENTS_PER_SECOND 10

char *pusher_client_event_build (PusherChannel *channel,
                                 const char *event,
                                 JsonNode *data,
                                 GError **error);

G_END_DECLS
