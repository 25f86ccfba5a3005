/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long ago, in as few letters as a row has room for. */

#include "ui/tb-relative-time.h"

#include <glib/gi18n-lib.h>

#define MINUTE ((gint64) 60 * G_USEC_PER_SEC)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define WEEK (7 * DAY)

static char *
format_local (gint64 time, const char *format)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  /* Not even a date for a time beyond the year 9999. */
  return local != NULL ? g_date_time_format (local, format) : g_strdup ("");
}

/**
 * tb_relative_time_format:
 * @then: a time, in µs since the Unix epoch, UTC
 * @now: the time now, likewise
 *
 * Says how long before @now @then was: minutes, hours and days, after a week the date. A time to
 * come, which is a clock that was wrong, is now.
 *
 * Returns: (transfer full): a few letters for the user
 */
char *
tb_relative_time_format (gint64 then, gint64 now)
{
  gint64 age = now - then;

  if (age < MINUTE)
    return g_strdup (_ ("now"));
  if (age < HOUR)
    return g_strdup_printf (ngettext ("%u min", "%u min", (gulong) (age / MINUTE)),
                            (guint) (age / MINUTE));
  if (age < DAY)
    return g_strdup_printf (ngettext ("%u h", "%u h", (gulong) (age / HOUR)), (guint) (age / HOUR));
  if (age < WEEK)
    return g_strdup_printf (ngettext ("%u day", "%u days", (gulong) (age / DAY)),
                            (guint) (age / DAY));

  return format_local (then, "%x");
}

/**
 * tb_relative_time_next_change:
 * @then: a time, in µs since the Unix epoch, UTC
 * @now: the time now, likewise
 *
 * Returns: the first time after @now at which tb_relative_time_format() says something else of
 * @then, or %G_MAXINT64 if it never does
 */
gint64
tb_relative_time_next_change (gint64 then, gint64 now)
{
  gint64 age = now - then;

  if (age < MINUTE)
    return then + MINUTE;
  if (age < HOUR)
    return then + (age / MINUTE + 1) * MINUTE;
  if (age < DAY)
    return then + (age / HOUR + 1) * HOUR;
  if (age < WEEK)
    return then + (age / DAY + 1) * DAY;

  return G_MAXINT64;
}

/**
 * tb_relative_time_format_exactly:
 * @then: a time, in µs since the Unix epoch, UTC
 *
 * Returns: (transfer full): date and time for the user, as usual in the user's country
 */
char *
tb_relative_time_format_exactly (gint64 then)
{
  return format_local (then, "%c");
}
