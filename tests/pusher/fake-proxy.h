/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FakeProxy:
 *
 * An HTTP proxy on loopback, in the test's own process, that knows one server by whatever name.
 */
typedef struct
{
  GSocketService *service;
  guint16 port;
  guint16 server_port;
  char *answer; /* instead of a tunnel; or %NULL */
  gboolean hangs;
  guint visits;
  char *request; /* the last one's headers */
} FakeProxy;

FakeProxy *fake_proxy_new (guint server_port);
void fake_proxy_free (FakeProxy *self);
GProxyResolver *fake_proxy_resolver_new (const FakeProxy *self, const char *user_info);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeProxy, fake_proxy_free)

G_END_DECLS
