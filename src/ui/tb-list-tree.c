/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-list-tree.h"

struct _TbListTree
{
  GObject parent_instance;

  GListModel *list;
  guint n_rows; /* as far as the tree view was told */
  int stamp;    /* iterators are positions: none outlives a change */
};

static void tb_list_tree_tree_model_init (GtkTreeModelIface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TbListTree,
                               tb_list_tree,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_TREE_MODEL,
                                                      tb_list_tree_tree_model_init))

static gboolean
set_iter (TbListTree *self, GtkTreeIter *iter, guint position)
{
  gboolean exists = position < self->n_rows;

  iter->stamp = exists ? self->stamp : 0;
  iter->user_data = GUINT_TO_POINTER (position);

  return exists;
}

static guint
get_position (const GtkTreeIter *iter)
{
  return GPOINTER_TO_UINT (iter->user_data);
}

static GtkTreeModelFlags
tb_list_tree_get_flags (GtkTreeModel *model)
{
  return GTK_TREE_MODEL_LIST_ONLY;
}

static int
tb_list_tree_get_n_columns (GtkTreeModel *model)
{
  return 1;
}

static GType
tb_list_tree_get_column_type (GtkTreeModel *model, int column)
{
  return G_TYPE_OBJECT;
}

static gboolean
tb_list_tree_get_iter (GtkTreeModel *model, GtkTreeIter *iter, GtkTreePath *path)
{
  const int *indices = gtk_tree_path_get_indices (path);

  return gtk_tree_path_get_depth (path) == 1 && indices[0] >= 0
         && set_iter (TB_LIST_TREE (model), iter, (guint) indices[0]);
}

static GtkTreePath *
tb_list_tree_get_path (GtkTreeModel *model, GtkTreeIter *iter)
{
  return gtk_tree_path_new_from_indices ((int) get_position (iter), -1);
}

static void
tb_list_tree_get_value (GtkTreeModel *model, GtkTreeIter *iter, int column, GValue *value)
{
  TbListTree *self = TB_LIST_TREE (model);

  g_value_init (value, G_TYPE_OBJECT);
  g_value_take_object (value, g_list_model_get_item (self->list, get_position (iter)));
}

static gboolean
tb_list_tree_iter_next (GtkTreeModel *model, GtkTreeIter *iter)
{
  return set_iter (TB_LIST_TREE (model), iter, get_position (iter) + 1);
}

static gboolean
tb_list_tree_iter_previous (GtkTreeModel *model, GtkTreeIter *iter)
{
  return set_iter (TB_LIST_TREE (model), iter, get_position (iter) - 1);
}

static gboolean
tb_list_tree_iter_nth_child (GtkTreeModel *model, GtkTreeIter *iter, GtkTreeIter *parent, int n)
{
  return parent == NULL && n >= 0 && set_iter (TB_LIST_TREE (model), iter, (guint) n);
}

static gboolean
tb_list_tree_iter_children (GtkTreeModel *model, GtkTreeIter *iter, GtkTreeIter *parent)
{
  return tb_list_tree_iter_nth_child (model, iter, parent, 0);
}

static gboolean
tb_list_tree_iter_has_child (GtkTreeModel *model, GtkTreeIter *iter)
{
  return FALSE;
}

static int
tb_list_tree_iter_n_children (GtkTreeModel *model, GtkTreeIter *iter)
{
  return iter == NULL ? (int) TB_LIST_TREE (model)->n_rows : 0;
}

static gboolean
tb_list_tree_iter_parent (GtkTreeModel *model, GtkTreeIter *iter, GtkTreeIter *child)
{
  return FALSE;
}

static void
tb_list_tree_tree_model_init (GtkTreeModelIface *interface)
{
  interface->get_flags = tb_list_tree_get_flags;
  interface->get_n_columns = tb_list_tree_get_n_columns;
  interface->get_column_type = tb_list_tree_get_column_type;
  interface->get_iter = tb_list_tree_get_iter;
  interface->get_path = tb_list_tree_get_path;
  interface->get_value = tb_list_tree_get_value;
  interface->iter_next = tb_list_tree_iter_next;
  interface->iter_previous = tb_list_tree_iter_previous;
  interface->iter_children = tb_list_tree_iter_children;
  interface->iter_has_child = tb_list_tree_iter_has_child;
  interface->iter_n_children = tb_list_tree_iter_n_children;
  interface->iter_nth_child = tb_list_tree_iter_nth_child;
  interface->iter_parent = tb_list_tree_iter_parent;
}

static void
tb_list_tree_finalize (GObject *object)
{
  g_clear_object (&TB_LIST_TREE (object)->list);

  G_OBJECT_CLASS (tb_list_tree_parent_class)->finalize (object);
}

static void
tb_list_tree_class_init (TbListTreeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_list_tree_finalize;
}

static void
tb_list_tree_init (TbListTree *self)
{
  self->stamp = 1;
}

/**
 * tb_list_tree_new:
 * @list: a list of objects
 *
 * Does not follow @list by itself: whoever does says so with tb_list_tree_tell_changed(), or makes
 * another when much has changed at once. Until then it has as many rows as a tree view was told,
 * which takes leave of each of them.
 *
 * Returns: (transfer full): @list for a tree view
 */
TbListTree *
tb_list_tree_new (GListModel *list)
{
  TbListTree *self = g_object_new (TB_TYPE_LIST_TREE, NULL);

  self->list = g_object_ref (list);
  self->n_rows = g_list_model_get_n_items (list);

  return self;
}

/**
 * tb_list_tree_tell_changed:
 * @self: a list for a tree view
 * @position: as in #GListModel::items-changed
 * @n_removed: likewise, 0 or 1
 * @n_added: likewise, 0 or 1; with both the row stays and looks different
 *
 * The list has changed, by one row removed, added or changed: a tree view that hears of more looks
 * at the list in between, when it is not what was told so far.
 */
void
tb_list_tree_tell_changed (TbListTree *self, guint position, guint n_removed, guint n_added)
{
  g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices ((int) position, -1);
  GtkTreeIter iter;

  g_return_if_fail (n_removed <= 1 && n_added <= 1 && n_removed + n_added > 0);

  self->stamp++;
  self->n_rows += n_added - n_removed;
  if (n_added == 0 && n_removed == 1)
    gtk_tree_model_row_deleted (GTK_TREE_MODEL (self), path);
  else if (set_iter (self, &iter, position) && n_removed == 1)
    gtk_tree_model_row_changed (GTK_TREE_MODEL (self), path, &iter);
  else if (set_iter (self, &iter, position))
    gtk_tree_model_row_inserted (GTK_TREE_MODEL (self), path, &iter);
}
