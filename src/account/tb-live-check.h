/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account.h"
#include "account/tb-check-step.h"
#include "account/tb-credentials.h"
#include "pusher/pusher-clock.h"

G_BEGIN_DECLS

/**
 * TbCheckOutcome:
 * @TB_CHECK_OUTCOME_NONE: not begun, or cancelled
 * @TB_CHECK_OUTCOME_RUNNING: under way
 * @TB_CHECK_OUTCOME_PASSED: the account works; there may be warnings
 * @TB_CHECK_OUTCOME_FAILED: it does not
 *
 * How a check stands as a whole.
 */
typedef enum
{
  TB_CHECK_OUTCOME_NONE,
  TB_CHECK_OUTCOME_RUNNING,
  TB_CHECK_OUTCOME_PASSED,
  TB_CHECK_OUTCOME_FAILED,
} TbCheckOutcome;

#define TB_TYPE_CHECK_OUTCOME (tb_check_outcome_get_type ())
GType tb_check_outcome_get_type (void);

#define TB_TYPE_LIVE_CHECK (tb_live_check_get_type ())
G_DECLARE_FINAL_TYPE (TbLiveCheck, tb_live_check, TB, LIVE_CHECK, GObject)

TbLiveCheck *tb_live_check_new (TbAccount *account, TbCredentials *credentials, PusherClock *clock);
void tb_live_check_start (TbLiveCheck *self);
void tb_live_check_cancel (TbLiveCheck *self);
GListModel *tb_live_check_get_steps (TbLiveCheck *self);
TbCheckOutcome tb_live_check_get_outcome (TbLiveCheck *self);
TbAuthFormat tb_live_check_get_auth_format (TbLiveCheck *self);

G_END_DECLS
