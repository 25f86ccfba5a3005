/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TbRemovableRow:
 *
 * A text, and a button that removes it. Signal: `remove-clicked`, which whoever has the row carries
 * out; the row may be destroyed in it.
 */
#define TB_TYPE_REMOVABLE_ROW (tb_removable_row_get_type ())
G_DECLARE_FINAL_TYPE (TbRemovableRow, tb_removable_row, TB, REMOVABLE_ROW, GtkBox)

GtkWidget *tb_removable_row_new (const char *text, const char *button_name, gboolean removable);
const char *tb_removable_row_get_text (TbRemovableRow *self);

G_END_DECLS
