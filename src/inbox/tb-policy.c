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

TbDecision
tb_policy_decide (TbPolicyState *state, const TbPolicyInput *input)
{
  gboolean is_burst;

  g_return_val_if_fail (state != NULL, TB_DECISION_IGNORED);
  g_return_val_if_fail (input != NULL, TB_DECISION_IGNORED);

  if (input->action == TB_ACTION_IGNORE)
    return TB_DECISION_IGNORED;
  if (input->duplicate)
    return TB_DECISION_DUPLICATE;
  if (input->action == TB_ACTION_INBOX_ONLY)
    return TB_DECISION_QUIET;
  if (input->quiet && input->urgency != TB_URGENCY_URGENT)
    return TB_DECISION_QUIET;

  is_burst = note_arrival (state, input->now);
  if (input->urgency == TB_URGENCY_URGENT)
    return TB_DECISION_SHOWN;
  if (is_burst)
    {
      state->n_summarised++;
      return TB_DECISION_SUMMARISED;
    }

  state->n_summarised = 0;
  return TB_DECISION_SHOWN;
}

const char *
tb_decision_get_name (TbDecision decision)
{
  switch (decision)
    {
    case TB_DECISION_SHOWN:
      return "shown";
    case TB_DECISION_SUMMARISED:
      return "summarised";
    case TB_DECISION_QUIET:
      return "quiet";
    case TB_DECISION_IGNORED:
      return "ignored";
    case TB_DECISION_DUPLICATE:
      return "duplicate";
    default:
      g_return_val_if_reached ("ignored");
    }
}
