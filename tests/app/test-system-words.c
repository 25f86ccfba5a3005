/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/tb-system-words.h"

#include <string.h>

#include "app/tb-system-watch.h"
#include "fake-notifier.h"

/* What the status page says of the desktop. */

static void
assert_says (TbStatusFact *fact, TbFactState state, const char *words, const char *part)
{
  g_assert_cmpint (fact->state, ==, state);
  g_assert_cmpstr (fact->words, ==, words);
  g_assert_nonnull (strstr (fact->text, part));
}

static void
test_tray (void)
{
  g_autoptr (TbStatusFact) shown = tb_system_words_describe_tray (TRUE);
  g_autoptr (TbStatusFact) none = tb_system_words_describe_tray (FALSE);

  assert_says (shown, TB_FACT_GOOD, "Icon shown", "in the tray");
  g_assert_null (shown->remedy);
  /* Many desktops have none: nothing is wrong with that, but the user has to know the way back. */
  assert_says (none, TB_FACT_OFF, "No tray", "no tray");
  g_assert_nonnull (strstr (none->remedy, "Start Traybell again"));
}

static void
test_notifications_are_told_in_words (void)
{
  static const char *const most[] = { "body", "actions", "persistence", "sound", "x-other", NULL };
  static const char *const few[] = { "body", NULL };
  static const char *const nothing[] = { NULL };
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "It hangs");
  g_autoptr (TbStatusFact) gone = tb_system_words_describe_notifications (NULL, nothing, error);
  g_autoptr (TbStatusFact) good = tb_system_words_describe_notifications ("dunst 1.9", most, NULL);
  g_autoptr (TbStatusFact) poor = tb_system_words_describe_notifications ("other", few, NULL);
  g_autoptr (TbStatusFact) poorest
      = tb_system_words_describe_notifications ("other", nothing, NULL);
  g_autoptr (TbStatusFact) bad = tb_system_words_describe_notifications ("dunst", most, error);

  assert_says (gone, TB_FACT_BAD, "Not shown", "No program");
  g_assert_nonnull (strstr (gone->remedy, "inbox"));
  g_assert_cmpint (good->state, ==, TB_FACT_GOOD);
  g_assert_cmpstr (good->words, ==, "dunst 1.9");
  g_assert_cmpstr (good->text, ==,
                   "It shows buttons. It keeps notifications until you have seen them. It plays "
                   "sounds.");
  g_assert_nonnull (strstr (poor->text, "no buttons"));
  g_assert_nonnull (strstr (poor->text, "no sounds"));
  g_assert_nonnull (strstr (poorest->text, "titles alone"));
  assert_says (bad, TB_FACT_BAD, "dunst", "It hangs");
}

static void
assert_keyring_says (int code, const char *words, gboolean has_remedy)
{
  g_autoptr (GError) error = g_error_new_literal (TB_KEYRING_ERROR, code, "A sentence");
  g_autoptr (TbStatusFact) fact = tb_system_words_describe_keyring (TRUE, error);

  assert_says (fact, TB_FACT_BAD, words, "A sentence");
  g_assert_cmpint (fact->remedy != NULL, ==, has_remedy);
}

static void
test_keyring (void)
{
  g_autoptr (TbStatusFact) unused = tb_system_words_describe_keyring (FALSE, NULL);
  g_autoptr (TbStatusFact) good = tb_system_words_describe_keyring (TRUE, NULL);

  assert_says (unused, TB_FACT_OFF, "Not needed yet", "keyring");
  assert_says (good, TB_FACT_GOOD, "Working", "keyring");
  assert_keyring_says (TB_KEYRING_ERROR_LOCKED, "Locked", TRUE);
  assert_keyring_says (TB_KEYRING_ERROR_UNAVAILABLE, "Not there", TRUE);
  assert_keyring_says (TB_KEYRING_ERROR_TIMED_OUT, "No answer", FALSE);
  assert_keyring_says (TB_KEYRING_ERROR_FAILED, "Failed", FALSE);
}

static void
test_sandbox (void)
{
  g_autoptr (TbStatusFact) outside = tb_system_words_describe_sandbox (FALSE, FALSE);
  g_autoptr (TbStatusFact) outside_with = tb_system_words_describe_sandbox (FALSE, TRUE);
  g_autoptr (TbStatusFact) inside = tb_system_words_describe_sandbox (TRUE, TRUE);
  g_autoptr (TbStatusFact) lost = tb_system_words_describe_sandbox (TRUE, FALSE);

  assert_says (outside, TB_FACT_OFF, "None", "has no portals");
  assert_says (outside_with, TB_FACT_OFF, "None", "has portals");
  assert_says (inside, TB_FACT_GOOD, "With portals", "sandbox");
  assert_says (lost, TB_FACT_BAD, "No portals", "cannot be opened");
  g_assert_nonnull (lost->remedy);
}

static void
on_status_changed (TbSystemStatus *status, gpointer user_data)
{
  ++*(guint *) user_data;
}

static void
test_watch_follows_what_it_speaks_of (void)
{
  FakeNotifier *notifier = fake_notifier_new ();
  TbKeyring *keyring = tb_keyring_new (NULL);
  TbSystemWatch *watch = tb_system_watch_new (NULL, NULL, TB_NOTIFIER (notifier), keyring);
  TbSystemStatus *status = tb_system_watch_get_status (watch);
  guint n_changes = 0;

  g_assert_cmpuint (tb_system_status_get_n_facts (status), ==, 4);
  g_assert_cmpstr (tb_system_status_get_fact (status, 0)->words, ==, "No tray");
  g_assert_cmpstr (tb_system_status_get_fact (status, 1)->words, ==, "Not shown");
  g_assert_cmpstr (tb_system_status_get_fact (status, 2)->words, ==, "Not needed yet");
  g_assert_cmpstr (tb_system_status_get_fact (status, 3)->title, ==, "Sandbox");

  g_signal_connect (status, "changed", G_CALLBACK (on_status_changed), &n_changes);
  notifier->server_name = "other 1.0";
  g_object_notify (G_OBJECT (notifier), "server-name");
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpstr (tb_system_status_get_fact (status, 1)->words, ==, "other 1.0");

  g_assert_finalize_object (watch);
  g_assert_finalize_object (notifier);
  g_assert_finalize_object (keyring);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/system-words/tray", test_tray);
  g_test_add_func ("/system-words/notifications-are-told-in-words",
                   test_notifications_are_told_in_words);
  g_test_add_func ("/system-words/keyring", test_keyring);
  g_test_add_func ("/system-words/sandbox", test_sandbox);
  g_test_add_func ("/system-words/watch-follows-what-it-speaks-of",
                   test_watch_follows_what_it_speaks_of);

  return g_test_run ();
}
