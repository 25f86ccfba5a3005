/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-clock.h"

G_DEFINE_INTERFACE (PusherClock, pusher_clock, G_TYPE_OBJECT)

static void
pusher_clock_default_init (PusherClockInterface *interface)
{
}

/**
 * pusher_clock_get_time:
 * @self: a clock
 *
 * Returns: µs on a clock that never goes back and that nobody sets (row 14.11)
 */
gint64
pusher_clock_get_time (PusherClock *self)
{
  return PUSHER_CLOCK_GET_IFACE (self)->get_time (self);
}

/**
 * pusher_clock_add_timer:
 * @self: a clock
 * @delay: µs from now, 0 for the next turn of the main loop
 * @func: called once on the main context that was the thread's default here
 * @user_data: for @func; must live until it was called or the timer is cancelled
 *
 * Returns: the timer's number, never 0; invalid as soon as @func is called
 */
guint
pusher_clock_add_timer (PusherClock *self, gint64 delay, PusherClockFunc func, gpointer user_data)
{
  return PUSHER_CLOCK_GET_IFACE (self)->add_timer (self, MAX (delay, 0), func, user_data);
}

/**
 * pusher_clock_cancel_timer:
 * @self: a clock
 * @timer: a timer that has not been called yet
 */
void
pusher_clock_cancel_timer (PusherClock *self, guint timer)
{
  PUSHER_CLOCK_GET_IFACE (self)->cancel_timer (self, timer);
}

/**
 * pusher_clock_clear_timer:
 * @self: a clock
 * @timer: (inout): a timer, or 0
 *
 * Cancels @timer unless it is 0, and sets it to 0.
 */
void
pusher_clock_clear_timer (PusherClock *self, guint *timer)
{
  guint number = *timer;

  *timer = 0;
  if (number != 0)
    pusher_clock_cancel_timer (self, number);
}

/**
 * pusher_clock_get_random:
 * @self: a clock
 *
 * Returns: a number of [0, 1), for jitter; not for secrets
 */
double
pusher_clock_get_random (PusherClock *self)
{
  return PUSHER_CLOCK_GET_IFACE (self)->get_random (self);
}
