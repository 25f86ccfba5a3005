/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "account/tb-session-list.h"
#include "inbox/tb-inbox.h"

G_BEGIN_DECLS

/**
 * TbInboxPage:
 *
 * The page of the main window with all notifications: the list, search and filters, and the detail
 * of the one that is selected.
 *
 * Properties: `can-go-back` (boolean, read-only, notifies), whether the detail has taken the place
 * of the list in a narrow window; `searching` (boolean, notifies), whether the search is open.
 */
#define TB_TYPE_INBOX_PAGE (tb_inbox_page_get_type ())
G_DECLARE_FINAL_TYPE (TbInboxPage, tb_inbox_page, TB, INBOX_PAGE, GtkBox)

void tb_inbox_page_set_models (TbInboxPage *self, TbSessionList *sessions, TbInbox *inbox);
void tb_inbox_page_focus_list (TbInboxPage *self);
void tb_inbox_page_reset (TbInboxPage *self);
void tb_inbox_page_find (TbInboxPage *self);
gboolean tb_inbox_page_go_back (TbInboxPage *self);
void tb_inbox_page_show_notification (TbInboxPage *self, const char *id);
char *tb_inbox_page_dup_selected_text (TbInboxPage *self);

G_END_DECLS
