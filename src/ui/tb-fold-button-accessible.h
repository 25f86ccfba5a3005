/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk-a11y.h>

G_BEGIN_DECLS

/**
 * TbFoldButtonAccessible:
 *
 * What a screen reader is told of a button that folds something: that it can be expanded, and
 * whether it is.
 */
#define TB_TYPE_FOLD_BUTTON_ACCESSIBLE (tb_fold_button_accessible_get_type ())
G_DECLARE_FINAL_TYPE (TbFoldButtonAccessible,
                      tb_fold_button_accessible,
                      TB,
                      FOLD_BUTTON_ACCESSIBLE,
                      GtkToggleButtonAccessible)

void tb_fold_button_accessible_toggled (GtkToggleButton *button, GtkImage *arrow);

G_END_DECLS
