/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account.h"
#include "account/tb-credentials.h"
#include "pusher/pusher-client.h"
#include "pusher/pusher-http-authorizer.h"
#include "pusher/pusher-stage.h"

G_BEGIN_DECLS

/**
 * TbAccountStageFunc:
 * @stage: how far the present attempt to connect has come
 * @seen: what was seen of it
 * @user_data: what was given with the function
 *
 * Follows an attempt to connect.
 */
typedef void (*TbAccountStageFunc) (PusherStage stage, const char *seen, gpointer user_data);

SoupSession *tb_account_client_create_session (TbAccount *account);
PusherClient *tb_account_client_new (TbAccount *account,
                                     TbCredentials *credentials,
                                     PusherClock *clock,
                                     TbAccountStageFunc stage_func,
                                     gpointer stage_data,
                                     PusherHttpAuthorizer **authorizer,
                                     SoupSession **session,
                                     GError **error);

G_END_DECLS
