/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "account/tb-account-error.h"

G_BEGIN_DECLS

/* The largest file that is read as an import, in bytes. */
#define TB_ACCOUNT_IMPORT_MAX_SIZE (256 * 1024)

GVariant *tb_account_import_parse (
    const char *text, gssize length, GVariant *given, GStrv *refused, GError **error);

G_END_DECLS
