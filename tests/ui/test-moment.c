/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-moment.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define HOUR (3600 * SECOND)
#define DAY (24 * HOUR)
/* Noon in Berlin on Tuesday, 10 March 2026. */
#define NOON (1773140400 * SECOND)

static GTimeZone *zone;

static void
expect_maintenance (gint64 starts_at, gint64 ends_at, gint64 now, const char *text)
{
  g_autoptr (TbMaintenance) maintenance = tb_maintenance_new ("", starts_at, ends_at, NOON);
  g_autofree char *described = tb_moment_describe_maintenance (maintenance, now, zone);

  g_assert_cmpstr (described, ==, text);
}

static void
test_maintenance_to_come_is_told_by_its_day (void)
{
  expect_maintenance (NOON + 3 * HOUR, NOON + 4 * HOUR, NOON, "Maintenance today, 15:00–16:00");
  expect_maintenance (NOON + 10 * HOUR, NOON + 11 * HOUR, NOON, "Maintenance tonight, 22:00–23:00");
  expect_maintenance (NOON + 10 * HOUR, NOON + 15 * HOUR, NOON, "Maintenance tonight, 22:00–03:00");
  expect_maintenance (NOON + 20 * HOUR, NOON + 21 * HOUR, NOON,
                      "Maintenance tomorrow, 08:00–09:00");
  expect_maintenance (NOON + 3 * DAY, NOON + 3 * DAY + HOUR, NOON,
                      "Maintenance on Friday, 12:00–13:00");
  expect_maintenance (NOON + 6 * DAY, NOON + 6 * DAY + HOUR, NOON,
                      "Maintenance on Monday, 12:00–13:00");
  expect_maintenance (NOON + 7 * DAY, NOON + 7 * DAY + HOUR, NOON,
                      "Maintenance on 17 March, 12:00–13:00");
  expect_maintenance (NOON + 365 * DAY, NOON + 365 * DAY + HOUR, NOON,
                      "Maintenance on 03/10/27, 12:00–13:00");
}

static void
test_maintenance_without_an_end_is_told_by_its_start (void)
{
  expect_maintenance (NOON + 3 * HOUR, 0, NOON, "Maintenance today from 15:00");
  expect_maintenance (NOON + 10 * HOUR, 0, NOON, "Maintenance tonight from 22:00");
  expect_maintenance (NOON + DAY, 0, NOON, "Maintenance tomorrow from 12:00");
  expect_maintenance (NOON + 2 * DAY, 0, NOON, "Maintenance on Thursday from 12:00");
}

static void
test_maintenance_that_has_begun_is_told_by_its_end (void)
{
  expect_maintenance (NOON, NOON + HOUR, NOON, "Maintenance now, until 13:00");
  expect_maintenance (NOON - HOUR, NOON + DAY, NOON, "Maintenance now, until tomorrow, 12:00");
  expect_maintenance (NOON - HOUR, NOON + 3 * DAY, NOON, "Maintenance now, until Friday, 12:00");
  expect_maintenance (NOON - HOUR, 0, NOON, "Maintenance now");
  expect_maintenance (0, NOON + HOUR, NOON, "Maintenance until 13:00");
  expect_maintenance (0, 0, NOON, "Maintenance is announced");
}

static void
test_long_maintenance_is_told_by_both_days (void)
{
  expect_maintenance (NOON + HOUR, NOON + 14 * HOUR, NOON,
                      "Maintenance from 13:00 until tomorrow, 02:00");
  expect_maintenance (NOON + DAY, NOON + 3 * DAY, NOON,
                      "Maintenance from tomorrow, 12:00 until Friday, 12:00");
}

/* The clocks are put forward in the night to 29 March 2026. */
static void
test_days_are_those_of_the_calendar (void)
{
  gint64 noon_before = NOON + 18 * DAY;

  expect_maintenance (noon_before + 23 * HOUR, noon_before + 24 * HOUR, noon_before,
                      "Maintenance tomorrow, 12:00–13:00");
  expect_maintenance (noon_before + 11 * HOUR, noon_before + 12 * HOUR, noon_before,
                      "Maintenance tonight, 23:00–00:00");
  expect_maintenance (noon_before + 12 * HOUR, noon_before + 13 * HOUR, noon_before,
                      "Maintenance tomorrow, 00:00–01:00");
  g_assert_cmpint (tb_moment_next_midnight (noon_before, zone), ==, noon_before + 12 * HOUR);
  g_assert_cmpint (tb_moment_next_midnight (noon_before + 12 * HOUR, zone), ==,
                   noon_before + 35 * HOUR);
}

static void
test_absurd_times_do_no_harm (void)
{
  static const gint64 times[] = { G_MININT64 / 2, -1, 1, G_MAXINT64 / 2 };

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *clock = tb_moment_format_time (times[i], zone);
      g_autofree char *described = tb_moment_describe (times[i], NOON, zone);

      g_assert_nonnull (clock);
      g_assert_nonnull (described);
    }
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_assert_nonnull (zone);

#define ADD(name, function) g_test_add_func ("/moment/" name, function)
  ADD ("maintenance-to-come-is-told-by-its-day", test_maintenance_to_come_is_told_by_its_day);
  ADD ("maintenance-without-an-end-is-told-by-its-start",
       test_maintenance_without_an_end_is_told_by_its_start);
  ADD ("maintenance-that-has-begun-is-told-by-its-end",
       test_maintenance_that_has_begun_is_told_by_its_end);
  ADD ("long-maintenance-is-told-by-both-days", test_long_maintenance_is_told_by_both_days);
  ADD ("days-are-those-of-the-calendar", test_days_are_those_of_the_calendar);
  ADD ("absurd-times-do-no-harm", test_absurd_times_do_no_harm);
#undef ADD
  result = g_test_run ();
  g_time_zone_unref (zone);

  return result;
}
