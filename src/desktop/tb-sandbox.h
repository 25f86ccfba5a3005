/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * tb_sandbox_is_inside:
 *
 * Returns: whether the program runs in a sandbox (Flatpak, Snap), where the desktop is reached
 *   through portals
 */
gboolean tb_sandbox_is_inside (void);

/**
 * tb_sandbox_detect:
 * @root: the folder that is looked at as if it were the root of the file system
 * @snap: (nullable): the value of the variable SNAP
 *
 * Returns: whether a process with these is in a sandbox
 */
gboolean tb_sandbox_detect (const char *root, const char *snap);

G_END_DECLS
