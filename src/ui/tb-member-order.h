/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "pusher/pusher-member.h"

G_BEGIN_DECLS

/**
 * TbMemberOrder:
 *
 * The members of a room in the order in which people look for each other: oneself, then who is
 * typing, then all by name; or those of them whom a search finds. A list model of #PusherMember
 * that follows another one, and the members' own changes.
 */
#define TB_TYPE_MEMBER_ORDER (tb_member_order_get_type ())
G_DECLARE_FINAL_TYPE (TbMemberOrder, tb_member_order, TB, MEMBER_ORDER, GObject)

TbMemberOrder *tb_member_order_new (GListModel *members);
void tb_member_order_set_search (TbMemberOrder *self, const char *text);
guint tb_member_order_get_total (TbMemberOrder *self);
PusherMember *tb_member_order_lookup (TbMemberOrder *self, const char *id);
gboolean tb_member_order_find (TbMemberOrder *self, PusherMember *member, guint *position);

G_END_DECLS
