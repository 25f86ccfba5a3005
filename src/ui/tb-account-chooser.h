/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "account/tb-session-list.h"

G_BEGIN_DECLS

/**
 * TbAccountChooser:
 *
 * Lets the user choose one account, or all. It hides itself while there is nothing to choose.
 */
#define TB_TYPE_ACCOUNT_CHOOSER (tb_account_chooser_get_type ())
G_DECLARE_FINAL_TYPE (TbAccountChooser, tb_account_chooser, TB, ACCOUNT_CHOOSER, GtkComboBoxText)

void tb_account_chooser_set_sessions (TbAccountChooser *self, TbSessionList *sessions);
const char *tb_account_chooser_get_account_id (TbAccountChooser *self);
void tb_account_chooser_choose_all (TbAccountChooser *self);

G_END_DECLS
