/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-session-list.h"
#include "app/tb-pages.h"
#include "app/tb-setup-kind.h"
#include "desktop/tb-keyring.h"

G_BEGIN_DECLS

/**
 * TbSetupWindows:
 *
 * The windows in which accounts are added, changed, signed in again and removed: one for each of
 * these and each account, made when it is wanted.
 */
typedef struct _TbSetupWindows TbSetupWindows;

/**
 * TbSetupDoneFunc:
 * @user_data: what was given with the function
 *
 * An account was added.
 */
typedef void (*TbSetupDoneFunc) (gpointer user_data);

TbSetupWindows *tb_setup_windows_new (TbAccountList *accounts,
                                      TbKeyring *keyring,
                                      TbSessionList *sessions,
                                      TbPages *pages,
                                      GActionGroup *app_actions,
                                      TbSetupDoneFunc done,
                                      gpointer user_data);
void tb_setup_windows_free (TbSetupWindows *self);
gboolean tb_setup_windows_present (TbSetupWindows *self,
                                   TbSetupKind kind,
                                   const char *id,
                                   const char *activation_token,
                                   GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbSetupWindows, tb_setup_windows_free)

G_END_DECLS
