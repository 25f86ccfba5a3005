/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-catch-up.h"
#include "account/tb-credentials.h"
#include "account/tb-inbox-sync.h"
#include "account/tb-read-state.h"

G_BEGIN_DECLS

/**
 * TbSessionInbox:
 *
 * A session's part in the web app's own list of notifications: what is fetched from it and told to
 * it.
 */
typedef struct _TbSessionInbox TbSessionInbox;

/**
 * TbSessionInboxFuncs:
 * @decide: see #TbCatchUpFunc
 * @get_rules: what becomes of which event now
 * @changed: something that can be asked for changed
 *
 * Who is told.
 */
typedef struct
{
  TbCatchUpFunc decide;
  TbRules *(*get_rules) (gpointer user_data);
  void (*changed) (gpointer user_data);
} TbSessionInboxFuncs;

TbSessionInbox *tb_session_inbox_new (TbAccount *account,
                                      TbCredentials *credentials,
                                      TbInbox *inbox,
                                      PusherClock *clock,
                                      const TbSessionInboxFuncs *funcs,
                                      gpointer user_data);
void tb_session_inbox_free (TbSessionInbox *self);
void tb_session_inbox_attach (TbSessionInbox *self, SoupSession *http);
void tb_session_inbox_detach (TbSessionInbox *self);
void tb_session_inbox_resynchronise (TbSessionInbox *self);
void tb_session_inbox_lose (TbSessionInbox *self);
void tb_session_inbox_retry_now (TbSessionInbox *self);
void tb_session_inbox_take_read_event (TbSessionInbox *self, PusherEvent *event);
TbNotification *tb_session_inbox_claim (TbSessionInbox *self, TbNotification *notification);
const GError *tb_session_inbox_get_error (TbSessionInbox *self);
gint64 tb_session_inbox_get_fetched_at (TbSessionInbox *self);
gint64 tb_session_inbox_get_next_attempt_in (TbSessionInbox *self);
guint tb_session_inbox_count_waiting (TbSessionInbox *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbSessionInbox, tb_session_inbox_free)

G_END_DECLS
