/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-member-order.h"

#include <string.h>

#include "pusher/pusher-member.h"

typedef struct
{
  PusherMember *member;
  char
      *collation_key; /* comparing names anew each time would cost most of a large room's sorting */
  GSequenceIter *iter;
} Entry;

struct _TbMemberOrder
{
  GObject parent_instance;

  GListModel *members;
  GPtrArray *entries;    /* Entry, in the order of members */
  GHashTable *by_member; /* PusherMember → Entry, both unowned */
  GSequence *order;      /* Entry, unowned, sorted */
};

static void tb_member_order_list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TbMemberOrder,
                               tb_member_order,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      tb_member_order_list_model_init))

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_object_unref (entry->member);
  g_free (entry->collation_key);
  g_free (entry);
}

static void
entry_read_name (Entry *entry)
{
  g_free (entry->collation_key);
  entry->collation_key = g_utf8_collate_key (pusher_member_get_name (entry->member), -1);
}

static int
compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Entry *first = a;
  const Entry *second = b;
  int result;

  if (pusher_member_get_me (first->member) != pusher_member_get_me (second->member))
    return pusher_member_get_me (first->member) ? -1 : 1;
  if (pusher_member_get_typing (first->member) != pusher_member_get_typing (second->member))
    return pusher_member_get_typing (first->member) ? -1 : 1;

  result = strcmp (first->collation_key, second->collation_key);
  if (result == 0)
    result = strcmp (pusher_member_get_id (first->member), pusher_member_get_id (second->member));

  return result;
}

static void
on_member_changed (PusherMember *member, GParamSpec *pspec, gpointer user_data)
{
  TbMemberOrder *self = TB_MEMBER_ORDER (user_data);
  Entry *entry = g_hash_table_lookup (self->by_member, member);
  int before;
  int after;

  if (g_str_equal (pspec->name, "name"))
    entry_read_name (entry);
  else if (!g_str_equal (pspec->name, "me") && !g_str_equal (pspec->name, "typing"))
    return;

  before = g_sequence_iter_get_position (entry->iter);
  g_sequence_sort_changed (entry->iter, compare, NULL);
  after = g_sequence_iter_get_position (entry->iter);
  if (after != before)
    {
      guint length = (guint) ABS (after - before) + 1;

      g_list_model_items_changed (G_LIST_MODEL (self), (guint) MIN (before, after), length, length);
    }
}

static Entry *
add_entry (TbMemberOrder *self, guint position)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->member = g_list_model_get_item (self->members, position);
  entry_read_name (entry);
  g_ptr_array_insert (self->entries, (int) position, entry);
  g_hash_table_insert (self->by_member, entry->member, entry);
  g_signal_connect (entry->member, "notify", G_CALLBACK (on_member_changed), self);

  return entry;
}

static void
forget_entry (TbMemberOrder *self, Entry *entry)
{
  g_signal_handlers_disconnect_by_func (entry->member, on_member_changed, self);
  g_hash_table_remove (self->by_member, entry->member);
  g_sequence_remove (entry->iter);
}

static void
on_items_changed (
    GListModel *members, guint position, guint removed, guint added, gpointer user_data)
{
  TbMemberOrder *self = TB_MEMBER_ORDER (user_data);
  guint before = self->entries->len;
  gboolean single = removed + added == 1;
  int place = 0;

  for (guint i = 0; i < removed; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, position + i);

      place = g_sequence_iter_get_position (entry->iter);
      forget_entry (self, entry);
    }
  if (removed > 0)
    g_ptr_array_remove_range (self->entries, position, removed);

  for (guint i = 0; i < added; i++)
    {
      Entry *entry = add_entry (self, position + i);

      if (single)
        entry->iter = g_sequence_insert_sorted (self->order, entry, compare, NULL);
      else
        entry->iter = g_sequence_append (self->order, entry);
      place = g_sequence_iter_get_position (entry->iter);
    }

  /* One coming or going is told as such; many at once, as when a room is joined, as one new list.
   */
  if (single)
    {
      g_list_model_items_changed (G_LIST_MODEL (self), (guint) place, removed, added);
    }
  else
    {
      if (added > 0)
        g_sequence_sort (self->order, compare, NULL);
      g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->entries->len);
    }
}

static GType
tb_member_order_get_item_type (GListModel *model)
{
  return PUSHER_TYPE_MEMBER;
}

static guint
tb_member_order_get_n_items (GListModel *model)
{
  return TB_MEMBER_ORDER (model)->entries->len;
}

static gpointer
tb_member_order_get_item (GListModel *model, guint position)
{
  TbMemberOrder *self = TB_MEMBER_ORDER (model);
  Entry *entry;

  if (position >= self->entries->len)
    return NULL;
  entry = g_sequence_get (g_sequence_get_iter_at_pos (self->order, (int) position));

  return g_object_ref (entry->member);
}

static void
tb_member_order_list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = tb_member_order_get_item_type;
  interface->get_n_items = tb_member_order_get_n_items;
  interface->get_item = tb_member_order_get_item;
}

static void
tb_member_order_finalize (GObject *object)
{
  TbMemberOrder *self = TB_MEMBER_ORDER (object);

  for (guint i = 0; i < self->entries->len; i++)
    forget_entry (self, g_ptr_array_index (self->entries, i));
  g_sequence_free (self->order);
  g_hash_table_unref (self->by_member);
  g_ptr_array_unref (self->entries);
  g_clear_object (&self->members);

  G_OBJECT_CLASS (tb_member_order_parent_class)->finalize (object);
}

static void
tb_member_order_class_init (TbMemberOrderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_member_order_finalize;
}

static void
tb_member_order_init (TbMemberOrder *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->by_member = g_hash_table_new (NULL, NULL);
  self->order = g_sequence_new (NULL);
}

/**
 * tb_member_order_new:
 * @members: a list model of #PusherMember, none of them twice, such as a #PusherPresence
 *
 * Returns: (transfer full): @members in order, followed from now on
 */
TbMemberOrder *
tb_member_order_new (GListModel *members)
{
  TbMemberOrder *self = g_object_new (TB_TYPE_MEMBER_ORDER, NULL);

  self->members = g_object_ref (members);
  g_signal_connect_object (members, "items-changed", G_CALLBACK (on_items_changed), self, 0);
  on_items_changed (members, 0, 0, g_list_model_get_n_items (members), self);

  return self;
}
