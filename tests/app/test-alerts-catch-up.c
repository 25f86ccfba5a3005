/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the desktop sees of what came while there was no connection. */

#include "alerts-fixture.h"
#include "app/tb-summary.h"

#define SECONDS G_TIME_SPAN_SECOND
#define HOURS G_TIME_SPAN_HOUR

/* @count of them come at once, each made an hour ago; what was decided of each. */
static GPtrArray *
fetch (AlertsFixture *fixture, const char *prefix, guint count, const char *event)
{
  const TbRule *rule = tb_rules_find (fixture->rules, "private-user-1", event);
  TbHistory *history = tb_inbox_get_history (fixture->inbox);
  gint64 now = tb_wall_clock_get_time (TB_WALL_CLOCK (fixture->clock));
  g_autoptr (GPtrArray) rules = g_ptr_array_new ();
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GPtrArray) notifications
      = g_ptr_array_new_with_free_func ((GDestroyNotify) tb_notification_unref);
  GPtrArray *verdicts;

  for (guint i = 0; i < count; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s%u", prefix, i);
      TbNotification *notification
          = tb_notification_new (&(TbNotificationFields){ .id = id,
                                                          .account_id = "acme",
                                                          .dedupe_id = id,
                                                          .channel = "private-user-1",
                                                          .event = event,
                                                          .title = id,
                                                          .urgency = tb_rule_get_urgency (rule),
                                                          .received_at = now - HOURS });
      const TbRecordFields fields = { .account_id = "acme",
                                      .notification_id = id,
                                      .received_at = now,
                                      .origin = TB_ORIGIN_FETCHED,
                                      .channel = "private-user-1",
                                      .event = event };

      g_assert_true (tb_inbox_add (fixture->inbox, notification));
      g_ptr_array_add (rules, (gpointer) rule);
      g_ptr_array_add (notifications, notification);
      g_ptr_array_add (records, tb_history_begin (history, &fields));
    }

  verdicts = tb_alerts_handle_all (fixture->alerts, rules, notifications);
  g_assert_cmpuint (verdicts->len, ==, count);
  for (guint i = 0; i < count; i++)
    tb_history_decide (history, g_ptr_array_index (records, i), g_ptr_array_index (verdicts, i));

  return verdicts;
}

static void
expect_all (GPtrArray *verdicts, TbDecision decision, TbReason reason)
{
  for (guint i = 0; i < verdicts->len; i++)
    {
      const TbVerdict *verdict = g_ptr_array_index (verdicts, i);

      g_assert_cmpint (tb_verdict_get_decision (verdict), ==, decision);
      g_assert_cmpint (tb_verdict_get_reason (verdict), ==, reason);
    }
}

static void
test_five_are_shown_each (AlertsFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) verdicts = fetch (fixture, "n", 5, "notification");

  expect_all (verdicts, TB_DECISION_SHOWN, TB_REASON_NONE);
  g_assert_cmpuint (fixture->notifier->shown->len, ==, 5);
}

static void
test_more_are_one_summary (AlertsFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) verdicts = fetch (fixture, "n", 12, "notification");

  expect_all (verdicts, TB_DECISION_SUMMARISED, TB_REASON_CAUGHT_UP);
  g_assert_cmpuint (tb_verdict_get_count (g_ptr_array_index (verdicts, 0)), ==, 12);
  g_assert_cmpuint (fixture->notifier->shown->len, ==, 1);
  g_assert_cmpstr (alerts_fixture_get_last_title (fixture), ==, "12 new notifications");
  tb_notifier_emit_activated (TB_NOTIFIER (fixture->notifier), TB_SUMMARY_ID, "open", NULL);
  g_assert_nonnull (strstr (fixture->asked->str, "show-inbox"));

  /* What comes then is shown as ever. */
  alerts_fixture_arrive (fixture, "notification", "live");
  g_assert_cmpuint (alerts_fixture_count_shown (fixture, "live"), ==, 1);
}

static void
test_urgent_ones_are_shown_each (AlertsFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) verdicts = fetch (fixture, "u", 8, "notification:urgent");

  expect_all (verdicts, TB_DECISION_SHOWN, TB_REASON_NONE);
  g_assert_cmpuint (fixture->notifier->shown->len, ==, 8);
  g_assert_cmpuint (alerts_fixture_count_shown (fixture, TB_SUMMARY_ID), ==, 0);
  /* The minutes until the next time count from now. */
  fake_wall_clock_advance (fixture->clock, 121 * SECONDS);
  g_assert_cmpuint (fixture->notifier->shown->len, ==, 16);
}

static void
test_several_accounts_are_one_summary (AlertsFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) first = fetch (fixture, "n", 6, "notification");
  g_autoptr (GPtrArray) second = fetch (fixture, "m", 7, "notification");

  g_assert_cmpstr (alerts_fixture_get_last_title (fixture), ==, "13 new notifications");
  tb_inbox_mark_all_read (fixture->inbox, NULL);
  g_clear_pointer (&first, g_ptr_array_unref);
  first = fetch (fixture, "o", 6, "notification");
  g_assert_cmpstr (alerts_fixture_get_last_title (fixture), ==, "6 new notifications");
}

static void
test_quiet_holds_them_until_it_ends (AlertsFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) verdicts = NULL;
  g_autoptr (GPtrArray) urgent = NULL;

  tb_quiet_snooze (fixture->quiet, TB_SNOOZE_HALF_HOUR);
  verdicts = fetch (fixture, "n", 12, "notification");
  expect_all (verdicts, TB_DECISION_QUIET, TB_REASON_SNOOZE);
  urgent = fetch (fixture, "u", 1, "notification:urgent");
  g_assert_cmpuint (fixture->notifier->shown->len, ==, 1);

  tb_quiet_end (fixture->quiet);
  g_assert_cmpstr (alerts_fixture_get_last_title (fixture), ==,
                   "12 notifications while it was quiet");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/alerts-catch-up/" name, AlertsFixture, NULL, alerts_fixture_set_up, function,      \
              alerts_fixture_tear_down)
  ADD ("five-are-shown-each", test_five_are_shown_each);
  ADD ("more-are-one-summary", test_more_are_one_summary);
  ADD ("urgent-ones-are-shown-each", test_urgent_ones_are_shown_each);
  ADD ("several-accounts-are-one-summary", test_several_accounts_are_one_summary);
  ADD ("quiet-holds-them-until-it-ends", test_quiet_holds_them_until_it_ends);
#undef ADD

  return g_test_run ();
}
