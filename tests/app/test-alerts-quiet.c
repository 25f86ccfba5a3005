/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is shown while it is quiet, and when that ends. */

#include "account-fixture.h"
#include "alerts-fixture.h"
#include "app/tb-summary.h"

#define MINUTES G_TIME_SPAN_MINUTE
#define HOURS G_TIME_SPAN_HOUR

static void
change_account (AlertsFixture *fixture, const char *text)
{
  g_autoptr (GVariant) settings = account_fixture_settings ("%s", text);

  tb_account_apply (fixture->account, settings);
}

static void
arrive_many (AlertsFixture *fixture, const char *event, const char *prefix, guint count)
{
  for (guint i = 0; i < count; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s%u", prefix, i);

      alerts_fixture_arrive (fixture, event, id);
    }
}

static void
check_reason (AlertsFixture *fixture, const char *event, const char *id, const char *expected)
{
  g_autoptr (TbVerdict) verdict = alerts_fixture_judge (fixture, event, id);

  g_assert_cmpstr (tb_reason_get_name (tb_verdict_get_reason (verdict)), ==, expected);
}

static void
test_a_snooze_holds_all_but_urgent_ones (AlertsFixture *fixture, gconstpointer data)
{
  tb_quiet_snooze (fixture->quiet, TB_SNOOZE_HALF_HOUR);
  check_reason (fixture, "notification", "n1", "snooze");
  check_reason (fixture, "notification:urgent", "u1", "passed-snooze");
  g_assert_cmpuint (fixture->notifier->shown->len, ==, 1);
  g_assert_cmpuint (alerts_fixture_count_shown (fixture, "u1"), ==, 1);
  /* All of it is in the inbox. */
  g_assert_cmpuint (tb_inbox_get_unread (fixture->inbox), ==, 2);
}

static void
test_what_came_meanwhile_is_one_summary (AlertsFixture *fixture, gconstpointer data)
{
  tb_quiet_snooze (fixture->quiet, TB_SNOOZE_HALF_HOUR);
  arrive_many (fixture, "notification", "n", 12);
  fake_wall_clock_advance (fixture->clock, 30 * MINUTES);

  g_assert_cmpuint (fixture->notifier->shown->len, ==, 1);
  g_assert_cmpuint (alerts_fixture_count_shown (fixture, TB_SUMMARY_ID), ==, 1);
  g_assert_cmpstr (alerts_fixture_get_last_title (fixture), ==,
                   "12 notifications while it was quiet");
  fake_wall_clock_advance (fixture->clock, 24 * HOURS);
  g_assert_cmpuint (fixture->notifier->shown->len, ==, 1);
}

static void
test_a_single_one_is_shown_itself (AlertsFixture *fixture, gconstpointer data)
{
  tb_quiet_snooze (fixture->quiet, TB_SNOOZE_HOUR);
  alerts_fixture_arrive (fixture, "notification", "n1");
  tb_quiet_end (fixture->quiet);
  g_assert_cmpuint (fixture->notifier->shown->len, ==, 1);
  g_assert_cmpuint (alerts_fixture_count_shown (fixture, "n1"), ==, 1);
}

static void
test_nothing_came_and_nothing_is_said (AlertsFixture *fixture, gconstpointer data)
{
  alerts_fixture_arrive (fixture, "notification", "before");
  fake_wall_clock_advance (fixture->clock, MINUTES);
  tb_quiet_snooze (fixture->quiet, TB_SNOOZE_HALF_HOUR);
  alerts_fixture_arrive (fixture, "notification:urgent", "u1");
  g_assert_cmpuint (fixture->notifier->shown->len, ==, 2);
  tb_inbox_acknowledge (fixture->inbox, "u1");
  fake_wall_clock_advance (fixture->clock, 30 * MINUTES);
  g_assert_cmpuint (fixture->notifier->shown->len, ==, 2);
}

static void
test_what_was_read_meanwhile_is_not_counted (AlertsFixture *fixture, gconstpointer data)
{
  tb_quiet_snooze (fixture->quiet, TB_SNOOZE_HALF_HOUR);
  arrive_many (fixture, "notification", "n", 5);
  tb_inbox_mark_read (fixture->inbox, "n0");
  tb_inbox_mark_read (fixture->inbox, "n1");
  fake_wall_clock_advance (fixture->clock, 30 * MINUTES);
  g_assert_cmpstr (alerts_fixture_get_last_title (fixture), ==,
                   "3 notifications while it was quiet");
}

static void
test_what_is_switched_off_is_not_counted (AlertsFixture *fixture, gconstpointer data)
{
  tb_preferences_set_contains (fixture->preferences, TB_PREFERENCE_MUTED_RULES, "alert", TRUE);
  tb_quiet_snooze (fixture->quiet, TB_SNOOZE_HALF_HOUR);
  arrive_many (fixture, "notification", "n", 2);
  arrive_many (fixture, "alert", "a", 3);
  fake_wall_clock_advance (fixture->clock, 30 * MINUTES);
  g_assert_cmpstr (alerts_fixture_get_last_title (fixture), ==,
                   "2 notifications while it was quiet");
}

static void
test_the_summary_survives_a_restart (AlertsFixture *fixture, gconstpointer data)
{
  tb_quiet_snooze (fixture->quiet, TB_SNOOZE_HALF_HOUR);
  arrive_many (fixture, "notification", "n", 4);
  alerts_fixture_restart (fixture);
  g_assert_cmpuint (fixture->notifier->shown->len, ==, 0);
  arrive_many (fixture, "notification", "m", 3);
  fake_wall_clock_advance (fixture->clock, 30 * MINUTES);
  g_assert_cmpuint (fixture->notifier->shown->len, ==, 1);
  g_assert_cmpstr (alerts_fixture_get_last_title (fixture), ==,
                   "7 notifications while it was quiet");
}

static void
test_quiet_that_ended_while_nothing_ran_is_summed_up_once (AlertsFixture *fixture,
                                                           gconstpointer data)
{
  tb_quiet_snooze (fixture->quiet, TB_SNOOZE_HALF_HOUR);
  arrive_many (fixture, "notification", "n", 4);
  alerts_fixture_stop_alerts (fixture);
  fake_wall_clock_advance (fixture->clock, 5 * HOURS);

  alerts_fixture_start_alerts (fixture);
  g_assert_cmpuint (fixture->notifier->shown->len, ==, 1);
  g_assert_cmpstr (alerts_fixture_get_last_title (fixture), ==,
                   "4 notifications while it was quiet");
  alerts_fixture_restart (fixture);
  g_assert_cmpuint (fixture->notifier->shown->len, ==, 0);
}

static void
test_a_channel_is_muted_at_once_and_for_good (AlertsFixture *fixture, gconstpointer data)
{
  change_account (fixture, "{'muted-channels': <['public-*', 'private-user-?']>}");
  check_reason (fixture, "notification", "n1", "channel-muted");
  check_reason (fixture, "notification:urgent", "u1", "passed-channel-muted");
  change_account (fixture, "{'muted-channels': <['private-user-']>}");
  check_reason (fixture, "notification", "n2", "none");
}

static void
test_a_kind_is_muted_even_when_urgent (AlertsFixture *fixture, gconstpointer data)
{
  tb_preferences_set_contains (fixture->preferences, TB_PREFERENCE_MUTED_RULES,
                               "urgent notification", TRUE);
  check_reason (fixture, "notification:urgent", "u1", "rule-muted");
  check_reason (fixture, "notification", "n1", "none");
  g_assert_cmpuint (tb_inbox_get_unread (fixture->inbox), ==, 2);
}

static void
test_urgent_ones_can_be_held_as_well (AlertsFixture *fixture, gconstpointer data)
{
  change_account (fixture, "{'urgent-passes-quiet': <false>}");
  tb_quiet_snooze (fixture->quiet, TB_SNOOZE_HALF_HOUR);
  check_reason (fixture, "notification:urgent", "u1", "snooze");
  check_reason (fixture, "notification:urgent", "u2", "snooze");
  arrive_many (fixture, "notification", "n", 3);
  /* No reminder in between. */
  fake_wall_clock_advance (fixture->clock, 20 * MINUTES);
  g_assert_cmpuint (fixture->notifier->shown->len, ==, 0);

  /* Then each of them, and the others together. */
  fake_wall_clock_advance (fixture->clock, 10 * MINUTES);
  g_assert_cmpuint (fixture->notifier->shown->len, ==, 3);
  g_assert_cmpuint (alerts_fixture_count_shown (fixture, "u1"), ==, 1);
  g_assert_cmpuint (alerts_fixture_count_shown (fixture, "u2"), ==, 1);
  g_assert_cmpuint (alerts_fixture_count_shown (fixture, TB_SUMMARY_ID), ==, 1);

  /* And only now the minutes are counted. */
  fake_wall_clock_advance (fixture->clock, 2 * MINUTES);
  g_assert_cmpuint (alerts_fixture_count_shown (fixture, "u1"), ==, 2);
}

static void
test_quiet_hours_hold_and_release (AlertsFixture *fixture, gconstpointer data)
{
  static const char *const hours[] = { "mon-fri 18:00-08:00", NULL };

  tb_preferences_set_strings (fixture->preferences, TB_PREFERENCE_QUIET_HOURS, hours);
  check_reason (fixture, "notification", "n1", "none");
  fake_wall_clock_advance (fixture->clock, 9 * HOURS);
  check_reason (fixture, "notification", "n2", "quiet-hours");
  check_reason (fixture, "notification", "n3", "quiet-hours");
  fake_wall_clock_sleep (fixture->clock, 20 * HOURS);
  g_assert_cmpuint (fixture->notifier->shown->len, ==, 2);
  g_assert_cmpstr (alerts_fixture_get_last_title (fixture), ==,
                   "2 notifications while it was quiet");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/alerts/quiet/" name, AlertsFixture, NULL, alerts_fixture_set_up, function,         \
              alerts_fixture_tear_down)
  ADD ("a-snooze-holds-all-but-urgent-ones", test_a_snooze_holds_all_but_urgent_ones);
  ADD ("what-came-meanwhile-is-one-summary", test_what_came_meanwhile_is_one_summary);
  ADD ("a-single-one-is-shown-itself", test_a_single_one_is_shown_itself);
  ADD ("nothing-came-and-nothing-is-said", test_nothing_came_and_nothing_is_said);
  ADD ("what-was-read-meanwhile-is-not-counted", test_what_was_read_meanwhile_is_not_counted);
  ADD ("what-is-switched-off-is-not-counted", test_what_is_switched_off_is_not_counted);
  ADD ("the-summary-survives-a-restart", test_the_summary_survives_a_restart);
  ADD ("quiet-that-ended-while-nothing-ran-is-summed-up-once",
       test_quiet_that_ended_while_nothing_ran_is_summed_up_once);
  ADD ("a-channel-is-muted-at-once-and-for-good", test_a_channel_is_muted_at_once_and_for_good);
  ADD ("a-kind-is-muted-even-when-urgent", test_a_kind_is_muted_even_when_urgent);
  ADD ("urgent-ones-can-be-held-as-well", test_urgent_ones_can_be_held_as_well);
  ADD ("quiet-hours-hold-and-release", test_quiet_hours_hold_and_release);

  return g_test_run ();
}
