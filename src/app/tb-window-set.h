/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-session-list.h"
#include "inbox/tb-inbox.h"

G_BEGIN_DECLS

/**
 * TbWindowSet:
 *
 * All windows, each made when it is first wanted. Lives in the module that #TbWindows loads: what
 * it needs of the other rooms is the program's.
 */
typedef struct _TbWindowSet TbWindowSet;

TbWindowSet *tb_window_set_new (TbSessionList *sessions, TbInbox *inbox, GActionGroup *app_actions);
void tb_window_set_free (TbWindowSet *self);
char *tb_window_set_present (TbWindowSet *self, const char *activation_token);
char *tb_window_set_toggle_popover (TbWindowSet *self, int x, int y, const char *activation_token);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbWindowSet, tb_window_set_free)

G_END_DECLS
