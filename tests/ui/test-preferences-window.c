/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "lockable-settings.h"
#include "popover-fixture.h"
#include "ui/tb-preferences-window.h"
#include "ui/tb-quiet-editor.h"
#include "ui/tb-rule-list.h"
#include "ui/tb-time-spin.h"
#include "ui/tb-ui.h"

#define PATH "/com/nebutra/Traybell/"

typedef struct
{
  PopoverFixture *popover;
  char *folder;
  char *rules_path;
  TbRulesFile *rules;
  TbPreferences *preferences;
  GtkWidget *window;
} Fixture;

static void
settle (void)
{
  while (gtk_events_pending ())
    gtk_main_iteration ();
}

static void
open_window (Fixture *fixture)
{
  fixture->window = GTK_WIDGET (
      tb_preferences_window_new (fixture->preferences, fixture->rules, fixture->popover->accounts,
                                 G_ACTION_GROUP (fixture->popover->actions)));
  gtk_window_present (GTK_WINDOW (fixture->window));
  settle ();
}

static void
close_window (Fixture *fixture)
{
  g_signal_emit_by_name (fixture->window, "close");
  WAIT_UNTIL (!gtk_widget_get_visible (fixture->window));
  g_object_ref (fixture->window);
  gtk_widget_destroy (fixture->window);
  g_assert_finalize_object (fixture->window);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSimpleAction) action
      = g_simple_action_new_stateful ("start-at-login", NULL, g_variant_new_boolean (FALSE));

  fixture->popover = popover_fixture_new (TRUE, FALSE);
  fixture->folder = g_dir_make_tmp ("traybell-rules-XXXXXX", NULL);
  fixture->rules_path = g_build_filename (fixture->folder, "rules.ini", NULL);
  fixture->rules = tb_rules_file_new (fixture->rules_path, fixture->popover->rules);
  fixture->preferences = tb_preferences_new ();
  g_action_map_add_action (G_ACTION_MAP (fixture->popover->actions), G_ACTION (action));
  open_window (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("com.nebutra.Traybell");

  close_window (fixture);
  g_assert_finalize_object (fixture->preferences);
  g_assert_finalize_object (fixture->rules);
  g_unlink (fixture->rules_path);
  g_rmdir (fixture->folder);
  g_free (fixture->rules_path);
  g_free (fixture->folder);
  popover_fixture_free (fixture->popover);
  g_settings_reset (settings, "muted-rules");
  g_settings_reset (settings, "silent-rules");
  g_settings_reset (settings, "show-text");
  g_settings_reset (settings, "quiet-hours");
  g_settings_reset (settings, "history-count");
}

static gpointer
get_child (Fixture *fixture, const char *name)
{
  return gtk_widget_get_template_child (fixture->window, TB_TYPE_PREFERENCES_WINDOW, name);
}

static void
show_page (Fixture *fixture, const char *name)
{
  gtk_stack_set_visible_child_name (
      GTK_STACK (popover_fixture_find (fixture->window, GTK_TYPE_STACK, 0)), name);
  settle ();
}

static gboolean
shows (Fixture *fixture, const char *text)
{
  return popover_fixture_shows (fixture->window, text);
}

/* The switch or button that a screen reader calls @name. */
static GtkWidget *
find_control (Fixture *fixture, const char *name)
{
  GtkWidget *control = popover_fixture_find_control (fixture->window, name);

  g_assert_nonnull (control);
  return control;
}

static gboolean
is_active (GtkWidget *control)
{
  return gtk_switch_get_active (GTK_SWITCH (control));
}

static void
set_active (GtkWidget *control, gboolean active)
{
  gtk_switch_set_active (GTK_SWITCH (control), active);
}

static gboolean
is_muted (Fixture *fixture, const char *rule)
{
  return tb_preferences_contains (fixture->preferences, TB_PREFERENCE_MUTED_RULES, rule);
}

static gboolean
is_silent (Fixture *fixture, const char *rule)
{
  return tb_preferences_contains (fixture->preferences, TB_PREFERENCE_SILENT_RULES, rule);
}

static void
expect_activated (Fixture *fixture, const char *action)
{
  GPtrArray *activated = fixture->popover->activated;

  g_assert_cmpuint (activated->len, >, 0);
  g_assert_cmpstr (g_ptr_array_index (activated, activated->len - 1), ==, action);
}

static void
test_changes_hold_at_once (Fixture *fixture, gconstpointer data)
{
  GtkWidget *text_switch = get_child (fixture, "text_switch");
  g_autoptr (GSettings) settings = g_settings_new ("com.nebutra.Traybell");

  g_assert_true (is_active (text_switch));
  set_active (text_switch, FALSE);
  g_assert_false (tb_preferences_get_boolean (fixture->preferences, TB_PREFERENCE_SHOW_TEXT));
  gtk_spin_button_set_value (get_child (fixture, "count_spin"), 300);
  g_assert_cmpuint (tb_preferences_get_number (fixture->preferences, TB_PREFERENCE_HISTORY_COUNT),
                    ==, 300);

  /* And what others change is seen. */
  g_settings_set_boolean (settings, "show-text", TRUE);
  g_assert_true (is_active (text_switch));
}

static void
on_change_autostart (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  gboolean *works = user_data;

  if (*works)
    g_simple_action_set_state (action, value);
}

static void
test_starting_at_login_is_what_the_action_says (Fixture *fixture, gconstpointer data)
{
  GAction *action
      = g_action_map_lookup_action (G_ACTION_MAP (fixture->popover->actions), "start-at-login");
  GtkWidget *control = find_control (fixture, "Start at login");
  gboolean works = TRUE;
  g_autoptr (GVariant) state = NULL;

  g_signal_connect (action, "change-state", G_CALLBACK (on_change_autostart), &works);
  set_active (control, TRUE);
  state = g_action_get_state (action);
  g_assert_true (g_variant_get_boolean (state));
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (FALSE));
  g_assert_false (is_active (control));

  /* What did not work is not shown as if it had. */
  works = FALSE;
  set_active (control, TRUE);
  g_assert_false (is_active (control));

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), FALSE);
  g_assert_false (gtk_widget_get_sensitive (control));
}

static void
test_kinds_are_muted_and_silenced (Fixture *fixture, gconstpointer data)
{
  GtkWidget *alerts = find_control (fixture, "Show: Alerts");
  GtkWidget *urgent = find_control (fixture, "Show: Urgent notifications");
  GtkWidget *urgent_sound = find_control (fixture, "Sound: Urgent notifications");

  g_assert_true (is_active (alerts) && is_active (urgent) && is_active (urgent_sound));
  set_active (alerts, FALSE);
  g_assert_true (is_muted (fixture, "alert"));
  g_assert_false (is_muted (fixture, "notification"));
  set_active (urgent_sound, FALSE);
  g_assert_true (is_silent (fixture, "urgent notification"));

  /* What is not shown is not heard. */
  tb_preferences_set_contains (fixture->preferences, TB_PREFERENCE_MUTED_RULES,
                               "urgent notification", TRUE);
  g_assert_false (is_active (urgent));
  g_assert_false (gtk_widget_get_sensitive (urgent_sound));
  set_active (urgent, TRUE);
  set_active (alerts, TRUE);
  g_assert_false (is_muted (fixture, "alert"));
  g_assert_false (is_muted (fixture, "urgent notification"));
  g_assert_true (gtk_widget_get_sensitive (urgent_sound));
}

static void
test_kinds_have_names_for_people (Fixture *fixture, gconstpointer data)
{
  guint n_rules = tb_rules_get_n_rules (fixture->popover->rules);
  guint n_kinds = 0;

  show_page (fixture, "notifications");
  for (guint i = 0; i < n_rules; i++)
    {
      const TbRule *rule = tb_rules_get_rule (fixture->popover->rules, i);
      const char *description = tb_rule_list_describe (tb_rule_get_name (rule));

      if (tb_rule_get_action (rule) == TB_ACTION_IGNORE)
        continue;
      n_kinds++;
      g_assert_cmpstr (description, !=, tb_rule_get_name (rule));
      g_assert_true (shows (fixture, description));
    }
  g_assert_cmpuint (n_kinds, >=, 5);
  g_assert_cmpstr (tb_rule_list_describe ("mine"), ==, "mine");
}

static void
test_kinds_are_those_of_the_rules_in_force (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  show_page (fixture, "notifications");
  g_file_set_contents (fixture->rules_path,
                       "[mine]\nevent=order:*\nsound=bell\n[silent]\nevent=x\naction=ignore\n"
                       "[alert]\nevent=alert\nsound=bell\n",
                       -1, &error);
  g_assert_no_error (error);
  tb_rules_file_reload (fixture->rules);
  g_assert_true (shows (fixture, "mine"));
  g_assert_false (shows (fixture, "silent"));
  /* The user's own comes first, and those that ship with the program are there as before. */
  g_assert_true (is_active (find_control (fixture, "Sound: mine")));
  g_assert_true (is_active (find_control (fixture, "Sound: Alerts")));
  g_assert_true (shows (fixture, "Maintenance notices"));
}

static char *
dup_quiet_hours (Fixture *fixture)
{
  g_auto (GStrv) hours = tb_preferences_dup_strings (fixture->preferences, "quiet-hours");

  return g_strjoinv ("; ", hours);
}

static void
expect_quiet_hours (Fixture *fixture, const char *expected)
{
  g_autofree char *hours = dup_quiet_hours (fixture);

  g_assert_cmpstr (hours, ==, expected);
}

static void
click (Fixture *fixture, const char *name)
{
  gtk_button_clicked (GTK_BUTTON (find_control (fixture, name)));
  settle ();
}

static void
set_time (Fixture *fixture, guint number, const char *text)
{
  GtkWidget *spin = popover_fixture_find (fixture->window, TB_TYPE_TIME_SPIN, number);

  gtk_entry_set_text (GTK_ENTRY (spin), text);
  gtk_spin_button_update (GTK_SPIN_BUTTON (spin));
}

static void
test_quiet_hours_are_edited (Fixture *fixture, gconstpointer data)
{
  show_page (fixture, "quiet");
  click (fixture, "Add Quiet Hours");
  expect_quiet_hours (fixture, "daily 22:00-07:00");
  g_assert_true (shows (fixture, "Every day from 22:00 to 07:00 the next day"));

  click (fixture, "Saturday");
  click (fixture, "Sunday");
  set_time (fixture, 0, "18");
  set_time (fixture, 1, "8.30");
  expect_quiet_hours (fixture, "mon-fri 18:00-08:30");

  /* Midnight at the end of a day is that of its beginning to a clock. */
  click (fixture, "Add Quiet Hours");
  set_time (fixture, 2, "00:00");
  set_time (fixture, 3, "0:00");
  expect_quiet_hours (fixture, "mon-fri 18:00-08:30; daily 00:00-24:00");

  click (fixture, "Remove these quiet hours");
  expect_quiet_hours (fixture, "mon-fri 18:00-08:30");
  click (fixture, "Remove these quiet hours");
  expect_quiet_hours (fixture, "");
}

static void
test_quiet_hours_that_cannot_be_are_not_kept (Fixture *fixture, gconstpointer data)
{
  static const char *const days[]
      = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };

  show_page (fixture, "quiet");
  click (fixture, "Add Quiet Hours");
  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    click (fixture, days[i]);
  expect_quiet_hours (fixture, "sun 22:00-07:00");
  click (fixture, "Monday");
  expect_quiet_hours (fixture, "mon 22:00-07:00");
  set_time (fixture, 0, "07:00");
  expect_quiet_hours (fixture, "mon 22:00-07:00");
  set_time (fixture, 0, "06:00");
  expect_quiet_hours (fixture, "mon 06:00-07:00");
}

static void
test_quiet_hours_of_others_are_seen (Fixture *fixture, gconstpointer data)
{
  static const char *const hours[] = { "sat,sun 00:00-24:00", "someday 10:00-11:00", NULL };

  show_page (fixture, "quiet");
  tb_preferences_set_strings (fixture->preferences, "quiet-hours", hours);
  settle ();
  g_assert_true (shows (fixture, "Saturday and Sunday all day"));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (gtk_widget_get_template_child (
      get_child (fixture, "quiet_editor"), TB_TYPE_QUIET_EDITOR, "mistake_label"))));
}

static void
test_time_is_read_as_people_type_it (void)
{
  static const struct
  {
    const char *text;
    int minutes; /* -1 for no time */
  } times[] = {
    { "18:30", 1110 }, { "1830", 1110 }, { "18.30", 1110 }, { "18", 1080 },
    { "7", 420 },      { "7:05", 425 },  { "705", 425 },    { "00:00", 0 },
    { "24:00", -1 },   { "12:60", -1 },  { "12:5", -1 },    { "", -1 },
    { "noon", -1 },    { "12345", -1 },  { ":30", -1 },     { "1:2:3", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      guint minutes = 0;
      gboolean read = tb_time_spin_parse (times[i].text, &minutes);

      g_test_message ("%s", times[i].text);
      g_assert_cmpint (read, ==, times[i].minutes >= 0);
      if (read)
        g_assert_cmpint ((int) minutes, ==, times[i].minutes);
    }
}

static void
test_rooms_are_added_and_removed (Fixture *fixture, gconstpointer data)
{
  TbAccount *account = tb_session_get_account (popover_fixture_get_session (fixture->popover));
  GtkEntry *entry;
  g_auto (GStrv) rooms = NULL;
  g_auto (GStrv) rest = NULL;

  show_page (fixture, "accounts");
  click (fixture, "1 room of Acme");
  entry = GTK_ENTRY (popover_fixture_find (fixture->window, GTK_TYPE_ENTRY, 0));
  gtk_entry_set_text (entry, " doc_790 ");
  g_signal_emit_by_name (entry, "activate");
  rooms = tb_account_dup_strings (account, "rooms");
  g_assert_cmpuint (g_strv_length (rooms), ==, 2);
  g_assert_cmpstr (rooms[1], ==, "doc_790");
  g_assert_cmpstr (gtk_entry_get_text (entry), ==, "");
  g_assert_true (shows (fixture, "doc_790"));
  g_assert_true (shows (fixture, "2 rooms"));

  /* Not twice, and none that no channel can be called after. */
  gtk_entry_set_text (entry, "doc_790");
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (shows (fixture, "This room is there already"));
  gtk_entry_set_text (entry, "no spaces");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (gtk_entry_get_text (entry), ==, "no spaces");
  g_assert_false (shows (fixture, "no spaces"));

  gtk_button_clicked (GTK_BUTTON (find_control (fixture, "Remove the room doc_789")));
  rest = tb_account_dup_strings (account, "rooms");
  g_assert_cmpuint (g_strv_length (rest), ==, 1);
  g_assert_cmpstr (rest[0], ==, "doc_790");
}

static void
test_channels_are_muted_below_their_account (Fixture *fixture, gconstpointer data)
{
  TbAccount *account = tb_session_get_account (popover_fixture_get_session (fixture->popover));
  g_auto (GStrv) muted = NULL;

  show_page (fixture, "accounts");
  g_assert_true (shows (fixture, "Notifications"));
  g_assert_false (shows (fixture, "private-user-user_456"));
  click (fixture, "Notifications of Acme");
  g_assert_true (shows (fixture, "private-user-user_456"));
  click (fixture, "Show: " POPOVER_FIXTURE_ROOM);
  muted = tb_account_dup_strings (account, "muted-channels");
  g_assert_cmpuint (g_strv_length (muted), ==, 1);
  g_assert_cmpstr (muted[0], ==, "presence-room-" POPOVER_FIXTURE_ROOM);
}

static void
test_accounts_are_switched_changed_and_removed (Fixture *fixture, gconstpointer data)
{
  TbAccount *account = tb_session_get_account (popover_fixture_get_session (fixture->popover));
  GtkWidget *control = find_control (fixture, "Connect for Acme");

  show_page (fixture, "accounts");
  g_assert_true (is_active (control));
  set_active (control, FALSE);
  g_assert_false (tb_account_get_enabled (account));
  tb_account_set_enabled (account, TRUE);
  g_assert_true (is_active (control));

  gtk_button_clicked (GTK_BUTTON (find_control (fixture, "Edit Acme")));
  expect_activated (fixture, "edit-account " POPOVER_FIXTURE_ACCOUNT);
  gtk_button_clicked (GTK_BUTTON (find_control (fixture, "Remove Acme")));
  expect_activated (fixture, "remove-account " POPOVER_FIXTURE_ACCOUNT);

  g_assert_true (
      tb_account_list_remove (fixture->popover->accounts, POPOVER_FIXTURE_ACCOUNT, NULL));
  settle ();
  g_assert_true (shows (fixture, "No account yet."));
}

static void
test_what_an_administrator_has_fixed_says_so (Fixture *fixture, gconstpointer data)
{
  static const char *const locked[] = { "show-text",
                                        "quiet-hours",
                                        "history-count",
                                        "silent-rules",
                                        "muted-rules",
                                        "accounts/" POPOVER_FIXTURE_ACCOUNT "/enabled",
                                        "accounts/" POPOVER_FIXTURE_ACCOUNT "/rooms" };

  g_assert_false (shows (fixture, "Your administrator has fixed this."));
  close_window (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (locked); i++)
    {
      g_autofree char *path = g_strconcat (PATH, locked[i], NULL);

      lockable_settings_set_locked (path, TRUE);
    }

  open_window (fixture);
  g_assert_true (shows (fixture, "Your administrator has fixed this."));
  g_assert_false (gtk_widget_get_sensitive (get_child (fixture, "text_switch")));
  g_assert_false (gtk_widget_get_sensitive (get_child (fixture, "count_spin")));
  g_assert_true (gtk_widget_get_sensitive (get_child (fixture, "avatars_switch")));
  g_assert_false (gtk_widget_get_sensitive (find_control (fixture, "Show: Alerts")));
  g_assert_false (gtk_widget_get_sensitive (find_control (fixture, "Sound: Urgent notifications")));
  g_assert_false (gtk_widget_get_sensitive (find_control (fixture, "Connect for Acme")));
  show_page (fixture, "accounts");
  g_assert_true (shows (fixture, "Your administrator has fixed some of this."));
  show_page (fixture, "quiet");
  g_assert_true (shows (fixture, "Your administrator has fixed this."));
  g_assert_false (gtk_widget_get_sensitive (find_control (fixture, "Add Quiet Hours")));

  for (gsize i = 0; i < G_N_ELEMENTS (locked); i++)
    {
      g_autofree char *path = g_strconcat (PATH, locked[i], NULL);

      lockable_settings_set_locked (path, FALSE);
    }
}

static void
test_problem_is_told_and_put_away (Fixture *fixture, gconstpointer data)
{
  GtkInfoBar *info_bar = get_child (fixture, "info_bar");

  g_assert_false (gtk_info_bar_get_revealed (info_bar));
  tb_preferences_window_report (TB_PREFERENCES_WINDOW (fixture->window), "It did not work");
  g_assert_true (gtk_info_bar_get_revealed (info_bar));
  WAIT_UNTIL (shows (fixture, "It did not work"));
  gtk_info_bar_response (info_bar, GTK_RESPONSE_CLOSE);
  g_assert_false (gtk_info_bar_get_revealed (info_bar));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  lockable_settings_use ();
  g_test_init (&argc, &argv, NULL);
  g_assert_true (tb_ui_ensure (&error));

#define ADD(name, function)                                                                        \
  g_test_add ("/preferences-window/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("changes-hold-at-once", test_changes_hold_at_once);
  ADD ("starting-at-login-is-what-the-action-says", test_starting_at_login_is_what_the_action_says);
  ADD ("kinds-are-muted-and-silenced", test_kinds_are_muted_and_silenced);
  ADD ("kinds-have-names-for-people", test_kinds_have_names_for_people);
  ADD ("kinds-are-those-of-the-rules-in-force", test_kinds_are_those_of_the_rules_in_force);
  ADD ("quiet-hours-are-edited", test_quiet_hours_are_edited);
  ADD ("quiet-hours-that-cannot-be-are-not-kept", test_quiet_hours_that_cannot_be_are_not_kept);
  ADD ("quiet-hours-of-others-are-seen", test_quiet_hours_of_others_are_seen);
  ADD ("rooms-are-added-and-removed", test_rooms_are_added_and_removed);
  ADD ("channels-are-muted-below-their-account", test_channels_are_muted_below_their_account);
  ADD ("accounts-are-switched-changed-and-removed", test_accounts_are_switched_changed_and_removed);
  ADD ("what-an-administrator-has-fixed-says-so", test_what_an_administrator_has_fixed_says_so);
  ADD ("problem-is-told-and-put-away", test_problem_is_told_and_put_away);
  g_test_add_func ("/preferences-window/time-is-read-as-people-type-it",
                   test_time_is_read_as_people_type_it);

  return g_test_run ();
}
