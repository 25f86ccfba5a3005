/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account.h"

G_BEGIN_DECLS

/**
 * TbSignInEndpoints:
 * @client_id: what the web app knows this program as
 * @code: where a code is asked for
 * @token: where the token that it becomes is asked for
 * @user: (nullable): who tells who has signed in
 * @tenants: (nullable): who tells which tenants the user belongs to
 *
 * Where a user signs in with the browser; absolute addresses.
 */
typedef struct
{
  char *client_id;
  char *code;
  char *token;
  char *user;
  char *tenants;
} TbSignInEndpoints;

TbSignInEndpoints *tb_sign_in_endpoints_new (TbAccount *account, GError **error);
TbSignInEndpoints *tb_sign_in_endpoints_copy (const TbSignInEndpoints *self);
void tb_sign_in_endpoints_free (TbSignInEndpoints *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbSignInEndpoints, tb_sign_in_endpoints_free)

G_END_DECLS
