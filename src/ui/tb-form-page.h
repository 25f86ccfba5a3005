/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account-editor.h"
#include "ui/tb-setup-page.h"

G_BEGIN_DECLS

#define TB_TYPE_FORM_PAGE (tb_form_page_get_type ())
G_DECLARE_FINAL_TYPE (TbFormPage, tb_form_page, TB, FORM_PAGE, TbSetupPage)

GtkWidget *tb_form_page_new (TbAccountEditor *editor);
void tb_form_page_set_note (TbFormPage *self, const char *note);
void tb_form_page_set_signed_in (TbFormPage *self, gboolean signed_in);

G_END_DECLS
