/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inbox/tb-notification.h"
#include "inbox/tb-rule.h"

G_BEGIN_DECLS

/**
 * TB_POLICY_BURST_TOASTS:
 *
 * How many toasts may come within %TB_POLICY_BURST_WINDOW. GNOME keeps three banners waiting,
 * and other clients were seen to fall over at twenty at once.
 */
#define TB_POLICY_BURST_TOASTS 5

/**
 * TB_POLICY_BURST_WINDOW:
 *
 * The span in which toasts are counted, in microseconds.
 */
#define TB_POLICY_BURST_WINDOW (10 * G_TIME_SPAN_SECOND)

/**
 * TbDecision:
 * @TB_DECISION_SHOWN: a toast of its own
 * @TB_DECISION_SUMMARISED: no toast of its own: make or update the one summary
 * @TB_DECISION_QUIET: only in the inbox
 * @TB_DECISION_IGNORED: nowhere
 * @TB_DECISION_DUPLICATE: nowhere, since it is there already
 *
 * What is done with a notification.
 */
typedef enum
{
  TB_DECISION_SHOWN,
  TB_DECISION_SUMMARISED,
  TB_DECISION_QUIET,
  TB_DECISION_IGNORED,
  TB_DECISION_DUPLICATE,
} TbDecision;

/**
 * TbPolicyInput:
 * @action: what the rule says
 * @urgency: urgency of the notification
 * @duplicate: whether the inbox knows it already
 * @quiet: whether quiet hours, snooze or a muted channel hold now
 * @now: monotonic time in microseconds, as from g_get_monotonic_time()
 *
 * What a decision is made of, besides the state.
 */
typedef struct
{
  TbRuleAction action;
  TbUrgency urgency;
  gboolean duplicate;
  gboolean quiet;
  gint64 now;
} TbPolicyInput;

/**
 * TbPolicyState:
 * @arrivals: monotonic times of the last notifications that wanted a toast, a ring
 * @n_arrivals: how many there were in all
 * @n_summarised: how many notifications the current summary stands for; 0 if there is none
 *
 * What the policy remembers between decisions. All zero at the start.
 */
typedef struct
{
  gint64 arrivals[TB_POLICY_BURST_TOASTS];
  guint64 n_arrivals;
  guint n_summarised;
} TbPolicyState;

/**
 * tb_policy_decide:
 * @state: (inout): state, all zero before the first call
 * @input: what is to be decided
 *
 * Decides. Urgent notifications pass quiet hours and bursts. Of the others, one that comes when
 * %TB_POLICY_BURST_TOASTS have come within the last %TB_POLICY_BURST_WINDOW is summarised, and
 * so on until the stream thins out; then a new toast ends the summary and @n_summarised is 0 again.
 * What is ignored, quiet or a duplicate does not count.
 *
 * Returns: the decision
 */
TbDecision tb_policy_decide (TbPolicyState *state, const TbPolicyInput *input);

/**
 * tb_decision_get_name:
 * @decision: a decision
 *
 * Returns: "shown", "summarised", "quiet", "ignored" or "duplicate", as `traybell watch` prints it
 */
const char *tb_decision_get_name (TbDecision decision);

G_END_DECLS
