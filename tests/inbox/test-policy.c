/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-policy.h"

#define START (1000 * G_TIME_SPAN_SECOND)

static TbDecision
decide (TbPolicyState *state, TbUrgency urgency, gint64 now)
{
  const TbPolicyInput input = { .action = TB_ACTION_SHOW, .urgency = urgency, .now = now };

  return tb_policy_decide (state, &input);
}

static void
check_name (TbDecision decision, const char *expected)
{
  g_assert_cmpstr (tb_decision_get_name (decision), ==, expected);
}

static void
test_the_rule_decides_first (void)
{
  TbPolicyState state = { 0 };
  TbPolicyInput input = { .urgency = TB_URGENCY_URGENT, .now = START };

  input.action = TB_ACTION_IGNORE;
  check_name (tb_policy_decide (&state, &input), "ignored");
  input.duplicate = TRUE;
  check_name (tb_policy_decide (&state, &input), "ignored");
  input.action = TB_ACTION_SHOW;
  check_name (tb_policy_decide (&state, &input), "duplicate");
  input.action = TB_ACTION_INBOX_ONLY;
  check_name (tb_policy_decide (&state, &input), "duplicate");
  input.duplicate = FALSE;
  check_name (tb_policy_decide (&state, &input), "quiet");
  input.action = TB_ACTION_SHOW;
  check_name (tb_policy_decide (&state, &input), "shown");
}

static void
test_quiet_hours_let_only_urgent_ones_pass (void)
{
  TbPolicyState state = { 0 };
  TbPolicyInput input = { .action = TB_ACTION_SHOW, .quiet = TRUE, .now = START };

  input.urgency = TB_URGENCY_LOW;
  check_name (tb_policy_decide (&state, &input), "quiet");
  input.urgency = TB_URGENCY_NORMAL;
  check_name (tb_policy_decide (&state, &input), "quiet");
  input.urgency = TB_URGENCY_URGENT;
  check_name (tb_policy_decide (&state, &input), "shown");
}

static void
test_a_burst_becomes_one_summary (void)
{
  TbPolicyState state = { 0 };

  for (int i = 0; i < 5; i++)
    check_name (decide (&state, TB_URGENCY_NORMAL, START + i), "shown");
  for (guint i = 1; i <= 15; i++)
    {
      check_name (decide (&state, TB_URGENCY_NORMAL, START + 10 + i), "summarised");
      g_assert_cmpuint (state.n_summarised, ==, i);
    }
}

static void
test_a_summary_ends_when_the_stream_thins_out (void)
{
  TbPolicyState state = { 0 };

  for (int i = 0; i < 8; i++)
    decide (&state, TB_URGENCY_NORMAL, START);
  g_assert_cmpuint (state.n_summarised, ==, 3);

  check_name (decide (&state, TB_URGENCY_NORMAL, START + TB_POLICY_BURST_WINDOW - 1), "summarised");
  check_name (decide (&state, TB_URGENCY_NORMAL, START + TB_POLICY_BURST_WINDOW), "shown");
  g_assert_cmpuint (state.n_summarised, ==, 0);
}

static void
test_an_endless_stream_stays_summarised (void)
{
  TbPolicyState state = { 0 };
  guint n_shown = 0;

  for (int i = 0; i < 600; i++)
    {
      if (decide (&state, TB_URGENCY_NORMAL, START + i * G_TIME_SPAN_SECOND / 10)
          == TB_DECISION_SHOWN)
        n_shown++;
    }
  g_assert_cmpuint (n_shown, ==, 5);
}

static void
test_a_slow_stream_is_shown (void)
{
  TbPolicyState state = { 0 };

  for (int i = 0; i < 100; i++)
    check_name (decide (&state, TB_URGENCY_NORMAL, START + i * 2 * G_TIME_SPAN_SECOND), "shown");
}

static void
test_urgent_ones_are_never_summarised (void)
{
  TbPolicyState state = { 0 };

  for (int i = 0; i < 20; i++)
    check_name (decide (&state, TB_URGENCY_URGENT, START), "shown");
  check_name (decide (&state, TB_URGENCY_NORMAL, START), "summarised");
  check_name (decide (&state, TB_URGENCY_URGENT, START), "shown");
  /* An urgent one is beside the summary and does not end it. */
  g_assert_cmpuint (state.n_summarised, ==, 1);
}

static void
test_what_is_not_shown_does_not_count (void)
{
  TbPolicyState state = { 0 };
  TbPolicyInput input = { .action = TB_ACTION_INBOX_ONLY, .now = START };

  for (int i = 0; i < 20; i++)
    tb_policy_decide (&state, &input);
  check_name (decide (&state, TB_URGENCY_NORMAL, START), "shown");
}

static void
test_a_clock_that_goes_back_does_no_harm (void)
{
  TbPolicyState state = { 0 };

  for (int i = 0; i < 6; i++)
    decide (&state, TB_URGENCY_NORMAL, START);
  check_name (decide (&state, TB_URGENCY_NORMAL, START - G_TIME_SPAN_HOUR), "shown");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/policy/the-rule-decides-first", test_the_rule_decides_first);
  g_test_add_func ("/policy/quiet-hours-let-only-urgent-ones-pass",
                   test_quiet_hours_let_only_urgent_ones_pass);
  g_test_add_func ("/policy/a-burst-becomes-one-summary", test_a_burst_becomes_one_summary);
  g_test_add_func ("/policy/a-summary-ends-when-the-stream-thins-out",
                   test_a_summary_ends_when_the_stream_thins_out);
  g_test_add_func ("/policy/an-endless-stream-stays-summarised",
                   test_an_endless_stream_stays_summarised);
  g_test_add_func ("/policy/a-slow-stream-is-shown", test_a_slow_stream_is_shown);
  g_test_add_func ("/policy/urgent-ones-are-never-summarised",
                   test_urgent_ones_are_never_summarised);
  g_test_add_func ("/policy/what-is-not-shown-does-not-count",
                   test_what_is_not_shown_does_not_count);
  g_test_add_func ("/policy/a-clock-that-goes-back-does-no-harm",
                   test_a_clock_that_goes_back_does_no_harm);

  return g_test_run ();
}
