/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account.h"
#include "account/tb-avatars.h"
#include "account/tb-credentials.h"
#include "account/tb-maintenance.h"
#include "account/tb-session-state.h"
#include "inbox/tb-inbox.h"
#include "inbox/tb-policy.h"
#include "inbox/tb-rules.h"
#include "pusher/pusher-client.h"

G_BEGIN_DECLS

#define TB_TYPE_SESSION (tb_session_get_type ())
G_DECLARE_FINAL_TYPE (TbSession, tb_session, TB, SESSION, GObject)

/**
 * TbSessionDecideFunc:
 * @session: a session
 * @rule: the rule that matched
 * @notification: (nullable): what it made of the event; in the inbox already
 * @duplicate: whether the inbox had it before
 * @user_data: what was given with the function
 *
 * Decides what the user is shown of an event, and shows it.
 *
 * Returns: (transfer full): what was decided
 */
typedef TbVerdict *(*TbSessionDecideFunc) (TbSession *session,
                                           const TbRule *rule,
                                           TbNotification *notification,
                                           gboolean duplicate,
                                           gpointer user_data);

/**
 * TbSessionCatchUpFunc:
 * @session: a session
 * @rules: (element-type TbRule): the rule of each notification
 * @notifications: (element-type TbNotification): what came while there was no connection, the
 *   oldest first; in the inbox already
 * @user_data: what was given with the function
 *
 * Decides what the user is shown of what was fetched at once, and shows it.
 *
 * Returns: (transfer full) (element-type TbVerdict): what was decided of each
 */
typedef GPtrArray *(*TbSessionCatchUpFunc) (TbSession *session,
                                            GPtrArray *rules,
                                            GPtrArray *notifications,
                                            gpointer user_data);

/**
 * TbSessionInboxFacts:
 * @error: (nullable): a sentence for the user about what is not as it should be; valid until
 *   something changes
 * @needs_credentials: whether other credentials would mend that
 * @may_pass: whether it may mend itself
 * @next_attempt_in: µs until that is tried again, or -1
 * @fetched_at: when the list was fetched last, in µs since the Unix epoch, UTC, or 0
 * @n_waiting: how much that was read here the web app is still to be told
 *
 * How an account stands with the web app's own list of notifications.
 */
typedef struct
{
  const char *error;
  gboolean needs_credentials;
  gboolean may_pass;
  gint64 next_attempt_in;
  gint64 fetched_at;
  guint n_waiting;
} TbSessionInboxFacts;

TbSession *tb_session_new (
    TbAccount *account, TbKeyring *keyring, TbInbox *inbox, TbRules *rules, PusherClock *clock);
void tb_session_set_rules (TbSession *self, TbRules *rules);
void tb_session_set_decide_func (TbSession *self, TbSessionDecideFunc func, gpointer user_data);
void tb_session_set_catch_up_func (TbSession *self, TbSessionCatchUpFunc func, gpointer user_data);
void tb_session_start (TbSession *self);
void tb_session_stop (TbSession *self);
void tb_session_retry_now (TbSession *self);
void tb_session_set_network_available (TbSession *self, gboolean available);
void tb_session_network_changed (TbSession *self);
void tb_session_proxies_changed (TbSession *self);
void tb_session_resumed (TbSession *self, gint64 slept);
void tb_session_secret_changed (TbSession *self);

TbAccount *tb_session_get_account (TbSession *self);
TbSessionState tb_session_get_state (TbSession *self);
gint64 tb_session_get_state_since (TbSession *self);
const char *tb_session_get_last_error (TbSession *self);
gint64 tb_session_get_next_attempt_in (TbSession *self);
const char *tb_session_get_socket_id (TbSession *self);
void tb_session_describe_inbox (TbSession *self, TbSessionInboxFacts *facts);
GListModel *tb_session_get_channels (TbSession *self);
TbAvatars *tb_session_get_avatars (TbSession *self);
void tb_session_set_avatars (TbSession *self, TbAvatars *avatars);
gboolean tb_session_get_network_available (TbSession *self);
TbMaintenance *tb_session_get_maintenance (TbSession *self);
void tb_session_dismiss_maintenance (TbSession *self);

G_END_DECLS
