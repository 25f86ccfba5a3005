/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "account/tb-session-list.h"

G_BEGIN_DECLS

/**
 * TbPeoplePage:
 *
 * The page of the main window with the rooms of all accounts, and who is in them.
 */
#define TB_TYPE_PEOPLE_PAGE (tb_people_page_get_type ())
G_DECLARE_FINAL_TYPE (TbPeoplePage, tb_people_page, TB, PEOPLE_PAGE, GtkStack)

void tb_people_page_set_sessions (TbPeoplePage *self, TbSessionList *sessions);

G_END_DECLS
