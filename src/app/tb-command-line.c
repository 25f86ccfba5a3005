/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/tb-command-line.h"

#include <glib/gi18n.h>

#include "app/tb-command-account.h"
#include "app/tb-command-control.h"
#include "app/tb-command-doctor.h"
#include "app/tb-command-inbox.h"
#include "app/tb-command-quiet.h"
#include "app/tb-command-report.h"
#include "app/tb-command-rules.h"
#include "app/tb-command-send.h"
#include "app/tb-command-status.h"
#include "app/tb-command-watch.h"
#include "app/tb-command.h"
#include "launch/tb-launcher.h"
#include "tb-version.h"

static const struct
{
  const char *name;
  int (*run) (GStrv arguments);
} commands[] = {
  { "account", tb_command_account_run }, { "status", tb_command_status_run },
  { "watch", tb_command_watch_run },     { "inbox", tb_command_inbox_run },
  { "why", tb_command_why_run },         { "open", tb_command_open_run },
  { "ack", tb_command_ack_run },         { "snooze", tb_command_snooze_run },
  { "quiet", tb_command_quiet_run },     { "rules", tb_command_rules_run },
  { "show", tb_command_show_run },       { "quit", tb_command_quit_run },
  { "send", tb_command_send_run },       { "read", tb_command_read_run },
  { "doctor", tb_command_doctor_run },   { "report", tb_command_report_run },
};

static int
run_application (GStrv *arguments)
{
  gboolean background = FALSE;
  gboolean service = FALSE;
  gboolean version = FALSE;
  int exit_code;
  const GOptionEntry entries[] = {
    { "background", 0, 0, G_OPTION_ARG_NONE, &background,
      _ ("Start in the tray without showing a window"), NULL },
    { "gapplication-service", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &service, NULL, NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, _ ("Show the version"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!tb_command_parse (
          "", _ ("[COMMAND]"),
          _ ("Shows the notifications of your web app on the desktop.\n\n"
             "Commands, each with a --help of its own:\n"
             "  account add      Add an account\n"
             "  account import   Add an account from the web app's env file or JSON\n"
             "  account list     List the accounts\n"
             "  account edit     Change an account\n"
             "  account check    Try an account out, step by step\n"
             "  account remove, enable, disable, set-secret\n"
             "  status           Show how the accounts stand\n"
             "  doctor           Find out what is wrong, and what to do\n"
             "  report           Write an archive for somebody who helps\n"
             "  watch            Print each event as it arrives\n"
             "  inbox            List the latest notifications\n"
             "  why              Tell why you did or did not see a notification\n"
             "  open             Open the page of a notification\n"
             "  read             Mark a notification read\n"
             "  ack              Acknowledge an urgent notification\n"
             "  snooze           Be left alone for a while\n"
             "  quiet            Tell whether it is quiet, and until when\n"
             "  rules            Try, check and list the rules for events\n"
             "  show             Show the window\n"
             "  quit             End the program\n"
             "  send             Publish an event, as the web app's server does"),
          entries, arguments, &exit_code))
    return exit_code;
  if (version)
    {
      g_print ("Traybell %s\n", TB_VERSION);
      return TB_EXIT_OK;
    }
  if ((*arguments)[1] != NULL)
    return tb_command_refuse (_ ("There is no command “%s”; “traybell --help” lists them"),
                              (*arguments)[1]);

  return tb_launcher_run (service ? G_APPLICATION_IS_SERVICE : G_APPLICATION_DEFAULT_FLAGS,
                          background);
}

/**
 * tb_command_line_run:
 * @argc: as main() has it
 * @argv: as main() has it
 *
 * Carries out what was typed.
 *
 * Returns: the exit code: 0 done, 1 failed, 2 typed wrong
 */
int
tb_command_line_run (int argc, char **argv)
{
  g_auto (GStrv) arguments = g_strdupv (argv);

  for (gsize i = 0; argc > 1 && i < G_N_ELEMENTS (commands); i++)
    {
      if (g_str_equal (argv[1], commands[i].name))
        return commands[i].run (arguments + 1);
    }

  return run_application (&arguments);
}
