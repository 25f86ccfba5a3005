/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PUSHER_TUNNEL_PROTOCOL:
 *
 * The scheme of a proxy's address that makes GIO connect through a #PusherTunnel.
 */
#define PUSHER_TUNNEL_PROTOCOL "pusher-tunnel"

#define PUSHER_TYPE_TUNNEL (pusher_tunnel_get_type ())
G_DECLARE_FINAL_TYPE (PusherTunnel, pusher_tunnel, PUSHER, TUNNEL, GObject)

void pusher_tunnel_register (void);

G_END_DECLS
