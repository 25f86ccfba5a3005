/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether it is quiet, with a clock that the test moves. */

#include "fake-wall-clock.h"
#include "inbox/tb-quiet.h"

#define BERLIN "Europe/Berlin"
#define MINUTES G_TIME_SPAN_MINUTE
#define HOURS G_TIME_SPAN_HOUR

typedef struct
{
  TbPreferences *preferences;
  FakeWallClock *clock;
  TbQuiet *quiet;
  guint n_active;
  guint n_until;
} Fixture;

static void
on_active_changed (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  ((Fixture *) user_data)->n_active++;
}

static void
on_until_changed (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  ((Fixture *) user_data)->n_until++;
}

static void
start (Fixture *fixture)
{
  fixture->quiet = tb_quiet_new (fixture->preferences, TB_WALL_CLOCK (fixture->clock));
  g_signal_connect (fixture->quiet, "notify::active", G_CALLBACK (on_active_changed), fixture);
  g_signal_connect (fixture->quiet, "notify::until", G_CALLBACK (on_until_changed), fixture);
  fixture->n_active = 0;
  fixture->n_until = 0;
}

static void
restart (Fixture *fixture)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->quiet));
  start (fixture);
}

static void
set_up (Fixture *fixture, const char *zone, const char *local_time, const char *hours)
{
  const char *const strings[] = { hours, NULL };

  fixture->preferences = tb_preferences_new ();
  tb_preferences_set_strings (fixture->preferences, TB_PREFERENCE_QUIET_HOURS, strings);
  fixture->clock = fake_wall_clock_new (zone, local_time);
  start (fixture);
}

static void
tear_down (Fixture *fixture)
{
  const char *const none[] = { NULL };

  g_assert_finalize_object (g_steal_pointer (&fixture->quiet));
  g_assert_finalize_object (g_steal_pointer (&fixture->clock));
  /* The settings in memory outlast the object. */
  tb_preferences_set_strings (fixture->preferences, TB_PREFERENCE_QUIET_HOURS, none);
  tb_preferences_set_string (fixture->preferences, TB_PREFERENCE_SNOOZE_UNTIL, "");
  tb_preferences_set_string (fixture->preferences, TB_PREFERENCE_QUIET_HOURS_BREAK_UNTIL, "");
  g_assert_finalize_object (g_steal_pointer (&fixture->preferences));
}

/* @until is as fake_wall_clock_read() takes it, or NULL for 0. */
static void
check (Fixture *fixture, TbQuietCause cause, const char *zone, const char *until)
{
  g_assert_cmpstr (tb_quiet_cause_to_string (tb_quiet_get_cause (fixture->quiet)), ==,
                   tb_quiet_cause_to_string (cause));
  g_assert_cmpint (tb_quiet_get_active (fixture->quiet), ==, cause != TB_QUIET_CAUSE_NONE);
  g_assert_cmpint (tb_quiet_get_until (fixture->quiet), ==,
                   until != NULL ? fake_wall_clock_read (zone, until) : 0);
}

static void
check_awake (Fixture *fixture)
{
  check (fixture, TB_QUIET_CAUSE_NONE, NULL, NULL);
}

static void
test_a_snooze_ends_by_itself (void)
{
  Fixture fixture = { NULL };

  set_up (&fixture, BERLIN, "2026-03-02T10:00:00", NULL);
  check_awake (&fixture);
  g_assert_cmpuint (fake_wall_clock_get_timers (fixture.clock), ==, 0);

  tb_quiet_snooze (fixture.quiet, TB_SNOOZE_HALF_HOUR);
  check (&fixture, TB_QUIET_CAUSE_SNOOZE, BERLIN, "2026-03-02T10:30:00");
  g_assert_cmpuint (fixture.n_active, ==, 1);
  g_assert_cmpuint (fixture.n_until, ==, 1);

  fake_wall_clock_advance (fixture.clock, 30 * MINUTES - 1);
  g_assert_true (tb_quiet_get_active (fixture.quiet));
  fake_wall_clock_advance (fixture.clock, 1);
  check_awake (&fixture);
  g_assert_cmpuint (fixture.n_active, ==, 2);
  g_assert_cmpuint (fixture.n_until, ==, 2);
  g_assert_cmpuint (fake_wall_clock_get_timers (fixture.clock), ==, 0);
  tear_down (&fixture);
}

static void
test_the_last_snooze_counts (void)
{
  Fixture fixture = { NULL };

  set_up (&fixture, BERLIN, "2026-03-02T10:00:00", NULL);
  tb_quiet_snooze (fixture.quiet, TB_SNOOZE_TOMORROW);
  check (&fixture, TB_QUIET_CAUSE_SNOOZE, BERLIN, "2026-03-03T08:00:00");
  tb_quiet_snooze (fixture.quiet, TB_SNOOZE_HOUR);
  check (&fixture, TB_QUIET_CAUSE_SNOOZE, BERLIN, "2026-03-02T11:00:00");
  g_assert_cmpuint (fixture.n_active, ==, 1);
  tear_down (&fixture);
}

static void
test_a_snooze_survives_a_restart (void)
{
  Fixture fixture = { NULL };

  set_up (&fixture, BERLIN, "2026-03-02T10:00:00", NULL);
  tb_quiet_snooze (fixture.quiet, TB_SNOOZE_HOUR);
  fake_wall_clock_advance (fixture.clock, 20 * MINUTES);
  restart (&fixture);
  check (&fixture, TB_QUIET_CAUSE_SNOOZE, BERLIN, "2026-03-02T11:00:00");
  fake_wall_clock_advance (fixture.clock, 40 * MINUTES);
  check_awake (&fixture);
  tear_down (&fixture);
}

/* What was shown in the same second, before, was not held back. */
static void
test_the_moment_in_which_it_began_is_known_exactly (void)
{
  Fixture fixture = { NULL };

  set_up (&fixture, BERLIN, "2026-03-02T10:00:00", NULL);
  fake_wall_clock_advance (fixture.clock, 123456);
  tb_quiet_snooze (fixture.quiet, TB_SNOOZE_HALF_HOUR);
  restart (&fixture);
  g_assert_cmpint (tb_quiet_take_ended_since (fixture.quiet), ==, 0);

  /* The end is a whole second, which people read more easily. */
  fake_wall_clock_advance (fixture.clock, 30 * MINUTES + G_USEC_PER_SEC - 123456);
  check_awake (&fixture);
  g_assert_cmpint (tb_quiet_take_ended_since (fixture.quiet), ==,
                   fake_wall_clock_read (BERLIN, "2026-03-02T10:00:00") + 123456);
  tear_down (&fixture);
}

static void
test_a_snooze_that_ended_while_nothing_ran_is_over (void)
{
  Fixture fixture = { NULL };

  set_up (&fixture, BERLIN, "2026-03-02T10:00:00", NULL);
  tb_quiet_snooze (fixture.quiet, TB_SNOOZE_HALF_HOUR);
  g_assert_finalize_object (g_steal_pointer (&fixture.quiet));
  fake_wall_clock_advance (fixture.clock, HOURS);
  start (&fixture);
  check_awake (&fixture);

  /* And does not come back. */
  fake_wall_clock_set (fixture.clock, "2026-03-02T10:10:00");
  check_awake (&fixture);
  tear_down (&fixture);
}

static void
test_a_snooze_can_be_ended (void)
{
  Fixture fixture = { NULL };

  set_up (&fixture, BERLIN, "2026-03-02T10:00:00", NULL);
  tb_quiet_snooze (fixture.quiet, TB_SNOOZE_HOUR);
  tb_quiet_end (fixture.quiet);
  check_awake (&fixture);
  restart (&fixture);
  check_awake (&fixture);
  tear_down (&fixture);
}

static void
test_an_hour_is_an_hour_however_the_clock_is_set (void)
{
  Fixture fixture = { NULL };

  set_up (&fixture, BERLIN, "2026-03-02T10:00:00", NULL);
  tb_quiet_snooze (fixture.quiet, TB_SNOOZE_HOUR);
  fake_wall_clock_advance (fixture.clock, 20 * MINUTES);
  fake_wall_clock_set (fixture.clock, "2026-03-05T18:00:00");
  check (&fixture, TB_QUIET_CAUSE_SNOOZE, BERLIN, "2026-03-05T18:40:00");
  fake_wall_clock_set (fixture.clock, "2026-03-01T06:00:00");
  check (&fixture, TB_QUIET_CAUSE_SNOOZE, BERLIN, "2026-03-01T06:40:00");
  fake_wall_clock_travel (fixture.clock, "America/New_York");
  check (&fixture, TB_QUIET_CAUSE_SNOOZE, BERLIN, "2026-03-01T06:40:00");
  fake_wall_clock_advance (fixture.clock, 40 * MINUTES);
  check_awake (&fixture);
  tear_down (&fixture);
}

static void
test_an_hour_passes_while_the_computer_sleeps (void)
{
  Fixture fixture = { NULL };

  set_up (&fixture, BERLIN, "2026-03-02T10:00:00", NULL);
  tb_quiet_snooze (fixture.quiet, TB_SNOOZE_HOUR);
  fake_wall_clock_sleep (fixture.clock, 50 * MINUTES);
  check (&fixture, TB_QUIET_CAUSE_SNOOZE, BERLIN, "2026-03-02T11:00:00");
  fake_wall_clock_advance (fixture.clock, 10 * MINUTES);
  check_awake (&fixture);

  tb_quiet_snooze (fixture.quiet, TB_SNOOZE_HOUR);
  fake_wall_clock_sleep (fixture.clock, 12 * HOURS);
  check_awake (&fixture);
  tear_down (&fixture);
}

static void
test_tomorrow_is_where_the_user_is (void)
{
  Fixture fixture = { NULL };

  set_up (&fixture, BERLIN, "2026-03-02T22:00:00", NULL);
  tb_quiet_snooze (fixture.quiet, TB_SNOOZE_TOMORROW);
  check (&fixture, TB_QUIET_CAUSE_SNOOZE, BERLIN, "2026-03-03T08:00:00");
  fake_wall_clock_travel (fixture.clock, "America/New_York");
  check (&fixture, TB_QUIET_CAUSE_SNOOZE, "America/New_York", "2026-03-03T08:00:00");
  restart (&fixture);
  check (&fixture, TB_QUIET_CAUSE_SNOOZE, "America/New_York", "2026-03-03T08:00:00");
  fake_wall_clock_set (fixture.clock, "2026-03-03T08:00:00");
  check_awake (&fixture);
  tear_down (&fixture);
}

static void
test_tomorrow_comes_when_the_clocks_change (void)
{
  static const struct
  {
    const char *zone;
    const char *now;
    const char *until;
    gint64 minutes;
  } nights[] = {
    { BERLIN, "2026-03-28T20:00:00", "2026-03-29T08:00:00+02:00", 660 },
    { BERLIN, "2026-10-24T20:00:00", "2026-10-25T08:00:00+01:00", 780 },
    /* The hour that comes twice: after both of it, the next day is the same one. */
    { BERLIN, "2026-10-25T02:30:00+02:00", "2026-10-26T08:00:00+01:00", 1830 },
    { BERLIN, "2026-10-25T02:30:00+01:00", "2026-10-26T08:00:00+01:00", 1770 },
    { "America/New_York", "2026-03-07T20:00:00", "2026-03-08T08:00:00-04:00", 660 },
    { "America/New_York", "2026-10-31T20:00:00", "2026-11-01T08:00:00-05:00", 780 },
    { "Asia/Kolkata", "2026-03-28T20:00:00", "2026-03-29T08:00:00+05:30", 720 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (nights); i++)
    {
      Fixture fixture = { NULL };

      set_up (&fixture, nights[i].zone, nights[i].now, NULL);
      tb_quiet_snooze (fixture.quiet, TB_SNOOZE_TOMORROW);
      check (&fixture, TB_QUIET_CAUSE_SNOOZE, nights[i].zone, nights[i].until);
      fake_wall_clock_advance (fixture.clock, nights[i].minutes * MINUTES - 1);
      g_assert_true (tb_quiet_get_active (fixture.quiet));
      fake_wall_clock_advance (fixture.clock, 1);
      check_awake (&fixture);
      tear_down (&fixture);
    }
}

static void
test_quiet_hours_begin_and_end (void)
{
  Fixture fixture = { NULL };
  guint timers;

  set_up (&fixture, BERLIN, "2026-03-02T12:00:00", "mon-fri 18:00-08:00");
  check_awake (&fixture);
  timers = fake_wall_clock_get_timers_set (fixture.clock);
  fake_wall_clock_advance (fixture.clock, 6 * HOURS - 1);
  check_awake (&fixture);
  /* Nothing woke up in between. */
  g_assert_cmpuint (fake_wall_clock_get_timers_set (fixture.clock), ==, timers);

  fake_wall_clock_advance (fixture.clock, 1);
  check (&fixture, TB_QUIET_CAUSE_HOURS, BERLIN, "2026-03-03T08:00:00");
  g_assert_cmpuint (fake_wall_clock_get_timers_set (fixture.clock), ==, timers + 1);
  fake_wall_clock_advance (fixture.clock, 14 * HOURS);
  check_awake (&fixture);
  g_assert_cmpuint (fixture.n_active, ==, 2);
  g_assert_cmpuint (fixture.n_until, ==, 2);
  tear_down (&fixture);
}

static void
test_quiet_hours_can_be_ended_for_once (void)
{
  Fixture fixture = { NULL };

  set_up (&fixture, BERLIN, "2026-03-02T19:00:00", "mon-fri 18:00-08:00");
  tb_quiet_end (fixture.quiet);
  check_awake (&fixture);
  restart (&fixture);
  check_awake (&fixture);
  fake_wall_clock_advance (fixture.clock, 22 * HOURS);
  check_awake (&fixture);
  fake_wall_clock_advance (fixture.clock, HOURS);
  check (&fixture, TB_QUIET_CAUSE_HOURS, BERLIN, "2026-03-04T08:00:00");
  tear_down (&fixture);
}

static void
test_an_ended_evening_does_not_outlast_the_clock_being_set (void)
{
  Fixture fixture = { NULL };

  set_up (&fixture, BERLIN, "2026-03-05T19:00:00", "mon-fri 18:00-08:00");
  tb_quiet_end (fixture.quiet);
  fake_wall_clock_set (fixture.clock, "2026-03-02T12:00:00");
  check_awake (&fixture);
  fake_wall_clock_advance (fixture.clock, 6 * HOURS);
  check (&fixture, TB_QUIET_CAUSE_HOURS, BERLIN, "2026-03-03T08:00:00");
  tear_down (&fixture);
}

static void
test_other_hours_hold_at_once (void)
{
  const char *const evening[] = { "daily 17:00-20:00", NULL };
  const char *const mistake[] = { "mon-fri 18:00-08:00", "dimanche 9-10", NULL };
  Fixture fixture = { NULL };

  set_up (&fixture, BERLIN, "2026-03-02T19:00:00", "mon-fri 18:00-08:00");
  tb_quiet_end (fixture.quiet);
  tb_preferences_set_strings (fixture.preferences, TB_PREFERENCE_QUIET_HOURS, evening);
  check (&fixture, TB_QUIET_CAUSE_HOURS, BERLIN, "2026-03-02T20:00:00");
  g_assert_null (tb_quiet_get_mistake (fixture.quiet));

  tb_preferences_set_strings (fixture.preferences, TB_PREFERENCE_QUIET_HOURS, mistake);
  check (&fixture, TB_QUIET_CAUSE_HOURS, BERLIN, "2026-03-03T08:00:00");
  g_assert_nonnull (strstr (tb_quiet_get_mistake (fixture.quiet), "dimanche"));
  tear_down (&fixture);
}

static void
test_a_snooze_runs_into_quiet_hours (void)
{
  Fixture fixture = { NULL };

  set_up (&fixture, BERLIN, "2026-03-02T17:30:00", "mon-fri 18:00-08:00");
  tb_quiet_snooze (fixture.quiet, TB_SNOOZE_HOUR);
  check (&fixture, TB_QUIET_CAUSE_SNOOZE, BERLIN, "2026-03-03T08:00:00");
  fake_wall_clock_advance (fixture.clock, HOURS);
  check (&fixture, TB_QUIET_CAUSE_HOURS, BERLIN, "2026-03-03T08:00:00");
  g_assert_cmpuint (fixture.n_active, ==, 1);
  g_assert_cmpuint (fixture.n_until, ==, 1);

  tb_quiet_end (fixture.quiet);
  check_awake (&fixture);
  tb_quiet_snooze (fixture.quiet, TB_SNOOZE_HALF_HOUR);
  check (&fixture, TB_QUIET_CAUSE_SNOOZE, BERLIN, "2026-03-02T19:00:00");
  fake_wall_clock_advance (fixture.clock, 30 * MINUTES);
  check_awake (&fixture);
  tear_down (&fixture);
}

static void
test_hours_without_an_end (void)
{
  Fixture fixture = { NULL };

  set_up (&fixture, BERLIN, "2026-03-02T17:30:00", "daily 00:00-24:00");
  check (&fixture, TB_QUIET_CAUSE_HOURS, BERLIN, NULL);
  tb_quiet_end (fixture.quiet);
  check_awake (&fixture);
  fake_wall_clock_advance (fixture.clock, 24 * HOURS);
  check (&fixture, TB_QUIET_CAUSE_HOURS, BERLIN, NULL);
  tear_down (&fixture);
}

static void
test_quiet_hours_follow_the_traveller (void)
{
  Fixture fixture = { NULL };

  set_up (&fixture, BERLIN, "2026-03-02T19:00:00", "daily 18:00-08:00");
  check (&fixture, TB_QUIET_CAUSE_HOURS, BERLIN, "2026-03-03T08:00:00");
  fake_wall_clock_travel (fixture.clock, "America/New_York");
  check_awake (&fixture);
  fake_wall_clock_advance (fixture.clock, 5 * HOURS);
  check (&fixture, TB_QUIET_CAUSE_HOURS, "America/New_York", "2026-03-03T08:00:00");
  fake_wall_clock_travel (fixture.clock, "Asia/Kolkata");
  check (&fixture, TB_QUIET_CAUSE_HOURS, "Asia/Kolkata", "2026-03-03T08:00:00");
  tear_down (&fixture);
}

static void
test_waking_in_quiet_hours (void)
{
  Fixture fixture = { NULL };

  set_up (&fixture, BERLIN, "2026-03-02T12:00:00", "daily 18:00-08:00");
  fake_wall_clock_sleep (fixture.clock, 10 * HOURS);
  check (&fixture, TB_QUIET_CAUSE_HOURS, BERLIN, "2026-03-03T08:00:00");
  fake_wall_clock_sleep (fixture.clock, 12 * HOURS);
  check_awake (&fixture);
  tear_down (&fixture);
}

static void
test_nonsense_in_the_settings_is_no_snooze (void)
{
  static const char *const texts[]
      = { "soon", "2026-13-01T00:00:00Z", "2027-03-02T12:00:00Z", "2026-03-02T11:00:00", "Z" };
  Fixture fixture = { NULL };

  set_up (&fixture, BERLIN, "2026-03-02T12:00:00", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      tb_preferences_set_string (fixture.preferences, TB_PREFERENCE_SNOOZE_UNTIL, texts[i]);
      check_awake (&fixture);
    }
  tb_preferences_set_string (fixture.preferences, TB_PREFERENCE_SNOOZE_UNTIL,
                             "2026-03-02T13:00:00");
  check (&fixture, TB_QUIET_CAUSE_SNOOZE, BERLIN, "2026-03-02T13:00:00");
  tear_down (&fixture);
}

static void
check_description (Fixture *fixture, const char *expected)
{
  g_autofree char *description = tb_quiet_describe (fixture->quiet);

  g_assert_cmpstr (description, ==, expected);
}

static void
test_it_says_until_when (void)
{
  const char *const weekend[]
      = { "fri 17:00-24:00", "sat,sun 00:00-24:00", "mon 00:00-08:00", NULL };
  const char *const always[] = { "daily 00:00-24:00", NULL };
  const char *const evening[] = { "daily 20:00-24:00", NULL };
  Fixture fixture = { NULL };

  set_up (&fixture, BERLIN, "2026-03-06T16:00:00", NULL);
  check_description (&fixture, NULL);
  tb_quiet_snooze (fixture.quiet, TB_SNOOZE_HALF_HOUR);
  check_description (&fixture, "Quiet until 16:30");
  tb_quiet_snooze (fixture.quiet, TB_SNOOZE_TOMORROW);
  check_description (&fixture, "Quiet until tomorrow, 08:00");
  tb_preferences_set_strings (fixture.preferences, TB_PREFERENCE_QUIET_HOURS, evening);
  tb_quiet_end (fixture.quiet);
  fake_wall_clock_advance (fixture.clock, 4 * HOURS);
  check_description (&fixture, "Quiet until midnight");
  fake_wall_clock_set (fixture.clock, "2026-03-06T16:00:00");
  tb_preferences_set_strings (fixture.preferences, TB_PREFERENCE_QUIET_HOURS, weekend);
  tb_quiet_snooze (fixture.quiet, TB_SNOOZE_TOMORROW);
  check_description (&fixture, "Quiet until Monday, 08:00");
  tb_preferences_set_strings (fixture.preferences, TB_PREFERENCE_QUIET_HOURS, always);
  check_description (&fixture, "Quiet");
  tear_down (&fixture);
}

static void
on_description_changed (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  ++*(guint *) user_data;
}

static void
test_at_midnight_tomorrow_becomes_today (void)
{
  Fixture fixture = { NULL };
  guint changes = 0;

  set_up (&fixture, BERLIN, "2026-03-28T19:00:00", "daily 18:00-08:00");
  g_signal_connect (fixture.quiet, "notify::description", G_CALLBACK (on_description_changed),
                    &changes);
  check_description (&fixture, "Quiet until tomorrow, 08:00");
  fake_wall_clock_advance (fixture.clock, 5 * HOURS - 1);
  check_description (&fixture, "Quiet until tomorrow, 08:00");
  g_assert_cmpuint (changes, ==, 0);
  fake_wall_clock_advance (fixture.clock, 1);
  check_description (&fixture, "Quiet until 08:00");
  g_assert_cmpuint (changes, ==, 1);
  g_assert_cmpuint (fixture.n_active, ==, 0);
  g_assert_cmpuint (fixture.n_until, ==, 0);
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add_func ("/inbox/quiet/" name, func)
  ADD ("a-snooze-ends-by-itself", test_a_snooze_ends_by_itself);
  ADD ("the-last-snooze-counts", test_the_last_snooze_counts);
  ADD ("a-snooze-survives-a-restart", test_a_snooze_survives_a_restart);
  ADD ("the-moment-in-which-it-began-is-known-exactly",
       test_the_moment_in_which_it_began_is_known_exactly);
  ADD ("a-snooze-that-ended-while-nothing-ran-is-over",
       test_a_snooze_that_ended_while_nothing_ran_is_over);
  ADD ("a-snooze-can-be-ended", test_a_snooze_can_be_ended);
  ADD ("an-hour-is-an-hour-however-the-clock-is-set",
       test_an_hour_is_an_hour_however_the_clock_is_set);
  ADD ("an-hour-passes-while-the-computer-sleeps", test_an_hour_passes_while_the_computer_sleeps);
  ADD ("tomorrow-is-where-the-user-is", test_tomorrow_is_where_the_user_is);
  ADD ("tomorrow-comes-when-the-clocks-change", test_tomorrow_comes_when_the_clocks_change);
  ADD ("quiet-hours-begin-and-end", test_quiet_hours_begin_and_end);
  ADD ("quiet-hours-can-be-ended-for-once", test_quiet_hours_can_be_ended_for_once);
  ADD ("an-ended-evening-does-not-outlast-the-clock-being-set",
       test_an_ended_evening_does_not_outlast_the_clock_being_set);
  ADD ("other-hours-hold-at-once", test_other_hours_hold_at_once);
  ADD ("a-snooze-runs-into-quiet-hours", test_a_snooze_runs_into_quiet_hours);
  ADD ("hours-without-an-end", test_hours_without_an_end);
  ADD ("quiet-hours-follow-the-traveller", test_quiet_hours_follow_the_traveller);
  ADD ("waking-in-quiet-hours", test_waking_in_quiet_hours);
  ADD ("nonsense-in-the-settings-is-no-snooze", test_nonsense_in_the_settings_is_no_snooze);
  ADD ("it-says-until-when", test_it_says_until_when);
  ADD ("at-midnight-tomorrow-becomes-today", test_at_midnight_tomorrow_becomes_today);
#undef ADD

  return g_test_run ();
}
