/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "account/tb-session-list.h"
#include "ui/tb-system-status.h"

G_BEGIN_DECLS

/**
 * TbStatusPage:
 *
 * The page of the main window that says how everything stands, and how to mend what does not.
 */
#define TB_TYPE_STATUS_PAGE (tb_status_page_get_type ())
G_DECLARE_FINAL_TYPE (TbStatusPage, tb_status_page, TB, STATUS_PAGE, GtkBox)

void tb_status_page_set_models (TbStatusPage *self,
                                TbSessionList *sessions,
                                TbSystemStatus *system_status);
char *tb_status_page_dup_text (TbStatusPage *self);

G_END_DECLS
