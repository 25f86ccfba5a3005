/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <glib-object.h>
#include <json-glib/json-glib.h>

#include "pusher/pusher-json-cursor.h"

G_BEGIN_DECLS

#define PUSHER_TYPE_EVENT (pusher_event_get_type ())

/**
 * PusherEvent:
 *
 * One event as it came: immutable, reference-counted. Its data is decoded when it is first asked
 * for.
 */
typedef struct _PusherEvent PusherEvent;

GType pusher_event_get_type (void);
PusherEvent *pusher_event_new (const char *name, const char *channel, const char *data);
PusherEvent *pusher_event_new_with_text (const char *name, const char *channel, const char *text);
PusherEvent *pusher_event_new_from_frame (GBytes *frame,
                                          const PusherJsonExtent *name,
                                          const PusherJsonExtent *channel,
                                          const PusherJsonExtent *user_id,
                                          const PusherJsonExtent *data);
PusherEvent *pusher_event_ref (PusherEvent *self);
void pusher_event_unref (PusherEvent *self);

const char *pusher_event_get_name (const PusherEvent *self);
const char *pusher_event_get_channel (const PusherEvent *self);
const char *pusher_event_get_user_id (const PusherEvent *self);
const char *pusher_event_get_text (PusherEvent *self);
JsonNode *pusher_event_get_data (PusherEvent *self);
gboolean pusher_event_get_json (PusherEvent *self, PusherJsonExtent *extent);
gboolean pusher_event_is_internal (const PusherEvent *self);
gboolean pusher_event_is_replay (const PusherEvent *self);
void pusher_event_mark_replay (PusherEvent *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PusherEvent, pusher_event_unref)

G_END_DECLS
