/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "account/tb-account-list.h"
#include "inbox/tb-preferences.h"
#include "inbox/tb-rules-file.h"

G_BEGIN_DECLS

/**
 * TbPreferencesWindow:
 *
 * What the user prefers. Every change holds at once.
 */
#define TB_TYPE_PREFERENCES_WINDOW (tb_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (TbPreferencesWindow, tb_preferences_window, TB, PREFERENCES_WINDOW, GtkWindow)

TbPreferencesWindow *tb_preferences_window_new (TbPreferences *preferences,
                                                TbRulesFile *rules,
                                                TbAccountList *accounts,
                                                GActionGroup *app_actions);
void tb_preferences_window_report (TbPreferencesWindow *self, const char *problem);

G_END_DECLS
