/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "account/tb-session-list.h"
#include "inbox/tb-inbox.h"
#include "ui/tb-system-status.h"

G_BEGIN_DECLS

/* Below this width the pages are chosen at the bottom of the window, in GDK's pixels: beside its
 * buttons the header bar has no room for three words in every language. */
#define TB_MAIN_WINDOW_NARROW_WIDTH 520

/**
 * TbMainWindow:
 *
 * The window of the program: the inbox, the people, and how everything stands.
 */
#define TB_TYPE_MAIN_WINDOW (tb_main_window_get_type ())
G_DECLARE_FINAL_TYPE (TbMainWindow, tb_main_window, TB, MAIN_WINDOW, GtkWindow)

TbMainWindow *tb_main_window_new (TbSessionList *sessions,
                                  TbInbox *inbox,
                                  TbSystemStatus *system_status,
                                  GActionGroup *app_actions);
void tb_main_window_present (TbMainWindow *self, const char *activation_token);
void tb_main_window_show_inbox (TbMainWindow *self);
void tb_main_window_show_notification (TbMainWindow *self, const char *id);

G_END_DECLS
