/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TB_TYPE_STATUS_ICON (tb_status_icon_get_type ())

/**
 * TbStatusIcon:
 *
 * The icon in a tray of the System Tray Protocol, on X only: for desktops whose tray knows nothing
 * newer. GTK has to be ready; see tb_ui_ensure().
 *
 * #TbStatusIcon:icon-name (string, write-only) is the name of an icon of the theme, and
 * #TbStatusIcon:tooltip-text (string, write-only) plain text.
 *
 * Signals: `activate` (int x, int y) when the icon is chosen, with the middle of the icon in the
 * screen's pixels.
 */
G_DECLARE_FINAL_TYPE (TbStatusIcon, tb_status_icon, TB, STATUS_ICON, GObject)

TbStatusIcon *tb_status_icon_new (GMenuModel *menu, GActionGroup *app_actions);

G_END_DECLS
