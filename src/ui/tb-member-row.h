/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "account/tb-avatars.h"
#include "pusher/pusher-member.h"

G_BEGIN_DECLS

/* The most characters of a name that a row lays out: servers may send any number of them. */
#define TB_MEMBER_NAME_LENGTH 100

/**
 * TbMemberRow:
 *
 * Somebody who is in a room. A row that has left the screen can be given to somebody else.
 */
#define TB_TYPE_MEMBER_ROW (tb_member_row_get_type ())
G_DECLARE_FINAL_TYPE (TbMemberRow, tb_member_row, TB, MEMBER_ROW, GtkBin)

GtkWidget *tb_member_row_new (TbAvatars *avatars, TbAccount *account);
PusherMember *tb_member_row_get_member (TbMemberRow *self);
void tb_member_row_set_member (TbMemberRow *self, PusherMember *member);
guint tb_member_row_get_position (TbMemberRow *self);
void tb_member_row_set_position (TbMemberRow *self, guint position, guint total);
void tb_member_row_load_picture (TbMemberRow *self);
void tb_member_row_cancel_picture (TbMemberRow *self);
void tb_member_row_reset_picture (TbMemberRow *self);
void tb_member_row_show_sample (TbMemberRow *self);

G_END_DECLS
