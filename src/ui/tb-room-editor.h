/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "account/tb-account.h"

G_BEGIN_DECLS

/**
 * TbRoomEditor:
 *
 * The rooms of an account, to be added and removed.
 */
#define TB_TYPE_ROOM_EDITOR (tb_room_editor_get_type ())
G_DECLARE_FINAL_TYPE (TbRoomEditor, tb_room_editor, TB, ROOM_EDITOR, GtkBox)

GtkWidget *tb_room_editor_new (TbAccount *account);

G_END_DECLS
