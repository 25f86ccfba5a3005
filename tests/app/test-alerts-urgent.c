/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is urgent is shown again until somebody acknowledges it. */

#include "alerts-fixture.h"

#define MINUTES G_TIME_SPAN_MINUTE
#define HOURS G_TIME_SPAN_HOUR

static void
arrive_urgent (AlertsFixture *fixture, const char *id)
{
  g_assert_cmpint (alerts_fixture_arrive (fixture, "notification:urgent", id), ==,
                   TB_DECISION_SHOWN);
}

static void
check_shown (AlertsFixture *fixture, const char *id, guint expected)
{
  g_assert_cmpuint (alerts_fixture_count_shown (fixture, id), ==, expected);
}

static void
test_it_is_shown_again_after_two_five_and_fifteen_minutes (AlertsFixture *fixture,
                                                           gconstpointer data)
{
  static const gint64 minutes[] = { 2, 5, 15 };
  gint64 now = 0;

  arrive_urgent (fixture, "u1");
  for (guint i = 0; i < G_N_ELEMENTS (minutes); i++)
    {
      check_shown (fixture, "u1", i + 1);
      fake_wall_clock_advance (fixture->clock, (minutes[i] - now) * MINUTES - 1);
      check_shown (fixture, "u1", i + 1);
      fake_wall_clock_advance (fixture->clock, 1);
      check_shown (fixture, "u1", i + 2);
      now = minutes[i];
    }

  /* It is the same toast each time, and after that it is for the tray to show it. */
  fake_wall_clock_advance (fixture->clock, 24 * HOURS);
  g_assert_cmpuint (fixture->notifier->shown->len, ==, 4);
  check_shown (fixture, "u1", 4);
  g_assert_cmpuint (tb_reminders_get_pending (fixture->reminders), ==, 1);
  g_assert_cmpuint (fake_wall_clock_get_timers (fixture->clock), ==, 0);
}

static void
test_acknowledging_ends_it (AlertsFixture *fixture, gconstpointer data)
{
  arrive_urgent (fixture, "u1");
  fake_wall_clock_advance (fixture->clock, 2 * MINUTES);
  check_shown (fixture, "u1", 2);
  tb_inbox_acknowledge (fixture->inbox, "u1");
  g_assert_cmpuint (tb_reminders_get_pending (fixture->reminders), ==, 0);
  g_assert_cmpuint (fake_wall_clock_get_timers (fixture->clock), ==, 0);
  fake_wall_clock_advance (fixture->clock, HOURS);
  check_shown (fixture, "u1", 2);
  g_assert_cmpstr (fixture->notifier->withdrawn->pdata[0], ==, "u1");
}

static void
test_removing_ends_it (AlertsFixture *fixture, gconstpointer data)
{
  arrive_urgent (fixture, "u1");
  tb_inbox_remove (fixture->inbox, "u1");
  g_assert_cmpuint (tb_reminders_get_pending (fixture->reminders), ==, 0);
  fake_wall_clock_advance (fixture->clock, HOURS);
  check_shown (fixture, "u1", 1);
}

static void
test_reading_alone_does_not_end_it (AlertsFixture *fixture, gconstpointer data)
{
  arrive_urgent (fixture, "u1");
  tb_inbox_mark_all_read (fixture->inbox, NULL);
  fake_wall_clock_advance (fixture->clock, 5 * MINUTES);
  check_shown (fixture, "u1", 3);
}

static void
test_others_are_not_shown_again (AlertsFixture *fixture, gconstpointer data)
{
  alerts_fixture_arrive (fixture, "notification", "n1");
  g_assert_cmpuint (tb_reminders_get_pending (fixture->reminders), ==, 0);
  fake_wall_clock_advance (fixture->clock, HOURS);
  check_shown (fixture, "n1", 1);
}

static void
test_what_a_suspend_missed_is_one_reminder (AlertsFixture *fixture, gconstpointer data)
{
  arrive_urgent (fixture, "u1");
  arrive_urgent (fixture, "u2");
  fake_wall_clock_sleep (fixture->clock, 10 * HOURS);
  check_shown (fixture, "u1", 2);
  check_shown (fixture, "u2", 2);
  fake_wall_clock_advance (fixture->clock, HOURS);
  check_shown (fixture, "u1", 2);

  arrive_urgent (fixture, "u3");
  fake_wall_clock_sleep (fixture->clock, 6 * MINUTES);
  check_shown (fixture, "u3", 2);
  fake_wall_clock_advance (fixture->clock, 9 * MINUTES);
  check_shown (fixture, "u3", 3);
}

static void
test_a_clock_that_is_set_changes_nothing (AlertsFixture *fixture, gconstpointer data)
{
  arrive_urgent (fixture, "u1");
  fake_wall_clock_advance (fixture->clock, MINUTES);
  fake_wall_clock_set (fixture->clock, "2026-03-05T18:00:00");
  check_shown (fixture, "u1", 1);
  fake_wall_clock_set (fixture->clock, "2026-02-01T18:00:00");
  fake_wall_clock_advance (fixture->clock, MINUTES);
  check_shown (fixture, "u1", 2);
  fake_wall_clock_advance (fixture->clock, 3 * MINUTES);
  check_shown (fixture, "u1", 3);
}

static void
test_a_restart_shows_it_and_goes_on (AlertsFixture *fixture, gconstpointer data)
{
  arrive_urgent (fixture, "u1");
  fake_wall_clock_advance (fixture->clock, 3 * MINUTES);
  alerts_fixture_restart (fixture);
  check_shown (fixture, "u1", 1);
  fake_wall_clock_advance (fixture->clock, 2 * MINUTES);
  check_shown (fixture, "u1", 2);
  fake_wall_clock_advance (fixture->clock, 10 * MINUTES);
  check_shown (fixture, "u1", 3);

  alerts_fixture_restart (fixture);
  check_shown (fixture, "u1", 1);
  tb_inbox_acknowledge (fixture->inbox, "u1");
  alerts_fixture_restart (fixture);
  check_shown (fixture, "u1", 0);
}

static void
test_a_restart_with_very_many_shows_the_newest (AlertsFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 25; i++)
    {
      g_autofree char *id = g_strdup_printf ("u%02u", i);

      arrive_urgent (fixture, id);
      fake_wall_clock_advance (fixture->clock, G_TIME_SPAN_SECOND);
    }
  alerts_fixture_restart (fixture);
  g_assert_cmpuint (fixture->notifier->shown->len, ==, 11);
  check_shown (fixture, "u14", 0);
  check_shown (fixture, "u15", 1);
  check_shown (fixture, "u24", 1);
  g_assert_cmpstr (alerts_fixture_get_last_title (fixture), ==,
                   "15 more urgent notifications wait");
}

static void
test_one_that_comes_late_is_reminded_of_from_then_on (AlertsFixture *fixture, gconstpointer data)
{
  const TbRule *rule = tb_rules_find (fixture->rules, "private-user-1", "notification:urgent");
  g_autoptr (TbVerdict) verdict = NULL;
  g_autoptr (TbNotification) notification = tb_notification_new (&(TbNotificationFields){
      .id = "late",
      .account_id = "acme",
      .channel = "private-user-1",
      .event = "notification:urgent",
      .title = "t",
      .urgency = TB_URGENCY_URGENT,
      .received_at = tb_wall_clock_get_time (TB_WALL_CLOCK (fixture->clock)) - 5 * HOURS });

  tb_inbox_add (fixture->inbox, notification);
  verdict = tb_alerts_handle (fixture->alerts, rule, notification, FALSE);
  check_shown (fixture, "late", 1);
  fake_wall_clock_advance (fixture->clock, 5 * MINUTES);
  check_shown (fixture, "late", 3);
}

static void
test_its_kind_can_be_switched_off_meanwhile (AlertsFixture *fixture, gconstpointer data)
{
  arrive_urgent (fixture, "u1");
  tb_preferences_set_contains (fixture->preferences, TB_PREFERENCE_MUTED_RULES,
                               "urgent notification", TRUE);
  fake_wall_clock_advance (fixture->clock, 3 * MINUTES);
  check_shown (fixture, "u1", 1);
  alerts_fixture_restart (fixture);
  check_shown (fixture, "u1", 0);
}

static void
test_when_the_next_is_due (void)
{
  static const struct
  {
    gint64 age;
    gint64 next;
  } cases[] = {
    { 0, 2 },
    { 2 * MINUTES - 1, 2 },
    { 2 * MINUTES, 5 },
    { 5 * MINUTES - 1, 5 },
    { 5 * MINUTES, 15 },
    { 15 * MINUTES - 1, 15 },
    { 15 * MINUTES, 0 },
    { G_MAXINT64, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (tb_reminders_next (cases[i].age), ==, cases[i].next * MINUTES);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/alerts/urgent/" name, AlertsFixture, NULL, alerts_fixture_set_up, function,        \
              alerts_fixture_tear_down)
  ADD ("it-is-shown-again-after-two-five-and-fifteen-minutes",
       test_it_is_shown_again_after_two_five_and_fifteen_minutes);
  ADD ("acknowledging-ends-it", test_acknowledging_ends_it);
  ADD ("removing-ends-it", test_removing_ends_it);
  ADD ("reading-alone-does-not-end-it", test_reading_alone_does_not_end_it);
  ADD ("others-are-not-shown-again", test_others_are_not_shown_again);
  ADD ("what-a-suspend-missed-is-one-reminder", test_what_a_suspend_missed_is_one_reminder);
  ADD ("a-clock-that-is-set-changes-nothing", test_a_clock_that_is_set_changes_nothing);
  ADD ("a-restart-shows-it-and-goes-on", test_a_restart_shows_it_and_goes_on);
  ADD ("a-restart-with-very-many-shows-the-newest", test_a_restart_with_very_many_shows_the_newest);
  ADD ("one-that-comes-late-is-reminded-of-from-then-on",
       test_one_that_comes_late_is_reminded_of_from_then_on);
  ADD ("its-kind-can-be-switched-off-meanwhile", test_its_kind_can_be_switched_off_meanwhile);
  g_test_add_func ("/alerts/urgent/when-the-next-is-due", test_when_the_next_is_due);

  return g_test_run ();
}
