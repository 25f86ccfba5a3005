/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gio/gio.h>

#include "ui/tb-ui.h"

static void
test_ui_without_a_display_is_one_clear_error (void)
{
  /* A second try is refused in the same way, not by an abort. */
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (tb_ui_ensure (&error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED);
      g_assert_cmpstr (error->message, ==,
                       "No window can be shown: there is no display to show it on");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_unsetenv ("DISPLAY");
  g_unsetenv ("WAYLAND_DISPLAY");
  g_setenv ("XDG_RUNTIME_DIR", "/nonexistent", TRUE);

  g_test_add_func ("/ui/without-a-display-is-one-clear-error",
                   test_ui_without_a_display_is_one_clear_error);

  return g_test_run ();
}
