/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inbox/tb-wall-clock.h"

G_BEGIN_DECLS

/**
 * TbSystemClock:
 *
 * The computer's clock in the user's time zone. It sees itself when the zone is another; that
 * the clock was set or the computer has slept it must be told by tb_wall_clock_emit_changed().
 */
#define TB_TYPE_SYSTEM_CLOCK (tb_system_clock_get_type ())
G_DECLARE_FINAL_TYPE (TbSystemClock, tb_system_clock, TB, SYSTEM_CLOCK, GObject)

/**
 * tb_system_clock_new:
 *
 * Returns: (transfer full): the clock
 */
TbWallClock *tb_system_clock_new (void);

G_END_DECLS
