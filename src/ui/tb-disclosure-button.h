/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TbDisclosureButton:
 *
 * Shows and hides what is below it while it is active. Unlike GtkExpander it stands at the right
 * side of a window that is laid out from right to left.
 *
 * Property: `text` (string, with a mnemonic, write-only).
 */
#define TB_TYPE_DISCLOSURE_BUTTON (tb_disclosure_button_get_type ())
G_DECLARE_FINAL_TYPE (
    TbDisclosureButton, tb_disclosure_button, TB, DISCLOSURE_BUTTON, GtkToggleButton)

GtkWidget *tb_disclosure_button_new (void);

G_END_DECLS
