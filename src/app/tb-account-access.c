/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Changes accounts for the command line: through the running Traybell if there is one, so that only
 * one process writes the keyring, else in this process. Waits for each answer.
 */

#include "app/tb-account-access.h"

#include <gio/gunixfdlist.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "account/tb-account-operations.h"
#include "account/tb-answer.h"
#include "app/tb-remote.h"
#include "inbox/tb-store.h"

struct _TbAccountAccess
{
  GObject parent_instance;

  TbDBusTraybell1 *remote; /* NULL if none is running */
  TbAccountList *accounts;
  TbKeyring *keyring;
};

G_DEFINE_FINAL_TYPE (TbAccountAccess, tb_account_access, G_TYPE_OBJECT)

/* A pipe that holds @value and has no writer any more. */
static int
make_pipe (const char *value, GError **error)
{
  int descriptors[2];
  gsize length = strlen (value);
  gboolean written;

  /* A pipe takes 64 KiB without a reader, and no secret is a quarter of that. */
  if (length > 16 * 1024)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                   _ ("What was given is too long to be a secret"));
      return -1;
    }
  if (!g_unix_open_pipe (descriptors, FD_CLOEXEC, error))
    return -1;

  written = write (descriptors[1], value, length) == (gssize) length;
  close (descriptors[1]);
  if (!written)
    {
      close (descriptors[0]);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The secret could not be handed over"));
      return -1;
    }

  return descriptors[0];
}

static gboolean
set_secret_remotely (TbAccountAccess *self,
                     const char *id,
                     const char *header_name,
                     const char *value,
                     GError **error)
{
  g_autoptr (GUnixFDList) descriptors = g_unix_fd_list_new ();
  int descriptor = make_pipe (value, error);
  int handle;

  if (descriptor < 0)
    return FALSE;

  handle = g_unix_fd_list_append (descriptors, descriptor, error);
  close (descriptor);

  return handle >= 0
         && tb_dbus_traybell1_call_set_secret_sync (self->remote, id, header_name,
                                                    g_variant_new_handle (handle), descriptors,
                                                    NULL, NULL, error);
}

static void
tb_account_access_dispose (GObject *object)
{
  TbAccountAccess *self = TB_ACCOUNT_ACCESS (object);

  g_clear_object (&self->remote);
  g_clear_object (&self->accounts);
  g_clear_object (&self->keyring);
  /* What was set in this process is on the disk when it ends. */
  g_settings_sync ();

  G_OBJECT_CLASS (tb_account_access_parent_class)->dispose (object);
}

static void
tb_account_access_class_init (TbAccountAccessClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tb_account_access_dispose;
}

static void
tb_account_access_init (TbAccountAccess *self)
{
  self->remote = tb_remote_find ();
  if (self->remote == NULL)
    {
      self->accounts = tb_account_list_new ();
      self->keyring = tb_keyring_new (NULL);
    }
}

/**
 * tb_account_access_new:
 *
 * Returns: (transfer full): access to the accounts of this user
 */
TbAccountAccess *
tb_account_access_new (void)
{
  return g_object_new (TB_TYPE_ACCOUNT_ACCESS, NULL);
}

/**
 * tb_account_access_add:
 * @self: the accounts
 * @settings: an a{sv} of an account's settings by name
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): the new account's id, or %NULL with what is wrong with
 * @settings
 */
char *
tb_account_access_add (TbAccountAccess *self, GVariant *settings, GError **error)
{
  char *id = NULL;
  TbAccount *account;

  if (self->remote != NULL)
    return tb_dbus_traybell1_call_add_account_sync (self->remote, settings, &id, NULL, error)
               ? id
               : NULL;

  account = tb_account_list_add (self->accounts, settings, error);
  return account != NULL ? g_strdup (tb_account_get_id (account)) : NULL;
}

/**
 * tb_account_access_change:
 * @self: the accounts
 * @id: an account's id
 * @settings: an a{sv} of the settings that are to be others, by name
 * @error: return location for an error, or %NULL
 *
 * Returns: %FALSE, and nothing is changed, if there is no such account or it could not be used then
 */
gboolean
tb_account_access_change (TbAccountAccess *self, const char *id, GVariant *settings, GError **error)
{
  TbAccount *account;

  if (self->remote != NULL)
    return tb_dbus_traybell1_call_change_account_sync (self->remote, id, settings, NULL, error);

  account = tb_account_list_lookup (self->accounts, id, error);
  return account != NULL && tb_account_change (account, settings, error);
}

/**
 * tb_account_access_remove:
 * @self: the accounts
 * @id: an account's id
 * @error: return location for an error, or %NULL
 *
 * Returns: %TRUE if the account, its settings, its secret and its notifications are gone
 */
gboolean
tb_account_access_remove (TbAccountAccess *self, const char *id, GError **error)
{
  g_autoptr (TbAccount) account = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  if (self->remote != NULL)
    return tb_dbus_traybell1_call_remove_account_sync (self->remote, id, NULL, error);

  account = tb_account_list_lookup (self->accounts, id, error);
  if (account == NULL)
    return FALSE;
  g_object_ref (account);
  tb_account_remove_async (account, self->accounts, self->keyring, tb_answer_keep, &result);

  if (!tb_account_remove_finish (account, tb_answer_wait (&result), error))
    return FALSE;
  if (tb_store_purge_account (NULL, id, error))
    return TRUE;

  g_prefix_error (error, "%s ", _ ("The account was removed, but not its notifications."));
  return FALSE;
}

/**
 * tb_account_access_set_enabled:
 * @self: the accounts
 * @id: an account's id
 * @enabled: whether to connect for it
 * @error: return location for an error, or %NULL
 *
 * Returns: %FALSE if there is no such account
 */
gboolean
tb_account_access_set_enabled (TbAccountAccess *self,
                               const char *id,
                               gboolean enabled,
                               GError **error)
{
  TbAccount *account;

  if (self->remote != NULL)
    return tb_dbus_traybell1_call_set_enabled_sync (self->remote, id, enabled, NULL, error);

  account = tb_account_list_lookup (self->accounts, id, error);
  if (account == NULL)
    return FALSE;
  tb_account_set_enabled (account, enabled);

  return TRUE;
}

/**
 * tb_account_access_set_secret:
 * @self: the accounts
 * @id: an account's id
 * @header_name: the HTTP header that carries the secret
 * @value: the secret
 * @error: return location for an error, or %NULL
 *
 * Returns: %TRUE if the secret is in the keyring
 */
gboolean
tb_account_access_set_secret (TbAccountAccess *self,
                              const char *id,
                              const char *header_name,
                              const char *value,
                              GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  TbAccount *account;

  if (self->remote != NULL)
    return set_secret_remotely (self, id, header_name, value, error);

  account = tb_account_list_lookup (self->accounts, id, error);
  if (account == NULL)
    return FALSE;
  tb_account_set_secret_async (account, self->keyring, header_name, value, tb_answer_keep, &result);

  return tb_account_set_secret_finish (account, tb_answer_wait (&result), error);
}
