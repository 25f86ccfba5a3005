/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "launch/tb-program.h"

#include <glib/gi18n.h>

#include "launch/tb-module.h"

#define FILE_NAME "libtraybell-program.so"

/**
 * tb_program_load:
 *
 * Loads the module with the program, or tells the user that it cannot be.
 *
 * Returns: (transfer none) (nullable): the program, or %NULL after the user was told
 */
const TbProgram *
tb_program_load (void)
{
  g_autofree char *reason = NULL;
  const TbProgram *program = tb_module_load (FILE_NAME, TB_PROGRAM_SYMBOL, &reason);

  if (program == NULL)
    {
      g_autofree char *sentence = g_strdup_printf (
          _ ("Traybell is not installed completely; install it again (%s)"), reason);

      g_printerr ("traybell: %s\n", sentence);
    }

  return program;
}
