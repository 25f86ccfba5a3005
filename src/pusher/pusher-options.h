/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define PUSHER_TYPE_OPTIONS (pusher_options_get_type ())

/**
 * PusherOptions:
 *
 * Where and how to connect. Set up once, then handed to a #PusherClient, which keeps a copy.
 */
typedef struct _PusherOptions PusherOptions;

/* The protocol's default activity timeout, in s; the server may ask for less (rows 2.4, 3.1). */
#define PUSHER_DEFAULT_ACTIVITY_TIMEOUT 120
/* How long the answer to a ping may take, in s (row 3.5). */
#define PUSHER_DEFAULT_PONG_TIMEOUT 30

GType pusher_options_get_type (void);
PusherOptions *pusher_options_new (const char *key);
PusherOptions *pusher_options_copy (const PusherOptions *self);
void pusher_options_free (PusherOptions *self);

void pusher_options_set_cluster (PusherOptions *self, const char *cluster);
void pusher_options_set_host (PusherOptions *self, const char *host);
void pusher_options_set_port (PusherOptions *self, guint16 port);
void pusher_options_set_path (PusherOptions *self, const char *path);
void pusher_options_set_tls (PusherOptions *self, gboolean tls);
void pusher_options_set_tls_upgrade (PusherOptions *self, gboolean tls_upgrade);
void pusher_options_set_origin (PusherOptions *self, const char *origin);
void pusher_options_set_client (PusherOptions *self, const char *name, const char *version);
void pusher_options_set_activity_timeout (PusherOptions *self, guint seconds);
void pusher_options_set_pong_timeout (PusherOptions *self, guint seconds);

const char *pusher_options_get_key (const PusherOptions *self);
gboolean pusher_options_get_tls (const PusherOptions *self);
gboolean pusher_options_switch_to_tls (PusherOptions *self, guint code);
const char *pusher_options_get_origin (const PusherOptions *self);
guint pusher_options_get_activity_timeout (const PusherOptions *self);
guint pusher_options_get_pong_timeout (const PusherOptions *self);
char *pusher_options_dup_host (const PusherOptions *self);
char *pusher_options_build_uri (const PusherOptions *self, GError **error);
char *pusher_options_build_api_uri (const PusherOptions *self, const char *app_id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PusherOptions, pusher_options_free)

G_END_DECLS
