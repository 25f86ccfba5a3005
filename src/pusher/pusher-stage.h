/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PusherStage:
 * @PUSHER_STAGE_FOUND: the server's name has an address, or a proxy is to find it
 * @PUSHER_STAGE_REACHED: there is a TCP connection to the server, which a proxy may have opened
 * @PUSHER_STAGE_SECURED: the connection is encrypted, and the server's certificate is accepted;
 * left out without TLS
 * @PUSHER_STAGE_UPGRADED: the server speaks WebSocket
 *
 * How far one attempt to connect has come, in this order, and what a
 * #PusherWebsocket tells of it; the server's greeting follows (row 4.21).
 */
typedef enum
{
  PUSHER_STAGE_FOUND,
  PUSHER_STAGE_REACHED,
  PUSHER_STAGE_SECURED,
  PUSHER_STAGE_UPGRADED,
} PusherStage;

#define PUSHER_N_STAGES (PUSHER_STAGE_UPGRADED + 1)

G_END_DECLS
