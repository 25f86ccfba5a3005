/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Gives a target each file of a folder once, without libFuzzer: what was found must stay fixed, and
 * a change of an interface must not leave the targets behind.
 */

#include "fuzz-target.h"

#include <string.h>

static void
replay (gconstpointer user_data)
{
  g_autofree char *text = NULL;
  g_autofree uint8_t *exact = NULL;
  gsize length;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (user_data, &text, &length, &error);
  g_assert_no_error (error);
  /* Without the terminator that GLib adds, so that reading too far is reading foreign memory; and
   * like libFuzzer never NULL. */
  exact = g_malloc (MAX (length, 1));
  memcpy (exact, text, length);
  LLVMFuzzerTestOneInput (exact, length);
}

int
main (int argc, char **argv)
{
  g_autoptr (GDir) folder = NULL;
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *target = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);

  target = g_path_get_basename (argv[1]);
  folder = g_dir_open (argv[1], 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      char *file = g_build_filename (argv[1], name, NULL);
      g_autofree char *path = g_strdup_printf ("/fuzz/%s/%s", target, name);

      g_ptr_array_add (files, file);
      g_test_add_data_func (path, file, replay);
    }
  g_assert_cmpuint (files->len, >, 0);

  return g_test_run ();
}
