/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The composition root: makes everything, joins it by actions and signals, and ends it. A
 * GApplication and not a GtkApplication: until the first window nothing here needs GTK.
 */

#include "app/tb-application.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>

#include "account/tb-session-list.h"
#include "app/tb-actions.h"
#include "app/tb-alerts.h"
#include "app/tb-pages.h"
#include "app/tb-service.h"
#include "app/tb-status.h"
#include "app/tb-tray-presenter.h"
#include "app/tb-vigilance.h"
#include "app/tb-windows.h"
#include "desktop/tb-libnotify-notifier.h"
#include "desktop/tb-tray.h"
#include "inbox/tb-quiet.h"
#include "inbox/tb-rules-file.h"
#include "inbox/tb-system-clock.h"

/* How many turns of the main loop the last frames get to leave before the program ends. */
#define FAREWELL_TURNS 20

struct _TbApplication
{
  GApplication parent_instance;

  gboolean background;

  TbPreferences *preferences;
  TbWallClock *clock;
  TbQuiet *quiet;
  TbArbiter *arbiter;
  TbReminders *reminders;
  TbKeyring *keyring;
  TbInbox *inbox;
  TbRulesFile *rules;
  TbAccountList *accounts;
  TbSessionList *sessions;
  TbVigilance *vigilance;
  TbNotifier *notifier;
  TbAlerts *alerts;
  TbPages *pages;
  TbTray *tray;
  TbTrayPresenter *tray_presenter;
  TbService *service;
  TbWindows *windows;

  guint interrupt_source;
  guint terminate_source;
};

G_DEFINE_FINAL_TYPE (TbApplication, tb_application, G_TYPE_APPLICATION)

/* Nobody waits for the answer, so whoever reads the log is told. */
static void
warn (char *problem)
{
  if (problem != NULL)
    g_printerr ("traybell: %s\n", problem);
  g_free (problem);
}

static void
on_alert_open (TbAlerts *alerts, const char *id, const char *activation_token, gpointer user_data)
{
  tb_pages_open_notification (TB_APPLICATION (user_data)->pages, id, activation_token, NULL);
}

static void
on_alert_mark_read (TbAlerts *alerts, const char *id, gpointer user_data)
{
  tb_inbox_mark_read (TB_APPLICATION (user_data)->inbox, id);
}

static void
on_alert_acknowledge (TbAlerts *alerts, const char *id, gpointer user_data)
{
  tb_inbox_acknowledge (TB_APPLICATION (user_data)->inbox, id);
}

static void
on_alert_show_inbox (TbAlerts *alerts, const char *activation_token, gpointer user_data)
{
  warn (tb_windows_present (TB_APPLICATION (user_data)->windows, activation_token));
}

static TbVerdict *
on_session_event (TbSession *session,
                  const TbRule *rule,
                  TbNotification *notification,
                  gboolean duplicate,
                  gpointer user_data)
{
  return tb_alerts_handle (TB_APPLICATION (user_data)->alerts, rule, notification, duplicate);
}

static void
on_tray_activate (TbTray *tray, int x, int y, const char *activation_token, gpointer user_data)
{
  warn (tb_windows_toggle_popover (TB_APPLICATION (user_data)->windows, x, y, activation_token));
}

static void
on_service_open (TbService *service,
                 const char *id,
                 const char *activation_token,
                 GTask *task,
                 gpointer user_data)
{
  tb_pages_open_notification (TB_APPLICATION (user_data)->pages, id, activation_token, task);
}

static char *
on_pages_show_window (TbPages *pages, const char *activation_token, gpointer user_data)
{
  return tb_windows_present (TB_APPLICATION (user_data)->windows, activation_token);
}

static char *
on_service_show (TbService *service, const char *activation_token, gpointer user_data)
{
  return tb_windows_present (TB_APPLICATION (user_data)->windows, activation_token);
}

static void
on_service_quit (TbService *service, gpointer user_data)
{
  g_application_quit (G_APPLICATION (user_data));
}

static char *
on_service_get_status (TbService *service, gpointer user_data)
{
  TbApplication *self = TB_APPLICATION (user_data);

  return tb_status_build (self->sessions, self->inbox, self->quiet, self->rules, self->tray,
                          self->notifier);
}

static void
on_rules_changed (TbRulesFile *rules, gpointer user_data)
{
  TbApplication *self = TB_APPLICATION (user_data);

  tb_arbiter_set_rules (self->arbiter, tb_rules_file_get_rules (rules));
  tb_session_list_set_rules (self->sessions, tb_rules_file_get_rules (rules));
  tb_alerts_report_rules (self->alerts, tb_rules_file_get_mistake (rules));
}

static void
on_sessions_reload (TbSessionList *sessions, gpointer user_data)
{
  tb_rules_file_reload (TB_APPLICATION (user_data)->rules);
}

static gboolean
on_unix_signal (gpointer user_data)
{
  g_application_quit (G_APPLICATION (user_data));
  return G_SOURCE_CONTINUE;
}

static void
set_up_actions (TbApplication *self)
{
  const TbActionTargets targets = {
    .application = G_APPLICATION (self),
    .inbox = self->inbox,
    .sessions = self->sessions,
    .pages = self->pages,
    .windows = self->windows,
    .quiet = self->quiet,
  };

  tb_actions_add (G_ACTION_MAP (self), &targets);
}

static void
set_up_rules (TbApplication *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRules) defaults = tb_rules_new_default (&error);
  g_autofree char *path = tb_rules_file_dup_usual_path ();

  if (defaults == NULL)
    g_error ("The rules that Traybell comes with cannot be read: %s", error->message);
  self->rules = tb_rules_file_new (path, defaults);
  g_signal_connect (self->rules, "changed", G_CALLBACK (on_rules_changed), self);
}

static void
set_up_alerts (TbApplication *self)
{
  self->notifier = tb_libnotify_notifier_new ();
  self->arbiter = tb_arbiter_new (self->accounts, self->preferences, self->quiet, self->clock,
                                  tb_rules_file_get_rules (self->rules));
  self->reminders = tb_reminders_new (self->inbox, self->clock);
  self->alerts = tb_alerts_new (self->inbox, self->notifier, self->arbiter, self->reminders,
                                self->preferences);
  g_signal_connect (self->alerts, "open", G_CALLBACK (on_alert_open), self);
  g_signal_connect (self->alerts, "mark-read", G_CALLBACK (on_alert_mark_read), self);
  g_signal_connect (self->alerts, "acknowledge", G_CALLBACK (on_alert_acknowledge), self);
  g_signal_connect (self->alerts, "show-inbox", G_CALLBACK (on_alert_show_inbox), self);
}

static void
set_up_pages (TbApplication *self, GDBusConnection *connection)
{
  g_autoptr (TbOpener) opener = tb_opener_new (connection);

  self->pages = tb_pages_new (opener, self->inbox, self->alerts);
  g_signal_connect (self->pages, "show-window", G_CALLBACK (on_pages_show_window), self);
}

static void
set_up_tray (TbApplication *self, GDBusConnection *connection)
{
  if (connection == NULL)
    return;

  self->tray = tb_tray_new (connection);
  g_signal_connect (self->tray, "activate", G_CALLBACK (on_tray_activate), self);
  g_signal_connect (self->tray, "context-menu", G_CALLBACK (on_tray_activate), self);
  self->tray_presenter = tb_tray_presenter_new (
      self->tray, self->sessions, self->inbox, self->quiet, self->reminders, G_ACTION_GROUP (self));
}

static void
set_up_vigilance (TbApplication *self)
{
  g_autoptr (TbWake) wake = tb_wake_new ();

  self->vigilance = tb_vigilance_new (wake, self->sessions, self->clock);
}

static void
tb_application_startup (GApplication *application)
{
  TbApplication *self = TB_APPLICATION (application);
  GDBusConnection *connection = g_application_get_dbus_connection (application);

  G_APPLICATION_CLASS (tb_application_parent_class)->startup (application);

  set_up_rules (self);
  self->preferences = tb_preferences_new ();
  self->clock = tb_system_clock_new ();
  self->quiet = tb_quiet_new (self->preferences, self->clock);
  self->keyring = tb_keyring_new (connection);
  self->inbox = tb_inbox_new ();
  self->accounts = tb_account_list_new ();
  set_up_alerts (self);
  set_up_pages (self, connection);
  self->sessions
      = tb_session_list_new (self->accounts, self->keyring, self->inbox,
                             tb_rules_file_get_rules (self->rules), on_session_event, self);
  g_signal_connect (self->sessions, "reload", G_CALLBACK (on_sessions_reload), self);
  self->windows = tb_windows_new (self->sessions, self->inbox, G_ACTION_GROUP (self));
  tb_windows_set_up_accounts (self->windows, self->accounts, self->keyring, self->pages);
  set_up_actions (self);
  set_up_vigilance (self);
  set_up_tray (self, connection);
  if (self->service != NULL)
    tb_service_set_up (self->service, self->accounts, self->keyring, self->sessions, self->inbox,
                       self->quiet);
  tb_alerts_start (self->alerts);
  if (tb_rules_file_get_mistake (self->rules) != NULL)
    tb_alerts_report_rules (self->alerts, tb_rules_file_get_mistake (self->rules));

  self->interrupt_source = g_unix_signal_add (SIGINT, on_unix_signal, self);
  self->terminate_source = g_unix_signal_add (SIGTERM, on_unix_signal, self);

  /* Lives in the tray until somebody ends it. */
  g_application_hold (application);
}

/* Without an account there is nothing to show but how to add one. */
static void
tb_application_activate (GApplication *application)
{
  TbApplication *self = TB_APPLICATION (application);
  g_autoptr (GError) error = NULL;

  if (g_list_model_get_n_items (G_LIST_MODEL (self->accounts)) > 0)
    warn (tb_windows_present (self->windows, NULL));
  else if (!tb_setup_windows_add (tb_windows_get_setup (self->windows), NULL, &error))
    warn (g_strdup (error->message));
}

static void
tb_application_shutdown (GApplication *application)
{
  TbApplication *self = TB_APPLICATION (application);

  g_clear_handle_id (&self->interrupt_source, g_source_remove);
  g_clear_handle_id (&self->terminate_source, g_source_remove);
  if (self->service != NULL)
    tb_service_tear_down (self->service);
  if (self->sessions != NULL)
    tb_session_list_stop (self->sessions);
  g_clear_pointer (&self->windows, tb_windows_free);
  g_clear_object (&self->tray_presenter);
  g_clear_object (&self->tray);
  if (self->pages != NULL)
    g_signal_handlers_disconnect_by_data (self->pages, self);
  g_clear_object (&self->pages);
  g_clear_object (&self->alerts);
  g_clear_object (&self->reminders);
  g_clear_object (&self->arbiter);
  g_clear_object (&self->notifier);
  g_clear_object (&self->vigilance);
  g_clear_object (&self->sessions);
  g_clear_object (&self->accounts);
  g_clear_object (&self->inbox);
  g_clear_object (&self->keyring);
  g_clear_object (&self->quiet);
  g_clear_object (&self->clock);
  g_clear_object (&self->preferences);
  if (self->rules != NULL)
    g_signal_handlers_disconnect_by_data (self->rules, self);
  g_clear_object (&self->rules);

  /* The server hears at once that we have gone, and so do the people in our rooms. */
  for (guint i = 0; i < FAREWELL_TURNS && g_main_context_iteration (NULL, FALSE); i++)
    ;

  G_APPLICATION_CLASS (tb_application_parent_class)->shutdown (application);
}

/* A start in the background presents nothing, neither here nor in an instance that runs already. */
static gboolean
tb_application_local_command_line (GApplication *application, char ***arguments, int *exit_status)
{
  TbApplication *self = TB_APPLICATION (application);
  g_autoptr (GError) error = NULL;

  *exit_status = 0;
  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("traybell: %s\n", error->message);
      *exit_status = 1;
    }
  else if (g_application_get_dbus_connection (application) == NULL)
    {
      g_printerr (
          "traybell: %s\n",
          _ ("There is no session bus, and without one neither tray nor notifications; start "
             "Traybell from within your desktop"));
      *exit_status = 1;
      g_application_quit (application);
    }
  else if (!self->background)
    {
      g_application_activate (application);
    }

  return TRUE;
}

static gboolean
tb_application_dbus_register (GApplication *application,
                              GDBusConnection *connection,
                              const char *object_path,
                              GError **error)
{
  TbApplication *self = TB_APPLICATION (application);

  if (!G_APPLICATION_CLASS (tb_application_parent_class)
           ->dbus_register (application, connection, object_path, error))
    return FALSE;

  self->service = tb_service_new (connection, error);
  if (self->service == NULL)
    return FALSE;

  g_signal_connect (self->service, "open", G_CALLBACK (on_service_open), self);
  g_signal_connect (self->service, "show", G_CALLBACK (on_service_show), self);
  g_signal_connect (self->service, "quit", G_CALLBACK (on_service_quit), self);
  g_signal_connect (self->service, "get-status", G_CALLBACK (on_service_get_status), self);
  return TRUE;
}

static void
tb_application_dbus_unregister (GApplication *application,
                                GDBusConnection *connection,
                                const char *object_path)
{
  g_clear_object (&TB_APPLICATION (application)->service);

  G_APPLICATION_CLASS (tb_application_parent_class)
      ->dbus_unregister (application, connection, object_path);
}

static void
tb_application_class_init (TbApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = tb_application_startup;
  application_class->activate = tb_application_activate;
  application_class->shutdown = tb_application_shutdown;
  application_class->local_command_line = tb_application_local_command_line;
  application_class->dbus_register = tb_application_dbus_register;
  application_class->dbus_unregister = tb_application_dbus_unregister;
}

static void
tb_application_init (TbApplication *self)
{
}

/**
 * tb_application_new:
 * @background: whether to start without presenting a window
 *
 * Returns: (transfer full): the program
 */
TbApplication *
tb_application_new (gboolean background)
{
  TbApplication *self = g_object_new (TB_TYPE_APPLICATION, "application-id", TB_APPLICATION_ID,
                                      "flags", G_APPLICATION_DEFAULT_FLAGS, NULL);

  self->background = background;
  return self;
}
