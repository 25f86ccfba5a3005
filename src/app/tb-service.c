/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The running program on the session bus: com.nebutra.Traybell1. */

#include "app/tb-service.h"

#include <gio/gunixfdlist.h>
#include <glib/gi18n.h>

#include "account/tb-account-operations.h"
#include "app/tb-secret-input.h"
#include "app/tb-service-attention.h"
#include "app/tb-service-facts.h"
#include "app/tb-service-inbox.h"
#include "app/tb-service-watchers.h"
#include "inbox/tb-text.h"

/* In characters; the longest sentence of our own is shorter. */
#define SENTENCE_MAX 500

struct _TbService
{
  GObject parent_instance;

  GDBusConnection *connection;
  TbDBusTraybell1 *skeleton;
  TbAccountList *accounts;
  TbKeyring *keyring;
  TbSessionList *sessions;

  TbServiceWatchers *watchers;
  TbServiceAttention *attention;
  TbServiceInbox *inbox;
  TbServiceFacts *facts;
};

enum
{
  SIGNAL_OPEN,
  SIGNAL_SHOW,
  SIGNAL_QUIT,
  SIGNAL_GET_STATUS,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbService, tb_service, G_TYPE_OBJECT)

/* One call that is answered later. */
typedef struct
{
  TbService *service;
  GDBusMethodInvocation *invocation;
  TbAccount *account;
  char *header_name;
} Call;

static Call *
call_new (TbService *self, GDBusMethodInvocation *invocation, TbAccount *account)
{
  Call *call = g_new0 (Call, 1);

  call->service = g_object_ref (self);
  call->invocation = g_object_ref (invocation);
  call->account = g_object_ref (account);

  return call;
}

static void
call_free (Call *call)
{
  g_object_unref (call->service);
  g_object_unref (call->invocation);
  g_object_unref (call->account);
  g_free (call->header_name);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static void
return_error (GDBusMethodInvocation *invocation, const GError *error)
{
  tb_service_refuse (g_object_ref (invocation), error->message);
}

/* Calls also arrive before there is anything to work on, and after. %FALSE after the caller was
 * told. */
static gboolean
is_ready (TbService *self, GDBusMethodInvocation *invocation)
{
  if (self->accounts != NULL)
    return TRUE;

  tb_service_refuse (g_object_ref (invocation), _ ("Traybell is just starting or ending"));
  return FALSE;
}

/* The account called @id, or %NULL after the caller was told. */
static TbAccount *
find_account (TbService *self, GDBusMethodInvocation *invocation, const char *id)
{
  g_autoptr (GError) error = NULL;
  TbAccount *account;

  if (!is_ready (self, invocation))
    return NULL;

  account = tb_account_list_lookup (self->accounts, id, &error);
  if (account == NULL)
    return_error (invocation, error);

  return account;
}

static gboolean
on_get_status (TbDBusTraybell1 *skeleton, GDBusMethodInvocation *invocation, TbService *self)
{
  g_autofree char *json = NULL;

  if (is_ready (self, invocation))
    {
      g_signal_emit (self, signals[SIGNAL_GET_STATUS], 0, &json);
      tb_dbus_traybell1_complete_get_status (skeleton, g_object_ref (invocation), json);
    }
  g_object_unref (invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_add_account (TbDBusTraybell1 *skeleton,
                GDBusMethodInvocation *invocation,
                GVariant *settings,
                TbService *self)
{
  g_autoptr (GError) error = NULL;
  TbAccount *account;

  if (is_ready (self, invocation))
    {
      account = tb_account_list_add (self->accounts, settings, &error);
      if (account != NULL)
        tb_dbus_traybell1_complete_add_account (skeleton, g_object_ref (invocation),
                                                tb_account_get_id (account));
      else
        return_error (invocation, error);
    }
  g_object_unref (invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_change_account (TbDBusTraybell1 *skeleton,
                   GDBusMethodInvocation *invocation,
                   const char *id,
                   GVariant *settings,
                   TbService *self)
{
  TbAccount *account = find_account (self, invocation, id);
  g_autoptr (GError) error = NULL;

  if (account != NULL)
    {
      if (tb_account_change (account, settings, &error))
        tb_dbus_traybell1_complete_change_account (skeleton, g_object_ref (invocation));
      else
        return_error (invocation, error);
    }
  g_object_unref (invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
on_remove_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (GError) error = NULL;

  if (tb_account_remove_finish (TB_ACCOUNT (source), result, &error))
    tb_dbus_traybell1_complete_remove_account (call->service->skeleton,
                                               g_object_ref (call->invocation));
  else
    return_error (call->invocation, error);
}

static gboolean
on_remove_account (TbDBusTraybell1 *skeleton,
                   GDBusMethodInvocation *invocation,
                   const char *id,
                   TbService *self)
{
  TbAccount *account = find_account (self, invocation, id);

  if (account != NULL)
    tb_account_remove_async (account, self->accounts, self->keyring, on_remove_ready,
                             call_new (self, invocation, account));
  g_object_unref (invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_set_enabled (TbDBusTraybell1 *skeleton,
                GDBusMethodInvocation *invocation,
                const char *id,
                gboolean enabled,
                TbService *self)
{
  TbAccount *account = find_account (self, invocation, id);

  if (account != NULL)
    {
      tb_account_set_enabled (account, enabled);
      tb_dbus_traybell1_complete_set_enabled (skeleton, g_object_ref (invocation));
    }
  g_object_unref (invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
on_set_secret_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (GError) error = NULL;
  TbSession *session;

  if (!tb_account_set_secret_finish (TB_ACCOUNT (source), result, &error))
    {
      return_error (call->invocation, error);
      return;
    }

  if (call->service->sessions != NULL)
    {
      session = tb_session_list_lookup (call->service->sessions, tb_account_get_id (call->account));
      if (session != NULL)
        tb_session_secret_changed (session);
    }
  tb_dbus_traybell1_complete_set_secret (call->service->skeleton, g_object_ref (call->invocation),
                                         NULL);
}

static void
on_secret_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (GError) error = NULL;
  char *secret = tb_secret_input_read_finish (result, &error);

  if (secret == NULL)
    {
      return_error (call->invocation, error);
      return;
    }
  if (!is_ready (call->service, call->invocation))
    {
      tb_secret_input_free (secret);
      return;
    }

  tb_account_set_secret_async (call->account, call->service->keyring, call->header_name, secret,
                               on_set_secret_ready, call);
  g_steal_pointer (&call);
  tb_secret_input_free (secret);
}

/* The descriptor that the caller calls @handle, or -1 if it has sent none of that number. */
static int
take_descriptor (GUnixFDList *descriptors, gint32 handle)
{
  if (descriptors == NULL || handle < 0 || handle >= g_unix_fd_list_get_length (descriptors))
    return -1;

  return g_unix_fd_list_get (descriptors, handle, NULL);
}

static gboolean
on_set_secret (TbDBusTraybell1 *skeleton,
               GDBusMethodInvocation *invocation,
               GUnixFDList *descriptors,
               const char *id,
               const char *header_name,
               GVariant *value,
               TbService *self)
{
  TbAccount *account = find_account (self, invocation, id);
  Call *call;
  int descriptor;

  if (account != NULL)
    {
      descriptor = take_descriptor (descriptors, g_variant_get_handle (value));
      if (descriptor >= 0)
        {
          call = call_new (self, invocation, account);
          call->header_name = g_strdup (header_name);
          tb_secret_input_read_async (descriptor, on_secret_ready, call);
        }
      else
        {
          tb_service_refuse (g_object_ref (invocation), _ ("No secret was given"));
        }
    }
  g_object_unref (invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_watch (TbDBusTraybell1 *skeleton, GDBusMethodInvocation *invocation, TbService *self)
{
  if (is_ready (self, invocation))
    {
      tb_service_watchers_add (self->watchers, g_dbus_method_invocation_get_sender (invocation));
      tb_dbus_traybell1_complete_watch (skeleton, g_object_ref (invocation));
    }
  g_object_unref (invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GDBusMethodInvocation) invocation = user_data;
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    tb_dbus_traybell1_complete_open (TB_SERVICE (source)->skeleton, g_object_ref (invocation));
  else
    return_error (invocation, error);
}

static gboolean
on_open (TbDBusTraybell1 *skeleton,
         GDBusMethodInvocation *invocation,
         const char *notification_id,
         const char *activation_token,
         TbService *self)
{
  if (is_ready (self, invocation))
    {
      g_autoptr (GTask) task = g_task_new (self, NULL, on_opened, g_object_ref (invocation));

      g_signal_emit (self, signals[SIGNAL_OPEN], 0, notification_id,
                     *activation_token != '\0' ? activation_token : NULL, task);
    }
  g_object_unref (invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_show (TbDBusTraybell1 *skeleton,
         GDBusMethodInvocation *invocation,
         const char *activation_token,
         TbService *self)
{
  g_autofree char *problem = NULL;

  if (is_ready (self, invocation))
    {
      g_signal_emit (self, signals[SIGNAL_SHOW], 0,
                     *activation_token != '\0' ? activation_token : NULL, &problem);
      if (problem != NULL)
        tb_service_refuse (g_object_ref (invocation), problem);
      else
        tb_dbus_traybell1_complete_show (skeleton, g_object_ref (invocation));
    }
  g_object_unref (invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_quit (TbDBusTraybell1 *skeleton, GDBusMethodInvocation *invocation, TbService *self)
{
  tb_dbus_traybell1_complete_quit (skeleton, invocation);
  g_signal_emit (self, signals[SIGNAL_QUIT], 0);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
tb_service_dispose (GObject *object)
{
  TbService *self = TB_SERVICE (object);

  tb_service_tear_down (self);
  if (self->skeleton != NULL)
    g_signal_handlers_disconnect_by_data (self->skeleton, self);
  g_clear_object (&self->skeleton);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (tb_service_parent_class)->dispose (object);
}

static void
tb_service_class_init (TbServiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tb_service_dispose;

  /* The caller asks to open a notification: its id, an activation token or NULL, and a GTask that
   * returns a boolean when it is open, or an error. */
  signals[SIGNAL_OPEN]
      = g_signal_new ("open", TB_TYPE_SERVICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                      3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_TASK);
  /* The caller asks for the window: an activation token or NULL. Returns a sentence for the caller
   * if that cannot be done, transfer full. */
  signals[SIGNAL_SHOW] = g_signal_new ("show", TB_TYPE_SERVICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_STRING, 1, G_TYPE_STRING);
  /* The caller asks the program to end. */
  signals[SIGNAL_QUIT] = g_signal_new ("quit", TB_TYPE_SERVICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 0);
  /* The caller asks how everything stands. Returns JSON, transfer full. */
  signals[SIGNAL_GET_STATUS] = g_signal_new ("get-status", TB_TYPE_SERVICE, G_SIGNAL_RUN_LAST, 0,
                                             NULL, NULL, NULL, G_TYPE_STRING, 0);
}

static void
tb_service_init (TbService *self)
{
}

/**
 * tb_service_new:
 * @connection: the session bus
 * @skeleton: the interface, exported at %TB_SERVICE_PATH
 *
 * Answers what @skeleton is asked: that the program is starting, until tb_service_set_up().
 *
 * Returns: (transfer full): the service
 */
TbService *
tb_service_new (GDBusConnection *connection, TbDBusTraybell1 *skeleton)
{
  TbService *self = g_object_new (TB_TYPE_SERVICE, NULL);

  self->connection = g_object_ref (connection);
  self->skeleton = g_object_ref (skeleton);
  g_signal_connect (self->skeleton, "handle-get-status", G_CALLBACK (on_get_status), self);
  g_signal_connect (self->skeleton, "handle-add-account", G_CALLBACK (on_add_account), self);
  g_signal_connect (self->skeleton, "handle-change-account", G_CALLBACK (on_change_account), self);
  g_signal_connect (self->skeleton, "handle-remove-account", G_CALLBACK (on_remove_account), self);
  g_signal_connect (self->skeleton, "handle-set-enabled", G_CALLBACK (on_set_enabled), self);
  g_signal_connect (self->skeleton, "handle-set-secret", G_CALLBACK (on_set_secret), self);
  g_signal_connect (self->skeleton, "handle-watch", G_CALLBACK (on_watch), self);
  g_signal_connect (self->skeleton, "handle-open", G_CALLBACK (on_open), self);
  g_signal_connect (self->skeleton, "handle-show", G_CALLBACK (on_show), self);
  g_signal_connect (self->skeleton, "handle-quit", G_CALLBACK (on_quit), self);

  return self;
}

/**
 * tb_service_set_up:
 * @self: the service
 * @accounts: the accounts
 * @keyring: where their secrets are
 * @sessions: their sessions
 * @inbox: their notifications
 * @quiet: whether it is quiet
 *
 * The program is ready.
 */
void
tb_service_set_up (TbService *self,
                   TbAccountList *accounts,
                   TbKeyring *keyring,
                   TbSessionList *sessions,
                   TbInbox *inbox,
                   TbQuiet *quiet)
{
  self->accounts = g_object_ref (accounts);
  self->keyring = g_object_ref (keyring);
  self->sessions = g_object_ref (sessions);
  self->watchers = tb_service_watchers_new (self->connection, sessions);
  self->attention = tb_service_attention_new (self->skeleton, inbox, quiet);
  self->inbox = tb_service_inbox_new (self->skeleton, inbox);
  self->facts = tb_service_facts_new (self->skeleton, sessions, inbox, quiet);
}

/**
 * tb_service_tear_down:
 * @self: the service
 *
 * The program is about to end.
 */
void
tb_service_tear_down (TbService *self)
{
  g_clear_pointer (&self->watchers, tb_service_watchers_free);
  g_clear_pointer (&self->attention, tb_service_attention_free);
  g_clear_pointer (&self->inbox, tb_service_inbox_free);
  g_clear_pointer (&self->facts, tb_service_facts_free);
  g_clear_object (&self->accounts);
  g_clear_object (&self->keyring);
  g_clear_object (&self->sessions);
}

/**
 * tb_service_refuse:
 * @invocation: (transfer full): a call that cannot be answered as it was wanted
 * @sentence: why, for the user
 *
 * Answers with %TB_SERVICE_ERROR_FAILED and @sentence, on one line and shortened where it repeats
 * something long that the caller has sent.
 */
void
tb_service_refuse (GDBusMethodInvocation *invocation, const char *sentence)
{
  g_autofree char *line = tb_text_clean_line (sentence, SENTENCE_MAX);

  g_dbus_method_invocation_return_dbus_error (invocation, TB_SERVICE_ERROR_FAILED, line);
}
