/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TB_TYPE_XEMBED_TRAY (tb_xembed_tray_get_type ())

/**
 * TbXembedTray:
 *
 * Whether the X server has a tray of the System Tray Protocol, from before there was
 * StatusNotifierItem: trayer, stalonetray, the panels of small window managers. It is looked for
 * without a toolkit, and from another thread, because a connection to a display waits for it.
 *
 * #TbXembedTray:present (boolean, read-only) notifies.
 */
G_DECLARE_FINAL_TYPE (TbXembedTray, tb_xembed_tray, TB, XEMBED_TRAY, GObject)

/**
 * tb_xembed_tray_new:
 *
 * Starts looking for a tray on the display of this process, and for one that comes later.
 *
 * Returns: (transfer full): whether there is one
 */
TbXembedTray *tb_xembed_tray_new (void);

/**
 * tb_xembed_tray_get_present:
 * @self: a tray
 *
 * Returns: #TbXembedTray:present
 */
gboolean tb_xembed_tray_get_present (TbXembedTray *self);

/**
 * tb_xembed_tray_is_possible:
 * @display: (nullable): the variable DISPLAY
 * @wayland_display: (nullable): the variable WAYLAND_DISPLAY
 *
 * Under Wayland there is an X server too, but no tray in it, and asking would start it.
 *
 * Returns: whether a session with these can have such a tray
 */
gboolean tb_xembed_tray_is_possible (const char *display, const char *wayland_display);

G_END_DECLS
