/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-account-error.h"

/* clang-format off */
G_DEFINE_QUARK (tb-account-error-quark, tb_account_error)
/* clang-format on */
