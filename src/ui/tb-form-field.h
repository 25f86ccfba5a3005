/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TbFormField:
 *
 * One thing to fill in: what it is, the widget for it, which is the child in a template, what it
 * means, and what is wrong with it.
 *
 * #TbFormField:label has a mnemonic; #TbFormField:help explains in a sentence.
 */
#define TB_TYPE_FORM_FIELD (tb_form_field_get_type ())
G_DECLARE_FINAL_TYPE (TbFormField, tb_form_field, TB, FORM_FIELD, GtkBox)

void tb_form_field_set_help (TbFormField *self, const char *help);
void tb_form_field_set_error (TbFormField *self, const char *error);
const char *tb_form_field_get_error (TbFormField *self);
GtkWidget *tb_form_field_get_control (TbFormField *self);

G_END_DECLS
