/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-wake.h"

#define SECOND ((gint64) G_USEC_PER_SEC)

static void
test_running_is_no_suspend (void)
{
  gint64 difference = 0;

  g_assert_cmpint (tb_wake_measure_suspend (100 * SECOND, 100 * SECOND, &difference), ==, 0);
  /* Both clocks run alike, and are never read at the very same time. */
  g_assert_cmpint (tb_wake_measure_suspend (3700 * SECOND + 90, 3700 * SECOND, &difference), ==, 0);
}

static void
test_suspend_is_measured (void)
{
  gint64 difference = 0;

  tb_wake_measure_suspend (100 * SECOND, 100 * SECOND, &difference);
  g_assert_cmpint (tb_wake_measure_suspend (5510 * SECOND, 110 * SECOND, &difference), ==,
                   5400 * SECOND);
  /* And once only. */
  g_assert_cmpint (tb_wake_measure_suspend (5520 * SECOND, 120 * SECOND, &difference), ==, 0);
}

static void
test_earlier_suspends_do_not_count (void)
{
  gint64 difference = 0;

  /* The computer had slept before the program began: the first measure sets the ground. */
  tb_wake_measure_suspend (9000 * SECOND, 1000 * SECOND, &difference);
  g_assert_cmpint (tb_wake_measure_suspend (9010 * SECOND, 1010 * SECOND, &difference), ==, 0);
}

static void
test_blink_is_no_suspend (void)
{
  gint64 difference = 0;

  tb_wake_measure_suspend (100 * SECOND, 100 * SECOND, &difference);
  g_assert_cmpint (tb_wake_measure_suspend (102 * SECOND, 101 * SECOND, &difference), ==, 0);
}

static void
test_watching_leaks_nothing (void)
{
  for (guint i = 0; i < 100; i++)
    {
      TbWake *wake = tb_wake_new ();

      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_assert_finalize_object (wake);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wake/running-is-no-suspend", test_running_is_no_suspend);
  g_test_add_func ("/wake/a-suspend-is-measured-once", test_suspend_is_measured);
  g_test_add_func ("/wake/what-was-slept-before-does-not-count",
                   test_earlier_suspends_do_not_count);
  g_test_add_func ("/wake/less-than-two-seconds-is-no-suspend", test_blink_is_no_suspend);
  g_test_add_func ("/wake/watching-a-hundred-times-leaks-nothing", test_watching_leaks_nothing);

  return g_test_run ();
}
