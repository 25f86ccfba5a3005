/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "inbox/tb-inbox-view.h"

G_BEGIN_DECLS

/**
 * TbInboxList:
 *
 * The rows of a view of the inbox. Only those on the screen are drawn, however many there are, and
 * what arrives moves neither the selection nor what is seen.
 *
 * Properties: `selected` (TbInboxEntry, nullable, read-only), notifies. Use
 * GtkTreeView::row-activated to hear of Enter and double clicks.
 */
#define TB_TYPE_INBOX_LIST (tb_inbox_list_get_type ())
G_DECLARE_FINAL_TYPE (TbInboxList, tb_inbox_list, TB, INBOX_LIST, GtkTreeView)

void tb_inbox_list_set_view (TbInboxList *self, TbInboxView *view);
TbInboxEntry *tb_inbox_list_get_selected (TbInboxList *self);
gboolean tb_inbox_list_select (TbInboxList *self, TbInboxEntry *entry);
void tb_inbox_list_select_first (TbInboxList *self);
void tb_inbox_list_unselect (TbInboxList *self);

G_END_DECLS
