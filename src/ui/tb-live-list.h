/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TbLiveList:
 *
 * A list box that follows something that changes often: at most once a frame, and not at all while
 * it cannot be seen. Rows of items that stay are kept, and the keyboard's focus with them.
 */
#define TB_TYPE_LIVE_LIST (tb_live_list_get_type ())
G_DECLARE_FINAL_TYPE (TbLiveList, tb_live_list, TB, LIVE_LIST, GtkListBox)

/**
 * TbLiveListCollectFunc:
 * @items: (element-type GObject): an empty array, to which the items to show are added as
 * references that it owns, in their order
 * @user_data: what was given with the function
 *
 * Says what is to be shown now.
 */
typedef void (*TbLiveListCollectFunc) (GPtrArray *items, gpointer user_data);

/**
 * TbLiveListCreateFunc:
 * @item: what to make a row for
 *
 * Returns: (transfer floating): a #GtkListBoxRow, which follows @item by itself
 */
typedef GtkWidget *(*TbLiveListCreateFunc) (gpointer item);

void tb_live_list_set_functions (TbLiveList *self,
                                 TbLiveListCollectFunc collect,
                                 TbLiveListCreateFunc create,
                                 gpointer user_data);
void tb_live_list_queue_refresh (TbLiveList *self);

G_END_DECLS
