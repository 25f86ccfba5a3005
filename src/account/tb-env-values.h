/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "account/tb-account-error.h"

G_BEGIN_DECLS

GHashTable *tb_env_values_parse (const char *text, gsize length, JsonNode **json, GError **error);
const char *tb_env_values_lookup (GHashTable *values, const char *name);
gboolean tb_env_values_is_true (const char *value);
char *tb_env_values_dup_scalar (JsonNode *node);

G_END_DECLS
