/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The computer's own clock, and its time zone that somebody changes. */

#include "inbox/tb-system-clock.h"

#include <glib/gstdio.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#define DEADLINE (10 * G_TIME_SPAN_SECOND)
#define ZONES "/usr/share/zoneinfo/"
#define JANUARY 1767225600
#define JULY 1782864000

/* The folder that is this process's own /etc, in which the time zone can be set; NULL if there is
 * none. */
static char *own_etc;

static void
count (gpointer user_data)
{
  ++*(guint *) user_data;
}

static void
on_changed (TbWallClock *clock, gpointer user_data)
{
  ++*(guint *) user_data;
}

static void
wait_for (const guint *counter, guint expected)
{
  gint64 deadline = g_get_monotonic_time () + DEADLINE;

  while (*counter < expected)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_main_context_iteration (NULL, FALSE);
    }
}

static void
test_a_timer_is_never_early (void)
{
  TbWallClock *clock = tb_system_clock_new ();
  const gint64 start = g_get_monotonic_time ();
  guint n_calls = 0;
  guint cancelled;

  g_assert_cmpuint (tb_wall_clock_add_timer (clock, 20 * G_TIME_SPAN_MILLISECOND, count, &n_calls),
                    !=, 0);
  cancelled = tb_wall_clock_add_timer (clock, 0, count, &n_calls);
  tb_wall_clock_clear_timer (clock, &cancelled);
  g_assert_cmpuint (cancelled, ==, 0);
  tb_wall_clock_clear_timer (clock, &cancelled);

  wait_for (&n_calls, 1);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 20 * G_TIME_SPAN_MILLISECOND);
  g_assert_cmpuint (n_calls, ==, 1);
  g_assert_finalize_object (clock);
}

static void
test_a_timer_may_be_far_away (void)
{
  TbWallClock *clock = tb_system_clock_new ();
  guint n_calls = 0;
  guint timer = tb_wall_clock_add_timer (clock, 400 * G_TIME_SPAN_DAY, count, &n_calls);

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_calls, ==, 0);
  tb_wall_clock_clear_timer (clock, &timer);
  g_assert_finalize_object (clock);
}

static void
test_the_time_is_that_of_the_computer (void)
{
  TbWallClock *clock = tb_system_clock_new ();
  gint64 elapsed = tb_wall_clock_get_elapsed (clock);

  g_assert_cmpint (ABS (tb_wall_clock_get_time (clock) - g_get_real_time ()), <,
                   G_TIME_SPAN_SECOND);
  g_assert_cmpint (tb_wall_clock_get_elapsed (clock), >=, elapsed);
  g_assert_finalize_object (clock);
}

/* As timedatectl does: another link takes the old one's place. */
static void
set_zone (const char *name)
{
  g_autofree char *target = g_strconcat (ZONES, name, NULL);

  g_assert_cmpint (symlink (target, "/etc/localtime.new"), ==, 0);
  g_assert_cmpint (g_rename ("/etc/localtime.new", "/etc/localtime"), ==, 0);
}

static void
check_offset (TbWallClock *clock, gint64 time, gint32 expected)
{
  g_autoptr (GTimeZone) zone = tb_wall_clock_dup_zone (clock);
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, time);

  g_assert_cmpint (g_time_zone_get_offset (zone, interval), ==, expected);
}

static void
test_another_time_zone_is_seen (void)
{
  TbWallClock *clock;
  guint n_changes = 0;

  if (own_etc == NULL)
    {
      g_test_skip ("This user may not have an /etc of its own");
      return;
    }

  set_zone ("Europe/Berlin");
  clock = tb_system_clock_new ();
  g_signal_connect (clock, "changed", G_CALLBACK (on_changed), &n_changes);
  check_offset (clock, JANUARY, 3600);
  check_offset (clock, JULY, 7200);

  set_zone ("Asia/Kolkata");
  wait_for (&n_changes, 1);
  check_offset (clock, JANUARY, 19800);
  check_offset (clock, JULY, 19800);
  g_assert_finalize_object (clock);
}

/* Before there is any thread, or the kernel would refuse. */
static void
enter_own_etc (void)
{
  g_autofree char *folder = NULL;

  if (unshare (geteuid () == 0 ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER) != 0
      || mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
    return;

  folder = g_dir_make_tmp ("traybell-XXXXXX", NULL);
  if (mount (folder, "/etc", NULL, MS_BIND, NULL) == 0)
    own_etc = g_steal_pointer (&folder);
  else
    g_rmdir (folder);
}

static void
leave_own_etc (void)
{
  if (own_etc == NULL)
    return;

  g_unlink ("/etc/localtime");
  umount2 ("/etc", MNT_DETACH);
  g_rmdir (own_etc);
  g_free (own_etc);
}

int
main (int argc, char **argv)
{
  int result;

  g_unsetenv ("TZ");
  enter_own_etc ();
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add_func ("/inbox/system-clock/" name, func)
  ADD ("a-timer-is-never-early", test_a_timer_is_never_early);
  ADD ("a-timer-may-be-far-away", test_a_timer_may_be_far_away);
  ADD ("the-time-is-that-of-the-computer", test_the_time_is_that_of_the_computer);
  ADD ("another-time-zone-is-seen", test_another_time_zone_is_seen);
#undef ADD

  result = g_test_run ();
  leave_own_etc ();
  return result;
}
