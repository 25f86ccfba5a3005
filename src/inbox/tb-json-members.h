/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Members of JSON objects, for those who print and read what programs read. */

/**
 * tb_json_add_time:
 * @builder: a builder within an object
 * @name: name of a member
 * @time: a time in microseconds since the Unix epoch, UTC, or 0 for null
 *
 * Adds a time as ISO 8601 in UTC, to the microsecond.
 */
void tb_json_add_time (JsonBuilder *builder, const char *name, gint64 time);

/**
 * tb_json_add_string:
 * @builder: a builder within an object
 * @name: name of a member
 * @value: (nullable): its value
 *
 * Adds a string or null.
 */
void tb_json_add_string (JsonBuilder *builder, const char *name, const char *value);

/**
 * tb_json_get_time:
 * @object: an object
 * @name: name of a member
 *
 * Returns: what tb_json_add_time() added, or 0
 */
gint64 tb_json_get_time (JsonObject *object, const char *name);

/**
 * tb_json_get_string:
 * @object: an object
 * @name: name of a member
 *
 * Returns: (transfer none) (nullable): what tb_json_add_string() added, or %NULL
 */
const char *tb_json_get_string (JsonObject *object, const char *name);

/**
 * tb_json_add_int:
 * @builder: a builder within an object
 * @name: name of a member
 * @value: its value
 *
 * Adds a number.
 */
void tb_json_add_int (JsonBuilder *builder, const char *name, gint64 value);

/**
 * tb_json_add_boolean:
 * @builder: a builder within an object
 * @name: name of a member
 * @value: its value
 *
 * Adds true or false.
 */
void tb_json_add_boolean (JsonBuilder *builder, const char *name, gboolean value);

/**
 * tb_json_finish:
 * @builder: a builder within its outermost object
 *
 * Ends the object.
 *
 * Returns: (transfer full): it, on one line
 */
char *tb_json_finish (JsonBuilder *builder);

/**
 * tb_json_dup_id:
 * @object: an object
 * @name: name of a member
 *
 * Returns: (transfer full) (nullable): an id, which web apps give as a string or as a number; %NULL
 * if it is absent, empty or anything else
 */
char *tb_json_dup_id (JsonObject *object, const char *name);

G_END_DECLS
