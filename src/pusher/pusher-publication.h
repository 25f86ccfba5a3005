/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What the hosted HTTP API takes at once (row 18.5): channels of an event, events of a batch,
 * characters of an event's name, and bytes of an event's data, which a server of one's own may be
 * set up to take more of. */
#define PUSHER_PUBLICATION_MAX_CHANNELS 100
#define PUSHER_PUBLICATION_MAX_BATCH 10
#define PUSHER_PUBLICATION_MAX_NAME_LENGTH 200
#define PUSHER_PUBLICATION_MAX_DATA_SIZE (10 * 1024)

/**
 * PusherPublication:
 *
 * An event that is to be published. Never changes.
 */
typedef struct _PusherPublication PusherPublication;

PusherPublication *pusher_publication_new (const char *const *channel_names,
                                           const char *event_name,
                                           const char *data,
                                           const char *socket_id,
                                           GError **error);
PusherPublication *pusher_publication_ref (PusherPublication *self);
void pusher_publication_unref (PusherPublication *self);
const char *const *pusher_publication_get_channel_names (PusherPublication *self);
const char *pusher_publication_get_event_name (PusherPublication *self);
const char *pusher_publication_get_data (PusherPublication *self);
void pusher_publication_build (PusherPublication *self, JsonBuilder *builder, gboolean of_batch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PusherPublication, pusher_publication_unref)

G_END_DECLS
