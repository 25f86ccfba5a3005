/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-inbox-shelf.h"

#include "inbox/tb-inbox-entry-private.h"

struct _TbInboxShelf
{
  /* Number and id to the entry, which has both and is not owned. */
  GHashTable *by_number;
  GHashTable *by_id;
  GHashTable *held;

  TbInboxEntry *recent[TB_INBOX_SHELF_RECENT];
  guint next_recent;
};

TbInboxShelf *
tb_inbox_shelf_new (void)
{
  TbInboxShelf *self = g_new0 (TbInboxShelf, 1);

  self->by_number = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->held = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  return self;
}

static const char *
get_id (TbInboxEntry *entry)
{
  return tb_notification_get_id (tb_inbox_entry_get_notification (entry));
}

void
tb_inbox_shelf_free (TbInboxShelf *self)
{
  g_autoptr (GPtrArray) entries = NULL;

  if (self == NULL)
    return;

  entries = tb_inbox_shelf_list (self);
  for (guint i = 0; i < entries->len; i++)
    tb_inbox_shelf_drop (self, g_ptr_array_index (entries, i));
  g_hash_table_unref (self->held);
  g_hash_table_unref (self->by_number);
  g_hash_table_unref (self->by_id);
  g_free (self);
}

void
tb_inbox_shelf_add (TbInboxShelf *self, TbInboxEntry *entry, gboolean hold)
{
  g_hash_table_insert (self->by_number, (gpointer) tb_inbox_entry_get_number (entry), entry);
  g_hash_table_insert (self->by_id, (gpointer) get_id (entry), entry);
  tb_inbox_entry_set_shelf (entry, self);

  if (hold)
    {
      tb_inbox_shelf_hold (self, entry);
      return;
    }
  g_set_object (&self->recent[self->next_recent], entry);
  self->next_recent = (self->next_recent + 1) % TB_INBOX_SHELF_RECENT;
}

void
tb_inbox_shelf_hold (TbInboxShelf *self, TbInboxEntry *entry)
{
  if (!g_hash_table_contains (self->held, entry))
    g_hash_table_add (self->held, g_object_ref (entry));
}

void
tb_inbox_shelf_release (TbInboxShelf *self, TbInboxEntry *entry)
{
  g_hash_table_remove (self->held, entry);
}

void
tb_inbox_shelf_drop (TbInboxShelf *self, TbInboxEntry *entry)
{
  tb_inbox_shelf_forget (self, entry);
  tb_inbox_entry_set_shelf (entry, NULL);
  g_hash_table_remove (self->held, entry);
  for (guint i = 0; i < G_N_ELEMENTS (self->recent); i++)
    {
      if (self->recent[i] == entry)
        g_clear_object (&self->recent[i]);
    }
}

TbInboxEntry *
tb_inbox_shelf_find (TbInboxShelf *self, gint64 number)
{
  return g_hash_table_lookup (self->by_number, &number);
}

TbInboxEntry *
tb_inbox_shelf_find_by_id (TbInboxShelf *self, const char *id)
{
  return g_hash_table_lookup (self->by_id, id);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  gint64 first = *tb_inbox_entry_get_number (*(TbInboxEntry *const *) a);
  gint64 second = *tb_inbox_entry_get_number (*(TbInboxEntry *const *) b);

  return first < second ? -1 : first > second;
}

GPtrArray *
tb_inbox_shelf_list (TbInboxShelf *self)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer entry;

  g_hash_table_iter_init (&iter, self->by_number);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    g_ptr_array_add (entries, g_object_ref (entry));
  g_ptr_array_sort (entries, compare_numbers);

  return entries;
}

void
tb_inbox_shelf_forget (TbInboxShelf *self, TbInboxEntry *entry)
{
  g_hash_table_remove (self->by_number, tb_inbox_entry_get_number (entry));
  g_hash_table_remove (self->by_id, get_id (entry));
}
