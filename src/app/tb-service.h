/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account-list.h"
#include "account/tb-session-list.h"
#include "app/tb-service-watchers.h"
#include "desktop/tb-keyring.h"
#include "inbox/tb-quiet.h"
#include "launch/tb-launcher.h"
#include "launch/tb-traybell1.h"

G_BEGIN_DECLS

/* Who has the interface com.nebutra.Traybell1. */
#define TB_SERVICE_NAME "com.nebutra.Traybell"

/* What every method fails with; the message is a sentence for the user. */
#define TB_SERVICE_ERROR_FAILED "com.nebutra.Traybell.Error.Failed"

#define TB_TYPE_SERVICE (tb_service_get_type ())
G_DECLARE_FINAL_TYPE (TbService, tb_service, TB, SERVICE, GObject)

TbService *tb_service_new (GDBusConnection *connection, TbDBusTraybell1 *skeleton);
void tb_service_set_up (TbService *self,
                        TbAccountList *accounts,
                        TbKeyring *keyring,
                        TbSessionList *sessions,
                        TbInbox *inbox,
                        TbQuiet *quiet);
void tb_service_tear_down (TbService *self);
void tb_service_refuse (GDBusMethodInvocation *invocation, const char *sentence);

G_END_DECLS
