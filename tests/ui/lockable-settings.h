/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Settings in memory, of which an administrator can lock any. To be called before the first
 * GSettings. */
void lockable_settings_use (void);

/* @path: "/com/nebutra/Traybell/show-text" and the like. */
void lockable_settings_set_locked (const char *path, gboolean locked);

G_END_DECLS
