/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-record-json.h"

#include "inbox/tb-json-members.h"

static void
add_steps (JsonBuilder *builder, const TbRecord *record)
{
  json_builder_begin_array (builder);
  for (guint i = 0; i < tb_record_get_n_steps (record); i++)
    {
      const TbStep *step = tb_record_get_step (record, i);

      json_builder_begin_object (builder);
      tb_json_add_time (builder, "at", step->at);
      tb_json_add_string (builder, "what", tb_step_kind_get_name (step->kind));
      if (step->place != TB_PLACE_UNKNOWN)
        tb_json_add_string (builder, "where", tb_place_get_name (step->place));
      if (step->subject != NULL)
        tb_json_add_string (builder, "subject", step->subject);
      if (step->without_text)
        {
          json_builder_set_member_name (builder, "withoutText");
          json_builder_add_boolean_value (builder, TRUE);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
load_steps (TbRecord *record, JsonArray *steps)
{
  for (guint i = 0; i < json_array_get_length (steps); i++)
    {
      JsonNode *node = json_array_get_element (steps, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      TbStep step = { 0 };

      if (object == NULL
          || !tb_step_kind_from_name (tb_json_get_string (object, "what"), &step.kind))
        continue;
      step.at = tb_json_get_time (object, "at");
      step.place = tb_place_from_name (tb_json_get_string (object, "where"));
      step.subject = tb_json_get_string (object, "subject");
      step.without_text
          = json_object_get_boolean_member_with_default (object, "withoutText", FALSE);
      tb_record_add_step (record, &step);
    }
}

static void
add_verdict (JsonBuilder *builder, const TbVerdict *verdict)
{
  TbReason reason = verdict != NULL ? tb_verdict_get_reason (verdict) : TB_REASON_NONE;

  tb_json_add_string (builder, "decision",
                      verdict != NULL ? tb_decision_get_name (tb_verdict_get_decision (verdict))
                                      : NULL);
  tb_json_add_string (builder, "reason",
                      reason != TB_REASON_NONE ? tb_reason_get_name (reason) : NULL);
  tb_json_add_string (builder, "subject",
                      verdict != NULL ? tb_verdict_get_subject (verdict) : NULL);
  tb_json_add_time (builder, "until", verdict != NULL ? tb_verdict_get_until (verdict) : 0);
  json_builder_set_member_name (builder, "count");
  json_builder_add_int_value (builder, verdict != NULL ? tb_verdict_get_count (verdict) : 0);
}

static TbVerdict *
load_verdict (JsonObject *object)
{
  TbReason reason = TB_REASON_NONE;
  TbDecision decision;

  if (!tb_decision_from_name (tb_json_get_string (object, "decision"), &decision))
    return NULL;

  tb_reason_from_name (tb_json_get_string (object, "reason"), &reason);
  return tb_verdict_new (decision, reason, tb_json_get_string (object, "subject"),
                         tb_json_get_time (object, "until"),
                         (guint) json_object_get_int_member_with_default (object, "count", 0));
}

JsonNode *
tb_record_to_json (const TbRecord *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  const TbRecordFields *fields = tb_record_get_fields (self);

  json_builder_begin_object (builder);
  tb_json_add_time (builder, "receivedAt", fields->received_at);
  tb_json_add_string (builder, "origin", tb_origin_get_name (fields->origin));
  tb_json_add_string (builder, "account", fields->account_id);
  tb_json_add_string (builder, "channel", fields->channel);
  tb_json_add_string (builder, "event", fields->event);
  tb_json_add_string (builder, "rule", fields->rule);
  tb_json_add_string (builder, "notification", fields->notification_id);
  add_verdict (builder, tb_record_get_verdict (self));
  json_builder_set_member_name (builder, "steps");
  add_steps (builder, self);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

TbRecord *
tb_record_new_from_json (JsonObject *object)
{
  const TbRecordFields fields = {
    .account_id = tb_json_get_string (object, "account"),
    .notification_id = tb_json_get_string (object, "notification"),
    .received_at = tb_json_get_time (object, "receivedAt"),
    .origin = tb_origin_from_name (tb_json_get_string (object, "origin")),
    .channel = tb_json_get_string (object, "channel"),
    .event = tb_json_get_string (object, "event"),
    .rule = tb_json_get_string (object, "rule"),
  };
  JsonNode *steps = json_object_get_member (object, "steps");
  g_autoptr (TbVerdict) verdict = NULL;
  TbRecord *self;

  if (fields.account_id == NULL || fields.channel == NULL || fields.event == NULL)
    return NULL;

  self = tb_record_new (&fields);
  verdict = load_verdict (object);
  tb_record_set_verdict (self, verdict);
  if (steps != NULL && JSON_NODE_HOLDS_ARRAY (steps))
    load_steps (self, json_node_get_array (steps));
  return self;
}

char *
tb_record_dup_steps (const TbRecord *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;

  add_steps (builder, self);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

void
tb_record_load_steps (TbRecord *self, const char *json)
{
  g_autoptr (JsonNode) root = json != NULL ? json_from_string (json, NULL) : NULL;

  if (root != NULL && JSON_NODE_HOLDS_ARRAY (root))
    load_steps (self, json_node_get_array (root));
}
