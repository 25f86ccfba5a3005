/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "account/tb-session.h"
#include "pusher/pusher-channel.h"

G_BEGIN_DECLS

/* In a room with more people than this they can be searched. */
#define TB_ROOM_SECTION_SEARCH 20

/**
 * TbRoomSection:
 *
 * Who is in a room now, and who is typing there. It can be folded away.
 *
 * Property: `folded` (boolean).
 */
#define TB_TYPE_ROOM_SECTION (tb_room_section_get_type ())
G_DECLARE_FINAL_TYPE (TbRoomSection, tb_room_section, TB, ROOM_SECTION, GtkBox)

GtkWidget *tb_room_section_new (PusherChannel *channel, TbSession *session);
PusherChannel *tb_room_section_get_channel (TbRoomSection *self);
void tb_room_section_set_channel (TbRoomSection *self, PusherChannel *channel);
void tb_room_section_set_account_name (TbRoomSection *self, const char *account_name);
gboolean tb_room_section_get_folded (TbRoomSection *self);
void tb_room_section_set_folded (TbRoomSection *self, gboolean folded);
gboolean tb_room_section_focus_search (TbRoomSection *self);
char *tb_room_section_dup_room_name (const char *channel_name);

G_END_DECLS
