/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What of the program is loaded only when it is wanted. */

#include "launch/tb-module.h"

#include <gmodule.h>

#include "tb-config.h"
#include "tb-version.h"

/* Where the executable is, so that it need not be where it was configured for. */
static char *
find_executable_folder (void)
{
  g_autofree char *executable = g_file_read_link ("/proc/self/exe", NULL);

  return executable != NULL ? g_path_get_dirname (executable) : g_strdup (".");
}

/* Installed, a module is in a folder of libraries; after a build it is beside the executable. */
static char *
find_module (const char *file_name)
{
  static const char *const folders[] = { MODULE_FOLDER, "." };
  g_autofree char *executable_folder = find_executable_folder ();

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (executable_folder, folders[i], file_name, NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }

  return NULL;
}

/**
 * tb_module_load:
 * @file_name: name of a module that comes with the program, without its folder
 * @symbol_name: the symbol that the module has for the program: a structure that begins with the
 *   version of the module, a string
 * @reason: (out) (transfer full): what the linker says, or @file_name and the version that it has,
 *   if it cannot be loaded
 *
 * Loads the module, for as long as the program runs; all its symbols are there for modules that
 * are loaded later. Loading it again gives the same. A module of another version, such as one that
 * was installed since the program was started, is not used.
 *
 * Returns: (transfer none) (nullable): what @symbol_name stands for, or %NULL with @reason
 */
gconstpointer
tb_module_load (const char *file_name, const char *symbol_name, char **reason)
{
  g_autofree char *path = find_module (file_name);
  GModule *module;
  gpointer symbol = NULL;

  if (path == NULL)
    {
      *reason = g_strdup (file_name);
      return NULL;
    }

  module = g_module_open (path, G_MODULE_BIND_LAZY);
  if (module == NULL || !g_module_symbol (module, symbol_name, &symbol))
    {
      *reason = g_strdup (g_module_error ());
      return NULL;
    }
  if (!g_str_equal (*(const char *const *) symbol, TB_VERSION))
    {
      *reason = g_strdup_printf ("%s %s", file_name, *(const char *const *) symbol);
      return NULL;
    }
  /* Types of GObject cannot be unloaded. */
  g_module_make_resident (module);

  return symbol;
}
