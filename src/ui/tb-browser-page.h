/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account-editor.h"
#include "ui/tb-setup-page.h"

G_BEGIN_DECLS

#define TB_TYPE_BROWSER_PAGE (tb_browser_page_get_type ())
G_DECLARE_FINAL_TYPE (TbBrowserPage, tb_browser_page, TB, BROWSER_PAGE, TbSetupPage)

GtkWidget *tb_browser_page_new (TbAccountEditor *editor);
const char *tb_browser_page_get_note (TbBrowserPage *self);

G_END_DECLS
