/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-inbox-list.h"

#include "ui/tb-entry-renderer.h"
#include "ui/tb-list-tree.h"

/* How often "2 min" is looked at again while it can be seen, in s. */
#define TIME_INTERVAL 20

struct _TbInboxList
{
  GtkTreeView parent_instance;

  TbInboxView *view;
  TbListTree *tree;
  TbInboxEntry *selected;
  gboolean changing; /* the selection is in between, and nobody's business */
  guint time_source;
};

enum
{
  PROP_SELECTED = 1,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TbInboxList, tb_inbox_list, GTK_TYPE_TREE_VIEW)

static GtkTreeSelection *
get_selection (TbInboxList *self)
{
  return gtk_tree_view_get_selection (GTK_TREE_VIEW (self));
}

static void
set_selected (TbInboxList *self, TbInboxEntry *entry)
{
  if (g_set_object (&self->selected, entry))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

static void
on_selection_changed (GtkTreeSelection *selection, gpointer user_data)
{
  TbInboxList *self = TB_INBOX_LIST (user_data);
  g_autoptr (TbInboxEntry) entry = NULL;
  GtkTreeModel *model;
  GtkTreeIter iter;

  if (self->changing)
    return;

  if (gtk_tree_selection_get_selected (selection, &model, &iter))
    gtk_tree_model_get (model, &iter, 0, &entry, -1);
  set_selected (self, entry);
}

static void
on_render (GtkTreeViewColumn *column,
           GtkCellRenderer *renderer,
           GtkTreeModel *model,
           GtkTreeIter *iter,
           gpointer user_data)
{
  g_autoptr (TbInboxEntry) entry = NULL;

  gtk_tree_model_get (model, iter, 0, &entry, -1);
  tb_entry_renderer_set_entry (TB_ENTRY_RENDERER (renderer), entry, g_get_real_time ());
}

/* Puts selection and cursor on a row; what is beyond the end is the last. */
static void
select_position (TbInboxList *self, guint position)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->view));
  g_autoptr (GtkTreePath) path = NULL;

  if (n_items == 0)
    return;

  path = gtk_tree_path_new_from_indices ((int) MIN (position, n_items - 1), -1);
  gtk_tree_view_set_cursor (GTK_TREE_VIEW (self), path, NULL, FALSE);
}

/* All rows are others: what was selected stays so if it is among them. */
static void
replace_rows (TbInboxList *self)
{
  g_autoptr (TbInboxEntry) selected = self->selected != NULL ? g_object_ref (self->selected) : NULL;
  guint position;

  self->changing = TRUE;
  g_clear_object (&self->tree);
  self->tree = tb_list_tree_new (G_LIST_MODEL (self->view));
  gtk_tree_view_set_model (GTK_TREE_VIEW (self), GTK_TREE_MODEL (self->tree));
  if (selected != NULL && tb_inbox_view_find (self->view, selected, &position))
    select_position (self, position);
  else
    g_clear_object (&selected);
  self->changing = FALSE;

  set_selected (self, selected);
}

static gboolean
is_at_top (TbInboxList *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));

  return adjustment != NULL
         && gtk_adjustment_get_value (adjustment) <= gtk_adjustment_get_lower (adjustment);
}

static void
on_items_changed (
    GListModel *view, guint position, guint n_removed, guint n_added, gpointer user_data)
{
  TbInboxList *self = TB_INBOX_LIST (user_data);
  gboolean was_selected = self->selected != NULL;
  gboolean was_at_top = is_at_top (self);

  if (n_removed > 1 || n_added > 1)
    {
      replace_rows (self);
      return;
    }

  self->changing = TRUE;
  tb_list_tree_tell_changed (self->tree, position, n_removed, n_added);
  /* The neighbour takes the place of a row that went, so that the keyboard goes on from there. */
  if (was_selected && gtk_tree_selection_count_selected_rows (get_selection (self)) == 0)
    select_position (self, position);
  self->changing = FALSE;
  on_selection_changed (get_selection (self), self);

  /* A tree view keeps its first visible row, which would hide what arrives from who looks for it.
   */
  if (was_at_top && position == 0 && n_added > n_removed)
    {
      g_autoptr (GtkTreePath) first = gtk_tree_path_new_first ();

      gtk_tree_view_scroll_to_cell (GTK_TREE_VIEW (self), first, NULL, TRUE, 0, 0);
    }
}

static gboolean
on_time_passed (gpointer user_data)
{
  gtk_widget_queue_draw (GTK_WIDGET (user_data));

  return G_SOURCE_CONTINUE;
}

static void
tb_inbox_list_map (GtkWidget *widget)
{
  TbInboxList *self = TB_INBOX_LIST (widget);

  if (self->time_source == 0)
    self->time_source = g_timeout_add_seconds (TIME_INTERVAL, on_time_passed, self);

  GTK_WIDGET_CLASS (tb_inbox_list_parent_class)->map (widget);
}

static void
tb_inbox_list_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&TB_INBOX_LIST (widget)->time_source, g_source_remove);

  GTK_WIDGET_CLASS (tb_inbox_list_parent_class)->unmap (widget);
}

static void
tb_inbox_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_SELECTED:
      g_value_set_object (value, TB_INBOX_LIST (object)->selected);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tb_inbox_list_destroy (GtkWidget *widget)
{
  TbInboxList *self = TB_INBOX_LIST (widget);

  g_clear_handle_id (&self->time_source, g_source_remove);
  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  self->changing = TRUE;
  gtk_tree_view_set_model (GTK_TREE_VIEW (self), NULL);
  g_clear_object (&self->tree);
  g_clear_object (&self->view);
  g_clear_object (&self->selected);

  GTK_WIDGET_CLASS (tb_inbox_list_parent_class)->destroy (widget);
}

static void
tb_inbox_list_class_init (TbInboxListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = tb_inbox_list_get_property;
  widget_class->map = tb_inbox_list_map;
  widget_class->unmap = tb_inbox_list_unmap;
  widget_class->destroy = tb_inbox_list_destroy;

  properties[PROP_SELECTED]
      = g_param_spec_object ("selected", NULL, NULL, TB_TYPE_INBOX_ENTRY,
                             G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
}

static void
tb_inbox_list_init (TbInboxList *self)
{
  GtkTreeView *tree_view = GTK_TREE_VIEW (self);
  GtkTreeViewColumn *column = gtk_tree_view_column_new ();
  GtkCellRenderer *renderer = tb_entry_renderer_new ();

  gtk_tree_view_column_pack_start (column, renderer, TRUE);
  gtk_tree_view_column_set_cell_data_func (column, renderer, on_render, NULL, NULL);
  /* With rows of one height only those on the screen are ever looked at. */
  gtk_tree_view_column_set_sizing (column, GTK_TREE_VIEW_COLUMN_FIXED);
  gtk_tree_view_append_column (tree_view, column);
  gtk_tree_view_set_fixed_height_mode (tree_view, TRUE);
  gtk_tree_view_set_headers_visible (tree_view, FALSE);
  gtk_tree_view_set_enable_search (tree_view, FALSE);
  gtk_tree_selection_set_mode (get_selection (self), GTK_SELECTION_SINGLE);
  g_signal_connect (get_selection (self), "changed", G_CALLBACK (on_selection_changed), self);
}

/**
 * tb_inbox_list_set_view:
 * @self: a list
 * @view: what it shows, followed from now on
 *
 * Sets what is shown; to be called once.
 */
void
tb_inbox_list_set_view (TbInboxList *self, TbInboxView *view)
{
  self->view = g_object_ref (view);
  g_signal_connect (view, "items-changed", G_CALLBACK (on_items_changed), self);
  replace_rows (self);
}

/**
 * tb_inbox_list_get_selected:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): the entry that is selected
 */
TbInboxEntry *
tb_inbox_list_get_selected (TbInboxList *self)
{
  return self->selected;
}

/**
 * tb_inbox_list_select:
 * @self: a list
 * @entry: an entry
 *
 * Selects a row and scrolls to it.
 *
 * Returns: %FALSE if @entry is not in the view
 */
gboolean
tb_inbox_list_select (TbInboxList *self, TbInboxEntry *entry)
{
  guint position;

  if (!tb_inbox_view_find (self->view, entry, &position))
    return FALSE;

  select_position (self, position);
  return TRUE;
}

/**
 * tb_inbox_list_select_first:
 * @self: a list
 *
 * Selects the first row, if there is any.
 */
void
tb_inbox_list_select_first (TbInboxList *self)
{
  select_position (self, 0);
}

/**
 * tb_inbox_list_unselect:
 * @self: a list
 *
 * Selects nothing and shows the first rows again.
 */
void
tb_inbox_list_unselect (TbInboxList *self)
{
  /* Rows that are made anew have no cursor, either. */
  set_selected (self, NULL);
  replace_rows (self);
}
