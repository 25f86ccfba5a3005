/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "popover-fixture.h"
#include "ui/tb-session-facts.h"
#include "ui/tb-status-page.h"
#include "ui/tb-status-row.h"
#include "ui/tb-ui.h"

typedef struct
{
  gboolean with_account;
  gboolean reachable;
} Parameters;

static const Parameters online = { TRUE, TRUE };
static const Parameters offline = { TRUE, FALSE };

typedef struct
{
  PopoverFixture *popover;
  TbSystemStatus *status;
  GtkWidget *window;
  TbStatusPage *page;
} Fixture;

static void
settle (void)
{
  while (gtk_events_pending ())
    gtk_main_iteration ();
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const Parameters *parameters = data;

  fixture->popover = popover_fixture_new (parameters->with_account, parameters->reachable);
  fixture->status = tb_system_status_new ();
  fixture->window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  fixture->page = g_object_new (TB_TYPE_STATUS_PAGE, NULL);
  gtk_widget_insert_action_group (fixture->window, "app",
                                  G_ACTION_GROUP (fixture->popover->actions));
  gtk_container_add (GTK_CONTAINER (fixture->window), GTK_WIDGET (fixture->page));
  tb_status_page_set_models (fixture->page, fixture->popover->sessions, fixture->status);
  gtk_window_present (GTK_WINDOW (fixture->window));
  settle ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_ref (fixture->window);
  g_object_ref (fixture->page);
  gtk_widget_destroy (fixture->window);
  g_assert_finalize_object (fixture->page);
  g_assert_finalize_object (fixture->window);
  g_assert_finalize_object (fixture->status);
  popover_fixture_free (fixture->popover);
}

static gboolean
shows (Fixture *fixture, const char *text)
{
  return popover_fixture_shows (fixture->window, text);
}

static GtkWidget *
find_row (Fixture *fixture, const char *title)
{
  GtkWidget *label = popover_fixture_find_label (fixture->window, title);

  return label != NULL ? gtk_widget_get_ancestor (label, TB_TYPE_STATUS_ROW) : NULL;
}

static gboolean
row_says (Fixture *fixture, const char *title, const char *start)
{
  GtkWidget *row = find_row (fixture, title);
  g_autofree char *expected = g_strdup_printf ("%s: %s", title, start);

  return row != NULL
         && g_str_has_prefix (atk_object_get_name (gtk_widget_get_accessible (row)), expected);
}

static void
click (Fixture *fixture, const char *title, const char *label)
{
  GtkWidget *button_label = popover_fixture_find_label (find_row (fixture, title), label);

  g_assert_nonnull (button_label);
  gtk_button_clicked (GTK_BUTTON (gtk_widget_get_ancestor (button_label, GTK_TYPE_BUTTON)));
}

static void
expect_activated (Fixture *fixture, const char *action)
{
  GPtrArray *activated = fixture->popover->activated;

  g_assert_cmpuint (activated->len, >, 0);
  g_assert_cmpstr (g_ptr_array_index (activated, activated->len - 1), ==, action);
}

static void
change (Fixture *fixture, const char *settings)
{
  TbAccount *account = tb_session_get_account (popover_fixture_get_session (fixture->popover));
  g_autoptr (GVariant) variant = g_variant_ref_sink (g_variant_new_parsed (settings));

  tb_account_apply (account, variant);
}

static void
test_says_how_account_and_channels_stand (Fixture *fixture, gconstpointer data)
{
  WAIT_UNTIL (row_says (fixture, "Acme", "Online since "));
  WAIT_UNTIL (row_says (fixture, "private-user-user_456", "Subscribed since "));
  WAIT_UNTIL (row_says (fixture, "presence-room-doc_789", "Subscribed since "));

  change (fixture, "{'name': <'Other'>}");
  WAIT_UNTIL (row_says (fixture, "Other", "Online"));
  change (fixture, "{'rooms': <@as []>}");
  WAIT_UNTIL (find_row (fixture, "presence-room-doc_789") == NULL);
  WAIT_UNTIL (row_says (fixture, "private-user-user_456", "Subscribed"));

  change (fixture, "{'enabled': <false>}");
  WAIT_UNTIL (row_says (fixture, "Other", "Off"));
  click (fixture, "Other", "Preferences");
  expect_activated (fixture, "show-preferences");
}

static void
test_says_what_is_wrong_and_mends_it (Fixture *fixture, gconstpointer data)
{
  TbSession *session = popover_fixture_get_session (fixture->popover);
  g_autofree char *text = NULL;

  WAIT_UNTIL (tb_session_get_last_error (session) != NULL);
  WAIT_UNTIL (row_says (fixture, "Acme", "Connecting since "));
  WAIT_UNTIL (popover_fixture_find_label (find_row (fixture, "Acme"), "Try Again Now") != NULL);
  WAIT_UNTIL (tb_session_get_next_attempt_in (session) >= 0);
  text = tb_status_page_dup_text (fixture->page);
  g_assert_nonnull (strstr (text, tb_session_get_last_error (session)));
  g_assert_nonnull (strstr (text, "Next attempt in "));
  click (fixture, "Acme", "Try Again Now");
  expect_activated (fixture, "retry " POPOVER_FIXTURE_ACCOUNT);
}

static void
test_credentials_that_are_refused_lead_to_the_sign_in (Fixture *fixture, gconstpointer data)
{
  popover_fixture_wait_for_room (fixture->popover);
  dev_server_post (fixture->popover->server, "auth", "{\"mode\":\"status\",\"status\":401}");
  change (fixture, "{'rooms': <['other']>}");
  WAIT_UNTIL (row_says (fixture, "Acme", "Sign-in needed since "));
  WAIT_UNTIL (row_says (fixture, "presence-room-other", "Denied since "));
  click (fixture, "Acme", "Sign In");
  expect_activated (fixture, "sign-in " POPOVER_FIXTURE_ACCOUNT);
}

static void
test_channel_that_is_denied_leads_to_the_account (Fixture *fixture, gconstpointer data)
{
  popover_fixture_wait_for_room (fixture->popover);
  dev_server_post (fixture->popover->server, "auth",
                   "{\"mode\":\"status\",\"status\":403,\"channel\":\"presence-room-secret\"}");
  change (fixture, "{'rooms': <['doc_789', 'secret']>}");
  WAIT_UNTIL (row_says (fixture, "presence-room-secret", "Denied since "));
  WAIT_UNTIL (row_says (fixture, "presence-room-doc_789", "Subscribed since "));
  g_assert_true (row_says (fixture, "Acme", "Online since "));
  click (fixture, "presence-room-secret", "Edit Account");
  expect_activated (fixture, "edit-account " POPOVER_FIXTURE_ACCOUNT);
}

static void
set_fact (Fixture *fixture, const char *id, TbFactState state, const char *words, const char *text)
{
  TbStatusFact *fact = tb_status_fact_new (id, state, words);

  fact->text = g_strdup (text);
  fact->remedy = g_strdup (text != NULL ? "Mend it" : NULL);
  tb_system_status_set (fixture->status, id, fact);
}

static void
test_follows_the_desktop (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row;

  set_fact (fixture, "Tray", TB_FACT_GOOD, "Shown", NULL);
  set_fact (fixture, "Keyring", TB_FACT_BAD, "Locked", "It is locked");
  WAIT_UNTIL (row_says (fixture, "Keyring", "Locked"));
  g_assert_true (shows (fixture, "It is locked"));
  g_assert_true (shows (fixture, "Mend it"));
  row = find_row (fixture, "Keyring");

  /* Each stays in its place, and so does the row. */
  set_fact (fixture, "Tray", TB_FACT_OFF, "None", NULL);
  set_fact (fixture, "Keyring", TB_FACT_GOOD, "Working", NULL);
  WAIT_UNTIL (row_says (fixture, "Keyring", "Working"));
  g_assert_true (row_says (fixture, "Tray", "None"));
  g_assert_false (shows (fixture, "It is locked"));
  g_assert_true (find_row (fixture, "Keyring") == row);
}

static void
test_report_is_the_page_as_text (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) facts
      = g_ptr_array_new_with_free_func ((GDestroyNotify) tb_status_fact_free);
  g_autofree char *report = NULL;
  TbStatusFact *fact = tb_status_fact_new ("Acme", TB_FACT_BAD, "Offline");

  fact->text = g_strdup ("No answer");
  fact->remedy = g_strdup ("Wait");
  g_ptr_array_add (facts, fact);
  fact = tb_status_fact_new ("channel", TB_FACT_OFF, "Waiting");
  fact->nested = TRUE;
  g_ptr_array_add (facts, fact);
  report = tb_status_fact_build_report (facts);
  g_assert_cmpstr (report, ==, "Acme: Offline\n  No answer\n  Wait\n  channel: Waiting\n");
}

static void
test_time_of_another_day_has_its_date (void)
{
  const gint64 day = (gint64) 24 * 3600 * G_USEC_PER_SEC;
  gint64 now = g_get_real_time ();
  g_autofree char *today = tb_session_facts_format_since (now, now);
  g_autofree char *yesterday = tb_session_facts_format_since (now - day, now);

  g_assert_cmpuint (strlen (today), <, strlen (yesterday));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  g_assert_true (tb_ui_ensure (&error));

#define ADD(name, parameters, function)                                                            \
  g_test_add ("/status-page/" name, Fixture, &parameters, set_up, function, tear_down)
  ADD ("says-how-account-and-channels-stand", online, test_says_how_account_and_channels_stand);
  ADD ("says-what-is-wrong-and-mends-it", offline, test_says_what_is_wrong_and_mends_it);
  ADD ("credentials-that-are-refused-lead-to-the-sign-in", online,
       test_credentials_that_are_refused_lead_to_the_sign_in);
  ADD ("channel-that-is-denied-leads-to-the-account", online,
       test_channel_that_is_denied_leads_to_the_account);
  ADD ("follows-the-desktop", offline, test_follows_the_desktop);
  ADD ("report-is-the-page-as-text", offline, test_report_is_the_page_as_text);
#undef ADD
  g_test_add_func ("/status-page/time-of-another-day-has-its-date",
                   test_time_of_another_day_has_its_date);

  return g_test_run ();
}
