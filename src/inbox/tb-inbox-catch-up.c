/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an inbox knows of the web apps' own lists of notifications. */

#include "inbox/tb-inbox-entry-private.h"
#include "inbox/tb-inbox-private.h"
#include "inbox/tb-store-progress.h"

gboolean
tb_inbox_get_caught_up (TbInbox *self, const char *account_id, gint64 *until)
{
  const gint64 *known;

  g_return_val_if_fail (TB_IS_INBOX (self), FALSE);
  g_return_val_if_fail (account_id != NULL, FALSE);

  known = g_hash_table_lookup (self->caught_up, account_id);
  if (known != NULL)
    {
      *until = *known;
      return TRUE;
    }
  if (self->store == NULL || !tb_store_get_progress (self->store, account_id, until))
    return FALSE;

  /* For a database that takes the place of this one. */
  g_hash_table_insert (self->caught_up, g_strdup (account_id), g_memdup2 (until, sizeof *until));
  return TRUE;
}

void
tb_inbox_set_caught_up (TbInbox *self, const char *account_id, gint64 until)
{
  gint64 former;

  g_return_if_fail (TB_IS_INBOX (self));
  g_return_if_fail (account_id != NULL);

  if (tb_inbox_get_caught_up (self, account_id, &former) && former >= until)
    return;

  g_hash_table_insert (self->caught_up, g_strdup (account_id), g_memdup2 (&until, sizeof until));
  if (self->store != NULL)
    tb_store_put_progress (self->store, account_id, until);
}

void
tb_inbox_save_progress (TbInbox *self)
{
  GHashTableIter iter;
  gpointer account_id;
  gpointer until;

  g_hash_table_iter_init (&iter, self->caught_up);
  while (g_hash_table_iter_next (&iter, &account_id, &until))
    tb_store_put_progress (self->store, account_id, *(const gint64 *) until);
}

static gboolean
is_twin (TbNotification *other, TbNotification *notification, gint64 tolerance)
{
  gint64 distance
      = tb_notification_get_received_at (other) - tb_notification_get_received_at (notification);

  return tb_notification_get_dedupe_id (other) == NULL && ABS (distance) <= tolerance
         && g_str_equal (tb_notification_get_account_id (other),
                         tb_notification_get_account_id (notification))
         && g_str_equal (tb_notification_get_title (other),
                         tb_notification_get_title (notification))
         && g_str_equal (tb_notification_get_body (other), tb_notification_get_body (notification));
}

static gboolean
find_place (TbInbox *self, TbInboxEntry *entry, guint *place)
{
  return tb_inbox_index_find (
      self->index, *tb_inbox_entry_get_number (entry),
      tb_notification_get_received_at (tb_inbox_entry_get_notification (entry)), place);
}

/* (transfer full): on the disk, or in memory while the disk does not have it. */
static TbInboxEntry *
find_nameless (TbInbox *self, TbNotification *notification, gint64 tolerance)
{
  g_autoptr (GPtrArray) entries = NULL;
  gint64 number;
  gint64 received_at;
  guint place;

  if (self->store != NULL
      && tb_store_find_nameless (self->store, notification, tolerance, &number, &received_at)
      && tb_inbox_index_find (self->index, number, received_at, &place))
    return tb_inbox_ensure_entry (self, place);

  entries = tb_inbox_shelf_list (self->shelf);
  for (guint i = 0; i < entries->len; i++)
    {
      TbInboxEntry *entry = g_ptr_array_index (entries, i);

      if (is_twin (tb_inbox_entry_get_notification (entry), notification, tolerance)
          && find_place (self, entry, &place))
        return g_object_ref (entry);
    }

  return NULL;
}

TbInboxEntry *
tb_inbox_adopt (TbInbox *self, TbNotification *notification, gint64 tolerance)
{
  const char *dedupe_id;
  g_autoptr (TbInboxEntry) entry = NULL;
  g_autoptr (TbNotification) named = NULL;
  guint place;

  g_return_val_if_fail (TB_IS_INBOX (self), NULL);
  g_return_val_if_fail (notification != NULL, NULL);

  dedupe_id = tb_notification_get_dedupe_id (notification);
  if (dedupe_id == NULL)
    return NULL;
  tb_inbox_commit (self);
  entry = find_nameless (self, notification, tolerance);
  if (entry == NULL || !find_place (self, entry, &place))
    return NULL;

  named = tb_notification_new_named (tb_inbox_entry_get_notification (entry), dedupe_id);
  tb_inbox_entry_set_notification (entry, named);
  tb_inbox_archive_name (self->archive, *tb_inbox_entry_get_number (entry),
                         !(tb_inbox_index_get (self->index, place)->flags & TB_SLOT_UNSAVED),
                         named);

  return entry;
}

gboolean
tb_inbox_has_seen (TbInbox *self, TbNotification *notification)
{
  g_return_val_if_fail (TB_IS_INBOX (self), FALSE);
  g_return_val_if_fail (notification != NULL, FALSE);

  tb_inbox_commit (self);
  return tb_inbox_shelf_find_by_id (self->shelf, tb_notification_get_id (notification)) != NULL
         || tb_inbox_archive_has_seen (self->archive, notification);
}

TbInboxEntry *
tb_inbox_lookup_dedupe_id (TbInbox *self, const char *account_id, const char *dedupe_id)
{
  g_autofree char *id = NULL;
  g_autoptr (TbInboxEntry) found = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  TbInboxEntry *entry;
  gint64 number;
  gint64 received_at;
  guint place;

  g_return_val_if_fail (TB_IS_INBOX (self), NULL);
  g_return_val_if_fail (account_id != NULL && dedupe_id != NULL, NULL);

  tb_inbox_commit (self);
  id = tb_notification_derive_id (account_id, dedupe_id);
  entry = tb_inbox_lookup (self, id);
  if (entry != NULL)
    return entry;

  if (self->store != NULL
      && tb_store_find_named (self->store, account_id, dedupe_id, &number, &received_at)
      && tb_inbox_index_find (self->index, number, received_at, &place))
    {
      /* The shelf keeps what was read last. */
      found = tb_inbox_ensure_entry (self, place);
      return found;
    }

  entries = tb_inbox_shelf_list (self->shelf);
  for (guint i = 0; i < entries->len; i++)
    {
      TbNotification *notification
          = tb_inbox_entry_get_notification (g_ptr_array_index (entries, i));

      if (g_str_equal (tb_notification_get_account_id (notification), account_id)
          && g_strcmp0 (tb_notification_get_dedupe_id (notification), dedupe_id) == 0)
        return g_ptr_array_index (entries, i);
    }

  return NULL;
}
