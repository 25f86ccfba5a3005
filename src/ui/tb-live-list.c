/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-live-list.h"

struct _TbLiveList
{
  GtkListBox parent_instance;

  TbLiveListCollectFunc collect;
  TbLiveListCreateFunc create;
  gpointer user_data;

  GHashTable *rows; /* item → row, unowned */
  gboolean dirty;
  guint tick_callback;
};

G_DEFINE_FINAL_TYPE (TbLiveList, tb_live_list, GTK_TYPE_LIST_BOX)

/* Where a row belongs, kept with the row. */
#define PLACE "traybell-place"

static guint
get_place (GtkListBoxRow *row)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), PLACE));
}

static void
set_place (GtkWidget *row, guint place)
{
  g_object_set_data (G_OBJECT (row), PLACE, GUINT_TO_POINTER (place));
}

static int
on_sort (GtkListBoxRow *a, GtkListBoxRow *b, gpointer user_data)
{
  return (get_place (a) > get_place (b)) - (get_place (a) < get_place (b));
}

static void
destroy_rows (GHashTable *rows)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    gtk_widget_destroy (GTK_WIDGET (row));
}

/* Gives the focus of a row that went away to the one that took its place. */
static void
restore_focus (TbLiveList *self, int place)
{
  int length = (int) g_hash_table_size (self->rows);
  GtkListBoxRow *row;

  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self), MIN (place, length - 1));
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
refresh (TbLiveList *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) old_rows = g_steal_pointer (&self->rows);
  g_autoptr (GPtrArray) new_rows = g_ptr_array_new ();
  GtkWidget *focus = gtk_container_get_focus_child (GTK_CONTAINER (self));
  int focus_place = -1;

  self->dirty = FALSE;
  self->rows = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->collect (items, self->user_data);

  for (guint i = 0; i < items->len; i++)
    {
      GObject *item = g_ptr_array_index (items, i);
      GtkWidget *row = g_hash_table_lookup (old_rows, item);

      if (row != NULL)
        {
          g_hash_table_remove (old_rows, item);
        }
      else
        {
          row = self->create (item);
          g_ptr_array_add (new_rows, row);
        }
      set_place (row, i);
      g_hash_table_insert (self->rows, g_object_ref (item), row);
      if (row == focus)
        focus = NULL;
    }

  if (focus != NULL)
    focus_place = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focus));
  destroy_rows (old_rows);
  gtk_list_box_invalidate_sort (GTK_LIST_BOX (self));
  for (guint i = 0; i < new_rows->len; i++)
    gtk_container_add (GTK_CONTAINER (self), g_ptr_array_index (new_rows, i));
  if (focus_place >= 0)
    restore_focus (self, focus_place);
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  TbLiveList *self = TB_LIVE_LIST (widget);

  self->tick_callback = 0;
  if (self->dirty && gtk_widget_get_mapped (widget))
    refresh (self);

  return G_SOURCE_REMOVE;
}

static void
tb_live_list_map (GtkWidget *widget)
{
  TbLiveList *self = TB_LIVE_LIST (widget);

  /* Never shows what was true when it was last seen. */
  if (self->dirty && self->collect != NULL)
    refresh (self);

  GTK_WIDGET_CLASS (tb_live_list_parent_class)->map (widget);
}

/* Tab walks over the lists, not through the people of a room; the arrow keys do that. */
static gboolean
tb_live_list_focus (GtkWidget *widget, GtkDirectionType direction)
{
  GtkWidget *row = gtk_container_get_focus_child (GTK_CONTAINER (widget));

  if (row != NULL && (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD))
    return gtk_widget_child_focus (row, direction);

  return GTK_WIDGET_CLASS (tb_live_list_parent_class)->focus (widget, direction);
}

static void
tb_live_list_destroy (GtkWidget *widget)
{
  TbLiveList *self = TB_LIVE_LIST (widget);

  self->collect = NULL;
  self->dirty = FALSE;
  g_hash_table_remove_all (self->rows);

  GTK_WIDGET_CLASS (tb_live_list_parent_class)->destroy (widget);
}

static void
tb_live_list_finalize (GObject *object)
{
  g_clear_pointer (&TB_LIVE_LIST (object)->rows, g_hash_table_unref);

  G_OBJECT_CLASS (tb_live_list_parent_class)->finalize (object);
}

static void
tb_live_list_class_init (TbLiveListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tb_live_list_finalize;
  widget_class->map = tb_live_list_map;
  widget_class->focus = tb_live_list_focus;
  widget_class->destroy = tb_live_list_destroy;
}

static void
tb_live_list_init (TbLiveList *self)
{
  self->rows = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self), GTK_SELECTION_NONE);
  gtk_list_box_set_sort_func (GTK_LIST_BOX (self), on_sort, NULL, NULL);
}

/**
 * tb_live_list_set_functions:
 * @self: a list
 * @collect: says what is to be shown
 * @create: makes a row
 * @user_data: for @collect; must live as long as the list is not destroyed
 *
 * Sets where the list gets its rows from; to be called once.
 */
void
tb_live_list_set_functions (TbLiveList *self,
                            TbLiveListCollectFunc collect,
                            TbLiveListCreateFunc create,
                            gpointer user_data)
{
  self->collect = collect;
  self->create = create;
  self->user_data = user_data;
  tb_live_list_queue_refresh (self);
}

/**
 * tb_live_list_queue_refresh:
 * @self: a list
 *
 * Something changed: @collect is asked again before the next frame in which the list is seen.
 */
void
tb_live_list_queue_refresh (TbLiveList *self)
{
  if (self->collect == NULL)
    return;

  self->dirty = TRUE;
  if (self->tick_callback == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->tick_callback = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}
