/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void tb_account_print_warning (const char *id, GVariant *settings);
void tb_account_print_list (gboolean as_json);

G_END_DECLS
