/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "pusher/pusher-json-cursor.h"

G_BEGIN_DECLS

gboolean pusher_json_extent_equals (const PusherJsonExtent *extent, const char *string);
char *pusher_json_extent_dup_string (const PusherJsonExtent *extent);
char *pusher_json_extent_dup_scalar (const PusherJsonExtent *extent);
JsonNode *pusher_json_parse (const char *text, gssize length);
const char *pusher_json_get_string (JsonObject *object, const char *member);
gint64 pusher_json_get_int (JsonObject *object, const char *member);

G_END_DECLS
