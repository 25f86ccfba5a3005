/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-policy.h"

/*
 * Arrivals are counted and not toasts: a stream that does not end stays one summary, where
 * counting toasts would let five more through every ten seconds.
 */
static gboolean
note_arrival (TbPolicyState *state, gint64 now)
{
  gint64 *oldest = &state->arrivals[state->n_arrivals % TB_POLICY_BURST_TOASTS];
  gboolean is_burst = state->n_arrivals >= TB_POLICY_BURST_TOASTS && now >= *oldest
                      && now - *oldest < TB_POLICY_BURST_WINDOW;

  *oldest = now;
  state->n_arrivals++;
  return is_burst;
}

/* What would keep it from being shown if it were not urgent. */
static TbReason
find_obstacle (const TbPolicyInput *input)
{
  if (input->muting_glob != NULL)
    return TB_REASON_CHANNEL_MUTED;

  switch (input->quiet)
    {
    case TB_QUIET_CAUSE_SNOOZE:
      return TB_REASON_SNOOZE;
    case TB_QUIET_CAUSE_HOURS:
      return TB_REASON_QUIET_HOURS;
    case TB_QUIET_CAUSE_NONE:
    default:
      return TB_REASON_NONE;
    }
}

static TbReason
get_passing (TbReason obstacle)
{
  switch (obstacle)
    {
    case TB_REASON_CHANNEL_MUTED:
      return TB_REASON_PASSED_CHANNEL_MUTED;
    case TB_REASON_SNOOZE:
      return TB_REASON_PASSED_SNOOZE;
    case TB_REASON_QUIET_HOURS:
      return TB_REASON_PASSED_QUIET_HOURS;
    default:
      return TB_REASON_NONE;
    }
}

static TbVerdict *
judge (TbDecision decision, TbReason reason, const TbPolicyInput *input)
{
  const char *subject = NULL;
  gint64 until = 0;

  switch (reason)
    {
    case TB_REASON_RULE_IGNORES:
    case TB_REASON_RULE_INBOX_ONLY:
    case TB_REASON_RULE_MUTED:
      subject = input->rule;
      break;
    case TB_REASON_CHANNEL_MUTED:
    case TB_REASON_PASSED_CHANNEL_MUTED:
      subject = input->muting_glob;
      break;
    case TB_REASON_SNOOZE:
    case TB_REASON_QUIET_HOURS:
    case TB_REASON_PASSED_SNOOZE:
    case TB_REASON_PASSED_QUIET_HOURS:
      until = input->quiet_until;
      break;
    default:
      break;
    }

  return tb_verdict_new (decision, reason, subject, until, 0);
}

TbVerdict *
tb_policy_decide (TbPolicyState *state, const TbPolicyInput *input)
{
  gboolean is_urgent;
  gboolean is_burst;
  TbReason obstacle;

  g_return_val_if_fail (state != NULL, NULL);
  g_return_val_if_fail (input != NULL, NULL);

  if (input->rule == NULL)
    return judge (TB_DECISION_IGNORED, TB_REASON_NO_RULE, input);
  if (input->action == TB_ACTION_IGNORE)
    return judge (TB_DECISION_IGNORED, TB_REASON_RULE_IGNORES, input);
  if (input->duplicate)
    return judge (TB_DECISION_DUPLICATE, TB_REASON_DUPLICATE, input);
  if (input->action == TB_ACTION_INBOX_ONLY)
    return judge (TB_DECISION_QUIET, TB_REASON_RULE_INBOX_ONLY, input);
  if (input->rule_muted)
    return judge (TB_DECISION_QUIET, TB_REASON_RULE_MUTED, input);

  is_urgent = input->urgency == TB_URGENCY_URGENT;
  obstacle = find_obstacle (input);
  if (obstacle != TB_REASON_NONE && !(is_urgent && input->urgent_passes))
    return judge (TB_DECISION_QUIET, obstacle, input);

  is_burst = note_arrival (state, input->now);
  if (is_urgent)
    return judge (TB_DECISION_SHOWN, get_passing (obstacle), input);
  if (is_burst)
    {
      state->n_summarised++;
      return tb_verdict_new (TB_DECISION_SUMMARISED, TB_REASON_BURST, NULL, 0, state->n_summarised);
    }

  state->n_summarised = 0;
  return judge (TB_DECISION_SHOWN, TB_REASON_NONE, input);
}
