/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include "pusher/pusher-clock.h"

G_BEGIN_DECLS

#define PUSHER_TYPE_SYSTEM_CLOCK (pusher_system_clock_get_type ())
G_DECLARE_FINAL_TYPE (PusherSystemClock, pusher_system_clock, PUSHER, SYSTEM_CLOCK, GObject)

PusherClock *pusher_system_clock_new (void);

G_END_DECLS
