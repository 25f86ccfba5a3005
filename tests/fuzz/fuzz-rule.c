/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * An event's data, and a person's rules. The text is the event's name, a line end, its data, and
 * then, if there is a line of three dashes, a rules file.
 */

#include "fuzz-target.h"

#include <string.h>

#include "inbox/tb-inbox-error.h"
#include "inbox/tb-rules.h"
#include "pusher/pusher-json-text.h"

#define RULES_MARK "\n---\n"

static const char *const allowed_origins[] = { "https://docs.example.com", NULL };

static TbRules *
get_default_rules (void)
{
  static TbRules *rules = NULL;
  g_autoptr (GError) error = NULL;

  if (rules == NULL)
    rules = tb_rules_new_default (&error);
  g_assert_no_error (error);

  return rules;
}

static void
assert_is_clean (const char *text, glong length)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (text, -1), <=, length);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    g_assert_true (*at == '\n' || !g_unichar_iscntrl (g_utf8_get_char (at)));
}

static void
check_notification (TbNotification *notification)
{
  const char *link = tb_notification_get_link (notification);

  g_assert_cmpuint (strspn (tb_notification_get_id (notification), "0123456789abcdef"), ==, 32);
  assert_is_clean (tb_notification_get_title (notification), TB_NOTIFICATION_TITLE_LENGTH);
  g_assert_null (strchr (tb_notification_get_title (notification), '\n'));
  assert_is_clean (tb_notification_get_body (notification), TB_NOTIFICATION_BODY_LENGTH);
  g_assert_cmpuint (strlen (tb_notification_get_raw_payload (notification)), <=,
                    TB_NOTIFICATION_PAYLOAD_SIZE);
  g_assert_true (g_utf8_validate (tb_notification_get_raw_payload (notification), -1, NULL));
  g_assert_true (link == NULL || g_str_has_prefix (link, "https://app.example.com/")
                 || g_str_has_prefix (link, "https://docs.example.com/"));
}

static void
build (TbRules *rules, const char *event, JsonNode *node, const char *raw_text)
{
  const TbRuleContext context = {
    .account_id = "account",
    .user_id = "user_456",
    .channel = "private-user-user_456",
    .event = event,
    .data = node,
    .raw_text = raw_text,
    .web_url = "https://app.example.com/de?from=desktop",
    .allowed_origins = allowed_origins,
    .received_at = 1,
  };
  const TbRule *rule = tb_rules_find (rules, context.channel, event);
  g_autoptr (TbNotification) notification = NULL;
  g_autoptr (TbNotification) again = NULL;

  if (rule == NULL)
    return;
  notification = tb_rule_build (rule, &context);
  g_assert_cmpint (notification == NULL, ==, tb_rule_get_action (rule) == TB_ACTION_IGNORE);
  if (notification == NULL)
    return;

  check_notification (notification);
  /* The same event is the same notification whenever it comes. */
  again = tb_rule_build (rule, &context);
  g_assert_cmpstr (tb_notification_get_title (again), ==, tb_notification_get_title (notification));
  g_assert_cmpstr (tb_notification_get_body (again), ==, tb_notification_get_body (notification));
  g_assert_cmpstr (tb_notification_get_link (again), ==, tb_notification_get_link (notification));
  if (tb_notification_get_dedupe_id (notification) != NULL)
    g_assert_cmpstr (tb_notification_get_id (again), ==, tb_notification_get_id (notification));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  char *mark = strstr (text, RULES_MARK);
  const char *own = NULL;
  char *payload;
  g_autoptr (TbRules) rules = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  if (mark != NULL)
    {
      own = mark + strlen (RULES_MARK);
      *mark = '\0';
    }
  payload = strchr (text, '\n');
  if (payload == NULL)
    return 0;
  *payload++ = '\0';
  /* Names come out of a frame, which is UTF-8; the data need not have been looked at. */
  if (!g_utf8_validate (text, -1, NULL))
    return 0;

  if (own != NULL)
    rules = tb_rules_new_from_data ("rules.ini", own, get_default_rules (), &error);
  g_assert_cmpint (own != NULL && rules == NULL, ==, error != NULL);
  if (rules == NULL)
    rules = tb_rules_ref (get_default_rules ());

  node = pusher_json_parse (payload, -1);
  build (rules, text, NULL, payload);
  build (rules, text, node, payload);
  build (rules, text, node, NULL);

  return 0;
}
