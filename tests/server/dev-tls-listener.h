/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * DevTlsListener:
 *
 * Accepts TLS for a server, with a certificate that may be replaced while it runs: libsoup's own
 * listeners keep that which they began with.
 */
typedef struct _DevTlsListener DevTlsListener;

DevTlsListener *dev_tls_listener_new (
    SoupServer *server, guint port, const char *certificate, const char *key, GError **error);
void dev_tls_listener_free (DevTlsListener *self);
gboolean dev_tls_listener_set_certificate (DevTlsListener *self,
                                           const char *certificate,
                                           const char *key,
                                           GError **error);
guint dev_tls_listener_get_port (DevTlsListener *self);
GSocket *dev_tls_listener_find_socket (SoupServerMessage *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DevTlsListener, dev_tls_listener_free)

G_END_DECLS
