/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account.h"

G_BEGIN_DECLS

/**
 * TbAccountArguments:
 *
 * What can be said of an account on the command line.
 */
typedef struct _TbAccountArguments TbAccountArguments;

TbAccountArguments *tb_account_arguments_new (void);
void tb_account_arguments_free (TbAccountArguments *self);
GOptionEntry *tb_account_arguments_list_options (TbAccountArguments *self, gboolean only_secret);
GVariant *tb_account_arguments_build (TbAccountArguments *self, TbAccount *account, GError **error);
gboolean tb_account_arguments_has_secret (TbAccountArguments *self);
const char *tb_account_arguments_get_header_name (TbAccountArguments *self);
char *tb_account_arguments_read_secret (TbAccountArguments *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbAccountArguments, tb_account_arguments_free)

G_END_DECLS
