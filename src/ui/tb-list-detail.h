/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How wide the list is beside the detail, and from which width on there is room for both, in GDK's
 * pixels: the detail's lines are to be longer than those of the list. */
#define TB_LIST_DETAIL_LIST_WIDTH 340
#define TB_LIST_DETAIL_FOLD_WIDTH 700

/**
 * TbListDetail:
 *
 * A list, and the detail of what is chosen in it, side by side; in a narrow window one or the other
 * (it is folded then). Its first child is the list, its second the detail.
 *
 * Properties: `folded` (boolean, read-only, notifies outside of the layout of widgets);
 * `detail-shown` (boolean, notifies), which of both is seen while it is folded.
 */
#define TB_TYPE_LIST_DETAIL (tb_list_detail_get_type ())
G_DECLARE_FINAL_TYPE (TbListDetail, tb_list_detail, TB, LIST_DETAIL, GtkContainer)

gboolean tb_list_detail_get_folded (TbListDetail *self);
gboolean tb_list_detail_get_detail_shown (TbListDetail *self);
void tb_list_detail_set_detail_shown (TbListDetail *self, gboolean shown);

G_END_DECLS
