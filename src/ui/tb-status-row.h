/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "ui/tb-status-fact.h"

G_BEGIN_DECLS

/**
 * TbStatusRow:
 *
 * One fact of the status page, and the button that mends it.
 */
#define TB_TYPE_STATUS_ROW (tb_status_row_get_type ())
G_DECLARE_FINAL_TYPE (TbStatusRow, tb_status_row, TB, STATUS_ROW, GtkGrid)

GtkWidget *tb_status_row_new (void);
void tb_status_row_set_fact (TbStatusRow *self, const TbStatusFact *fact);

G_END_DECLS
