/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-inbox-view.h"

#include <string.h>

#include "inbox/tb-store.h"
#include "inbox/tb-text-search.h"

struct _TbInboxView
{
  GObject parent_instance;

  TbInbox *inbox;

  char *text;
  TbTextSearch *search; /* NULL where any text will do */
  gboolean unread_only;
  gboolean urgent_only;
  char *account_id;

  /* (element-type guint) (nullable): positions in the inbox of what is shown, ascending; NULL where
   * that is everything. No entry is held: an inbox may be mostly on the disk. */
  GArray *positions;
};

static void tb_inbox_view_list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TbInboxView,
                               tb_inbox_view,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      tb_inbox_view_list_model_init))

static GType
tb_inbox_view_get_item_type (GListModel *model)
{
  return TB_TYPE_INBOX_ENTRY;
}

static guint
tb_inbox_view_get_n_items (GListModel *model)
{
  TbInboxView *self = TB_INBOX_VIEW (model);

  return self->positions != NULL ? self->positions->len
                                 : g_list_model_get_n_items (G_LIST_MODEL (self->inbox));
}

static gpointer
tb_inbox_view_get_item (GListModel *model, guint place)
{
  TbInboxView *self = TB_INBOX_VIEW (model);

  if (self->positions != NULL && place >= self->positions->len)
    return NULL;
  return g_list_model_get_item (
      G_LIST_MODEL (self->inbox),
      self->positions != NULL ? g_array_index (self->positions, guint, place) : place);
}

static void
tb_inbox_view_list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = tb_inbox_view_get_item_type;
  interface->get_n_items = tb_inbox_view_get_n_items;
  interface->get_item = tb_inbox_view_get_item;
}

/* The one place that knows how text is looked for. */
static gboolean
has_text (TbInboxView *self, const TbNotification *notification)
{
  return self->search == NULL || tb_text_search_matches (self->search, notification);
}

static gboolean
matches (TbInboxView *self, TbInboxEntry *entry)
{
  const TbNotification *notification = tb_inbox_entry_get_notification (entry);

  return (!self->unread_only || tb_inbox_entry_get_unread (entry))
         && (!self->urgent_only || tb_notification_get_urgency (notification) == TB_URGENCY_URGENT)
         && (self->account_id == NULL
             || g_str_equal (tb_notification_get_account_id (notification), self->account_id))
         && has_text (self, notification);
}

static TbInboxEntry *
get_entry (TbInboxView *self, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (self->inbox), position);
}

static gint64
get_received_at (TbInboxView *self, guint position)
{
  TbInboxGlance glance = { 0 };

  tb_inbox_peek (self->inbox, position, &glance);
  return glance.received_at;
}

/* Where @entry is in the inbox, which is sorted by time, the newest first. */
static gboolean
find_position (TbInboxView *self, TbInboxEntry *entry, guint *position)
{
  const gint64 received_at
      = tb_notification_get_received_at (tb_inbox_entry_get_notification (entry));
  const guint n_entries = g_list_model_get_n_items (G_LIST_MODEL (self->inbox));
  guint start = 0;
  guint end = n_entries;

  while (start < end)
    {
      guint middle = start + (end - start) / 2;

      if (get_received_at (self, middle) > received_at)
        start = middle + 1;
      else
        end = middle;
    }

  for (; start < n_entries && get_received_at (self, start) == received_at; start++)
    {
      g_autoptr (TbInboxEntry) candidate = get_entry (self, start);

      if (candidate == entry)
        {
          *position = start;
          return TRUE;
        }
    }

  return FALSE;
}

/* How many of those shown are before @position in the inbox; it is the place of the one at
 * @position if that is shown. */
static guint
find_place (TbInboxView *self, guint position, gboolean *shown)
{
  guint start = 0;
  guint end = self->positions->len;

  while (start < end)
    {
      guint middle = start + (end - start) / 2;

      if (g_array_index (self->positions, guint, middle) < position)
        start = middle + 1;
      else
        end = middle;
    }

  *shown
      = start < self->positions->len && g_array_index (self->positions, guint, start) == position;
  return start;
}

/* Takes out those shown of @n_removed entries at @position, which are at @place; returns how many.
 */
static guint
forget (TbInboxView *self, guint position, guint n_removed, guint place)
{
  guint count = 0;

  while (place + count < self->positions->len
         && g_array_index (self->positions, guint, place + count) < position + n_removed)
    count++;
  if (count > 0)
    g_array_remove_range (self->positions, place, count);

  return count;
}

static void
on_items_changed (
    GListModel *inbox, guint position, guint n_removed, guint n_added, gpointer user_data)
{
  TbInboxView *self = TB_INBOX_VIEW (user_data);
  gboolean shown;
  guint place;
  guint n_gone;
  guint n_new = 0;

  if (self->positions == NULL)
    {
      g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
      return;
    }

  place = find_place (self, position, &shown);
  n_gone = forget (self, position, n_removed, place);
  for (guint i = place; i < self->positions->len; i++)
    g_array_index (self->positions, guint, i) += n_added - n_removed;
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (TbInboxEntry) entry = get_entry (self, i);

      if (matches (self, entry))
        g_array_insert_val (self->positions, place + n_new++, i);
    }

  if (n_gone > 0 || n_new > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), place, n_gone, n_new);
}

static void
on_entry_changed (TbInbox *inbox, TbInboxEntry *entry, gpointer user_data)
{
  TbInboxView *self = TB_INBOX_VIEW (user_data);
  gboolean was_shown = TRUE;
  gboolean shown = TRUE;
  guint position;
  guint place;

  if (!find_position (self, entry, &position))
    return;

  place = position;
  if (self->positions != NULL)
    {
      place = find_place (self, position, &was_shown);
      shown = matches (self, entry);
      if (shown && !was_shown)
        g_array_insert_val (self->positions, place, position);
      else if (was_shown && !shown)
        g_array_remove_index (self->positions, place);
    }

  if (was_shown || shown)
    g_list_model_items_changed (G_LIST_MODEL (self), place, was_shown ? 1 : 0, shown ? 1 : 0);
}

static void
tb_inbox_view_finalize (GObject *object)
{
  TbInboxView *self = TB_INBOX_VIEW (object);

  g_clear_object (&self->inbox);
  g_clear_pointer (&self->search, tb_text_search_free);
  g_clear_pointer (&self->positions, g_array_unref);
  g_free (self->text);
  g_free (self->account_id);

  G_OBJECT_CLASS (tb_inbox_view_parent_class)->finalize (object);
}

static void
tb_inbox_view_class_init (TbInboxViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_inbox_view_finalize;
}

static void
tb_inbox_view_init (TbInboxView *self)
{
}

TbInboxView *
tb_inbox_view_new (TbInbox *inbox)
{
  TbInboxView *self;

  g_return_val_if_fail (TB_IS_INBOX (inbox), NULL);

  self = g_object_new (TB_TYPE_INBOX_VIEW, NULL);
  self->inbox = g_object_ref (inbox);
  g_signal_connect_object (inbox, "items-changed", G_CALLBACK (on_items_changed), self, 0);
  g_signal_connect_object (inbox, "entry-changed", G_CALLBACK (on_entry_changed), self, 0);

  return self;
}

static gboolean
is_same_query (TbInboxView *self, const TbInboxQuery *query)
{
  return g_strcmp0 (self->text, query->text) == 0 && self->unread_only == query->unread_only
         && self->urgent_only == query->urgent_only
         && g_strcmp0 (self->account_id, query->account_id) == 0;
}

static void
take_query (TbInboxView *self, const TbInboxQuery *query)
{
  g_autofree char *old_text = g_steal_pointer (&self->text);
  g_autofree char *old_account_id = g_steal_pointer (&self->account_id);

  self->text = g_strdup (query->text);
  self->account_id = g_strdup (query->account_id);
  self->unread_only = query->unread_only;
  self->urgent_only = query->urgent_only;
  g_clear_pointer (&self->search, tb_text_search_free);
  self->search = tb_text_search_new (self->text);
}

static gboolean
has_texts (const char *const *texts, gpointer user_data)
{
  return tb_text_search_matches_texts (user_data, texts, TB_STORE_TEXTS);
}

/* All of the query but its text. */
static gboolean
is_wanted (TbInboxView *self, guint position)
{
  TbInboxGlance glance;

  return tb_inbox_peek (self->inbox, position, &glance) && (!self->unread_only || glance.unread)
         && (!self->urgent_only || glance.urgent)
         && (self->account_id == NULL || g_str_equal (glance.account_id, self->account_id));
}

/*
 * Positions of all that the query matches, or NULL if that is everything. The index of the store is
 * of no use for a text: here a word is found in the midst of another too, and "strasse" is
 * "Straße".
 */
static GArray *
collect (TbInboxView *self)
{
  GArray *positions;
  guint n_wanted = 0;
  guint n_found;

  if (!tb_inbox_view_is_filtered (self))
    return NULL;

  positions = self->search != NULL ? tb_inbox_scan (self->inbox, has_texts, self->search) : NULL;
  n_found
      = positions != NULL ? positions->len : g_list_model_get_n_items (G_LIST_MODEL (self->inbox));
  if (positions == NULL)
    {
      positions = g_array_sized_new (FALSE, FALSE, sizeof (guint), n_found);
      for (guint i = 0; i < n_found; i++)
        g_array_append_val (positions, i);
    }

  for (guint i = 0; i < n_found; i++)
    {
      guint position = g_array_index (positions, guint, i);

      if (is_wanted (self, position))
        g_array_index (positions, guint, n_wanted++) = position;
    }
  g_array_set_size (positions, n_wanted);
  return positions;
}

static gboolean
is_same (TbInboxView *self, GArray *a, GArray *b)
{
  guint n_entries = g_list_model_get_n_items (G_LIST_MODEL (self->inbox));

  if (a == NULL || b == NULL)
    return (a != NULL ? a->len : n_entries) == (b != NULL ? b->len : n_entries);

  return a->len == b->len
         && (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (guint)) == 0);
}

void
tb_inbox_view_set_query (TbInboxView *self, const TbInboxQuery *query)
{
  g_autoptr (GArray) before = NULL;
  guint n_before;

  g_return_if_fail (TB_IS_INBOX_VIEW (self));
  g_return_if_fail (query != NULL);

  if (is_same_query (self, query))
    return;

  n_before = tb_inbox_view_get_n_items (G_LIST_MODEL (self));
  take_query (self, query);
  before = g_steal_pointer (&self->positions);
  self->positions = collect (self);
  /* A letter more of a word need not change what is found. */
  if (!is_same (self, before, self->positions))
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before,
                                tb_inbox_view_get_n_items (G_LIST_MODEL (self)));
}

gboolean
tb_inbox_view_is_filtered (TbInboxView *self)
{
  g_return_val_if_fail (TB_IS_INBOX_VIEW (self), FALSE);

  return self->search != NULL || self->unread_only || self->urgent_only || self->account_id != NULL;
}

gboolean
tb_inbox_view_find (TbInboxView *self, TbInboxEntry *entry, guint *place)
{
  gboolean shown = TRUE;
  guint position;

  g_return_val_if_fail (TB_IS_INBOX_VIEW (self), FALSE);

  if (!find_position (self, entry, &position))
    return FALSE;
  if (self->positions != NULL)
    position = find_place (self, position, &shown);

  if (shown && place != NULL)
    *place = position;
  return shown;
}
