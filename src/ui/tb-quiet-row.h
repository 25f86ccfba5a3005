/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "inbox/tb-quiet-span.h"

G_BEGIN_DECLS

/**
 * TbQuietRow:
 *
 * A span of the week at which it is to be quiet, to be edited: its days, and from when to when.
 *
 * Signals: `changed` when the user has changed it; `unwanted` when the user wants it gone.
 */
#define TB_TYPE_QUIET_ROW (tb_quiet_row_get_type ())
G_DECLARE_FINAL_TYPE (TbQuietRow, tb_quiet_row, TB, QUIET_ROW, GtkBox)

GtkWidget *tb_quiet_row_new (const TbQuietSpan *span);
void tb_quiet_row_get_span (TbQuietRow *self, TbQuietSpan *span);
gboolean tb_quiet_row_check (TbQuietRow *self);

G_END_DECLS
