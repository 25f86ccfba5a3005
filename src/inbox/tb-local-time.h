/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TB_MINUTES_PER_DAY:
 *
 * Minutes on the face of the clock; a day when the clocks change has more or fewer.
 */
#define TB_MINUTES_PER_DAY (24 * 60)

/**
 * TbLocalTime:
 * @weekday: 0 for Monday to 6 for Sunday
 * @second: seconds since midnight, as the clock on the wall shows
 * @valid_until: first second since the Unix epoch, UTC, at which the clocks change; at the latest
 *   the one that was asked about
 *
 * What a clock on a wall shows, and how long one can reckon on with it.
 */
typedef struct
{
  guint weekday;
  guint second;
  gint64 valid_until;
} TbLocalTime;

/**
 * tb_local_time_at:
 * @zone: a time zone
 * @time: seconds since the Unix epoch, UTC
 * @horizon: until when the clocks' changes matter, likewise
 *
 * Returns: what the clock shows in @zone at @time
 */
TbLocalTime tb_local_time_at (GTimeZone *zone, gint64 time, gint64 horizon);

/**
 * tb_local_time_tomorrow:
 * @zone: a time zone
 * @time: microseconds since the Unix epoch, UTC
 * @hour: an hour of the day
 *
 * Returns: (transfer full): that hour on the day after the one that @time is on in @zone
 */
GDateTime *tb_local_time_tomorrow (GTimeZone *zone, gint64 time, guint hour);

/**
 * tb_local_time_describe:
 * @zone: a time zone
 * @time: microseconds since the Unix epoch, UTC
 * @now: the time now, likewise
 *
 * Returns: (transfer full): @time for the user: the time of day, and where that could be
 * mistaken, the day
 */
char *tb_local_time_describe (GTimeZone *zone, gint64 time, gint64 now);

/**
 * tb_local_time_describe_clock:
 * @minute: minutes after midnight, 0 to 1440
 *
 * Returns: (transfer full): that time of the day as the user's country writes it
 */
char *tb_local_time_describe_clock (guint minute);

G_END_DECLS
