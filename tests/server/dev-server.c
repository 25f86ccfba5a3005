/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The server as a whole: it listens on loopback and hands each request to the
 * part that its path belongs to. */

#include "dev-server.h"

#include "dev-application.h"
#include "dev-auth-endpoint.h"
#include "dev-avatar.h"
#include "dev-condition.h"
#include "dev-connection.h"
#include "dev-control.h"
#include "dev-inbox-api.h"
#include "dev-json.h"
#include "dev-reply.h"
#include "dev-rest-api.h"
#include "dev-tls-listener.h"
#include "dev-upgrade.h"
#include "dev-wait.h"
#include "dev-web-api.h"
#include "dev-web-page.h"

struct _DevServer
{
  GObject parent_instance;

  DevApplication *application;
  SoupServer *soup;
  DevTlsListener *tls; /* NULL without */
  char *path_prefix;
  char *url;
  guint port;
};

G_DEFINE_FINAL_TYPE (DevServer, dev_server, G_TYPE_OBJECT)

static void
handle_control (DevServer *self, SoupServerMessage *message, const char *verb)
{
  g_autoptr (JsonObject) parameters = dev_request_get_json (message);
  g_autoptr (GError) error = NULL;
  JsonObject *answer;

  if (g_str_equal (verb, "wait"))
    {
      dev_wait_handle (self->application, message, parameters);
      return;
    }
  if (g_str_equal (verb, "certificate"))
    {
      if (dev_server_set_certificate (self, dev_json_get_text (parameters, "certificate", ""),
                                      dev_json_get_text (parameters, "key", NULL), &error))
        dev_reply_object (message, 200, json_object_new ());
      else
        dev_reply_error (message, 400, error->message);
      return;
    }

  answer = dev_control_run (self->application, soup_server_message_get_method (message), verb,
                            parameters, &error);
  if (answer != NULL)
    dev_reply_object (message, 200, answer);
  else
    dev_reply_error (message, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ? 404 : 400,
                     error->message);
}

static gboolean
is_auth_endpoint (const char *path)
{
  static const char *const endpoints[]
      = { "/api/pusher/auth", "/api/pusher/user-auth", "/broadcasting/auth", NULL };

  return g_strv_contains (endpoints, path);
}

static void
on_request (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  DevServer *self = user_data;
  gboolean is_post = g_str_equal (soup_server_message_get_method (message), SOUP_METHOD_POST);

  dev_application_log (self->application, "%s %s", soup_server_message_get_method (message), path);
  if (self->path_prefix != NULL && g_str_has_prefix (path, self->path_prefix)
      && path[strlen (self->path_prefix)] == '/')
    path += strlen (self->path_prefix);

  if (g_str_has_prefix (path, "/app/") && strchr (path + 5, '/') == NULL)
    dev_upgrade_handle (self->application, message, path + 5);
  else if (g_str_has_prefix (path, "/app/"))
    dev_reply_error (message, 404, "No such path");
  else if (g_str_has_prefix (path, "/apps/"))
    dev_rest_api_handle (self->application, message, path);
  else if (is_auth_endpoint (path) && is_post)
    dev_auth_endpoint_handle (self->application, message, path);
  else if (is_auth_endpoint (path))
    dev_reply_error (message, 405, "Use POST");
  else if (dev_inbox_api_handle (self->application, message, path))
    return;
  else if (g_str_has_prefix (path, DEV_AVATAR_PREFIX))
    dev_avatar_handle (self->application, message, path);
  else if (g_str_has_prefix (path, "/control/"))
    handle_control (self, message, path + strlen ("/control/"));
  else if (!dev_web_api_handle (self->application, message, path))
    dev_web_page_handle (self->application, message, path);
}

/* On 127.0.0.1 and ::1; machines without IPv6 have only the first. */
static gboolean
listen (DevServer *self, const DevServerOptions *options, GError **error)
{
  g_autoslist (GUri) uris = NULL;

  if (options->tls_certificate != NULL)
    {
      self->tls = dev_tls_listener_new (self->soup, options->port, options->tls_certificate,
                                        options->tls_key, error);
      if (self->tls == NULL)
        return FALSE;
      self->port = dev_tls_listener_get_port (self->tls);
      self->url = g_strdup_printf ("https://127.0.0.1:%u", self->port);
      return TRUE;
    }

  if (!soup_server_listen_local (self->soup, options->port, 0, NULL)
      && !soup_server_listen_local (self->soup, options->port, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return FALSE;

  uris = soup_server_get_uris (self->soup);
  self->port = (guint) g_uri_get_port (uris->data);
  self->url = g_strdup_printf ("http://127.0.0.1:%u", self->port);

  return TRUE;
}

static void
dev_server_dispose (GObject *object)
{
  DevServer *self = DEV_SERVER (object);

  if (self->application != NULL)
    dev_application_close_all (self->application);
  g_clear_pointer (&self->tls, dev_tls_listener_free);
  if (self->soup != NULL)
    soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
  g_clear_object (&self->application);

  G_OBJECT_CLASS (dev_server_parent_class)->dispose (object);
}

static void
dev_server_finalize (GObject *object)
{
  DevServer *self = DEV_SERVER (object);

  g_free (self->path_prefix);
  g_free (self->url);

  G_OBJECT_CLASS (dev_server_parent_class)->finalize (object);
}

static void
dev_server_class_init (DevServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dev_server_dispose;
  object_class->finalize = dev_server_finalize;
}

static void
dev_server_init (DevServer *self)
{
}

/**
 * dev_server_new:
 * @options: (nullable): how to run
 * @error: return location for an error
 *
 * Starts a server on loopback. It works on the default main context, from which
 * a client in the same process can talk to it.
 *
 * Returns: (transfer full): a server that listens, or %NULL. Dropping the last
 *   reference ends its connections
 */
DevServer *
dev_server_new (const DevServerOptions *options, GError **error)
{
  const DevServerOptions defaults = { 0 };
  g_autoptr (DevServer) self = g_object_new (DEV_TYPE_SERVER, NULL);

  if (options == NULL)
    options = &defaults;

  self->application
      = dev_application_new (options->app_id != NULL ? options->app_id : "demo-app",
                             options->key != NULL ? options->key : "demo-key",
                             options->secret != NULL ? options->secret : "demo-secret");
  self->application->logs = options->log;
  self->path_prefix = g_strdup (options->path_prefix);
  self->soup = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->soup, NULL, on_request, self, NULL);
  if (!listen (self, options, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * dev_server_set_certificate:
 * @self: a server
 * @certificate: a PEM file
 * @key: (nullable): a PEM file, %NULL for @certificate
 * @error: return location for an error
 *
 * Renews the certificate: whoever connects from now on is shown the new one.
 *
 * Returns: %FALSE if the files cannot be used, or the server has no TLS
 */
gboolean
dev_server_set_certificate (DevServer *self,
                            const char *certificate,
                            const char *key,
                            GError **error)
{
  if (self->tls == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "The server has no TLS");
      return FALSE;
    }

  return dev_tls_listener_set_certificate (self->tls, certificate, key, error);
}

/**
 * dev_server_get_port:
 * @self: a server
 *
 * Returns: the TCP port it listens on
 */
guint
dev_server_get_port (DevServer *self)
{
  return self->port;
}

/**
 * dev_server_get_url:
 * @self: a server
 *
 * Returns: (transfer none): its base, such as `http://127.0.0.1:6001`
 */
const char *
dev_server_get_url (DevServer *self)
{
  return self->url;
}

/**
 * dev_server_get_app_id:
 * @self: a server
 *
 * Returns: (transfer none): the application's id
 */
const char *
dev_server_get_app_id (DevServer *self)
{
  return self->application->id;
}

/**
 * dev_server_get_key:
 * @self: a server
 *
 * Returns: (transfer none): the application's public key
 */
const char *
dev_server_get_key (DevServer *self)
{
  return self->application->key;
}

/**
 * dev_server_get_secret:
 * @self: a server
 *
 * Returns: (transfer none): the application's secret
 */
const char *
dev_server_get_secret (DevServer *self)
{
  return self->application->secret;
}

/**
 * dev_server_get:
 * @self: a server
 * @verb: what comes after `GET /control/`, such as `state`
 *
 * Returns: (transfer full): the answer. An unknown verb is a failed test
 */
JsonObject *
dev_server_get (DevServer *self, const char *verb)
{
  g_autoptr (JsonObject) nothing = json_object_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *answer = dev_control_run (self->application, "GET", verb, nothing, &error);

  g_assert_no_error (error);

  return answer;
}

/**
 * dev_server_post:
 * @self: a server
 * @verb: what comes after `POST /control/`, such as `connect`
 * @format: printf() format of the JSON that would be posted
 * @...: what it prints
 *
 * Returns: whether the server took it
 */
gboolean
dev_server_post (DevServer *self, const char *verb, const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) parameters = NULL;
  g_autoptr (JsonObject) answer = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  parameters = dev_json_parse_object (text, -1);
  if (parameters != NULL)
    answer = dev_control_run (self->application, "POST", verb, parameters, NULL);

  return answer != NULL;
}

static gboolean
on_wait_over (gpointer user_data)
{
  gboolean *over = user_data;

  *over = TRUE;

  return G_SOURCE_CONTINUE;
}

/**
 * dev_server_wait:
 * @self: a server
 * @milliseconds: how long at most
 * @format: printf() format of the JSON that `POST /control/wait` would take
 * @...: what it prints
 *
 * Runs the default main context until the condition holds.
 *
 * Returns: whether it holds; %FALSE when the time is over or there is no such
 *   condition
 */
gboolean
dev_server_wait (DevServer *self, guint milliseconds, const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) parameters = NULL;
  g_autoptr (JsonObject) condition = NULL;
  gboolean over = FALSE;
  gboolean met;
  guint timer;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  parameters = dev_json_parse_object (text, -1);
  condition = parameters != NULL ? dev_condition_read (parameters, NULL) : NULL;
  if (condition == NULL)
    return FALSE;

  timer = g_timeout_add (milliseconds, on_wait_over, &over);
  while (!(met = dev_condition_is_met (self->application, condition)) && !over)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);

  return met;
}

/**
 * dev_server_publish:
 * @self: a server
 * @channel: full name of the channel
 * @event: name of the event
 * @data: data as a string, as the REST API carries it
 *
 * Returns: how many connections got it
 */
guint
dev_server_publish (DevServer *self, const char *channel, const char *event, const char *data)
{
  g_autoptr (JsonNode) node = dev_json_text_node (data);

  return dev_application_publish (self->application, channel, event, node, NULL, NULL);
}

/**
 * dev_server_send_frame:
 * @self: a server
 * @text: a text message; need not be a frame of the protocol
 *
 * Sends @text to every connection.
 */
void
dev_server_send_frame (DevServer *self, const char *text)
{
  for (guint i = 0; i < self->application->connections->len; i++)
    dev_connection_send (self->application->connections->pdata[i], text);
}

/**
 * dev_server_send_bytes:
 * @self: a server
 * @bytes: what to put on the sockets as it is
 * @length: number of bytes
 *
 * Sends @bytes to every connection without framing them.
 */
void
dev_server_send_bytes (DevServer *self, const void *bytes, gsize length)
{
  for (guint i = 0; i < self->application->connections->len; i++)
    dev_socket_send_bytes (dev_connection_get_socket (self->application->connections->pdata[i]),
                           bytes, length);
}

/**
 * dev_server_close_all:
 * @self: a server
 * @code: close code
 * @reason: (nullable): reason in the close frame
 */
void
dev_server_close_all (DevServer *self, guint code, const char *reason)
{
  while (self->application->connections->len > 0)
    dev_socket_close (dev_connection_get_socket (self->application->connections->pdata[0]), code,
                      reason);
}

/**
 * dev_server_drop_all:
 * @self: a server
 * @reset: whether by a TCP reset
 *
 * Ends every connection without a close frame.
 */
void
dev_server_drop_all (DevServer *self, gboolean reset)
{
  while (self->application->connections->len > 0)
    dev_socket_drop (dev_connection_get_socket (self->application->connections->pdata[0]), reset);
}

/**
 * dev_server_set_silent:
 * @self: a server
 * @silent: whether the connections open now become half-open
 */
void
dev_server_set_silent (DevServer *self, gboolean silent)
{
  dev_server_post (self, "silence", "{\"on\":%s}", silent ? "true" : "false");
}

/**
 * dev_server_get_connections:
 * @self: a server
 *
 * Returns: how many connections are open
 */
guint
dev_server_get_connections (DevServer *self)
{
  return self->application->connections->len;
}

/**
 * dev_server_get_counter:
 * @self: a server
 * @name: name of a counter as in `GET /control/state`, such as `pings`
 *
 * Returns: its value
 */
gint64
dev_server_get_counter (DevServer *self, const char *name)
{
  g_autoptr (JsonObject) counters = dev_record_describe (&self->application->record);

  g_assert (json_object_has_member (counters, name));

  return json_object_get_int_member (counters, name);
}
