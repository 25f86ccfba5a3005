/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-session-list.h"
#include "app/tb-pages.h"
#include "app/tb-setup-windows.h"
#include "inbox/tb-inbox.h"

G_BEGIN_DECLS

/**
 * TbWindows:
 *
 * All windows, each made when it is first wanted: until then nothing needs GTK or a display.
 */
typedef struct _TbWindows TbWindows;

TbWindows *tb_windows_new (TbSessionList *sessions, TbInbox *inbox, GActionGroup *app_actions);
void tb_windows_free (TbWindows *self);
void tb_windows_set_up_accounts (TbWindows *self,
                                 TbAccountList *accounts,
                                 TbKeyring *keyring,
                                 TbPages *pages);
TbSetupWindows *tb_windows_get_setup (TbWindows *self);
char *tb_windows_present (TbWindows *self, const char *activation_token);
char *tb_windows_toggle_popover (TbWindows *self, int x, int y, const char *activation_token);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbWindows, tb_windows_free)

G_END_DECLS
