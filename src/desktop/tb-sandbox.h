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

G_END_DECLS
