/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-sandbox.h"

gboolean
tb_sandbox_is_inside (void)
{
  return tb_sandbox_detect ("/", g_getenv ("SNAP"));
}

gboolean
tb_sandbox_detect (const char *root, const char *snap)
{
  g_autofree char *flatpak_info = NULL;

  g_return_val_if_fail (root != NULL, FALSE);

  /* Flatpak documents this file; no program can remove it from within. */
  flatpak_info = g_build_filename (root, ".flatpak-info", NULL);

  return g_file_test (flatpak_info, G_FILE_TEST_EXISTS) || (snap != NULL && *snap != '\0');
}
