/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TbAccountError:
 * @TB_ACCOUNT_ERROR_INCOMPLETE: a setting is missing
 * @TB_ACCOUNT_ERROR_INVALID: a setting cannot be used as it is
 * @TB_ACCOUNT_ERROR_NO_FILE: a setting names a file that is not there, now
 * @TB_ACCOUNT_ERROR_NOT_FOUND: there is no such account
 * @TB_ACCOUNT_ERROR_SECRET: a secret that cannot be used
 * @TB_ACCOUNT_ERROR_IMPORT: what was to be imported cannot be read
 * @TB_ACCOUNT_ERROR_SIGN_IN: the web app does not let the user sign in
 *
 * What can be wrong with an account. Every message is a sentence for the user.
 */
typedef enum
{
  TB_ACCOUNT_ERROR_INCOMPLETE,
  TB_ACCOUNT_ERROR_INVALID,
  TB_ACCOUNT_ERROR_NO_FILE,
  TB_ACCOUNT_ERROR_NOT_FOUND,
  TB_ACCOUNT_ERROR_SECRET,
  TB_ACCOUNT_ERROR_IMPORT,
  TB_ACCOUNT_ERROR_SIGN_IN,
} TbAccountError;

#define TB_ACCOUNT_ERROR (tb_account_error_quark ())
GQuark tb_account_error_quark (void);

G_END_DECLS
