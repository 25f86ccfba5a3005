/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-session-inbox.h"

struct _TbSessionInbox
{
  TbAccount *account;
  TbCredentials *credentials;
  TbInbox *inbox;
  PusherClock *clock;
  const TbSessionInboxFuncs *funcs;
  gpointer user_data;

  TbCatchUp *catch_up;
  TbReadState *read_state;
  TbInboxSync *sync; /* NULL without a connection, or if the web app keeps no list */
  gboolean is_up;    /* whether events arrive */
  gboolean asked_for_fresh_credentials;
};

/* What has just come is not read: it must not be marked with the others. */
static gboolean
on_may_mark_all (gpointer user_data)
{
  TbSessionInbox *self = user_data;

  return self->is_up && tb_inbox_sync_get_fetched_at (self->sync) != 0
         && tb_inbox_sync_get_error (self->sync) == NULL
         && tb_inbox_count_unread_of (self->inbox, tb_account_get_id (self->account)) == 0;
}

static void
send_marks (TbSessionInbox *self)
{
  if (self->sync != NULL && self->is_up)
    tb_inbox_sync_send_marks (self->sync);
}

static gboolean
on_wants_more (GPtrArray *items, gpointer user_data)
{
  TbSessionInbox *self = user_data;

  return tb_catch_up_wants_more (self->catch_up, items);
}

static void
on_fetched (GPtrArray *items, gint64 time, gpointer user_data)
{
  TbSessionInbox *self = user_data;

  self->asked_for_fresh_credentials = FALSE;
  tb_catch_up_take (self->catch_up, self->funcs->get_rules (self->user_data), items, time,
                    self->funcs->decide, self->user_data);
  send_marks (self);
}

static void
on_changed (gpointer user_data)
{
  TbSessionInbox *self = user_data;

  self->funcs->changed (self->user_data);
}

/* Somebody may have renewed them in the keyring; that there are others is told by whoever loads
 * them. */
static void
on_refused (gpointer user_data)
{
  TbSessionInbox *self = user_data;

  if (self->asked_for_fresh_credentials)
    return;

  self->asked_for_fresh_credentials = TRUE;
  tb_credentials_load (self->credentials);
}

static void
on_mark_added (TbOutbox *outbox, const char *account_id, gpointer user_data)
{
  TbSessionInbox *self = user_data;

  if (g_str_equal (account_id, tb_account_get_id (self->account)))
    send_marks (self);
}

/**
 * tb_session_inbox_new:
 * @account: whose session
 * @credentials: what proves who asks
 * @inbox: where the notifications are
 * @clock: time and chance
 * @funcs: who is told, static
 * @user_data: for @funcs
 *
 * Returns: (transfer full): without a connection
 */
TbSessionInbox *
tb_session_inbox_new (TbAccount *account,
                      TbCredentials *credentials,
                      TbInbox *inbox,
                      PusherClock *clock,
                      const TbSessionInboxFuncs *funcs,
                      gpointer user_data)
{
  TbSessionInbox *self = g_new0 (TbSessionInbox, 1);

  self->account = g_object_ref (account);
  self->credentials = g_object_ref (credentials);
  self->inbox = g_object_ref (inbox);
  self->clock = g_object_ref (clock);
  self->funcs = funcs;
  self->user_data = user_data;
  self->catch_up = tb_catch_up_new (account, inbox);
  self->read_state = tb_read_state_new (account, inbox);
  g_signal_connect (tb_inbox_get_outbox (inbox), "added", G_CALLBACK (on_mark_added), self);

  return self;
}

/**
 * tb_session_inbox_free:
 * @self: (transfer full): a session's inbox
 */
void
tb_session_inbox_free (TbSessionInbox *self)
{
  tb_session_inbox_detach (self);
  g_signal_handlers_disconnect_by_data (tb_inbox_get_outbox (self->inbox), self);
  tb_read_state_free (self->read_state);
  tb_catch_up_free (self->catch_up);
  g_object_unref (self->clock);
  g_object_unref (self->inbox);
  g_object_unref (self->credentials);
  g_object_unref (self->account);
  g_free (self);
}

/**
 * tb_session_inbox_attach:
 * @self: a session's inbox
 * @http: the HTTP session of its connection
 *
 * There is a connection, or will be. The settings are those that the account has now.
 */
void
tb_session_inbox_attach (TbSessionInbox *self, SoupSession *http)
{
  static const TbInboxSyncFuncs funcs
      = { on_wants_more, on_may_mark_all, on_fetched, on_changed, on_refused };
  g_autofree char *address = tb_account_dup_inbox_url (self->account);
  g_autoptr (TbInboxAdapter) adapter = NULL;

  tb_session_inbox_detach (self);
  self->asked_for_fresh_credentials = FALSE;
  if (address == NULL)
    return;

  adapter = tb_inbox_adapter_new (
      self->account, tb_inbox_client_new (http, self->clock, self->credentials, address));
  self->sync = tb_inbox_sync_new (adapter, tb_inbox_get_outbox (self->inbox),
                                  tb_account_get_id (self->account), self->clock, &funcs, self);
}

/**
 * tb_session_inbox_detach:
 * @self: a session's inbox
 *
 * The connection is given up.
 */
void
tb_session_inbox_detach (TbSessionInbox *self)
{
  self->is_up = FALSE;
  g_clear_pointer (&self->sync, tb_inbox_sync_free);
}

/**
 * tb_session_inbox_resynchronise:
 * @self: a session's inbox
 *
 * Events arrive from now on: what came before is to be fetched.
 */
void
tb_session_inbox_resynchronise (TbSessionInbox *self)
{
  self->is_up = TRUE;
  if (self->sync == NULL)
    return;

  tb_inbox_sync_fetch (self->sync);
  send_marks (self);
}

/**
 * tb_session_inbox_lose:
 * @self: a session's inbox
 *
 * Events arrive no more: what is to be told waits until they do again.
 */
void
tb_session_inbox_lose (TbSessionInbox *self)
{
  self->is_up = FALSE;
  if (self->sync != NULL)
    tb_inbox_sync_pause (self->sync);
}

/**
 * tb_session_inbox_retry_now:
 * @self: a session's inbox
 *
 * Waits no longer: the user asks to try again, or there are other credentials.
 */
void
tb_session_inbox_retry_now (TbSessionInbox *self)
{
  if (self->sync != NULL && self->is_up)
    tb_inbox_sync_retry_now (self->sync);
}

/**
 * tb_session_inbox_take_read_event:
 * @self: a session's inbox
 * @event: an event that says what was read elsewhere
 */
void
tb_session_inbox_take_read_event (TbSessionInbox *self, PusherEvent *event)
{
  tb_read_state_take_event (self->read_state, event);
}

/**
 * tb_session_inbox_claim:
 * @self: a session's inbox
 * @notification: what an event became
 *
 * Returns: (transfer full) (nullable): see tb_catch_up_claim()
 */
TbNotification *
tb_session_inbox_claim (TbSessionInbox *self, TbNotification *notification)
{
  return tb_catch_up_claim (self->catch_up, notification);
}

/**
 * tb_session_inbox_get_error:
 * @self: a session's inbox
 *
 * Returns: (transfer none) (nullable): see tb_inbox_sync_get_error()
 */
const GError *
tb_session_inbox_get_error (TbSessionInbox *self)
{
  return self->sync != NULL ? tb_inbox_sync_get_error (self->sync) : NULL;
}

/**
 * tb_session_inbox_get_fetched_at:
 * @self: a session's inbox
 *
 * Returns: see tb_inbox_sync_get_fetched_at()
 */
gint64
tb_session_inbox_get_fetched_at (TbSessionInbox *self)
{
  return self->sync != NULL ? tb_inbox_sync_get_fetched_at (self->sync) : 0;
}

/**
 * tb_session_inbox_get_next_attempt_in:
 * @self: a session's inbox
 *
 * Returns: see tb_inbox_sync_get_next_attempt_in()
 */
gint64
tb_session_inbox_get_next_attempt_in (TbSessionInbox *self)
{
  return self->sync != NULL ? tb_inbox_sync_get_next_attempt_in (self->sync) : -1;
}

/**
 * tb_session_inbox_count_waiting:
 * @self: a session's inbox
 *
 * Returns: how much that was read here the web app is still to be told
 */
guint
tb_session_inbox_count_waiting (TbSessionInbox *self)
{
  return tb_outbox_count (tb_inbox_get_outbox (self->inbox), tb_account_get_id (self->account));
}
