/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-wall-clock.h"

G_DEFINE_INTERFACE (TbWallClock, tb_wall_clock, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
tb_wall_clock_default_init (TbWallClockInterface *interface)
{
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", TB_TYPE_WALL_CLOCK, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

gint64
tb_wall_clock_get_time (TbWallClock *self)
{
  return TB_WALL_CLOCK_GET_IFACE (self)->get_time (self);
}

gint64
tb_wall_clock_get_elapsed (TbWallClock *self)
{
  return TB_WALL_CLOCK_GET_IFACE (self)->get_elapsed (self);
}

GTimeZone *
tb_wall_clock_dup_zone (TbWallClock *self)
{
  return TB_WALL_CLOCK_GET_IFACE (self)->dup_zone (self);
}

guint
tb_wall_clock_add_timer (TbWallClock *self, gint64 delay, TbWallClockFunc func, gpointer user_data)
{
  return TB_WALL_CLOCK_GET_IFACE (self)->add_timer (self, MAX (delay, 0), func, user_data);
}

void
tb_wall_clock_clear_timer (TbWallClock *self, guint *timer)
{
  guint number = *timer;

  *timer = 0;
  if (number != 0)
    TB_WALL_CLOCK_GET_IFACE (self)->cancel_timer (self, number);
}

void
tb_wall_clock_emit_changed (TbWallClock *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
