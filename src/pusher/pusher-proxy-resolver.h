/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PUSHER_TYPE_PROXY_RESOLVER (pusher_proxy_resolver_get_type ())
G_DECLARE_FINAL_TYPE (PusherProxyResolver, pusher_proxy_resolver, PUSHER, PROXY_RESOLVER, GObject)

PusherProxyResolver *pusher_proxy_resolver_new (GProxyResolver *system);
char *pusher_proxy_resolver_describe (PusherProxyResolver *self, const char *host, int port);
void pusher_proxy_resolver_check (PusherProxyResolver *self);

G_END_DECLS
