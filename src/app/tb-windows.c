/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/tb-windows.h"

#include "ui/tb-popover.h"
#include "ui/tb-ui.h"

struct _TbWindows
{
  TbSessionList *sessions;
  TbInbox *inbox;
  GActionGroup *app_actions; /* not owned: the application, which owns us */

  TbPopover *popover;
  TbSetupWindows *setup; /* NULL before tb_windows_set_up_accounts() */
};

/* NULL and a sentence for the user without a display. */
static TbPopover *
ensure_popover (TbWindows *self, char **problem)
{
  g_autoptr (GError) error = NULL;

  if (self->popover == NULL && tb_ui_ensure (&error))
    self->popover = tb_popover_new (self->sessions, self->inbox, self->app_actions);
  if (self->popover == NULL)
    *problem = g_strdup (error->message);

  return self->popover;
}

/**
 * tb_windows_new:
 * @sessions: all accounts' sessions
 * @inbox: all notifications
 * @app_actions: what the widgets activate as "app.…"; must live as long as the windows
 *
 * Returns: (transfer full): no window yet
 */
TbWindows *
tb_windows_new (TbSessionList *sessions, TbInbox *inbox, GActionGroup *app_actions)
{
  TbWindows *self = g_new0 (TbWindows, 1);

  self->sessions = g_object_ref (sessions);
  self->inbox = g_object_ref (inbox);
  self->app_actions = app_actions;

  return self;
}

/**
 * tb_windows_free:
 * @self: (transfer full): the windows, which are closed
 */
void
tb_windows_free (TbWindows *self)
{
  g_clear_pointer (&self->setup, tb_setup_windows_free);
  if (self->popover != NULL)
    gtk_widget_destroy (GTK_WIDGET (self->popover));
  g_clear_object (&self->sessions);
  g_clear_object (&self->inbox);
  g_free (self);
}

/* Whoever has just added an account sees how it comes online. */
static void
on_account_added (gpointer user_data)
{
  g_free (tb_windows_present (user_data, NULL));
}

/**
 * tb_windows_set_up_accounts:
 * @self: the windows
 * @accounts: all accounts
 * @keyring: where their secrets are
 * @pages: opens pages of web apps
 *
 * Makes it possible to show windows in which accounts are added, changed and removed.
 */
void
tb_windows_set_up_accounts (TbWindows *self,
                            TbAccountList *accounts,
                            TbKeyring *keyring,
                            TbPages *pages)
{
  self->setup = tb_setup_windows_new (accounts, keyring, self->sessions, pages, self->app_actions,
                                      on_account_added, self);
}

/**
 * tb_windows_get_setup:
 * @self: the windows
 *
 * Returns: (transfer none): those in which accounts are added, changed and removed
 */
TbSetupWindows *
tb_windows_get_setup (TbWindows *self)
{
  return self->setup;
}

/**
 * tb_windows_present:
 * @self: the windows
 * @activation_token: (nullable): from whom it was asked for, for Wayland
 *
 * Presents the window that shows everything.
 *
 * Returns: (transfer full) (nullable): %NULL, or a sentence for the user if there is no display
 */
char *
tb_windows_present (TbWindows *self, const char *activation_token)
{
  char *problem = NULL;
  TbPopover *popover = ensure_popover (self, &problem);

  if (popover != NULL)
    tb_popover_present (popover, activation_token);

  return problem;
}

/**
 * tb_windows_toggle_popover:
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
tb_windows_toggle_popover (TbWindows *self, int x, int y, const char *activation_token)
{
  char *problem = NULL;
  TbPopover *popover = ensure_popover (self, &problem);

  if (popover != NULL)
    tb_popover_present_at (popover, x, y, activation_token);

  return problem;
}
