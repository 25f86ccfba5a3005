/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The composition root: makes everything, joins it by actions and signals, and ends it. Until the
 * first window nothing here needs GTK. */

#include "app/tb-application.h"

#include "account/tb-session-list.h"
#include "app/tb-actions.h"
#include "app/tb-alerts.h"
#include "app/tb-background.h"
#include "app/tb-notifier-choice.h"
#include "app/tb-pages.h"
#include "app/tb-service.h"
#include "app/tb-start-at-login.h"
#include "app/tb-status.h"
#include "app/tb-tray-fallback.h"
#include "app/tb-tray-presenter.h"
#include "app/tb-vigilance.h"
#include "app/tb-windows.h"
#include "desktop/tb-sandbox.h"
#include "inbox/tb-inbox-prefix.h"
#include "inbox/tb-preferences.h"
#include "inbox/tb-quiet.h"
#include "inbox/tb-rules-file.h"
#include "inbox/tb-system-clock.h"

/* How many turns of the main loop the last frames get to leave before the program ends. */
#define FAREWELL_TURNS 20

struct _TbApplication
{
  TbInstance *instance; /* not owned: ends this before itself */
  GDBusConnection *connection;
  TbTray *tray;

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
  TbPortals *portals; /* NULL outside a sandbox, and so are the next two */
  TbBackground *in_background;
  TbStartAtLogin *start_at_login;
  TbNotifier *notifier;
  TbAlerts *alerts;
  TbPages *pages;
  TbTrayPresenter *tray_presenter;
  TbTrayFallback *tray_fallback;
  TbService *service;
  TbWindows *windows;
};

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
  TbApplication *self = user_data;
  TbPlace former = tb_inbox_act_from (self->inbox, TB_PLACE_TOAST);

  tb_pages_open_notification (self->pages, id, activation_token, NULL);
  tb_inbox_act_from (self->inbox, former);
}

static void
on_alert_mark_read (TbAlerts *alerts, const char *id, gpointer user_data)
{
  TbApplication *self = user_data;
  TbPlace former = tb_inbox_act_from (self->inbox, TB_PLACE_TOAST);

  tb_inbox_mark_read (self->inbox, id);
  tb_inbox_act_from (self->inbox, former);
}

static void
on_alert_acknowledge (TbAlerts *alerts, const char *id, gpointer user_data)
{
  TbApplication *self = user_data;
  TbPlace former = tb_inbox_act_from (self->inbox, TB_PLACE_TOAST);

  tb_inbox_acknowledge (self->inbox, id);
  tb_inbox_act_from (self->inbox, former);
}

static void
on_alert_show_inbox (TbAlerts *alerts, const char *activation_token, gpointer user_data)
{
  TbApplication *self = user_data;

  warn (tb_windows_present (self->windows, NULL, activation_token));
}

static TbVerdict *
on_session_event (TbSession *session,
                  const TbRule *rule,
                  TbNotification *notification,
                  gboolean duplicate,
                  gpointer user_data)
{
  TbApplication *self = user_data;

  return tb_alerts_handle (self->alerts, rule, notification, duplicate);
}

static void
on_tray_activate (TbTray *tray, int x, int y, const char *activation_token, gpointer user_data)
{
  TbApplication *self = user_data;

  warn (tb_windows_toggle_popover (self->windows, x, y, activation_token));
}

static void
on_service_open (TbService *service,
                 const char *id,
                 const char *activation_token,
                 GTask *task,
                 gpointer user_data)
{
  TbApplication *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TbInboxEntry) entry = tb_inbox_find_by_prefix (self->inbox, id, &error);
  TbPlace former;

  if (entry == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  former = tb_inbox_act_from (self->inbox, TB_PLACE_COMMAND);
  tb_pages_open_notification (self->pages,
                              tb_notification_get_id (tb_inbox_entry_get_notification (entry)),
                              activation_token, task);
  tb_inbox_act_from (self->inbox, former);
}

static char *
on_pages_show_window (TbPages *pages,
                      const char *id,
                      const char *activation_token,
                      gpointer user_data)
{
  TbApplication *self = user_data;

  return tb_windows_present (self->windows, id, activation_token);
}

static char *
on_service_show (TbService *service, const char *activation_token, gpointer user_data)
{
  TbApplication *self = user_data;

  return tb_windows_present (self->windows, NULL, activation_token);
}

static void
on_service_quit (TbService *service, gpointer user_data)
{
  TbApplication *self = user_data;

  g_application_quit (G_APPLICATION (self->instance));
}

static char *
on_service_get_status (TbService *service, gpointer user_data)
{
  TbApplication *self = user_data;

  return tb_status_build (self->sessions, self->inbox, self->quiet, self->rules, self->tray,
                          self->tray_fallback, self->notifier, self->portals);
}

static void
on_rules_changed (TbRulesFile *rules, gpointer user_data)
{
  TbApplication *self = user_data;

  tb_arbiter_set_rules (self->arbiter, tb_rules_file_get_rules (rules));
  tb_session_list_set_rules (self->sessions, tb_rules_file_get_rules (rules));
  tb_alerts_report_rules (self->alerts, tb_rules_file_get_mistake (rules));
}

static void
on_sessions_reload (TbSessionList *sessions, gpointer user_data)
{
  TbApplication *self = user_data;

  tb_rules_file_reload (self->rules);
}

static void
set_up_actions (TbApplication *self)
{
  const TbActionTargets targets = {
    .instance = self->instance,
    .inbox = self->inbox,
    .sessions = self->sessions,
    .pages = self->pages,
    .windows = self->windows,
    .quiet = self->quiet,
  };

  tb_actions_add (G_ACTION_MAP (self->instance), &targets);
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
set_up_notifier (TbApplication *self)
{
  if (tb_sandbox_is_inside ())
    self->portals = tb_portals_new (self->connection);
  self->notifier = tb_notifier_choice_make (self->instance, self->portals);
}

static void
set_up_avatars (TbApplication *self)
{
  g_autoptr (TbAvatars) avatars = tb_avatars_new (NULL, NULL);

  tb_preferences_bind (self->preferences, TB_PREFERENCE_SHOW_AVATARS, G_OBJECT (avatars),
                       "enabled");
  tb_session_list_set_avatars (self->sessions, avatars);
}

static void
set_up_inbox (TbApplication *self)
{
  g_autoptr (TbStore) store = tb_store_new (NULL);

  self->inbox = tb_inbox_new_stored (store, self->preferences);
}

static void
set_up_alerts (TbApplication *self)
{
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
set_up_pages (TbApplication *self)
{
  g_autoptr (TbOpener) opener = tb_opener_new (self->connection);

  self->pages = tb_pages_new (opener, self->inbox, self->alerts);
  g_signal_connect (self->pages, "show-window", G_CALLBACK (on_pages_show_window), self);
}

static void
set_up_tray (TbApplication *self)
{
  g_signal_connect (self->tray, "activate", G_CALLBACK (on_tray_activate), self);
  g_signal_connect (self->tray, "context-menu", G_CALLBACK (on_tray_activate), self);
  self->tray_presenter
      = tb_tray_presenter_new (self->tray, self->sessions, self->inbox, self->quiet,
                               self->reminders, G_ACTION_GROUP (self->instance));
  self->tray_fallback
      = tb_tray_fallback_new (self->tray, tb_tray_presenter_get_menu (self->tray_presenter),
                              self->windows, TB_TRAY_FALLBACK_DELAY);
}

static void
set_up_background (TbApplication *self)
{
  if (self->portals == NULL)
    return;

  self->in_background = tb_background_new (self->connection, self->portals, self->preferences,
                                           self->sessions, self->inbox);
  self->start_at_login = tb_start_at_login_new (G_ACTION_MAP (self->instance),
                                                tb_background_get_autostart (self->in_background));
}

static void
set_up_windows (TbApplication *self)
{
  const TbWindowsParts parts = {
    .accounts = self->accounts,
    .sessions = self->sessions,
    .inbox = self->inbox,
    .rules = self->rules,
    .quiet = self->quiet,
    .preferences = self->preferences,
    .connection = self->connection,
    .tray = self->tray,
    .notifier = self->notifier,
    .keyring = self->keyring,
    .pages = self->pages,
    .start_at_login = self->start_at_login,
    .app_actions = G_ACTION_GROUP (self->instance),
  };

  self->windows = tb_windows_new (&parts);
}

static void
set_up_vigilance (TbApplication *self)
{
  g_autoptr (TbWake) wake = tb_wake_new ();
  g_autoptr (TbProxySettings) proxies = tb_proxy_settings_new ();

  self->vigilance = tb_vigilance_new (wake, proxies, self->sessions, self->clock);
}

static void
set_up_service (TbApplication *self, TbDBusTraybell1 *skeleton)
{
  self->service = tb_service_new (self->connection, skeleton);
  g_signal_connect (self->service, "open", G_CALLBACK (on_service_open), self);
  g_signal_connect (self->service, "show", G_CALLBACK (on_service_show), self);
  g_signal_connect (self->service, "quit", G_CALLBACK (on_service_quit), self);
  g_signal_connect (self->service, "get-status", G_CALLBACK (on_service_get_status), self);
}

/**
 * tb_application_new:
 * @instance: the program on the bus, which has its name; must live as long as what is made here
 * @tray: its icon, already on its way into the tray
 * @skeleton: its interface, exported
 *
 * Starts everything. Nothing that the bus asks for was dispatched before, so nothing is missed.
 *
 * Returns: (transfer full): the running program
 */
TbApplication *
tb_application_new (TbInstance *instance, TbTray *tray, TbDBusTraybell1 *skeleton)
{
  TbApplication *self = g_new0 (TbApplication, 1);

  self->instance = instance;
  self->connection = g_object_ref (g_application_get_dbus_connection (G_APPLICATION (instance)));
  self->tray = g_object_ref (tray);
  set_up_service (self, skeleton);
  set_up_rules (self);
  self->preferences = tb_preferences_new ();
  self->clock = tb_system_clock_new ();
  self->quiet = tb_quiet_new (self->preferences, self->clock);
  self->keyring = tb_keyring_new (self->connection);
  set_up_inbox (self);
  self->accounts = tb_account_list_new ();
  set_up_notifier (self);
  set_up_alerts (self);
  set_up_pages (self);
  self->sessions
      = tb_session_list_new (self->accounts, self->keyring, self->inbox,
                             tb_rules_file_get_rules (self->rules), on_session_event, self);
  tb_alerts_follow (self->alerts, self->sessions);
  g_signal_connect (self->sessions, "reload", G_CALLBACK (on_sessions_reload), self);
  set_up_avatars (self);
  set_up_background (self);
  set_up_windows (self);
  set_up_actions (self);
  set_up_vigilance (self);
  set_up_tray (self);
  tb_service_set_up (self->service, self->accounts, self->keyring, self->sessions, self->inbox,
                     self->quiet);
  tb_alerts_start (self->alerts);
  if (tb_rules_file_get_mistake (self->rules) != NULL)
    tb_alerts_report_rules (self->alerts, tb_rules_file_get_mistake (self->rules));

  return self;
}

/**
 * tb_application_activate:
 * @self: the running program
 *
 * Presents the window; without an account there is nothing to show but how to add one.
 */
void
tb_application_activate (TbApplication *self)
{
  const char *token = tb_instance_get_activation_token (self->instance);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->accounts)) > 0)
    warn (tb_windows_present (self->windows, NULL, token));
  else
    warn (tb_windows_set_up_account (self->windows, TB_SETUP_KIND_ADD, NULL, token));
}

/**
 * tb_application_free:
 * @self: (transfer full): the running program, which ends
 */
void
tb_application_free (TbApplication *self)
{
  /* A bus that ends with the session is no reason to end before the server was told. */
  g_dbus_connection_set_exit_on_close (self->connection, FALSE);
  tb_service_tear_down (self->service);
  tb_session_list_stop (self->sessions);

  /* The server hears at once that we have gone, and so do the people in our rooms. */
  for (guint i = 0; i < FAREWELL_TURNS && g_main_context_iteration (NULL, FALSE); i++)
    ;

  g_clear_object (&self->tray_fallback);
  g_clear_pointer (&self->windows, tb_windows_free);
  g_clear_object (&self->tray_presenter);
  g_signal_handlers_disconnect_by_data (self->tray, self);
  g_clear_object (&self->tray);
  g_signal_handlers_disconnect_by_data (self->pages, self);
  g_clear_object (&self->pages);
  g_signal_handlers_disconnect_by_data (self->alerts, self);
  g_clear_object (&self->alerts);
  g_clear_object (&self->reminders);
  g_clear_object (&self->arbiter);
  g_clear_object (&self->notifier);
  g_clear_object (&self->start_at_login);
  g_clear_object (&self->in_background);
  g_clear_object (&self->portals);
  g_clear_object (&self->vigilance);
  g_signal_handlers_disconnect_by_data (self->sessions, self);
  g_clear_object (&self->sessions);
  g_clear_object (&self->accounts);
  g_clear_object (&self->inbox);
  g_clear_object (&self->keyring);
  g_clear_object (&self->quiet);
  g_clear_object (&self->clock);
  g_clear_object (&self->preferences);
  g_signal_handlers_disconnect_by_data (self->rules, self);
  g_clear_object (&self->rules);
  g_signal_handlers_disconnect_by_data (self->service, self);
  g_clear_object (&self->service);
  g_clear_object (&self->connection);
  g_free (self);
}
