/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-quiet-plan.h"

#include <glib/gi18n.h>

#include "inbox/tb-local-time.h"

/* More stretches of quiet than this that touch one another have no end. */
#define MOST_STRETCHES 64

static gboolean
is_in_hours (const TbQuietPlan *self, GTimeZone *zone, gint64 time)
{
  return self->break_until <= time && tb_quiet_hours_contain (self->hours, zone, time);
}

TbQuietCause
tb_quiet_plan_get_cause (const TbQuietPlan *self, GTimeZone *zone, gint64 now)
{
  if (self->snooze_until > now)
    return TB_QUIET_CAUSE_SNOOZE;

  return is_in_hours (self, zone, now) ? TB_QUIET_CAUSE_HOURS : TB_QUIET_CAUSE_NONE;
}

gint64
tb_quiet_plan_find_end (const TbQuietPlan *self, GTimeZone *zone, gint64 now)
{
  gint64 at = now;

  /* From one that makes it quiet to the next. */
  for (guint i = 0; i < MOST_STRETCHES && at != 0; i++)
    {
      if (self->snooze_until > at)
        at = self->snooze_until;
      else if (is_in_hours (self, zone, at))
        at = tb_quiet_hours_next_change (self->hours, zone, at);
      else
        return at;
    }

  return 0;
}

static gint64
find_midnight (GTimeZone *zone, gint64 now)
{
  g_autoptr (GDateTime) midnight = tb_local_time_tomorrow (zone, now, 0);

  return g_date_time_to_unix (midnight) * G_USEC_PER_SEC;
}

/* 0 is never. */
static gint64
earlier (gint64 one, gint64 other)
{
  return one == 0 || (other != 0 && other < one) ? other : one;
}

gint64
tb_quiet_plan_find_next (const TbQuietPlan *self, GTimeZone *zone, gint64 now)
{
  gint64 next = tb_quiet_hours_next_change (self->hours, zone, now);

  if (self->snooze_until > now)
    next = earlier (next, self->snooze_until);
  if (self->break_until > now)
    next = earlier (next, self->break_until);
  /* Tomorrow becomes today, and is called so. */
  if (tb_quiet_plan_get_cause (self, zone, now) != TB_QUIET_CAUSE_NONE)
    next = earlier (next, find_midnight (zone, now));

  return next;
}

char *
tb_quiet_plan_describe (const TbQuietPlan *self, GTimeZone *zone, gint64 now)
{
  g_autofree char *end = NULL;
  gint64 until;

  if (tb_quiet_plan_get_cause (self, zone, now) == TB_QUIET_CAUSE_NONE)
    return NULL;

  until = tb_quiet_plan_find_end (self, zone, now);
  if (until == 0)
    return g_strdup (_ ("Quiet"));

  end = tb_local_time_describe (zone, until, now);
  /* Translators: a time, and maybe a day before it */
  return g_strdup_printf (_ ("Quiet until %s"), end);
}
