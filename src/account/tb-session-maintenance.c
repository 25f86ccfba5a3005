/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-session-maintenance.h"

/* The longest timer, in s: the end of a maintenance may lie further away than a timer reaches. */
#define LONGEST_WAIT (24 * 60 * 60)

/* How many dismissed announcements are known again. Nobody announces more at a time. */
#define MEMORY 16

struct _TbSessionMaintenance
{
  PusherClock *clock;
  TbSessionMaintenanceFunc changed;
  gpointer user_data;

  TbMaintenance *current;
  gint64 deadline; /* of the clock, in µs */
  guint timer;
  GPtrArray *dismissed; /* TbMaintenance, oldest first */
};

static void plan (TbSessionMaintenance *self);

static void
set_current (TbSessionMaintenance *self, TbMaintenance *maintenance)
{
  if (self->current == maintenance)
    return;

  g_clear_pointer (&self->current, tb_maintenance_unref);
  self->current = maintenance != NULL ? tb_maintenance_ref (maintenance) : NULL;
  self->changed (self->user_data);
}

static void
on_timer (gpointer user_data)
{
  TbSessionMaintenance *self = user_data;

  self->timer = 0;
  plan (self);
}

/* Ends the maintenance if it is over, or waits for its end. */
static void
plan (TbSessionMaintenance *self)
{
  gint64 left = self->deadline - pusher_clock_get_time (self->clock);

  pusher_clock_clear_timer (self->clock, &self->timer);
  if (self->current == NULL)
    return;

  if (left > 0)
    self->timer = pusher_clock_add_timer (
        self->clock, MIN (left, (gint64) LONGEST_WAIT * G_USEC_PER_SEC), on_timer, self);
  else
    set_current (self, NULL);
}

static gboolean
was_dismissed (TbSessionMaintenance *self, TbMaintenance *maintenance)
{
  for (guint i = 0; i < self->dismissed->len; i++)
    {
      if (tb_maintenance_equal (g_ptr_array_index (self->dismissed, i), maintenance))
        return TRUE;
    }

  return FALSE;
}

static void
unref_maintenance (gpointer data)
{
  tb_maintenance_unref (data);
}

/**
 * tb_session_maintenance_new:
 * @clock: the time
 * @changed: called whenever tb_session_maintenance_get() gives something else
 * @user_data: for @changed
 *
 * Returns: (transfer full): nothing was announced
 */
TbSessionMaintenance *
tb_session_maintenance_new (PusherClock *clock,
                            TbSessionMaintenanceFunc changed,
                            gpointer user_data)
{
  TbSessionMaintenance *self = g_new0 (TbSessionMaintenance, 1);

  self->clock = g_object_ref (clock);
  self->changed = changed;
  self->user_data = user_data;
  self->dismissed = g_ptr_array_new_with_free_func (unref_maintenance);

  return self;
}

/**
 * tb_session_maintenance_free:
 * @self: (transfer full): what was announced
 */
void
tb_session_maintenance_free (TbSessionMaintenance *self)
{
  pusher_clock_clear_timer (self->clock, &self->timer);
  g_clear_pointer (&self->current, tb_maintenance_unref);
  g_ptr_array_unref (self->dismissed);
  g_object_unref (self->clock);
  g_free (self);
}

/**
 * tb_session_maintenance_get:
 * @self: what was announced
 *
 * Returns: (transfer none) (nullable): the maintenance to tell the user of
 */
TbMaintenance *
tb_session_maintenance_get (TbSessionMaintenance *self)
{
  return self->current;
}

/**
 * tb_session_maintenance_take:
 * @self: what was announced
 * @maintenance: what is announced now, in place of what was before; one that is over, or that the
 * user has dismissed, is not told
 * @now: the time now, in µs since the Unix epoch, UTC
 */
void
tb_session_maintenance_take (TbSessionMaintenance *self, TbMaintenance *maintenance, gint64 now)
{
  if (was_dismissed (self, maintenance)
      || (self->current != NULL && tb_maintenance_equal (self->current, maintenance)))
    return;

  set_current (self, tb_maintenance_get_expires_at (maintenance) > now ? maintenance : NULL);
  tb_session_maintenance_update (self, now);
}

/**
 * tb_session_maintenance_dismiss:
 * @self: what was announced
 *
 * The user has seen it: it does not come back.
 */
void
tb_session_maintenance_dismiss (TbSessionMaintenance *self)
{
  if (self->current == NULL)
    return;

  if (self->dismissed->len == MEMORY)
    g_ptr_array_remove_index (self->dismissed, 0);
  g_ptr_array_add (self->dismissed, tb_maintenance_ref (self->current));
  set_current (self, NULL);
  plan (self);
}

/**
 * tb_session_maintenance_update:
 * @self: what was announced
 * @now: the time now, in µs since the Unix epoch, UTC
 *
 * Looks at the time again, as after the computer has slept.
 */
void
tb_session_maintenance_update (TbSessionMaintenance *self, gint64 now)
{
  if (self->current != NULL)
    self->deadline
        = pusher_clock_get_time (self->clock) + tb_maintenance_get_expires_at (self->current) - now;
  plan (self);
}
