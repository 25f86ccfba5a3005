/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/tb-alerts.h"

#include "fake-notifier.h"
#include "inbox/tb-rules.h"

/* What becomes a toast, and what its buttons do. */

typedef struct
{
  TbInbox *inbox;
  FakeNotifier *notifier;
  TbAlerts *alerts;
  TbRules *rules;
  GString *asked; /* "signal id token " of each */
} Fixture;

static void
on_open (TbAlerts *alerts, const char *id, const char *token, gpointer user_data)
{
  g_string_append_printf (user_data, "open %s %s ", id, token != NULL ? token : "-");
}

static void
on_mark_read (TbAlerts *alerts, const char *id, gpointer user_data)
{
  g_string_append_printf (user_data, "mark-read %s ", id);
}

static void
on_acknowledge (TbAlerts *alerts, const char *id, gpointer user_data)
{
  g_string_append_printf (user_data, "acknowledge %s ", id);
}

static void
on_show_inbox (TbAlerts *alerts, const char *token, gpointer user_data)
{
  g_string_append_printf (user_data, "show-inbox %s ", token != NULL ? token : "-");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->inbox = tb_inbox_new ();
  fixture->notifier = fake_notifier_new ();
  fixture->alerts = tb_alerts_new (fixture->inbox, TB_NOTIFIER (fixture->notifier));
  fixture->rules = tb_rules_new_default (NULL);
  fixture->asked = g_string_new (NULL);
  g_signal_connect (fixture->alerts, "open", G_CALLBACK (on_open), fixture->asked);
  g_signal_connect (fixture->alerts, "mark-read", G_CALLBACK (on_mark_read), fixture->asked);
  g_signal_connect (fixture->alerts, "acknowledge", G_CALLBACK (on_acknowledge), fixture->asked);
  g_signal_connect (fixture->alerts, "show-inbox", G_CALLBACK (on_show_inbox), fixture->asked);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->alerts);
  g_assert_finalize_object (fixture->notifier);
  g_assert_finalize_object (fixture->inbox);
  tb_rules_unref (fixture->rules);
  g_string_free (fixture->asked, TRUE);
}

/* The way that an event goes in the program. */
static TbDecision
arrive (Fixture *fixture, const char *event, const char *id)
{
  const TbRule *rule = tb_rules_find (fixture->rules, "private-user-1", event);
  g_autoptr (TbNotification) notification
      = tb_notification_new (&(TbNotificationFields){ .id = id,
                                                      .account_id = "acme",
                                                      .dedupe_id = id,
                                                      .channel = "private-user-1",
                                                      .event = event,
                                                      .title = "Title <b>",
                                                      .body = "Body",
                                                      .sound = "bell",
                                                      .urgency = tb_rule_get_urgency (rule) });
  gboolean duplicate = !tb_inbox_add (fixture->inbox, notification);

  return tb_alerts_handle (fixture->alerts, rule, notification, duplicate);
}

static char *
list_actions (TbToast *toast)
{
  GString *actions = g_string_new (NULL);

  for (gsize i = 0; i < tb_toast_get_n_actions (toast); i++)
    g_string_append_printf (actions, "%s=%s ", tb_toast_get_action (toast, i)->id,
                            tb_toast_get_action (toast, i)->label);

  return g_string_free (actions, FALSE);
}

static void
test_a_notification_is_a_toast (Fixture *fixture, gconstpointer data)
{
  TbToast *toast;
  g_autofree char *actions = NULL;

  g_assert_cmpint (arrive (fixture, "notification", "n1"), ==, TB_DECISION_SHOWN);
  g_assert_cmpuint (fixture->notifier->shown->len, ==, 1);
  toast = fixture->notifier->shown->pdata[0];
  g_assert_cmpstr (tb_toast_get_id (toast), ==, "n1");
  g_assert_cmpstr (tb_toast_get_title (toast), ==, "Title <b>");
  g_assert_cmpstr (tb_toast_get_body (toast), ==, "Body");
  g_assert_cmpint (tb_toast_get_urgency (toast), ==, TB_TOAST_URGENCY_NORMAL);
  g_assert_cmpstr (tb_toast_get_category (toast), ==, "im.received");
  g_assert_cmpstr (tb_toast_get_sound_name (toast), ==, "bell");
  actions = list_actions (toast);
  g_assert_cmpstr (actions, ==, "default=Open open=Open mark-read=Mark as Read ");
}

static void
test_an_urgent_one_stays_until_acknowledged (Fixture *fixture, gconstpointer data)
{
  TbToast *toast;
  g_autofree char *actions = NULL;

  g_assert_cmpint (arrive (fixture, "notification:urgent", "n1"), ==, TB_DECISION_SHOWN);
  toast = fixture->notifier->shown->pdata[0];
  g_assert_cmpint (tb_toast_get_urgency (toast), ==, TB_TOAST_URGENCY_CRITICAL);
  actions = list_actions (toast);
  g_assert_cmpstr (actions, ==, "default=Open open=Open acknowledge=Acknowledge ");

  tb_inbox_mark_read (fixture->inbox, "n1");
  g_assert_cmpuint (fixture->notifier->withdrawn->len, ==, 0);
  tb_inbox_acknowledge (fixture->inbox, "n1");
  g_assert_cmpuint (fixture->notifier->withdrawn->len, ==, 1);
}

static void
test_what_is_read_or_gone_is_withdrawn (Fixture *fixture, gconstpointer data)
{
  arrive (fixture, "notification", "n1");
  arrive (fixture, "notification", "n2");
  tb_inbox_mark_read (fixture->inbox, "n1");
  tb_inbox_remove (fixture->inbox, "n2");

  g_assert_cmpuint (fixture->notifier->withdrawn->len, ==, 2);
  g_assert_cmpstr (fixture->notifier->withdrawn->pdata[0], ==, "n1");
  g_assert_cmpstr (fixture->notifier->withdrawn->pdata[1], ==, "n2");
}

static void
test_a_duplicate_is_not_shown (Fixture *fixture, gconstpointer data)
{
  arrive (fixture, "notification", "n1");
  g_assert_cmpint (arrive (fixture, "alert", "n1"), ==, TB_DECISION_DUPLICATE);
  g_assert_cmpuint (fixture->notifier->shown->len, ==, 1);
}

static void
test_what_made_no_notification_is_ignored (Fixture *fixture, gconstpointer data)
{
  const TbRule *rule = tb_rules_find (fixture->rules, "presence-room-x", "typing:start");

  g_assert_cmpint (tb_alerts_handle (fixture->alerts, rule, NULL, FALSE), ==, TB_DECISION_IGNORED);
  g_assert_cmpuint (fixture->notifier->shown->len, ==, 0);
}

static void
test_a_burst_is_one_summary_that_counts (Fixture *fixture, gconstpointer data)
{
  TbToast *first;
  TbToast *last;
  g_autofree char *actions = NULL;

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *id = g_strdup_printf ("n%u", i);

      g_assert_cmpint (arrive (fixture, "notification", id), ==,
                       i < TB_POLICY_BURST_TOASTS ? TB_DECISION_SHOWN : TB_DECISION_SUMMARISED);
    }

  first = fixture->notifier->shown->pdata[TB_POLICY_BURST_TOASTS];
  last = fixture->notifier->shown->pdata[19];
  g_assert_cmpstr (tb_toast_get_id (first), ==, tb_toast_get_id (last));
  g_assert_cmpstr (tb_toast_get_title (first), ==, "1 new notification");
  g_assert_cmpstr (tb_toast_get_title (last), ==, "15 new notifications");
  actions = list_actions (last);
  g_assert_cmpstr (actions, ==, "default=Show open=Show ");

  tb_notifier_emit_activated (TB_NOTIFIER (fixture->notifier), tb_toast_get_id (last), "default",
                              "token");
  g_assert_cmpstr (fixture->asked->str, ==, "show-inbox token ");

  /* What is urgent is never only counted. */
  g_assert_cmpint (arrive (fixture, "notification:urgent", "u"), ==, TB_DECISION_SHOWN);
}

static void
test_buttons_ask_for_what_they_say (Fixture *fixture, gconstpointer data)
{
  TbNotifier *notifier = TB_NOTIFIER (fixture->notifier);

  tb_notifier_emit_activated (notifier, "n1", TB_TOAST_ACTION_DEFAULT, "token");
  tb_notifier_emit_activated (notifier, "n2", "open", NULL);
  tb_notifier_emit_activated (notifier, "n3", "mark-read", NULL);
  tb_notifier_emit_activated (notifier, "n4", "acknowledge", "token");
  g_assert_cmpstr (fixture->asked->str, ==, "open n1 token open n2 - mark-read n3 acknowledge n4 ");
}

static void
test_a_report_is_told_and_leads_to_the_inbox (Fixture *fixture, gconstpointer data)
{
  TbToast *toast;

  tb_alerts_report (fixture->alerts, "It did not work", "Because");
  toast = fixture->notifier->shown->pdata[0];
  g_assert_cmpstr (tb_toast_get_title (toast), ==, "It did not work");
  g_assert_cmpstr (tb_toast_get_body (toast), ==, "Because");
  g_assert_cmpuint (tb_toast_get_n_actions (toast), ==, 0);

  tb_notifier_emit_activated (TB_NOTIFIER (fixture->notifier), tb_toast_get_id (toast), "default",
                              NULL);
  g_assert_cmpstr (fixture->asked->str, ==, "show-inbox - ");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/alerts/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("a-notification-is-a-toast", test_a_notification_is_a_toast);
  ADD ("an-urgent-one-stays-until-acknowledged", test_an_urgent_one_stays_until_acknowledged);
  ADD ("what-is-read-or-gone-is-withdrawn", test_what_is_read_or_gone_is_withdrawn);
  ADD ("a-duplicate-is-not-shown", test_a_duplicate_is_not_shown);
  ADD ("what-made-no-notification-is-ignored", test_what_made_no_notification_is_ignored);
  ADD ("a-burst-is-one-summary-that-counts", test_a_burst_is_one_summary_that_counts);
  ADD ("buttons-ask-for-what-they-say", test_buttons_ask_for_what_they_say);
  ADD ("a-report-is-told-and-leads-to-the-inbox", test_a_report_is_told_and_leads_to_the_inbox);

  return g_test_run ();
}
