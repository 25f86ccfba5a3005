/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <gio/gio.h>

#include "pusher/pusher-event.h"
#include "pusher/pusher-member.h"

G_BEGIN_DECLS

/* How long a member counts as typing after the last word of it, in s. */
#define PUSHER_TYPING_TIMEOUT 6

#define PUSHER_TYPE_PRESENCE (pusher_presence_get_type ())
G_DECLARE_FINAL_TYPE (PusherPresence, pusher_presence, PUSHER, PRESENCE, GObject)

PusherPresence *pusher_presence_new (void);
gboolean pusher_presence_replace (PusherPresence *self, PusherEvent *event, GError **error);
gboolean pusher_presence_add (PusherPresence *self, PusherEvent *event);
gboolean pusher_presence_remove (PusherPresence *self, PusherEvent *event);
void pusher_presence_clear (PusherPresence *self);

PusherMember *pusher_presence_lookup (PusherPresence *self, const char *user_id);
const char *pusher_presence_get_my_id (PusherPresence *self);
void pusher_presence_set_my_id (PusherPresence *self, const char *user_id);
gboolean pusher_presence_get_stale (PusherPresence *self);
void pusher_presence_set_stale (PusherPresence *self, gboolean stale);

G_END_DECLS
