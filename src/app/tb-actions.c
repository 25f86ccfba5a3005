/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The actions of the program, the same for toasts, tray, windows and whoever else activates them.
 */

#include "app/tb-actions.h"

static void
on_open_notification (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const TbActionTargets *targets = user_data;

  tb_pages_open_notification (targets->pages, g_variant_get_string (parameter, NULL), NULL, NULL);
}

static void
on_mark_read (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const TbActionTargets *targets = user_data;

  tb_inbox_mark_read (targets->inbox, g_variant_get_string (parameter, NULL));
}

static void
on_mark_all_read (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const TbActionTargets *targets = user_data;

  tb_inbox_mark_all_read (targets->inbox, NULL);
}

static void
on_acknowledge (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const TbActionTargets *targets = user_data;

  tb_inbox_acknowledge (targets->inbox, g_variant_get_string (parameter, NULL));
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
on_show_inbox (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const TbActionTargets *targets = user_data;
  g_autofree char *problem = tb_windows_present (targets->windows, NULL);

  if (problem != NULL)
    g_printerr ("traybell: %s\n", problem);
}

/* Nobody waits for the answer, so whoever reads the log is told. */
static void
warn (GError *error)
{
  g_printerr ("traybell: %s\n", error->message);
  g_error_free (error);
}

static void
on_add_account (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const TbActionTargets *targets = user_data;
  GError *error = NULL;

  if (!tb_setup_windows_add (tb_windows_get_setup (targets->windows), NULL, &error))
    warn (error);
}

static void
on_edit_account (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const TbActionTargets *targets = user_data;
  GError *error = NULL;

  if (!tb_setup_windows_edit (tb_windows_get_setup (targets->windows),
                              g_variant_get_string (parameter, NULL), &error))
    warn (error);
}

static void
on_remove_account (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const TbActionTargets *targets = user_data;
  GError *error = NULL;

  if (!tb_setup_windows_remove (tb_windows_get_setup (targets->windows),
                                g_variant_get_string (parameter, NULL), &error))
    warn (error);
}

static void
on_sign_in (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const TbActionTargets *targets = user_data;
  GError *error = NULL;

  if (!tb_setup_windows_sign_in (tb_windows_get_setup (targets->windows),
                                 g_variant_get_string (parameter, NULL), &error))
    warn (error);
}

static void
on_snooze (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const TbActionTargets *targets = user_data;
  TbSnooze snooze;

  if (tb_snooze_from_string (g_variant_get_string (parameter, NULL), &snooze))
    tb_quiet_snooze (targets->quiet, snooze);
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

  g_application_quit (targets->application);
}

/**
 * tb_actions_add:
 * @map: where the actions are to be
 * @targets: what they work on; copied
 *
 * Adds `open-notification`, `mark-read` and `acknowledge`, which take a notification's id;
 * `open-web`, `retry`, `edit-account`, `remove-account` (which asks first) and `sign-in`, which
 * take an account's; `snooze`, which takes what tb_snooze_from_string() reads; `end-quiet`, enabled
 * while it is quiet; `mark-all-read`, `add-account`, `show-inbox` and `quit`. An id of nothing does
 * nothing.
 */
void
tb_actions_add (GActionMap *map, const TbActionTargets *targets)
{
  static const GActionEntry entries[] = {
    { "open-notification", on_open_notification, "s", NULL, NULL, { 0 } },
    { "mark-read", on_mark_read, "s", NULL, NULL, { 0 } },
    { "mark-all-read", on_mark_all_read, NULL, NULL, NULL, { 0 } },
    { "acknowledge", on_acknowledge, "s", NULL, NULL, { 0 } },
    { "open-web", on_open_web, "s", NULL, NULL, { 0 } },
    { "retry", on_retry, "s", NULL, NULL, { 0 } },
    { "snooze", on_snooze, "s", NULL, NULL, { 0 } },
    { "end-quiet", on_end_quiet, NULL, NULL, NULL, { 0 } },
    { "show-inbox", on_show_inbox, NULL, NULL, NULL, { 0 } },
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
