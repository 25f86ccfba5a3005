/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * TbWallClock:
 *
 * The clock on the wall, with the time zone it hangs in: the system's in the program, a fake in
 * tests. People set it, carry it to other zones and put the computer to sleep.
 *
 * Signals: `changed` when the clock was set, the zone is another or the computer has slept, so
 * that whatever was reckoned with the clock has to be reckoned again.
 */
#define TB_TYPE_WALL_CLOCK (tb_wall_clock_get_type ())
G_DECLARE_INTERFACE (TbWallClock, tb_wall_clock, TB, WALL_CLOCK, GObject)

/**
 * TbWallClockFunc:
 * @user_data: what was given with the function
 *
 * Called once, when a timer is due.
 */
typedef void (*TbWallClockFunc) (gpointer user_data);

/**
 * TbWallClockInterface:
 * @get_time: see tb_wall_clock_get_time()
 * @get_elapsed: see tb_wall_clock_get_elapsed()
 * @dup_zone: see tb_wall_clock_dup_zone()
 * @add_timer: see tb_wall_clock_add_timer()
 * @cancel_timer: see tb_wall_clock_clear_timer()
 *
 * What a clock does.
 */
struct _TbWallClockInterface
{
  GTypeInterface parent_interface;

  gint64 (*get_time) (TbWallClock *self);
  gint64 (*get_elapsed) (TbWallClock *self);
  GTimeZone *(*dup_zone) (TbWallClock *self);
  guint (*add_timer) (TbWallClock *self, gint64 delay, TbWallClockFunc func, gpointer user_data);
  void (*cancel_timer) (TbWallClock *self, guint timer);
};

/**
 * tb_wall_clock_get_time:
 * @self: a clock
 *
 * Returns: microseconds since the Unix epoch, UTC
 */
gint64 tb_wall_clock_get_time (TbWallClock *self);

/**
 * tb_wall_clock_get_elapsed:
 * @self: a clock
 *
 * Returns: microseconds on a clock that nobody sets and that runs on while the computer sleeps
 */
gint64 tb_wall_clock_get_elapsed (TbWallClock *self);

/**
 * tb_wall_clock_dup_zone:
 * @self: a clock
 *
 * Returns: (transfer full): the time zone as it is now
 */
GTimeZone *tb_wall_clock_dup_zone (TbWallClock *self);

/**
 * tb_wall_clock_add_timer:
 * @self: a clock
 * @delay: microseconds from now, not counting those that the computer sleeps
 * @func: called once on the thread's default main context
 * @user_data: for @func; must live until it was called or the timer is cleared
 *
 * Sets a timer. It does not know when the clock is set: `changed` tells, and then the timer is to
 * be set anew.
 *
 * Returns: the timer's number, never 0; invalid as soon as @func is called
 */
guint
tb_wall_clock_add_timer (TbWallClock *self, gint64 delay, TbWallClockFunc func, gpointer user_data);

/**
 * tb_wall_clock_clear_timer:
 * @self: a clock
 * @timer: (inout): a timer, or 0
 *
 * Cancels @timer unless it is 0, and sets it to 0.
 */
void tb_wall_clock_clear_timer (TbWallClock *self, guint *timer);

/**
 * tb_wall_clock_emit_changed:
 * @self: a clock
 *
 * Emits `changed`: for whoever hears that the clock was set or that the computer has slept.
 */
void tb_wall_clock_emit_changed (TbWallClock *self);

G_END_DECLS
