/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-member-order.h"

#include <string.h>

#include "pusher/pusher-member.h"

typedef struct
{
  PusherMember *member;
  /* Comparing names anew each time would cost most of a large room's sorting. */
  char *collation_key;
  char *folded;        /* what is searched in; NULL until somebody searches */
  GSequenceIter *iter; /* NULL if the search does not find the member */
} Entry;

struct _TbMemberOrder
{
  GObject parent_instance;

  GListModel *members;
  GPtrArray *entries;    /* Entry, in the order of members */
  GHashTable *by_member; /* PusherMember → Entry, both unowned */
  GSequence *order;      /* Entry, unowned, sorted: those whom the search finds */
  char *search;          /* folded; NULL if nobody searches */
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
  g_free (entry->folded);
  g_free (entry);
}

/* What is left of @text without case and accents: nobody should need them to find somebody. */
static char *
fold (const char *text)
{
  g_autofree char *decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  g_autoptr (GString) letters = g_string_new (NULL);

  for (const char *p = decomposed; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);

      if (g_unichar_combining_class (letter) == 0)
        g_string_append_unichar (letters, letter);
    }

  return g_utf8_casefold (letters->str, (gssize) letters->len);
}

static void
entry_read_name (Entry *entry)
{
  g_free (entry->collation_key);
  entry->collation_key = g_utf8_collate_key (pusher_member_get_name (entry->member), -1);
  g_clear_pointer (&entry->folded, g_free);
}

static gboolean
is_found (TbMemberOrder *self, Entry *entry)
{
  if (self->search == NULL)
    return TRUE;
  if (entry->folded == NULL)
    entry->folded = fold (pusher_member_get_name (entry->member));

  return strstr (entry->folded, self->search) != NULL;
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

static int
compare_pointers (gconstpointer a, gconstpointer b)
{
  return compare (*(gconstpointer *) a, *(gconstpointer *) b, NULL);
}

static guint
get_position (Entry *entry)
{
  return (guint) g_sequence_iter_get_position (entry->iter);
}

/* Puts an entry in its place, unless the search does not find it; tells nobody. */
static void
insert (TbMemberOrder *self, Entry *entry)
{
  if (is_found (self, entry))
    entry->iter = g_sequence_insert_sorted (self->order, entry, compare, NULL);
}

static void
take_out (Entry *entry)
{
  g_sequence_remove (entry->iter);
  entry->iter = NULL;
}

/* An entry that was found before and still is. */
static void
move (TbMemberOrder *self, Entry *entry)
{
  guint before = get_position (entry);
  guint after;

  g_sequence_sort_changed (entry->iter, compare, NULL);
  after = get_position (entry);
  if (after != before)
    {
      guint length = MAX (after, before) - MIN (after, before) + 1;

      g_list_model_items_changed (G_LIST_MODEL (self), MIN (before, after), length, length);
    }
}

static void
on_member_changed (PusherMember *member, GParamSpec *pspec, gpointer user_data)
{
  TbMemberOrder *self = TB_MEMBER_ORDER (user_data);
  Entry *entry = g_hash_table_lookup (self->by_member, member);

  if (g_str_equal (pspec->name, "name"))
    entry_read_name (entry);
  else if (!g_str_equal (pspec->name, "me") && !g_str_equal (pspec->name, "typing"))
    return;

  if (entry->iter == NULL)
    {
      insert (self, entry);
      if (entry->iter != NULL)
        g_list_model_items_changed (G_LIST_MODEL (self), get_position (entry), 0, 1);
    }
  else if (is_found (self, entry))
    {
      move (self, entry);
    }
  else
    {
      guint position = get_position (entry);

      take_out (entry);
      g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
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
  if (entry->iter != NULL)
    take_out (entry);
}

/* Makes the order anew, of all whom the search finds. */
static void
rebuild (TbMemberOrder *self)
{
  g_autoptr (GPtrArray) found = g_ptr_array_sized_new (self->entries->len);

  g_sequence_remove_range (g_sequence_get_begin_iter (self->order),
                           g_sequence_get_end_iter (self->order));
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      entry->iter = NULL;
      if (is_found (self, entry))
        g_ptr_array_add (found, entry);
    }

  /* An array is sorted much faster than a sequence. */
  g_ptr_array_sort (found, compare_pointers);
  for (guint i = 0; i < found->len; i++)
    {
      Entry *entry = g_ptr_array_index (found, i);

      entry->iter = g_sequence_append (self->order, entry);
    }
}

/* One coming or going is told as such. */
static void
change_one (TbMemberOrder *self, guint position, gboolean comes)
{
  Entry *entry;
  guint place;

  if (comes)
    {
      entry = add_entry (self, position);
      insert (self, entry);
      if (entry->iter != NULL)
        g_list_model_items_changed (G_LIST_MODEL (self), get_position (entry), 0, 1);
      return;
    }

  entry = g_ptr_array_index (self->entries, position);
  if (entry->iter == NULL)
    {
      forget_entry (self, entry);
      g_ptr_array_remove_index (self->entries, position);
      return;
    }
  place = get_position (entry);
  forget_entry (self, entry);
  g_ptr_array_remove_index (self->entries, position);
  g_list_model_items_changed (G_LIST_MODEL (self), place, 1, 0);
}

static void
on_items_changed (
    GListModel *members, guint position, guint removed, guint added, gpointer user_data)
{
  TbMemberOrder *self = TB_MEMBER_ORDER (user_data);
  guint before = (guint) g_sequence_get_length (self->order);

  if (removed + added == 1)
    {
      change_one (self, position, added == 1);
      return;
    }

  /* Many at once, as when a room is joined, are one new list. */
  for (guint i = 0; i < removed; i++)
    forget_entry (self, g_ptr_array_index (self->entries, position + i));
  if (removed > 0)
    g_ptr_array_remove_range (self->entries, position, removed);
  for (guint i = 0; i < added; i++)
    add_entry (self, position + i);
  rebuild (self);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before,
                              (guint) g_sequence_get_length (self->order));
}

static GType
tb_member_order_get_item_type (GListModel *model)
{
  return PUSHER_TYPE_MEMBER;
}

static guint
tb_member_order_get_n_items (GListModel *model)
{
  return (guint) g_sequence_get_length (TB_MEMBER_ORDER (model)->order);
}

static gpointer
tb_member_order_get_item (GListModel *model, guint position)
{
  TbMemberOrder *self = TB_MEMBER_ORDER (model);
  Entry *entry;

  if (position >= (guint) g_sequence_get_length (self->order))
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
  g_free (self->search);
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

/**
 * tb_member_order_set_search:
 * @self: an order
 * @text: (nullable): what to look for; neither case nor accents matter
 *
 * Leaves only those in the order whose name holds @text; all of them if it is empty.
 */
void
tb_member_order_set_search (TbMemberOrder *self, const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));
  g_autofree char *search = *stripped != '\0' ? fold (stripped) : NULL;
  guint before = (guint) g_sequence_get_length (self->order);

  if (g_strcmp0 (search, self->search) == 0)
    return;

  g_free (self->search);
  self->search = g_steal_pointer (&search);
  rebuild (self);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before,
                              (guint) g_sequence_get_length (self->order));
}

/**
 * tb_member_order_get_total:
 * @self: an order
 *
 * Returns: how many members there are, whether the search finds them or not
 */
guint
tb_member_order_get_total (TbMemberOrder *self)
{
  return self->entries->len;
}

/**
 * tb_member_order_find:
 * @self: an order
 * @member: (nullable): a member
 * @position: (out): where it stands
 *
 * Returns: %FALSE if it does not stand there
 */
gboolean
tb_member_order_find (TbMemberOrder *self, PusherMember *member, guint *position)
{
  Entry *entry = member != NULL ? g_hash_table_lookup (self->by_member, member) : NULL;

  if (entry == NULL || entry->iter == NULL)
    return FALSE;
  *position = get_position (entry);

  return TRUE;
}

/**
 * tb_member_order_lookup:
 * @self: an order
 * @id: (nullable): a user's id
 *
 * Walks through all members.
 *
 * Returns: (transfer none) (nullable): the member, whether the search finds it or not
 */
PusherMember *
tb_member_order_lookup (TbMemberOrder *self, const char *id)
{
  for (guint i = 0; id != NULL && i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (g_str_equal (pusher_member_get_id (entry->member), id))
        return entry->member;
    }

  return NULL;
}
