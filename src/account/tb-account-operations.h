/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account-list.h"
#include "desktop/tb-keyring.h"

G_BEGIN_DECLS

void tb_account_set_secret_async (TbAccount *account,
                                  TbKeyring *keyring,
                                  const char *header_name,
                                  const char *value,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean tb_account_set_secret_finish (TbAccount *account, GAsyncResult *result, GError **error);

void tb_account_remove_async (TbAccount *account,
                              TbAccountList *accounts,
                              TbKeyring *keyring,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean tb_account_remove_finish (TbAccount *account, GAsyncResult *result, GError **error);

G_END_DECLS
