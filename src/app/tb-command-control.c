/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The commands open, read, ack, show and quit. */

#include "app/tb-command-control.h"

#include <glib/gi18n.h>

#include "app/tb-command.h"
#include "app/tb-remote.h"
#include "launch/tb-activation.h"

/* D-Bus has no NULL. */
static const char *
get_activation_token (void)
{
  const char *token = tb_activation_get_own_token ();

  return token != NULL ? token : "";
}

typedef gboolean (*Call) (TbDBusTraybell1 *remote, const char *id, GError **error);

static gboolean
call_open (TbDBusTraybell1 *remote, const char *id, GError **error)
{
  return tb_dbus_traybell1_call_open_sync (remote, id, get_activation_token (), NULL, error);
}

static gboolean
call_read (TbDBusTraybell1 *remote, const char *id, GError **error)
{
  return tb_dbus_traybell1_call_mark_read_sync (remote, id, NULL, NULL, error);
}

static gboolean
call_ack (TbDBusTraybell1 *remote, const char *id, GError **error)
{
  return tb_dbus_traybell1_call_acknowledge_sync (remote, id, NULL, NULL, error);
}

static gboolean
call_show (TbDBusTraybell1 *remote, const char *id, GError **error)
{
  return tb_dbus_traybell1_call_show_sync (remote, get_activation_token (), NULL, error);
}

static gboolean
call_quit (TbDBusTraybell1 *remote, const char *id, GError **error)
{
  g_autoptr (GError) problem = NULL;

  /* One that has ended before its answer was on the bus has done what it was asked to. */
  if (tb_dbus_traybell1_call_quit_sync (remote, NULL, &problem)
      || g_error_matches (problem, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

/* Asks the program that runs; @refusal is for arguments that are not one id, or not none. */
static int
run (GStrv arguments, const char *summary, gboolean takes_id, const char *refusal, Call call)
{
  g_auto (GStrv) rest = g_strdupv (arguments);
  g_autoptr (TbDBusTraybell1) remote = NULL;
  g_autoptr (GError) error = NULL;
  int exit_code = TB_EXIT_OK;

  if (!tb_command_parse (arguments[0], takes_id ? _ ("NOTIFICATION-ID") : NULL, summary, NULL,
                         &rest, &exit_code))
    return exit_code;
  if (g_strv_length (rest) != (takes_id ? 2 : 1))
    return tb_command_refuse ("%s", refusal);

  remote = tb_remote_require (&exit_code);
  if (remote != NULL && !call (remote, rest[1], &error))
    return tb_command_fail (error);

  return exit_code;
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
  return run (arguments,
              _ ("Opens the page of a notification and marks it read. “traybell inbox” prints the "
                 "ids, of which the beginning is enough."),
              TRUE, _ ("“traybell open” takes the id of one notification"), call_open);
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
  return run (arguments,
              _ ("Marks a notification read. As much of the id is enough as no other begins with."),
              TRUE, _ ("“traybell read” takes the id of one notification"), call_read);
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
  return run (arguments,
              _ ("Acknowledges an urgent notification, which is not shown again then. As much of "
                 "the id is enough as no other begins with."),
              TRUE, _ ("“traybell ack” takes the id of one notification"), call_ack);
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
  return run (arguments, _ ("Shows the window of the running Traybell."), FALSE,
              _ ("“traybell show” takes nothing else"), call_show);
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
  return run (arguments, _ ("Ends the running Traybell."), FALSE,
              _ ("“traybell quit” takes nothing else"), call_quit);
}
