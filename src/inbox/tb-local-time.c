/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-local-time.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <string.h>

#define SECONDS_PER_DAY ((gint64) TB_MINUTES_PER_DAY * 60)

/* The first of January 1970 was a Thursday. */
#define WEEKDAY_OF_EPOCH 3

/* The first second of (time, horizon] that is in another interval of the zone, or horizon. */
static gint64
find_transition (GTimeZone *zone, int interval, gint64 time, gint64 horizon)
{
  gint64 before = time;
  gint64 after = horizon;

  if (g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, horizon) == interval)
    return horizon;

  while (after - before > 1)
    {
      gint64 middle = before + (after - before) / 2;

      if (g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, middle) == interval)
        before = middle;
      else
        after = middle;
    }

  return after;
}

TbLocalTime
tb_local_time_at (GTimeZone *zone, gint64 time, gint64 horizon)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, time);
  gint64 local = time + g_time_zone_get_offset (zone, interval);
  gint64 second = local % SECONDS_PER_DAY;
  gint64 day;

  if (second < 0)
    second += SECONDS_PER_DAY;
  day = (local - second) / SECONDS_PER_DAY;

  return (TbLocalTime){
    .weekday = (guint) (((day + WEEKDAY_OF_EPOCH) % 7 + 7) % 7),
    .second = (guint) second,
    .valid_until = horizon > time ? find_transition (zone, interval, time, horizon) : horizon,
  };
}

static GDateTime *
new_local (GTimeZone *zone, gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);

  return utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
}

GDateTime *
tb_local_time_tomorrow (GTimeZone *zone, gint64 time, guint hour)
{
  g_autoptr (GDateTime) today = new_local (zone, time);
  g_autoptr (GDateTime) noon = NULL;
  g_autoptr (GDateTime) tomorrow = NULL;

  g_return_val_if_fail (today != NULL, NULL);

  /* By way of noon, since 24 hours later may be today still, or the day after tomorrow. */
  noon = g_date_time_new (zone, g_date_time_get_year (today), g_date_time_get_month (today),
                          g_date_time_get_day_of_month (today), 12, 0, 0);
  tomorrow = g_date_time_add_days (noon, 1);

  return g_date_time_new (zone, g_date_time_get_year (tomorrow), g_date_time_get_month (tomorrow),
                          g_date_time_get_day_of_month (tomorrow), (int) hour, 0, 0);
}

/* In whole days, by the calendar. */
static int
count_days (GDateTime *from, GDateTime *to)
{
  g_autoptr (GDate) first = g_date_new_dmy ((GDateDay) g_date_time_get_day_of_month (from),
                                            (GDateMonth) g_date_time_get_month (from),
                                            (GDateYear) g_date_time_get_year (from));
  g_autoptr (GDate) last = g_date_new_dmy ((GDateDay) g_date_time_get_day_of_month (to),
                                           (GDateMonth) g_date_time_get_month (to),
                                           (GDateYear) g_date_time_get_year (to));

  return g_date_days_between (first, last);
}

/* Countries with a.m. and p.m. have a format of their own for it. */
static const char *
get_time_format (void)
{
  return *nl_langinfo (T_FMT_AMPM) != '\0' && strstr (nl_langinfo (T_FMT), "%H") == NULL
                 && strstr (nl_langinfo (T_FMT), "%T") == NULL
             ? "%-I:%M %p"
             : "%H:%M";
}

char *
tb_local_time_describe (GTimeZone *zone, gint64 time, gint64 now)
{
  g_autoptr (GDateTime) then = new_local (zone, time);
  g_autoptr (GDateTime) today = new_local (zone, now);
  g_autofree char *clock = NULL;
  g_autofree char *day = NULL;
  int days;

  g_return_val_if_fail (then != NULL && today != NULL, g_strdup (""));

  clock = g_date_time_format (then, get_time_format ());
  days = count_days (today, then);
  if (days == 0)
    return g_steal_pointer (&clock);
  if (days == 1 && g_date_time_get_hour (then) == 0 && g_date_time_get_minute (then) == 0)
    /* Translators: the end of this day, as in “Quiet until midnight” */
    return g_strdup (_ ("midnight"));
  if (days == 1)
    /* Translators: a time of tomorrow, such as “tomorrow, 08:00” */
    return g_strdup_printf (_ ("tomorrow, %s"), clock);

  day = g_date_time_format (then, days > 1 && days < 7 ? "%A" : "%x");
  /* Translators: a day or date, and a time, such as “Monday, 08:00” */
  return g_strdup_printf (_ ("%s, %s"), day, clock);
}

char *
tb_local_time_describe_clock (guint minute)
{
  g_autoptr (GDateTime) time = NULL;

  /* Midnight at the end of a day, which no clock shows. */
  if (minute == TB_MINUTES_PER_DAY && strstr (get_time_format (), "%H") != NULL)
    return g_strdup ("24:00");

  time = g_date_time_new_utc (2000, 1, 1, (int) (minute / 60 % 24), (int) (minute % 60), 0);
  return g_date_time_format (time, get_time_format ());
}
