/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "alerts-fixture.h"

/* What becomes a toast, and what its buttons do. */

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
test_a_notification_is_a_toast (AlertsFixture *fixture, gconstpointer data)
{
  TbToast *toast;
  g_autofree char *actions = NULL;

  g_assert_cmpint (alerts_fixture_arrive (fixture, "notification", "n1"), ==, TB_DECISION_SHOWN);
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
test_an_urgent_one_stays_until_acknowledged (AlertsFixture *fixture, gconstpointer data)
{
  TbToast *toast;
  g_autofree char *actions = NULL;

  g_assert_cmpint (alerts_fixture_arrive (fixture, "notification:urgent", "n1"), ==,
                   TB_DECISION_SHOWN);
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
test_what_is_read_or_gone_is_withdrawn (AlertsFixture *fixture, gconstpointer data)
{
  alerts_fixture_arrive (fixture, "notification", "n1");
  alerts_fixture_arrive (fixture, "notification", "n2");
  tb_inbox_mark_read (fixture->inbox, "n1");
  tb_inbox_remove (fixture->inbox, "n2");

  g_assert_cmpuint (fixture->notifier->withdrawn->len, ==, 2);
  g_assert_cmpstr (fixture->notifier->withdrawn->pdata[0], ==, "n1");
  g_assert_cmpstr (fixture->notifier->withdrawn->pdata[1], ==, "n2");
}

static void
test_a_duplicate_is_not_shown (AlertsFixture *fixture, gconstpointer data)
{
  alerts_fixture_arrive (fixture, "notification", "n1");
  g_assert_cmpint (alerts_fixture_arrive (fixture, "alert", "n1"), ==, TB_DECISION_DUPLICATE);
  g_assert_cmpuint (fixture->notifier->shown->len, ==, 1);
}

static void
test_what_made_no_notification_is_ignored (AlertsFixture *fixture, gconstpointer data)
{
  const TbRule *rule = tb_rules_find (fixture->rules, "presence-room-x", "typing:start");
  g_autoptr (TbVerdict) verdict = tb_alerts_handle (fixture->alerts, rule, NULL, FALSE);

  g_assert_cmpint (tb_verdict_get_decision (verdict), ==, TB_DECISION_IGNORED);
  g_assert_cmpuint (fixture->notifier->shown->len, ==, 0);
}

static void
test_a_sound_can_be_switched_off (AlertsFixture *fixture, gconstpointer data)
{
  tb_preferences_set_contains (fixture->preferences, TB_PREFERENCE_SILENT_RULES, "alert", TRUE);
  alerts_fixture_arrive (fixture, "alert", "n1");
  alerts_fixture_arrive (fixture, "notification", "n2");
  g_assert_null (tb_toast_get_sound_name (fixture->notifier->shown->pdata[0]));
  g_assert_cmpstr (tb_toast_get_sound_name (fixture->notifier->shown->pdata[1]), ==, "bell");
}

static void
test_the_text_can_be_kept_from_the_desktop (AlertsFixture *fixture, gconstpointer data)
{
  tb_preferences_set_boolean (fixture->preferences, TB_PREFERENCE_SHOW_TEXT, FALSE);
  alerts_fixture_arrive (fixture, "notification", "n1");
  g_assert_cmpstr (alerts_fixture_get_last_title (fixture), ==, "New notification");
  g_assert_cmpstr (tb_toast_get_body (fixture->notifier->shown->pdata[0]), ==, "");
  alerts_fixture_arrive (fixture, "notification:urgent", "n2");
  g_assert_cmpstr (alerts_fixture_get_last_title (fixture), ==, "New urgent notification");
}

static void
test_dismissing_marks_read_if_the_user_wants_it (AlertsFixture *fixture, gconstpointer data)
{
  TbNotifier *notifier = TB_NOTIFIER (fixture->notifier);

  tb_notifier_emit_closed (notifier, "n1", TB_NOTIFIER_CLOSED_DISMISSED);
  g_assert_cmpstr (fixture->asked->str, ==, "");

  tb_preferences_set_boolean (fixture->preferences, TB_PREFERENCE_DISMISS_MARKS_READ, TRUE);
  tb_notifier_emit_closed (notifier, "n1", TB_NOTIFIER_CLOSED_EXPIRED);
  tb_notifier_emit_closed (notifier, "n1", TB_NOTIFIER_CLOSED_WITHDRAWN);
  tb_notifier_emit_closed (notifier, "n1", TB_NOTIFIER_CLOSED_UNDEFINED);
  tb_notifier_emit_closed (notifier, "summary", TB_NOTIFIER_CLOSED_DISMISSED);
  g_assert_cmpstr (fixture->asked->str, ==, "");
  tb_notifier_emit_closed (notifier, "n1", TB_NOTIFIER_CLOSED_DISMISSED);
  g_assert_cmpstr (fixture->asked->str, ==, "mark-read n1 ");

  /* A toast that goes because of its button was not dismissed, the next of its id may be. */
  g_string_truncate (fixture->asked, 0);
  tb_notifier_emit_activated (notifier, "n2", "open", NULL);
  tb_notifier_emit_closed (notifier, "n2", TB_NOTIFIER_CLOSED_DISMISSED);
  g_assert_cmpstr (fixture->asked->str, ==, "open n2 - ");
  tb_notifier_emit_closed (notifier, "n2", TB_NOTIFIER_CLOSED_DISMISSED);
  g_assert_cmpstr (fixture->asked->str, ==, "open n2 - mark-read n2 ");
}

static void
test_buttons_ask_for_what_they_say (AlertsFixture *fixture, gconstpointer data)
{
  TbNotifier *notifier = TB_NOTIFIER (fixture->notifier);

  tb_notifier_emit_activated (notifier, "n1", TB_TOAST_ACTION_DEFAULT, "token");
  tb_notifier_emit_activated (notifier, "n2", "open", NULL);
  tb_notifier_emit_activated (notifier, "n3", "mark-read", NULL);
  tb_notifier_emit_activated (notifier, "n4", "acknowledge", "token");
  g_assert_cmpstr (fixture->asked->str, ==, "open n1 token open n2 - mark-read n3 acknowledge n4 ");
}

static void
test_a_report_is_told_and_leads_to_the_inbox (AlertsFixture *fixture, gconstpointer data)
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

static void
test_a_mistake_in_the_rules_is_told_and_taken_back (AlertsFixture *fixture, gconstpointer data)
{
  TbToast *toast;

  tb_alerts_report_rules (fixture->alerts,
                          "rules.ini, group “a”, key “evnt”: There is no such key.");
  toast = fixture->notifier->shown->pdata[0];
  g_assert_cmpstr (tb_toast_get_title (toast), ==, "Your rules have a mistake");
  g_assert_nonnull (strstr (tb_toast_get_body (toast), "evnt"));
  tb_alerts_report_rules (fixture->alerts, NULL);
  g_assert_cmpstr (fixture->notifier->withdrawn->pdata[0], ==, tb_toast_get_id (toast));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/alerts/" name, AlertsFixture, NULL, alerts_fixture_set_up, function,               \
              alerts_fixture_tear_down)
  ADD ("a-notification-is-a-toast", test_a_notification_is_a_toast);
  ADD ("an-urgent-one-stays-until-acknowledged", test_an_urgent_one_stays_until_acknowledged);
  ADD ("what-is-read-or-gone-is-withdrawn", test_what_is_read_or_gone_is_withdrawn);
  ADD ("a-duplicate-is-not-shown", test_a_duplicate_is_not_shown);
  ADD ("what-made-no-notification-is-ignored", test_what_made_no_notification_is_ignored);
  ADD ("a-sound-can-be-switched-off", test_a_sound_can_be_switched_off);
  ADD ("the-text-can-be-kept-from-the-desktop", test_the_text_can_be_kept_from_the_desktop);
  ADD ("dismissing-marks-read-if-the-user-wants-it",
       test_dismissing_marks_read_if_the_user_wants_it);
  ADD ("buttons-ask-for-what-they-say", test_buttons_ask_for_what_they_say);
  ADD ("a-report-is-told-and-leads-to-the-inbox", test_a_report_is_told_and_leads_to_the_inbox);
  ADD ("a-mistake-in-the-rules-is-told-and-taken-back",
       test_a_mistake_in_the_rules_is_told_and_taken_back);

  return g_test_run ();
}
