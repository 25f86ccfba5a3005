/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TbTrayWatcher:
 *
 * Keeps a StatusNotifierItem registered with org.kde.StatusNotifierWatcher, the
 * service that tells tray hosts about items: as soon as there is one, and again after
 * each of its restarts.
 *
 * The read-only property #TbTrayWatcher:registered notifies.
 */
#define TB_TYPE_TRAY_WATCHER (tb_tray_watcher_get_type ())
G_DECLARE_FINAL_TYPE (TbTrayWatcher, tb_tray_watcher, TB, TRAY_WATCHER, GObject)

/**
 * tb_tray_watcher_new:
 * @connection: the session bus
 * @item_path: where the item is exported on @connection
 *
 * Starts looking for the watcher; never starts one.
 *
 * Returns: (transfer full): what keeps the item registered
 */
TbTrayWatcher *tb_tray_watcher_new (GDBusConnection *connection, const char *item_path);

/**
 * tb_tray_watcher_get_registered:
 * @self: a watcher
 *
 * Returns: whether there is a watcher that accepted the item and has a host to show it
 */
gboolean tb_tray_watcher_get_registered (TbTrayWatcher *self);

G_END_DECLS
