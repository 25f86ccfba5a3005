/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account.h"
#include "account/tb-credentials.h"
#include "pusher/pusher-client.h"
#include "pusher/pusher-http-authorizer.h"

G_BEGIN_DECLS

PusherClient *tb_account_client_new (TbAccount *account,
                                     TbCredentials *credentials,
                                     PusherClock *clock,
                                     PusherHttpAuthorizer **authorizer,
                                     SoupSession **session,
                                     GError **error);

G_END_DECLS
