/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What “traybell status --json” and “traybell watch --json” print. Absent values are null. */

#include "app/tb-status.h"

#include <glib/gi18n.h>

#include "inbox/tb-json-members.h"
#include "tb-version.h"

static void
add_members (JsonBuilder *builder, PusherPresence *presence)
{
  guint n_members = g_list_model_get_n_items (G_LIST_MODEL (presence));

  json_builder_set_member_name (builder, "members");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_members; i++)
    {
      g_autoptr (PusherMember) member = g_list_model_get_item (G_LIST_MODEL (presence), i);

      json_builder_begin_object (builder);
      tb_json_add_string (builder, "id", pusher_member_get_id (member));
      tb_json_add_string (builder, "name", pusher_member_get_name (member));
      tb_json_add_boolean (builder, "me", pusher_member_get_me (member));
      tb_json_add_boolean (builder, "typing", pusher_member_get_typing (member));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_channels (JsonBuilder *builder, TbSession *session)
{
  GListModel *channels = tb_session_get_channels (session);
  guint n_channels = g_list_model_get_n_items (channels);

  json_builder_set_member_name (builder, "channels");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_channels; i++)
    {
      g_autoptr (PusherChannel) channel = g_list_model_get_item (channels, i);
      const GError *error = pusher_channel_get_error (channel);
      PusherPresence *presence = pusher_channel_get_presence (channel);

      json_builder_begin_object (builder);
      tb_json_add_string (builder, "name", pusher_channel_get_name (channel));
      tb_json_add_string (builder, "state",
                          pusher_channel_state_to_string (pusher_channel_get_state (channel)));
      tb_json_add_string (builder, "error", error != NULL ? error->message : NULL);
      if (presence != NULL)
        add_members (builder, presence);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_seconds (JsonBuilder *builder, const char *name, gint64 time)
{
  json_builder_set_member_name (builder, name);
  if (time >= 0)
    json_builder_add_double_value (builder, (double) (time / 1000) / 1000.0);
  else
    json_builder_add_null_value (builder);
}

static void
add_time (JsonBuilder *builder, const char *name, gint64 time)
{
  g_autoptr (GDateTime) seconds = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autofree char *iso = time != 0 ? g_date_time_format_iso8601 (seconds) : NULL;

  tb_json_add_string (builder, name, iso);
}

/* The web app's own list, if it has one. */
static void
add_web_inbox (JsonBuilder *builder, TbSession *session)
{
  TbAccount *account = tb_session_get_account (session);
  g_autofree char *adapter = tb_account_dup_string (account, "inbox-adapter");
  TbSessionInboxFacts facts;

  json_builder_set_member_name (builder, "inbox");
  if (tb_account_get_inbox_style (account) == TB_INBOX_STYLE_NONE)
    {
      json_builder_add_null_value (builder);
      return;
    }

  tb_session_describe_inbox (session, &facts);
  json_builder_begin_object (builder);
  tb_json_add_string (builder, "adapter", adapter);
  add_time (builder, "fetchedAt", facts.fetched_at);
  tb_json_add_int (builder, "waiting", facts.n_waiting);
  add_seconds (builder, "nextAttemptIn", facts.next_attempt_in);
  tb_json_add_string (builder, "error", facts.error);
  json_builder_end_object (builder);
}

static void
add_account (JsonBuilder *builder, TbSession *session, TbInbox *inbox)
{
  TbAccount *account = tb_session_get_account (session);
  g_autofree char *name = tb_account_dup_name (account);

  json_builder_begin_object (builder);
  tb_json_add_string (builder, "id", tb_account_get_id (account));
  tb_json_add_string (builder, "name", name);
  tb_json_add_string (builder, "state",
                      tb_session_state_to_string (tb_session_get_state (session)));
  tb_json_add_string (builder, "socketId", tb_session_get_socket_id (session));
  add_seconds (builder, "nextAttemptIn", tb_session_get_next_attempt_in (session));
  tb_json_add_string (builder, "lastError", tb_session_get_last_error (session));
  tb_json_add_int (builder, "unread",
                   tb_inbox_count_unread_of (inbox, tb_account_get_id (account)));
  add_channels (builder, session);
  add_web_inbox (builder, session);
  json_builder_end_object (builder);
}

static void
add_notifier (JsonBuilder *builder, TbNotifier *notifier)
{
  g_autofree char *server = tb_notifier_dup_server_name (notifier);
  g_auto (GStrv) capabilities = tb_notifier_dup_capabilities (notifier);
  g_autoptr (GError) error = tb_notifier_dup_error (notifier);

  json_builder_set_member_name (builder, "notifications");
  json_builder_begin_object (builder);
  tb_json_add_string (builder, "server", server);
  json_builder_set_member_name (builder, "capabilities");
  json_builder_begin_array (builder);
  for (gsize i = 0; capabilities[i] != NULL; i++)
    json_builder_add_string_value (builder, capabilities[i]);
  json_builder_end_array (builder);
  tb_json_add_string (builder, "error", error != NULL ? error->message : NULL);
  json_builder_end_object (builder);
}

static void
add_quiet (JsonBuilder *builder, TbQuiet *quiet)
{
  TbQuietHours *hours = tb_quiet_get_hours (quiet);
  g_auto (GStrv) strings = tb_quiet_hours_to_strings (hours);
  g_autofree char *hours_description = tb_quiet_hours_describe (hours);
  g_autofree char *description = tb_quiet_describe (quiet);

  json_builder_set_member_name (builder, "quiet");
  json_builder_begin_object (builder);
  tb_json_add_boolean (builder, "active", tb_quiet_get_active (quiet));
  add_time (builder, "until", tb_quiet_get_until (quiet));
  tb_json_add_string (
      builder, "reason",
      tb_quiet_get_active (quiet) ? tb_quiet_cause_to_string (tb_quiet_get_cause (quiet)) : NULL);
  tb_json_add_string (builder, "description", description != NULL ? description : _ ("Not quiet"));
  json_builder_set_member_name (builder, "hours");
  json_builder_begin_array (builder);
  for (gsize i = 0; strings[i] != NULL; i++)
    json_builder_add_string_value (builder, strings[i]);
  json_builder_end_array (builder);
  tb_json_add_string (builder, "hoursDescription", hours_description);
  tb_json_add_string (builder, "mistake", tb_quiet_get_mistake (quiet));
  json_builder_end_object (builder);
}

static void
add_rules (JsonBuilder *builder, TbRulesFile *rules)
{
  g_autofree char *name = g_filename_display_name (tb_rules_file_get_path (rules));

  json_builder_set_member_name (builder, "rules");
  json_builder_begin_object (builder);
  tb_json_add_string (builder, "file", name);
  tb_json_add_string (builder, "mistake", tb_rules_file_get_mistake (rules));
  json_builder_end_object (builder);
}

static void
add_portals (JsonBuilder *builder, TbPortals *portals)
{
  json_builder_set_member_name (builder, "portals");
  if (portals == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_array (builder);
  for (TbPortal portal = 0; portal < TB_N_PORTALS; portal++)
    {
      json_builder_begin_object (builder);
      tb_json_add_string (builder, "interface", tb_portals_get_interface (portal));
      tb_json_add_int (builder, "version", tb_portals_get_version (portals, portal));
      tb_json_add_string (builder, "error", tb_portals_explain (portals, portal));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static const char *
get_tray (TbTray *tray, TbTrayFallback *tray_fallback)
{
  if (tray != NULL && tb_tray_get_registered (tray))
    return "registered";

  return tray_fallback != NULL && tb_tray_fallback_get_shown (tray_fallback) ? "old" : "no-host";
}

static void
add_inbox (JsonBuilder *builder, TbInbox *inbox)
{
  TbStore *store = tb_inbox_get_store (inbox);
  const GError *error = store != NULL ? tb_store_get_error (store) : NULL;

  json_builder_set_member_name (builder, "inbox");
  json_builder_begin_object (builder);
  tb_json_add_int (builder, "notifications", g_list_model_get_n_items (G_LIST_MODEL (inbox)));
  tb_json_add_int (builder, "unread", tb_inbox_get_unread (inbox));
  tb_json_add_int (builder, "unsaved", tb_inbox_count_unsaved (inbox));
  tb_json_add_string (builder, "error", error != NULL ? error->message : NULL);
  tb_json_add_string (builder, "notice", store != NULL ? tb_store_get_notice (store) : NULL);
  json_builder_end_object (builder);
}

/**
 * tb_status_build:
 * @sessions: the accounts
 * @inbox: the notifications
 * @quiet: whether it is quiet
 * @rules: the rules in force
 * @tray: (nullable): the icon
 * @tray_fallback: (nullable): what shows it in an old tray
 * @notifier: shows notifications
 * @portals: (nullable): which portals there are, in a sandbox
 *
 * Returns: (transfer full): how everything stands, as JSON; no secret and no address is in it
 */
char *
tb_status_build (TbSessionList *sessions,
                 TbInbox *inbox,
                 TbQuiet *quiet,
                 TbRulesFile *rules,
                 TbTray *tray,
                 TbTrayFallback *tray_fallback,
                 TbNotifier *notifier,
                 TbPortals *portals)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  guint n_sessions = g_list_model_get_n_items (G_LIST_MODEL (sessions));

  json_builder_begin_object (builder);
  tb_json_add_string (builder, "version", TB_VERSION);
  json_builder_set_member_name (builder, "accounts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_sessions; i++)
    {
      g_autoptr (TbSession) session = g_list_model_get_item (G_LIST_MODEL (sessions), i);

      add_account (builder, session, inbox);
    }
  json_builder_end_array (builder);
  add_quiet (builder, quiet);
  add_rules (builder, rules);
  add_inbox (builder, inbox);
  tb_json_add_string (builder, "tray", get_tray (tray, tray_fallback));
  add_notifier (builder, notifier);
  add_portals (builder, portals);

  return tb_json_finish (builder);
}

/**
 * tb_status_build_event:
 * @session: whose event
 * @event: the event
 * @verdict: what was decided of it
 * @notification: (nullable): what became of it
 * @time: when it came, in µs since the epoch
 *
 * Returns: (transfer full): the event on one line, as JSON
 */
char *
tb_status_build_event (TbSession *session,
                       PusherEvent *event,
                       const TbVerdict *verdict,
                       TbNotification *notification,
                       gint64 time)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  JsonNode *data = pusher_event_get_data (event);

  json_builder_begin_object (builder);
  tb_json_add_time (builder, "time", time);
  tb_json_add_string (builder, "account", tb_account_get_id (tb_session_get_account (session)));
  tb_json_add_string (builder, "channel", pusher_event_get_channel (event));
  tb_json_add_string (builder, "event", pusher_event_get_name (event));
  json_builder_set_member_name (builder, "data");
  if (data != NULL)
    json_builder_add_value (builder, json_node_copy (data));
  else
    json_builder_add_null_value (builder);
  tb_json_add_string (builder, "decision",
                      tb_decision_get_name (tb_verdict_get_decision (verdict)));
  tb_json_add_string (builder, "reason",
                      tb_verdict_get_reason (verdict) != TB_REASON_NONE
                          ? tb_reason_get_name (tb_verdict_get_reason (verdict))
                          : NULL);
  tb_json_add_string (builder, "notification",
                      notification != NULL ? tb_notification_get_id (notification) : NULL);

  return tb_json_finish (builder);
}
