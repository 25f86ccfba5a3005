/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account-list.h"
#include "inbox/tb-policy.h"
#include "inbox/tb-preferences.h"
#include "inbox/tb-quiet.h"
#include "inbox/tb-rules.h"

G_BEGIN_DECLS

#define TB_TYPE_ARBITER (tb_arbiter_get_type ())

/**
 * TbArbiter:
 *
 * Decides of each notification by tb_policy_decide(), with rules, settings and quiet as they are at
 * that moment.
 */
G_DECLARE_FINAL_TYPE (TbArbiter, tb_arbiter, TB, ARBITER, GObject)

TbArbiter *tb_arbiter_new (TbAccountList *accounts,
                           TbPreferences *preferences,
                           TbQuiet *quiet,
                           TbWallClock *clock,
                           TbRules *rules);
void tb_arbiter_set_rules (TbArbiter *self, TbRules *rules);
TbQuiet *tb_arbiter_get_quiet (TbArbiter *self);
TbWallClock *tb_arbiter_get_clock (TbArbiter *self);
TbVerdict *tb_arbiter_decide (TbArbiter *self,
                              const TbRule *rule,
                              TbNotification *notification,
                              gboolean duplicate);
TbVerdict *tb_arbiter_preview (TbArbiter *self, const TbRule *rule, TbNotification *notification);
TbVerdict *tb_arbiter_reconsider (TbArbiter *self, TbNotification *notification);
gboolean tb_arbiter_is_held_by_quiet (TbArbiter *self, TbNotification *notification);
gboolean tb_arbiter_is_silent (TbArbiter *self, TbNotification *notification);

G_END_DECLS
