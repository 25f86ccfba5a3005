/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TbTrayMenu:
 *
 * Exports a #GMenuModel and a #GActionGroup as com.canonical.dbusmenu, version
 * 3: what tray hosts read menus from.
 */
#define TB_TYPE_TRAY_MENU (tb_tray_menu_get_type ())
G_DECLARE_FINAL_TYPE (TbTrayMenu, tb_tray_menu, TB, TRAY_MENU, GObject)

/**
 * tb_tray_menu_new:
 * @connection: the session bus
 * @object_path: where to export
 * @error: return location for an error, or %NULL
 *
 * Exports an empty menu at @object_path for as long as the object lives.
 *
 * Returns: (transfer full): the menu, or %NULL with a #GIOError if something else
 *   is exported at @object_path
 */
TbTrayMenu *tb_tray_menu_new (GDBusConnection *connection, const char *object_path, GError **error);

/**
 * tb_tray_menu_set_model:
 * @self: a menu
 * @model: (nullable): the menu's items, or %NULL for none
 * @actions: (nullable): see tb_tray_set_menu()
 *
 * Replaces what is exported. Changes of @model are announced to hosts at most
 * once a main-loop iteration, changes of @actions likewise.
 */
void tb_tray_menu_set_model (TbTrayMenu *self, GMenuModel *model, GActionGroup *actions);

/**
 * tb_tray_menu_set_icon_theme_path:
 * @self: a menu
 * @path: (nullable): a folder with icons beside the icon theme
 *
 * Sets what hosts read as the menu's IconThemePath.
 */
void tb_tray_menu_set_icon_theme_path (TbTrayMenu *self, const char *path);

G_END_DECLS
