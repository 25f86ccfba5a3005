/* SPDX-License-Identifier: GPL-3.0-or-later */

/* traybell-dev-server: a Pusher-compatible server for tests and the demo. */

#include "dev-json.h"
#include "dev-server.h"
#include "dev-usage.h"

#include <glib-unix.h>
#include <locale.h>
#include <stdio.h>

static gboolean
on_terminate (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_CONTINUE;
}

/* The one line that a test reads to find the server. */
static void
announce (DevServer *server)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *line = NULL;

  json_object_set_string_member (object, "url", dev_server_get_url (server));
  json_object_set_int_member (object, "port", dev_server_get_port (server));
  json_object_set_string_member (object, "appId", dev_server_get_app_id (server));
  json_object_set_string_member (object, "key", dev_server_get_key (server));
  json_object_set_string_member (object, "secret", dev_server_get_secret (server));
  line = dev_json_print_object (object);
  g_print ("%s\n", line);
  fflush (stdout);
}

int
main (int argc, char **argv)
{
  g_autofree char *app_id = NULL;
  g_autofree char *key = NULL;
  g_autofree char *secret = NULL;
  g_autofree char *path_prefix = NULL;
  g_autofree char *tls_certificate = NULL;
  g_autofree char *tls_key = NULL;
  gboolean log = FALSE;
  int port = 0;
  const GOptionEntry entries[] = {
    { "port", 'p', 0, G_OPTION_ARG_INT, &port, "Port to listen on (default: a free one)", "N" },
    { "app-id", 0, 0, G_OPTION_ARG_STRING, &app_id, "Application id (demo-app)", "ID" },
    { "key", 0, 0, G_OPTION_ARG_STRING, &key, "Application key (demo-key)", "KEY" },
    { "secret", 0, 0, G_OPTION_ARG_STRING, &secret, "Application secret (demo-secret)", "SECRET" },
    { "path-prefix", 0, 0, G_OPTION_ARG_STRING, &path_prefix, "Also serve below this path",
      "/PATH" },
    { "tls-certificate", 0, 0, G_OPTION_ARG_FILENAME, &tls_certificate,
      "Serve TLS with this certificate", "FILE" },
    { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &tls_key, "Key of the certificate", "FILE" },
    { "log", 0, 0, G_OPTION_ARG_NONE, &log, "Log requests and frames to standard error", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("- a Pusher server for tests");
  g_autoptr (GMainLoop) loop = NULL;
  g_autoptr (DevServer) server = NULL;
  g_autoptr (GError) error = NULL;
  DevServerOptions options;
  guint terminate_id, interrupt_id;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_description (context, DEV_USAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc > 1 || port < 0
      || port > G_MAXUINT16 || (tls_key != NULL && tls_certificate == NULL))
    {
      g_printerr ("%s\n", error != NULL ? error->message : "Bad arguments; see --help");
      return 2;
    }

  options = (DevServerOptions){
    .port = (guint) port,
    .app_id = app_id,
    .key = key,
    .secret = secret,
    .path_prefix = path_prefix,
    .tls_certificate = tls_certificate,
    .tls_key = tls_key,
    .log = log,
  };
  server = dev_server_new (&options, &error);
  if (server == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  loop = g_main_loop_new (NULL, FALSE);
  terminate_id = g_unix_signal_add (SIGTERM, on_terminate, loop);
  interrupt_id = g_unix_signal_add (SIGINT, on_terminate, loop);
  announce (server);
  g_main_loop_run (loop);
  g_source_remove (terminate_id);
  g_source_remove (interrupt_id);

  return 0;
}
