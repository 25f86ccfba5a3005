/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-proxy-settings.h"

#include <glib/gstdio.h>

/* No wait takes longer, in s. */
#define DEADLINE 10

static gboolean
on_deadline (gpointer user_data)
{
  g_error ("Nobody was told of the change");

  return G_SOURCE_REMOVE;
}

static void
count (TbProxySettings *settings, gpointer user_data)
{
  guint *changes = user_data;

  (*changes)++;
}

static gboolean
on_quiet (gpointer user_data)
{
  gboolean *quiet = user_data;

  *quiet = TRUE;
  return G_SOURCE_REMOVE;
}

/* Waits for the first change, and for as long as a second would take. */
static void
assert_told_once (guint *changes)
{
  guint deadline = g_timeout_add_seconds (DEADLINE, on_deadline, NULL);
  gboolean quiet = FALSE;

  while (*changes == 0)
    g_main_context_iteration (NULL, TRUE);
  g_timeout_add (TB_PROXY_SETTINGS_DELAY + 100, on_quiet, &quiet);
  while (!quiet)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
  g_assert_cmpuint (*changes, ==, 1);
  *changes = 0;
}

static void
test_gnome (void)
{
  g_autoptr (GSettingsSchema) schema = g_settings_schema_source_lookup (
      g_settings_schema_source_get_default (), "org.gnome.system.proxy", TRUE);
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (GSettings) http = NULL;
  TbProxySettings *watched;
  guint changes = 0;

  if (schema == NULL)
    {
      g_test_skip ("The desktop's settings are not installed");
      return;
    }

  settings = g_settings_new ("org.gnome.system.proxy");
  http = g_settings_get_child (settings, "http");
  watched = tb_proxy_settings_new ();
  g_signal_connect (watched, "changed", G_CALLBACK (count), &changes);

  g_settings_set_string (settings, "mode", "manual");
  g_settings_set_string (http, "host", "proxy.example");
  g_settings_set_int (http, "port", 3128);
  assert_told_once (&changes);
  g_settings_set_string (http, "host", "other.example");
  assert_told_once (&changes);

  /* Nobody is told any more who has let go. */
  g_settings_reset (settings, "mode");
  g_assert_finalize_object (watched);
}

static void
test_kde (void)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "kioslaverc", NULL);
  TbProxySettings *watched;
  guint changes = 0;
  g_autoptr (GError) error = NULL;

  g_setenv ("XDG_CURRENT_DESKTOP", "KDE", TRUE);
  watched = tb_proxy_settings_new ();
  g_unsetenv ("XDG_CURRENT_DESKTOP");
  g_signal_connect (watched, "changed", G_CALLBACK (count), &changes);

  /* The file need not be there before. */
  g_file_set_contents (path, "[Proxy Settings]\nProxyType=1\n", -1, &error);
  g_assert_no_error (error);
  assert_told_once (&changes);
  g_file_set_contents (path, "[Proxy Settings]\nProxyType=0\n", -1, &error);
  g_assert_no_error (error);
  assert_told_once (&changes);

  g_assert_finalize_object (watched);
  g_remove (path);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("traybell-test-XXXXXX", NULL);
  int result;

  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/proxy-settings/several-settings-are-one-change", test_gnome);
  g_test_add_func ("/proxy-settings/kde-keeps-its-own-in-a-file", test_kde);

  result = g_test_run ();
  g_rmdir (folder);

  return result;
}
