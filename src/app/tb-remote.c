/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Traybell that is running already, as the commands reach it. */

#include "app/tb-remote.h"

#include <glib/gi18n.h>

#include "app/tb-command.h"
#include "app/tb-service.h"

/* Longer than the keyring may take to ask the user for a password, in ms. */
#define CALL_TIMEOUT (130 * 1000)

/**
 * tb_remote_find:
 *
 * Returns: (transfer full) (nullable): the running program, or %NULL if none is; none is started
 */
TbDBusTraybell1 *
tb_remote_find (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbDBusTraybell1) proxy = NULL;
  g_autofree char *owner = NULL;

  proxy = tb_dbus_traybell1_proxy_new_for_bus_sync (G_BUS_TYPE_SESSION,
                                                    G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START,
                                                    TB_SERVICE_NAME, TB_SERVICE_PATH, NULL, &error);
  if (proxy == NULL)
    {
      g_debug ("No session bus: %s", error->message);
      return NULL;
    }

  owner = g_dbus_proxy_get_name_owner (G_DBUS_PROXY (proxy));
  if (owner == NULL)
    return NULL;

  g_dbus_proxy_set_default_timeout (G_DBUS_PROXY (proxy), CALL_TIMEOUT);
  return g_steal_pointer (&proxy);
}

/**
 * tb_remote_answers:
 * @remote: what tb_remote_find() has found
 *
 * Returns: whether it has answered when it was found; one that has not leaves each call without an
 *   answer, for minutes
 */
gboolean
tb_remote_answers (TbDBusTraybell1 *remote)
{
  return tb_dbus_traybell1_get_version (remote) != NULL;
}

/**
 * tb_remote_require:
 * @exit_code: (out): how to end, if there is none
 *
 * As tb_remote_find(), for commands that make no sense without; tells the user on stderr.
 *
 * Returns: (transfer full) (nullable): the running program
 */
TbDBusTraybell1 *
tb_remote_require (int *exit_code)
{
  TbDBusTraybell1 *remote = tb_remote_find ();

  if (remote == NULL)
    {
      g_printerr ("traybell: %s\n",
                  _ ("Traybell is not running; start it with “traybell --background”"));
      *exit_code = TB_EXIT_FAILED;
    }
  else if (!tb_remote_answers (remote))
    {
      g_printerr ("traybell: %s\n", _ ("Traybell runs, but does not answer; end it in the system "
                                       "monitor, or log out and in again"));
      *exit_code = TB_EXIT_FAILED;
      g_clear_object (&remote);
    }

  return remote;
}
