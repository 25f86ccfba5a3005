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

G_END_DECLS
