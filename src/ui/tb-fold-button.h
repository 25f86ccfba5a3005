/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TbFoldButton:
 *
 * The heading of something that can be folded away: active while it is not. An arrow at its end
 * shows which, and screen readers are told.
 */
#define TB_TYPE_FOLD_BUTTON (tb_fold_button_get_type ())
G_DECLARE_FINAL_TYPE (TbFoldButton, tb_fold_button, TB, FOLD_BUTTON, GtkToggleButton)

void tb_fold_button_set_texts (TbFoldButton *self, const char *heading, const char *detail);

G_END_DECLS
