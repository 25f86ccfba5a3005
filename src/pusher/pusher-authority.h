/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PusherAuthority:
 *
 * A file with the certificates of those who may vouch for a server, a company's own for instance.
 */
typedef struct _PusherAuthority PusherAuthority;

PusherAuthority *pusher_authority_new (const char *file);
void pusher_authority_free (PusherAuthority *self);
gboolean pusher_authority_read (PusherAuthority *self);
GTlsDatabase *pusher_authority_get_database (PusherAuthority *self);
const char *pusher_authority_get_file (PusherAuthority *self);
const GError *pusher_authority_get_error (PusherAuthority *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PusherAuthority, pusher_authority_free)

G_END_DECLS
