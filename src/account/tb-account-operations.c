/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What concerns an account's settings and its secret together. */

#include "account/tb-account-operations.h"

#include <glib/gi18n-lib.h>

#include "account/tb-credentials.h"

static void
on_store_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (tb_keyring_store_finish (TB_KEYRING (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * tb_account_set_secret_async:
 * @account: whose secret
 * @keyring: where to keep it; the user may be asked to unlock it
 * @header_name: the HTTP header that carries it
 * @value: the header's value
 * @callback: called when it is kept or not
 * @user_data: for @callback
 *
 * Keeps @value in the keyring, in place of any former secret.
 */
void
tb_account_set_secret_async (TbAccount *account,
                             TbKeyring *keyring,
                             const char *header_name,
                             const char *value,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (account, NULL, callback, user_data);
  g_autofree char *name = tb_account_dup_name (account);
  g_autofree char *label = NULL;
  char *line;
  GError *error = NULL;

  line = tb_credentials_build (header_name, value, &error);
  if (line == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  /* Translators: how a keyring manager lists the secret; %s is the account's name. */
  label = g_strdup_printf (_ ("Traybell: %s"), name);
  tb_keyring_store_async (keyring, tb_account_get_id (account), label, line, TRUE, NULL,
                          on_store_ready, task);
  tb_keyring_secret_free (line);
}

/**
 * tb_account_set_secret_finish:
 * @account: an account
 * @result: what the callback got
 * @error: return location for an error, or %NULL
 *
 * Returns: %FALSE with %TB_ACCOUNT_ERROR_SECRET, or a #TbKeyringError
 */
gboolean
tb_account_set_secret_finish (TbAccount *account, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_clear_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TbAccount *account = g_task_get_source_object (task);
  TbAccountList *accounts = g_task_get_task_data (task);
  GError *error = NULL;

  if (!tb_keyring_clear_finish (TB_KEYRING (source), result, &error)
      && !g_error_matches (error, TB_KEYRING_ERROR, TB_KEYRING_ERROR_NOT_FOUND)
      && !g_error_matches (error, TB_KEYRING_ERROR, TB_KEYRING_ERROR_UNAVAILABLE))
    {
      g_prefix_error (&error, "%s ",
                      _ ("The account was kept, because its secret could not be removed."));
      g_task_return_error (task, error);
      return;
    }

  g_clear_error (&error);
  if (tb_account_list_remove (accounts, tb_account_get_id (account), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * tb_account_remove_async:
 * @account: what to remove
 * @accounts: the list that it is in
 * @keyring: where its secret is
 * @callback: called when it is gone or not
 * @user_data: for @callback
 *
 * Removes the secret and then the settings: an account whose secret cannot be removed stays, so
 * that the secret is not forgotten in the keyring. Where there is no keyring at all there is no
 * secret, and the account goes.
 */
void
tb_account_remove_async (TbAccount *account,
                         TbAccountList *accounts,
                         TbKeyring *keyring,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (account, NULL, callback, user_data);
  GError *error = NULL;

  if (!tb_account_list_check_removal (accounts, tb_account_get_id (account), &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  g_task_set_task_data (task, g_object_ref (accounts), g_object_unref);
  tb_keyring_clear_async (keyring, tb_account_get_id (account), TRUE, NULL, on_clear_ready, task);
}

/**
 * tb_account_remove_finish:
 * @account: an account
 * @result: what the callback got
 * @error: return location for an error, or %NULL
 *
 * Returns: %TRUE if the account is gone
 */
gboolean
tb_account_remove_finish (TbAccount *account, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
