/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Seconds that the clock of a publisher may be off, as in Pusher's REST API. */
#define DEV_SIGNATURE_TOLERANCE 600

char *dev_signature_sign (const char *secret, const char *text);
char *dev_signature_channel (const char *secret,
                             const char *socket_id,
                             const char *channel,
                             const char *channel_data);
char *dev_signature_user (const char *secret, const char *socket_id, const char *user_data);
char *
dev_signature_request (const char *secret, const char *method, const char *path, GHashTable *query);
gboolean dev_signature_check_request (const char *key,
                                      const char *secret,
                                      const char *method,
                                      const char *path,
                                      GHashTable *query,
                                      GBytes *body,
                                      gint64 now,
                                      GError **error);
char *dev_signature_shared_secret (const char *channel);

G_END_DECLS
