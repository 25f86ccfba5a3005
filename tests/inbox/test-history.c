/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What became of each event is kept, and costs little. */

#include "inbox/tb-history.h"

#include "inbox/tb-record-json.h"
#include "store-fixture.h"

static TbHistory *
get_history (StoreFixture *fixture)
{
  store_fixture_open (fixture);
  return tb_inbox_get_history (fixture->inbox);
}

static void
record (
    TbHistory *history, const char *id, TbDecision decision, TbReason reason, gint64 received_at)
{
  const TbRecordFields fields = {
    .account_id = "acme",
    .notification_id = id,
    .received_at = received_at,
    .channel = "private-user-1",
    .event = "notification",
    .rule = "notification",
  };
  TbRecord *made = tb_history_begin (history, &fields);
  g_autoptr (TbVerdict) verdict = tb_verdict_new (decision, reason, NULL, 0, 0);

  tb_history_decide (history, made, verdict);
}

/* "decision[step step] " of each record. */
static char *
describe (TbHistory *history, const char *id)
{
  g_autoptr (GPtrArray) records = tb_history_list (history, id, 1000);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    {
      const TbRecord *found = g_ptr_array_index (records, i);
      const TbVerdict *verdict = tb_record_get_verdict (found);

      g_string_append (text, verdict != NULL
                                 ? tb_decision_get_name (tb_verdict_get_decision (verdict))
                                 : "undecided");
      g_string_append_c (text, '[');
      for (guint j = 0; j < tb_record_get_n_steps (found); j++)
        g_string_append_printf (text, "%s ",
                                tb_step_kind_get_name (tb_record_get_step (found, j)->kind));
      g_string_append (text, "] ");
    }

  return g_string_free (text, FALSE);
}

static void
expect (TbHistory *history, const char *id, const char *expected)
{
  g_autofree char *found = describe (history, id);

  g_assert_cmpstr (found, ==, expected);
}

static void
note (TbHistory *history, const char *id, TbStepKind kind)
{
  tb_history_note (history, id, &(TbStep){ .kind = kind });
}

static void
test_a_record_says_all_of_it_after_a_restart (StoreFixture *fixture, gconstpointer data)
{
  const TbRecordFields fields = {
    .account_id = "acme",
    .notification_id = "n1",
    .received_at = STORE_FIXTURE_START,
    .origin = TB_ORIGIN_FETCHED,
    .channel = "private-user-ü",
    .event = "Illuminate\\Event",
    .rule = "a rule",
  };
  TbHistory *history = get_history (fixture);
  g_autoptr (TbVerdict) verdict = tb_verdict_new (TB_DECISION_QUIET, TB_REASON_CHANNEL_MUTED,
                                                  "private-*", STORE_FIXTURE_START + 5, 7);
  g_autoptr (GPtrArray) records = NULL;
  const TbRecordFields *found;
  const TbStep *step;

  tb_history_decide (history, tb_history_begin (history, &fields), verdict);
  tb_history_note (history, "n1",
                   &(TbStep){ .kind = TB_STEP_REFUSED,
                              .at = STORE_FIXTURE_START + 123456,
                              .subject = "No “server”\nat all" });
  tb_history_note (history, "n1",
                   &(TbStep){ .kind = TB_STEP_SHOWN,
                              .at = STORE_FIXTURE_START + 2000000,
                              .without_text = TRUE });
  tb_history_note (history, "n1", &(TbStep){ .kind = TB_STEP_OPENED, .place = TB_PLACE_WINDOW });
  store_fixture_close (fixture);

  history = get_history (fixture);
  records = tb_history_list (history, "n1", 10);
  g_assert_cmpuint (records->len, ==, 1);
  found = tb_record_get_fields (g_ptr_array_index (records, 0));
  g_assert_cmpstr (found->account_id, ==, fields.account_id);
  g_assert_cmpstr (found->notification_id, ==, fields.notification_id);
  g_assert_cmpint (found->received_at, ==, fields.received_at);
  g_assert_cmpint (found->origin, ==, TB_ORIGIN_FETCHED);
  g_assert_cmpstr (found->channel, ==, fields.channel);
  g_assert_cmpstr (found->event, ==, fields.event);
  g_assert_cmpstr (found->rule, ==, fields.rule);
  g_clear_pointer (&verdict, tb_verdict_unref);
  verdict = tb_verdict_ref (tb_record_get_verdict (g_ptr_array_index (records, 0)));
  g_assert_cmpint (tb_verdict_get_decision (verdict), ==, TB_DECISION_QUIET);
  g_assert_cmpint (tb_verdict_get_reason (verdict), ==, TB_REASON_CHANNEL_MUTED);
  g_assert_cmpstr (tb_verdict_get_subject (verdict), ==, "private-*");
  g_assert_cmpint (tb_verdict_get_until (verdict), ==, STORE_FIXTURE_START + 5);
  g_assert_cmpuint (tb_verdict_get_count (verdict), ==, 7);

  g_assert_cmpuint (tb_record_get_n_steps (g_ptr_array_index (records, 0)), ==, 3);
  step = tb_record_get_step (g_ptr_array_index (records, 0), 0);
  g_assert_cmpint (step->kind, ==, TB_STEP_REFUSED);
  g_assert_cmpint (step->at, ==, STORE_FIXTURE_START + 123456);
  g_assert_cmpstr (step->subject, ==, "No “server”\nat all");
  g_assert_false (step->without_text);
  step = tb_record_get_step (g_ptr_array_index (records, 0), 1);
  g_assert_cmpint (step->at, ==, STORE_FIXTURE_START + 2000000);
  g_assert_true (step->without_text);
  step = tb_record_get_step (g_ptr_array_index (records, 0), 2);
  g_assert_cmpint (step->place, ==, TB_PLACE_WINDOW);
  g_assert_cmpint (step->at, <=, g_get_real_time ());
}

static void
test_what_happens_is_noted_with_the_first_event (StoreFixture *fixture, gconstpointer data)
{
  TbHistory *history = get_history (fixture);

  record (history, "n1", TB_DECISION_SHOWN, TB_REASON_NONE, STORE_FIXTURE_START);
  record (history, "n1", TB_DECISION_DUPLICATE, TB_REASON_DUPLICATE, STORE_FIXTURE_START);
  record (history, "n2", TB_DECISION_QUIET, TB_REASON_SNOOZE, STORE_FIXTURE_START);
  note (history, "n1", TB_STEP_SHOWN);
  note (history, "n1", TB_STEP_ACCEPTED);
  note (history, "nobody", TB_STEP_SHOWN);
  expect (history, "n1", "shown[shown accepted ] duplicate[] ");
  expect (history, "n2", "quiet[] ");
  expect (history, "nobody", "");

  /* Also when the record has left the memory. */
  store_fixture_close (fixture);
  history = get_history (fixture);
  note (history, "n1", TB_STEP_DISMISSED);
  expect (history, "n1", "shown[shown accepted dismissed ] duplicate[] ");
  store_fixture_close (fixture);
  expect (get_history (fixture), "n1", "shown[shown accepted dismissed ] duplicate[] ");
}

static void
test_the_last_events_are_listed_in_their_order (StoreFixture *fixture, gconstpointer data)
{
  TbHistory *history = get_history (fixture);
  g_autoptr (GPtrArray) records = NULL;

  for (int i = 0; i < 50; i++)
    {
      g_autofree char *id = g_strdup_printf ("n%d", i);

      record (history, id, TB_DECISION_SHOWN, TB_REASON_NONE, STORE_FIXTURE_START);
      if (i == 30)
        g_assert_true (tb_history_flush (history));
    }
  records = tb_history_list (history, NULL, 40);
  g_assert_cmpuint (records->len, ==, 40);
  for (guint i = 0; i < records->len; i++)
    {
      g_autofree char *id = g_strdup_printf ("n%u", i + 10);

      g_assert_cmpstr (tb_record_get_fields (g_ptr_array_index (records, i))->notification_id, ==,
                       id);
    }
}

static void
test_one_that_is_shown_for_ever_does_not_grow (StoreFixture *fixture, gconstpointer data)
{
  TbHistory *history = get_history (fixture);
  g_autoptr (GPtrArray) records = NULL;
  const TbRecord *only;

  record (history, "n1", TB_DECISION_SHOWN, TB_REASON_NONE, STORE_FIXTURE_START);
  note (history, "n1", TB_STEP_SHOWN);
  for (int i = 0; i < 200; i++)
    note (history, "n1", TB_STEP_REMINDED);
  note (history, "n1", TB_STEP_DISMISSED);
  records = tb_history_list (history, "n1", 10);
  only = g_ptr_array_index (records, 0);
  g_assert_cmpuint (tb_record_get_n_steps (only), ==, TB_RECORD_STEPS);
  g_assert_cmpint (tb_record_get_step (only, 0)->kind, ==, TB_STEP_SHOWN);
  g_assert_cmpint (tb_record_get_step (only, TB_RECORD_STEPS - 1)->kind, ==, TB_STEP_DISMISSED);
}

static void
on_ignored (const TbHistoryIgnored *ignored, gpointer user_data)
{
  g_string_append_printf (user_data, "%s %s %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT " ",
                          ignored->fields.channel, ignored->fields.event, ignored->count,
                          ignored->fields.received_at);
}

static void
test_ignored_events_are_counted (StoreFixture *fixture, gconstpointer data)
{
  TbHistory *history = get_history (fixture);
  g_autoptr (GString) ignored = g_string_new (NULL);
  TbRecordFields fields = {
    .account_id = "acme", .channel = "presence-room-1", .event = "cursor:move", .rule = "cursor"
  };

  for (int i = 1; i <= 1000; i++)
    {
      fields.received_at = i;
      tb_history_count_ignored (history, &fields);
      tb_history_count_unmatched (history);
    }
  tb_history_each_ignored (history, on_ignored, ignored);
  g_assert_cmpstr (ignored->str, ==, "presence-room-1 cursor:move 1000 1000 ");
  g_assert_cmpint (tb_history_get_unmatched (history), ==, 1000);
  expect (history, NULL, "");

  /* Names come from outside: there is an end to the kinds. */
  for (int i = 0; i < 10000; i++)
    {
      g_autofree char *event = g_strdup_printf ("cursor:%d", i);

      fields.event = event;
      tb_history_count_ignored (history, &fields);
    }
  g_string_truncate (ignored, 0);
  tb_history_each_ignored (history, on_ignored, ignored);
  g_assert_cmpuint (ignored->len, <, 200 * 60);
  tb_history_remove_account (history, "acme");
  g_string_truncate (ignored, 0);
  tb_history_each_ignored (history, on_ignored, ignored);
  g_assert_cmpstr (ignored->str, ==, "");
}

static void
set_writable (StoreFixture *fixture, gboolean writable)
{
  g_assert_true (
      tb_store_connection_run (tb_store_get_connection (fixture->store),
                               writable ? "PRAGMA query_only=OFF" : "PRAGMA query_only=ON"));
}

static void
test_records_wait_for_the_disk (StoreFixture *fixture, gconstpointer data)
{
  TbHistory *history = get_history (fixture);

  record (history, "n1", TB_DECISION_SHOWN, TB_REASON_NONE, STORE_FIXTURE_START);
  g_assert_true (tb_history_flush (history));
  set_writable (fixture, FALSE);
  note (history, "n1", TB_STEP_SHOWN);
  for (int i = 0; i < 2 * TB_HISTORY_IN_MEMORY; i++)
    record (history, "n2", TB_DECISION_DUPLICATE, TB_REASON_DUPLICATE, STORE_FIXTURE_START);
  record (history, "n3", TB_DECISION_QUIET, TB_REASON_SNOOZE, STORE_FIXTURE_START);
  g_assert_false (tb_history_flush (history));
  expect (history, "n3", "quiet[] ");

  set_writable (fixture, TRUE);
  g_assert_true (tb_store_retry (fixture->store));
  STORE_WAIT_UNTIL (!g_main_context_iteration (NULL, FALSE));
  g_assert_cmpint (store_fixture_get_number (fixture, "SELECT count(*) FROM record"), <=,
                   TB_HISTORY_IN_MEMORY + 1);
  store_fixture_close (fixture);
  expect (get_history (fixture), "n3", "quiet[] ");
}

static void
test_records_are_written_by_themselves (StoreFixture *fixture, gconstpointer data)
{
  TbHistory *history = get_history (fixture);

  record (history, "n1", TB_DECISION_SHOWN, TB_REASON_NONE, STORE_FIXTURE_START);
  STORE_WAIT_UNTIL (store_fixture_get_number (fixture, "SELECT count(*) FROM record") == 1);
}

static void
test_a_flood_of_records_is_written_in_few_steps (StoreFixture *fixture, gconstpointer data)
{
  TbHistory *history = get_history (fixture);
  gint64 start = store_fixture_get_time ();
  gint64 time;

  for (int i = 0; i < 1000; i++)
    {
      g_autofree char *id = g_strdup_printf ("n%d", i);

      record (history, id, TB_DECISION_SUMMARISED, TB_REASON_BURST, STORE_FIXTURE_START);
    }
  g_assert_true (tb_history_flush (history));
  time = store_fixture_get_time () - start;
  g_test_message ("1,000 records are written in %.1f ms", (double) time / 1000);
  g_assert_cmpint (time, <, G_TIME_SPAN_SECOND * STORE_FIXTURE_PATIENCE);
  g_assert_cmpint (store_fixture_get_number (fixture, "SELECT count(*) FROM record"), ==, 1000);
}

static void
test_old_records_go_but_not_those_of_what_is_here (StoreFixture *fixture, gconstpointer data)
{
  const gint64 old = g_get_real_time () - 100 * G_TIME_SPAN_DAY;
  TbHistory *history = get_history (fixture);
  g_autoptr (TbNotification) kept
      = store_fixture_make ("acme", "kept", "kept", TB_URGENCY_URGENT, old);
  const char *id = tb_notification_get_id (kept);

  tb_inbox_add (fixture->inbox, kept);
  record (history, id, TB_DECISION_SHOWN, TB_REASON_NONE, old);
  record (history, id, TB_DECISION_DUPLICATE, TB_REASON_DUPLICATE, old);
  record (history, "gone", TB_DECISION_SHOWN, TB_REASON_NONE, old);
  for (int i = 0; i < 20; i++)
    record (history, "new", TB_DECISION_DUPLICATE, TB_REASON_DUPLICATE, g_get_real_time ());
  tb_history_flush (history);
  tb_store_tidy (fixture->store, 90, 10);
  tb_store_settle (fixture->store);

  store_fixture_close (fixture);
  history = get_history (fixture);
  expect (history, id, "shown[] ");
  expect (history, "gone", "");
  g_assert_cmpint (
      store_fixture_get_number (fixture, "SELECT count(*) FROM record WHERE notification='new'"),
      ==, 10);
}

static void
test_an_account_that_is_removed_has_no_records (StoreFixture *fixture, gconstpointer data)
{
  TbHistory *history = get_history (fixture);

  record (history, "n1", TB_DECISION_SHOWN, TB_REASON_NONE, STORE_FIXTURE_START);
  tb_history_flush (history);
  record (history, "n2", TB_DECISION_SHOWN, TB_REASON_NONE, STORE_FIXTURE_START);
  tb_inbox_remove_account (fixture->inbox, "acme");
  expect (history, NULL, "");
  tb_store_settle (fixture->store);
  g_assert_cmpint (store_fixture_get_number (fixture, "SELECT count(*) FROM record"), ==, 0);
}

static void
test_a_history_in_memory_works_too (void)
{
  g_autoptr (TbHistory) history = tb_history_new (NULL);

  record (history, "n1", TB_DECISION_SHOWN, TB_REASON_NONE, STORE_FIXTURE_START);
  note (history, "n1", TB_STEP_SHOWN);
  expect (history, "n1", "shown[shown ] ");
  for (int i = 0; i < 2 * TB_HISTORY_IN_MEMORY; i++)
    record (history, "n2", TB_DECISION_SHOWN, TB_REASON_NONE, STORE_FIXTURE_START);
  expect (history, "n1", "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/history/" name, StoreFixture, NULL, store_fixture_set_up, function,                \
              store_fixture_tear_down)
  ADD ("a-record-says-all-of-it-after-a-restart", test_a_record_says_all_of_it_after_a_restart);
  ADD ("what-happens-is-noted-with-the-first-event",
       test_what_happens_is_noted_with_the_first_event);
  ADD ("the-last-events-are-listed-in-their-order", test_the_last_events_are_listed_in_their_order);
  ADD ("one-that-is-shown-for-ever-does-not-grow", test_one_that_is_shown_for_ever_does_not_grow);
  ADD ("ignored-events-are-counted", test_ignored_events_are_counted);
  ADD ("records-wait-for-the-disk", test_records_wait_for_the_disk);
  ADD ("records-are-written-by-themselves", test_records_are_written_by_themselves);
  ADD ("a-flood-of-records-is-written-in-few-steps",
       test_a_flood_of_records_is_written_in_few_steps);
  ADD ("old-records-go-but-not-those-of-what-is-here",
       test_old_records_go_but_not_those_of_what_is_here);
  ADD ("an-account-that-is-removed-has-no-records", test_an_account_that_is_removed_has_no_records);
#undef ADD
  g_test_add_func ("/history/a-history-in-memory-works-too", test_a_history_in_memory_works_too);

  return g_test_run ();
}
