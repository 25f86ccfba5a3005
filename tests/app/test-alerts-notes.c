/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "alerts-fixture.h"

/* What the history is told of toasts. */

/* As a session does it; what became of it is noted in the record. */
static void
arrive (AlertsFixture *fixture, const char *event, const char *id)
{
  const TbRecordFields fields = {
    .account_id = "acme",
    .notification_id = id,
    .channel = "private-user-1",
    .event = event,
  };
  TbHistory *history = tb_inbox_get_history (fixture->inbox);
  g_autoptr (TbRecord) record = tb_record_ref (tb_history_begin (history, &fields));
  g_autoptr (TbVerdict) verdict = alerts_fixture_judge (fixture, event, id);

  tb_history_decide (history, record, verdict);
}

static void
expect (AlertsFixture *fixture, const char *id, const char *expected)
{
  g_autoptr (GPtrArray) records = tb_history_list (tb_inbox_get_history (fixture->inbox), id, 10);
  g_autoptr (GString) steps = g_string_new (NULL);
  const TbRecord *record;

  g_assert_cmpuint (records->len, ==, 1);
  record = g_ptr_array_index (records, 0);
  for (guint i = 0; i < tb_record_get_n_steps (record); i++)
    {
      const TbStep *step = tb_record_get_step (record, i);

      g_string_append_printf (steps, "%s%s%s%s ", tb_step_kind_get_name (step->kind),
                              step->without_text ? "!" : "", step->subject != NULL ? "=" : "",
                              step->subject != NULL ? step->subject : "");
    }
  g_assert_cmpstr (steps->str, ==, expected);
}

static void
test_what_the_server_answers (AlertsFixture *fixture, gconstpointer data)
{
  TbNotifier *notifier = TB_NOTIFIER (fixture->notifier);

  fixture->notifier->server_name = "dunst 1.9.0";
  arrive (fixture, "notification", "n1");
  arrive (fixture, "notification", "n2");
  arrive (fixture, "notification", "n3");
  tb_notifier_emit_shown (notifier, "n1");
  tb_notifier_emit_shown (notifier, "n2");
  tb_notifier_emit_shown (notifier, "n3");
  tb_notifier_emit_closed (notifier, "n1", TB_NOTIFIER_CLOSED_EXPIRED);
  tb_notifier_emit_closed (notifier, "n2", TB_NOTIFIER_CLOSED_WITHDRAWN);
  tb_notifier_emit_closed (notifier, "n3", TB_NOTIFIER_CLOSED_UNDEFINED);
  expect (fixture, "n1", "shown accepted=dunst 1.9.0 expired ");
  expect (fixture, "n2", "shown accepted=dunst 1.9.0 withdrawn ");
  expect (fixture, "n3", "shown accepted=dunst 1.9.0 closed ");
}

static void
test_one_that_cannot_be_shown (AlertsFixture *fixture, gconstpointer data)
{
  fixture->notifier->error
      = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "No notification server answers");
  arrive (fixture, "notification", "n1");
  tb_notifier_emit_closed (TB_NOTIFIER (fixture->notifier), "n1", TB_NOTIFIER_CLOSED_UNDEFINED);
  expect (fixture, "n1", "shown refused=No notification server answers ");
}

static void
test_a_text_that_is_hidden (AlertsFixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("com.nebutra.Traybell");

  g_settings_set_boolean (settings, TB_PREFERENCE_SHOW_TEXT, FALSE);
  arrive (fixture, "notification", "n1");
  expect (fixture, "n1", "shown! ");
}

static void
test_one_that_is_shown_again (AlertsFixture *fixture, gconstpointer data)
{
  arrive (fixture, "notification:urgent", "n1");
  fake_wall_clock_advance (fixture->clock, 2 * G_TIME_SPAN_MINUTE);
  fake_wall_clock_advance (fixture->clock, 3 * G_TIME_SPAN_MINUTE);
  expect (fixture, "n1", "shown reminded reminded ");
}

static void
test_what_came_in_quiet (AlertsFixture *fixture, gconstpointer data)
{
  tb_quiet_snooze (fixture->quiet, TB_SNOOZE_HALF_HOUR);
  arrive (fixture, "notification", "n1");
  arrive (fixture, "notification", "n2");
  expect (fixture, "n1", "");
  tb_quiet_end (fixture->quiet);
  expect (fixture, "n1", "counted-after-quiet ");
  expect (fixture, "n2", "counted-after-quiet ");

  tb_inbox_mark_all_read (fixture->inbox, NULL);
  tb_quiet_snooze (fixture->quiet, TB_SNOOZE_HALF_HOUR);
  arrive (fixture, "notification", "n3");
  tb_quiet_end (fixture->quiet);
  expect (fixture, "n3", "shown-after-quiet ");
}

static void
test_a_button_is_no_dismissal (AlertsFixture *fixture, gconstpointer data)
{
  TbNotifier *notifier = TB_NOTIFIER (fixture->notifier);

  arrive (fixture, "notification", "n1");
  arrive (fixture, "notification", "n2");
  /* As dunst does it. */
  tb_notifier_emit_activated (notifier, "n1", TB_TOAST_ACTION_DEFAULT, NULL);
  tb_notifier_emit_closed (notifier, "n1", TB_NOTIFIER_CLOSED_DISMISSED);
  tb_notifier_emit_closed (notifier, "n2", TB_NOTIFIER_CLOSED_DISMISSED);
  expect (fixture, "n1", "shown closed ");
  expect (fixture, "n2", "shown dismissed ");
}

static void
test_dismissing_is_reading_if_the_user_wants_it (AlertsFixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("com.nebutra.Traybell");
  TbNotifier *notifier = TB_NOTIFIER (fixture->notifier);

  arrive (fixture, "notification", "n1");
  tb_notifier_emit_closed (notifier, "n1", TB_NOTIFIER_CLOSED_DISMISSED);
  g_assert_cmpstr (fixture->asked->str, ==, "");

  g_settings_set_boolean (settings, TB_PREFERENCE_DISMISS_MARKS_READ, TRUE);
  arrive (fixture, "notification", "n2");
  tb_notifier_emit_closed (notifier, "n2", TB_NOTIFIER_CLOSED_EXPIRED);
  g_assert_cmpstr (fixture->asked->str, ==, "");
  arrive (fixture, "notification", "n3");
  tb_notifier_emit_closed (notifier, "n3", TB_NOTIFIER_CLOSED_DISMISSED);
  g_assert_cmpstr (fixture->asked->str, ==, "mark-read n3 ");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/alerts/notes/" name, AlertsFixture, NULL, alerts_fixture_set_up, function,         \
              alerts_fixture_tear_down)
  ADD ("what-the-server-answers", test_what_the_server_answers);
  ADD ("one-that-cannot-be-shown", test_one_that_cannot_be_shown);
  ADD ("a-text-that-is-hidden", test_a_text_that_is_hidden);
  ADD ("one-that-is-shown-again", test_one_that_is_shown_again);
  ADD ("what-came-in-quiet", test_what_came_in_quiet);
  ADD ("a-button-is-no-dismissal", test_a_button_is_no_dismissal);
  ADD ("dismissing-is-reading-if-the-user-wants-it",
       test_dismissing_is_reading_if_the_user_wants_it);
#undef ADD

  return g_test_run ();
}
