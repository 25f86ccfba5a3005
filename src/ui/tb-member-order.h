/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TbMemberOrder:
 *
 * The members of a room in the order in which people look for each other: oneself, then who is
 * typing, then all by name. A list model of #PusherMember that follows another one, and the
 * members' own changes.
 */
#define TB_TYPE_MEMBER_ORDER (tb_member_order_get_type ())
G_DECLARE_FINAL_TYPE (TbMemberOrder, tb_member_order, TB, MEMBER_ORDER, GObject)

TbMemberOrder *tb_member_order_new (GListModel *members);

G_END_DECLS
