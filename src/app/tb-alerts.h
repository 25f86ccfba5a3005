/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-arbiter.h"
#include "account/tb-session-list.h"
#include "desktop/tb-notifier.h"
#include "inbox/tb-inbox.h"
#include "inbox/tb-reminders.h"

G_BEGIN_DECLS

#define TB_TYPE_ALERTS (tb_alerts_get_type ())
G_DECLARE_FINAL_TYPE (TbAlerts, tb_alerts, TB, ALERTS, GObject)

TbAlerts *tb_alerts_new (TbInbox *inbox,
                         TbNotifier *notifier,
                         TbArbiter *arbiter,
                         TbReminders *reminders,
                         TbPreferences *preferences);
void tb_alerts_start (TbAlerts *self);
TbVerdict *tb_alerts_handle (TbAlerts *self,
                             const TbRule *rule,
                             TbNotification *notification,
                             gboolean duplicate);
GPtrArray *tb_alerts_handle_all (TbAlerts *self, GPtrArray *rules, GPtrArray *notifications);
void tb_alerts_follow (TbAlerts *self, TbSessionList *sessions);
void tb_alerts_report (TbAlerts *self, const char *title, const char *body);
void tb_alerts_report_rules (TbAlerts *self, const char *mistake);

G_END_DECLS
