/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What “traybell inbox --json” and “traybell why --last N --json” print. Absent values are null. */

#include "app/tb-inbox-report.h"

#include "inbox/tb-json-members.h"
#include "inbox/tb-record-json.h"

static void
add_notification (JsonBuilder *builder, TbInboxEntry *entry)
{
  TbNotification *notification = tb_inbox_entry_get_notification (entry);

  json_builder_begin_object (builder);
  tb_json_add_string (builder, "id", tb_notification_get_id (notification));
  tb_json_add_string (builder, "account", tb_notification_get_account_id (notification));
  tb_json_add_time (builder, "receivedAt", tb_notification_get_received_at (notification));
  tb_json_add_string (builder, "channel", tb_notification_get_channel (notification));
  tb_json_add_string (builder, "event", tb_notification_get_event (notification));
  tb_json_add_string (builder, "category", tb_notification_get_category (notification));
  tb_json_add_string (builder, "urgency",
                      tb_urgency_get_name (tb_notification_get_urgency (notification)));
  tb_json_add_boolean (builder, "unread", tb_inbox_entry_get_unread (entry));
  tb_json_add_boolean (builder, "acknowledged", tb_inbox_entry_get_acknowledged (entry));
  tb_json_add_string (builder, "title", tb_notification_get_title (notification));
  tb_json_add_string (builder, "body", tb_notification_get_body (notification));
  json_builder_end_object (builder);
}

/**
 * tb_inbox_report_notifications:
 * @inbox: the notifications
 * @unread_only: whether only those are wanted that were not read
 * @search: what is looked for in them; nothing to find all
 * @limit: how many are wanted at most, of %TB_INBOX_REPORT_MOST
 *
 * Returns: (transfer full): the newest that are wanted, and how many there are, as JSON; no address
 * is in it
 */
char *
tb_inbox_report_notifications (TbInbox *inbox,
                               gboolean unread_only,
                               const char *search,
                               guint limit)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (TbSearch) what = tb_search_new (search);
  g_autoptr (GArray) positions = tb_inbox_search (inbox, what);
  guint n_found = 0;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "notifications");
  json_builder_begin_array (builder);
  for (guint i = 0; i < positions->len; i++)
    {
      guint position = g_array_index (positions, guint, i);
      TbInboxGlance glance;

      if (!tb_inbox_peek (inbox, position, &glance) || (unread_only && !glance.unread))
        continue;
      if (n_found < MIN (limit, TB_INBOX_REPORT_MOST))
        {
          g_autoptr (TbInboxEntry) entry = g_list_model_get_item (G_LIST_MODEL (inbox), position);

          add_notification (builder, entry);
        }
      n_found++;
    }
  json_builder_end_array (builder);
  tb_json_add_int (builder, "total", n_found);

  return tb_json_finish (builder);
}

static void
on_ignored (const TbHistoryIgnored *ignored, gpointer user_data)
{
  JsonBuilder *builder = user_data;

  json_builder_begin_object (builder);
  tb_json_add_string (builder, "account", ignored->fields.account_id);
  tb_json_add_string (builder, "channel", ignored->fields.channel);
  tb_json_add_string (builder, "event", ignored->fields.event);
  tb_json_add_string (builder, "rule", ignored->fields.rule);
  tb_json_add_int (builder, "count", (gint64) ignored->count);
  tb_json_add_time (builder, "lastAt", ignored->fields.received_at);
  json_builder_end_object (builder);
}

/**
 * tb_inbox_report_events:
 * @inbox: the notifications
 * @limit: how many events are wanted at most, of %TB_INBOX_REPORT_MOST
 *
 * Returns: (transfer full): what became of the last events, and of those that were only counted, as
 * JSON
 */
char *
tb_inbox_report_events (TbInbox *inbox, guint limit)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  TbHistory *history = tb_inbox_get_history (inbox);
  g_autoptr (GPtrArray) records
      = tb_history_list (history, NULL, MIN (limit, TB_INBOX_REPORT_MOST));

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "events");
  json_builder_begin_array (builder);
  for (guint i = 0; i < records->len; i++)
    json_builder_add_value (builder, tb_record_to_json (g_ptr_array_index (records, i)));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "ignored");
  json_builder_begin_array (builder);
  tb_history_each_ignored (history, on_ignored, builder);
  json_builder_end_array (builder);
  tb_json_add_int (builder, "unmatched", (gint64) tb_history_get_unmatched (history));

  return tb_json_finish (builder);
}
