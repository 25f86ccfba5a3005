/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account-list.h"
#include "account/tb-session.h"

G_BEGIN_DECLS

#define TB_TYPE_SESSION_LIST (tb_session_list_get_type ())
G_DECLARE_FINAL_TYPE (TbSessionList, tb_session_list, TB, SESSION_LIST, GObject)

TbSessionList *tb_session_list_new (TbAccountList *accounts,
                                    TbKeyring *keyring,
                                    TbInbox *inbox,
                                    TbRules *rules,
                                    TbSessionDecideFunc decide,
                                    gpointer decide_data);
void tb_session_list_set_rules (TbSessionList *self, TbRules *rules);
void tb_session_list_set_catch_up_func (TbSessionList *self,
                                        TbSessionCatchUpFunc func,
                                        gpointer user_data);
void tb_session_list_set_avatars (TbSessionList *self, TbAvatars *avatars);
TbSession *tb_session_list_lookup (TbSessionList *self, const char *account_id);
void tb_session_list_stop (TbSessionList *self);

G_END_DECLS
