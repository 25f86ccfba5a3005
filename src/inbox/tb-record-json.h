/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "inbox/tb-record.h"

G_BEGIN_DECLS

/**
 * tb_record_to_json:
 * @self: a record
 *
 * Returns: (transfer full): the record as `traybell why --json` prints it; absent values are null
 */
JsonNode *tb_record_to_json (const TbRecord *self);

/**
 * tb_record_new_from_json:
 * @object: what tb_record_to_json() gave, maybe in another version
 *
 * Returns: (transfer full) (nullable): the record, or %NULL if @object is none
 */
TbRecord *tb_record_new_from_json (JsonObject *object);

/**
 * tb_record_dup_steps:
 * @self: a record
 *
 * Returns: (transfer full): its steps as JSON, for the database
 */
char *tb_record_dup_steps (const TbRecord *self);

/**
 * tb_record_load_steps:
 * @self: a record
 * @json: (nullable): what tb_record_dup_steps() gave, maybe in another version
 *
 * Adds steps. What is not known here is left out.
 */
void tb_record_load_steps (TbRecord *self, const char *json);

/* For those who put times into JSON. */

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

G_END_DECLS
