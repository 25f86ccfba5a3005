/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desktop/tb-keyring.h"

G_BEGIN_DECLS

/* The keyring's calls, waited for. */
gboolean keyring_store (TbKeyring *keyring,
                        const char *account_id,
                        const char *secret,
                        gboolean allow_prompt,
                        GError **error);
char *
keyring_lookup (TbKeyring *keyring, const char *account_id, gboolean allow_prompt, GError **error);
gboolean
keyring_clear (TbKeyring *keyring, const char *account_id, gboolean allow_prompt, GError **error);

void keyring_assert_secret (TbKeyring *keyring, const char *account_id, const char *secret);
void keyring_assert_lookup_error (TbKeyring *keyring,
                                  const char *account_id,
                                  gboolean allow_prompt,
                                  TbKeyringError code);

G_END_DECLS
