/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The accounts, as a list model that follows the settings: also those that another process changes.
 */

#include "account/tb-account-list.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SCHEMA "com.nebutra.Traybell"
#define KEY_ACCOUNTS "accounts"
/* Enough for ids never to meet, and short enough to type. */
#define ID_LENGTH 8

struct _TbAccountList
{
  GObject parent_instance;

  GSettings *settings;
  GListStore *accounts;
};

static void tb_account_list_list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TbAccountList,
                               tb_account_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      tb_account_list_list_model_init))

static TbAccount *
find (TbAccountList *self, const char *id, guint *position)
{
  guint n_accounts = g_list_model_get_n_items (G_LIST_MODEL (self->accounts));

  for (guint i = 0; i < n_accounts; i++)
    {
      g_autoptr (TbAccount) account = g_list_model_get_item (G_LIST_MODEL (self->accounts), i);

      if (g_str_equal (tb_account_get_id (account), id))
        {
          if (position != NULL)
            *position = i;
          return account; /* the store keeps it */
        }
    }

  return NULL;
}

/* Ids become part of a settings path. */
static gboolean
is_id (const char *id)
{
  return *id != '\0' && strspn (id, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (id);
}

/* Makes the list what the settings say, keeping the objects of those that stay. */
static void
follow_settings (TbAccountList *self)
{
  g_auto (GStrv) ids = g_settings_get_strv (self->settings, KEY_ACCOUNTS);
  guint position = 0;

  while (position < g_list_model_get_n_items (G_LIST_MODEL (self->accounts)))
    {
      g_autoptr (TbAccount) account
          = g_list_model_get_item (G_LIST_MODEL (self->accounts), position);

      if (g_strv_contains ((const char *const *) ids, tb_account_get_id (account)))
        position++;
      else
        g_list_store_remove (self->accounts, position);
    }

  for (gsize i = 0; ids[i] != NULL; i++)
    {
      if (is_id (ids[i]) && find (self, ids[i], NULL) == NULL)
        {
          g_autoptr (TbAccount) account = tb_account_new (ids[i]);

          g_list_store_append (self->accounts, account);
        }
    }
}

static void
on_accounts_changed (GSettings *settings, const char *key, gpointer user_data)
{
  follow_settings (TB_ACCOUNT_LIST (user_data));
}

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  g_list_model_items_changed (G_LIST_MODEL (user_data), position, removed, added);
}

static GType
tb_account_list_get_item_type (GListModel *model)
{
  return TB_TYPE_ACCOUNT;
}

static guint
tb_account_list_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (TB_ACCOUNT_LIST (model)->accounts));
}

static gpointer
tb_account_list_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (TB_ACCOUNT_LIST (model)->accounts), position);
}

static void
tb_account_list_finalize (GObject *object)
{
  TbAccountList *self = TB_ACCOUNT_LIST (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->accounts);

  G_OBJECT_CLASS (tb_account_list_parent_class)->finalize (object);
}

static void
tb_account_list_list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = tb_account_list_get_item_type;
  interface->get_n_items = tb_account_list_get_n_items;
  interface->get_item = tb_account_list_get_item;
}

static void
tb_account_list_class_init (TbAccountListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_account_list_finalize;
}

static void
tb_account_list_init (TbAccountList *self)
{
  self->settings = g_settings_new (SCHEMA);
  self->accounts = g_list_store_new (TB_TYPE_ACCOUNT);
  g_signal_connect_object (self->accounts, "items-changed", G_CALLBACK (on_items_changed), self, 0);
  g_signal_connect_object (self->settings, "changed::" KEY_ACCOUNTS,
                           G_CALLBACK (on_accounts_changed), self, 0);
  follow_settings (self);
}

/**
 * tb_account_list_new:
 *
 * Returns: (transfer full): the accounts of this user, a list of #TbAccount
 */
TbAccountList *
tb_account_list_new (void)
{
  return g_object_new (TB_TYPE_ACCOUNT_LIST, NULL);
}

/**
 * tb_account_list_lookup:
 * @self: the accounts
 * @id: an account's id
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer none) (nullable): the account, or %NULL with %TB_ACCOUNT_ERROR_NOT_FOUND
 */
TbAccount *
tb_account_list_lookup (TbAccountList *self, const char *id, GError **error)
{
  TbAccount *account = find (self, id, NULL);

  if (account == NULL)
    g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_NOT_FOUND,
                 _ ("There is no account “%s”; “traybell account list” shows them"), id);

  return account;
}

static char *
make_id (TbAccountList *self)
{
  g_autofree char *uuid = NULL;

  do
    {
      g_free (uuid);
      uuid = g_uuid_string_random ();
      uuid[ID_LENGTH] = '\0';
    }
  while (find (self, uuid, NULL) != NULL);

  return g_steal_pointer (&uuid);
}

/**
 * tb_account_list_add:
 * @self: the accounts
 * @settings: an a{sv} of an account's settings by name
 * @error: return location for an error, or %NULL
 *
 * Adds an account. Nothing is kept of one whose settings cannot be used.
 *
 * Returns: (transfer none) (nullable): the new account, or %NULL with the first thing that is wrong
 */
TbAccount *
tb_account_list_add (TbAccountList *self, GVariant *settings, GError **error)
{
  g_autofree char *id = make_id (self);
  g_autoptr (TbAccount) account = tb_account_new (id);
  g_auto (GStrv) ids = g_settings_get_strv (self->settings, KEY_ACCOUNTS);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) new_ids = NULL;

  if (!tb_account_change (account, settings, error))
    return NULL;

  g_strv_builder_addv (builder, (const char **) ids);
  g_strv_builder_add (builder, id);
  new_ids = g_strv_builder_end (builder);
  if (!g_settings_set_strv (self->settings, KEY_ACCOUNTS, (const char *const *) new_ids))
    {
      tb_account_reset (account);
      g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID,
                   _ ("Accounts cannot be added: your administrator has fixed them"));
      return NULL;
    }
  follow_settings (self);

  return find (self, id, NULL);
}

/**
 * tb_account_list_check_removal:
 * @self: the accounts
 * @id: an account's id
 * @error: return location for an error, or %NULL
 *
 * Returns: whether tb_account_list_remove() would remove it
 */
gboolean
tb_account_list_check_removal (TbAccountList *self, const char *id, GError **error)
{
  if (tb_account_list_lookup (self, id, error) == NULL)
    return FALSE;
  if (g_settings_is_writable (self->settings, KEY_ACCOUNTS))
    return TRUE;

  g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID,
               _ ("Accounts cannot be removed: your administrator has fixed them"));
  return FALSE;
}

/**
 * tb_account_list_remove:
 * @self: the accounts
 * @id: an account's id
 * @error: return location for an error, or %NULL
 *
 * Removes an account and its settings; its secret is the caller's to remove.
 *
 * Returns: %FALSE with %TB_ACCOUNT_ERROR_NOT_FOUND if there is none, and with
 *   %TB_ACCOUNT_ERROR_INVALID if it has to stay; then nothing is changed
 */
gboolean
tb_account_list_remove (TbAccountList *self, const char *id, GError **error)
{
  g_autoptr (TbAccount) account = NULL;
  g_auto (GStrv) ids = g_settings_get_strv (self->settings, KEY_ACCOUNTS);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) new_ids = NULL;

  if (!tb_account_list_check_removal (self, id, error))
    return FALSE;

  account = g_object_ref (find (self, id, NULL));
  for (gsize i = 0; ids[i] != NULL; i++)
    {
      if (!g_str_equal (ids[i], id))
        g_strv_builder_add (builder, ids[i]);
    }
  new_ids = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, KEY_ACCOUNTS, (const char *const *) new_ids);
  follow_settings (self);
  tb_account_reset (account);

  return TRUE;
}
