/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

const char *dev_json_get_text (JsonObject *object, const char *name, const char *fallback);
gint64 dev_json_get_number (JsonObject *object, const char *name, gint64 fallback);
gboolean dev_json_get_boolean (JsonObject *object, const char *name, gboolean fallback);
JsonObject *dev_json_get_object (JsonObject *object, const char *name);
JsonObject *dev_json_parse_object (const char *text, gssize length);
char *dev_json_print_object (JsonObject *object);
JsonNode *dev_json_text_node (const char *text);
JsonNode *dev_json_object_node (JsonObject *object);

G_END_DECLS
