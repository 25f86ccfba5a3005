/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "pusher/pusher-member.h"

G_BEGIN_DECLS

/* The most characters of a name that a row lays out: servers may send any number of them. */
#define TB_MEMBER_NAME_LENGTH 100

/**
 * TbMemberRow:
 *
 * Somebody who is in a room.
 */
#define TB_TYPE_MEMBER_ROW (tb_member_row_get_type ())
G_DECLARE_FINAL_TYPE (TbMemberRow, tb_member_row, TB, MEMBER_ROW, GtkListBoxRow)

GtkWidget *tb_member_row_new (PusherMember *member);
PusherMember *tb_member_row_get_member (TbMemberRow *self);

G_END_DECLS
