/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the desktop sees when very many come at once. */

#include "alerts-fixture.h"
#include "app/tb-summary.h"

#define MILLISECONDS G_TIME_SPAN_MILLISECOND
#define SECONDS G_TIME_SPAN_SECOND

/* @count of them, evenly within @span. */
static void
flood (AlertsFixture *fixture, const char *prefix, guint count, gint64 span)
{
  for (guint i = 0; i < count; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s%u", prefix, i);

      alerts_fixture_arrive (fixture, "notification", id);
      fake_wall_clock_advance (fixture->clock, span / count);
    }
}

static void
test_a_thousand_in_a_second (AlertsFixture *fixture, gconstpointer data)
{
  GPtrArray *shown = fixture->notifier->shown;

  flood (fixture, "n", 1000, SECONDS);
  fake_wall_clock_advance (fixture->clock, 10 * SECONDS);

  g_assert_cmpuint (shown->len, ==, TB_POLICY_BURST_TOASTS + 2);
  for (guint i = 0; i < TB_POLICY_BURST_TOASTS; i++)
    g_assert_cmpstr (tb_toast_get_id (shown->pdata[i]), !=, TB_SUMMARY_ID);
  g_assert_cmpuint (alerts_fixture_count_shown (fixture, TB_SUMMARY_ID), ==, 2);
  g_assert_cmpstr (alerts_fixture_get_last_title (fixture), ==, "995 new notifications");
  g_assert_cmpuint (tb_inbox_get_unread (fixture->inbox), ==, 1000);
  g_assert_cmpuint (fake_wall_clock_get_timers (fixture->clock), ==, 0);
}

static void
test_six_at_once (AlertsFixture *fixture, gconstpointer data)
{
  flood (fixture, "n", 6, MILLISECONDS);
  g_assert_cmpuint (fixture->notifier->shown->len, ==, 5);
  fake_wall_clock_advance (fixture->clock, SECONDS);
  g_assert_cmpuint (fixture->notifier->shown->len, ==, 6);
  g_assert_cmpstr (alerts_fixture_get_last_title (fixture), ==, "1 new notification");
}

static void
test_a_stream_without_an_end_is_told_ever_more_seldom (AlertsFixture *fixture, gconstpointer data)
{
  guint after_a_minute;

  flood (fixture, "n", 600, 60 * SECONDS);
  after_a_minute = alerts_fixture_count_shown (fixture, TB_SUMMARY_ID);
  g_assert_cmpuint (after_a_minute, >=, 4);
  g_assert_cmpuint (after_a_minute, <=, 6);
  flood (fixture, "m", 1200, 120 * SECONDS);
  g_assert_cmpuint (alerts_fixture_count_shown (fixture, TB_SUMMARY_ID), <=, after_a_minute + 2);
  g_assert_cmpuint (fixture->notifier->shown->len, <=, 5 + after_a_minute + 2);

  fake_wall_clock_advance (fixture->clock, 60 * SECONDS);
  g_assert_cmpstr (alerts_fixture_get_last_title (fixture), ==, "1795 new notifications");
}

static void
test_two_bursts_are_counted_apart (AlertsFixture *fixture, gconstpointer data)
{
  flood (fixture, "n", 20, SECONDS);
  fake_wall_clock_advance (fixture->clock, 20 * SECONDS);
  g_assert_cmpstr (alerts_fixture_get_last_title (fixture), ==, "15 new notifications");
  flood (fixture, "m", 8, SECONDS);
  fake_wall_clock_advance (fixture->clock, 20 * SECONDS);
  g_assert_cmpstr (alerts_fixture_get_last_title (fixture), ==, "3 new notifications");
}

/* The sixth waits for its summary while the stream has thinned out for the seventh already. */
static void
test_a_summary_that_waits_is_not_lost (AlertsFixture *fixture, gconstpointer data)
{
  flood (fixture, "n", 5, 5 * MILLISECONDS);
  fake_wall_clock_advance (fixture->clock, 10 * SECONDS - 100 * MILLISECONDS);
  g_assert_cmpint (alerts_fixture_arrive (fixture, "notification", "sixth"), ==,
                   TB_DECISION_SUMMARISED);
  fake_wall_clock_advance (fixture->clock, 150 * MILLISECONDS);
  g_assert_cmpint (alerts_fixture_arrive (fixture, "notification", "seventh"), ==,
                   TB_DECISION_SHOWN);
  fake_wall_clock_advance (fixture->clock, SECONDS);
  g_assert_cmpuint (alerts_fixture_count_shown (fixture, "sixth"), ==, 0);
  g_assert_cmpuint (alerts_fixture_count_shown (fixture, TB_SUMMARY_ID), ==, 1);
}

static void
test_urgent_ones_are_each_shown (AlertsFixture *fixture, gconstpointer data)
{
  flood (fixture, "n", 100, MILLISECONDS);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *id = g_strdup_printf ("urgent%u", i);

      g_assert_cmpint (alerts_fixture_arrive (fixture, "notification:urgent", id), ==,
                       TB_DECISION_SHOWN);
      g_assert_cmpuint (alerts_fixture_count_shown (fixture, id), ==, 1);
    }
}

static void
test_the_summary_leads_to_the_inbox (AlertsFixture *fixture, gconstpointer data)
{
  TbToast *toast;

  flood (fixture, "n", 10, MILLISECONDS);
  fake_wall_clock_advance (fixture->clock, SECONDS);
  toast = fixture->notifier->shown->pdata[5];
  g_assert_cmpstr (tb_toast_get_id (toast), ==, TB_SUMMARY_ID);
  g_assert_cmpuint (tb_toast_get_n_actions (toast), ==, 2);
  g_assert_cmpstr (tb_toast_get_action (toast, 0)->id, ==, TB_TOAST_ACTION_DEFAULT);
  g_assert_cmpstr (tb_toast_get_action (toast, 1)->label, ==, "Show");

  tb_notifier_emit_activated (TB_NOTIFIER (fixture->notifier), TB_SUMMARY_ID, "default", "token");
  tb_notifier_emit_activated (TB_NOTIFIER (fixture->notifier), TB_SUMMARY_ID, "open", NULL);
  g_assert_cmpstr (fixture->asked->str, ==, "show-inbox token show-inbox - ");
}

static void
test_what_was_read_is_not_summed_up (AlertsFixture *fixture, gconstpointer data)
{
  flood (fixture, "n", 20, SECONDS);
  tb_inbox_mark_all_read (fixture->inbox, NULL);
  g_assert_cmpstr (fixture->notifier->withdrawn->pdata[fixture->notifier->withdrawn->len - 1], ==,
                   TB_SUMMARY_ID);
  fake_wall_clock_advance (fixture->clock, 3 * SECONDS);
  flood (fixture, "m", 2, SECONDS);
  fake_wall_clock_advance (fixture->clock, 4 * SECONDS);
  g_assert_cmpstr (alerts_fixture_get_last_title (fixture), ==, "2 new notifications");

  tb_notifier_emit_closed (TB_NOTIFIER (fixture->notifier), TB_SUMMARY_ID,
                           TB_NOTIFIER_CLOSED_DISMISSED);
  flood (fixture, "o", 3, SECONDS);
  fake_wall_clock_advance (fixture->clock, 10 * SECONDS);
  g_assert_cmpstr (alerts_fixture_get_last_title (fixture), ==, "3 new notifications");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/alerts/burst/" name, AlertsFixture, NULL, alerts_fixture_set_up, function,         \
              alerts_fixture_tear_down)
  ADD ("a-thousand-in-a-second", test_a_thousand_in_a_second);
  ADD ("six-at-once", test_six_at_once);
  ADD ("a-stream-without-an-end-is-told-ever-more-seldom",
       test_a_stream_without_an_end_is_told_ever_more_seldom);
  ADD ("two-bursts-are-counted-apart", test_two_bursts_are_counted_apart);
  ADD ("a-summary-that-waits-is-not-lost", test_a_summary_that_waits_is_not_lost);
  ADD ("urgent-ones-are-each-shown", test_urgent_ones_are_each_shown);
  ADD ("the-summary-leads-to-the-inbox", test_the_summary_leads_to_the_inbox);
  ADD ("what-was-read-is-not-summed-up", test_what_was_read_is_not_summed_up);

  return g_test_run ();
}
