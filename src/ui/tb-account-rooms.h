/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "account/tb-session.h"

G_BEGIN_DECLS

/**
 * TbAccountRooms:
 *
 * All rooms of an account. What was folded stays so, also when the program is started again.
 *
 * Property: `has-rooms` (boolean, readable), whether the account's settings have any.
 */
#define TB_TYPE_ACCOUNT_ROOMS (tb_account_rooms_get_type ())
G_DECLARE_FINAL_TYPE (TbAccountRooms, tb_account_rooms, TB, ACCOUNT_ROOMS, GtkBox)

GtkWidget *tb_account_rooms_new (TbSession *session);
gboolean tb_account_rooms_get_has_rooms (TbAccountRooms *self);
void tb_account_rooms_set_name_shown (TbAccountRooms *self, gboolean shown);
gboolean tb_account_rooms_focus_search (TbAccountRooms *self);

G_END_DECLS
