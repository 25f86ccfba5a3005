/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/tb-window-set.h"

#include "app/tb-setup-windows.h"
#include "app/tb-start-at-login.h"
#include "app/tb-system-watch.h"
#include "ui/tb-about-dialog.h"
#include "ui/tb-main-window.h"
#include "ui/tb-popover.h"
#include "ui/tb-preferences-window.h"
#include "ui/tb-present.h"
#include "ui/tb-shortcuts-window.h"
#include "ui/tb-status-icon.h"
#include "ui/tb-ui.h"

struct _TbWindowSet
{
  TbWindowsParts parts;

  TbPopover *popover;

  TbMainWindow *main_window;
  TbSystemWatch *system_watch;
  TbPreferencesWindow *preferences;
  TbStartAtLogin *start_at_login; /* while Preferences can be seen */
  GtkWindow *shortcuts;
  GtkWindow *about;
  TbSetupWindows *setup;
};

/* A sentence for the user without a display. */
static char *
find_problem (void)
{
  g_autoptr (GError) error = NULL;

  return tb_ui_ensure (&error) ? NULL : g_strdup (error->message);
}

static TbMainWindow *
ensure_main_window (TbWindowSet *self)
{
  const TbWindowsParts *parts = &self->parts;

  if (self->main_window != NULL)
    return self->main_window;

  self->system_watch
      = tb_system_watch_new (parts->connection, parts->tray, parts->notifier, parts->keyring);
  self->main_window
      = tb_main_window_new (parts->sessions, parts->inbox,
                            tb_system_watch_get_status (self->system_watch), parts->app_actions);

  return self->main_window;
}

static void
on_start_at_login_failed (TbStartAtLogin *start_at_login, const char *problem, gpointer user_data)
{
  tb_preferences_window_report (((TbWindowSet *) user_data)->preferences, problem);
}

/* Files are watched only while somebody looks at what they say. */
static void
follow_start_at_login (TbWindowSet *self)
{
  if (self->start_at_login != NULL)
    return;

  if (self->parts.start_at_login != NULL)
    self->start_at_login = g_object_ref (self->parts.start_at_login);
  else
    self->start_at_login = tb_start_at_login_new (G_ACTION_MAP (self->parts.app_actions), NULL);
  g_signal_connect (self->start_at_login, "failed", G_CALLBACK (on_start_at_login_failed), self);
}

static void
on_preferences_hidden (GtkWidget *window, gpointer user_data)
{
  TbWindowSet *self = user_data;

  if (self->start_at_login != NULL)
    g_signal_handlers_disconnect_by_data (self->start_at_login, self);
  g_clear_object (&self->start_at_login);
}

static void
create_preferences (TbWindowSet *self)
{
  const TbWindowsParts *parts = &self->parts;

  self->preferences = tb_preferences_window_new (parts->preferences, parts->rules, parts->accounts,
                                                 parts->app_actions);
  g_signal_connect (self->preferences, "hide", G_CALLBACK (on_preferences_hidden), self);
}

/* The window goes above the main window, if that is there. */
static void
present_above (TbWindowSet *self, GtkWindow *window)
{
  if (self->main_window != NULL)
    gtk_window_set_transient_for (window, GTK_WINDOW (self->main_window));
  tb_present (window, NULL);
}

/* Whoever has just added an account sees how it comes online. */
static void
on_account_added (gpointer user_data)
{
  g_free (tb_window_set_present (user_data, NULL, NULL));
}

static void
destroy (GtkWindow *window)
{
  gtk_widget_destroy (GTK_WIDGET (window));
}

/**
 * tb_window_set_new:
 * @parts: what they show; the structure is copied
 *
 * Returns: (transfer full): no window yet
 */
TbWindowSet *
tb_window_set_new (const TbWindowsParts *parts)
{
  TbWindowSet *self = g_new0 (TbWindowSet, 1);

  self->parts = *parts;

  return self;
}

/**
 * tb_window_set_free:
 * @self: (transfer full): the windows, which are closed
 */
void
tb_window_set_free (TbWindowSet *self)
{
  g_clear_pointer (&self->setup, tb_setup_windows_free);
  if (self->about != NULL)
    destroy (self->about);
  if (self->shortcuts != NULL)
    destroy (self->shortcuts);
  if (self->preferences != NULL)
    destroy (GTK_WINDOW (self->preferences));
  if (self->main_window != NULL)
    destroy (GTK_WINDOW (self->main_window));
  if (self->popover != NULL)
    destroy (GTK_WINDOW (self->popover));
  g_clear_object (&self->start_at_login);
  g_clear_object (&self->system_watch);
  g_free (self);
}

/**
 * tb_window_set_present:
 * @self: the windows
 * @notification_id: (nullable): id of a notification whose detail is to be shown
 * @activation_token: (nullable): from whom it was asked for, for Wayland
 *
 * Presents the main window.
 *
 * Returns: (transfer full) (nullable): %NULL, or a sentence for the user if there is no display
 */
char *
tb_window_set_present (TbWindowSet *self, const char *notification_id, const char *activation_token)
{
  char *problem = find_problem ();
  TbMainWindow *window;

  if (problem != NULL)
    return problem;

  window = ensure_main_window (self);
  if (notification_id != NULL)
    tb_main_window_show_notification (window, notification_id);
  tb_main_window_present (window, activation_token);

  return NULL;
}

/**
 * tb_window_set_toggle_popover:
 * @self: the windows
 * @x: where the tray icon was clicked, as tb_popover_present_at() takes it
 * @y: likewise
 * @activation_token: (nullable): from the tray's host, for Wayland
 *
 * Shows the popover beside the tray icon, or hides it.
 *
 * Returns: (transfer full) (nullable): %NULL, or a sentence for the user if there is no display
 */
char *
tb_window_set_toggle_popover (TbWindowSet *self, int x, int y, const char *activation_token)
{
  char *problem = find_problem ();

  if (problem != NULL)
    return problem;

  if (self->popover == NULL)
    {
      self->popover
          = tb_popover_new (self->parts.sessions, self->parts.inbox, self->parts.app_actions);
      tb_popover_set_quiet (self->popover, self->parts.quiet);
    }
  tb_popover_present_at (self->popover, x, y, activation_token);

  return NULL;
}

/**
 * tb_window_set_show_inbox:
 * @self: the windows
 * @activation_token: (nullable): from whom it was asked for, for Wayland
 *
 * Presents the main window with the inbox in it.
 *
 * Returns: (transfer full) (nullable): %NULL, or a sentence for the user if there is no display
 */
char *
tb_window_set_show_inbox (TbWindowSet *self, const char *activation_token)
{
  char *problem = find_problem ();

  if (problem != NULL)
    return problem;

  tb_main_window_show_inbox (ensure_main_window (self));
  return tb_window_set_present (self, NULL, activation_token);
}

/**
 * tb_window_set_show_preferences:
 * @self: the windows
 *
 * Shows what the user prefers.
 *
 * Returns: (transfer full) (nullable): %NULL, or a sentence for the user if there is no display
 */
char *
tb_window_set_show_preferences (TbWindowSet *self)
{
  char *problem = find_problem ();

  if (problem != NULL)
    return problem;

  follow_start_at_login (self);
  if (self->preferences == NULL)
    create_preferences (self);
  if (tb_start_at_login_get_explanation (self->start_at_login) != NULL)
    tb_preferences_window_report (self->preferences,
                                  tb_start_at_login_get_explanation (self->start_at_login));
  present_above (self, GTK_WINDOW (self->preferences));

  return NULL;
}

/**
 * tb_window_set_show_shortcuts:
 * @self: the windows
 *
 * Shows what the keys do.
 *
 * Returns: (transfer full) (nullable): %NULL, or a sentence for the user if there is no display
 */
char *
tb_window_set_show_shortcuts (TbWindowSet *self)
{
  char *problem = find_problem ();

  if (problem != NULL)
    return problem;

  if (self->shortcuts == NULL)
    self->shortcuts = tb_shortcuts_window_new (self->parts.app_actions);
  present_above (self, self->shortcuts);

  return NULL;
}

/**
 * tb_window_set_show_about:
 * @self: the windows
 *
 * Shows what the program is.
 *
 * Returns: (transfer full) (nullable): %NULL, or a sentence for the user if there is no display
 */
char *
tb_window_set_show_about (TbWindowSet *self)
{
  char *problem = find_problem ();

  if (problem != NULL)
    return problem;

  if (self->about == NULL)
    self->about = tb_about_dialog_new ();
  present_above (self, self->about);

  return NULL;
}

/**
 * tb_window_set_set_up_account:
 * @self: the windows
 * @kind: what is to be done
 * @id: (nullable): the account's id; %NULL for a new one
 * @activation_token: (nullable): from whom it was asked for, for Wayland
 *
 * Presents the window in which an account is added, changed, signed in again or removed.
 *
 * Returns: (transfer full) (nullable): %NULL, or a sentence for the user if there is no display or
 * no such account
 */
char *
tb_window_set_set_up_account (TbWindowSet *self,
                              TbSetupKind kind,
                              const char *id,
                              const char *activation_token)
{
  const TbWindowsParts *parts = &self->parts;
  g_autoptr (GError) error = NULL;

  if (self->setup == NULL)
    self->setup = tb_setup_windows_new (parts->accounts, parts->keyring, parts->sessions,
                                        parts->pages, parts->app_actions, on_account_added, self);
  if (!tb_setup_windows_present (self->setup, kind, id, activation_token, &error))
    return g_strdup (error->message);

  return NULL;
}

/**
 * tb_window_set_create_status_icon:
 * @self: the windows
 * @menu: what a click with the other button shows
 * @problem: (out): a sentence for the user if there is no display
 *
 * Returns: (transfer full) (nullable): a #TbStatusIcon, or %NULL with @problem
 */
GObject *
tb_window_set_create_status_icon (TbWindowSet *self, GMenuModel *menu, char **problem)
{
  *problem = find_problem ();

  return *problem == NULL ? G_OBJECT (tb_status_icon_new (menu, self->parts.app_actions)) : NULL;
}

/**
 * tb_window_set_get_place:
 * @self: the windows
 *
 * Returns: which window the user acts in now; %TB_PLACE_TRAY if none of ours has the focus, since
 * the menu of the tray icon is the desktop's
 */
TbPlace
tb_window_set_get_place (TbWindowSet *self)
{
  GList *windows;
  TbPlace place = TB_PLACE_TRAY;

  if (self->popover != NULL && gtk_window_is_active (GTK_WINDOW (self->popover)))
    return TB_PLACE_POPOVER;

  windows = gtk_window_list_toplevels ();
  for (GList *link = windows; link != NULL; link = link->next)
    {
      if (gtk_window_is_active (GTK_WINDOW (link->data)))
        place = TB_PLACE_WINDOW;
    }
  g_list_free (windows);

  return place;
}
