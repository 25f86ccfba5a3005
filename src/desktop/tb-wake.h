/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TB_WAKE_SUSPEND_MINIMUM:
 *
 * How much the clock that runs during a suspend must have gained on the one that
 * stands still before it counts as one, in µs. Setting the wall clock gains nothing.
 */
#define TB_WAKE_SUSPEND_MINIMUM (2 * G_USEC_PER_SEC)

/**
 * TbWake:
 *
 * Tells when the computer has slept, when its clock was set and when the network is another: what a
 * connection that was idle meanwhile must look into. Needs no permission and no service.
 *
 * #TbWake:network-available (boolean, read-only, notifying) is what the system believes.
 */
#define TB_TYPE_WAKE (tb_wake_get_type ())
G_DECLARE_FINAL_TYPE (TbWake, tb_wake, TB, WAKE, GObject)

/**
 * TbWake::resumed:
 * @self: the wake
 * @slept: for how long the computer was suspended, in µs
 *
 * The computer runs again.
 */

/**
 * TbWake::clock-changed:
 * @self: the wake
 *
 * The clock on the wall is another: somebody set it, or the computer has slept.
 */

/**
 * TbWake::network-changed:
 * @self: the wake
 *
 * The way to the network is another: a VPN, another Wi-Fi, a cable.
 */

/**
 * tb_wake_new:
 *
 * Returns: (transfer full): watches from now on, on the thread's default main context
 */
TbWake *tb_wake_new (void);

/**
 * tb_wake_get_network_available:
 * @self: a wake
 *
 * Returns: #TbWake:network-available
 */
gboolean tb_wake_get_network_available (TbWake *self);

/**
 * tb_wake_measure_suspend:
 * @boot_time: the clock that runs during a suspend, in µs
 * @monotonic_time: the clock that stands still, in µs
 * @difference: (inout): @boot_time less @monotonic_time at the last call
 *
 * Returns: for how long the computer was suspended since the last call, in µs; 0 if it was
 *   not, however somebody set the wall clock
 */
gint64 tb_wake_measure_suspend (gint64 boot_time, gint64 monotonic_time, gint64 *difference);

G_END_DECLS
