/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * One account while it is added or changed: its settings and its secret as they are to be, tried
 * out and saved together or not at all. Until then nothing is written anywhere.
 */

#include "account/tb-account-editor.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "account/tb-account-operations.h"

/* What the settings path of an account that is not there yet would be; nothing is ever there. */
#define DRAFT_ID "draft"

struct _TbAccountEditor
{
  GObject parent_instance;

  TbAccountList *accounts;
  TbKeyring *keyring;
  TbSessionList *sessions;    /* NULL where none run */
  TbAccount *account;         /* NULL for one that is to be added */
  TbCredentials *credentials; /* as the keyring has them; NULL for one that is to be added */

  GVariantDict settings; /* those that are to be others */
  char *header_name;     /* NULL to keep the secret that is in the keyring, if any */
  char *secret;          /* wiped when freed */
};

G_DEFINE_FINAL_TYPE (TbAccountEditor, tb_account_editor, G_TYPE_OBJECT)

static void
forget_secret (TbAccountEditor *self)
{
  if (self->secret != NULL)
    explicit_bzero (self->secret, strlen (self->secret));
  g_clear_pointer (&self->secret, g_free);
  g_clear_pointer (&self->header_name, g_free);
}

/* What was changed so far; the dictionary goes on. */
static GVariant *
dup_settings (TbAccountEditor *self)
{
  GVariant *settings = g_variant_ref_sink (g_variant_dict_end (&self->settings));

  g_variant_dict_init (&self->settings, settings);
  return settings;
}

static void
tb_account_editor_finalize (GObject *object)
{
  TbAccountEditor *self = TB_ACCOUNT_EDITOR (object);

  forget_secret (self);
  g_variant_dict_clear (&self->settings);
  g_clear_object (&self->accounts);
  g_clear_object (&self->keyring);
  g_clear_object (&self->sessions);
  g_clear_object (&self->account);
  if (self->credentials != NULL)
    g_object_run_dispose (G_OBJECT (self->credentials));
  g_clear_object (&self->credentials);

  G_OBJECT_CLASS (tb_account_editor_parent_class)->finalize (object);
}

static void
tb_account_editor_class_init (TbAccountEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_account_editor_finalize;
}

static void
tb_account_editor_init (TbAccountEditor *self)
{
  g_variant_dict_init (&self->settings, NULL);
}

/**
 * tb_account_editor_new:
 * @accounts: all accounts
 * @keyring: where their secrets are
 * @sessions: (nullable): their sessions, told of another secret
 * @account: (nullable): what to change, or %NULL to add one
 *
 * Returns: (transfer full): an editor in which nothing is changed
 */
TbAccountEditor *
tb_account_editor_new (TbAccountList *accounts,
                       TbKeyring *keyring,
                       TbSessionList *sessions,
                       TbAccount *account)
{
  TbAccountEditor *self = g_object_new (TB_TYPE_ACCOUNT_EDITOR, NULL);

  self->accounts = g_object_ref (accounts);
  self->keyring = g_object_ref (keyring);
  self->sessions = sessions != NULL ? g_object_ref (sessions) : NULL;
  self->account = account != NULL ? g_object_ref (account) : NULL;
  if (account != NULL)
    self->credentials = tb_credentials_new (keyring, tb_account_get_id (account));

  return self;
}

/**
 * tb_account_editor_get_account:
 * @self: an editor
 *
 * Returns: (transfer none) (nullable): the account as it is, or %NULL if it is still to be added
 */
TbAccount *
tb_account_editor_get_account (TbAccountEditor *self)
{
  return self->account;
}

/**
 * tb_account_editor_dup_draft:
 * @self: an editor
 *
 * Returns: (transfer full): the account as it is to be; nothing of it is written
 */
TbAccount *
tb_account_editor_dup_draft (TbAccountEditor *self)
{
  g_autoptr (GVariant) settings = dup_settings (self);

  return tb_account_new_draft (self->account != NULL ? tb_account_get_id (self->account) : DRAFT_ID,
                               settings);
}

/**
 * tb_account_editor_apply:
 * @self: an editor
 * @settings: an a{sv} of settings by name, each in place of the one so far
 */
void
tb_account_editor_apply (TbAccountEditor *self, GVariant *settings)
{
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_iter_init (&iter, settings);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    g_variant_dict_insert_value (&self->settings, name, value);
}

/**
 * tb_account_editor_is_changed:
 * @self: an editor
 *
 * Returns: whether saving would make a difference: a setting or the secret is another one
 */
gboolean
tb_account_editor_is_changed (TbAccountEditor *self)
{
  g_autoptr (TbAccount) draft = tb_account_editor_dup_draft (self);
  g_autoptr (TbAccount) present
      = tb_account_new (self->account != NULL ? tb_account_get_id (self->account) : DRAFT_ID);
  g_autoptr (GVariant) wanted = tb_account_dup_settings (draft);
  g_autoptr (GVariant) settings = tb_account_dup_settings (present);

  return self->secret != NULL || !g_variant_equal (wanted, settings);
}

/**
 * tb_account_editor_set_secret:
 * @self: an editor
 * @header_name: the HTTP header that carries it
 * @value: its value
 * @error: return location for an error, or %NULL
 *
 * Gives the account another secret when it is saved.
 *
 * Returns: %FALSE with %TB_ACCOUNT_ERROR_SECRET, and the secret stays what it was
 */
gboolean
tb_account_editor_set_secret (TbAccountEditor *self,
                              const char *header_name,
                              const char *value,
                              GError **error)
{
  g_autoptr (TbCredentials) credentials = tb_credentials_new_for_secret (header_name, value, error);

  if (credentials == NULL)
    return FALSE;

  forget_secret (self);
  self->header_name = g_strdup (header_name);
  self->secret = g_strdup (value);

  return TRUE;
}

/**
 * tb_account_editor_keep_secret:
 * @self: an editor
 *
 * Forgets a secret that was given: that in the keyring stays.
 */
void
tb_account_editor_keep_secret (TbAccountEditor *self)
{
  forget_secret (self);
}

/**
 * tb_account_editor_has_secret:
 * @self: an editor
 *
 * Returns: whether a secret was given
 */
gboolean
tb_account_editor_has_secret (TbAccountEditor *self)
{
  return self->secret != NULL;
}

/**
 * tb_account_editor_get_credentials:
 * @self: an editor
 *
 * Returns: (transfer none) (nullable): what the keyring has for the account, not loaded yet, or
 *   %NULL if it is still to be added
 */
TbCredentials *
tb_account_editor_get_credentials (TbAccountEditor *self)
{
  return self->credentials;
}

/**
 * tb_account_editor_create_check:
 * @self: an editor
 * @clock: (nullable): time and chance, or %NULL for the system's
 *
 * Returns: (transfer full): a check of the account as it is to be, with the secret that was given
 * or, if none was, that of the keyring
 */
TbLiveCheck *
tb_account_editor_create_check (TbAccountEditor *self, PusherClock *clock)
{
  g_autoptr (TbAccount) draft = tb_account_editor_dup_draft (self);
  g_autoptr (TbCredentials) credentials = NULL;

  if (self->secret != NULL)
    credentials = tb_credentials_new_for_secret (self->header_name, self->secret, NULL);
  else if (self->account != NULL)
    credentials = tb_credentials_new (self->keyring, tb_account_get_id (self->account));
  else
    credentials = tb_credentials_new_absent ();

  return tb_live_check_new (draft, credentials, clock);
}

/**
 * tb_account_editor_learn:
 * @self: an editor
 * @check: a check of it that is over
 *
 * Keeps what has turned out, so that the session need not find out again.
 */
void
tb_account_editor_learn (TbAccountEditor *self, TbLiveCheck *check)
{
  g_variant_dict_insert (&self->settings, "auth-format", "s",
                         tb_live_check_get_auth_format (check) == TB_AUTH_FORMAT_JSON ? "json"
                                                                                      : "form");
}

/* The secret is where it should be: the settings follow. */
static void
finish_save (GTask *task, TbAccount *account)
{
  TbAccountEditor *self = g_task_get_source_object (task);
  g_autoptr (GVariant) settings = dup_settings (self);
  gboolean secret_is_new = self->secret != NULL;
  TbSession *session;

  /* An account that is new was added without being enabled. */
  if (self->account == NULL && !g_variant_dict_contains (&self->settings, "enabled"))
    tb_account_set_enabled (account, TRUE);
  tb_account_apply (account, settings);
  g_set_object (&self->account, account);
  forget_secret (self);

  session = self->sessions != NULL
                ? tb_session_list_lookup (self->sessions, tb_account_get_id (account))
                : NULL;
  if (session != NULL && secret_is_new)
    tb_session_secret_changed (session);
  g_task_return_boolean (task, TRUE);
}

static void
on_secret_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TbAccountEditor *self = g_task_get_source_object (task);
  TbAccount *account = g_task_get_task_data (task);
  GError *error = NULL;

  if (tb_account_set_secret_finish (TB_ACCOUNT (source), result, &error))
    {
      finish_save (task, account);
      return;
    }

  /* An account without its secret is none. */
  if (self->account == NULL)
    tb_account_list_remove (self->accounts, tb_account_get_id (account), NULL);
  g_task_return_error (task, error);
}

/* Adds the account as it is to be, but so that it does not connect before its secret is there. */
static TbAccount *
add_account (TbAccountEditor *self, GError **error)
{
  g_autoptr (GVariant) settings = dup_settings (self);
  g_auto (GVariantDict) disabled = G_VARIANT_DICT_INIT (settings);
  g_autoptr (GVariant) disabled_settings = NULL;

  g_variant_dict_insert (&disabled, "enabled", "b", FALSE);
  disabled_settings = g_variant_ref_sink (g_variant_dict_end (&disabled));

  return tb_account_list_add (self->accounts, disabled_settings, error);
}

/**
 * tb_account_editor_save_async:
 * @self: an editor
 * @callback: called when all is saved, or nothing
 * @user_data: for @callback
 *
 * Saves the settings, and the secret if one was given; the user may be asked to unlock the keyring.
 */
void
tb_account_editor_save_async (TbAccountEditor *self,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (TbAccount) draft = tb_account_editor_dup_draft (self);
  GError *error = NULL;
  TbAccount *account = self->account;

  g_task_set_source_tag (task, tb_account_editor_save_async);
  if (tb_account_check (draft, &error) && account == NULL)
    account = add_account (self, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_set_task_data (task, g_object_ref (account), g_object_unref);
  if (self->secret == NULL)
    finish_save (task, account);
  else
    tb_account_set_secret_async (account, self->keyring, self->header_name, self->secret,
                                 on_secret_ready, g_object_ref (task));
}

/**
 * tb_account_editor_save_finish:
 * @self: an editor
 * @result: what the callback got
 * @error: return location for an error, or %NULL
 *
 * Returns: %TRUE if all is saved: the account is there, and nothing is changed any more; %FALSE
 * with what tb_account_check() says or a #TbKeyringError, and nothing is saved
 */
gboolean
tb_account_editor_save_finish (TbAccountEditor *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (tb_account_remove_finish (TB_ACCOUNT (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * tb_account_editor_remove_async:
 * @self: an editor of an account that is there
 * @callback: called when it is gone or not
 * @user_data: for @callback
 *
 * Removes the account with its settings and its secret.
 */
void
tb_account_editor_remove_async (TbAccountEditor *self,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, tb_account_editor_remove_async);
  tb_account_remove_async (self->account, self->accounts, self->keyring, on_removed, task);
}

/**
 * tb_account_editor_remove_finish:
 * @self: an editor
 * @result: what the callback got
 * @error: return location for an error, or %NULL
 *
 * Returns: %TRUE if the account is gone
 */
gboolean
tb_account_editor_remove_finish (TbAccountEditor *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
