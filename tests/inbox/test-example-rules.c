/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rules that ship as examples: each is right, and makes of the events of the contract what its
 * comments say. */

#include "inbox/tb-rules-file.h"

#define USER "private-user-user_456"
#define TENANT "private-tenant-org_123"
#define PAGE "https://app.example.com/en"

typedef struct
{
  const char *file;
  const char *channel;
  const char *event;
  const char *payload;
  /* What comes of it. */
  TbRuleAction action;
  TbUrgency urgency;
  const char *title;
  const char *body;
  const char *link;
  const char *sound;
  const char *dedupe_id;
} Example;

static const Example examples[] = {
  { "orders.ini", USER, "order:created",
    "{\"eventId\":\"e1\",\"orderId\":\"123\",\"total\":\"19.90\",\"status\":\"new\"}",
    TB_ACTION_SHOW, TB_URGENCY_NORMAL, "New order 123", "Total: 19.90", PAGE "/orders/123",
    "message-new-instant", "e1" },
  /* The same event on the tenant's channel is the same one. */
  { "orders.ini", TENANT, "order:created",
    "{\"eventId\":\"e1\",\"orderId\":\"123\",\"total\":19.90,\"status\":\"new\"}", TB_ACTION_SHOW,
    TB_URGENCY_NORMAL, "New order 123", "Total: 19.90", PAGE "/orders/123", "message-new-instant",
    "e1" },
  { "orders.ini", TENANT, "order:paid",
    "{\"eventId\":\"e2\",\"orderId\":\"123\",\"status\":\"paid\"}", TB_ACTION_SHOW,
    TB_URGENCY_NORMAL, "Order 123 was paid", "paid", PAGE "/orders/123", NULL, "e2" },
  { "orders.ini", USER, "order:shipped",
    "{\"eventId\":\"e3\",\"orderId\":\"123\",\"trackingNumber\":\"JJD01\",\"status\":\"shipped\"}",
    TB_ACTION_INBOX_ONLY, TB_URGENCY_NORMAL, "Order 123 is on its way", "Tracking number JJD01",
    PAGE "/orders/123", NULL, "e3" },
  { "orders.ini", USER, "order:refunded", "{\"orderId\":7,\"message\":\"Refunded in full\"}",
    TB_ACTION_SHOW, TB_URGENCY_LOW, "Order refunded: 7", "Refunded in full", PAGE "/orders/7", NULL,
    NULL },
  /* What the shipped rules say of the rest stays as it is. */
  { "orders.ini", USER, "notification:urgent", "{\"message\":\"New order received\"}",
    TB_ACTION_SHOW, TB_URGENCY_URGENT, "Urgent notification", "New order received",
    PAGE "/notifications", "dialog-warning", NULL },

  { "records.ini", TENANT, "record:created",
    "{\"eventId\":\"e4\",\"type\":\"documents\",\"id\":\"42\",\"title\":\"Offer\","
    "\"createdBy\":\"Bob Kern\"}",
    TB_ACTION_SHOW, TB_URGENCY_NORMAL, "New documents: Offer", "Created by Bob Kern",
    PAGE "/documents/42", NULL, "e4" },
  { "records.ini", TENANT, "record:updated",
    "{\"type\":\"documents\",\"id\":\"42\",\"updatedBy\":\"Bob Kern\"}", TB_ACTION_SHOW,
    TB_URGENCY_NORMAL, "documents 42 was changed", "Changed by Bob Kern", PAGE "/documents/42",
    NULL, NULL },
  { "records.ini", "private-tenant-other", "record:updated",
    "{\"type\":\"documents\",\"id\":\"42\",\"updatedBy\":\"Bob Kern\"}", TB_ACTION_INBOX_ONLY,
    TB_URGENCY_NORMAL, "documents 42 was changed", "Changed by Bob Kern", PAGE "/documents/42",
    NULL, NULL },
  { "records.ini", TENANT, "record:deleted",
    "{\"type\":\"documents\",\"id\":\"42\",\"updatedBy\":\"Bob Kern\"}", TB_ACTION_SHOW,
    TB_URGENCY_LOW, "documents 42 was deleted", "Deleted by Bob Kern", PAGE "/notifications", NULL,
    NULL },

  { "ai-jobs.ini", USER, "ai:completed",
    "{\"eventId\":\"e5\",\"jobId\":\"j1\",\"jobType\":\"Summary\",\"result\":\"Three pages\"}",
    TB_ACTION_SHOW, TB_URGENCY_NORMAL, "Summary is done", "Three pages", PAGE "/jobs/j1",
    "complete", "e5" },
  { "ai-jobs.ini", USER, "ai:completed",
    "{\"eventId\":\"e6\",\"jobId\":\"j1\",\"result\":{\"summary\":\"Three pages\"}}",
    TB_ACTION_SHOW, TB_URGENCY_NORMAL, "AI task completed is done", "Three pages", PAGE "/jobs/j1",
    "complete", "e6" },
  { "ai-jobs.ini", USER, "ai:failed",
    "{\"eventId\":\"e7\",\"jobId\":\"j2\",\"jobType\":\"Summary\",\"error\":\"Out of credit\"}",
    TB_ACTION_SHOW, TB_URGENCY_NORMAL, "Summary failed", "Out of credit", PAGE "/jobs/j2",
    "dialog-error", "e7" },

  { "laravel.ini", "private-App.Models.User.42",
    "Illuminate\\Notifications\\Events\\BroadcastNotificationCreated",
    "{\"id\":\"5f0c\",\"type\":\"App\\\\Notifications\\\\InvoicePaid\",\"line\":\"Thank you\","
    "\"action_url\":\"/invoices/9\"}",
    TB_ACTION_SHOW, TB_URGENCY_NORMAL, "Invoice paid", "Thank you",
    "https://app.example.com/invoices/9", "message-new-instant", "5f0c" },
  { "laravel.ini", "private-orders.9", "App\\Events\\OrderShipped",
    "{\"order\":{\"id\":9,\"tracking_number\":\"JJD01\"}}", TB_ACTION_SHOW, TB_URGENCY_NORMAL,
    "Order 9 is on its way", "Tracking number JJD01", PAGE "/orders/9", NULL, "9-shipped" },
  { "laravel.ini", "private-App.Models.Post.7", "PostCreated",
    "{\"model\":{\"id\":7,\"title\":\"Hello\",\"body\":\"World\"}}", TB_ACTION_INBOX_ONLY,
    TB_URGENCY_NORMAL, "Post created: Hello", "World", PAGE "/notifications", NULL, NULL },
};

static TbRules *
read_rules (const char *file)
{
  g_autofree char *path
      = g_test_build_filename (G_TEST_DIST, "..", "data", "rules", "examples", file, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRules) defaults = tb_rules_new_default (&error);
  TbRules *rules;

  g_assert_no_error (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  rules = tb_rules_file_read (path, defaults, &error);
  g_assert_no_error (error);
  return rules;
}

static void
test_an_example_makes_of_an_event_what_it_says (gconstpointer data)
{
  const Example *example = data;
  g_autoptr (TbRules) rules = read_rules (example->file);
  g_autoptr (JsonNode) node = json_from_string (example->payload, NULL);
  const TbRuleContext context = {
    .account_id = "acme",
    .user_id = "user_456",
    .channel = example->channel,
    .event = example->event,
    .data = node,
    .raw_text = example->payload,
    .web_url = PAGE,
    .received_at = 1,
  };
  const TbRule *rule = tb_rules_find (rules, example->channel, example->event);
  g_autoptr (TbNotification) notification = NULL;

  g_assert_nonnull (node);
  g_assert_nonnull (rule);
  g_assert_cmpint (tb_rule_get_action (rule), ==, example->action);
  notification = tb_rule_build (rule, &context);
  g_assert_cmpint (tb_notification_get_urgency (notification), ==, example->urgency);
  g_assert_cmpstr (tb_notification_get_title (notification), ==, example->title);
  g_assert_cmpstr (tb_notification_get_body (notification), ==, example->body);
  g_assert_cmpstr (tb_notification_get_link (notification), ==, example->link);
  g_assert_cmpstr (tb_notification_get_sound (notification), ==, example->sound);
  g_assert_cmpstr (tb_notification_get_dedupe_id (notification), ==, example->dedupe_id);
}

/* No rule of an example is there for nothing. */
static void
test_each_rule_is_tried (void)
{
  static const char *const files[] = { "ai-jobs.ini", "laravel.ini", "orders.ini", "records.ini" };
  g_autoptr (TbRules) defaults = tb_rules_new_default (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (TbRules) rules = read_rules (files[i]);
      guint n_own = tb_rules_get_n_rules (rules) - tb_rules_get_n_rules (defaults);

      for (guint j = 0; j < n_own; j++)
        {
          const char *name = tb_rule_get_name (tb_rules_get_rule (rules, j));
          gboolean is_tried = FALSE;

          for (gsize k = 0; k < G_N_ELEMENTS (examples); k++)
            {
              const TbRule *rule = tb_rules_find (rules, examples[k].channel, examples[k].event);

              is_tried = is_tried
                         || (g_str_equal (examples[k].file, files[i])
                             && g_str_equal (tb_rule_get_name (rule), name));
            }
          g_test_message ("%s [%s]", files[i], name);
          g_assert_true (is_tried);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *path
          = g_strdup_printf ("/inbox/example-rules/%s/%" G_GSIZE_FORMAT, examples[i].file, i);

      g_test_add_data_func (path, &examples[i], test_an_example_makes_of_an_event_what_it_says);
    }
  g_test_add_func ("/inbox/example-rules/each-rule-is-tried", test_each_rule_is_tried);

  return g_test_run ();
}
