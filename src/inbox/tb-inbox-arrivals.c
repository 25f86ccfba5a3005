/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What arrives in an inbox, many at once: one transaction for all of them costs hardly more than
 * one for each, and a transaction is most of what a notification costs.
 */

#include "inbox/tb-inbox-private.h"

/* So many are written at the latest. It takes a few ms. */
#define MOST_ARRIVALS 200

/* How far apart, in µs, they are written in a flood, as long as the user is to be shown none: a few
 * frames on the screen. */
#define INTERVAL (50 * G_TIME_SPAN_MILLISECOND)

static gboolean
is_same (TbNotification *one, TbNotification *other)
{
  const char *dedupe_id = tb_notification_get_dedupe_id (one);

  return g_str_equal (tb_notification_get_id (one), tb_notification_get_id (other))
         || (dedupe_id != NULL && g_strcmp0 (dedupe_id, tb_notification_get_dedupe_id (other)) == 0
             && g_str_equal (tb_notification_get_account_id (one),
                             tb_notification_get_account_id (other)));
}

static gboolean
has_arrived (TbInbox *self, TbNotification *notification)
{
  for (guint i = self->arrivals->len; i > 0; i--)
    {
      if (is_same (notification, g_ptr_array_index (self->arrivals, i - 1)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
on_commit_due (gpointer user_data)
{
  TbInbox *self = TB_INBOX (user_data);

  self->arrivals_source = 0;
  tb_inbox_commit (self);

  return G_SOURCE_REMOVE;
}

/* Before anything else happens, unless it is a flood. */
static void
queue_commit (TbInbox *self)
{
  const gint64 wait = self->committed_at + INTERVAL - g_get_monotonic_time ();

  if (self->arrivals_source != 0)
    return;

  if (wait <= 0)
    self->arrivals_source = g_idle_add_full (G_PRIORITY_HIGH, on_commit_due, self, NULL);
  else
    self->arrivals_source = g_timeout_add_full (
        G_PRIORITY_HIGH, (guint) (wait / G_TIME_SPAN_MILLISECOND) + 1, on_commit_due, self, NULL);
}

gboolean
tb_inbox_take (TbInbox *self, TbNotification *notification)
{
  g_return_val_if_fail (TB_IS_INBOX (self), FALSE);
  g_return_val_if_fail (notification != NULL, FALSE);

  if (has_arrived (self, notification))
    return FALSE;
  /* That one came again is written too. */
  if (self->store == NULL || tb_store_get_error (self->store) != NULL
      || tb_inbox_shelf_find_by_id (self->shelf, tb_notification_get_id (notification)) != NULL
      || tb_inbox_archive_has_seen (self->archive, notification))
    return tb_inbox_add (self, notification);

  g_ptr_array_add (self->arrivals, tb_notification_ref (notification));
  if (self->arrivals->len < MOST_ARRIVALS)
    queue_commit (self);
  else
    tb_inbox_commit (self);
  return TRUE;
}

void
tb_inbox_commit (TbInbox *self)
{
  const TbInboxState unread = { 0 };
  g_autoptr (GPtrArray) arrivals = NULL;
  gboolean saved;
  gint64 number;

  g_return_if_fail (TB_IS_INBOX (self));

  g_clear_handle_id (&self->arrivals_source, g_source_remove);
  if (self->arrivals->len == 0)
    return;

  /* Whoever listens may call in again. */
  arrivals = g_steal_pointer (&self->arrivals);
  self->arrivals = g_ptr_array_new_with_free_func ((GDestroyNotify) tb_notification_unref);
  number = self->next_number;
  self->next_number += arrivals->len;

  saved = tb_inbox_archive_add_all (self->archive, number, arrivals);
  for (guint i = 0; i < arrivals->len; i++)
    tb_inbox_insert_new (self, number + i, g_ptr_array_index (arrivals, i), &unread, saved,
                         TB_INBOX_REMOVE_TOGETHER);
  tb_inbox_archive_flush_removed (self->archive);
  /* Together they could not be written, but that need not be the disk's fault. */
  if (!saved && tb_store_get_error (self->store) == NULL)
    tb_inbox_queue_save (self);
  self->committed_at = g_get_monotonic_time ();
  tb_inbox_notify_counts (self);
}

gboolean
tb_inbox_commit_id (TbInbox *self, const char *id)
{
  for (guint i = 0; i < self->arrivals->len; i++)
    {
      if (g_str_equal (tb_notification_get_id (g_ptr_array_index (self->arrivals, i)), id))
        {
          tb_inbox_commit (self);
          return TRUE;
        }
    }

  return FALSE;
}
