/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/tb-setup-page.h"

G_BEGIN_DECLS

#define TB_TYPE_START_PAGE (tb_start_page_get_type ())
G_DECLARE_FINAL_TYPE (TbStartPage, tb_start_page, TB, START_PAGE, TbSetupPage)

GtkWidget *tb_start_page_new (void);

G_END_DECLS
