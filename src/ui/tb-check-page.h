/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account-editor.h"
#include "ui/tb-setup-page.h"

G_BEGIN_DECLS

#define TB_TYPE_CHECK_PAGE (tb_check_page_get_type ())
G_DECLARE_FINAL_TYPE (TbCheckPage, tb_check_page, TB, CHECK_PAGE, TbSetupPage)

GtkWidget *tb_check_page_new (TbAccountEditor *editor);

G_END_DECLS
