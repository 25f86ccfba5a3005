/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The user's own rules, as editors write them while the program runs. */

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "inbox/tb-inbox-error.h"
#include "inbox/tb-rules-file.h"

/* How long anything may take before the test has failed. */
#define DEADLINE (10 * G_TIME_SPAN_SECOND)

#define ONE "[one]\nevent=a\n"
#define TWO "[two]\nevent=a\n"
#define MISTAKE "[three]\nevnt=a\n"

typedef struct
{
  char *folder;
  char *path;
  TbRules *defaults;
  TbRulesFile *file;
  guint n_changes;
} Fixture;

static void
on_changed (TbRulesFile *file, gpointer user_data)
{
  ((Fixture *) user_data)->n_changes++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("traybell-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "traybell", "rules.ini", NULL);
  fixture->defaults = tb_rules_new_from_data ("default", "[shipped]\nevent=*\n", NULL, NULL);
}

static void
start (Fixture *fixture)
{
  fixture->file = tb_rules_file_new (fixture->path, fixture->defaults);
  g_signal_connect (fixture->file, "changed", G_CALLBACK (on_changed), fixture);
}

static void
remove_all (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        remove_all (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->file != NULL)
    g_assert_finalize_object (fixture->file);
  tb_rules_unref (fixture->defaults);
  remove_all (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

/* In place, as a redirection of a shell does. */
static void
write_in_place (const char *path, const char *text)
{
  FILE *file = fopen (path, "w");

  g_assert_nonnull (file);
  g_assert_cmpint (fputs (text, file), >=, 0);
  g_assert_cmpint (fclose (file), ==, 0);
}

/* By a file of another name that takes its place, as most editors do. */
static void
replace (const char *path, const char *text)
{
  g_autofree char *draft = g_strconcat (path, ".swp", NULL);

  write_in_place (draft, text);
  g_assert_cmpint (g_rename (draft, path), ==, 0);
}

static const char *
get_name (Fixture *fixture)
{
  const TbRule *rule = tb_rules_find (tb_rules_file_get_rules (fixture->file), "c", "a");

  return tb_rule_get_name (rule);
}

static void
wait_for_changes (Fixture *fixture, guint n_changes)
{
  gint64 deadline = g_get_monotonic_time () + DEADLINE;

  while (fixture->n_changes < n_changes)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_main_context_iteration (NULL, FALSE);
    }
  g_assert_cmpuint (fixture->n_changes, ==, n_changes);
}

static void
test_without_a_file_the_shipped_rules_hold (Fixture *fixture, gconstpointer data)
{
  start (fixture);
  g_assert_cmpstr (get_name (fixture), ==, "shipped");
  g_assert_null (tb_rules_file_get_mistake (fixture->file));
  g_assert_true (g_file_test (fixture->folder, G_FILE_TEST_IS_DIR));

  write_in_place (fixture->path, ONE);
  wait_for_changes (fixture, 1);
  g_assert_cmpstr (get_name (fixture), ==, "one");

  g_unlink (fixture->path);
  wait_for_changes (fixture, 2);
  g_assert_cmpstr (get_name (fixture), ==, "shipped");
}

static void
test_a_file_may_be_replaced (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);

  g_mkdir (folder, 0700);
  write_in_place (fixture->path, ONE);
  start (fixture);
  g_assert_cmpstr (get_name (fixture), ==, "one");
  replace (fixture->path, TWO);
  wait_for_changes (fixture, 1);
  g_assert_cmpstr (get_name (fixture), ==, "two");
  replace (fixture->path, ONE);
  wait_for_changes (fixture, 2);
  g_assert_cmpstr (get_name (fixture), ==, "one");
}

static void
test_the_last_good_rules_stay_in_force (Fixture *fixture, gconstpointer data)
{
  const char *mistake;

  start (fixture);
  write_in_place (fixture->path, ONE);
  wait_for_changes (fixture, 1);
  write_in_place (fixture->path, MISTAKE);
  wait_for_changes (fixture, 2);
  g_assert_cmpstr (get_name (fixture), ==, "one");
  mistake = tb_rules_file_get_mistake (fixture->file);
  g_assert_true (g_str_has_prefix (mistake, fixture->path));
  g_assert_nonnull (strstr (mistake, ", group “three”, key “evnt”: "));

  /* The same mistake is no news. */
  write_in_place (fixture->path, MISTAKE "# comment\n");
  tb_rules_file_reload (fixture->file);
  g_assert_cmpuint (fixture->n_changes, ==, 2);

  write_in_place (fixture->path, TWO);
  wait_for_changes (fixture, 3);
  g_assert_cmpstr (get_name (fixture), ==, "two");
  g_assert_null (tb_rules_file_get_mistake (fixture->file));
}

static void
test_a_mistake_from_the_start_leaves_the_shipped_rules (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);

  g_mkdir (folder, 0700);
  write_in_place (fixture->path, MISTAKE);
  start (fixture);
  g_assert_cmpstr (get_name (fixture), ==, "shipped");
  g_assert_nonnull (tb_rules_file_get_mistake (fixture->file));
  g_unlink (fixture->path);
  wait_for_changes (fixture, 1);
  g_assert_null (tb_rules_file_get_mistake (fixture->file));
}

static void
test_a_file_behind_a_link_is_watched (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autofree char *elsewhere = g_build_filename (fixture->folder, "dotfiles", NULL);
  g_autofree char *target = g_build_filename (elsewhere, "rules", NULL);
  g_autofree char *other = g_build_filename (elsewhere, "others", NULL);

  g_mkdir (folder, 0700);
  g_mkdir (elsewhere, 0700);
  write_in_place (target, ONE);
  write_in_place (other, TWO);
  g_assert_cmpint (symlink (target, fixture->path), ==, 0);
  start (fixture);
  g_assert_cmpstr (get_name (fixture), ==, "one");
  replace (target, TWO);
  wait_for_changes (fixture, 1);
  replace (target, ONE);
  wait_for_changes (fixture, 2);

  g_unlink (fixture->path);
  g_assert_cmpint (symlink (other, fixture->path), ==, 0);
  wait_for_changes (fixture, 3);
  g_assert_cmpstr (get_name (fixture), ==, "two");
  replace (other, ONE);
  wait_for_changes (fixture, 4);
  g_assert_cmpstr (get_name (fixture), ==, "one");
}

static void
test_many_writes_are_one_change (Fixture *fixture, gconstpointer data)
{
  start (fixture);
  for (guint i = 0; i < 50; i++)
    {
      replace (fixture->path, i % 2 == 0 ? MISTAKE : TWO);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  replace (fixture->path, ONE);
  wait_for_changes (fixture, 1);
  g_assert_cmpstr (get_name (fixture), ==, "one");
}

static void
test_reading_again_finds_what_was_not_heard_of (Fixture *fixture, gconstpointer data)
{
  start (fixture);
  replace (fixture->path, ONE);
  tb_rules_file_reload (fixture->file);
  g_assert_cmpuint (fixture->n_changes, ==, 1);
  g_assert_cmpstr (get_name (fixture), ==, "one");
  tb_rules_file_reload (fixture->file);
  g_assert_cmpuint (fixture->n_changes, ==, 1);
}

static void
check_refused (Fixture *fixture, const char *mentions)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRules) rules = tb_rules_file_read (fixture->path, fixture->defaults, &error);

  g_assert_null (rules);
  g_assert_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_BAD_RULES);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_assert_nonnull (strstr (error->message, mentions));
}

static void
test_what_is_no_rules_file_is_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autofree char *large = g_malloc0 (TB_RULES_FILE_SIZE + 2);

  g_mkdir (folder, 0700);
  g_mkdir (fixture->path, 0700);
  check_refused (fixture, "not a file");
  g_rmdir (fixture->path);

  /* A pipe that nobody writes to would be waited for. */
  g_assert_cmpint (mkfifo (fixture->path, 0600), ==, 0);
  check_refused (fixture, "not a file");
  g_unlink (fixture->path);

  memset (large, '#', TB_RULES_FILE_SIZE + 1);
  write_in_place (fixture->path, large);
  check_refused (fixture, "megabyte");

  g_assert_true (g_file_set_contents (fixture->path, "[a]\nevent=b\n\0", 13, NULL));
  check_refused (fixture, "not text");
  write_in_place (fixture->path, "[a]\nevent=\xff\n");
  check_refused (fixture, "line 2");
}

static void
test_a_mark_at_the_beginning_does_no_harm (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);

  g_mkdir (folder, 0700);
  write_in_place (fixture->path, "\xef\xbb\xbf" ONE);
  start (fixture);
  g_assert_null (tb_rules_file_get_mistake (fixture->file));
  g_assert_cmpstr (get_name (fixture), ==, "one");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func)                                                                            \
  g_test_add ("/inbox/rules-file/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("without-a-file-the-shipped-rules-hold", test_without_a_file_the_shipped_rules_hold);
  ADD ("a-file-may-be-replaced", test_a_file_may_be_replaced);
  ADD ("the-last-good-rules-stay-in-force", test_the_last_good_rules_stay_in_force);
  ADD ("a-mistake-from-the-start-leaves-the-shipped-rules",
       test_a_mistake_from_the_start_leaves_the_shipped_rules);
  ADD ("a-file-behind-a-link-is-watched", test_a_file_behind_a_link_is_watched);
  ADD ("many-writes-are-one-change", test_many_writes_are_one_change);
  ADD ("reading-again-finds-what-was-not-heard-of", test_reading_again_finds_what_was_not_heard_of);
  ADD ("what-is-no-rules-file-is-refused", test_what_is_no_rules_file_is_refused);
  ADD ("a-mark-at-the-beginning-does-no-harm", test_a_mark_at_the_beginning_does_no_harm);
#undef ADD

  return g_test_run ();
}
