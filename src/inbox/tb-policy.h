/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inbox/tb-notification.h"
#include "inbox/tb-quiet.h"
#include "inbox/tb-rule.h"
#include "inbox/tb-verdict.h"

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
 * TbPolicyInput:
 * @action: what the rule says
 * @rule: (nullable): name of the rule; %NULL if none names the event
 * @urgency: urgency of the notification
 * @duplicate: whether the inbox knows it already
 * @rule_muted: whether the user has switched off what the rule makes
 * @muting_glob: (nullable): by what the user has switched off the channel, or %NULL
 * @quiet: why it is quiet now
 * @quiet_until: until when, in microseconds since the Unix epoch, UTC; 0 if that has no end
 * @urgent_passes: whether what is urgent passes a muted channel, a snooze and quiet hours
 * @now: time in microseconds on a clock that nobody sets
 *
 * What a decision is made of, besides the state.
 */
typedef struct
{
  TbRuleAction action;
  const char *rule;
  TbUrgency urgency;
  gboolean duplicate;
  gboolean rule_muted;
  const char *muting_glob;
  TbQuietCause quiet;
  gint64 quiet_until;
  gboolean urgent_passes;
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
 * Decides. What a rule or the user switched off goes to the inbox, however urgent it is. Urgent
 * notifications pass a muted channel, a snooze and quiet hours, unless that is switched off, and
 * they are never summarised. Of the others, one that comes when %TB_POLICY_BURST_TOASTS have come
 * within the last %TB_POLICY_BURST_WINDOW is summarised, and so on until the stream thins out; then
 * a new toast ends the summary and @n_summarised is 0 again. What is ignored, quiet or a duplicate
 * does not count.
 *
 * Returns: (transfer full): the decision with its reason
 */
TbVerdict *tb_policy_decide (TbPolicyState *state, const TbPolicyInput *input);

G_END_DECLS
