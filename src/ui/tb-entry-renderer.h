/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "inbox/tb-inbox-entry.h"

G_BEGIN_DECLS

/**
 * TbEntryRenderer:
 *
 * Draws an entry of the inbox as a row of a tree view: two lines, the same height for all. Its
 * text, which is not drawn, is what a screen reader says.
 */
#define TB_TYPE_ENTRY_RENDERER (tb_entry_renderer_get_type ())
G_DECLARE_FINAL_TYPE (TbEntryRenderer, tb_entry_renderer, TB, ENTRY_RENDERER, GtkCellRendererText)

GtkCellRenderer *tb_entry_renderer_new (void);
void tb_entry_renderer_set_entry (TbEntryRenderer *self, TbInboxEntry *entry, gint64 now);
char *tb_entry_renderer_dup_name (TbInboxEntry *entry);

G_END_DECLS
