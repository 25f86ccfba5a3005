/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

SoupWebsocketConnection *pusher_paced_websocket_new (SoupWebsocketConnection *opened);

G_END_DECLS
