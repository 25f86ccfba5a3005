/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The commands open, read, ack, show and quit. */

#include "app/tb-command-control.h"

#include <glib/gi18n.h>

#include "app/tb-activation.h"
#include "app/tb-command.h"
#include "app/tb-remote.h"

/* D-Bus has no NULL. */
static const char *
get_activation_token (void)
{
  const char *token = tb_activation_get_own_token ();

  return token != NULL ? token : "";
}

/**
 * tb_command_open_run:
 * @arguments: (transfer none): "open" and what follows it
 *
 * Returns: the exit code
 */
int
tb_command_open_run (GStrv arguments)
{
  g_auto (GStrv) rest = g_strdupv (arguments);
  g_autoptr (TbDBusTraybell1) remote = NULL;
  g_autoptr (GError) error = NULL;
  int exit_code = TB_EXIT_OK;

  if (!tb_command_parse ("open", _ ("NOTIFICATION-ID"),
                         _ ("Opens the page of a notification and marks it read. “traybell inbox” "
                            "prints the ids, of which the beginning is enough."),
                         NULL, &rest, &exit_code))
    return exit_code;
  if (rest[1] == NULL || rest[2] != NULL)
    return tb_command_refuse (_ ("“traybell open” takes the id of one notification"));

  remote = tb_remote_require (&exit_code);
  if (remote != NULL
      && !tb_dbus_traybell1_call_open_sync (remote, rest[1], get_activation_token (), NULL, &error))
    return tb_command_fail (error);

  return exit_code;
}

/**
 * tb_command_read_run:
 * @arguments: (transfer none): "read" and what follows it
 *
 * Returns: the exit code
 */
int
tb_command_read_run (GStrv arguments)
{
  g_auto (GStrv) rest = g_strdupv (arguments);
  g_autoptr (TbDBusTraybell1) remote = NULL;
  g_autoptr (GError) error = NULL;
  int exit_code = TB_EXIT_OK;

  if (!tb_command_parse ("read", _ ("NOTIFICATION-ID"),
                         _ ("Marks a notification read. As much of the id is enough as no other "
                            "begins with."),
                         NULL, &rest, &exit_code))
    return exit_code;
  if (rest[1] == NULL || rest[2] != NULL)
    return tb_command_refuse (_ ("“traybell read” takes the id of one notification"));

  remote = tb_remote_require (&exit_code);
  if (remote != NULL
      && !tb_dbus_traybell1_call_mark_read_sync (remote, rest[1], NULL, NULL, &error))
    return tb_command_fail (error);

  return exit_code;
}

/**
 * tb_command_ack_run:
 * @arguments: (transfer none): "ack" and what follows it
 *
 * Returns: the exit code
 */
int
tb_command_ack_run (GStrv arguments)
{
  g_auto (GStrv) rest = g_strdupv (arguments);
  g_autoptr (TbDBusTraybell1) remote = NULL;
  g_autoptr (GError) error = NULL;
  int exit_code = TB_EXIT_OK;

  if (!tb_command_parse (
          "ack", _ ("NOTIFICATION-ID"),
          _ ("Acknowledges an urgent notification, which is not shown again then. As "
             "much of the id is enough as no other begins with."),
          NULL, &rest, &exit_code))
    return exit_code;
  if (rest[1] == NULL || rest[2] != NULL)
    return tb_command_refuse (_ ("“traybell ack” takes the id of one notification"));

  remote = tb_remote_require (&exit_code);
  if (remote != NULL
      && !tb_dbus_traybell1_call_acknowledge_sync (remote, rest[1], NULL, NULL, &error))
    return tb_command_fail (error);

  return exit_code;
}

/**
 * tb_command_show_run:
 * @arguments: (transfer none): "show" and what follows it
 *
 * Returns: the exit code
 */
int
tb_command_show_run (GStrv arguments)
{
  g_auto (GStrv) rest = g_strdupv (arguments);
  g_autoptr (TbDBusTraybell1) remote = NULL;
  g_autoptr (GError) error = NULL;
  int exit_code = TB_EXIT_OK;

  if (!tb_command_parse ("show", NULL, _ ("Shows the window of the running Traybell."), NULL, &rest,
                         &exit_code))
    return exit_code;
  if (rest[1] != NULL)
    return tb_command_refuse (_ ("“traybell show” takes nothing else"));

  remote = tb_remote_require (&exit_code);
  if (remote != NULL
      && !tb_dbus_traybell1_call_show_sync (remote, get_activation_token (), NULL, &error))
    return tb_command_fail (error);

  return exit_code;
}

/**
 * tb_command_quit_run:
 * @arguments: (transfer none): "quit" and what follows it
 *
 * Returns: the exit code
 */
int
tb_command_quit_run (GStrv arguments)
{
  g_auto (GStrv) rest = g_strdupv (arguments);
  g_autoptr (TbDBusTraybell1) remote = NULL;
  g_autoptr (GError) error = NULL;
  int exit_code = TB_EXIT_OK;

  if (!tb_command_parse ("quit", NULL, _ ("Ends the running Traybell."), NULL, &rest, &exit_code))
    return exit_code;
  if (rest[1] != NULL)
    return tb_command_refuse (_ ("“traybell quit” takes nothing else"));

  remote = tb_remote_require (&exit_code);
  /* One that has ended before its answer was on the bus has done what it was asked to. */
  if (remote != NULL && !tb_dbus_traybell1_call_quit_sync (remote, NULL, &error)
      && !g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY))
    return tb_command_fail (error);

  return exit_code;
}
