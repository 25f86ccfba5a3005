/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-liveness.h"

struct _PusherLiveness
{
  PusherClock *clock;
  const PusherLivenessHandlers *handlers;
  gpointer user_data;

  gint64 activity_timeout;
  gint64 pong_timeout;
  gint64 last_received;
  guint activity_timer;
  guint pong_timer;
};

static void arm (PusherLiveness *self);

static void
on_pong_missing (gpointer user_data)
{
  PusherLiveness *self = user_data;

  self->pong_timer = 0;
  pusher_liveness_stop (self);
  self->handlers->dead (self->user_data);
}

static void
on_activity_due (gpointer user_data)
{
  PusherLiveness *self = user_data;

  self->activity_timer = 0;
  if (pusher_clock_get_time (self->clock) - self->last_received >= self->activity_timeout)
    pusher_liveness_check (self, self->pong_timeout);
  else
    arm (self);
}

/* One timer covers any number of frames: it looks at the time of the last one when it is due. */
static void
arm (PusherLiveness *self)
{
  gint64 due = self->last_received + self->activity_timeout;

  self->activity_timer = pusher_clock_add_timer (
      self->clock, due - pusher_clock_get_time (self->clock), on_activity_due, self);
}

/**
 * pusher_liveness_new:
 * @clock: the time
 * @handlers: who is told; static
 * @user_data: for @handlers
 *
 * Returns: (transfer full): a watch that is not running
 */
PusherLiveness *
pusher_liveness_new (PusherClock *clock, const PusherLivenessHandlers *handlers, gpointer user_data)
{
  PusherLiveness *self = g_new0 (PusherLiveness, 1);

  self->clock = g_object_ref (clock);
  self->handlers = handlers;
  self->user_data = user_data;

  return self;
}

/**
 * pusher_liveness_free:
 * @self: (transfer full): a watch, running or not
 */
void
pusher_liveness_free (PusherLiveness *self)
{
  pusher_liveness_stop (self);
  g_object_unref (self->clock);
  g_free (self);
}

/**
 * pusher_liveness_start:
 * @self: a watch
 * @activity_timeout: the silence after which a ping is sent, in µs (row 3.2)
 * @pong_timeout: the silence after a ping that means death, in µs (row 3.5)
 */
void
pusher_liveness_start (PusherLiveness *self, gint64 activity_timeout, gint64 pong_timeout)
{
  pusher_liveness_stop (self);
  self->activity_timeout = activity_timeout;
  self->pong_timeout = pong_timeout;
  self->last_received = pusher_clock_get_time (self->clock);
  arm (self);
}

/**
 * pusher_liveness_stop:
 * @self: a watch, running or not
 */
void
pusher_liveness_stop (PusherLiveness *self)
{
  pusher_clock_clear_timer (self->clock, &self->activity_timer);
  pusher_clock_clear_timer (self->clock, &self->pong_timer);
}

/**
 * pusher_liveness_received:
 * @self: a watch
 *
 * Notes a sign of life, of whatever kind (row 3.3). Costs no timer.
 */
void
pusher_liveness_received (PusherLiveness *self)
{
  self->last_received = pusher_clock_get_time (self->clock);
  if (self->pong_timer == 0)
    return;

  pusher_clock_clear_timer (self->clock, &self->pong_timer);
  arm (self);
}

/**
 * pusher_liveness_get_last_received:
 * @self: a watch that was started
 *
 * Returns: when the last sign of life came, in µs
 */
gint64
pusher_liveness_get_last_received (const PusherLiveness *self)
{
  return self->last_received;
}

/**
 * pusher_liveness_check:
 * @self: a running watch
 * @pong_timeout: how long the answer may take, in µs
 *
 * Sends a ping now and waits for the answer; while one is awaited no second is sent (row 3.10), but
 * the wait may become shorter.
 */
void
pusher_liveness_check (PusherLiveness *self, gint64 pong_timeout)
{
  gboolean waiting = self->pong_timer != 0;

  pusher_clock_clear_timer (self->clock, &self->activity_timer);
  pusher_clock_clear_timer (self->clock, &self->pong_timer);
  self->pong_timer = pusher_clock_add_timer (self->clock, pong_timeout, on_pong_missing, self);
  if (!waiting)
    self->handlers->ping (self->user_data);
}
