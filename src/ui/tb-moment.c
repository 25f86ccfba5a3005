/* SPDX-License-Identifier: GPL-3.0-or-later */

/* When something is to be, in the words that people use of the next days. */

#include "ui/tb-moment.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <string.h>

/* From this hour on it is tonight and not today. */
#define FIRST_HOUR_OF_NIGHT 18

/* So many days ahead a day is known by its name alone. */
#define DAYS_OF_NAMES 6

/* What lasts longer than this, in h, has to say on which day it ends. */
#define LONGEST_NIGHT 12

/* Some days before the last that a GDateTime can be, at the end of the year 9999, in s since 1970.
 */
#define LAST_TIME G_GINT64_CONSTANT (253402000000)

typedef enum
{
  DAY_TODAY,
  DAY_TONIGHT,
  DAY_TOMORROW,
  DAY_NAMED, /* a day of the week, or a date */
} Day;

static GDateTime *
to_local (gint64 time, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc
      = g_date_time_new_from_unix_utc (CLAMP (time / G_USEC_PER_SEC, 0, LAST_TIME));

  return g_date_time_to_timezone (utc, zone);
}

/* Whether the user's country counts hours to twelve. */
static gboolean
is_clock_of_twelve (void)
{
  const char *format = nl_langinfo (T_FMT);

  return strstr (format, "%p") != NULL || strstr (format, "%P") != NULL
         || strstr (format, "%r") != NULL;
}

/* Days as on the calendar, from that of @now to that of @time. */
static int
count_days (GDateTime *time, GDateTime *now)
{
  GDate first;
  GDate second;

  g_date_set_dmy (&first, (GDateDay) g_date_time_get_day_of_month (now),
                  (GDateMonth) g_date_time_get_month (now), (GDateYear) g_date_time_get_year (now));
  g_date_set_dmy (&second, (GDateDay) g_date_time_get_day_of_month (time),
                  (GDateMonth) g_date_time_get_month (time),
                  (GDateYear) g_date_time_get_year (time));

  return g_date_days_between (&first, &second);
}

static Day
find_day (gint64 time, gint64 now, GTimeZone *zone)
{
  g_autoptr (GDateTime) local = to_local (time, zone);
  g_autoptr (GDateTime) local_now = to_local (now, zone);

  switch (count_days (local, local_now))
    {
    case 0:
      return g_date_time_get_hour (local) >= FIRST_HOUR_OF_NIGHT ? DAY_TONIGHT : DAY_TODAY;
    case 1:
      return DAY_TOMORROW;
    default:
      return DAY_NAMED;
    }
}

static char *
name_day (gint64 time, gint64 now, GTimeZone *zone)
{
  g_autoptr (GDateTime) local = to_local (time, zone);
  g_autoptr (GDateTime) local_now = to_local (now, zone);
  int n_days = count_days (local, local_now);

  if (n_days > 0 && n_days <= DAYS_OF_NAMES)
    return g_date_time_format (local, "%A");
  if (g_date_time_get_year (local) == g_date_time_get_year (local_now))
    /* TRANSLATORS: a day of this year, such as “12 March”; see g_date_time_format() */
    return g_date_time_format (local, _ ("%-d %B"));

  return g_date_time_format (local, "%x");
}

/**
 * tb_moment_format_time:
 * @time: a time, in µs since the Unix epoch, UTC
 * @zone: the user's time zone
 *
 * Returns: (transfer full): the time of the day, as usual in the user's country
 */
char *
tb_moment_format_time (gint64 time, GTimeZone *zone)
{
  g_autoptr (GDateTime) local = to_local (time, zone);
  g_autofree char *text = g_date_time_format (local, is_clock_of_twelve () ? "%l:%M %p" : "%H:%M");

  return g_strdup (g_strstrip (text));
}

/**
 * tb_moment_describe:
 * @time: a time to come, in µs since the Unix epoch, UTC
 * @now: the time now, likewise
 * @zone: the user's time zone
 *
 * Returns: (transfer full): the time of the day, and before it the day unless it is today
 */
char *
tb_moment_describe (gint64 time, gint64 now, GTimeZone *zone)
{
  g_autofree char *clock = tb_moment_format_time (time, zone);
  g_autofree char *day = NULL;

  switch (find_day (time, now, zone))
    {
    case DAY_TODAY:
    case DAY_TONIGHT:
      return g_steal_pointer (&clock);
    case DAY_TOMORROW:
      /* TRANSLATORS: a time of the day: “tomorrow, 08:00” */
      return g_strdup_printf (_ ("tomorrow, %s"), clock);
    case DAY_NAMED:
    default:
      day = name_day (time, now, zone);
      /* TRANSLATORS: a day and a time of the day: “Friday, 08:00” */
      return g_strdup_printf (_ ("%s, %s"), day, clock);
    }
}

static char *
describe_begun (const TbMaintenance *maintenance, gint64 now, GTimeZone *zone)
{
  gint64 starts_at = tb_maintenance_get_starts_at (maintenance);
  gint64 ends_at = tb_maintenance_get_ends_at (maintenance);
  g_autofree char *end = NULL;

  if (ends_at == 0)
    return g_strdup (starts_at != 0 ? _ ("Maintenance now") : _ ("Maintenance is announced"));

  end = tb_moment_describe (ends_at, now, zone);
  /* TRANSLATORS: until “23:00” or “tomorrow, 06:00” */
  return g_strdup_printf (
      starts_at != 0 ? _ ("Maintenance now, until %s") : _ ("Maintenance until %s"), end);
}

/* From @start on, on a day; nobody said until when. */
static char *
describe_open (Day day, const char *start, const char *day_name)
{
  switch (day)
    {
    case DAY_TODAY:
      return g_strdup_printf (_ ("Maintenance today from %s"), start);
    case DAY_TONIGHT:
      return g_strdup_printf (_ ("Maintenance tonight from %s"), start);
    case DAY_TOMORROW:
      return g_strdup_printf (_ ("Maintenance tomorrow from %s"), start);
    case DAY_NAMED:
    default:
      /* TRANSLATORS: a day (“Friday”, “12 March”) and a time of the day */
      return g_strdup_printf (_ ("Maintenance on %s from %s"), day_name, start);
    }
}

/* Within one day or night. */
static char *
describe_span (Day day, const char *start, const char *end, const char *day_name)
{
  switch (day)
    {
    case DAY_TODAY:
      return g_strdup_printf (_ ("Maintenance today, %s–%s"), start, end);
    case DAY_TONIGHT:
      return g_strdup_printf (_ ("Maintenance tonight, %s–%s"), start, end);
    case DAY_TOMORROW:
      return g_strdup_printf (_ ("Maintenance tomorrow, %s–%s"), start, end);
    case DAY_NAMED:
    default:
      /* TRANSLATORS: a day (“Friday”, “12 March”) and two times of the day */
      return g_strdup_printf (_ ("Maintenance on %s, %s–%s"), day_name, start, end);
    }
}

/**
 * tb_moment_describe_maintenance:
 * @maintenance: maintenance that is not over
 * @now: the time now, in µs since the Unix epoch, UTC
 * @zone: the user's time zone
 *
 * Returns: (transfer full): when it takes place, in a few words
 */
char *
tb_moment_describe_maintenance (const TbMaintenance *maintenance, gint64 now, GTimeZone *zone)
{
  gint64 starts_at = tb_maintenance_get_starts_at (maintenance);
  gint64 ends_at = tb_maintenance_get_ends_at (maintenance);
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;
  g_autofree char *day_name = NULL;
  Day day;

  if (starts_at <= now)
    return describe_begun (maintenance, now, zone);

  if (ends_at - starts_at > (gint64) LONGEST_NIGHT * 60 * 60 * G_USEC_PER_SEC)
    {
      start = tb_moment_describe (starts_at, now, zone);
      end = tb_moment_describe (ends_at, now, zone);
      /* TRANSLATORS: from “22:00” or “tomorrow, 22:00” until “Friday, 06:00” */
      return g_strdup_printf (_ ("Maintenance from %s until %s"), start, end);
    }

  day = find_day (starts_at, now, zone);
  day_name = name_day (starts_at, now, zone);
  start = tb_moment_format_time (starts_at, zone);
  if (ends_at == 0)
    return describe_open (day, start, day_name);

  end = tb_moment_format_time (ends_at, zone);
  return describe_span (day, start, end, day_name);
}

/**
 * tb_moment_next_midnight:
 * @now: the time now, in µs since the Unix epoch, UTC
 * @zone: the user's time zone
 *
 * Returns: when today ends and tomorrow becomes today
 */
gint64
tb_moment_next_midnight (gint64 now, GTimeZone *zone)
{
  g_autoptr (GDateTime) local = to_local (now, zone);
  g_autoptr (GDateTime) tomorrow = g_date_time_add_days (local, 1);
  g_autoptr (GDateTime) midnight
      = g_date_time_new (zone, g_date_time_get_year (tomorrow), g_date_time_get_month (tomorrow),
                         g_date_time_get_day_of_month (tomorrow), 0, 0, 0);

  return g_date_time_to_unix (midnight) * G_USEC_PER_SEC;
}
