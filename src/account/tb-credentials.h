/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "desktop/tb-keyring.h"

G_BEGIN_DECLS

/**
 * TbCredentialsState:
 * @TB_CREDENTIALS_UNKNOWN: the keyring has not answered yet, or cannot just now: it is asked again
 * by itself
 * @TB_CREDENTIALS_ABSENT: there are none: the user has not signed in
 * @TB_CREDENTIALS_PRESENT: there are some
 *
 * What is known of an account's credentials.
 */
typedef enum
{
  TB_CREDENTIALS_UNKNOWN,
  TB_CREDENTIALS_ABSENT,
  TB_CREDENTIALS_PRESENT,
} TbCredentialsState;

#define TB_TYPE_CREDENTIALS (tb_credentials_get_type ())
G_DECLARE_FINAL_TYPE (TbCredentials, tb_credentials, TB, CREDENTIALS, GObject)

char *tb_credentials_build (const char *header_name, const char *value, GError **error);

TbCredentials *tb_credentials_new (TbKeyring *keyring, const char *account_id);
TbCredentials *
tb_credentials_new_for_secret (const char *header_name, const char *value, GError **error);
TbCredentials *tb_credentials_new_absent (void);
void tb_credentials_load (TbCredentials *self);
void tb_credentials_ensure (TbCredentials *self);
TbCredentialsState tb_credentials_get_state (TbCredentials *self);
const GError *tb_credentials_get_error (TbCredentials *self);
void tb_credentials_apply (TbCredentials *self, SoupMessageHeaders *headers);

G_END_DECLS
