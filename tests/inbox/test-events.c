/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The shipped rules, with the events and payloads that backends were seen to send. */

#include "inbox/tb-rules.h"

#include <string.h>

#define USER_CHANNEL "private-user-user_456"
#define TENANT_CHANNEL "private-tenant-org_123"
#define ROOM_CHANNEL "presence-room-doc_789"
#define LARAVEL_EVENT "Illuminate\\Notifications\\Events\\BroadcastNotificationCreated"
#define WEB_URL "https://app.example.com"

typedef struct
{
  const char *channel;
  const char *event;
  TbRuleAction action;
  TbUrgency urgency;
  TbRuleEffect effect;
} EventRow;

static const EventRow event_rows[] = {
  { USER_CHANNEL, "notification", TB_ACTION_SHOW, TB_URGENCY_NORMAL, TB_EFFECT_NONE },
  { TENANT_CHANNEL, "notification", TB_ACTION_SHOW, TB_URGENCY_NORMAL, TB_EFFECT_NONE },
  { USER_CHANNEL, "notification:urgent", TB_ACTION_SHOW, TB_URGENCY_URGENT, TB_EFFECT_NONE },
  { USER_CHANNEL, "alert", TB_ACTION_SHOW, TB_URGENCY_NORMAL, TB_EFFECT_NONE },
  { ROOM_CHANNEL, "presence:join", TB_ACTION_IGNORE, TB_URGENCY_NORMAL, TB_EFFECT_MEMBER_HINT },
  { ROOM_CHANNEL, "presence:leave", TB_ACTION_IGNORE, TB_URGENCY_NORMAL, TB_EFFECT_MEMBER_HINT },
  { ROOM_CHANNEL, "cursor:move", TB_ACTION_IGNORE, TB_URGENCY_NORMAL, TB_EFFECT_MEMBER_ACTIVE },
  { ROOM_CHANNEL, "client-cursor:move", TB_ACTION_IGNORE, TB_URGENCY_NORMAL,
    TB_EFFECT_MEMBER_ACTIVE },
  { ROOM_CHANNEL, "typing:start", TB_ACTION_IGNORE, TB_URGENCY_NORMAL, TB_EFFECT_TYPING_START },
  { ROOM_CHANNEL, "typing:stop", TB_ACTION_IGNORE, TB_URGENCY_NORMAL, TB_EFFECT_TYPING_STOP },
  { ROOM_CHANNEL, "client-typing:start", TB_ACTION_IGNORE, TB_URGENCY_NORMAL,
    TB_EFFECT_TYPING_START },
  { ROOM_CHANNEL, "client-typing:stop", TB_ACTION_IGNORE, TB_URGENCY_NORMAL,
    TB_EFFECT_TYPING_STOP },
  { TENANT_CHANNEL, "record:created", TB_ACTION_IGNORE, TB_URGENCY_NORMAL, TB_EFFECT_NONE },
  { TENANT_CHANNEL, "record:updated", TB_ACTION_IGNORE, TB_URGENCY_NORMAL, TB_EFFECT_NONE },
  { TENANT_CHANNEL, "record:deleted", TB_ACTION_IGNORE, TB_URGENCY_NORMAL, TB_EFFECT_NONE },
  { "public-announcements", "system:maintenance", TB_ACTION_SHOW, TB_URGENCY_NORMAL,
    TB_EFFECT_MAINTENANCE },
  { "public-announcements", "system:reload", TB_ACTION_IGNORE, TB_URGENCY_NORMAL,
    TB_EFFECT_RELOAD },
  { "private-App.Models.User.1", LARAVEL_EVENT, TB_ACTION_SHOW, TB_URGENCY_NORMAL, TB_EFFECT_NONE },
};

static TbNotification *
build_text (const char *event, JsonNode *data, const char *text)
{
  g_autoptr (TbRules) rules = tb_rules_new_default (NULL);
  const TbRuleContext context = {
    .account_id = "account",
    .channel = USER_CHANNEL,
    .event = event,
    .data = data,
    .raw_text = text,
    .web_url = WEB_URL,
    .received_at = 1,
  };
  const TbRule *rule = tb_rules_find (rules, context.channel, event);

  g_assert_nonnull (rule);
  return tb_rule_build (rule, &context);
}

static TbNotification *
build (const char *event, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) data = json_from_string (json, &error);

  g_assert_no_error (error);
  return build_text (event, data, json);
}

static void
check (const char *json, const char *title, const char *body, const char *link, const char *id)
{
  g_autoptr (TbNotification) notification = build ("notification", json);

  g_assert_cmpstr (tb_notification_get_title (notification), ==, title);
  g_assert_cmpstr (tb_notification_get_body (notification), ==, body);
  g_assert_cmpstr (tb_notification_get_link (notification), ==, link);
  g_assert_cmpstr (tb_notification_get_dedupe_id (notification), ==, id);
  g_assert_cmpstr (tb_notification_get_raw_payload (notification), ==, json);
}

static void
test_every_event_has_its_rule (gconstpointer data)
{
  const EventRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRules) rules = tb_rules_new_default (&error);
  const TbRule *rule;

  g_assert_no_error (error);
  rule = tb_rules_find (rules, row->channel, row->event);
  g_assert_nonnull (rule);
  g_assert_cmpint (tb_rule_get_action (rule), ==, row->action);
  g_assert_cmpint (tb_rule_get_urgency (rule), ==, row->urgency);
  g_assert_cmpint (tb_rule_get_effect (rule), ==, row->effect);
}

static void
test_other_events_have_no_rule (void)
{
  static const char *const events[] = { "order:created",
                                        "order:paid",
                                        "order:shipped",
                                        "ai:completed",
                                        "ai:failed",
                                        "Notification",
                                        "notification:",
                                        "alerts",
                                        "client-message",
                                        "",
                                        NULL };
  g_autoptr (TbRules) rules = tb_rules_new_default (NULL);

  for (gsize i = 0; events[i] != NULL; i++)
    g_assert_null (tb_rules_find (rules, USER_CHANNEL, events[i]));
}

static void
test_the_documented_example (void)
{
  check ("{\"message\":\"New order received\",\"orderId\":\"123\"}", "Notification",
         "New order received", WEB_URL "/notifications", NULL);
}

static void
test_urgent_and_alert (void)
{
  g_autoptr (TbNotification) urgent = build ("notification:urgent", "{\"message\":\"Disk full\"}");
  g_autoptr (TbNotification) alert = build ("alert", "{}");

  g_assert_cmpstr (tb_notification_get_title (urgent), ==, "Urgent notification");
  g_assert_cmpint (tb_notification_get_urgency (urgent), ==, TB_URGENCY_URGENT);
  g_assert_nonnull (tb_notification_get_sound (urgent));
  g_assert_cmpstr (tb_notification_get_title (alert), ==, "Alert");
  g_assert_cmpstr (tb_notification_get_body (alert), ==, "");
  g_assert_null (tb_notification_get_sound (alert));
}

static void
test_an_in_app_notification_object (void)
{
  const char *json = "{\"id\":\"n_1\",\"userId\":\"u\",\"type\":\"mention\",\"title\":\"Ann\","
                     "\"body\":\"Look\",\"data\":{\"href\":\"/docs/1\",\"url\":\"/other\","
                     "\"id\":\"d_1\"},\"read\":false}";
  g_autoptr (TbNotification) notification = build ("notification", json);

  check (json, "Ann", "Look", WEB_URL "/docs/1", "n_1");
  g_assert_cmpstr (tb_notification_get_category (notification), ==, "mention");
}

static void
test_a_laravel_notification (void)
{
  g_autoptr (TbNotification) notification
      = build (LARAVEL_EVENT, "{\"invoice\":7,\"id\":\"9b1\","
                              "\"type\":\"App\\\\Notifications\\\\InvoicePaid\"}");

  g_assert_cmpstr (tb_notification_get_title (notification), ==, "Invoice paid");
  g_assert_cmpstr (tb_notification_get_dedupe_id (notification), ==, "9b1");
}

static void
test_fields_have_fallbacks (void)
{
  check ("{\"subject\":\"S\",\"name\":\"N\",\"text\":\"T\",\"description\":\"D\"}", "S", "T",
         WEB_URL "/notifications", NULL);
  check ("{\"name\":\"N\",\"description\":\"D\",\"notification_id\":5}", "N", "D",
         WEB_URL "/notifications", "5");
  check ("{\"title\":\"\",\"subject\":\"S\",\"body\":null,\"message\":\"M\"}", "S", "M",
         WEB_URL "/notifications", NULL);
  check ("{\"data\":{\"title\":\"T\",\"message\":\"M\",\"action_url\":\"/a\"}}", "T", "M",
         WEB_URL "/a", NULL);
  check ("{\"eventId\":\"e\",\"id\":\"i\",\"notification_id\":\"n\"}", "Notification", "",
         WEB_URL "/notifications", "e");
}

static void
test_fields_of_wrong_types_are_passed_over (void)
{
  check ("{\"title\":{\"en\":\"x\"},\"subject\":[1],\"body\":{},\"message\":42,"
         "\"url\":{\"a\":1},\"id\":{\"a\":1}}",
         "Notification", "42", WEB_URL "/notifications", NULL);
  check ("{\"title\":true,\"id\":false}", "true", "", WEB_URL "/notifications", NULL);
  check ("{\"id\":12345678901234567890123}", "Notification", "", WEB_URL "/notifications",
         "12345678901234567890123");
}

static void
test_data_in_every_shape (void)
{
  check ("{\"data\":\"{\\\"title\\\":\\\"T\\\",\\\"body\\\":\\\"B\\\"}\"}", "T", "B",
         WEB_URL "/notifications", NULL);
  check ("{\"data\":\"plain text\"}", "Notification", "plain text", WEB_URL "/notifications", NULL);
  check ("{\"title\":\"T\",\"data\":[1,{\"body\":\"x\"}]}", "T", "", WEB_URL "/notifications",
         NULL);
}

static void
test_payloads_without_fields (void)
{
  check ("{}", "Notification", "", WEB_URL "/notifications", NULL);
  check ("[]", "Notification", "", WEB_URL "/notifications", NULL);
  check ("[1,2]", "Notification", "", WEB_URL "/notifications", NULL);
  check ("null", "Notification", "", WEB_URL "/notifications", NULL);
  check ("\"text\"", "Notification", "text", WEB_URL "/notifications", NULL);
}

static void
test_a_plain_text_payload_is_the_body (void)
{
  g_autoptr (TbNotification) text = build_text ("notification", NULL, "Lunch\nis ready");
  g_autoptr (TbNotification) nothing = build_text ("notification", NULL, NULL);

  g_assert_cmpstr (tb_notification_get_title (text), ==, "Notification");
  g_assert_cmpstr (tb_notification_get_body (text), ==, "Lunch\nis ready");
  g_assert_cmpstr (tb_notification_get_raw_payload (text), ==, "Lunch\nis ready");
  g_assert_cmpstr (tb_notification_get_body (nothing), ==, "");
}

static void
test_data_without_text_is_written_out (void)
{
  g_autoptr (JsonNode) data = json_from_string ("{\"title\":\"T\"}", NULL);
  g_autoptr (TbNotification) notification = build_text ("notification", data, NULL);

  g_assert_cmpstr (tb_notification_get_raw_payload (notification), ==, "{\"title\":\"T\"}");
}

static void
test_texts_are_made_harmless (void)
{
  g_autoptr (TbNotification) notification
      = build ("notification", "{\"title\":\"<b>A</b>\\u001b[31m\\n\\u202Egnp.exe\","
                               "\"body\":\"1\\u0007\\n<a href='x'>2</a>\"}");
  g_autoptr (TbNotification) blank
      = build ("notification", "{\"title\":\" \\n\\u200b\",\"body\":\" \"}");

  g_assert_cmpstr (tb_notification_get_title (notification), ==, "<b>A</b>[31m gnp.exe");
  g_assert_cmpstr (tb_notification_get_body (notification), ==, "1\n<a href='x'>2</a>");
  g_assert_cmpstr (tb_notification_get_title (blank), ==, "Notification");
  g_assert_cmpstr (tb_notification_get_body (blank), ==, "");
}

static void
test_a_huge_body_is_cut (void)
{
  g_autofree char *body = g_strnfill (100 * 1000, 'x');
  g_autofree char *json = g_strdup_printf ("{\"title\":\"T\",\"body\":\"%s\"}", body);
  g_autoptr (TbNotification) notification = build ("notification", json);

  g_assert_cmpint (g_utf8_strlen (tb_notification_get_body (notification), -1), ==,
                   TB_NOTIFICATION_BODY_LENGTH);
  g_assert_cmpuint (strlen (tb_notification_get_raw_payload (notification)), ==,
                    TB_NOTIFICATION_PAYLOAD_SIZE);
}

static void
test_refused_links_give_none (void)
{
  check ("{\"url\":\"javascript:alert(1)\"}", "Notification", "", NULL, NULL);
  check ("{\"url\":\"file:///etc/passwd\"}", "Notification", "", NULL, NULL);
  check ("{\"link\":\"https://evil.example/\"}", "Notification", "", NULL, NULL);
  check ("{\"data\":{\"href\":\"//evil.example/\"}}", "Notification", "", NULL, NULL);
}

static void
test_the_first_link_that_passes_is_taken (void)
{
  check ("{\"url\":\"javascript:alert(1)\",\"link\":\"/orders/1\"}", "Notification", "",
         WEB_URL "/orders/1", NULL);
  check ("{\"href\":\"/a\",\"data\":{\"url\":\"/b\"}}", "Notification", "", WEB_URL "/a", NULL);
}

static void
test_an_account_without_web_url_has_no_links (void)
{
  g_autoptr (TbRules) rules = tb_rules_new_default (NULL);
  const TbRuleContext context = {
    .account_id = "account",
    .channel = USER_CHANNEL,
    .event = "notification",
    .raw_text = "{\"url\":\"/orders/1\"}",
  };
  g_autoptr (TbNotification) notification
      = tb_rule_build (tb_rules_find (rules, context.channel, context.event), &context);

  g_assert_null (tb_notification_get_link (notification));
}

static void
test_every_change_of_a_record_is_news (void)
{
  g_autoptr (TbRules) defaults = tb_rules_new_default (NULL);
  g_autoptr (TbRules) rules = tb_rules_new_from_data (
      "rules.ini", "[updates]\nevent=record:updated\naction=show\nstop=false\n", defaults, NULL);
  const TbRuleContext context = {
    .account_id = "account",
    .channel = TENANT_CHANNEL,
    .event = "record:updated",
    .raw_text = "{\"type\":\"order\",\"id\":\"7\",\"updatedBy\":\"ann\"}",
  };
  g_autoptr (TbNotification) notification
      = tb_rule_build (tb_rules_find (rules, context.channel, context.event), &context);

  g_assert_cmpstr (tb_notification_get_title (notification), ==, "Record updated");
  /* Two changes of one record are two pieces of news. */
  g_assert_null (tb_notification_get_dedupe_id (notification));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (event_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/events/every-event-has-its-rule/%s/%s",
                                               event_rows[i].channel, event_rows[i].event);

      g_test_add_data_func (path, &event_rows[i], test_every_event_has_its_rule);
    }
  g_test_add_func ("/events/other-events-have-no-rule", test_other_events_have_no_rule);
  g_test_add_func ("/events/the-documented-example", test_the_documented_example);
  g_test_add_func ("/events/urgent-and-alert", test_urgent_and_alert);
  g_test_add_func ("/events/an-in-app-notification-object", test_an_in_app_notification_object);
  g_test_add_func ("/events/a-laravel-notification", test_a_laravel_notification);
  g_test_add_func ("/events/fields-have-fallbacks", test_fields_have_fallbacks);
  g_test_add_func ("/events/fields-of-wrong-types-are-passed-over",
                   test_fields_of_wrong_types_are_passed_over);
  g_test_add_func ("/events/data-in-every-shape", test_data_in_every_shape);
  g_test_add_func ("/events/payloads-without-fields", test_payloads_without_fields);
  g_test_add_func ("/events/a-plain-text-payload-is-the-body",
                   test_a_plain_text_payload_is_the_body);
  g_test_add_func ("/events/data-without-text-is-written-out",
                   test_data_without_text_is_written_out);
  g_test_add_func ("/events/texts-are-made-harmless", test_texts_are_made_harmless);
  g_test_add_func ("/events/a-huge-body-is-cut", test_a_huge_body_is_cut);
  g_test_add_func ("/events/refused-links-give-none", test_refused_links_give_none);
  g_test_add_func ("/events/the-first-link-that-passes-is-taken",
                   test_the_first_link_that_passes_is_taken);
  g_test_add_func ("/events/an-account-without-web-url-has-no-links",
                   test_an_account_without_web_url_has_no_links);
  g_test_add_func ("/events/every-change-of-a-record-is-news",
                   test_every_change_of_a_record_is_news);

  return g_test_run ();
}
