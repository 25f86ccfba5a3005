/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-autostart.h"

#include <glib/gstdio.h>

#define DEADLINE 20

typedef struct
{
  char *root;
  char *user;
  char *file;
  char *system;
  char *system_file;
  TbAutostart *autostart;
  guint n_notified;
} Fixture;

static void
on_enabled_changed (TbAutostart *autostart, GParamSpec *pspec, Fixture *fixture)
{
  fixture->n_notified++;
}

static void
start (Fixture *fixture)
{
  const char *const system_folders[] = { fixture->system, NULL };

  fixture->autostart = tb_autostart_new (fixture->user, system_folders);
  g_signal_connect (fixture->autostart, "notify::enabled", G_CALLBACK (on_enabled_changed),
                    fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->root = g_dir_make_tmp ("traybell-autostart-XXXXXX", NULL);
  fixture->user = g_build_filename (fixture->root, "user", NULL);
  fixture->system = g_build_filename (fixture->root, "system", NULL);
  fixture->file
      = g_build_filename (fixture->user, "autostart", "com.nebutra.Traybell.desktop", NULL);
  fixture->system_file
      = g_build_filename (fixture->system, "autostart", "com.nebutra.Traybell.desktop", NULL);
}

static void
remove_folder (const char *folder)
{
  g_autofree char *inner = g_build_filename (folder, "autostart", NULL);

  g_rmdir (inner);
  g_rmdir (folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->autostart);
  g_unlink (fixture->file);
  g_unlink (fixture->system_file);
  remove_folder (fixture->user);
  remove_folder (fixture->system);
  g_rmdir (fixture->root);
  g_free (fixture->root);
  g_free (fixture->user);
  g_free (fixture->file);
  g_free (fixture->system);
  g_free (fixture->system_file);
}

static void
write_file (const char *file, const char *text)
{
  g_autofree char *folder = g_path_get_dirname (file);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (file, text, -1, &error);
  g_assert_no_error (error);
}

static void
switch_it (Fixture *fixture, gboolean enabled)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (tb_autostart_set_enabled (fixture->autostart, enabled, &error));
  g_assert_no_error (error);
  g_assert_cmpint (tb_autostart_get_enabled (fixture->autostart), ==, enabled);
}

static char *
read_key (const char *file, const char *key)
{
  g_autoptr (GKeyFile) entry = g_key_file_new ();

  g_assert_true (g_key_file_load_from_file (entry, file, G_KEY_FILE_NONE, NULL));
  return g_key_file_get_string (entry, "Desktop Entry", key, NULL);
}

static void
expect_key (const char *file, const char *key, const char *expected)
{
  g_autofree char *value = read_key (file, key);

  g_assert_cmpstr (value, ==, expected);
}

static gboolean
on_deadline (gpointer user_data)
{
  g_error ("The change of a file was not seen within %d s", DEADLINE);

  return G_SOURCE_REMOVE;
}

static void
wait_until (Fixture *fixture, gboolean enabled)
{
  guint deadline = g_timeout_add_seconds (DEADLINE, on_deadline, NULL);

  while (tb_autostart_get_enabled (fixture->autostart) != enabled)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
}

static void
test_writes_an_entry_and_removes_it (Fixture *fixture, gconstpointer data)
{
  start (fixture);
  g_assert_false (tb_autostart_get_enabled (fixture->autostart));

  switch_it (fixture, TRUE);
  expect_key (fixture->file, "Type", "Application");
  expect_key (fixture->file, "Exec", "traybell --background");
  expect_key (fixture->file, "Name", "Traybell");
  expect_key (fixture->file, "Icon", "com.nebutra.Traybell");
  g_assert_cmpuint (fixture->n_notified, ==, 1);

  switch_it (fixture, FALSE);
  g_assert_false (g_file_test (fixture->file, G_FILE_TEST_EXISTS));
  switch_it (fixture, FALSE);
  g_assert_cmpuint (fixture->n_notified, ==, 2);
}

static void
test_entry_that_is_switched_off_does_not_start (Fixture *fixture, gconstpointer data)
{
  static const char *const switches[] = { "Hidden=true", "X-GNOME-Autostart-enabled=false" };

  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++)
    {
      g_autofree char *text = g_strdup_printf ("# By hand\n[Desktop Entry]\nType=Application\n"
                                               "Name=Traybell\nName[de]=Glocke\n"
                                               "Exec=/opt/traybell --background\n%s\n",
                                               switches[i]);
      g_autofree char *written = NULL;

      write_file (fixture->file, text);
      start (fixture);
      g_assert_false (tb_autostart_get_enabled (fixture->autostart));

      /* What somebody wrote into it stays. */
      switch_it (fixture, TRUE);
      expect_key (fixture->file, "Exec", "/opt/traybell --background");
      g_assert_true (g_file_get_contents (fixture->file, &written, NULL, NULL));
      g_assert_nonnull (strstr (written, "# By hand"));
      g_assert_nonnull (strstr (written, "Name[de]=Glocke"));
      g_assert_finalize_object (fixture->autostart);
    }
  start (fixture);
}

static void
test_changes_by_others_are_seen (Fixture *fixture, gconstpointer data)
{
  start (fixture);
  switch_it (fixture, TRUE);

  write_file (fixture->file, "[Desktop Entry]\nType=Application\nHidden=true\n");
  wait_until (fixture, FALSE);
  write_file (fixture->file, "[Desktop Entry]\nType=Application\n");
  wait_until (fixture, TRUE);
  g_unlink (fixture->file);
  wait_until (fixture, FALSE);
  write_file (fixture->file, "[Desktop Entry]\nType=Application\n");
  wait_until (fixture, TRUE);
}

static void
test_entry_of_the_system_is_hidden_and_shown (Fixture *fixture, gconstpointer data)
{
  write_file (fixture->system_file,
              "[Desktop Entry]\nType=Application\nExec=traybell --background\n");
  start (fixture);
  g_assert_true (tb_autostart_get_enabled (fixture->autostart));

  switch_it (fixture, FALSE);
  expect_key (fixture->file, "Hidden", "true");
  g_assert_finalize_object (fixture->autostart);
  start (fixture);
  g_assert_false (tb_autostart_get_enabled (fixture->autostart));

  switch_it (fixture, TRUE);
  expect_key (fixture->file, "Hidden", NULL);
}

static void
test_broken_entry_does_not_start_and_is_mended (Fixture *fixture, gconstpointer data)
{
  write_file (fixture->file, "This is no desktop entry\n");
  start (fixture);
  g_assert_false (tb_autostart_get_enabled (fixture->autostart));
  switch_it (fixture, TRUE);
  expect_key (fixture->file, "Exec", "traybell --background");
}

static void
test_failure_is_told_and_the_truth_stays (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  /* A file in place of the folder stops everybody, the superuser too. */
  g_assert_true (g_file_set_contents (fixture->user, "", 0, NULL));
  start (fixture);
  g_assert_false (tb_autostart_set_enabled (fixture->autostart, TRUE, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
  g_assert_nonnull (strstr (error->message, fixture->file));
  g_assert_false (tb_autostart_get_enabled (fixture->autostart));
  g_assert_cmpuint (fixture->n_notified, ==, 0);
  g_unlink (fixture->user);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/autostart/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("writes-an-entry-and-removes-it", test_writes_an_entry_and_removes_it);
  ADD ("entry-that-is-switched-off-does-not-start", test_entry_that_is_switched_off_does_not_start);
  ADD ("changes-by-others-are-seen", test_changes_by_others_are_seen);
  ADD ("entry-of-the-system-is-hidden-and-shown", test_entry_of_the_system_is_hidden_and_shown);
  ADD ("broken-entry-does-not-start-and-is-mended", test_broken_entry_does_not_start_and_is_mended);
  ADD ("failure-is-told-and-the-truth-stays", test_failure_is_told_and_the_truth_stays);

  return g_test_run ();
}
