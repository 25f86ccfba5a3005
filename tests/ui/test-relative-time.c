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

/* Right before it is what it was, and then it is not. */
static void
test_relative_time_knows_its_next_change (void)
{
  static const gint64 ages[] = { -10, 0, 59, 60, 119, 3599, 3600, 7199, 86399, 86400, 604799 };

  for (gsize i = 0; i < G_N_ELEMENTS (ages); i++)
    {
      gint64 then = NOW - ages[i] * G_USEC_PER_SEC;
      gint64 next = tb_relative_time_next_change (then, NOW);
      g_autofree char *now = tb_relative_time_format (then, NOW);
      g_autofree char *before = tb_relative_time_format (then, next - 1);
      g_autofree char *after = tb_relative_time_format (then, next);

      g_assert_cmpint (next, >, NOW);
      g_assert_cmpstr (before, ==, now);
      g_assert_cmpstr (after, !=, now);
    }
  g_assert_cmpint (tb_relative_time_next_change (NOW - (gint64) 604800 * G_USEC_PER_SEC, NOW), ==,
                   G_MAXINT64);
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
  g_test_add_func ("/relative-time/knows-its-next-change",
                   test_relative_time_knows_its_next_change);
  g_test_add_func ("/relative-time/without-a-date-is-nothing",
                   test_relative_time_without_a_date_is_nothing);

  return g_test_run ();
}
