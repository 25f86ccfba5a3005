/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <libsoup/soup.h>

#include "pusher/pusher-stage.h"
#include "pusher/pusher-transport.h"

G_BEGIN_DECLS

#define PUSHER_TYPE_WEBSOCKET (pusher_websocket_get_type ())
G_DECLARE_FINAL_TYPE (PusherWebsocket, pusher_websocket, PUSHER, WEBSOCKET, GObject)

PusherTransport *pusher_websocket_new (SoupSession *session);

G_END_DECLS
