/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/tb-setup-windows.h"

#include "ui/tb-present.h"
#include "ui/tb-remove-dialog.h"
#include "ui/tb-setup-window.h"
#include "ui/tb-ui.h"

struct _TbSetupWindows
{
  TbAccountList *accounts;
  TbKeyring *keyring;
  TbSessionList *sessions;
  TbPages *pages;
  GActionGroup *app_actions; /* not owned: the application, which owns us */
  TbSetupDoneFunc done;
  gpointer done_data;

  GPtrArray *windows; /* TbSetupWindow; each takes itself out when it goes */
  GtkWidget *dialog;  /* the question before a removal, or NULL */
};

static void
on_window_destroyed (GtkWidget *window, gpointer user_data)
{
  TbSetupWindows *self = user_data;

  g_ptr_array_remove (self->windows, window);
}

static void
on_open_page (TbSetupWindow *window, const char *uri, gpointer user_data)
{
  TbSetupWindows *self = user_data;

  tb_pages_open (self->pages, uri);
}

static void
on_saved (TbSetupWindow *window, const char *id, gpointer user_data)
{
  TbSetupWindows *self = user_data;

  if (tb_setup_window_get_task (window) == TB_SETUP_ADD)
    self->done (self->done_data);
}

/* A window about an account that is gone goes, too. */
static void
on_accounts_changed (
    GListModel *accounts, guint position, guint removed, guint added, gpointer user_data)
{
  TbSetupWindows *self = user_data;

  for (guint i = self->windows->len; i > 0; i--)
    {
      TbSetupWindow *window = g_ptr_array_index (self->windows, i - 1);
      TbAccount *account = tb_setup_window_get_account (window);

      if (tb_setup_window_get_task (window) != TB_SETUP_ADD
          && tb_account_list_lookup (self->accounts, tb_account_get_id (account), NULL) == NULL)
        gtk_widget_destroy (GTK_WIDGET (window));
    }
}

/* The window for @task and @account that is open already, or NULL. */
static TbSetupWindow *
find (TbSetupWindows *self, TbSetupTask task, TbAccount *account)
{
  for (guint i = 0; i < self->windows->len; i++)
    {
      TbSetupWindow *window = g_ptr_array_index (self->windows, i);

      if (tb_setup_window_get_task (window) == task
          && (task == TB_SETUP_ADD || tb_setup_window_get_account (window) == account))
        return window;
    }

  return NULL;
}

static TbAccountEditor *
create_editor (TbSetupWindows *self, TbAccount *account)
{
  return tb_account_editor_new (self->accounts, self->keyring, self->sessions, account);
}

static void
present (TbSetupWindows *self, TbSetupTask task, TbAccount *account, const char *activation_token)
{
  TbSetupWindow *window = find (self, task, account);

  if (window == NULL)
    {
      g_autoptr (TbAccountEditor) editor = create_editor (self, account);

      window = tb_setup_window_new (editor, task, self->app_actions);
      g_signal_connect (window, "destroy", G_CALLBACK (on_window_destroyed), self);
      g_signal_connect (window, "open-page", G_CALLBACK (on_open_page), self);
      g_signal_connect (window, "saved", G_CALLBACK (on_saved), self);
      g_ptr_array_add (self->windows, window);
    }

  tb_present (GTK_WINDOW (window), activation_token);
}

static void
ask_for_removal (TbSetupWindows *self, TbAccount *account, const char *activation_token)
{
  g_autoptr (TbAccountEditor) editor = create_editor (self, account);
  TbSetupWindow *parent = find (self, TB_SETUP_EDIT, account);

  if (self->dialog != NULL)
    gtk_widget_destroy (self->dialog);
  self->dialog = tb_remove_dialog_new (parent != NULL ? GTK_WINDOW (parent) : NULL, editor);
  g_signal_connect (self->dialog, "destroy", G_CALLBACK (gtk_widget_destroyed), &self->dialog);
  tb_present (GTK_WINDOW (self->dialog), activation_token);
}

/**
 * tb_setup_windows_new:
 * @accounts: all accounts
 * @keyring: where their secrets are
 * @sessions: their sessions
 * @pages: opens the page where a user signs in
 * @app_actions: what the widgets activate as "app.…"; must live as long as the windows
 * @done: called when an account was added
 * @user_data: for @done
 *
 * Returns: (transfer full): no window yet
 */
TbSetupWindows *
tb_setup_windows_new (TbAccountList *accounts,
                      TbKeyring *keyring,
                      TbSessionList *sessions,
                      TbPages *pages,
                      GActionGroup *app_actions,
                      TbSetupDoneFunc done,
                      gpointer user_data)
{
  TbSetupWindows *self = g_new0 (TbSetupWindows, 1);

  self->accounts = g_object_ref (accounts);
  self->keyring = g_object_ref (keyring);
  self->sessions = g_object_ref (sessions);
  self->pages = g_object_ref (pages);
  self->app_actions = app_actions;
  self->done = done;
  self->done_data = user_data;
  self->windows = g_ptr_array_new ();
  g_signal_connect (accounts, "items-changed", G_CALLBACK (on_accounts_changed), self);

  return self;
}

/**
 * tb_setup_windows_free:
 * @self: (transfer full): the windows, which are closed without saving anything
 */
void
tb_setup_windows_free (TbSetupWindows *self)
{
  g_signal_handlers_disconnect_by_data (self->accounts, self);
  if (self->dialog != NULL)
    gtk_widget_destroy (self->dialog);
  while (self->windows->len > 0)
    gtk_widget_destroy (g_ptr_array_index (self->windows, self->windows->len - 1));
  g_ptr_array_unref (self->windows);
  g_clear_object (&self->accounts);
  g_clear_object (&self->keyring);
  g_clear_object (&self->sessions);
  g_clear_object (&self->pages);
  g_free (self);
}

/**
 * tb_setup_windows_present:
 * @self: the windows
 * @kind: what is to be done
 * @id: (nullable): an account's id; %NULL for a new one
 * @activation_token: (nullable): from whom it was asked for, for Wayland
 * @error: return location for an error, or %NULL
 *
 * Presents the window in which an account is added, changed, signed in again (it asks for another
 * secret, or signs in with the browser where that is how the account got its secret) or, after a
 * question, removed.
 *
 * Returns: %FALSE if there is no such account, or no display
 */
gboolean
tb_setup_windows_present (TbSetupWindows *self,
                          TbSetupKind kind,
                          const char *id,
                          const char *activation_token,
                          GError **error)
{
  TbAccount *account = NULL;

  if (!tb_ui_ensure (error))
    return FALSE;
  if (kind != TB_SETUP_KIND_ADD)
    {
      account = tb_account_list_lookup (self->accounts, id, error);
      if (account == NULL)
        return FALSE;
    }

  switch (kind)
    {
    case TB_SETUP_KIND_EDIT:
      present (self, TB_SETUP_EDIT, account, activation_token);
      break;
    case TB_SETUP_KIND_SIGN_IN:
      present (self, TB_SETUP_SIGN_IN, account, activation_token);
      break;
    case TB_SETUP_KIND_REMOVE:
      ask_for_removal (self, account, activation_token);
      break;
    case TB_SETUP_KIND_ADD:
    default:
      present (self, TB_SETUP_ADD, NULL, activation_token);
    }

  return TRUE;
}
