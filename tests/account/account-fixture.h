/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account.h"

G_BEGIN_DECLS

/* An a{sv} of account settings, written as GVariant text; not floating. */
GVariant *account_fixture_settings (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* The settings of an account that can be used as they are. */
GVariant *account_fixture_usable (void);

/* An account of the id with the settings of account_fixture_usable(), and these besides. */
TbAccount *account_fixture_new (const char *id, const char *settings);

/* Asserts that @error is one sentence for the user. */
void account_fixture_assert_sentence (const GError *error, GQuark domain, int code);

G_END_DECLS
