/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TB_TYPE_AUTOSTART (tb_autostart_get_type ())

/**
 * TbAutostart:
 *
 * Whether the desktop starts the program at login: the entry of the Desktop Application Autostart
 * Specification in the user's configuration folder, or one that the system's administrator put in
 * place. Outside a sandbox only; inside one the folder is not the desktop's.
 *
 * #TbAutostart:enabled (boolean, read-only) is what the files say now, and notifies when somebody
 * changes them.
 */
G_DECLARE_FINAL_TYPE (TbAutostart, tb_autostart, TB, AUTOSTART, GObject)

/**
 * tb_autostart_new:
 * @user_folder: the user's configuration folder, as g_get_user_config_dir() gives it
 * @system_folders: (array zero-terminated=1): those of the system, the most important first, as
 *   g_get_system_config_dirs() gives them
 *
 * Looks at the entry and follows it from now on, which costs a watch on the file system as long as
 * the object lives.
 *
 * Returns: (transfer full): whether the program is started at login
 */
TbAutostart *tb_autostart_new (const char *user_folder, const char *const *system_folders);

/**
 * tb_autostart_get_enabled:
 * @self: an autostart
 *
 * Returns: #TbAutostart:enabled
 */
gboolean tb_autostart_get_enabled (TbAutostart *self);

/**
 * tb_autostart_set_enabled:
 * @self: an autostart
 * @enabled: whether the program is to be started at login
 * @error: return location for an error, or %NULL
 *
 * Writes the user's entry, or removes it. Where the system has an entry of its own, one that hides
 * it takes the place of the user's. What else somebody wrote into the user's entry stays as long as
 * there is one.
 *
 * Returns: %FALSE with a %G_FILE_ERROR whose message is a sentence for the user
 */
gboolean tb_autostart_set_enabled (TbAutostart *self, gboolean enabled, GError **error);

G_END_DECLS
