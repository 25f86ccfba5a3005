/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <libsoup/soup.h>

#include "pusher/pusher-proxy-resolver.h"

G_BEGIN_DECLS

/**
 * PusherRoute:
 *
 * What was seen of the way that a message takes: how far it comes, and over which proxy.
 */
typedef struct _PusherRoute PusherRoute;

void pusher_route_watch (SoupMessage *message, PusherProxyResolver *proxies);
const PusherRoute *pusher_route_find (SoupMessage *message);
gboolean pusher_route_is_encrypting (const PusherRoute *self);
gboolean pusher_route_is_open (const PusherRoute *self);
GError *pusher_route_explain_proxy (const PusherRoute *self, const GError *error);
GError *pusher_route_explain_silence (const PusherRoute *self);

G_END_DECLS
