/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account-list.h"
#include "account/tb-live-check.h"
#include "account/tb-session-list.h"
#include "desktop/tb-keyring.h"

G_BEGIN_DECLS

#define TB_TYPE_ACCOUNT_EDITOR (tb_account_editor_get_type ())
G_DECLARE_FINAL_TYPE (TbAccountEditor, tb_account_editor, TB, ACCOUNT_EDITOR, GObject)

TbAccountEditor *tb_account_editor_new (TbAccountList *accounts,
                                        TbKeyring *keyring,
                                        TbSessionList *sessions,
                                        TbAccount *account);
TbAccount *tb_account_editor_get_account (TbAccountEditor *self);
TbAccount *tb_account_editor_dup_draft (TbAccountEditor *self);
void tb_account_editor_apply (TbAccountEditor *self, GVariant *settings);
gboolean tb_account_editor_is_changed (TbAccountEditor *self);
gboolean tb_account_editor_set_secret (TbAccountEditor *self,
                                       const char *header_name,
                                       const char *value,
                                       GError **error);
void tb_account_editor_keep_secret (TbAccountEditor *self);
gboolean tb_account_editor_has_secret (TbAccountEditor *self);

TbCredentials *tb_account_editor_get_credentials (TbAccountEditor *self);
TbLiveCheck *tb_account_editor_create_check (TbAccountEditor *self, PusherClock *clock);
void tb_account_editor_learn (TbAccountEditor *self, TbLiveCheck *check);
void tb_account_editor_save_async (TbAccountEditor *self,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean
tb_account_editor_save_finish (TbAccountEditor *self, GAsyncResult *result, GError **error);
void tb_account_editor_remove_async (TbAccountEditor *self,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean
tb_account_editor_remove_finish (TbAccountEditor *self, GAsyncResult *result, GError **error);

G_END_DECLS
