/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-session-connection.h"
#include "account/tb-session-effects.h"
#include "account/tb-session-inbox.h"
#include "account/tb-session.h"

G_BEGIN_DECLS

/**
 * TbSessionEvents:
 *
 * What becomes of a session's events.
 */
typedef struct _TbSessionEvents TbSessionEvents;

TbSessionEvents *tb_session_events_new (TbSession *session,
                                        PusherClock *clock,
                                        TbInbox *inbox,
                                        TbRules *rules,
                                        const TbSessionEffectsFuncs *funcs,
                                        gpointer user_data);
void tb_session_events_free (TbSessionEvents *self);
void tb_session_events_set_inbox (TbSessionEvents *self, TbSessionInbox *session_inbox);
void tb_session_events_set_rules (TbSessionEvents *self, TbRules *rules);
TbRules *tb_session_events_get_rules (TbSessionEvents *self);
void tb_session_events_set_catch_up_func (TbSessionEvents *self,
                                          TbSessionCatchUpFunc func,
                                          gpointer user_data);
GPtrArray *
tb_session_events_decide_all (TbSessionEvents *self, GPtrArray *rules, GPtrArray *notifications);
void tb_session_events_set_decide_func (TbSessionEvents *self,
                                        TbSessionDecideFunc func,
                                        gpointer user_data);
TbVerdict *tb_session_events_handle (TbSessionEvents *self,
                                     TbSessionConnection *connection,
                                     PusherChannel *channel,
                                     PusherEvent *event,
                                     TbNotification **notification);
void tb_session_events_forget (TbSessionEvents *self);
TbSessionMaintenance *tb_session_events_get_maintenance (TbSessionEvents *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbSessionEvents, tb_session_events_free)

G_END_DECLS
