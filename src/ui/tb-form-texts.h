/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account.h"
#include "ui/tb-form-field.h"

G_BEGIN_DECLS

#define TB_TYPE_FORM_TEXTS (tb_form_texts_get_type ())
G_DECLARE_FINAL_TYPE (TbFormTexts, tb_form_texts, TB, FORM_TEXTS, GObject)

void tb_form_texts_bind (GtkWidgetClass *widget_class);
TbFormTexts *tb_form_texts_new (GtkWidget *form);

TbFormField *tb_form_texts_get_field (TbFormTexts *self, const char *key);
char *tb_form_texts_dup (TbFormTexts *self, const char *key);
gboolean tb_form_texts_is_empty (TbFormTexts *self, const char *key);
gboolean tb_form_texts_is_advanced (const char *key);
void tb_form_texts_set (TbFormTexts *self, const char *key, const char *text);
void tb_form_texts_load (TbFormTexts *self, GVariant *settings);
void tb_form_texts_collect (TbFormTexts *self, GVariantDict *settings);
const char *tb_form_texts_check (TbFormTexts *self, TbAccount *draft);
void tb_form_texts_leave (TbFormTexts *self, const char *key);

G_END_DECLS
