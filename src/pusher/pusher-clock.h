/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define PUSHER_TYPE_CLOCK (pusher_clock_get_type ())
G_DECLARE_INTERFACE (PusherClock, pusher_clock, PUSHER, CLOCK, GObject)

/**
 * PusherClockFunc:
 * @user_data: what was given to pusher_clock_add_timer()
 *
 * Called once, when a timer is due.
 */
typedef void (*PusherClockFunc) (gpointer user_data);

/**
 * PusherClockInterface:
 * @get_time: see pusher_clock_get_time()
 * @add_timer: see pusher_clock_add_timer()
 * @cancel_timer: see pusher_clock_cancel_timer()
 * @get_random: see pusher_clock_get_random()
 *
 * Time and chance, as the room needs them: the system's in the program, a fake in tests.
 */
struct _PusherClockInterface
{
  GTypeInterface parent_interface;

  gint64 (*get_time) (PusherClock *self);
  guint (*add_timer) (PusherClock *self, gint64 delay, PusherClockFunc func, gpointer user_data);
  void (*cancel_timer) (PusherClock *self, guint timer);
  double (*get_random) (PusherClock *self);
};

gint64 pusher_clock_get_time (PusherClock *self);
guint
pusher_clock_add_timer (PusherClock *self, gint64 delay, PusherClockFunc func, gpointer user_data);
void pusher_clock_cancel_timer (PusherClock *self, guint timer);
void pusher_clock_clear_timer (PusherClock *self, guint *timer);
double pusher_clock_get_random (PusherClock *self);

G_END_DECLS
