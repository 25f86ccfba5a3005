/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TB_TRAY_ITEM_INTERFACE:
 *
 * The D-Bus interface of a tray icon.
 */
#define TB_TRAY_ITEM_INTERFACE "org.kde.StatusNotifierItem"

/**
 * TB_TRAY_MENU_INTERFACE:
 *
 * The D-Bus interface of a tray icon's menu.
 */
#define TB_TRAY_MENU_INTERFACE "com.canonical.dbusmenu"

/**
 * tb_tray_interfaces_get_item:
 *
 * Returns: (transfer none): the description of %TB_TRAY_ITEM_INTERFACE, for ever valid
 */
GDBusInterfaceInfo *tb_tray_interfaces_get_item (void);

/**
 * tb_tray_interfaces_get_menu:
 *
 * Returns: (transfer none): the description of %TB_TRAY_MENU_INTERFACE, for ever valid
 */
GDBusInterfaceInfo *tb_tray_interfaces_get_menu (void);

G_END_DECLS
