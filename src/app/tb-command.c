/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What all commands have in common: options, errors, exit codes. */

#include "app/tb-command.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

/**
 * tb_command_parse:
 * @name: the command as it is typed, such as "account add"
 * @parameters: (nullable): what else it takes, for its help
 * @summary: what it does, for its help
 * @entries: (nullable) (array zero-terminated=1): its options
 * @arguments: (inout): what stands behind the command's name, first a place for the program's name;
 * afterwards what is left behind that
 * @exit_code: (out): how to end, if %FALSE is returned
 *
 * Reads a command's options. A mistake is told in one sentence on stderr.
 *
 * Returns: %TRUE if the command is to be carried out
 */
gboolean
tb_command_parse (const char *name,
                  const char *parameters,
                  const char *summary,
                  const GOptionEntry *entries,
                  GStrv *arguments,
                  int *exit_code)
{
  g_autoptr (GOptionContext) context = g_option_context_new (parameters);
  g_autofree char *program = g_strconcat ("traybell", *name != '\0' ? " " : "", name, NULL);
  g_autoptr (GError) error = NULL;
  gboolean help = FALSE;
  const GOptionEntry help_entries[]
      = { { "help", 'h', 0, G_OPTION_ARG_NONE, &help, _ ("Show this help"), NULL },
          G_OPTION_ENTRY_NULL };

  g_set_prgname (program);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_summary (context, summary);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, help_entries, GETTEXT_PACKAGE);

  if (!g_option_context_parse_strv (context, arguments, &error))
    {
      g_printerr (_ ("traybell: %s; “%s --help” shows what is possible\n"), error->message,
                  program);
      *exit_code = TB_EXIT_USAGE;
      return FALSE;
    }
  if (help)
    {
      g_autofree char *text = g_option_context_get_help (context, FALSE, NULL);

      g_print ("%s", text);
      *exit_code = TB_EXIT_OK;
      return FALSE;
    }

  return TRUE;
}

/**
 * tb_command_fail:
 * @error: what went wrong, a sentence for the user
 *
 * Tells it on stderr.
 *
 * Returns: the exit code of a command that failed, or of one that was typed wrong for a
 * #GOptionError
 */
int
tb_command_fail (const GError *error)
{
  g_autoptr (GError) plain = g_error_copy (error);

  g_dbus_error_strip_remote_error (plain);
  g_printerr ("traybell: %s\n", plain->message);
  return error->domain == G_OPTION_ERROR ? TB_EXIT_USAGE : TB_EXIT_FAILED;
}

/**
 * tb_command_refuse:
 * @format: what is wrong with the command as it was typed
 * @...: for @format
 *
 * Tells it on stderr.
 *
 * Returns: the exit code of a command that was typed wrong
 */
int
tb_command_refuse (const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_printerr ("traybell: %s\n", message);

  return TB_EXIT_USAGE;
}
