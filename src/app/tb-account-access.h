/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TB_TYPE_ACCOUNT_ACCESS (tb_account_access_get_type ())
G_DECLARE_FINAL_TYPE (TbAccountAccess, tb_account_access, TB, ACCOUNT_ACCESS, GObject)

TbAccountAccess *tb_account_access_new (void);
char *tb_account_access_add (TbAccountAccess *self, GVariant *settings, GError **error);
gboolean tb_account_access_change (TbAccountAccess *self,
                                   const char *id,
                                   GVariant *settings,
                                   GError **error);
gboolean tb_account_access_remove (TbAccountAccess *self, const char *id, GError **error);
gboolean tb_account_access_set_enabled (TbAccountAccess *self,
                                        const char *id,
                                        gboolean enabled,
                                        GError **error);
gboolean tb_account_access_set_secret (TbAccountAccess *self,
                                       const char *id,
                                       const char *header_name,
                                       const char *value,
                                       GError **error);

G_END_DECLS
