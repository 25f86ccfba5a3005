/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <locale.h>

#include "launch/tb-launcher.h"
#include "launch/tb-program.h"
#include "tb-config.h"

/* Names the folder of translations, for a program that is not installed. */
#define LOCALE_PATH_VARIABLE "TRAYBELL_LOCALE_PATH"

/* Whether there is nothing in the command line but how to start. */
static gboolean
is_launch (int argc, char **argv, GApplicationFlags *flags, gboolean *background)
{
  for (int i = 1; i < argc; i++)
    {
      if (g_str_equal (argv[i], "--background"))
        *background = TRUE;
      else if (g_str_equal (argv[i], "--gapplication-service"))
        *flags = G_APPLICATION_IS_SERVICE;
      else
        return FALSE;
    }

  return TRUE;
}

int
main (int argc, char **argv)
{
  const char *locale_path = g_getenv (LOCALE_PATH_VARIABLE);
  GApplicationFlags flags = G_APPLICATION_DEFAULT_FLAGS;
  gboolean background = FALSE;
  const TbProgram *program;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_path != NULL ? locale_path : LOCALE_DIRECTORY);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name ("Traybell");

  if (is_launch (argc, argv, &flags, &background))
    return tb_launcher_run (flags, background);

  program = tb_program_load ();
  return program != NULL ? program->run_command (argc, argv) : 1;
}
