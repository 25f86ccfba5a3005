/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pusher/pusher-clock.h"

G_BEGIN_DECLS

#define FAKE_TYPE_CLOCK (fake_clock_get_type ())
G_DECLARE_FINAL_TYPE (FakeClock, fake_clock, FAKE, CLOCK, GObject)

FakeClock *fake_clock_new (void);
void fake_clock_advance (FakeClock *self, double seconds);
void fake_clock_set_random (FakeClock *self, double random);
void fake_clock_set_seed (FakeClock *self, guint32 seed);
guint fake_clock_get_timers (FakeClock *self);

G_END_DECLS
