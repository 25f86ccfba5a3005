/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-session-list.h"
#include "inbox/tb-inbox.h"

G_BEGIN_DECLS

/**
 * TbWindows:
 *
 * The way to all windows. GTK is loaded with the first one: until then there is none in the
 * program, and nobody asks for a display.
 */
typedef struct _TbWindows TbWindows;

TbWindows *tb_windows_new (TbSessionList *sessions, TbInbox *inbox, GActionGroup *app_actions);
void tb_windows_free (TbWindows *self);
char *tb_windows_present (TbWindows *self, const char *activation_token);
char *tb_windows_toggle_popover (TbWindows *self, int x, int y, const char *activation_token);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbWindows, tb_windows_free)

G_END_DECLS
