/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-relative-time.h"

#define NOW (G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC)

static void
expect (gint64 seconds, const char *text)
{
  g_autofree char *result = tb_relative_time_format (NOW - seconds * G_USEC_PER_SEC, NOW);

  g_assert_cmpstr (result, ==, text);
}

static void
test_relative_time_is_short (void)
{
  expect (0, "now");
  expect (59, "now");
  expect (60, "1 min");
  expect (3599, "59 min");
  expect (3600, "1 h");
  expect (24 * 3600 - 1, "23 h");
  expect (24 * 3600, "1 day");
  expect (7 * 24 * 3600 - 1, "6 days");
}

static void
test_relative_time_to_come_is_now (void)
{
  expect (-3600, "now");
}

static void
test_relative_time_is_a_date_after_a_week (void)
{
  expect (7 * 24 * 3600, "11/07/23");
}

static void
test_relative_time_without_a_date_is_nothing (void)
{
  g_autofree char *result = tb_relative_time_format_exactly (G_MININT64);

  g_assert_cmpstr (result, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("TZ", "UTC", TRUE);

  g_test_add_func ("/relative-time/is-short", test_relative_time_is_short);
  g_test_add_func ("/relative-time/to-come-is-now", test_relative_time_to_come_is_now);
  g_test_add_func ("/relative-time/is-a-date-after-a-week",
                   test_relative_time_is_a_date_after_a_week);
  g_test_add_func ("/relative-time/without-a-date-is-nothing",
                   test_relative_time_without_a_date_is_nothing);

  return g_test_run ();
}
