/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TB_PROXY_SETTINGS_DELAY:
 *
 * How long the settings have to stay as they are before anybody is told, in ms: who changes a proxy
 * changes its kind, its host and its port.
 */
#define TB_PROXY_SETTINGS_DELAY 500

/**
 * TbProxySettings:
 *
 * Hears when the desktop's proxy settings are changed. What they say is GProxyResolver's business,
 * which tells nobody of changes. Listens to what the resolvers of GIO and libproxy read: the
 * settings of GNOME and its relatives, and KDE's file. The portal and the environment tell nothing.
 */
#define TB_TYPE_PROXY_SETTINGS (tb_proxy_settings_get_type ())
G_DECLARE_FINAL_TYPE (TbProxySettings, tb_proxy_settings, TB, PROXY_SETTINGS, GObject)

/**
 * TbProxySettings::changed:
 * @self: the settings
 *
 * Something in them is another.
 */

/**
 * tb_proxy_settings_new:
 *
 * Returns: (transfer full): listens from now on, on the thread's default main context
 */
TbProxySettings *tb_proxy_settings_new (void);

G_END_DECLS
