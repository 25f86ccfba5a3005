/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-sandbox.h"

gboolean
tb_sandbox_is_inside (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) || g_getenv ("SNAP") != NULL;
}
