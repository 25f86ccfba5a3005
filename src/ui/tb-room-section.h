/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "pusher/pusher-channel.h"

G_BEGIN_DECLS

/* How many people of a room get a row; of the others their number is told. More rows than this take
 * long to lay out, and nobody reads them. */
#define TB_ROOM_SECTION_ROWS 50

/**
 * TbRoomSection:
 *
 * Who is in a room now, and who is typing there.
 */
#define TB_TYPE_ROOM_SECTION (tb_room_section_get_type ())
G_DECLARE_FINAL_TYPE (TbRoomSection, tb_room_section, TB, ROOM_SECTION, GtkBox)

GtkWidget *tb_room_section_new (PusherChannel *channel);
char *tb_room_section_dup_room_name (const char *channel_name);

G_END_DECLS
