/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What “traybell rules test” finds, and how it says it. Absent values are null. */

#include "app/tb-rules-trial.h"

#include <glib/gi18n.h>

#include "app/tb-words.h"
#include "inbox/tb-json-members.h"
#include "inbox/tb-policy.h"
#include "pusher/pusher-event.h"

/* Who is meant where there is no account. */
#define NOBODY "me"

static void
add_rules (JsonBuilder *builder, const TbRulesTrial *self, const char *channel)
{
  g_autoptr (GPtrArray) rules = tb_rules_find_all (self->rules, channel, self->event);

  json_builder_set_member_name (builder, "rules");
  json_builder_begin_array (builder);
  for (guint i = 0; i < rules->len; i++)
    {
      const TbRule *rule = g_ptr_array_index (rules, i);

      json_builder_begin_object (builder);
      tb_json_add_string (builder, "name", tb_rule_get_name (rule));
      tb_json_add_string (builder, "file", tb_rule_get_file_name (rule));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_decision (JsonBuilder *builder,
              const TbRulesTrial *self,
              const TbRule *rule,
              const char *channel)
{
  g_autofree char *glob
      = self->account != NULL ? tb_account_dup_muting_glob (self->account, channel) : NULL;
  TbPolicyState state = { 0 };
  TbPolicyInput input = { .action = TB_ACTION_IGNORE, .muting_glob = glob, .urgent_passes = TRUE };
  g_autoptr (TbVerdict) verdict = NULL;
  TbReason reason;

  if (rule != NULL)
    {
      input.rule = tb_rule_get_name (rule);
      input.action = tb_rule_get_action (rule);
      input.urgency = tb_rule_get_urgency (rule);
      input.rule_muted
          = tb_preferences_contains (self->preferences, TB_PREFERENCE_MUTED_RULES, input.rule);
    }
  if (self->account != NULL)
    input.urgent_passes = tb_account_get_urgent_passes (self->account);

  verdict = tb_policy_decide (&state, &input);
  reason = tb_verdict_get_reason (verdict);
  tb_json_add_string (builder, "decision",
                      tb_decision_get_name (tb_verdict_get_decision (verdict)));
  tb_json_add_string (builder, "reason",
                      reason != TB_REASON_NONE ? tb_reason_get_name (reason) : NULL);
}

static void
add_notification (JsonBuilder *builder,
                  const TbRule *rule,
                  TbNotification *notification,
                  gboolean is_silent,
                  const char *link_problem)
{
  json_builder_set_member_name (builder, "notification");
  if (notification == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  tb_json_add_string (builder, "title", tb_notification_get_title (notification));
  tb_json_add_string (builder, "body", tb_notification_get_body (notification));
  tb_json_add_string (builder, "link", tb_notification_get_link (notification));
  tb_json_add_string (builder, "linkProblem",
                      tb_notification_get_link (notification) == NULL ? link_problem : NULL);
  tb_json_add_string (builder, "urgency",
                      tb_urgency_get_name (tb_notification_get_urgency (notification)));
  tb_json_add_string (builder, "sound",
                      is_silent ? NULL : tb_notification_get_sound (notification));
  tb_json_add_string (builder, "category", tb_notification_get_category (notification));
  tb_json_add_string (builder, "dedupeId", tb_notification_get_dedupe_id (notification));
  json_builder_end_object (builder);
}

/* As the session makes it of an event that has come. */
static TbNotification *
build (const TbRulesTrial *self,
       const TbRule *rule,
       const char *channel,
       const char *user_id,
       char **link_problem)
{
  g_autoptr (PusherEvent) event = pusher_event_new_with_text (self->event, channel, self->payload);
  g_autofree char *web_url
      = self->account != NULL ? tb_account_dup_string (self->account, "web-url") : g_strdup ("");
  g_auto (GStrv) origins
      = self->account != NULL ? tb_account_dup_strings (self->account, "allowed-origins") : NULL;
  const TbRuleContext context = {
    .account_id = self->account != NULL ? tb_account_get_id (self->account) : NOBODY,
    .user_id = user_id,
    .channel = channel,
    .event = self->event,
    .data = pusher_event_get_data (event),
    .raw_text = pusher_event_get_text (event),
    .web_url = *web_url != '\0' ? web_url : NULL,
    .allowed_origins = (const char *const *) origins,
    .received_at = g_get_real_time (),
    .link_problem = link_problem,
  };

  return tb_rule_build (rule, &context);
}

/**
 * tb_rules_trial_run:
 * @self: an event
 *
 * Finds out what would become of an event, with the settings as they are, were it not quiet.
 *
 * Returns: (transfer full): an object for programs
 */
JsonNode *
tb_rules_trial_run (const TbRulesTrial *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *user_id
      = self->account != NULL ? tb_account_dup_string (self->account, "user-id") : NULL;
  g_autofree char *own_channel
      = g_strconcat ("private-user-", user_id != NULL && *user_id != '\0' ? user_id : NOBODY, NULL);
  const char *channel = self->channel != NULL ? self->channel : own_channel;
  const TbRule *rule = tb_rules_find (self->rules, channel, self->event);
  g_autoptr (TbNotification) notification = NULL;
  g_autofree char *link_problem = NULL;
  gboolean is_silent = FALSE;

  if (rule != NULL)
    {
      notification = build (self, rule, channel, user_id, &link_problem);
      is_silent = tb_preferences_contains (self->preferences, TB_PREFERENCE_SILENT_RULES,
                                           tb_rule_get_name (rule));
    }

  json_builder_begin_object (builder);
  tb_json_add_string (builder, "event", self->event);
  tb_json_add_string (builder, "channel", channel);
  tb_json_add_string (builder, "account",
                      self->account != NULL ? tb_account_get_id (self->account) : NULL);
  add_rules (builder, self, channel);
  tb_json_add_string (builder, "action",
                      rule != NULL ? tb_rule_action_get_name (tb_rule_get_action (rule)) : NULL);
  tb_json_add_string (builder, "effect",
                      rule != NULL ? tb_rule_effect_get_name (tb_rule_get_effect (rule)) : NULL);
  add_decision (builder, self, rule, channel);
  add_notification (builder, rule, notification, is_silent, link_problem);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

static const char *
get_string (JsonObject *object, const char *name)
{
  return json_object_get_string_member_with_default (object, name, NULL);
}

static void
print_field (const char *label, const char *value)
{
  g_auto (GStrv) lines = g_strsplit (value != NULL ? value : "", "\n", -1);

  g_print ("%s:", label);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *plain = tb_words_dup_plain (lines[i]);

      g_print ("%s%s%s\n", i > 0 ? "  " : "", *plain != '\0' ? " " : "", plain);
    }
}

static void
print_rules (JsonArray *rules)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (rules); i++)
    {
      JsonObject *rule = json_array_get_object_element (rules, i);

      /* Translators: between two rules, of which the second says what the first leaves open */
      g_string_append (text, i > 0 ? _ (", then ") : "");
      /* Translators: name of a rule, and of the file that it is in */
      g_string_append_printf (text, _ ("“%s” (%s)"), get_string (rule, "name"),
                              get_string (rule, "file"));
    }

  print_field (_ ("Rule"), text->len > 0 ? text->str : _ ("none names this event"));
}

static void
print_decision (JsonObject *result)
{
  const char *reason = get_string (result, "reason");
  g_autofree char *text = reason != NULL
                              ? g_strdup_printf ("%s (%s)", get_string (result, "decision"), reason)
                              : g_strdup (get_string (result, "decision"));

  print_field (_ ("Decision"), text);
  if (g_strcmp0 (get_string (result, "effect"), "none") != 0
      && get_string (result, "effect") != NULL)
    print_field (_ ("Effect"), get_string (result, "effect"));
}

static void
print_notification (JsonObject *notification)
{
  const char *link = get_string (notification, "link");
  const char *link_problem = get_string (notification, "linkProblem");
  const char *sound = get_string (notification, "sound");
  const char *dedupe_id = get_string (notification, "dedupeId");
  g_autofree char *refused = NULL;

  print_field (_ ("Title"), get_string (notification, "title"));
  print_field (_ ("Body"), get_string (notification, "body"));
  if (link == NULL && link_problem != NULL)
    /* Translators: a sentence that says why there is no link */
    refused = g_strdup_printf (_ ("none: %s"), link_problem);
  else if (link == NULL)
    link = _ ("none");
  print_field (_ ("Link"), refused != NULL ? refused : link);
  print_field (_ ("Urgency"), get_string (notification, "urgency"));
  print_field (_ ("Sound"), sound != NULL ? sound : _ ("none"));
  print_field (_ ("Id"), dedupe_id != NULL ? dedupe_id : _ ("none, so it is another each time"));
}

/**
 * tb_rules_trial_print:
 * @result: what tb_rules_trial_run() returned
 *
 * Prints it for people.
 */
void
tb_rules_trial_print (JsonNode *result)
{
  JsonObject *object = json_node_get_object (result);
  g_autofree char *event
      /* Translators: name of an event, and of the channel that it comes on */
      = g_strdup_printf (_ ("%s on %s"), get_string (object, "event"),
                         get_string (object, "channel"));

  print_field (_ ("Event"), event);
  print_rules (json_object_get_array_member (object, "rules"));
  print_decision (object);
  if (!json_object_get_null_member (object, "notification"))
    print_notification (json_object_get_object_member (object, "notification"));
}
