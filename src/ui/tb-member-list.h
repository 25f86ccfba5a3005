/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "account/tb-avatars.h"
#include "ui/tb-member-order.h"

G_BEGIN_DECLS

/**
 * TbMemberList:
 *
 * Who is in a room, one below the other, of any number: there are rows only for those whom the
 * #GtkViewport shows that the list is in, however far up. Rows of who stays are kept, and the
 * keyboard's focus with them.
 */
#define TB_TYPE_MEMBER_LIST (tb_member_list_get_type ())
G_DECLARE_FINAL_TYPE (TbMemberList, tb_member_list, TB, MEMBER_LIST, GtkContainer)

void tb_member_list_set_members (TbMemberList *self, TbMemberOrder *members);
void tb_member_list_set_avatars (TbMemberList *self, TbAvatars *avatars, TbAccount *account);

G_END_DECLS
