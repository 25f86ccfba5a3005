/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-rules.h"

#include <string.h>

#include "inbox/tb-inbox-error.h"

static TbRules *
rules_from (const char *text, TbRules *fallback)
{
  g_autoptr (GError) error = NULL;
  TbRules *rules = tb_rules_new_from_data ("rules.ini", text, fallback, &error);

  g_assert_no_error (error);
  return rules;
}

static void
check_rule (TbRules *rules, const char *channel, const char *event, const char *expected)
{
  const TbRule *rule = tb_rules_find (rules, channel, event);

  g_assert_cmpstr (rule != NULL ? tb_rule_get_name (rule) : NULL, ==, expected);
  /* The second answer is the remembered one. */
  g_assert_true (tb_rules_find (rules, channel, event) == rule);
}

static TbNotification *
build (const char *rules_text, const char *event, const char *json)
{
  static const char *const origins[] = { "https://docs.example.com", NULL };
  g_autoptr (TbRules) rules = rules_from (rules_text, NULL);
  g_autoptr (JsonNode) data = json_from_string (json, NULL);
  const TbRuleContext context = {
    .account_id = "account",
    .user_id = "user_456",
    .channel = "private-user-user_456",
    .event = event,
    .data = data,
    .raw_text = json,
    .web_url = "https://app.example.com/en/",
    .allowed_origins = origins,
    .received_at = 1,
  };
  const TbRule *rule = tb_rules_find (rules, context.channel, event);

  g_assert_nonnull (data);
  g_assert_nonnull (rule);
  return tb_rule_build (rule, &context);
}

static void
test_globs_choose_the_rule (void)
{
  g_autoptr (TbRules) rules
      = rules_from ("[orders]\nevent=order:*; invoice:pai?\n"
                    "[news]\nchannel=public-*\n"
                    "[both]\nevent=x\nchannel=private-user-*;private-tenant-*\n"
                    "[class]\nevent=App\\\\Events\\\\*\n",
                    NULL);

  check_rule (rules, "private-user-1", "order:created", "orders");
  check_rule (rules, "private-user-1", "order:", "orders");
  check_rule (rules, "private-user-1", "invoice:paid", "orders");
  check_rule (rules, "private-user-1", "invoice:pai", NULL);
  check_rule (rules, "private-user-1", "Order:created", NULL);
  check_rule (rules, "public-news", "anything", "news");
  check_rule (rules, "private-tenant-1", "x", "both");
  check_rule (rules, "presence-room-1", "x", NULL);
  check_rule (rules, "private-user-1", "App\\Events\\Shipped", "class");
}

static void
test_the_first_rule_that_matches_counts (void)
{
  g_autoptr (TbRules) fallback = rules_from ("[shipped]\nevent=*\n", NULL);
  g_autoptr (TbRules) rules
      = rules_from ("[one]\nevent=a*\naction=ignore\n[two]\nevent=ab*\n", fallback);

  check_rule (rules, "c", "abc", "one");
  check_rule (rules, "c", "b", "shipped");
  g_assert_cmpint (tb_rule_get_action (tb_rules_find (rules, "c", "abc")), ==, TB_ACTION_IGNORE);
}

static void
test_a_rule_that_does_not_stop_is_completed (void)
{
  g_autoptr (TbRules) rules
      = rules_from ("[first]\nevent=*\nurgency=low\nstop=false\n"
                    "[second]\nevent=a*\nurgency=urgent\neffect=reload\nstop=false\n"
                    "[third]\nevent=ab\naction=inbox-only\n"
                    "[fourth]\nevent=ab\naction=ignore\neffect=maintenance\n",
                    NULL);
  const TbRule *rule = tb_rules_find (rules, "c", "ab");

  g_assert_cmpstr (tb_rule_get_name (rule), ==, "first");
  g_assert_cmpint (tb_rule_get_urgency (rule), ==, TB_URGENCY_LOW);
  g_assert_cmpint (tb_rule_get_effect (rule), ==, TB_EFFECT_RELOAD);
  g_assert_cmpint (tb_rule_get_action (rule), ==, TB_ACTION_INBOX_ONLY);

  rule = tb_rules_find (rules, "c", "b");
  g_assert_cmpint (tb_rule_get_urgency (rule), ==, TB_URGENCY_LOW);
  g_assert_cmpint (tb_rule_get_action (rule), ==, TB_ACTION_SHOW);
  g_assert_cmpint (tb_rule_get_effect (rule), ==, TB_EFFECT_NONE);
}

static void
test_joined_rules_keep_all_that_they_say (void)
{
  g_autoptr (TbNotification) notification
      = build ("[first]\nevent=*\nsound=none\ntitle=T {n}\nstop=false\n"
               "[second]\nevent=*\nsound=bell\ntitle=other\nbody=B {n}\nurl={base}/x/{n}\n"
               "id={key}\n",
               "a", "{\"n\":1,\"key\":\"k\",\"id\":\"i\"}");

  g_assert_cmpstr (tb_notification_get_title (notification), ==, "T 1");
  g_assert_cmpstr (tb_notification_get_body (notification), ==, "B 1");
  g_assert_cmpstr (tb_notification_get_link (notification), ==, "https://app.example.com/en/x/1");
  g_assert_cmpstr (tb_notification_get_dedupe_id (notification), ==, "k");
  g_assert_null (tb_notification_get_sound (notification));
}

static void
test_templates_make_the_texts (void)
{
  g_autoptr (TbNotification) notification = build (
      "[orders]\nevent=order:*\nurgency=urgent\nsound=bell\n"
      "title=Order {data.order.id|orderId}: {status}\n"
      "body={@event} on {@channel} for {@user}: {@label}, {total}\n"
      "url={base}/orders/{orderId}\n",
      "order:created", "{\"orderId\":\"a/b ../?ü\",\"total\":19.90,\"status\":\"new\\nline\"}");

  g_assert_cmpstr (tb_notification_get_title (notification), ==, "Order a/b ../?ü: new line");
  g_assert_cmpstr (tb_notification_get_body (notification), ==,
                   "order:created on private-user-user_456 for user_456: Order created, 19.90");
  g_assert_cmpstr (tb_notification_get_link (notification), ==,
                   "https://app.example.com/en/orders/a%2Fb%20..%2F%3F%C3%BC");
  g_assert_cmpint (tb_notification_get_urgency (notification), ==, TB_URGENCY_URGENT);
  g_assert_cmpstr (tb_notification_get_sound (notification), ==, "bell");
}

static void
test_templates_without_values_fall_back (void)
{
  const char *rules = "[orders]\nevent=*\ntitle={missing}\nbody={missing}\n"
                      "url={base}/orders/{orderId}\n";
  g_autoptr (TbNotification) missing
      = build (rules, "order:paid", "{\"subject\":\"S\",\"text\":\"T\"}");
  g_autoptr (TbNotification) dots = build (rules, "order:paid", "{\"orderId\":\"..\"}");

  g_assert_cmpstr (tb_notification_get_title (missing), ==, "S");
  g_assert_cmpstr (tb_notification_get_body (missing), ==, "T");
  g_assert_cmpstr (tb_notification_get_link (missing), ==,
                   "https://app.example.com/en/notifications");
  g_assert_cmpstr (tb_notification_get_link (dots), ==, "https://app.example.com/en/notifications");
}

static void
test_a_template_cannot_lead_elsewhere (void)
{
  const char *rules = "[orders]\nevent=*\nurl={where}\n";
  g_autoptr (TbNotification) scheme = build (rules, "a", "{\"where\":\"https://evil.example/\"}");
  g_autoptr (TbNotification) literal
      = build ("[orders]\nevent=*\nurl=https://evil.example/\n", "a", "{}");
  g_autoptr (TbNotification) allowed
      = build ("[orders]\nevent=*\nurl=https://docs.example.com/{n}\n", "a", "{\"n\":1}");

  g_assert_cmpstr (tb_notification_get_link (scheme), ==,
                   "https://app.example.com/en/https%3A%2F%2Fevil.example%2F");
  g_assert_cmpstr (tb_notification_get_link (literal), ==,
                   "https://app.example.com/en/notifications");
  g_assert_cmpstr (tb_notification_get_link (allowed), ==, "https://docs.example.com/1");
}

static void
test_the_id_can_be_chosen (void)
{
  const char *json = "{\"id\":5,\"key\":\"k\"}";
  g_autoptr (TbNotification) usual = build ("[a]\nevent=*\n", "a", json);
  g_autoptr (TbNotification) chosen = build ("[a]\nevent=*\nid={@event}/{key}\n", "a", json);
  g_autoptr (TbNotification) none = build ("[a]\nevent=*\nid=none\n", "a", json);
  g_autoptr (TbNotification) missing = build ("[a]\nevent=*\nid={missing}\n", "a", json);

  g_assert_cmpstr (tb_notification_get_dedupe_id (usual), ==, "5");
  g_assert_cmpstr (tb_notification_get_dedupe_id (chosen), ==, "a/k");
  g_assert_null (tb_notification_get_dedupe_id (none));
  g_assert_null (tb_notification_get_dedupe_id (missing));
}

static void
test_an_ignored_event_gives_nothing (void)
{
  g_assert_null (build ("[a]\nevent=*\naction=ignore\n", "a", "{}"));
}

static void
check_mistake (const char *text, const char *group, const char *key, const char *detail)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRules) rules = tb_rules_new_from_data ("my-rules.ini", text, NULL, &error);

  g_assert_null (rules);
  g_assert_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_BAD_RULES);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "my-rules.ini"));
  g_assert_nonnull (strstr (error->message, group));
  g_assert_nonnull (strstr (error->message, key));
  g_assert_nonnull (strstr (error->message, detail));
  g_assert_null (strchr (error->message, '\n'));
}

static void
test_mistakes_name_file_group_and_key (void)
{
  check_mistake ("[g]\nevent=a\naction=shout\n", "“g”", "“action”", "“shout”");
  check_mistake ("[g]\nevent=a\nurgency=critical\n", "“g”", "“urgency”", "low, normal, urgent");
  check_mistake ("[g]\nevent=a\neffect=explode\n", "“g”", "“effect”", "“explode”");
  check_mistake ("[g]\nevent=a\nstop=maybe\n", "“g”", "“stop”", "“maybe”");
  check_mistake ("[g]\nevent=a\ntitel=x\n", "“g”", "“titel”", "title");
  check_mistake ("[g]\nevent=a\ntitle={x\n", "“g”", "“title”", "not closed");
  check_mistake ("[g]\nevent=a\nbody=x}\n", "“g”", "“body”", "opening");
  check_mistake ("[g]\nevent=a\nurl={base}/{a b}\n", "“g”", "“url”", "{a b}");
  check_mistake ("[g]\nevent=a\nid=constant\n", "“g”", "“id”", "{eventId}");
  check_mistake ("[g]\nevent=a\nid={}\n", "“g”", "“id”", "{}");
  check_mistake ("[g]\nevent=a\nsound=/etc/passwd\n", "“g”", "“sound”", "message-new-instant");
  check_mistake ("[g]\nevent=a\nsound=\n", "“g”", "“sound”", "empty");
  check_mistake ("[g]\nevent=;;\n", "“g”", "“event”", "empty");
  check_mistake ("[g]\nevent=a\nchannel=\n", "“g”", "“channel”", "empty");
  check_mistake ("[g]\naction=show\n", "“g”", "“event”", "channel");
  check_mistake ("[g]\nevent=App\\Events\n", "“g”", "“event”", "App\\Events");
  check_mistake ("[g]\nevent=a\ntitle=a\\xb\n", "“g”", "“title”", "twice");
  check_mistake ("[g]\nevent=a\ntitle=\xff\n", "line 3", "", "UTF-8");
  check_mistake ("[g]\nevent=a\nurl[de]=x\n", "“g”", "“url[de]”", "");
  check_mistake ("[ok]\nevent=a\n[g]\nevent=a\naction=\n", "“g”", "“action”", "empty");
  check_mistake ("event=a\n", "", "", "");
  check_mistake ("[g]\nnonsense\n", "", "", "nonsense");
}

static void
test_an_empty_file_leaves_the_fallback (void)
{
  g_autoptr (TbRules) fallback = rules_from ("[shipped]\nevent=a\n", NULL);
  g_autoptr (TbRules) rules = rules_from ("", fallback);
  g_autoptr (TbRules) comments = rules_from ("# nothing yet\n\n", fallback);

  check_rule (rules, "c", "a", "shipped");
  check_rule (comments, "c", "a", "shipped");
}

static void
test_rules_outlive_their_fallback (void)
{
  g_autoptr (TbRules) rules = NULL;

  {
    g_autoptr (TbRules) fallback = rules_from ("[shipped]\nevent=a\n", NULL);

    rules = rules_from ("[mine]\nevent=*\nstop=false\n", fallback);
  }
  check_rule (rules, "c", "a", "mine");
}

static void
test_translated_keys_are_accepted (void)
{
  g_autoptr (TbNotification) notification
      = build ("[g]\nevent=a\ntitle=Hello\ntitle[de]=Hallo\nbody[de]=Welt\n", "a", "{}");

  g_assert_cmpstr (tb_notification_get_title (notification), ==, "Hello");
}

static void
test_a_flood_of_events_costs_little (void)
{
  g_autoptr (TbRules) rules = tb_rules_new_default (NULL);
  gint64 start = g_get_monotonic_time ();

  for (int i = 0; i < 100 * 1000; i++)
    {
      g_assert_null (tb_rules_find (rules, "presence-room-1", "pointer:moved"));
      g_assert_nonnull (tb_rules_find (rules, "presence-room-1", "cursor:move"));
    }
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_TIME_SPAN_SECOND);
}

static void
test_ever_new_names_are_answered_rightly (void)
{
  g_autoptr (TbRules) rules = rules_from ("[a]\nevent=a*\nstop=false\n[b]\nevent=*1\n", NULL);
  const TbRule *kept = tb_rules_find (rules, "c", "a1");
  g_autofree char *long_name = g_strnfill (100 * 1000, 'a');

  for (int i = 0; i < 5000; i++)
    {
      g_autofree char *event = g_strdup_printf ("%c%d", i % 2 == 0 ? 'a' : 'x', i);
      g_autofree char *channel = g_strdup_printf ("c%d", i);
      const TbRule *rule = tb_rules_find (rules, channel, event);

      g_assert_cmpint (rule != NULL, ==, i % 2 == 0 || g_str_has_suffix (event, "1"));
    }
  /* A rule stays where it is for as long as the rules live. */
  g_assert_true (tb_rules_find (rules, "c", "a1") == kept);
  check_rule (rules, long_name, long_name, "a");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rules/globs-choose-the-rule", test_globs_choose_the_rule);
  g_test_add_func ("/rules/the-first-rule-that-matches-counts",
                   test_the_first_rule_that_matches_counts);
  g_test_add_func ("/rules/a-rule-that-does-not-stop-is-completed",
                   test_a_rule_that_does_not_stop_is_completed);
  g_test_add_func ("/rules/joined-rules-keep-all-that-they-say",
                   test_joined_rules_keep_all_that_they_say);
  g_test_add_func ("/rules/templates-make-the-texts", test_templates_make_the_texts);
  g_test_add_func ("/rules/templates-without-values-fall-back",
                   test_templates_without_values_fall_back);
  g_test_add_func ("/rules/a-template-cannot-lead-elsewhere",
                   test_a_template_cannot_lead_elsewhere);
  g_test_add_func ("/rules/the-id-can-be-chosen", test_the_id_can_be_chosen);
  g_test_add_func ("/rules/an-ignored-event-gives-nothing", test_an_ignored_event_gives_nothing);
  g_test_add_func ("/rules/mistakes-name-file-group-and-key",
                   test_mistakes_name_file_group_and_key);
  g_test_add_func ("/rules/an-empty-file-leaves-the-fallback",
                   test_an_empty_file_leaves_the_fallback);
  g_test_add_func ("/rules/rules-outlive-their-fallback", test_rules_outlive_their_fallback);
  g_test_add_func ("/rules/translated-keys-are-accepted", test_translated_keys_are_accepted);
  g_test_add_func ("/rules/a-flood-of-events-costs-little", test_a_flood_of_events_costs_little);
  g_test_add_func ("/rules/ever-new-names-are-answered-rightly",
                   test_ever_new_names_are_answered_rightly);

  return g_test_run ();
}
