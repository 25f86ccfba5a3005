/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account.h"

G_BEGIN_DECLS

#define TB_TYPE_ACCOUNT_LIST (tb_account_list_get_type ())
G_DECLARE_FINAL_TYPE (TbAccountList, tb_account_list, TB, ACCOUNT_LIST, GObject)

TbAccountList *tb_account_list_new (void);
TbAccount *tb_account_list_lookup (TbAccountList *self, const char *id, GError **error);
TbAccount *tb_account_list_add (TbAccountList *self, GVariant *settings, GError **error);
gboolean tb_account_list_check_removal (TbAccountList *self, const char *id, GError **error);
gboolean tb_account_list_remove (TbAccountList *self, const char *id, GError **error);

G_END_DECLS
