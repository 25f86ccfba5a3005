/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-quiet.h"

#include "inbox/tb-local-time.h"
#include "inbox/tb-quiet-plan.h"
#include "inbox/tb-setting-time.h"

/*
 * Tomorrow morning is never further away, not even for somebody who flies from Kiribati to Hawaii,
 * so a snooze that ends later comes of a clock that was wrong.
 */
#define LONGEST_SNOOZE (60 * G_TIME_SPAN_HOUR)

/* For how long hours that have no end can be ended. */
#define ENDLESS_BREAK G_TIME_SPAN_DAY

struct _TbQuiet
{
  GObject parent_instance;

  TbPreferences *preferences;
  TbWallClock *clock;
  TbQuietPlan plan; /* owns its hours */
  char *mistake;
  /* When a snooze that is a length of time ends, on the clock that nobody sets; else 0. */
  gint64 snooze_deadline;
  gboolean is_writing;
  gint64 ended_since;

  gboolean active;
  gint64 until;
  TbQuietCause cause;
  char *description;
  guint timer;
};

enum
{
  PROP_ACTIVE = 1,
  PROP_UNTIL,
  PROP_CAUSE,
  PROP_DESCRIPTION,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TbQuiet, tb_quiet, G_TYPE_OBJECT)

static void reckon (TbQuiet *self);

/* @value is empty to unset it. What is the same is not written again. */
static void
write_time (TbQuiet *self, const char *key, const char *value)
{
  g_autofree char *old = tb_preferences_dup_string (self->preferences, key);

  if (g_str_equal (old, value))
    return;

  self->is_writing = TRUE;
  tb_preferences_set_string (self->preferences, key, value);
  self->is_writing = FALSE;
}

static void
write_moment (TbQuiet *self, const char *key, gint64 time)
{
  g_autofree char *text = tb_setting_time_print (time);

  write_time (self, key, text);
}

static gint64
read_time (TbQuiet *self, const char *key, gboolean *is_moment)
{
  g_autofree char *text = tb_preferences_dup_string (self->preferences, key);
  g_autoptr (GTimeZone) zone = tb_wall_clock_dup_zone (self->clock);

  return tb_setting_time_parse (text, zone, is_moment);
}

static void
read_snooze (TbQuiet *self)
{
  gint64 now = tb_wall_clock_get_time (self->clock);
  gboolean is_moment;

  self->plan.snooze_until = read_time (self, TB_PREFERENCE_SNOOZE_UNTIL, &is_moment);
  self->snooze_deadline
      = self->plan.snooze_until != 0 && is_moment
            ? tb_wall_clock_get_elapsed (self->clock) + self->plan.snooze_until - now
            : 0;
}

static void
read_break (TbQuiet *self)
{
  gboolean is_moment;

  self->plan.break_until = read_time (self, TB_PREFERENCE_QUIET_HOURS_BREAK_UNTIL, &is_moment);
}

static void
read_hours (TbQuiet *self)
{
  g_auto (GStrv) strings
      = tb_preferences_dup_strings (self->preferences, TB_PREFERENCE_QUIET_HOURS);

  g_clear_pointer (&self->plan.hours, tb_quiet_hours_unref);
  g_clear_pointer (&self->mistake, g_free);
  self->plan.hours
      = tb_quiet_hours_new_from_strings ((const char *const *) strings, &self->mistake);
}

static void
forget_snooze (TbQuiet *self)
{
  self->plan.snooze_until = 0;
  self->snooze_deadline = 0;
  write_time (self, TB_PREFERENCE_SNOOZE_UNTIL, "");
}

static void
forget_break (TbQuiet *self)
{
  self->plan.break_until = 0;
  write_time (self, TB_PREFERENCE_QUIET_HOURS_BREAK_UNTIL, "");
}

static void
on_due (gpointer user_data)
{
  TbQuiet *self = TB_QUIET (user_data);

  self->timer = 0;
  reckon (self);
}

/* When it began is kept for as long as it lasts, also over a restart. */
static void
remember_beginning (TbQuiet *self, gboolean active, gint64 now)
{
  gboolean is_moment;
  gint64 since = read_time (self, TB_PREFERENCE_QUIET_SINCE, &is_moment);

  if (active && since == 0)
    {
      write_moment (self, TB_PREFERENCE_QUIET_SINCE, now);
    }
  else if (!active && since != 0)
    {
      self->ended_since = since;
      write_time (self, TB_PREFERENCE_QUIET_SINCE, "");
    }
}

/* Takes @description over. */
static void
set_state (TbQuiet *self, TbQuietCause cause, gint64 until, char *description)
{
  g_autoptr (TbQuiet) keep = g_object_ref (self);
  g_autofree char *old_description = self->description;
  gboolean active = cause != TB_QUIET_CAUSE_NONE;

  g_object_freeze_notify (G_OBJECT (self));
  if (self->active != active)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
  if (self->until != until)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNTIL]);
  if (self->cause != cause)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAUSE]);
  if (g_strcmp0 (self->description, description) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DESCRIPTION]);
  self->active = active;
  self->until = until;
  self->cause = cause;
  self->description = description;
  g_object_thaw_notify (G_OBJECT (self));
}

static void
set_timer (TbQuiet *self, gint64 now, gint64 next)
{
  tb_wall_clock_clear_timer (self->clock, &self->timer);
  if (next != 0)
    self->timer = tb_wall_clock_add_timer (self->clock, next - now, on_due, self);
}

static void
reckon (TbQuiet *self)
{
  g_autoptr (GTimeZone) zone = tb_wall_clock_dup_zone (self->clock);
  gint64 now = tb_wall_clock_get_time (self->clock);
  gint64 snooze_until = self->plan.snooze_until;
  TbQuietCause cause;

  /* What is over is forgotten, or it would be back when somebody sets the clock back. */
  if (snooze_until != 0 && (snooze_until <= now || snooze_until - now > LONGEST_SNOOZE))
    forget_snooze (self);
  if (self->plan.break_until != 0
      && (self->plan.break_until <= now || !tb_quiet_hours_contain (self->plan.hours, zone, now)))
    forget_break (self);

  cause = tb_quiet_plan_get_cause (&self->plan, zone, now);
  remember_beginning (self, cause != TB_QUIET_CAUSE_NONE, now);
  set_timer (self, now, tb_quiet_plan_find_next (&self->plan, zone, now));
  set_state (self, cause,
             cause != TB_QUIET_CAUSE_NONE ? tb_quiet_plan_find_end (&self->plan, zone, now) : 0,
             tb_quiet_plan_describe (&self->plan, zone, now));
}

/* Half an hour ends after half an hour, wherever the hands of the clock are now. */
static void
on_clock_changed (TbWallClock *clock, gpointer user_data)
{
  TbQuiet *self = TB_QUIET (user_data);
  gint64 left = self->snooze_deadline - tb_wall_clock_get_elapsed (clock);

  if (self->snooze_deadline == 0)
    {
      read_snooze (self);
    }
  else
    {
      self->plan.snooze_until = tb_wall_clock_get_time (clock) + left;
      write_moment (self, TB_PREFERENCE_SNOOZE_UNTIL,
                    tb_setting_time_round_up (self->plan.snooze_until));
    }
  reckon (self);
}

static void
on_snooze_changed (TbPreferences *preferences, const char *key, gpointer user_data)
{
  TbQuiet *self = TB_QUIET (user_data);

  if (self->is_writing)
    return;
  read_snooze (self);
  reckon (self);
}

static void
on_break_changed (TbPreferences *preferences, const char *key, gpointer user_data)
{
  TbQuiet *self = TB_QUIET (user_data);

  if (self->is_writing)
    return;
  read_break (self);
  reckon (self);
}

/* Whoever sets other hours means them to hold at once. */
static void
on_hours_changed (TbPreferences *preferences, const char *key, gpointer user_data)
{
  TbQuiet *self = TB_QUIET (user_data);

  read_hours (self);
  forget_break (self);
  reckon (self);
}

static void
tb_quiet_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TbQuiet *self = TB_QUIET (object);

  switch (id)
    {
    case PROP_ACTIVE:
      g_value_set_boolean (value, self->active);
      break;
    case PROP_UNTIL:
      g_value_set_int64 (value, self->until);
      break;
    case PROP_CAUSE:
      g_value_set_uint (value, self->cause);
      break;
    case PROP_DESCRIPTION:
      g_value_set_string (value, self->description);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tb_quiet_finalize (GObject *object)
{
  TbQuiet *self = TB_QUIET (object);

  tb_wall_clock_clear_timer (self->clock, &self->timer);
  g_clear_object (&self->preferences);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->plan.hours, tb_quiet_hours_unref);
  g_free (self->mistake);
  g_free (self->description);

  G_OBJECT_CLASS (tb_quiet_parent_class)->finalize (object);
}

static void
tb_quiet_class_init (TbQuietClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tb_quiet_get_property;
  object_class->finalize = tb_quiet_finalize;

  properties[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, FALSE, flags);
  properties[PROP_UNTIL] = g_param_spec_int64 ("until", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_CAUSE] = g_param_spec_uint ("cause", NULL, NULL, TB_QUIET_CAUSE_NONE,
                                              TB_QUIET_CAUSE_HOURS, TB_QUIET_CAUSE_NONE, flags);
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
tb_quiet_init (TbQuiet *self)
{
}

TbQuiet *
tb_quiet_new (TbPreferences *preferences, TbWallClock *clock)
{
  TbQuiet *self;

  g_return_val_if_fail (TB_IS_PREFERENCES (preferences), NULL);
  g_return_val_if_fail (TB_IS_WALL_CLOCK (clock), NULL);

  self = g_object_new (TB_TYPE_QUIET, NULL);
  self->preferences = g_object_ref (preferences);
  self->clock = g_object_ref (clock);
  g_signal_connect_object (preferences, "changed::" TB_PREFERENCE_SNOOZE_UNTIL,
                           G_CALLBACK (on_snooze_changed), self, 0);
  g_signal_connect_object (preferences, "changed::" TB_PREFERENCE_QUIET_HOURS_BREAK_UNTIL,
                           G_CALLBACK (on_break_changed), self, 0);
  g_signal_connect_object (preferences, "changed::" TB_PREFERENCE_QUIET_HOURS,
                           G_CALLBACK (on_hours_changed), self, 0);
  g_signal_connect_object (clock, "changed", G_CALLBACK (on_clock_changed), self, 0);
  read_hours (self);
  read_snooze (self);
  read_break (self);
  reckon (self);

  return self;
}

gboolean
tb_quiet_get_active (TbQuiet *self)
{
  g_return_val_if_fail (TB_IS_QUIET (self), FALSE);

  return self->active;
}

gint64
tb_quiet_get_until (TbQuiet *self)
{
  g_return_val_if_fail (TB_IS_QUIET (self), 0);

  return self->until;
}

TbQuietCause
tb_quiet_get_cause (TbQuiet *self)
{
  g_return_val_if_fail (TB_IS_QUIET (self), TB_QUIET_CAUSE_NONE);

  return self->cause;
}

gint64
tb_quiet_take_ended_since (TbQuiet *self)
{
  gint64 since;

  g_return_val_if_fail (TB_IS_QUIET (self), 0);

  since = self->ended_since;
  self->ended_since = 0;
  return since;
}

const char *
tb_quiet_get_mistake (TbQuiet *self)
{
  g_return_val_if_fail (TB_IS_QUIET (self), NULL);

  return self->mistake;
}

TbQuietHours *
tb_quiet_get_hours (TbQuiet *self)
{
  g_return_val_if_fail (TB_IS_QUIET (self), NULL);

  return self->plan.hours;
}

void
tb_quiet_snooze (TbQuiet *self, TbSnooze snooze)
{
  gint64 now;

  g_return_if_fail (TB_IS_QUIET (self));

  now = tb_wall_clock_get_time (self->clock);
  if (snooze == TB_SNOOZE_TOMORROW)
    {
      g_autoptr (GTimeZone) zone = tb_wall_clock_dup_zone (self->clock);
      g_autoptr (GDateTime) end = tb_local_time_tomorrow (zone, now, TB_SNOOZE_MORNING);
      g_autofree char *text = g_date_time_format (end, "%Y-%m-%dT%H:%M:%S");

      write_time (self, TB_PREFERENCE_SNOOZE_UNTIL, text);
    }
  else
    {
      write_moment (self, TB_PREFERENCE_SNOOZE_UNTIL,
                    tb_setting_time_round_up (
                        now + (snooze == TB_SNOOZE_HOUR ? 60 : 30) * G_TIME_SPAN_MINUTE));
    }

  read_snooze (self);
  reckon (self);
}

void
tb_quiet_end (TbQuiet *self)
{
  g_autoptr (GTimeZone) zone = NULL;
  gint64 now;

  g_return_if_fail (TB_IS_QUIET (self));

  zone = tb_wall_clock_dup_zone (self->clock);
  now = tb_wall_clock_get_time (self->clock);
  forget_snooze (self);
  if (tb_quiet_hours_contain (self->plan.hours, zone, now))
    {
      gint64 end = tb_quiet_hours_next_change (self->plan.hours, zone, now);

      write_moment (self, TB_PREFERENCE_QUIET_HOURS_BREAK_UNTIL,
                    tb_setting_time_round_up (end != 0 ? end : now + ENDLESS_BREAK));
      read_break (self);
    }
  reckon (self);
}

char *
tb_quiet_describe (TbQuiet *self)
{
  g_return_val_if_fail (TB_IS_QUIET (self), NULL);

  return g_strdup (self->description);
}
