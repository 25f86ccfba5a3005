/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TbListTree:
 *
 * A list model as a tree view wants it: rows without children, with the item as their only column.
 */
#define TB_TYPE_LIST_TREE (tb_list_tree_get_type ())
G_DECLARE_FINAL_TYPE (TbListTree, tb_list_tree, TB, LIST_TREE, GObject)

TbListTree *tb_list_tree_new (GListModel *list);
void tb_list_tree_tell_changed (TbListTree *self, guint position, guint n_removed, guint n_added);

G_END_DECLS
