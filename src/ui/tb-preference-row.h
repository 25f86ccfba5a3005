/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TbPreferenceRow:
 *
 * A preference: what it is about, and the control that sets it, which is added as its child and is
 * what the title's mnemonic leads to.
 *
 * Properties: `title` (string, with a mnemonic, write-only); `caption` (string, nullable,
 * write-only), a sentence below the title; `locked` (boolean, write-only), whether an administrator
 * has fixed it, which makes the control insensitive and says so.
 */
#define TB_TYPE_PREFERENCE_ROW (tb_preference_row_get_type ())
G_DECLARE_FINAL_TYPE (TbPreferenceRow, tb_preference_row, TB, PREFERENCE_ROW, GtkBox)

GtkWidget *tb_preference_row_new (void);

G_END_DECLS
