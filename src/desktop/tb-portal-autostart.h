/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desktop/tb-background-portal.h"

G_BEGIN_DECLS

#define TB_TYPE_PORTAL_AUTOSTART (tb_portal_autostart_get_type ())

/**
 * TbPortalAutostart:
 *
 * Whether the desktop starts the program at login, in a sandbox: nobody can look there, so it is
 * what the Background portal has answered last.
 *
 * Properties, all read-only and notifying:
 * - #TbPortalAutostart:enabled (boolean): what the desktop has answered, and before its first
 *   answer what it is being asked for;
 * - #TbPortalAutostart:answered (boolean): whether it has answered yet;
 * - #TbPortalAutostart:available (boolean): %FALSE if the desktop has no such portal;
 * - #TbPortalAutostart:explanation (string, nullable): why it is not as it was wanted, a sentence
 *   for the user.
 */
G_DECLARE_FINAL_TYPE (TbPortalAutostart, tb_portal_autostart, TB, PORTAL_AUTOSTART, GObject)

/**
 * tb_portal_autostart_new:
 * @portal: the background portal
 * @portals: which portals there are
 * @enabled: what the desktop answered in the last run
 *
 * Asks the desktop to let the program run in the background, and to go on starting it at login or
 * not to begin with it.
 *
 * Returns: (transfer full): whether the program is started at login
 */
TbPortalAutostart *
tb_portal_autostart_new (TbBackgroundPortal *portal, TbPortals *portals, gboolean enabled);

/**
 * tb_portal_autostart_get_enabled:
 * @self: an autostart
 *
 * Returns: #TbPortalAutostart:enabled
 */
gboolean tb_portal_autostart_get_enabled (TbPortalAutostart *self);

/**
 * tb_portal_autostart_get_answered:
 * @self: an autostart
 *
 * Returns: #TbPortalAutostart:answered
 */
gboolean tb_portal_autostart_get_answered (TbPortalAutostart *self);

/**
 * tb_portal_autostart_get_available:
 * @self: an autostart
 *
 * Returns: #TbPortalAutostart:available
 */
gboolean tb_portal_autostart_get_available (TbPortalAutostart *self);

/**
 * tb_portal_autostart_get_explanation:
 * @self: an autostart
 *
 * Returns: (transfer none) (nullable): #TbPortalAutostart:explanation
 */
const char *tb_portal_autostart_get_explanation (TbPortalAutostart *self);

/**
 * tb_portal_autostart_set_enabled:
 * @self: an autostart
 * @enabled: whether the program is to be started at login
 *
 * Asks the desktop, whose answer #TbPortalAutostart:enabled follows.
 */
void tb_portal_autostart_set_enabled (TbPortalAutostart *self, gboolean enabled);

G_END_DECLS
