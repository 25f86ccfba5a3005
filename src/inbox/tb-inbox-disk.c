/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An inbox and the disk: what is read at the start, written later, and removed in time. */

#include "inbox/tb-inbox-entry-private.h"
#include "inbox/tb-inbox-private.h"

/* How many are written or removed at once before the main loop has its turn: a few ms. */
#define SAVED_AT_ONCE 50
#define REMOVED_AT_ONCE 200

/* When what is too old is removed: soon after the start, but not in the midst of it, and then
 * every hour, in s. */
#define FIRST_EXPIRY 20
#define EXPIRY_INTERVAL (60 * 60)

/* After how many such hours the database is tidied: at once, and then every day. */
#define TIDY_INTERVAL 24

/* An event on two channels leaves two records. */
#define RECORDS_PER_NOTIFICATION 2

/* Asked for with each notification, and a setting is slow to read. */
static void
read_limits (TbInbox *self)
{
  self->capacity = self->preferences != NULL
                       ? tb_preferences_get_number (self->preferences, TB_PREFERENCE_HISTORY_COUNT)
                       : TB_INBOX_CAPACITY;
  self->days = self->preferences != NULL
                   ? tb_preferences_get_number (self->preferences, TB_PREFERENCE_HISTORY_DAYS)
                   : TB_INBOX_DAYS;
}

/* On the disk, what waits to be acknowledged stays besides what there is room for: otherwise there
 * would come a time when nothing else has any. */
gboolean
tb_inbox_has_too_many (TbInbox *self, guint n_pending, guint n_others)
{
  const guint capacity = self->capacity;
  guint length = tb_inbox_index_get_length (self->index) + n_pending + n_others;

  if (self->store == NULL)
    return length > capacity;
  return length > MAX (capacity, TB_INBOX_LIMIT)
         || length - n_pending - tb_inbox_index_count (self->index, TB_SLOT_PENDING) > capacity;
}

gboolean
tb_inbox_spares_pending (TbInbox *self)
{
  return self->store != NULL && tb_inbox_index_get_length (self->index) < TB_INBOX_LIMIT;
}

guint
tb_inbox_count_unsaved (TbInbox *self)
{
  g_return_val_if_fail (TB_IS_INBOX (self), 0);

  if (self->store == NULL)
    return 0;
  return tb_inbox_index_count (self->index, TB_SLOT_UNSAVED)
         + tb_inbox_index_count (self->index, TB_SLOT_CHANGED);
}

static void
on_outline (gint64 number,
            gint64 received_at,
            const char *account_id,
            gboolean urgent,
            gboolean unread,
            gboolean acknowledged,
            gpointer user_data)
{
  TbInbox *self = user_data;
  guint flags = (urgent ? TB_SLOT_URGENT : 0) | (unread ? TB_SLOT_UNREAD : 0)
                | (acknowledged ? 0 : TB_SLOT_PENDING);

  tb_inbox_index_insert (self->index, number, received_at, account_id, flags);
}

/*
 * An entry from before there was this database waits to be written to it, unless it is there: then
 * it is the one that is there, and what the user did since is to be written. One that was there
 * once stays removed.
 */
static void
restore_entry (TbInbox *self, TbInboxEntry *entry)
{
  TbNotification *notification = tb_inbox_entry_get_notification (entry);
  gint64 number;
  gint64 received_at;
  guint place;

  if (!tb_store_has_seen (self->store, notification))
    {
      tb_inbox_entry_set_number (entry, self->next_number++);
      tb_inbox_insert (self, entry, FALSE);
    }
  else if (tb_store_find (self->store, tb_notification_get_id (notification), &number, &received_at)
           && received_at == tb_notification_get_received_at (notification)
           && tb_inbox_index_find (self->index, number, received_at, &place))
    {
      tb_inbox_index_remove (self->index, place);
      tb_inbox_entry_set_number (entry, number);
      place = tb_inbox_insert (self, entry, TRUE);
      tb_inbox_index_change (self->index, place, TB_SLOT_CHANGED, 0);
      tb_inbox_shelf_hold (self->shelf, entry);
    }
}

static void
load (TbInbox *self)
{
  g_autoptr (GPtrArray) entries = tb_inbox_shelf_list (self->shelf);
  guint n_before = tb_inbox_index_get_length (self->index);

  for (guint i = 0; i < entries->len; i++)
    tb_inbox_shelf_drop (self->shelf, g_ptr_array_index (entries, i));
  tb_inbox_index_clear (self->index);
  tb_inbox_archive_begin_anew (self->archive);

  tb_store_outline (self->store, on_outline, self);
  self->next_number = MAX (self->next_number, tb_store_get_last_number (self->store) + 1);
  for (guint i = 0; i < entries->len; i++)
    restore_entry (self, g_ptr_array_index (entries, i));

  if (n_before > 0 || tb_inbox_index_get_length (self->index) > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before,
                                tb_inbox_index_get_length (self->index));
  tb_inbox_notify_counts (self);
}

typedef enum
{
  SAVED,
  GONE,
  WAITS,
} SaveResult;

static SaveResult
save (TbInbox *self, guint place)
{
  const TbInboxSlot slot = *tb_inbox_index_get (self->index, place);
  g_autoptr (TbInboxEntry) entry = tb_inbox_ensure_entry (self, place);
  const TbInboxState *state = tb_inbox_entry_get_state (entry);
  TbStoreAddResult result = TB_STORE_DUPLICATE;

  if (slot.flags & TB_SLOT_UNSAVED)
    result = tb_inbox_archive_save (self->archive, slot.number,
                                    tb_inbox_entry_get_notification (entry), state);
  if (result == TB_STORE_FAILED)
    return WAITS;
  if (result == TB_STORE_DUPLICATE && !tb_store_set_state (self->store, slot.number, state))
    return WAITS;

  tb_inbox_index_change (self->index, place, 0, TB_SLOT_UNSAVED | TB_SLOT_CHANGED);
  tb_inbox_shelf_release (self->shelf, entry);
  if (result == TB_STORE_ADDED || !(slot.flags & TB_SLOT_UNSAVED)
      || tb_store_has_number (self->store, slot.number))
    return SAVED;

  /* Seen, and not here: it has been removed. */
  tb_inbox_remove_at (self, place, TB_INBOX_REMOVE_HERE);
  return GONE;
}

/* Writes some of what waits. What fails again is tried again when the store has recovered again. */
static gboolean
on_save (gpointer user_data)
{
  TbInbox *self = TB_INBOX (user_data);
  SaveResult result = SAVED;
  guint n_saved = 0;
  guint place = 0;

  while (result != WAITS && place < tb_inbox_index_get_length (self->index))
    {
      if (!(tb_inbox_index_get (self->index, place)->flags & (TB_SLOT_UNSAVED | TB_SLOT_CHANGED)))
        {
          place++;
          continue;
        }
      if (n_saved++ == SAVED_AT_ONCE)
        return G_SOURCE_CONTINUE;
      result = save (self, place);
      if (result == SAVED)
        place++;
    }

  tb_inbox_notify_counts (self);
  if (result != WAITS && !tb_inbox_archive_flush (self->archive)
      && tb_store_get_error (self->store) == NULL)
    return G_SOURCE_CONTINUE;
  self->save_source = 0;
  return G_SOURCE_REMOVE;
}

void
tb_inbox_queue_save (TbInbox *self)
{
  if (self->save_source == 0)
    self->save_source = g_idle_add (on_save, self);
}

static void
on_recovered (TbStore *store, gpointer user_data)
{
  TbInbox *self = TB_INBOX (user_data);

  tb_inbox_save_progress (self);
  tb_inbox_queue_save (self);
}

static void
on_opened (TbStore *store, gpointer user_data)
{
  TbInbox *self = TB_INBOX (user_data);

  load (self);
  on_recovered (store, user_data);
}

/* Removes @most at most of what is too old or too much; returns how many. */
static guint
expire (TbInbox *self, gint64 now, guint most)
{
  const gint64 oldest = now - self->days * G_TIME_SPAN_DAY;
  guint n_removed = 0;
  guint place = 0;

  while (n_removed < most && place < tb_inbox_index_get_length (self->index)
         && tb_inbox_index_get (self->index, place)->received_at < oldest)
    {
      if (tb_inbox_index_get (self->index, place)->flags & TB_SLOT_PENDING)
        {
          place++;
          continue;
        }
      tb_inbox_remove_at (self, place, TB_INBOX_REMOVE_LATER);
      n_removed++;
    }
  while (n_removed < most && tb_inbox_has_too_many (self, 0, 0)
         && tb_inbox_index_choose_victim (self->index, tb_inbox_spares_pending (self), &place))
    {
      tb_inbox_remove_at (self, place, TB_INBOX_REMOVE_LATER);
      n_removed++;
    }

  tb_inbox_archive_flush (self->archive);
  tb_inbox_notify_counts (self);
  return n_removed;
}

guint
tb_inbox_expire (TbInbox *self, gint64 now)
{
  g_return_val_if_fail (TB_IS_INBOX (self), 0);

  return expire (self, now, G_MAXUINT);
}

static gboolean
on_expiry_turn (gpointer user_data)
{
  TbInbox *self = TB_INBOX (user_data);

  if (expire (self, g_get_real_time (), REMOVED_AT_ONCE) == REMOVED_AT_ONCE)
    return G_SOURCE_CONTINUE;

  self->expiry_turn_source = 0;
  return G_SOURCE_REMOVE;
}

static void
queue_expiry (TbInbox *self)
{
  if (self->expiry_turn_source == 0)
    self->expiry_turn_source = g_idle_add (on_expiry_turn, self);
}

static gboolean
on_expiry (gpointer user_data)
{
  TbInbox *self = TB_INBOX (user_data);

  queue_expiry (self);
  if (self->hours % TIDY_INTERVAL == 0)
    tb_store_tidy (self->store, self->days, self->capacity * RECORDS_PER_NOTIFICATION);
  self->hours++;
  self->expiry_source = g_timeout_add_seconds (EXPIRY_INTERVAL, on_expiry, self);

  return G_SOURCE_REMOVE;
}

static void
on_limit_changed (TbPreferences *preferences, const char *key, gpointer user_data)
{
  TbInbox *self = TB_INBOX (user_data);

  read_limits (self);
  queue_expiry (self);
}

void
tb_inbox_attach (TbInbox *self)
{
  read_limits (self);
  load (self);
  g_signal_connect (self->store, "opened", G_CALLBACK (on_opened), self);
  g_signal_connect (self->store, "recovered", G_CALLBACK (on_recovered), self);
  if (self->preferences != NULL)
    {
      g_signal_connect (self->preferences, "changed::" TB_PREFERENCE_HISTORY_COUNT,
                        G_CALLBACK (on_limit_changed), self);
      g_signal_connect (self->preferences, "changed::" TB_PREFERENCE_HISTORY_DAYS,
                        G_CALLBACK (on_limit_changed), self);
    }
  self->expiry_source = g_timeout_add_seconds (FIRST_EXPIRY, on_expiry, self);
}

void
tb_inbox_detach (TbInbox *self)
{
  g_clear_handle_id (&self->expiry_source, g_source_remove);
  g_clear_handle_id (&self->expiry_turn_source, g_source_remove);
  g_clear_handle_id (&self->save_source, g_source_remove);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  if (self->preferences != NULL)
    g_signal_handlers_disconnect_by_data (self->preferences, self);
}
