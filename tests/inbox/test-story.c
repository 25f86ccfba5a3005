/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a person is told who asks why something was seen or not. */

#include "inbox/tb-story.h"

#include "inbox/tb-inbox-error.h"
#include "store-fixture.h"

/* 2023-11-14, 22:13:20 in UTC. */
#define AT STORE_FIXTURE_START

static TbRecord *
begin (TbInbox *inbox, TbNotification *notification, const char *rule)
{
  const TbRecordFields fields = {
    .account_id = "acme",
    .notification_id = tb_notification_get_id (notification),
    .received_at = AT,
    .channel = "private-user-1",
    .event = "notification",
    .rule = rule,
  };

  return tb_history_begin (tb_inbox_get_history (inbox), &fields);
}

static void
decide (TbInbox *inbox,
        TbRecord *record,
        TbDecision decision,
        TbReason reason,
        const char *subject,
        gint64 until)
{
  g_autoptr (TbVerdict) verdict = tb_verdict_new (decision, reason, subject, until, 0);

  tb_history_decide (tb_inbox_get_history (inbox), record, verdict);
}

/* Adds a notification and what was decided of it; (transfer full): its id. */
static char *
add (TbInbox *inbox, TbDecision decision, TbReason reason, const char *subject, gint64 until)
{
  g_autoptr (TbNotification) notification
      = store_fixture_make ("acme", NULL, "Title", TB_URGENCY_URGENT, AT);

  g_assert_true (tb_inbox_add (inbox, notification));
  decide (inbox, begin (inbox, notification, "a rule"), decision, reason, subject, until);
  return g_strdup (tb_notification_get_id (notification));
}

static void
step (TbInbox *inbox, const char *id, TbStepKind kind, TbPlace place, const char *subject)
{
  static gint64 at = AT;

  tb_history_note (tb_inbox_get_history (inbox), id,
                   &(TbStep){ .kind = kind, .at = ++at, .place = place, .subject = subject });
}

static char *
tell (const TbStory *story)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GPtrArray) lines = tb_story_list_lines (story, zone);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (text, "%s\n", ((TbStoryLine *) g_ptr_array_index (lines, i))->text);

  return g_string_free (text, FALSE);
}

/* Asserts what is told of a notification, at once and after its way over the bus. */
static void
expect (TbInbox *inbox, const char *id, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbStory) story = tb_story_new (inbox, id, &error);
  g_autoptr (TbStory) again = NULL;
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (JsonNode) json_again = NULL;
  g_autofree char *told = NULL;
  g_autofree char *told_again = NULL;

  g_assert_no_error (error);
  told = tell (story);
  g_assert_cmpstr (told, ==, expected);

  json = tb_story_to_json (story);
  again = tb_story_new_from_json (json_node_get_object (json));
  told_again = tell (again);
  g_assert_cmpstr (told_again, ==, expected);
  json_again = tb_story_to_json (again);
  g_assert_true (json_node_equal (json, json_again));
}

#define CAME "It came on channel private-user-1, as “notification”.\nThe rule “a rule” names it.\n"

static void
test_one_that_was_shown_and_opened (void)
{
  g_autoptr (TbInbox) inbox = tb_inbox_new ();
  g_autofree char *id = add (inbox, TB_DECISION_SHOWN, TB_REASON_NONE, NULL, 0);

  step (inbox, id, TB_STEP_SHOWN, TB_PLACE_UNKNOWN, NULL);
  step (inbox, id, TB_STEP_ACCEPTED, TB_PLACE_UNKNOWN, "dunst 1.9.0");
  step (inbox, id, TB_STEP_OPENED, TB_PLACE_TOAST, NULL);
  tb_inbox_act_from (inbox, TB_PLACE_TOAST);
  tb_inbox_acknowledge (inbox, id);
  expect (inbox, id,
          CAME "It was given to the desktop.\n"
               "The desktop (dunst 1.9.0) took it.\n"
               "You opened it in the notification on the desktop.\n"
               "You acknowledged it in the notification on the desktop.\n");
}

static void
test_one_that_came_in_quiet_hours (void)
{
  g_autoptr (TbInbox) inbox = tb_inbox_new ();
  g_autofree char *id
      = add (inbox, TB_DECISION_QUIET, TB_REASON_QUIET_HOURS, NULL, AT + 2 * G_TIME_SPAN_HOUR);

  step (inbox, id, TB_STEP_COUNTED_AFTER_QUIET, TB_PLACE_UNKNOWN, NULL);
  tb_inbox_act_from (inbox, TB_PLACE_POPOVER);
  tb_inbox_mark_read (inbox, id);
  expect (inbox, id,
          CAME "It went to the inbox only, since there were quiet hours until tomorrow, 00:13.\n"
               "Quiet ended, and it was counted in a summary.\n"
               "You read it in the window beside the tray icon.\n");
}

static void
test_one_that_the_server_did_not_take (void)
{
  g_autoptr (TbInbox) inbox = tb_inbox_new ();
  g_autofree char *id = add (inbox, TB_DECISION_SHOWN, TB_REASON_PASSED_SNOOZE, NULL, 0);

  step (inbox, id, TB_STEP_SHOWN, TB_PLACE_UNKNOWN, NULL);
  step (inbox, id, TB_STEP_REFUSED, TB_PLACE_UNKNOWN, "No notification server answers");
  expect (inbox, id,
          CAME "It was shown although notifications were snoozed, since it is urgent.\n"
               "It was given to the desktop.\n"
               "It could not be shown: No notification server answers.\n");
}

static void
test_one_that_came_twice (void)
{
  g_autoptr (TbInbox) inbox = tb_inbox_new ();
  g_autofree char *id = add (inbox, TB_DECISION_SUMMARISED, TB_REASON_BURST, NULL, 0);
  TbInboxEntry *entry = tb_inbox_lookup (inbox, id);

  decide (inbox, begin (inbox, tb_inbox_entry_get_notification (entry), "another"),
          TB_DECISION_DUPLICATE, TB_REASON_DUPLICATE, NULL, 0);
  expect (inbox, id,
          CAME "It was counted in a summary, since too many came at once.\n"
               "It came again, on channel private-user-1, as “notification”.\n"
               "The rule “another” names it.\n"
               "It was here already, and is shown once.\n");
}

static void
test_one_that_was_removed (void)
{
  g_autoptr (TbInbox) inbox = tb_inbox_new ();
  g_autofree char *id = add (inbox, TB_DECISION_QUIET, TB_REASON_RULE_INBOX_ONLY, "a rule", 0);
  g_autoptr (TbStory) story = NULL;

  tb_inbox_act_from (inbox, TB_PLACE_WINDOW);
  tb_inbox_remove (inbox, id);
  expect (inbox, id,
          CAME "It went to the inbox only, as the rule “a rule” says.\n"
               "You removed it from the inbox in the window.\n");
  story = tb_story_new (inbox, id, NULL);
  g_assert_null (tb_story_get_title (story));
}

static void
test_one_whose_record_was_lost (void)
{
  g_autoptr (TbInbox) inbox = tb_inbox_new ();
  g_autoptr (TbNotification) notification
      = store_fixture_make ("acme", NULL, "Title", TB_URGENCY_NORMAL, AT);

  tb_inbox_add (inbox, notification);
  expect (inbox, tb_notification_get_id (notification),
          "It came on channel private-user-1, as “notification”.\n"
          "Nothing more is known: Traybell ended just then, or the record is too old.\n");
}

static void
test_every_step_and_every_place_is_a_sentence (void)
{
  g_autoptr (TbInbox) inbox = tb_inbox_new ();
  g_autofree char *id = add (inbox, TB_DECISION_SHOWN, TB_REASON_NONE, NULL, 0);
  g_autoptr (TbStory) story = NULL;
  g_autofree char *told = NULL;
  g_auto (GStrv) lines = NULL;

  for (int kind = TB_STEP_SHOWN; kind <= TB_STEP_REMOVED; kind++)
    {
      step (inbox, id, (TbStepKind) kind, TB_PLACE_TRAY, NULL);
      tb_history_note (tb_inbox_get_history (inbox), id,
                       &(TbStep){ .kind = (TbStepKind) kind, .without_text = TRUE });
    }
  for (int place = TB_PLACE_UNKNOWN; place <= TB_PLACE_ELSEWHERE; place++)
    step (inbox, id, TB_STEP_OPENED, (TbPlace) place, NULL);

  story = tb_story_new (inbox, id, NULL);
  told = tell (story);
  lines = g_strsplit (told, "\n", -1);
  for (gsize i = 0; lines[i + 1] != NULL; i++)
    {
      g_assert_true (g_str_has_suffix (lines[i], "."));
      g_assert_false (g_str_has_suffix (lines[i], ".."));
      g_assert_true (g_unichar_isupper (g_utf8_get_char (lines[i])));
      g_assert_null (strstr (lines[i], "  "));
    }
}

static void
expect_refused (TbInbox *inbox, const char *id, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (tb_story_new (inbox, id, &error));
  g_assert_error (error, TB_INBOX_ERROR, code);
}

static void
add_with_id (StoreFixture *fixture, const char *id)
{
  g_autoptr (TbNotification) notification = tb_notification_new (&(TbNotificationFields){
      .id = id, .account_id = "acme", .channel = "c", .event = "e", .title = "t" });

  g_assert_true (tb_inbox_add (fixture->inbox, notification));
  begin (fixture->inbox, notification, "r");
}

static void
test_ids_may_be_cut (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (TbStory) story = NULL;

  store_fixture_open (fixture);
  add_with_id (fixture, "abc1");
  add_with_id (fixture, "abc2");
  add_with_id (fixture, "abc");
  add_with_id (fixture, "d%_*1");
  tb_inbox_remove (fixture->inbox, "abc2");
  store_fixture_close (fixture);
  store_fixture_open (fixture);

  story = tb_story_new (fixture->inbox, "abc2", NULL);
  g_assert_cmpstr (tb_story_get_id (story), ==, "abc2");
  g_clear_pointer (&story, tb_story_free);
  story = tb_story_new (fixture->inbox, "abc", NULL);
  g_assert_cmpstr (tb_story_get_id (story), ==, "abc");
  g_clear_pointer (&story, tb_story_free);
  story = tb_story_new (fixture->inbox, "d%_*", NULL);
  g_assert_cmpstr (tb_story_get_id (story), ==, "d%_*1");

  expect_refused (fixture->inbox, "ab", TB_INBOX_ERROR_AMBIGUOUS);
  expect_refused (fixture->inbox, "x", TB_INBOX_ERROR_NO_NOTIFICATION);
  expect_refused (fixture->inbox, "", TB_INBOX_ERROR_NO_NOTIFICATION);
  expect_refused (fixture->inbox, "%", TB_INBOX_ERROR_NO_NOTIFICATION);
  expect_refused (fixture->inbox, "a_c", TB_INBOX_ERROR_NO_NOTIFICATION);
  expect_refused (fixture->inbox, "abc\"", TB_INBOX_ERROR_NO_NOTIFICATION);
}

static void
test_what_is_no_story_is_refused (void)
{
  static const char *const texts[] = {
    "{}",
    "{\"id\":1,\"records\":[]}",
    "{\"id\":\"a\"}",
    "{\"id\":\"a\",\"records\":{}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (JsonNode) node = json_from_string (texts[i], NULL);

      g_assert_null (tb_story_new_from_json (json_node_get_object (node)));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add_func ("/story/" name, function)
  ADD ("one-that-was-shown-and-opened", test_one_that_was_shown_and_opened);
  ADD ("one-that-came-in-quiet-hours", test_one_that_came_in_quiet_hours);
  ADD ("one-that-the-server-did-not-take", test_one_that_the_server_did_not_take);
  ADD ("one-that-came-twice", test_one_that_came_twice);
  ADD ("one-that-was-removed", test_one_that_was_removed);
  ADD ("one-whose-record-was-lost", test_one_whose_record_was_lost);
  ADD ("every-step-and-every-place-is-a-sentence", test_every_step_and_every_place_is_a_sentence);
  ADD ("what-is-no-story-is-refused", test_what_is_no_story_is_refused);
#undef ADD
  g_test_add ("/story/ids-may-be-cut", StoreFixture, NULL, store_fixture_set_up,
              test_ids_may_be_cut, store_fixture_tear_down);

  return g_test_run ();
}
