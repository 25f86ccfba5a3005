/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-absence.h"

struct _PusherAbsence
{
  PusherClock *clock;
  PusherAbsenceFunc func;
  gpointer user_data;
  guint timer;
  gboolean is_long;
};

static void
on_long (gpointer user_data)
{
  PusherAbsence *self = user_data;

  self->timer = 0;
  self->is_long = TRUE;
  self->func (self->user_data);
}

/**
 * pusher_absence_new:
 * @clock: the time
 * @func: told when an absence has become long
 * @user_data: for @func
 *
 * Returns: (transfer full): an absence that has not begun
 */
PusherAbsence *
pusher_absence_new (PusherClock *clock, PusherAbsenceFunc func, gpointer user_data)
{
  PusherAbsence *self = g_new0 (PusherAbsence, 1);

  self->clock = g_object_ref (clock);
  self->func = func;
  self->user_data = user_data;

  return self;
}

/**
 * pusher_absence_free:
 * @self: (transfer full): an absence
 */
void
pusher_absence_free (PusherAbsence *self)
{
  pusher_absence_end (self);
  g_object_unref (self->clock);
  g_free (self);
}

/**
 * pusher_absence_begin:
 * @self: an absence
 *
 * There is no connection. One that has begun goes on.
 */
void
pusher_absence_begin (PusherAbsence *self)
{
  if (self->timer == 0 && !self->is_long)
    self->timer = pusher_clock_add_timer (self->clock, PUSHER_UNAVAILABLE_TIMEOUT * G_USEC_PER_SEC,
                                          on_long, self);
}

/**
 * pusher_absence_end:
 * @self: an absence
 *
 * There is a connection, or none is wanted.
 */
void
pusher_absence_end (PusherAbsence *self)
{
  pusher_clock_clear_timer (self->clock, &self->timer);
  self->is_long = FALSE;
}

/**
 * pusher_absence_is_long:
 * @self: an absence
 *
 * Returns: whether it lasts for %PUSHER_UNAVAILABLE_TIMEOUT or longer
 */
gboolean
pusher_absence_is_long (const PusherAbsence *self)
{
  return self->is_long;
}
