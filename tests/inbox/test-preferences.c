/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The settings for all accounts. */

#include "inbox/tb-preferences.h"

static void
on_changed (TbPreferences *preferences, const char *key, gpointer user_data)
{
  g_assert_cmpstr (key, ==, TB_PREFERENCE_MUTED_RULES);
  ++*(guint *) user_data;
}

static void
test_defaults (void)
{
  TbPreferences *preferences = tb_preferences_new ();

  g_assert_true (tb_preferences_get_boolean (preferences, TB_PREFERENCE_SHOW_TEXT));
  g_assert_true (tb_preferences_get_boolean (preferences, TB_PREFERENCE_SHOW_AVATARS));
  g_assert_false (tb_preferences_get_boolean (preferences, TB_PREFERENCE_DISMISS_MARKS_READ));
  g_assert_cmpuint (tb_preferences_get_number (preferences, TB_PREFERENCE_HISTORY_COUNT), ==, 2000);
  g_assert_cmpuint (tb_preferences_get_number (preferences, TB_PREFERENCE_HISTORY_DAYS), ==, 90);
  g_assert_true (tb_preferences_is_writable (preferences, TB_PREFERENCE_SHOW_TEXT));
  g_assert_finalize_object (preferences);
}

static void
test_lists (void)
{
  TbPreferences *preferences = tb_preferences_new ();
  guint changes = 0;

  g_signal_connect (preferences, "changed::" TB_PREFERENCE_MUTED_RULES, G_CALLBACK (on_changed),
                    &changes);
  tb_preferences_set_contains (preferences, TB_PREFERENCE_MUTED_RULES, "alert", TRUE);
  tb_preferences_set_contains (preferences, TB_PREFERENCE_MUTED_RULES, "alert", TRUE);
  tb_preferences_set_contains (preferences, TB_PREFERENCE_MUTED_RULES, "records", TRUE);
  g_assert_cmpuint (changes, ==, 2);
  g_assert_true (tb_preferences_contains (preferences, TB_PREFERENCE_MUTED_RULES, "alert"));
  g_assert_false (tb_preferences_contains (preferences, TB_PREFERENCE_SILENT_RULES, "alert"));

  tb_preferences_set_contains (preferences, TB_PREFERENCE_MUTED_RULES, "alert", FALSE);
  g_assert_false (tb_preferences_contains (preferences, TB_PREFERENCE_MUTED_RULES, "alert"));
  g_assert_true (tb_preferences_contains (preferences, TB_PREFERENCE_MUTED_RULES, "records"));
  g_assert_finalize_object (preferences);
}

static void
test_a_switch (void)
{
  TbPreferences *preferences = tb_preferences_new ();

  g_assert_false (tb_preferences_get_boolean (preferences, TB_PREFERENCE_START_AT_LOGIN));
  tb_preferences_set_boolean (preferences, TB_PREFERENCE_START_AT_LOGIN, TRUE);
  g_assert_true (tb_preferences_get_boolean (preferences, TB_PREFERENCE_START_AT_LOGIN));
  tb_preferences_set_boolean (preferences, TB_PREFERENCE_START_AT_LOGIN, FALSE);
  g_assert_false (tb_preferences_get_boolean (preferences, TB_PREFERENCE_START_AT_LOGIN));
  g_assert_finalize_object (preferences);
}

static void
test_changes_from_elsewhere (void)
{
  TbPreferences *preferences = tb_preferences_new ();
  TbPreferences *elsewhere = tb_preferences_new ();
  const char *const rules[] = { "orders", NULL };

  g_assert_false (tb_preferences_contains (preferences, TB_PREFERENCE_SILENT_RULES, "orders"));
  tb_preferences_set_strings (elsewhere, TB_PREFERENCE_SILENT_RULES, rules);
  g_assert_true (tb_preferences_contains (preferences, TB_PREFERENCE_SILENT_RULES, "orders"));
  tb_preferences_set_contains (elsewhere, TB_PREFERENCE_SILENT_RULES, "orders", FALSE);
  g_assert_false (tb_preferences_contains (preferences, TB_PREFERENCE_SILENT_RULES, "orders"));
  g_assert_finalize_object (preferences);
  g_assert_finalize_object (elsewhere);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/inbox/preferences/defaults", test_defaults);
  g_test_add_func ("/inbox/preferences/an-item-is-in-a-list-once", test_lists);
  g_test_add_func ("/inbox/preferences/a-list-that-changes-elsewhere-is-read-anew",
                   test_changes_from_elsewhere);

  g_test_add_func ("/inbox/preferences/a-switch", test_a_switch);

  return g_test_run ();
}
