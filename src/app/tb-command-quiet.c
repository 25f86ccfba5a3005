/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The commands snooze and quiet. */

#include "app/tb-command-quiet.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "app/tb-command.h"
#include "app/tb-remote.h"
#include "inbox/tb-snooze.h"

#define OFF "off"

/**
 * tb_command_snooze_run:
 * @arguments: (transfer none): "snooze" and what follows it
 *
 * Returns: the exit code
 */
int
tb_command_snooze_run (GStrv arguments)
{
  g_auto (GStrv) rest = g_strdupv (arguments);
  g_autoptr (TbDBusTraybell1) remote = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *description = NULL;
  int exit_code = TB_EXIT_OK;
  TbSnooze snooze;

  if (!tb_command_parse (
          "snooze", "30m|1h|tomorrow|off",
          _ ("Lets notifications go to the inbox only for 30 minutes, for an hour or "
             "until tomorrow 8:00; “off” ends that, and quiet hours for this once. "
             "Urgent ones are shown all the same."),
          NULL, &rest, &exit_code))
    return exit_code;
  if (rest[1] == NULL || rest[2] != NULL
      || (!g_str_equal (rest[1], OFF) && !tb_snooze_from_string (rest[1], &snooze)))
    return tb_command_refuse (_ ("“traybell snooze” takes one of 30m, 1h, tomorrow and off"));

  remote = tb_remote_require (&exit_code);
  if (remote == NULL)
    return exit_code;

  if (g_str_equal (rest[1], OFF))
    return tb_dbus_traybell1_call_end_quiet_sync (remote, NULL, &error) ? TB_EXIT_OK
                                                                        : tb_command_fail (error);
  if (!tb_dbus_traybell1_call_snooze_sync (remote, rest[1], &description, NULL, &error))
    return tb_command_fail (error);

  g_print ("%s\n", description);
  return TB_EXIT_OK;
}

static void
print_quiet (JsonObject *quiet)
{
  const char *mistake = json_object_get_string_member_with_default (quiet, "mistake", NULL);

  g_print ("%s\n", json_object_get_string_member (quiet, "description"));
  g_print ("%s\n", json_object_get_string_member (quiet, "hoursDescription"));
  if (mistake != NULL)
    /* Translators: a sentence that says what is wrong */
    g_print (_ ("Not all quiet hours can be read: %s\n"), mistake);
}

/**
 * tb_command_quiet_run:
 * @arguments: (transfer none): "quiet" and what follows it
 *
 * Returns: the exit code
 */
int
tb_command_quiet_run (GStrv arguments)
{
  g_auto (GStrv) rest = g_strdupv (arguments);
  g_autoptr (TbDBusTraybell1) remote = NULL;
  g_autoptr (JsonNode) status = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  gboolean as_json = FALSE;
  int exit_code = TB_EXIT_OK;
  JsonObject *quiet;
  const GOptionEntry entries[]
      = { { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, _ ("Print JSON, for programs"), NULL },
          G_OPTION_ENTRY_NULL };

  if (!tb_command_parse ("quiet", NULL,
                         _ ("Tells whether it is quiet now and until when, and which quiet hours "
                            "there are."),
                         entries, &rest, &exit_code))
    return exit_code;
  if (rest[1] != NULL)
    return tb_command_refuse (_ ("“traybell quiet” takes nothing else"));

  remote = tb_remote_require (&exit_code);
  if (remote == NULL)
    return exit_code;
  if (!tb_dbus_traybell1_call_get_status_sync (remote, &json, NULL, &error))
    return tb_command_fail (error);
  status = json_from_string (json, &error);
  if (status == NULL)
    return tb_command_fail (error);

  quiet = json_object_get_object_member (json_node_get_object (status), "quiet");
  if (as_json)
    {
      g_autoptr (JsonNode) node = json_node_alloc ();
      g_autofree char *text = json_to_string (json_node_init_object (node, quiet), FALSE);

      g_print ("%s\n", text);
    }
  else
    {
      print_quiet (quiet);
    }

  return TB_EXIT_OK;
}
