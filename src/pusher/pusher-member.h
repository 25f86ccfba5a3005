/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <glib-object.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define PUSHER_TYPE_MEMBER (pusher_member_get_type ())
G_DECLARE_FINAL_TYPE (PusherMember, pusher_member, PUSHER, MEMBER, GObject)

PusherMember *pusher_member_new (const char *id, JsonNode *info, gboolean me);
const char *pusher_member_get_id (PusherMember *self);
const char *pusher_member_get_name (PusherMember *self);
const char *pusher_member_get_avatar (PusherMember *self);
JsonNode *pusher_member_get_info (PusherMember *self);
void pusher_member_set_info (PusherMember *self, JsonNode *info);
gboolean pusher_member_get_me (PusherMember *self);
void pusher_member_set_me (PusherMember *self, gboolean me);
gboolean pusher_member_get_typing (PusherMember *self);
void pusher_member_set_typing (PusherMember *self, gboolean typing);
gboolean pusher_member_get_active (PusherMember *self);
void pusher_member_set_active (PusherMember *self, gboolean active);
gboolean pusher_member_get_away (PusherMember *self);
void pusher_member_set_away (PusherMember *self, gboolean away);

G_END_DECLS
