/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account-editor.h"
#include "ui/tb-setup-page.h"

G_BEGIN_DECLS

#define TB_TYPE_SECRET_PAGE (tb_secret_page_get_type ())
G_DECLARE_FINAL_TYPE (TbSecretPage, tb_secret_page, TB, SECRET_PAGE, TbSetupPage)

GtkWidget *tb_secret_page_new (TbAccountEditor *editor);

G_END_DECLS
