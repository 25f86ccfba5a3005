/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account.h"
#include "account/tb-credentials.h"
#include "account/tb-session-state.h"
#include "inbox/tb-rule.h"
#include "pusher/pusher-client.h"

G_BEGIN_DECLS

/**
 * TbSessionConnection:
 *
 * One connection of an account, with the settings that it was made from: others need another
 * connection.
 */
typedef struct _TbSessionConnection TbSessionConnection;

/**
 * TbSessionConnectionFuncs:
 * @event: an event came, of @channel or of none
 * @state_changed: the connection has another state
 * @channel_changed: a channel has another state, or something went wrong
 * @resynchronised: events arrive from now on, and those before may not have
 *
 * Who is told of what happens on a connection. None is called before
 * tb_session_connection_open(), and none any more when the connection is freed.
 */
typedef struct
{
  void (*event) (PusherChannel *channel, PusherEvent *event, gpointer user_data);
  void (*state_changed) (gpointer user_data);
  void (*channel_changed) (gpointer user_data);
  void (*resynchronised) (gpointer user_data);
} TbSessionConnectionFuncs;

TbSessionConnection *tb_session_connection_new (TbAccount *account,
                                                TbCredentials *credentials,
                                                PusherClock *clock,
                                                const TbSessionConnectionFuncs *funcs,
                                                gpointer user_data,
                                                GError **error);
void tb_session_connection_free (TbSessionConnection *self);
gboolean tb_session_connection_is_current (TbSessionConnection *self);
void tb_session_connection_open (TbSessionConnection *self);
void tb_session_connection_check_proxies (TbSessionConnection *self);
PusherClient *tb_session_connection_get_client (TbSessionConnection *self);
SoupSession *tb_session_connection_get_http (TbSessionConnection *self);
TbAuthFormat tb_session_connection_get_auth_format (TbSessionConnection *self);
void tb_session_connection_describe (TbSessionConnection *self, TbSessionFacts *facts);
TbNotification *tb_session_connection_build_notification (TbSessionConnection *self,
                                                          const TbRule *rule,
                                                          PusherChannel *channel,
                                                          PusherEvent *event);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbSessionConnection, tb_session_connection_free)

G_END_DECLS
