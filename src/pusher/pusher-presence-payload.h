/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "pusher/pusher-event.h"

G_BEGIN_DECLS

/**
 * PusherPresencePayload:
 *
 * Who is in a presence channel, as the server's answer to the subscription says. Immutable.
 */
typedef struct _PusherPresencePayload PusherPresencePayload;

PusherPresencePayload *pusher_presence_payload_parse (PusherEvent *event, GError **error);
void pusher_presence_payload_free (PusherPresencePayload *self);
guint pusher_presence_payload_get_length (const PusherPresencePayload *self);
const char *pusher_presence_payload_get_id (const PusherPresencePayload *self, guint index);
JsonNode *pusher_presence_payload_get_info (const PusherPresencePayload *self, guint index);
gboolean pusher_presence_payload_contains (const PusherPresencePayload *self, const char *user_id);

char *pusher_presence_payload_dup_member (PusherEvent *event, JsonNode **info);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PusherPresencePayload, pusher_presence_payload_free)

G_END_DECLS
