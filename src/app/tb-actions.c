/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The actions of the program, the same for toasts, tray, windows and whoever else activates them.
 */

#include "app/tb-actions.h"

/* Widgets and the tray's menu activate the same actions. Returns the former place. */
static TbPlace
act_from_window (const TbActionTargets *targets)
{
  return tb_inbox_act_from (targets->inbox, tb_windows_get_place (targets->windows));
}

static void
on_open_notification (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const TbActionTargets *targets = user_data;
  TbPlace former = act_from_window (targets);

  tb_pages_open_notification (targets->pages, g_variant_get_string (parameter, NULL), NULL, NULL);
  tb_inbox_act_from (targets->inbox, former);
}

static void
on_mark_read (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const TbActionTargets *targets = user_data;
  TbPlace former = act_from_window (targets);

  tb_inbox_mark_read (targets->inbox, g_variant_get_string (parameter, NULL));
  tb_inbox_act_from (targets->inbox, former);
}

static void
on_mark_all_read (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const TbActionTargets *targets = user_data;
  TbPlace former = act_from_window (targets);

  tb_inbox_mark_all_read (targets->inbox, NULL);
  tb_inbox_act_from (targets->inbox, former);
}

static void
on_mark_account_read (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const TbActionTargets *targets = user_data;

  tb_inbox_mark_all_read (targets->inbox, g_variant_get_string (parameter, NULL));
}

static void
on_acknowledge (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const TbActionTargets *targets = user_data;
  TbPlace former = act_from_window (targets);

  tb_inbox_acknowledge (targets->inbox, g_variant_get_string (parameter, NULL));
  tb_inbox_act_from (targets->inbox, former);
}

static void
on_open_web (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const TbActionTargets *targets = user_data;
  TbSession *session
      = tb_session_list_lookup (targets->sessions, g_variant_get_string (parameter, NULL));
  g_autofree char *web_url = NULL;

  if (session == NULL)
    return;
  web_url = tb_account_dup_string (tb_session_get_account (session), "web-url");
  if (*web_url != '\0')
    tb_pages_open (targets->pages, web_url);
}

static void
on_retry (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const TbActionTargets *targets = user_data;
  TbSession *session
      = tb_session_list_lookup (targets->sessions, g_variant_get_string (parameter, NULL));

  if (session != NULL)
    tb_session_retry_now (session);
}

static void
on_retry_all (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const TbActionTargets *targets = user_data;
  guint n_sessions = g_list_model_get_n_items (G_LIST_MODEL (targets->sessions));

  for (guint i = 0; i < n_sessions; i++)
    {
      g_autoptr (TbSession) session = g_list_model_get_item (G_LIST_MODEL (targets->sessions), i);

      tb_session_retry_now (session);
    }
}

/* Nobody waits for the answer, so whoever reads the log is told. */
static void
warn (char *problem)
{
  if (problem != NULL)
    g_printerr ("traybell: %s\n", problem);
  g_free (problem);
}

static const char *
get_activation_token (const TbActionTargets *targets)
{
  return tb_instance_get_activation_token (targets->instance);
}

static void
on_show_window (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const TbActionTargets *targets = user_data;

  warn (tb_windows_present (targets->windows, NULL, get_activation_token (targets)));
}

static void
on_show_inbox (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const TbActionTargets *targets = user_data;

  warn (tb_windows_show_inbox (targets->windows, get_activation_token (targets)));
}

static void
on_show_preferences (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const TbActionTargets *targets = user_data;

  warn (tb_windows_show_preferences (targets->windows));
}

static void
on_show_shortcuts (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const TbActionTargets *targets = user_data;

  warn (tb_windows_show_shortcuts (targets->windows));
}

static void
on_show_about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const TbActionTargets *targets = user_data;

  warn (tb_windows_show_about (targets->windows));
}

static void
set_up (gpointer user_data, TbSetupKind kind, GVariant *id)
{
  const TbActionTargets *targets = user_data;

  warn (tb_windows_set_up_account (targets->windows, kind,
                                   id != NULL ? g_variant_get_string (id, NULL) : NULL, NULL));
}

static void
on_add_account (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  set_up (user_data, TB_SETUP_KIND_ADD, parameter);
}

static void
on_edit_account (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  set_up (user_data, TB_SETUP_KIND_EDIT, parameter);
}

static void
on_remove_account (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  set_up (user_data, TB_SETUP_KIND_REMOVE, parameter);
}

static void
on_sign_in (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  set_up (user_data, TB_SETUP_KIND_SIGN_IN, parameter);
}

static void
on_snooze (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const TbActionTargets *targets = user_data;
  TbSnooze snooze;

  if (tb_snooze_from_string (g_variant_get_string (parameter, NULL), &snooze))
    tb_quiet_snooze (targets->quiet, snooze);
}

/* An action of the desktop entry takes nothing. */
static void
on_quiet_for_an_hour (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const TbActionTargets *targets = user_data;

  tb_quiet_snooze (targets->quiet, TB_SNOOZE_HOUR);
}

static void
on_end_quiet (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const TbActionTargets *targets = user_data;

  tb_quiet_end (targets->quiet);
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const TbActionTargets *targets = user_data;

  g_application_quit (G_APPLICATION (targets->instance));
}

/**
 * tb_actions_add:
 * @map: where the actions are to be
 * @targets: what they work on; copied
 *
 * Adds `open-notification`, `mark-read` and `acknowledge`, which take a notification's id;
 * `mark-account-read`, `open-web`, `retry`, `edit-account`, `remove-account` (which asks first) and
 * `sign-in`, which take an account's; `snooze`, which takes what tb_snooze_from_string() reads;
 * `quiet-for-an-hour`; `end-quiet`, enabled while it is quiet; `mark-all-read`, `retry-all`,
 * `add-account`, `show-window`, `show-inbox`, `show-preferences`, `show-shortcuts`, `show-about`
 * and `quit`. An id of nothing does nothing.
 */
void
tb_actions_add (GActionMap *map, const TbActionTargets *targets)
{
  static const GActionEntry entries[] = {
    { "open-notification", on_open_notification, "s", NULL, NULL, { 0 } },
    { "mark-read", on_mark_read, "s", NULL, NULL, { 0 } },
    { "mark-all-read", on_mark_all_read, NULL, NULL, NULL, { 0 } },
    { "mark-account-read", on_mark_account_read, "s", NULL, NULL, { 0 } },
    { "acknowledge", on_acknowledge, "s", NULL, NULL, { 0 } },
    { "open-web", on_open_web, "s", NULL, NULL, { 0 } },
    { "retry", on_retry, "s", NULL, NULL, { 0 } },
    { "retry-all", on_retry_all, NULL, NULL, NULL, { 0 } },
    { "snooze", on_snooze, "s", NULL, NULL, { 0 } },
    { "quiet-for-an-hour", on_quiet_for_an_hour, NULL, NULL, NULL, { 0 } },
    { "end-quiet", on_end_quiet, NULL, NULL, NULL, { 0 } },
    { "show-window", on_show_window, NULL, NULL, NULL, { 0 } },
    { "show-inbox", on_show_inbox, NULL, NULL, NULL, { 0 } },
    { "show-preferences", on_show_preferences, NULL, NULL, NULL, { 0 } },
    { "show-shortcuts", on_show_shortcuts, NULL, NULL, NULL, { 0 } },
    { "show-about", on_show_about, NULL, NULL, NULL, { 0 } },
    { "add-account", on_add_account, NULL, NULL, NULL, { 0 } },
    { "edit-account", on_edit_account, "s", NULL, NULL, { 0 } },
    { "remove-account", on_remove_account, "s", NULL, NULL, { 0 } },
    { "sign-in", on_sign_in, "s", NULL, NULL, { 0 } },
    { "quit", on_quit, NULL, NULL, NULL, { 0 } },
  };
  TbActionTargets *copy = g_new (TbActionTargets, 1);

  *copy = *targets;
  g_object_set_data_full (G_OBJECT (map), "tb-action-targets", copy, g_free);
  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), copy);
  g_object_bind_property (targets->quiet, "active", g_action_map_lookup_action (map, "end-quiet"),
                          "enabled", G_BINDING_SYNC_CREATE);
}
