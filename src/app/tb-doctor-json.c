/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What “traybell doctor --json” prints. Absent values are null. */

#include "app/tb-doctor-json.h"

#include "inbox/tb-json-members.h"
#include "tb-version.h"

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  tb_json_add_string (builder, name, value != NULL && *value != '\0' ? value : NULL);
}

/**
 * tb_doctor_json_begin:
 * @builder: gets the findings
 */
void
tb_doctor_json_begin (JsonBuilder *builder)
{
  json_builder_begin_object (builder);
  tb_json_add_string (builder, "version", TB_VERSION);
  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
}

/**
 * tb_doctor_json_add:
 * @builder: after tb_doctor_json_begin()
 * @finding: the next finding
 */
void
tb_doctor_json_add (JsonBuilder *builder, const TbFinding *finding)
{
  json_builder_begin_object (builder);
  add_string (builder, "step", finding->step);
  add_string (builder, "account", finding->account);
  add_string (builder, "channel", finding->channel);
  add_string (builder, "state", tb_check_state_to_string (finding->state));
  add_string (builder, "title", finding->title);
  add_string (builder, "seen", finding->seen);
  add_string (builder, "remedy", finding->remedy);
  json_builder_end_object (builder);
}

/**
 * tb_doctor_json_end:
 * @builder: after the last finding
 * @worst: the worst of them
 *
 * Returns: (transfer full): all of it
 */
JsonNode *
tb_doctor_json_end (JsonBuilder *builder, TbCheckState worst)
{
  json_builder_end_array (builder);
  add_string (builder, "worst", tb_check_state_to_string (worst));
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}
