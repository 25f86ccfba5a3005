/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *tb_activation_get_own_token (void);
void tb_activation_add_own_token (GVariantBuilder *platform_data);
char *tb_activation_dup_token (GVariant *platform_data);

G_END_DECLS
