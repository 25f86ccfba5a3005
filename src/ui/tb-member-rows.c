/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-member-rows.h"

/* How many rows there are beyond what can be seen, each way: for the keyboard and for scrolling. */
#define SPARE_ROWS 2

/* No screen is higher than that. */
#define MOST_ROWS 500

struct _TbMemberRows
{
  GtkContainer *list; /* unowned: it owns us */
  TbAvatars *avatars;
  TbAccount *account;

  GPtrArray *rows; /* TbMemberRow, by their positions; the list's */
  GPtrArray *pool; /* TbMemberRow, owned: in no list until they are needed again */
  int height;      /* 0 before it was measured */
};

static void
add_wanted (GHashTable *wanted, TbMemberOrder *members, guint position)
{
  g_hash_table_insert (wanted, g_list_model_get_item (G_LIST_MODEL (members), position),
                       GUINT_TO_POINTER (position));
}

/* Who is to have a row, and where. */
static GHashTable *
find_wanted (TbMemberRows *self, TbMemberOrder *members, int top, int bottom, PusherMember *also)
{
  GHashTable *wanted = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  guint n_members = members != NULL ? g_list_model_get_n_items (G_LIST_MODEL (members)) : 0;
  int height = tb_member_rows_get_height (self);
  guint first = (guint) MAX (top / height - SPARE_ROWS, 0);
  guint end = (guint) MAX ((bottom + height - 1) / height + SPARE_ROWS, 0);
  guint position;

  for (guint i = first; bottom > top && i < MIN (end, MIN (n_members, first + MOST_ROWS)); i++)
    add_wanted (wanted, members, i);
  if (members != NULL && tb_member_order_find (members, also, &position))
    add_wanted (wanted, members, position);

  return wanted;
}

/* Whoever has a row already keeps it. Gives those that are not needed any more; @wanted is left
 * with those who have none. */
static GPtrArray *
keep_rows (TbMemberRows *self, GHashTable *wanted, guint n_members)
{
  GPtrArray *spare = g_ptr_array_new ();

  for (guint i = 0; i < self->rows->len; i++)
    {
      TbMemberRow *row = g_ptr_array_index (self->rows, i);
      PusherMember *member = tb_member_row_get_member (row);
      gpointer position;

      if (g_hash_table_lookup_extended (wanted, member, NULL, &position))
        {
          tb_member_row_set_position (row, GPOINTER_TO_UINT (position), n_members);
          g_hash_table_remove (wanted, member);
        }
      else
        {
          g_ptr_array_add (spare, row);
        }
    }

  return spare;
}

static void
destroy_row (gpointer data)
{
  gtk_widget_destroy (data);
  g_object_unref (data);
}

/* Takes a row that is not needed any more, or makes one. */
static TbMemberRow *
take_row (TbMemberRows *self, GPtrArray *spare)
{
  g_autoptr (GtkWidget) row = NULL;

  if (spare->len > 0)
    return g_ptr_array_steal_index_fast (spare, spare->len - 1);

  if (self->pool->len > 0)
    row = g_ptr_array_steal_index_fast (self->pool, self->pool->len - 1);
  else
    row = g_object_ref_sink (tb_member_row_new (self->avatars, self->account));
  g_ptr_array_add (self->rows, row);
  gtk_container_add (self->list, row);

  return TB_MEMBER_ROW (row);
}

/* Not destroyed: whoever watches over the accessibility bus may ask for a row for a while after it
 * has left, and GTK 3 does not take that well of labels that are destroyed. */
static void
put_away (TbMemberRows *self, TbMemberRow *row)
{
  g_ptr_array_add (self->pool, g_object_ref (row));
  gtk_container_remove (self->list, GTK_WIDGET (row));
  tb_member_row_set_member (row, NULL);
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  guint first = tb_member_row_get_position (*(TbMemberRow *const *) a);
  guint second = tb_member_row_get_position (*(TbMemberRow *const *) b);

  return (first > second) - (first < second);
}

/* At once, for a row that has no place yet would be scrolled to where it is not. */
static void
place (TbMemberRows *self, GtkWidget *row)
{
  guint position = tb_member_row_get_position (TB_MEMBER_ROW (row));
  GtkAllocation allocation;
  GtkRequisition minimum;

  gtk_widget_get_allocation (GTK_WIDGET (self->list), &allocation);
  allocation.y += (int) position * tb_member_rows_get_height (self);
  allocation.height = self->height;
  gtk_widget_get_preferred_size (row, &minimum, NULL);
  /* A list that has no place yet itself is one pixel wide, which no row fits into. */
  allocation.width = MAX (allocation.width, minimum.width);
  gtk_widget_size_allocate (row, &allocation);
}

/**
 * tb_member_rows_new:
 * @list: whose rows, which are added to it; it frees this before it is gone
 *
 * Returns: (transfer full): no row yet
 */
TbMemberRows *
tb_member_rows_new (GtkContainer *list)
{
  TbMemberRows *self = g_new0 (TbMemberRows, 1);

  self->list = list;
  self->rows = g_ptr_array_new ();
  self->pool = g_ptr_array_new_with_free_func (destroy_row);

  return self;
}

/**
 * tb_member_rows_free:
 * @self: (transfer full): rows, which belong to the list
 */
void
tb_member_rows_free (TbMemberRows *self)
{
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->pool);
  g_clear_object (&self->avatars);
  g_clear_object (&self->account);
  g_free (self);
}

/**
 * tb_member_rows_set_avatars:
 * @self: rows, none of them made yet
 * @avatars: where pictures come from
 * @account: whose web app names them
 */
void
tb_member_rows_set_avatars (TbMemberRows *self, TbAvatars *avatars, TbAccount *account)
{
  g_set_object (&self->avatars, avatars);
  g_set_object (&self->account, account);
}

/**
 * tb_member_rows_get_height:
 * @self: rows
 *
 * Returns: the height of each, in GDK's pixels: enough for any name
 */
int
tb_member_rows_get_height (TbMemberRows *self)
{
  GtkWidget *sample;

  if (self->height != 0)
    return self->height;

  sample = tb_member_row_new (NULL, NULL);
  tb_member_row_show_sample (TB_MEMBER_ROW (sample));
  gtk_widget_set_parent (sample, GTK_WIDGET (self->list));
  gtk_widget_get_preferred_height (sample, NULL, &self->height);
  gtk_widget_unparent (sample);

  return self->height;
}

/**
 * tb_member_rows_forget_height:
 * @self: rows
 *
 * Another font has another height.
 */
void
tb_member_rows_forget_height (TbMemberRows *self)
{
  self->height = 0;
}

/**
 * tb_member_rows_get_all:
 * @self: rows
 *
 * Returns: (transfer none) (element-type TbMemberRow): all of them, by their positions; the list
 * removes from it whatever leaves
 */
GPtrArray *
tb_member_rows_get_all (TbMemberRows *self)
{
  return self->rows;
}

/**
 * tb_member_rows_find:
 * @self: rows
 * @position: a position
 *
 * Returns: (transfer none) (nullable): the row there, or %NULL if there is none
 */
TbMemberRow *
tb_member_rows_find (TbMemberRows *self, guint position)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      TbMemberRow *row = g_ptr_array_index (self->rows, i);

      if (tb_member_row_get_position (row) == position)
        return row;
    }

  return NULL;
}

/**
 * tb_member_rows_assign:
 * @self: rows
 * @members: (nullable): the members
 * @top: what can be seen of the list: from where, from its top, in GDK's pixels
 * @bottom: to where
 * @also: (nullable): one who is to have a row wherever it is
 *
 * Gives a row to everybody who can be seen, and puts it where it belongs. Who has one keeps it;
 * others get those that are not needed any more.
 */
void
tb_member_rows_assign (
    TbMemberRows *self, TbMemberOrder *members, int top, int bottom, PusherMember *also)
{
  g_autoptr (GHashTable) wanted = find_wanted (self, members, top, bottom, also);
  g_autoptr (GPtrArray) spare = NULL;
  guint n_members = members != NULL ? g_list_model_get_n_items (G_LIST_MODEL (members)) : 0;
  GHashTableIter iter;
  gpointer member;
  gpointer position;

  spare = keep_rows (self, wanted, n_members);
  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &member, &position))
    {
      TbMemberRow *row = take_row (self, spare);

      tb_member_row_set_member (row, member);
      tb_member_row_set_position (row, GPOINTER_TO_UINT (position), n_members);
    }
  for (guint i = 0; i < spare->len; i++)
    put_away (self, g_ptr_array_index (spare, i));

  g_ptr_array_sort (self->rows, compare_positions);
  for (guint i = 0; i < self->rows->len; i++)
    place (self, g_ptr_array_index (self->rows, i));
}

/**
 * tb_member_rows_load_pictures:
 * @self: rows
 * @top: what can be seen of the list: from where, from its top, in GDK's pixels
 * @bottom: to where
 *
 * Gets the pictures of those who can be seen, and gives up those of others.
 */
void
tb_member_rows_load_pictures (TbMemberRows *self, int top, int bottom)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      TbMemberRow *row = g_ptr_array_index (self->rows, i);
      int y = (int) tb_member_row_get_position (row) * self->height;

      if (y + self->height > top && y < bottom)
        tb_member_row_load_picture (row);
      else
        tb_member_row_cancel_picture (row);
    }
}

/**
 * tb_member_rows_cancel_pictures:
 * @self: rows
 *
 * Gives up all pictures that are being loaded.
 */
void
tb_member_rows_cancel_pictures (TbMemberRows *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    tb_member_row_cancel_picture (g_ptr_array_index (self->rows, i));
}

/**
 * tb_member_rows_reset_pictures:
 * @self: rows
 *
 * Shows the pictures that are at hand, and no others.
 */
void
tb_member_rows_reset_pictures (TbMemberRows *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    tb_member_row_reset_picture (g_ptr_array_index (self->rows, i));
}
