/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-sandbox.h"

#include <glib/gstdio.h>

static void
test_a_flatpak_is_known_by_its_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *root = g_dir_make_tmp ("traybell-sandbox-XXXXXX", &error);
  g_autofree char *info = g_build_filename (root, ".flatpak-info", NULL);

  g_assert_no_error (error);
  g_assert_false (tb_sandbox_detect (root, NULL));
  g_file_set_contents (info, "[Application]\nname=com.nebutra.Traybell\n", -1, &error);
  g_assert_no_error (error);
  g_assert_true (tb_sandbox_detect (root, NULL));

  g_unlink (info);
  g_rmdir (root);
}

static void
test_a_snap_is_known_by_its_variable (void)
{
  g_assert_true (tb_sandbox_detect ("/nonexistent", "/snap/traybell/1"));
  g_assert_false (tb_sandbox_detect ("/nonexistent", ""));
  g_assert_false (tb_sandbox_detect ("/nonexistent", NULL));
}

static void
test_the_tests_run_in_none (void)
{
  g_assert_false (tb_sandbox_is_inside ());
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/desktop/sandbox/flatpak", test_a_flatpak_is_known_by_its_file);
  g_test_add_func ("/desktop/sandbox/snap", test_a_snap_is_known_by_its_variable);
  g_test_add_func ("/desktop/sandbox/none", test_the_tests_run_in_none);

  return g_test_run ();
}
