/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inbox/tb-quiet-cause.h"
#include "inbox/tb-quiet-hours.h"

G_BEGIN_DECLS

/**
 * TbQuietPlan:
 * @hours: the quiet hours of the week, unowned
 * @snooze_until: when a snooze ends, 0 if there is none
 * @break_until: until when the hours do not count, 0 if they do
 *
 * What makes it quiet when. Whether it is, is a function of this, the time zone and the time; all
 * times are microseconds since the Unix epoch, UTC.
 */
typedef struct
{
  TbQuietHours *hours;
  gint64 snooze_until;
  gint64 break_until;
} TbQuietPlan;

/**
 * tb_quiet_plan_get_cause:
 * @self: a plan
 * @zone: the user's time zone
 * @now: a time
 *
 * Returns: why it is quiet at @now; a snooze comes before quiet hours
 */
TbQuietCause tb_quiet_plan_get_cause (const TbQuietPlan *self, GTimeZone *zone, gint64 now);

/**
 * tb_quiet_plan_find_end:
 * @self: a plan
 * @zone: the user's time zone
 * @now: a time
 *
 * Returns: when it is not quiet any more, whatever makes it quiet until then; @now if it is not
 *   quiet, 0 if nothing ends it
 */
gint64 tb_quiet_plan_find_end (const TbQuietPlan *self, GTimeZone *zone, gint64 now);

/**
 * tb_quiet_plan_find_next:
 * @self: a plan
 * @zone: the user's time zone
 * @now: a time
 *
 * Returns: the first time after @now at which something about it may change, how it is described
 *   included; 0 if nothing ever does
 */
gint64 tb_quiet_plan_find_next (const TbQuietPlan *self, GTimeZone *zone, gint64 now);

/**
 * tb_quiet_plan_describe:
 * @self: a plan
 * @zone: the user's time zone
 * @now: a time
 *
 * Returns: (transfer full) (nullable): a few words for the user about @now, such as “Quiet until
 *   18:00”; %NULL if it is not quiet
 */
char *tb_quiet_plan_describe (const TbQuietPlan *self, GTimeZone *zone, gint64 now);

G_END_DECLS
