/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What changes an inbox: adding, reading, acknowledging and removing. */

#include "inbox/tb-inbox-entry-private.h"
#include "inbox/tb-inbox-private.h"

/* A full inbox loses as many as it gets; one that was made smaller gets there bit by bit. */
#define MOST_VICTIMS 2

void
tb_inbox_remove_at (TbInbox *self, guint place, TbInboxRemoval removal)
{
  const TbInboxSlot slot = *tb_inbox_index_get (self->index, place);
  g_autoptr (TbInboxEntry) entry = tb_inbox_ensure_entry (self, place);
  guint position = tb_inbox_place_to_position (self, place);

  tb_inbox_index_remove (self->index, place);
  tb_inbox_shelf_drop (self->shelf, entry);
  if (slot.flags & TB_SLOT_UNSAVED)
    tb_inbox_archive_remember (self->archive, tb_inbox_entry_get_notification (entry));
  else if (removal == TB_INBOX_REMOVE_NOW)
    tb_inbox_archive_remove (self->archive, slot.number);
  else if (removal == TB_INBOX_REMOVE_TOGETHER)
    tb_inbox_archive_add_removed (self->archive, slot.number);
  else if (removal == TB_INBOX_REMOVE_LATER)
    tb_inbox_archive_remove_later (self->archive, slot.number);

  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  tb_inbox_emit_entry_removed (self, entry);
}

static void
make_room (TbInbox *self, gboolean for_pending, TbInboxRemoval removal)
{
  guint victim;

  for (guint i = 0;
       i < MOST_VICTIMS && tb_inbox_has_too_many (self, for_pending ? 1 : 0, for_pending ? 0 : 1)
       && tb_inbox_index_choose_victim (self->index, tb_inbox_spares_pending (self), &victim);
       i++)
    tb_inbox_remove_at (self, victim, removal);
}

void
tb_inbox_insert_new (TbInbox *self,
                     gint64 number,
                     TbNotification *notification,
                     const TbInboxState *state,
                     gboolean saved,
                     TbInboxRemoval removal)
{
  g_autoptr (TbInboxEntry) entry = tb_inbox_entry_new (number, notification, state);
  guint place;

  make_room (self, !tb_inbox_entry_get_acknowledged (entry), removal);
  place = tb_inbox_insert (self, entry, saved);
  g_list_model_items_changed (G_LIST_MODEL (self), tb_inbox_place_to_position (self, place), 0, 1);
}

TbPlace
tb_inbox_act_from (TbInbox *self, TbPlace place)
{
  TbPlace former;

  g_return_val_if_fail (TB_IS_INBOX (self), TB_PLACE_UNKNOWN);

  former = self->place;
  self->place = place;
  return former;
}

TbPlace
tb_inbox_get_place (TbInbox *self)
{
  g_return_val_if_fail (TB_IS_INBOX (self), TB_PLACE_UNKNOWN);

  return self->place;
}

static void
set_read (TbInbox *self, TbInboxState *state, gint64 now)
{
  state->read_at = now;
  state->read_place = self->place;
}

static void
set_acknowledged (TbInbox *self, TbInboxState *state, gint64 now)
{
  state->acknowledged_at = now;
  state->acknowledged_place = self->place;
}

gboolean
tb_inbox_add (TbInbox *self, TbNotification *notification)
{
  return tb_inbox_add_with_state (self, notification, TRUE, FALSE);
}

gboolean
tb_inbox_add_with_state (TbInbox *self,
                         TbNotification *notification,
                         gboolean unread,
                         gboolean acknowledged)
{
  const gint64 now = g_get_real_time ();
  TbStoreAddResult result;
  TbInboxState state = { 0 };

  g_return_val_if_fail (TB_IS_INBOX (self), FALSE);
  g_return_val_if_fail (notification != NULL, FALSE);

  tb_inbox_commit (self);
  if (tb_inbox_shelf_find_by_id (self->shelf, tb_notification_get_id (notification)) != NULL)
    return FALSE;
  if (!unread)
    set_read (self, &state, now);
  if (acknowledged && tb_notification_get_urgency (notification) == TB_URGENCY_URGENT)
    set_acknowledged (self, &state, now);

  result = tb_inbox_archive_add (self->archive, self->next_number, notification, &state);
  if (result == TB_STORE_DUPLICATE)
    return FALSE;

  tb_inbox_insert_new (self, self->next_number++, notification, &state, result == TB_STORE_ADDED,
                       TB_INBOX_REMOVE_NOW);
  tb_inbox_notify_counts (self);
  return TRUE;
}

static void
change (TbInbox *self, guint place, TbInboxEntry *entry, const TbInboxState *state, gboolean saved)
{
  tb_inbox_index_change (self->index, place, 0,
                         (state->read_at != 0 ? TB_SLOT_UNREAD : 0)
                             | (state->acknowledged_at != 0 ? TB_SLOT_PENDING : 0));
  if (!saved)
    {
      tb_inbox_index_change (self->index, place, TB_SLOT_CHANGED, 0);
      tb_inbox_shelf_hold (self->shelf, entry);
    }

  tb_inbox_entry_set_state (entry, state);
  tb_inbox_emit_entry_changed (self, entry);
}

/* Whether the disk has it, or will have it together with the notification. */
static gboolean
save_state (TbInbox *self, guint place, const TbInboxState *state)
{
  const TbInboxSlot *slot = tb_inbox_index_get (self->index, place);

  return self->store == NULL || slot->flags & TB_SLOT_UNSAVED
         || tb_store_set_state (self->store, slot->number, state);
}

static gboolean
mark (TbInbox *self, const char *id, gboolean acknowledge)
{
  const gint64 now = g_get_real_time ();
  g_autoptr (TbInboxEntry) entry = NULL;
  TbInboxState state;
  guint place;

  if (!tb_inbox_find (self, id, &place))
    return FALSE;

  entry = tb_inbox_ensure_entry (self, place);
  acknowledge = acknowledge && !tb_inbox_entry_get_acknowledged (entry);
  if (!acknowledge && !tb_inbox_entry_get_unread (entry))
    return FALSE;

  state = *tb_inbox_entry_get_state (entry);
  if (state.read_at == 0)
    set_read (self, &state, now);
  if (acknowledge)
    set_acknowledged (self, &state, now);
  change (self, place, entry, &state, save_state (self, place, &state));
  tb_inbox_notify_counts (self);
  return TRUE;
}

gboolean
tb_inbox_mark_read (TbInbox *self, const char *id)
{
  g_return_val_if_fail (TB_IS_INBOX (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  return mark (self, id, FALSE);
}

gboolean
tb_inbox_acknowledge (TbInbox *self, const char *id)
{
  g_return_val_if_fail (TB_IS_INBOX (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  return mark (self, id, TRUE);
}

/* Copies of the slots that are unread: listeners may change the inbox. */
static GArray *
list_unread (TbInbox *self, const char *account_id)
{
  guint length = tb_inbox_index_get_length (self->index);
  GArray *slots = g_array_new (FALSE, FALSE, sizeof (TbInboxSlot));

  for (guint i = 0; i < length; i++)
    {
      const TbInboxSlot *slot = tb_inbox_index_get (self->index, i);

      if (slot->flags & TB_SLOT_UNREAD
          && (account_id == NULL
              || g_str_equal (tb_inbox_index_get_account (self->index, slot), account_id)))
        g_array_append_vals (slots, slot, 1);
    }

  return slots;
}

guint
tb_inbox_mark_all_read (TbInbox *self, const char *account_id)
{
  g_autoptr (GArray) slots = NULL;
  TbInboxState read = { 0 };
  gboolean saved;

  g_return_val_if_fail (TB_IS_INBOX (self), 0);

  tb_inbox_commit (self);
  slots = list_unread (self, account_id);
  if (slots->len == 0)
    return 0;

  set_read (self, &read, g_get_real_time ());
  saved = self->store == NULL || tb_store_read_all (self->store, account_id, &read);
  for (guint i = 0; i < slots->len; i++)
    {
      const TbInboxSlot *slot = &g_array_index (slots, TbInboxSlot, i);
      g_autoptr (TbInboxEntry) entry = NULL;
      TbInboxState state;
      guint place;

      if (!tb_inbox_index_find (self->index, slot->number, slot->received_at, &place))
        continue;
      entry = tb_inbox_ensure_entry (self, place);
      if (!(tb_inbox_index_get (self->index, place)->flags & TB_SLOT_UNREAD))
        continue;
      state = *tb_inbox_entry_get_state (entry);
      state.read_at = read.read_at;
      state.read_place = read.read_place;
      change (self, place, entry, &state, saved || slot->flags & TB_SLOT_UNSAVED);
    }

  tb_inbox_notify_counts (self);
  return slots->len;
}

gboolean
tb_inbox_remove (TbInbox *self, const char *id)
{
  guint place;

  g_return_val_if_fail (TB_IS_INBOX (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  if (!tb_inbox_find (self, id, &place))
    return FALSE;

  tb_history_note (self->history, id, &(TbStep){ .kind = TB_STEP_REMOVED, .place = self->place });
  tb_inbox_remove_at (self, place, TB_INBOX_REMOVE_NOW);
  tb_inbox_notify_counts (self);
  return TRUE;
}

guint
tb_inbox_remove_account (TbInbox *self, const char *account_id)
{
  guint n_removed = 0;

  g_return_val_if_fail (TB_IS_INBOX (self), 0);
  g_return_val_if_fail (account_id != NULL, 0);

  tb_inbox_commit (self);
  for (guint i = tb_inbox_index_get_length (self->index); i > 0; i--)
    {
      /* Listeners may have changed the inbox. */
      if (i > tb_inbox_index_get_length (self->index)
          || !g_str_equal (
              tb_inbox_index_get_account (self->index, tb_inbox_index_get (self->index, i - 1)),
              account_id))
        continue;
      tb_inbox_remove_at (self, i - 1, TB_INBOX_REMOVE_HERE);
      n_removed++;
    }

  tb_outbox_remove_account (self->outbox, account_id);
  g_hash_table_remove (self->caught_up, account_id);
  tb_history_remove_account (self->history, account_id);
  tb_inbox_archive_forget_account (self->archive, account_id);
  tb_inbox_notify_counts (self);
  return n_removed;
}
