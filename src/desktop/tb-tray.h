/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TbTrayState:
 * @TB_TRAY_STATE_OFFLINE: not connected
 * @TB_TRAY_STATE_CONNECTING: connecting
 * @TB_TRAY_STATE_ONLINE: connected, nothing unread
 * @TB_TRAY_STATE_UNREAD: connected, something unread
 * @TB_TRAY_STATE_URGENT: something urgent is not acknowledged
 * @TB_TRAY_STATE_SIGN_IN: an account needs the user to sign in
 * @TB_TRAY_STATE_QUIET: connected, in quiet hours or snoozed
 *
 * What the icon tells. %TB_TRAY_STATE_URGENT asks for attention, the others are
 * active; none is passive, because hosts hide a passive item.
 */
typedef enum
{
  TB_TRAY_STATE_OFFLINE,
  TB_TRAY_STATE_CONNECTING,
  TB_TRAY_STATE_ONLINE,
  TB_TRAY_STATE_UNREAD,
  TB_TRAY_STATE_URGENT,
  TB_TRAY_STATE_SIGN_IN,
  TB_TRAY_STATE_QUIET,
} TbTrayState;

#define TB_TYPE_TRAY_STATE (tb_tray_state_get_type ())
GType tb_tray_state_get_type (void) G_GNUC_CONST;

/**
 * TB_TRAY_OBJECT_PATH:
 *
 * Where the item is exported, and what it registers with.
 */
#define TB_TRAY_OBJECT_PATH "/StatusNotifierItem"

/**
 * TB_TRAY_MENU_OBJECT_PATH:
 *
 * Where the item's menu is exported.
 */
#define TB_TRAY_MENU_OBJECT_PATH "/StatusNotifierItem/Menu"

/**
 * TbTray:
 *
 * A StatusNotifierItem: the icon in the tray, without a toolkit. It is exported
 * as long as it lives, and registers with the tray's watcher whenever one
 * appears.
 *
 * Properties, all notifying:
 * - #TbTray:state (#TbTrayState, read-write): which icon is shown; %TB_TRAY_STATE_OFFLINE at first;
 * - #TbTray:title (string, read-write): the item's name for lists and screen readers; "Traybell" at
 * first;
 * - #TbTray:tooltip-title (string, read-write): plain text and the program's own words, because
 *   hosts differ in what they make of "<"; empty means the title;
 * - #TbTray:tooltip-text (string, read-write): plain text, escaped for the hosts; may be empty;
 * - #TbTray:icon-theme-path (string, read-write): a folder with icons beside the icon
 *   theme, for running uninstalled; empty at first;
 * - #TbTray:registered (boolean, read-only): whether a watcher is present, accepted the item and
 * has a host to show it. %FALSE means that the user sees no icon.
 */
#define TB_TYPE_TRAY (tb_tray_get_type ())
G_DECLARE_FINAL_TYPE (TbTray, tb_tray, TB, TRAY, GObject)

/**
 * TbTray::activate:
 * @self: the tray
 * @x: where the pointer or the icon is, in root coordinates; 0 where there are none
 * @y: the same
 * @activation_token: (nullable): for the window that is presented because of this
 *
 * The user chose the icon with the first button.
 */

/**
 * TbTray::secondary-activate:
 * @self: the tray
 * @x: as in #TbTray::activate
 * @y: as in #TbTray::activate
 * @activation_token: (nullable): as in #TbTray::activate
 *
 * The user chose the icon with the middle button.
 */

/**
 * TbTray::context-menu:
 * @self: the tray
 * @x: as in #TbTray::activate
 * @y: as in #TbTray::activate
 * @activation_token: (nullable): as in #TbTray::activate
 *
 * The host (swaybar) cannot show the exported menu and asks the program to show
 * one: present a window instead.
 */

/**
 * tb_tray_new:
 * @connection: the session bus; only one tray a connection
 *
 * Exports the item and starts looking for a watcher.
 *
 * Returns: (transfer full): the tray
 */
TbTray *tb_tray_new (GDBusConnection *connection);

/**
 * tb_tray_set_menu:
 * @self: a tray
 * @model: (nullable): the menu, or %NULL for an empty one
 * @actions: (nullable): what the menu's actions are looked up in, by their
 *   full names ("app.quit" is looked up as "quit" where the group has no
 *   "app.quit"); %NULL leaves all items insensitive
 *
 * Sets the menu that the host shows. Follows changes of both from then on.
 */
void tb_tray_set_menu (TbTray *self, GMenuModel *model, GActionGroup *actions);

/**
 * tb_tray_get_state:
 * @self: a tray
 *
 * Returns: #TbTray:state
 */
TbTrayState tb_tray_get_state (TbTray *self);

/**
 * tb_tray_activate:
 * @self: a tray
 * @x: as in #TbTray::activate
 * @y: as in #TbTray::activate
 *
 * Emits #TbTray::activate, for an icon elsewhere that stands for this one.
 */
void tb_tray_activate (TbTray *self, int x, int y);

/**
 * tb_tray_get_icon_name:
 * @self: a tray
 *
 * Returns: (transfer none): the name of the icon of #TbTray:state
 */
const char *tb_tray_get_icon_name (TbTray *self);

/**
 * tb_tray_set_state:
 * @self: a tray
 * @state: the new state
 *
 * Sets #TbTray:state; hosts are told only of a change.
 */
void tb_tray_set_state (TbTray *self, TbTrayState state);

/**
 * tb_tray_set_tooltip:
 * @self: a tray
 * @title: (nullable): plain text; empty or %NULL means #TbTray:title
 * @text: (nullable): plain text
 *
 * Sets #TbTray:tooltip-title and #TbTray:tooltip-text at once; hosts are told
 * only of a change.
 */
void tb_tray_set_tooltip (TbTray *self, const char *title, const char *text);

/**
 * tb_tray_set_icon_theme_path:
 * @self: a tray
 * @path: (nullable): a folder
 *
 * Sets #TbTray:icon-theme-path.
 */
void tb_tray_set_icon_theme_path (TbTray *self, const char *path);

/**
 * tb_tray_get_registered:
 * @self: a tray
 *
 * Returns: #TbTray:registered
 */
gboolean tb_tray_get_registered (TbTray *self);

G_END_DECLS
