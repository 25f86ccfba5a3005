/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "inbox/tb-preferences.h"

G_BEGIN_DECLS

/**
 * TbQuietEditor:
 *
 * The quiet hours of the week, to be edited. What is not right yet is not kept.
 */
#define TB_TYPE_QUIET_EDITOR (tb_quiet_editor_get_type ())
G_DECLARE_FINAL_TYPE (TbQuietEditor, tb_quiet_editor, TB, QUIET_EDITOR, GtkBox)

void tb_quiet_editor_set_preferences (TbQuietEditor *self, TbPreferences *preferences);

G_END_DECLS
