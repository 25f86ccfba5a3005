/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A session for each account, started as soon as there is the account. */

#include "account/tb-session-list.h"

struct _TbSessionList
{
  GObject parent_instance;

  TbAccountList *accounts;
  TbKeyring *keyring;
  TbInbox *inbox;
  TbRules *rules;
  TbSessionDecideFunc decide;
  gpointer decide_data;
  TbSessionCatchUpFunc catch_up;
  gpointer catch_up_data;
  TbAvatars *avatars;   /* NULL if there are no pictures */
  GListStore *sessions; /* in the order of the accounts */
};

enum
{
  SIGNAL_RELOAD,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void tb_session_list_list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TbSessionList,
                               tb_session_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      tb_session_list_list_model_init))

static void
on_session_reload (TbSession *session, gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_RELOAD], 0);
}

static void
on_accounts_changed (
    GListModel *accounts, guint position, guint removed, guint added, gpointer user_data)
{
  TbSessionList *self = TB_SESSION_LIST (user_data);
  g_autoptr (GPtrArray) new_sessions = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < removed; i++)
    {
      g_autoptr (TbSession) session
          = g_list_model_get_item (G_LIST_MODEL (self->sessions), position + i);

      tb_session_stop (session);
      tb_inbox_remove_account (self->inbox, tb_account_get_id (tb_session_get_account (session)));
    }
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (TbAccount) account = g_list_model_get_item (accounts, position + i);
      TbSession *session = tb_session_new (account, self->keyring, self->inbox, self->rules, NULL);

      tb_session_set_decide_func (session, self->decide, self->decide_data);
      tb_session_set_catch_up_func (session, self->catch_up, self->catch_up_data);
      g_signal_connect_object (session, "reload", G_CALLBACK (on_session_reload), self, 0);
      tb_session_set_avatars (session, self->avatars);
      g_ptr_array_add (new_sessions, session);
    }

  g_list_store_splice (self->sessions, position, removed, new_sessions->pdata, new_sessions->len);
  for (guint i = 0; i < new_sessions->len; i++)
    tb_session_start (g_ptr_array_index (new_sessions, i));
}

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  g_list_model_items_changed (G_LIST_MODEL (user_data), position, removed, added);
}

static GType
tb_session_list_get_item_type (GListModel *model)
{
  return TB_TYPE_SESSION;
}

static guint
tb_session_list_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (TB_SESSION_LIST (model)->sessions));
}

static gpointer
tb_session_list_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (TB_SESSION_LIST (model)->sessions), position);
}

static void
tb_session_list_dispose (GObject *object)
{
  TbSessionList *self = TB_SESSION_LIST (object);

  tb_session_list_stop (self);
  g_clear_object (&self->accounts);
  g_clear_object (&self->keyring);
  g_clear_object (&self->inbox);
  g_clear_pointer (&self->rules, tb_rules_unref);
  g_clear_object (&self->avatars);

  G_OBJECT_CLASS (tb_session_list_parent_class)->dispose (object);
}

static void
tb_session_list_finalize (GObject *object)
{
  g_clear_object (&TB_SESSION_LIST (object)->sessions);

  G_OBJECT_CLASS (tb_session_list_parent_class)->finalize (object);
}

static void
tb_session_list_list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = tb_session_list_get_item_type;
  interface->get_n_items = tb_session_list_get_n_items;
  interface->get_item = tb_session_list_get_item;
}

static void
tb_session_list_class_init (TbSessionListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tb_session_list_dispose;
  object_class->finalize = tb_session_list_finalize;

  /**
   * TbSessionList::reload:
   * @self: the sessions
   *
   * One of the web apps asks its clients to begin anew.
   */
  signals[SIGNAL_RELOAD] = g_signal_new ("reload", TB_TYPE_SESSION_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
}

static void
tb_session_list_init (TbSessionList *self)
{
  self->sessions = g_list_store_new (TB_TYPE_SESSION);
  g_signal_connect_object (self->sessions, "items-changed", G_CALLBACK (on_items_changed), self, 0);
}

/**
 * tb_session_list_new:
 * @accounts: the accounts, followed from now on
 * @keyring: where their credentials are
 * @inbox: where their notifications go
 * @rules: what becomes of which event
 * @decide: (nullable): decides what the user is shown
 * @decide_data: for @decide
 *
 * Returns: (transfer full): a list of #TbSession, each of them started
 */
TbSessionList *
tb_session_list_new (TbAccountList *accounts,
                     TbKeyring *keyring,
                     TbInbox *inbox,
                     TbRules *rules,
                     TbSessionDecideFunc decide,
                     gpointer decide_data)
{
  TbSessionList *self = g_object_new (TB_TYPE_SESSION_LIST, NULL);

  self->accounts = g_object_ref (accounts);
  self->keyring = g_object_ref (keyring);
  self->inbox = g_object_ref (inbox);
  self->rules = tb_rules_ref (rules);
  self->decide = decide;
  self->decide_data = decide_data;
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (on_accounts_changed), self, 0);
  on_accounts_changed (G_LIST_MODEL (accounts), 0, 0,
                       g_list_model_get_n_items (G_LIST_MODEL (accounts)), self);

  return self;
}

/**
 * tb_session_list_set_rules:
 * @self: the sessions
 * @rules: what becomes of which event from now on
 */
void
tb_session_list_set_rules (TbSessionList *self, TbRules *rules)
{
  guint n_sessions = g_list_model_get_n_items (G_LIST_MODEL (self->sessions));
  TbRules *old = self->rules;

  self->rules = tb_rules_ref (rules);
  tb_rules_unref (old);
  for (guint i = 0; i < n_sessions; i++)
    {
      g_autoptr (TbSession) session = g_list_model_get_item (G_LIST_MODEL (self->sessions), i);

      tb_session_set_rules (session, rules);
    }
}

/**
 * tb_session_list_set_catch_up_func:
 * @self: the sessions
 * @func: decides what the user is shown of what came while there was no connection
 * @user_data: for @func
 */
void
tb_session_list_set_catch_up_func (TbSessionList *self,
                                   TbSessionCatchUpFunc func,
                                   gpointer user_data)
{
  guint n_sessions = g_list_model_get_n_items (G_LIST_MODEL (self->sessions));

  self->catch_up = func;
  self->catch_up_data = user_data;
  for (guint i = 0; i < n_sessions; i++)
    {
      g_autoptr (TbSession) session = g_list_model_get_item (G_LIST_MODEL (self->sessions), i);

      tb_session_set_catch_up_func (session, func, user_data);
    }
}

/**
 * tb_session_list_set_avatars:
 * @self: the sessions
 * @avatars: where people's pictures come from, for all of them
 */
void
tb_session_list_set_avatars (TbSessionList *self, TbAvatars *avatars)
{
  guint n_sessions = g_list_model_get_n_items (G_LIST_MODEL (self->sessions));

  g_set_object (&self->avatars, avatars);
  for (guint i = 0; i < n_sessions; i++)
    {
      g_autoptr (TbSession) session = g_list_model_get_item (G_LIST_MODEL (self->sessions), i);

      tb_session_set_avatars (session, avatars);
    }
}

/**
 * tb_session_list_lookup:
 * @self: the sessions
 * @account_id: an account's id
 *
 * Returns: (transfer none) (nullable): its session
 */
TbSession *
tb_session_list_lookup (TbSessionList *self, const char *account_id)
{
  guint n_sessions = g_list_model_get_n_items (G_LIST_MODEL (self->sessions));

  for (guint i = 0; i < n_sessions; i++)
    {
      g_autoptr (TbSession) session = g_list_model_get_item (G_LIST_MODEL (self->sessions), i);

      if (g_str_equal (tb_account_get_id (tb_session_get_account (session)), account_id))
        return session; /* the store keeps it */
    }

  return NULL;
}

/**
 * tb_session_list_stop:
 * @self: the sessions
 *
 * Disconnects all of them, for good.
 */
void
tb_session_list_stop (TbSessionList *self)
{
  guint n_sessions = g_list_model_get_n_items (G_LIST_MODEL (self->sessions));

  if (self->accounts != NULL)
    g_signal_handlers_disconnect_by_data (self->accounts, self);
  for (guint i = 0; i < n_sessions; i++)
    {
      g_autoptr (TbSession) session = g_list_model_get_item (G_LIST_MODEL (self->sessions), i);

      tb_session_stop (session);
    }
}
