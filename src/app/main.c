/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <locale.h>

#include "app/tb-command-line.h"
#include "tb-config.h"

/* Names the folder of translations, for a program that is not installed. */
#define LOCALE_PATH_VARIABLE "TRAYBELL_LOCALE_PATH"

int
main (int argc, char **argv)
{
  const char *locale_path = g_getenv (LOCALE_PATH_VARIABLE);

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_path != NULL ? locale_path : LOCALE_DIRECTORY);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  return tb_command_line_run (argc, argv);
}
