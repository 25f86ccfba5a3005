/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What came while it was quiet, and is to be shown now that it is not any more. */

#include "app/tb-held.h"

/* How many records are looked through for what was fetched in quiet. */
#define MOST_RECORDS 1000

static void
add (GPtrArray *held, TbArbiter *arbiter, TbNotification *notification)
{
  if (tb_arbiter_is_held_by_quiet (arbiter, notification))
    g_ptr_array_add (held, tb_notification_ref (notification));
}

static gboolean
was_fetched_in_quiet (const TbRecord *record)
{
  const TbRecordFields *fields = tb_record_get_fields (record);
  const TbVerdict *verdict = tb_record_get_verdict (record);

  return fields->origin == TB_ORIGIN_FETCHED && fields->notification_id != NULL && verdict != NULL
         && (tb_verdict_get_reason (verdict) == TB_REASON_SNOOZE
             || tb_verdict_get_reason (verdict) == TB_REASON_QUIET_HOURS);
}

/* What was fetched while it was quiet had come before: its own time says nothing about that. */
static void
add_fetched (GPtrArray *held, TbInbox *inbox, TbArbiter *arbiter, gint64 since)
{
  g_autoptr (GPtrArray) records
      = tb_history_list (tb_inbox_get_history (inbox), NULL, MOST_RECORDS);

  for (guint i = records->len; i > 0; i--)
    {
      const TbRecord *record = g_ptr_array_index (records, i - 1);
      const TbRecordFields *fields = tb_record_get_fields (record);
      TbInboxEntry *entry;

      if (fields->received_at < since)
        break;
      if (!was_fetched_in_quiet (record))
        continue;
      entry = tb_inbox_lookup (inbox, fields->notification_id);
      if (entry != NULL && tb_inbox_entry_get_unread (entry)
          && tb_notification_get_received_at (tb_inbox_entry_get_notification (entry)) < since)
        add (held, arbiter, tb_inbox_entry_get_notification (entry));
    }
}

/**
 * tb_held_list:
 * @inbox: where the notifications are
 * @arbiter: decides what is shown
 * @since: since when it was quiet, in µs since the Unix epoch, UTC
 *
 * Returns: (transfer full) (element-type TbNotification): what came since then, is not read yet,
 *   and was kept from being shown by quiet alone, the newest first
 */
GPtrArray *
tb_held_list (TbInbox *inbox, TbArbiter *arbiter, gint64 since)
{
  GPtrArray *held = g_ptr_array_new_with_free_func ((GDestroyNotify) tb_notification_unref);
  TbInboxGlance glance;

  for (guint i = 0; tb_inbox_peek (inbox, i, &glance) && glance.received_at >= since; i++)
    {
      g_autoptr (TbInboxEntry) entry = NULL;

      if (!glance.unread)
        continue;
      entry = g_list_model_get_item (G_LIST_MODEL (inbox), i);
      add (held, arbiter, tb_inbox_entry_get_notification (entry));
    }
  add_fetched (held, inbox, arbiter, since);

  return held;
}
