/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The quiet hours of a week: how they are written, and what becomes of them when clocks change. */

#include "fake-wall-clock.h"
#include "inbox/tb-inbox-error.h"
#include "inbox/tb-quiet-hours.h"

static void
test_spans_are_read (void)
{
  static const struct
  {
    const char *text;
    guint days;
    guint start;
    guint end;
    const char *printed;
  } spans[] = {
    { "mon-fri 18:00-08:00", 0x1f, 1080, 480, "mon-fri 18:00-08:00" },
    { "sat,sun 00:00-24:00", 0x60, 0, 1440, "sat,sun 00:00-24:00" },
    { "22:00-07:30", 0x7f, 1320, 450, "daily 22:00-07:30" },
    { "daily 22:00-7:30", 0x7f, 1320, 450, "daily 22:00-07:30" },
    { "  Monday - Wednesday,FRIDAY   9:05 - 9:06 ", 0x17, 545, 546, "mon-wed,fri 09:05-09:06" },
    { "fri-mon 20:00-24:00", 0x71, 1200, 1440, "mon,fri-sun 20:00-24:00" },
    { "sun 23:59-00:01", 0x40, 1439, 1, "sun 23:59-00:01" },
    { "mon-sun 12:00-13:00", 0x7f, 720, 780, "daily 12:00-13:00" },
    { "tue,tue,mon 12:00-13:00", 0x03, 720, 780, "mon,tue 12:00-13:00" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *printed = NULL;
      TbQuietSpan span;
      TbQuietSpan again;

      g_assert_true (tb_quiet_span_parse (spans[i].text, &span, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (span.days, ==, spans[i].days);
      g_assert_cmpuint (span.start, ==, spans[i].start);
      g_assert_cmpuint (span.end, ==, spans[i].end);

      printed = tb_quiet_span_to_string (&span);
      g_assert_cmpstr (printed, ==, spans[i].printed);
      g_assert_true (tb_quiet_span_parse (printed, &again, NULL));
      g_assert_cmpmem (&again, sizeof again, &span, sizeof span);
    }
}

static void
test_mistakes_are_told (void)
{
  static const struct
  {
    const char *text;
    const char *sentence;
  } mistakes[] = {
    { "", "“”: The times are missing, such as “18:00-08:00”." },
    { "mon", "“mon”: The times are missing, such as “18:00-08:00”." },
    { "mon-fri 18-08", "“mon-fri 18-08”: “18-08” is not two times of day such as “18:00-08:00”." },
    { "18:00", "“18:00”: “18:00” is not two times of day such as “18:00-08:00”." },
    { "18:00-25:00",
      "“18:00-25:00”: “18:00-25:00” is not two times of day such as “18:00-08:00”." },
    { "18:60-20:00",
      "“18:60-20:00”: “18:60-20:00” is not two times of day such as “18:00-08:00”." },
    { "18:00-20:00 mon",
      "“18:00-20:00 mon”: “18:00-20:00 mon” is not two times of day such as “18:00-08:00”." },
    { "dimanche 09:00-10:00", "“dimanche 09:00-10:00”: “dimanche” is not a list of days such as "
                              "“mon-fri” or “sat,sun”, nor “daily”." },
    { "mon- 09:00-10:00", "“mon- 09:00-10:00”: “mon-” is not a list of days such as “mon-fri” or "
                          "“sat,sun”, nor “daily”." },
    { "mon,,tue 09:00-10:00", "“mon,,tue 09:00-10:00”: “mon,,tue” is not a list of days such as "
                              "“mon-fri” or “sat,sun”, nor “daily”." },
    { "mon 24:00-08:00", "“mon 24:00-08:00”: It can begin from 00:00 to 23:59." },
    { "mon 08:00-00:00", "“mon 08:00-00:00”: It can end from 00:01 to 24:00." },
    { "mon 08:00-08:00",
      "“mon 08:00-08:00”: It ends when it begins; the whole day is “00:00-24:00”." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autoptr (GError) error = NULL;
      TbQuietSpan span;

      g_assert_false (tb_quiet_span_parse (mistakes[i].text, &span, &error));
      g_assert_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_BAD_HOURS);
      g_assert_cmpstr (error->message, ==, mistakes[i].sentence);
    }
}

static void
test_a_span_is_checked (void)
{
  const TbQuietSpan spans[]
      = { { 0, 60, 120 }, { 0x80, 60, 120 }, { 1, 1440, 120 },   { 1, 60, 1441 },
          { 1, 60, 60 },  { 1, 60, 0 },      { 1u << 31, 0, 1 }, { 1, G_MAXUINT, 1 } };
  const TbQuietSpan good = { TB_QUIET_ALL_DAYS, 0, 1440 };

  for (gsize i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (tb_quiet_span_check (&spans[i], &error));
      g_assert_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_BAD_HOURS);
    }
  g_assert_true (tb_quiet_span_check (&good, NULL));
}

static void
test_a_mistake_does_not_cost_the_rest (void)
{
  const char *const strings[] = { "mon 09:00-10:00", "mo 1-2", "tue 09:00-10:00", "we", NULL };
  g_autofree char *mistake = NULL;
  g_autoptr (TbQuietHours) hours = tb_quiet_hours_new_from_strings (strings, &mistake);
  g_auto (GStrv) printed = tb_quiet_hours_to_strings (hours);
  g_autofree char *joined = g_strjoinv ("; ", printed);
  const TbQuietSpan *spans;
  gsize n_spans;

  g_assert_cmpstr (joined, ==, "mon 09:00-10:00; tue 09:00-10:00");
  g_assert_true (g_str_has_prefix (mistake, "“mo 1-2”"));
  spans = tb_quiet_hours_get_spans (hours, &n_spans);
  g_assert_cmpuint (n_spans, ==, 2);
  g_assert_cmpuint (spans[1].days, ==, TB_QUIET_DAY (1));
}

static void
check_description (const char *const *strings, const char *expected)
{
  g_autoptr (TbQuietHours) hours = tb_quiet_hours_new_from_strings (strings, NULL);
  g_autofree char *description = tb_quiet_hours_describe (hours);

  g_assert_cmpstr (description, ==, expected);
}

static void
test_hours_are_described (void)
{
  check_description ((const char *const[]){ NULL }, "No quiet hours");
  check_description ((const char *const[]){ "mon-fri 18:00-08:00", "sat,sun 00:00-24:00", NULL },
                     "Quiet: Monday to Friday from 18:00 to 08:00 the next day; "
                     "Saturday and Sunday all day");
  check_description ((const char *const[]){ "daily 12:30-13:30", NULL },
                     "Quiet: Every day from 12:30 to 13:30");
  check_description ((const char *const[]){ "mon,wed,fri-sun 20:00-24:00", NULL },
                     "Quiet: Monday, Wednesday, Friday to Sunday from 20:00 to 24:00");
}

/* Walks from change to change; @expected are the times, with a sign for what begins there. */
static void
check_changes (const char *zone,
               const char *const *strings,
               const char *from,
               const char *const *expected)
{
  g_autoptr (TbQuietHours) hours = tb_quiet_hours_new_from_strings (strings, NULL);
  g_autoptr (GTimeZone) there = g_time_zone_new_identifier (zone);
  gint64 at = fake_wall_clock_read (zone, from);

  g_assert_nonnull (there);
  for (gsize i = 0; expected[i] != NULL; i++)
    {
      g_autoptr (GDateTime) utc = NULL;
      g_autoptr (GDateTime) local = NULL;
      g_autofree char *text = NULL;
      g_autofree char *change = NULL;

      at = tb_quiet_hours_next_change (hours, there, at);
      utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
      local = g_date_time_to_timezone (utc, there);
      text = g_date_time_format (local, "%a %m-%d %H:%M %:z");
      change = g_strconcat (tb_quiet_hours_contain (hours, there, at) ? "+" : "-", text, NULL);
      g_assert_cmpstr (change, ==, expected[i]);
      g_assert_cmpint (at % G_USEC_PER_SEC, ==, 0);
      g_assert_cmpint (tb_quiet_hours_contain (hours, there, at - 1), !=,
                       tb_quiet_hours_contain (hours, there, at));
    }
}

#define STRINGS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void
test_a_week_without_surprises (void)
{
  check_changes ("Europe/Berlin", STRINGS ("mon-fri 18:00-08:00", "sat,sun 00:00-24:00"),
                 "2026-03-05T12:00:00",
                 STRINGS ("+Thu 03-05 18:00 +01:00", "-Fri 03-06 08:00 +01:00",
                          "+Fri 03-06 18:00 +01:00", "-Mon 03-09 00:00 +01:00",
                          "+Mon 03-09 18:00 +01:00", "-Tue 03-10 08:00 +01:00"));
  check_changes ("UTC", STRINGS ("sun 22:00-06:00"), "2026-03-01T23:00:00",
                 STRINGS ("-Mon 03-02 06:00 +00:00", "+Sun 03-08 22:00 +00:00"));
  /* Overlapping and touching spans are one. */
  check_changes (
      "UTC", STRINGS ("daily 10:00-12:00", "daily 11:00-13:00", "daily 13:00-14:00"),
      "2026-03-01T00:00:00",
      STRINGS ("+Sun 03-01 10:00 +00:00", "-Sun 03-01 14:00 +00:00", "+Mon 03-02 10:00 +00:00"));
}

static void
test_the_night_the_clocks_go_forward (void)
{
  /* 02:00 to 03:00 does not take place. */
  check_changes ("Europe/Berlin", STRINGS ("daily 02:00-03:00"), "2026-03-28T00:00:00",
                 STRINGS ("+Sat 03-28 02:00 +01:00", "-Sat 03-28 03:00 +01:00",
                          "+Mon 03-30 02:00 +02:00", "-Mon 03-30 03:00 +02:00"));
  check_changes ("Europe/Berlin", STRINGS ("sun 02:00-03:00"), "2026-03-22T12:00:00",
                 STRINGS ("+Sun 04-05 02:00 +02:00"));
  /* What begins in the hour that is left out begins after it. */
  check_changes ("Europe/Berlin", STRINGS ("daily 02:30-08:00"), "2026-03-28T12:00:00",
                 STRINGS ("+Sun 03-29 03:00 +02:00", "-Sun 03-29 08:00 +02:00"));
  /* And what ends in it ends before. */
  check_changes ("Europe/Berlin", STRINGS ("daily 22:00-02:30"), "2026-03-28T12:00:00",
                 STRINGS ("+Sat 03-28 22:00 +01:00", "-Sun 03-29 03:00 +02:00"));
  check_changes (
      "America/New_York", STRINGS ("daily 01:00-02:30"), "2026-03-07T12:00:00",
      STRINGS ("+Sun 03-08 01:00 -05:00", "-Sun 03-08 03:00 -04:00", "+Mon 03-09 01:00 -04:00"));
  /* By half an hour. */
  check_changes (
      "Australia/Lord_Howe", STRINGS ("daily 02:10-02:40"), "2026-10-03T12:00:00",
      STRINGS ("+Sun 10-04 02:30 +11:00", "-Sun 10-04 02:40 +11:00", "+Mon 10-05 02:10 +11:00"));
  check_changes ("Australia/Lord_Howe", STRINGS ("daily 02:00-02:30"), "2026-10-03T12:00:00",
                 STRINGS ("+Mon 10-05 02:00 +11:00", "-Mon 10-05 02:30 +11:00"));
  /* At midnight: the day begins at one. */
  check_changes ("Africa/Cairo", STRINGS ("fri 00:00-00:30", "fri 08:00-09:00"),
                 "2026-04-23T12:00:00", STRINGS ("+Fri 04-24 08:00 +03:00"));
}

static void
test_the_night_the_clocks_go_back (void)
{
  /* The hour from two to three takes place twice, one after the other. */
  check_changes (
      "Europe/Berlin", STRINGS ("daily 02:00-03:00"), "2026-10-24T12:00:00",
      STRINGS ("+Sun 10-25 02:00 +02:00", "-Sun 10-25 03:00 +01:00", "+Mon 10-26 02:00 +01:00"));
  check_changes ("America/New_York", STRINGS ("daily 01:30-02:00"), "2026-10-31T12:00:00",
                 STRINGS ("+Sun 11-01 01:30 -04:00", "-Sun 11-01 01:00 -05:00",
                          "+Sun 11-01 01:30 -05:00", "-Sun 11-01 02:00 -05:00"));
  check_changes ("Australia/Lord_Howe", STRINGS ("daily 01:40-01:50"), "2026-04-04T12:00:00",
                 STRINGS ("+Sun 04-05 01:40 +11:00", "-Sun 04-05 01:50 +11:00",
                          "+Sun 04-05 01:40 +10:30", "-Sun 04-05 01:50 +10:30"));
  check_changes (
      "Europe/Berlin", STRINGS ("sat 22:00-07:00"), "2026-10-24T12:00:00",
      STRINGS ("+Sat 10-24 22:00 +02:00", "-Sun 10-25 07:00 +01:00", "+Sat 10-31 22:00 +01:00"));
}

static void
test_a_zone_that_never_changes (void)
{
  check_changes (
      "Asia/Kolkata", STRINGS ("daily 02:00-03:00"), "2026-03-28T12:00:00",
      STRINGS ("+Sun 03-29 02:00 +05:30", "-Sun 03-29 03:00 +05:30", "+Mon 03-30 02:00 +05:30"));
}

static void
test_a_day_that_a_country_left_out (void)
{
  /* Samoa went from Thursday to Saturday. */
  check_changes ("Pacific/Apia", STRINGS ("fri 00:00-24:00", "sat 10:00-11:00"),
                 "2011-12-28T12:00:00", STRINGS ("+Sat 12-31 10:00 +14:00"));
}

static void
test_always_and_never_have_no_change (void)
{
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (TbQuietHours) never = tb_quiet_hours_new (NULL, 0);
  g_autoptr (TbQuietHours) always
      = tb_quiet_hours_new_from_strings (STRINGS ("daily 12:00-24:00", "daily 00:00-12:00"), NULL);
  gint64 now = fake_wall_clock_read ("Europe/Berlin", "2026-03-28T12:00:00");

  g_assert_false (tb_quiet_hours_contain (never, berlin, now));
  g_assert_cmpint (tb_quiet_hours_next_change (never, berlin, now), ==, 0);
  g_assert_true (tb_quiet_hours_contain (always, berlin, now));
  g_assert_cmpint (tb_quiet_hours_next_change (always, berlin, now), ==, 0);
}

/* What is found by walking from edge to edge is what asking each minute finds. */
static void
test_changes_agree_with_a_walk_by_minutes (void)
{
  static const char *const zones[]
      = { "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe" };
  g_autoptr (TbQuietHours) hours = tb_quiet_hours_new_from_strings (
      STRINGS ("mon-fri 18:00-08:00", "sun 01:45-02:15", "wed,sat 00:00-24:00"), NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zones[i]);
      const gint64 start = fake_wall_clock_read ("UTC", "2026-01-01T00:00:00");
      gint64 next = start;
      guint n_changes = 0;

      g_assert_nonnull (zone);
      for (gint64 at = start; at < start + 366 * G_TIME_SPAN_DAY; at += G_TIME_SPAN_MINUTE)
        {
          if (at == next)
            {
              next = tb_quiet_hours_next_change (hours, zone, at);
              n_changes++;
            }
          g_assert_cmpint (tb_quiet_hours_contain (hours, zone, at), ==,
                           !tb_quiet_hours_contain (hours, zone, next));
        }
      g_assert_cmpuint (n_changes, >, 500);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add_func ("/inbox/quiet-hours/" name, func)
  ADD ("spans-are-read", test_spans_are_read);
  ADD ("mistakes-are-told", test_mistakes_are_told);
  ADD ("a-span-is-checked", test_a_span_is_checked);
  ADD ("a-mistake-does-not-cost-the-rest", test_a_mistake_does_not_cost_the_rest);
  ADD ("hours-are-described", test_hours_are_described);
  ADD ("a-week-without-surprises", test_a_week_without_surprises);
  ADD ("the-night-the-clocks-go-forward", test_the_night_the_clocks_go_forward);
  ADD ("the-night-the-clocks-go-back", test_the_night_the_clocks_go_back);
  ADD ("a-zone-that-never-changes", test_a_zone_that_never_changes);
  ADD ("a-day-that-a-country-left-out", test_a_day_that_a_country_left_out);
  ADD ("always-and-never-have-no-change", test_always_and_never_have_no_change);
  ADD ("changes-agree-with-a-walk-by-minutes", test_changes_agree_with_a_walk_by_minutes);
#undef ADD

  return g_test_run ();
}
