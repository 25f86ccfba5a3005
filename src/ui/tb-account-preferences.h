/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "account/tb-account.h"

G_BEGIN_DECLS

/**
 * TbAccountPreferences:
 *
 * An account in Preferences: whether it is on, its rooms, what is shown of it, and the ways
 * to change and remove it.
 */
#define TB_TYPE_ACCOUNT_PREFERENCES (tb_account_preferences_get_type ())
G_DECLARE_FINAL_TYPE (TbAccountPreferences, tb_account_preferences, TB, ACCOUNT_PREFERENCES, GtkBox)

GtkWidget *tb_account_preferences_new (TbAccount *account);

G_END_DECLS
