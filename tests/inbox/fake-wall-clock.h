/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "inbox/tb-wall-clock.h"

G_BEGIN_DECLS

#define FAKE_TYPE_WALL_CLOCK (fake_wall_clock_get_type ())
G_DECLARE_FINAL_TYPE (FakeWallClock, fake_wall_clock, FAKE, WALL_CLOCK, GObject)

FakeWallClock *fake_wall_clock_new (const char *zone, const char *local_time);
gint64 fake_wall_clock_read (const char *zone, const char *local_time);
void fake_wall_clock_advance (FakeWallClock *self, gint64 span);
void fake_wall_clock_sleep (FakeWallClock *self, gint64 span);
void fake_wall_clock_set (FakeWallClock *self, const char *local_time);
void fake_wall_clock_travel (FakeWallClock *self, const char *zone);
guint fake_wall_clock_get_timers (FakeWallClock *self);
guint fake_wall_clock_get_timers_set (FakeWallClock *self);

G_END_DECLS
