/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The command send: publishes events from a shell, as an application's server does. Needs no
 * Traybell that runs, and no account.
 */

#include "app/tb-command-send.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "account/tb-answer.h"
#include "app/tb-command.h"
#include "app/tb-send-credentials.h"
#include "app/tb-send-events.h"
#include "pusher/pusher-host.h"
#include "pusher/pusher-publisher.h"
#include "pusher/pusher-soup-session.h"
#include "pusher/pusher-system-clock.h"
#include "tb-version.h"

/* More than any server takes at once, in bytes. */
#define MAX_INPUT_SIZE (16 * 1024 * 1024)

/* What was typed. */
typedef struct
{
  char *credentials;
  char *app_id;
  char **channels;
  char *event;
  char *data;
  char *batch;
  char *socket_id;
  char *cluster;
  char *host;
  int port;
  gboolean no_tls;
  char *path;
  char *ca_file;
  int data_limit;
} Send;

static void
send_clear (Send *self)
{
  g_free (self->credentials);
  g_free (self->app_id);
  g_strfreev (self->channels);
  g_free (self->event);
  g_free (self->data);
  g_free (self->batch);
  g_free (self->socket_id);
  g_free (self->cluster);
  g_free (self->host);
  g_free (self->path);
  g_free (self->ca_file);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Send, send_clear)

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, message);
  return FALSE;
}

static gboolean
is_input (const char *path)
{
  return path != NULL && g_str_equal (path, "-");
}

static gboolean
check (const Send *self, GError **error)
{
  if (self->credentials == NULL)
    return refuse (error, _ ("--credentials is missing: a file with the app's key and secret, or - "
                             "for standard input"));
  if (self->batch == NULL && (self->channels == NULL || self->event == NULL))
    return refuse (error, _ ("--channel and --event are needed, or --batch"));
  if (self->batch != NULL
      && (self->channels != NULL || self->event != NULL || self->data != NULL
          || self->socket_id != NULL))
    return refuse (error, _ ("With --batch the file says everything of the events: leave out "
                             "--channel, --event, --data and --socket-id"));
  if (is_input (self->credentials) && (is_input (self->data) || is_input (self->batch)))
    return refuse (error, _ ("Standard input cannot hold both the credentials and the events; name "
                             "a file for one of them"));
  if (self->cluster != NULL && self->host != NULL)
    return refuse (error, _ ("Only one of --cluster and --host can be used: a cluster is one of "
                             "Pusher Channels, a host your own server"));
  if (self->cluster != NULL && strpbrk (self->cluster, "/\\ \t\r\n@?#[].:") != NULL)
    return refuse (error, _ ("A cluster is just a name, such as eu"));
  if (self->cluster != NULL && self->data_limit != 0)
    return refuse (error, _ ("--data-limit is for your own server; Pusher Channels takes 10 kB"));
  if (self->data_limit < 0)
    return refuse (error, _ ("--data-limit is a number of bytes"));
  if (self->port < 0 || self->port > G_MAXUINT16)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("%d is not a port; it is a number from 1 to 65535"), self->port);
      return FALSE;
    }

  return TRUE;
}

/* All of a file, or of standard input. */
static GBytes *
read_input (const char *path, GError **error)
{
  g_autoptr (GInputStream) input = NULL;
  g_autofree char *buffer = NULL;
  gsize length = 0;

  if (is_input (path))
    {
      input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
    }
  else
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);

      input = G_INPUT_STREAM (g_file_read (file, NULL, error));
    }
  if (input == NULL)
    return NULL;

  buffer = g_malloc (MAX_INPUT_SIZE);
  if (!g_input_stream_read_all (input, buffer, MAX_INPUT_SIZE, &length, NULL, error))
    return NULL;
  if (length == MAX_INPUT_SIZE)
    {
      refuse (error, _ ("This is more than any server takes at once"));
      return NULL;
    }

  return g_bytes_new (buffer, length);
}

static GPtrArray *
read_batch (const Send *self, GError **error)
{
  g_autoptr (GBytes) bytes = read_input (self->batch, error);
  gsize length = 0;
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  if (bytes == NULL)
    return NULL;

  return tb_send_events_read_batch (text != NULL ? text : "", length,
                                    is_input (self->batch) ? _ ("Standard input") : self->batch,
                                    error);
}

static char *
read_data (const Send *self, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  const char *text;
  gsize length = 0;

  if (self->data == NULL)
    return g_strdup ("{}");
  if (!is_input (self->data))
    return tb_send_events_read_data (self->data, strlen (self->data), "--data", error);

  bytes = read_input (self->data, error);
  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &length);

  return tb_send_events_read_data (text != NULL ? text : "", length, _ ("Standard input"), error);
}

/* What is to be sent, at least one event. */
static GPtrArray *
read_events (const Send *self, GError **error)
{
  g_autofree char *data = NULL;
  PusherPublication *publication;
  g_autoptr (GError) local_error = NULL;
  GPtrArray *events;

  if (self->batch != NULL)
    return read_batch (self, error);

  data = read_data (self, error);
  if (data == NULL)
    return NULL;
  publication = pusher_publication_new ((const char *const *) self->channels, self->event, data,
                                        self->socket_id, &local_error);
  if (publication == NULL)
    {
      refuse (error, local_error->message);
      return NULL;
    }

  events = g_ptr_array_new_with_free_func ((GDestroyNotify) pusher_publication_unref);
  g_ptr_array_add (events, publication);
  return events;
}

/* An address that was typed goes before the one in the file, as a whole. */
static PusherOptions *
build_options (const Send *self, const TbSendCredentials *credentials)
{
  gboolean typed = self->host != NULL || self->cluster != NULL;
  const char *host = typed ? self->host : credentials->host;
  gboolean tls = !self->no_tls && (typed || credentials->tls);
  PusherOptions *options = pusher_options_new (credentials->key);

  pusher_options_set_host (options, host);
  pusher_options_set_cluster (options, typed ? self->cluster : credentials->cluster);
  if (self->port != 0)
    pusher_options_set_port (options, (guint16) self->port);
  else if (!typed)
    pusher_options_set_port (options, credentials->port);
  pusher_options_set_path (options, self->path);
  pusher_options_set_tls (options, tls);
  if (!tls && (host == NULL || !pusher_host_is_loopback (host)))
    g_printerr (_ ("traybell: the connection to this server is not encrypted: whoever is on the "
                   "way can read the event\n"));

  return options;
}

static PusherPublisher *
make_publisher (const Send *self, const TbSendCredentials *credentials, GError **error)
{
  const char *app_id = self->app_id != NULL ? self->app_id : credentials->app_id;
  g_autoptr (PusherOptions) options = NULL;
  g_autoptr (PusherClock) clock = NULL;
  g_autoptr (SoupSession) session = NULL;
  PusherPublisher *publisher;

  if (app_id == NULL)
    {
      refuse (error, _ ("--app-id is missing; it is not the key, and stands beside it where the "
                        "server's settings are"));
      return NULL;
    }
  if (self->host == NULL && self->cluster == NULL && credentials->host == NULL
      && credentials->cluster == NULL)
    {
      refuse (error, _ ("The server is missing: --cluster for Pusher Channels, or --host for your "
                        "own"));
      return NULL;
    }

  session = pusher_soup_session_new ("Traybell/" TB_VERSION, self->ca_file, NULL);
  options = build_options (self, credentials);
  clock = pusher_system_clock_new ();
  publisher = pusher_publisher_new (session, clock, options, app_id, credentials->secret, error);
  if (publisher != NULL && self->data_limit > 0)
    pusher_publisher_set_max_data_size (publisher, (gsize) self->data_limit);

  return publisher;
}

static gboolean
publish (const Send *self, PusherPublisher *publisher, GPtrArray *events, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (self->batch != NULL)
    pusher_publisher_publish_batch_async (publisher, events, NULL, tb_answer_keep, &result);
  else
    pusher_publisher_publish_async (publisher, g_ptr_array_index (events, 0), NULL, tb_answer_keep,
                                    &result);

  return pusher_publisher_publish_finish (publisher, tb_answer_wait (&result), error);
}

static int
send_events (const Send *self)
{
  g_autoptr (TbSendCredentials) credentials = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (PusherPublisher) publisher = NULL;
  g_autoptr (GError) error = NULL;

  if (!check (self, &error))
    return tb_command_fail (error);
  events = read_events (self, &error);
  credentials = events != NULL ? tb_send_credentials_read (self->credentials, &error) : NULL;
  publisher = credentials != NULL ? make_publisher (self, credentials, &error) : NULL;
  if (publisher == NULL || !publish (self, publisher, events, &error))
    return tb_command_fail (error);

  return TB_EXIT_OK;
}

/**
 * tb_command_send_run:
 * @arguments: (transfer none): "send" and what follows it
 *
 * Returns: the exit code
 */
int
tb_command_send_run (GStrv arguments)
{
  g_auto (Send) self = { 0 };
  g_auto (GStrv) rest = g_strdupv (arguments);
  int exit_code;
  const GOptionEntry entries[] = {
    { "credentials", 0, 0, G_OPTION_ARG_FILENAME, &self.credentials,
      _ ("Where the app's key and secret are; - is standard input"), _ ("FILE|-") },
    { "app-id", 0, 0, G_OPTION_ARG_STRING, &self.app_id, _ ("The app's id"), _ ("ID") },
    { "channel", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self.channels,
      _ ("Where to; may be repeated, up to 100 times"), _ ("NAME") },
    { "event", 0, 0, G_OPTION_ARG_STRING, &self.event, _ ("What the event is called"), _ ("NAME") },
    { "data", 0, 0, G_OPTION_ARG_STRING, &self.data,
      _ ("What it says, up to 10 kB; - is standard input"), _ ("JSON|-") },
    { "batch", 0, 0, G_OPTION_ARG_FILENAME, &self.batch,
      _ ("Up to 10 events: a JSON list of {\"channel\", \"name\", \"data\"}"), _ ("FILE|-") },
    { "socket-id", 0, 0, G_OPTION_ARG_STRING, &self.socket_id,
      _ ("The connection that does not get it"), _ ("ID") },
    { "cluster", 0, 0, G_OPTION_ARG_STRING, &self.cluster,
      _ ("The cluster of Pusher Channels, such as eu"), _ ("CLUSTER") },
    { "host", 0, 0, G_OPTION_ARG_STRING, &self.host,
      _ ("The host of your own Pusher-compatible server"), _ ("HOST") },
    { "port", 0, 0, G_OPTION_ARG_INT, &self.port, _ ("Its port"), _ ("PORT") },
    { "path", 0, 0, G_OPTION_ARG_STRING, &self.path, _ ("What stands before /apps/ in its address"),
      _ ("PATH") },
    { "no-tls", 0, 0, G_OPTION_ARG_NONE, &self.no_tls, _ ("Connect without encryption"), NULL },
    { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &self.ca_file,
      _ ("Certificates to trust instead of the system's"), _ ("FILE") },
    { "data-limit", 0, 0, G_OPTION_ARG_INT, &self.data_limit,
      _ ("How much data your own server takes"), _ ("BYTES") },
    G_OPTION_ENTRY_NULL,
  };

  if (!tb_command_parse (
          "send", NULL,
          _ ("Publishes an event, as the web app's server does, to notify people from a shell.\n\n"
             "The credentials are lines key=… and secret=…, or the env file of the web app's "
             "server\n(PUSHER_APP_ID, PUSHER_KEY, PUSHER_SECRET, PUSHER_CLUSTER, PUSHER_HOST, "
             "PUSHER_PORT,\nPUSHER_USE_TLS, and Laravel's and soketi's names). They are not "
             "stored."),
          entries, &rest, &exit_code))
    return exit_code;
  if (rest[1] != NULL)
    return tb_command_refuse (_ ("“%s” is not an option; “traybell send --help” lists them"),
                              rest[1]);

  return send_events (&self);
}
