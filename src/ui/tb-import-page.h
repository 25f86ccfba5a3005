/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account-editor.h"
#include "ui/tb-setup-page.h"

G_BEGIN_DECLS

#define TB_TYPE_IMPORT_PAGE (tb_import_page_get_type ())
G_DECLARE_FINAL_TYPE (TbImportPage, tb_import_page, TB, IMPORT_PAGE, TbSetupPage)

GtkWidget *tb_import_page_new (TbAccountEditor *editor);
void tb_import_page_load (TbImportPage *self, GFile *file);
const char *tb_import_page_get_note (TbImportPage *self);

G_END_DECLS
