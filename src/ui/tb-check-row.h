/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "account/tb-check-step.h"

G_BEGIN_DECLS

#define TB_TYPE_CHECK_ROW (tb_check_row_get_type ())
G_DECLARE_FINAL_TYPE (TbCheckRow, tb_check_row, TB, CHECK_ROW, GtkListBoxRow)

GtkWidget *tb_check_row_new (TbCheckStep *step);

G_END_DECLS
