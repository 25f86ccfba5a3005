/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes every GSettings from now on keep its values in memory, in a place where an administrator
 * can fix the list of accounts. To be called before the first GSettings is made. */
void locked_settings_install (void);

/* Fixes the list as it is, or lets it go. */
void locked_settings_set_locked (gboolean locked);

G_END_DECLS
