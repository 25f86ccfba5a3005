/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The command watch. */

#include "app/tb-command-watch.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <signal.h>
#include <stdio.h>

#include "app/tb-command.h"
#include "app/tb-remote.h"
#include "app/tb-words.h"

typedef struct
{
  GMainLoop *loop;
  gboolean as_json;
  int exit_code;
} Watch;

static void
print_line (JsonObject *event)
{
  const char *time = json_object_get_string_member (event, "time");
  const char *channel = json_object_get_string_member_with_default (event, "channel", "-");
  const char *notification
      = json_object_get_string_member_with_default (event, "notification", NULL);
  const char *reason = json_object_get_string_member_with_default (event, "reason", NULL);
  g_autoptr (GDateTime) utc = g_date_time_new_from_iso8601 (time, NULL);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *clock = local != NULL ? g_date_time_format (local, "%X") : g_strdup (time);
  g_autofree char *name = tb_words_dup_plain (json_object_get_string_member (event, "event"));

  g_print ("%s  %s  %s  %s", clock, channel, name,
           json_object_get_string_member (event, "decision"));
  if (reason != NULL)
    g_print (" (%s)", reason);
  if (notification != NULL)
    g_print ("  %s", notification);
  g_print ("\n");
}

static void
on_event (TbDBusTraybell1 *remote, const char *json, gpointer user_data)
{
  Watch *watch = user_data;

  if (watch->as_json)
    {
      g_print ("%s\n", json);
    }
  else
    {
      g_autoptr (JsonNode) node = json_from_string (json, NULL);

      if (node != NULL)
        print_line (json_node_get_object (node));
    }

  /* A pipe that nobody reads any more ends the watch. */
  if (fflush (stdout) != 0 || ferror (stdout))
    g_main_loop_quit (watch->loop);
}

static gboolean
on_unix_signal (gpointer user_data)
{
  g_main_loop_quit (((Watch *) user_data)->loop);
  return G_SOURCE_CONTINUE;
}

static void
on_owner_changed (GDBusProxy *proxy, GParamSpec *pspec, gpointer user_data)
{
  Watch *watch = user_data;
  g_autofree char *owner = g_dbus_proxy_get_name_owner (proxy);

  if (owner != NULL)
    return;

  g_printerr ("traybell: %s\n", _ ("Traybell has ended"));
  watch->exit_code = TB_EXIT_FAILED;
  g_main_loop_quit (watch->loop);
}

/**
 * tb_command_watch_run:
 * @arguments: (transfer none): "watch" and what follows it
 *
 * Returns: the exit code
 */
int
tb_command_watch_run (GStrv arguments)
{
  g_auto (GStrv) rest = g_strdupv (arguments);
  g_autoptr (TbDBusTraybell1) remote = NULL;
  g_autoptr (GMainLoop) loop = NULL;
  g_autoptr (GError) error = NULL;
  Watch watch = { 0 };
  guint interrupt_source;
  guint terminate_source;
  const GOptionEntry entries[]
      = { { "json", 0, 0, G_OPTION_ARG_NONE, &watch.as_json, _ ("Print JSON, for programs"), NULL },
          G_OPTION_ENTRY_NULL };

  if (!tb_command_parse ("watch", NULL,
                         _ ("Prints one line for each event as it arrives, and what became of it, "
                            "until it is interrupted."),
                         entries, &rest, &watch.exit_code))
    return watch.exit_code;
  if (rest[1] != NULL)
    return tb_command_refuse (_ ("“traybell watch” takes nothing else"));

  remote = tb_remote_require (&watch.exit_code);
  if (remote == NULL)
    return watch.exit_code;

  loop = g_main_loop_new (NULL, FALSE);
  watch.loop = loop;
  g_signal_connect (remote, "event", G_CALLBACK (on_event), &watch);
  g_signal_connect (remote, "notify::g-name-owner", G_CALLBACK (on_owner_changed), &watch);
  interrupt_source = g_unix_signal_add (SIGINT, on_unix_signal, &watch);
  terminate_source = g_unix_signal_add (SIGTERM, on_unix_signal, &watch);

  if (tb_dbus_traybell1_call_watch_sync (remote, NULL, &error))
    g_main_loop_run (loop);
  else
    watch.exit_code = tb_command_fail (error);

  g_source_remove (interrupt_source);
  g_source_remove (terminate_source);
  g_signal_handlers_disconnect_by_data (remote, &watch);

  return watch.exit_code;
}
