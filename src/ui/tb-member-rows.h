/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "account/tb-avatars.h"
#include "ui/tb-member-order.h"
#include "ui/tb-member-row.h"

G_BEGIN_DECLS

/**
 * TbMemberRows:
 *
 * The rows of a list of members that are on the screen, of which there are many fewer than
 * members. They are all of the same height.
 */
typedef struct _TbMemberRows TbMemberRows;

TbMemberRows *tb_member_rows_new (GtkContainer *list);
void tb_member_rows_free (TbMemberRows *self);
void tb_member_rows_set_avatars (TbMemberRows *self, TbAvatars *avatars, TbAccount *account);
int tb_member_rows_get_height (TbMemberRows *self);
void tb_member_rows_forget_height (TbMemberRows *self);
GPtrArray *tb_member_rows_get_all (TbMemberRows *self);
TbMemberRow *tb_member_rows_find (TbMemberRows *self, guint position);
void tb_member_rows_assign (
    TbMemberRows *self, TbMemberOrder *members, int top, int bottom, PusherMember *also);
void tb_member_rows_load_pictures (TbMemberRows *self, int top, int bottom);
void tb_member_rows_cancel_pictures (TbMemberRows *self);
void tb_member_rows_reset_pictures (TbMemberRows *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbMemberRows, tb_member_rows_free)

G_END_DECLS
