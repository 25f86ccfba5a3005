/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TbSecretField:
 *
 * What proves to the web app who the user is: of which kind it is, and what it is. One that is
 * there already is only said to be there, until the user asks to replace it.
 */
#define TB_TYPE_SECRET_FIELD (tb_secret_field_get_type ())
G_DECLARE_FINAL_TYPE (TbSecretField, tb_secret_field, TB, SECRET_FIELD, GtkBox)

void tb_secret_field_set_kept (TbSecretField *self, const char *text);
void tb_secret_field_replace (TbSecretField *self);
gboolean tb_secret_field_is_kept (TbSecretField *self);
const char *tb_secret_field_get_header_name (TbSecretField *self);
const char *tb_secret_field_get_value (TbSecretField *self);
void tb_secret_field_clear (TbSecretField *self);
void tb_secret_field_set_error (TbSecretField *self, const char *error);
void tb_secret_field_focus (TbSecretField *self);

G_END_DECLS
