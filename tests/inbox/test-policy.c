/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-policy.h"

#define START (1000 * G_TIME_SPAN_SECOND)
#define UNTIL G_GINT64_CONSTANT (1772438400000000)
#define ZONE "Europe/Berlin"

static TbVerdict *
judge (TbPolicyState *state, TbUrgency urgency, gint64 now)
{
  const TbPolicyInput input = {
    .action = TB_ACTION_SHOW, .rule = "any", .urgency = urgency, .urgent_passes = TRUE, .now = now
  };

  return tb_policy_decide (state, &input);
}

static const char *
decide (TbPolicyState *state, TbUrgency urgency, gint64 now)
{
  g_autoptr (TbVerdict) verdict = judge (state, urgency, now);

  return tb_decision_get_name (tb_verdict_get_decision (verdict));
}

static void
check_name (const char *name, const char *expected)
{
  g_assert_cmpstr (name, ==, expected);
}

/*
 * The table of what is decided and why, each for a first notification. In the columns: the rule's
 * action, the urgency, whether it is a duplicate, whether its kind is switched off, whether its
 * channel is, what makes it quiet, whether urgent ones pass; then the decision and its reason.
 */
#define SHOW TB_ACTION_SHOW
#define INBOX TB_ACTION_INBOX_ONLY
#define IGNORE TB_ACTION_IGNORE
#define NORMAL TB_URGENCY_NORMAL
#define LOW TB_URGENCY_LOW
#define URGENT TB_URGENCY_URGENT
#define NO_QUIET TB_QUIET_CAUSE_NONE
#define SNOOZE TB_QUIET_CAUSE_SNOOZE
#define HOURS TB_QUIET_CAUSE_HOURS
#define NEW FALSE
#define SEEN TRUE
#define KIND_ON FALSE
#define KIND_OFF TRUE
#define CHANNEL_ON FALSE
#define CHANNEL_OFF TRUE
#define PASSES TRUE
#define STAYS FALSE

static const struct
{
  TbRuleAction action;
  TbUrgency urgency;
  gboolean duplicate;
  gboolean rule_muted;
  gboolean channel_muted;
  TbQuietCause quiet;
  gboolean urgent_passes;
  const char *decision;
  const char *reason;
} table[] = {
  /* clang-format off */
  { SHOW,   NORMAL, NEW,  KIND_ON,  CHANNEL_ON,  NO_QUIET, PASSES, "shown",     "none" },
  { SHOW,   LOW,    NEW,  KIND_ON,  CHANNEL_ON,  NO_QUIET, PASSES, "shown",     "none" },
  { SHOW,   URGENT, NEW,  KIND_ON,  CHANNEL_ON,  NO_QUIET, PASSES, "shown",     "none" },
  { SHOW,   URGENT, NEW,  KIND_ON,  CHANNEL_ON,  NO_QUIET, STAYS,  "shown",     "none" },

  { IGNORE, URGENT, NEW,  KIND_ON,  CHANNEL_ON,  NO_QUIET, PASSES, "ignored",   "rule-ignores" },
  { IGNORE, NORMAL, SEEN, KIND_OFF, CHANNEL_OFF, SNOOZE,   PASSES, "ignored",   "rule-ignores" },
  { SHOW,   URGENT, SEEN, KIND_ON,  CHANNEL_ON,  NO_QUIET, PASSES, "duplicate", "duplicate" },
  { INBOX,  NORMAL, SEEN, KIND_ON,  CHANNEL_ON,  NO_QUIET, PASSES, "duplicate", "duplicate" },
  { SHOW,   NORMAL, SEEN, KIND_OFF, CHANNEL_OFF, HOURS,    PASSES, "duplicate", "duplicate" },
  { INBOX,  NORMAL, NEW,  KIND_ON,  CHANNEL_ON,  NO_QUIET, PASSES, "quiet",     "rule-inbox-only" },
  { INBOX,  URGENT, NEW,  KIND_ON,  CHANNEL_ON,  SNOOZE,   PASSES, "quiet",     "rule-inbox-only" },
  { INBOX,  NORMAL, NEW,  KIND_OFF, CHANNEL_OFF, SNOOZE,   PASSES, "quiet",     "rule-inbox-only" },

  { SHOW,   NORMAL, NEW,  KIND_OFF, CHANNEL_ON,  NO_QUIET, PASSES, "quiet",     "rule-muted" },
  { SHOW,   URGENT, NEW,  KIND_OFF, CHANNEL_ON,  NO_QUIET, PASSES, "quiet",     "rule-muted" },
  { SHOW,   NORMAL, NEW,  KIND_OFF, CHANNEL_OFF, HOURS,    PASSES, "quiet",     "rule-muted" },

  { SHOW,   NORMAL, NEW,  KIND_ON,  CHANNEL_OFF, NO_QUIET, PASSES, "quiet",     "channel-muted" },
  { SHOW,   NORMAL, NEW,  KIND_ON,  CHANNEL_OFF, SNOOZE,   PASSES, "quiet",     "channel-muted" },
  { SHOW,   URGENT, NEW,  KIND_ON,  CHANNEL_OFF, NO_QUIET, PASSES, "shown",     "passed-channel-muted" },
  { SHOW,   URGENT, NEW,  KIND_ON,  CHANNEL_OFF, HOURS,    PASSES, "shown",     "passed-channel-muted" },
  { SHOW,   URGENT, NEW,  KIND_ON,  CHANNEL_OFF, NO_QUIET, STAYS,  "quiet",     "channel-muted" },

  { SHOW,   LOW,    NEW,  KIND_ON,  CHANNEL_ON,  SNOOZE,   PASSES, "quiet",     "snooze" },
  { SHOW,   NORMAL, NEW,  KIND_ON,  CHANNEL_ON,  SNOOZE,   PASSES, "quiet",     "snooze" },
  { SHOW,   URGENT, NEW,  KIND_ON,  CHANNEL_ON,  SNOOZE,   PASSES, "shown",     "passed-snooze" },
  { SHOW,   URGENT, NEW,  KIND_ON,  CHANNEL_ON,  SNOOZE,   STAYS,  "quiet",     "snooze" },
  { SHOW,   LOW,    NEW,  KIND_ON,  CHANNEL_ON,  HOURS,    PASSES, "quiet",     "quiet-hours" },
  { SHOW,   NORMAL, NEW,  KIND_ON,  CHANNEL_ON,  HOURS,    STAYS,  "quiet",     "quiet-hours" },
  { SHOW,   URGENT, NEW,  KIND_ON,  CHANNEL_ON,  HOURS,    PASSES, "shown",     "passed-quiet-hours" },
  { SHOW,   URGENT, NEW,  KIND_ON,  CHANNEL_ON,  HOURS,    STAYS,  "quiet",     "quiet-hours" },
  /* clang-format on */
};

/* What the reason is about, as far as it is about anything. */
static void
check_arguments (const TbVerdict *verdict)
{
  const char *reason = tb_reason_get_name (tb_verdict_get_reason (verdict));
  const char *subject = NULL;
  gint64 until = 0;

  if (g_str_has_prefix (reason, "rule-"))
    subject = "rule 1";
  else if (g_str_has_suffix (reason, "channel-muted"))
    subject = "private-*";
  else if (g_str_has_suffix (reason, "snooze") || g_str_has_suffix (reason, "quiet-hours"))
    until = UNTIL;

  g_assert_cmpstr (tb_verdict_get_subject (verdict), ==, subject);
  g_assert_cmpint (tb_verdict_get_until (verdict), ==, until);
  g_assert_cmpuint (tb_verdict_get_count (verdict), ==, 0);
}

static void
test_the_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      TbPolicyState state = { 0 };
      const TbPolicyInput input = {
        .action = table[i].action,
        .rule = "rule 1",
        .urgency = table[i].urgency,
        .duplicate = table[i].duplicate,
        .rule_muted = table[i].rule_muted,
        .muting_glob = table[i].channel_muted ? "private-*" : NULL,
        .quiet = table[i].quiet,
        .quiet_until = table[i].quiet != NO_QUIET ? UNTIL : 0,
        .urgent_passes = table[i].urgent_passes,
        .now = START,
      };
      g_autoptr (TbVerdict) verdict = tb_policy_decide (&state, &input);

      g_test_message ("row %" G_GSIZE_FORMAT, i);
      check_name (tb_decision_get_name (tb_verdict_get_decision (verdict)), table[i].decision);
      check_name (tb_reason_get_name (tb_verdict_get_reason (verdict)), table[i].reason);
      check_arguments (verdict);
    }
}

/* Over every combination there is: what the table shows holds for the others. */
static void
test_what_holds_for_all (void)
{
  for (guint i = 0; i < 3 * 3 * 2 * 2 * 2 * 3 * 2; i++)
    {
      TbPolicyState state = { 0 };
      const TbPolicyInput input = {
        .action = (TbRuleAction) (i % 3),
        .rule = "rule 1",
        .urgency = (TbUrgency) (i / 3 % 3),
        .duplicate = i / 9 % 2 == 1,
        .rule_muted = i / 18 % 2 == 1,
        .muting_glob = i / 36 % 2 == 1 ? "private-*" : NULL,
        .quiet = (TbQuietCause) (i / 72 % 3),
        .quiet_until = UNTIL,
        .urgent_passes = i / 216 % 2 == 1,
        .now = START,
      };
      g_autoptr (TbVerdict) verdict = tb_policy_decide (&state, &input);
      TbDecision decision = tb_verdict_get_decision (verdict);
      gboolean is_held = input.muting_glob != NULL || input.quiet != NO_QUIET;
      gboolean passes = input.urgency == URGENT && input.urgent_passes;
      gboolean is_shown
          = input.action == SHOW && !input.duplicate && !input.rule_muted && (!is_held || passes);

      g_assert_cmpint (decision == TB_DECISION_IGNORED, ==, input.action == IGNORE);
      g_assert_cmpint (decision == TB_DECISION_DUPLICATE, ==,
                       input.action != IGNORE && input.duplicate);
      g_assert_cmpint (decision == TB_DECISION_SHOWN, ==, is_shown);
      g_assert_cmpint (decision, !=, TB_DECISION_SUMMARISED);
      /* Only what wants a toast is counted towards a burst. */
      g_assert_cmpuint (state.n_arrivals, ==, is_shown ? 1 : 0);
      check_arguments (verdict);
    }
}

static void
test_what_no_rule_names_is_ignored (void)
{
  TbPolicyState state = { 0 };
  const TbPolicyInput input = { .action = TB_ACTION_SHOW, .urgency = TB_URGENCY_URGENT };
  g_autoptr (TbVerdict) verdict = tb_policy_decide (&state, &input);

  check_name (tb_decision_get_name (tb_verdict_get_decision (verdict)), "ignored");
  check_name (tb_reason_get_name (tb_verdict_get_reason (verdict)), "no-rule");
}

static void
test_a_burst_becomes_one_summary (void)
{
  TbPolicyState state = { 0 };

  for (int i = 0; i < 5; i++)
    check_name (decide (&state, TB_URGENCY_NORMAL, START + i), "shown");
  for (guint i = 1; i <= 15; i++)
    {
      g_autoptr (TbVerdict) verdict = judge (&state, TB_URGENCY_NORMAL, START + 10 + i);

      g_assert_cmpint (tb_verdict_get_decision (verdict), ==, TB_DECISION_SUMMARISED);
      g_assert_cmpint (tb_verdict_get_reason (verdict), ==, TB_REASON_BURST);
      g_assert_cmpuint (tb_verdict_get_count (verdict), ==, i);
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
      const gint64 now = START + i * G_TIME_SPAN_SECOND / 10;

      if (g_str_equal (decide (&state, TB_URGENCY_NORMAL, now), "shown"))
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
  TbPolicyInput input = { .action = TB_ACTION_INBOX_ONLY, .rule = "any", .now = START };

  for (int i = 0; i < 20; i++)
    tb_verdict_unref (tb_policy_decide (&state, &input));
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

static void
test_each_name_is_read_back (void)
{
  TbDecision decision;
  TbReason reason;

  for (guint i = 0; i <= TB_DECISION_DUPLICATE; i++)
    {
      g_assert_true (tb_decision_from_name (tb_decision_get_name ((TbDecision) i), &decision));
      g_assert_cmpuint (decision, ==, i);
    }
  for (guint i = 0; i <= TB_REASON_PASSED_QUIET_HOURS; i++)
    {
      g_assert_true (tb_reason_from_name (tb_reason_get_name ((TbReason) i), &reason));
      g_assert_cmpuint (reason, ==, i);
    }
  g_assert_false (tb_decision_from_name ("", &decision));
  g_assert_false (tb_decision_from_name (NULL, &decision));
  g_assert_false (tb_reason_from_name ("of another version", &reason));
}

static void
test_a_verdict_says_what_and_why (void)
{
  static const struct
  {
    TbDecision decision;
    TbReason reason;
    const char *subject;
    gint64 until;
    const char *sentence;
  } verdicts[] = {
    { TB_DECISION_SHOWN, TB_REASON_NONE, NULL, 0, "It was shown." },
    { TB_DECISION_SHOWN, TB_REASON_PASSED_SNOOZE, NULL, UNTIL,
      "It was shown although notifications were snoozed until 09:00, since it is urgent." },
    { TB_DECISION_SHOWN, TB_REASON_PASSED_QUIET_HOURS, NULL, 0,
      "It was shown although there were quiet hours, since it is urgent." },
    { TB_DECISION_SHOWN, TB_REASON_PASSED_CHANNEL_MUTED, "private-*", 0,
      "It was shown although the channel is muted by “private-*”, since it is urgent." },
    { TB_DECISION_SUMMARISED, TB_REASON_BURST, NULL, 0,
      "It was counted in a summary, since too many came at once." },
    { TB_DECISION_QUIET, TB_REASON_SNOOZE, NULL, UNTIL,
      "It went to the inbox only, since notifications were snoozed until 09:00." },
    { TB_DECISION_QUIET, TB_REASON_QUIET_HOURS, NULL, UNTIL + G_TIME_SPAN_DAY,
      "It went to the inbox only, since there were quiet hours until tomorrow, 09:00." },
    { TB_DECISION_QUIET, TB_REASON_RULE_MUTED, "orders", 0,
      "It went to the inbox only, since notifications of the rule “orders” are switched off." },
    { TB_DECISION_QUIET, TB_REASON_RULE_INBOX_ONLY, "orders", 0,
      "It went to the inbox only, as the rule “orders” says." },
    { TB_DECISION_QUIET, TB_REASON_CHANNEL_MUTED, "private-*", 0,
      "It went to the inbox only, since the channel is muted by “private-*”." },
    { TB_DECISION_DUPLICATE, TB_REASON_DUPLICATE, NULL, 0,
      "It was here already, and is shown once." },
    { TB_DECISION_IGNORED, TB_REASON_RULE_IGNORES, "records", 0,
      "Nothing was made of it, as the rule “records” says." },
    { TB_DECISION_IGNORED, TB_REASON_NO_RULE, NULL, 0,
      "Nothing was made of it, since no rule names the event." },
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (ZONE);

  for (gsize i = 0; i < G_N_ELEMENTS (verdicts); i++)
    {
      g_autoptr (TbVerdict) verdict = tb_verdict_new (verdicts[i].decision, verdicts[i].reason,
                                                      verdicts[i].subject, verdicts[i].until, 0);
      g_autofree char *sentence = tb_verdict_describe (verdict, zone, UNTIL - 2 * G_TIME_SPAN_HOUR);

      g_assert_cmpstr (sentence, ==, verdicts[i].sentence);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/policy/the-table", test_the_table);
  g_test_add_func ("/policy/what-holds-for-all", test_what_holds_for_all);
  g_test_add_func ("/policy/what-no-rule-names-is-ignored", test_what_no_rule_names_is_ignored);
  g_test_add_func ("/policy/each-name-is-read-back", test_each_name_is_read_back);
  g_test_add_func ("/policy/a-verdict-says-what-and-why", test_a_verdict_says_what_and_why);
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
