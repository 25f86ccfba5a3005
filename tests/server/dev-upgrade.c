/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GET /app/KEY: from HTTP to a Pusher connection, or to whatever goes wrong on
 * the way there. */

#include "dev-upgrade.h"

#include "dev-connection.h"
#include "dev-protocol.h"
#include "dev-reply.h"
#include "dev-tls-listener.h"

typedef struct
{
  DevApplication *application;
  gboolean known_key;
  char *key;
  gboolean has_fault;
  DevConnectMode mode;
  int code;
  gboolean closes;
  char *body;
} Upgrade;

static void
upgrade_free (gpointer data, GClosure *closure)
{
  Upgrade *upgrade = data;

  g_object_unref (upgrade->application);
  g_free (upgrade->key);
  g_free (upgrade->body);
  g_free (upgrade);
}

static void
on_text (DevSocket *socket, GBytes *text, gpointer user_data)
{
  dev_protocol_receive (DEV_CONNECTION (user_data), text);
}

static void
on_closed (DevSocket *socket, gpointer user_data)
{
  g_autoptr (DevConnection) connection = g_object_ref (DEV_CONNECTION (user_data));
  g_autoptr (DevApplication) application
      = g_object_ref (dev_connection_get_application (connection));
  g_autoptr (GPtrArray) channels = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer channel;

  dev_application_log (application, "%s closed", dev_connection_get_socket_id (connection));
  if (dev_socket_got_close_frame (socket))
    application->record.close_frames++;
  g_hash_table_iter_init (&iter, application->channels);
  while (g_hash_table_iter_next (&iter, NULL, &channel))
    if (dev_channel_has (channel, connection))
      g_ptr_array_add (channels, channel);
  for (guint i = 0; i < channels->len; i++)
    dev_connection_leave (connection, channels->pdata[i]);

  g_signal_handlers_disconnect_by_data (socket, connection);
  g_ptr_array_remove (application->connections, connection);
  dev_application_changed (application);
}

static void
on_gone (DevSocket *socket, gpointer user_data)
{
  DevApplication *application = user_data;

  g_ptr_array_remove (application->sockets, socket);
}

/* A greeting that was put off, to a client that may have gone meanwhile. */
typedef struct
{
  DevApplication *application;
  DevConnection *connection;
} LateGreeting;

static void
late_greeting_free (gpointer data)
{
  LateGreeting *late = data;

  g_object_unref (late->application);
  g_object_unref (late->connection);
  g_free (late);
}

static gboolean
on_greeting_due (gpointer user_data)
{
  LateGreeting *late = user_data;

  if (g_ptr_array_find (late->application->connections, late->connection, NULL))
    dev_connection_establish (late->connection);

  return G_SOURCE_REMOVE;
}

static void
greet_later (DevApplication *application, DevConnection *connection)
{
  LateGreeting *late = g_new0 (LateGreeting, 1);

  late->application = g_object_ref (application);
  late->connection = g_object_ref (connection);
  g_timeout_add_full (G_PRIORITY_DEFAULT, (guint) application->settings.greeting_delay,
                      on_greeting_due, late, late_greeting_free);
}

static void
say_first_words (DevConnection *connection, const Upgrade *upgrade)
{
  DevApplication *application = upgrade->application;
  DevSocket *socket = dev_connection_get_socket (connection);
  const DevFlavour *flavour = application->flavour;

  if (upgrade->has_fault && upgrade->mode == DEV_CONNECT_HANG_AFTER_UPGRADE)
    return;

  if (upgrade->has_fault && upgrade->mode == DEV_CONNECT_GRACE_4200)
    {
      /* What soketi does for three seconds while it goes down (row 4.10). */
      application->flavour = dev_flavour_find ("soketi");
      dev_connection_refuse (connection, DEV_REFUSAL_SHUTDOWN, NULL, NULL);
      application->flavour = flavour;
    }
  else if (upgrade->has_fault && upgrade->mode == DEV_CONNECT_ERROR_FIRST)
    {
      dev_connection_send_error (connection, NULL, upgrade->code,
                                 upgrade->body != NULL ? upgrade->body : "Refused by the test");
      if (upgrade->closes)
        dev_socket_close (socket, upgrade->code, "");
    }
  else if (upgrade->has_fault && upgrade->mode == DEV_CONNECT_WRONG_FIRST_FRAME)
    {
      dev_connection_send (connection,
                           upgrade->body != NULL ? upgrade->body : "{\"event\":\"hello\"}");
      if (upgrade->closes)
        dev_socket_close (socket, 1000, "");
    }
  else if (!upgrade->known_key)
    {
      dev_connection_refuse (connection, DEV_REFUSAL_UNKNOWN_KEY, NULL, upgrade->key);
    }
  else if (application->settings.connection_limit > 0
           && application->connections->len > application->settings.connection_limit)
    {
      dev_connection_refuse (connection, DEV_REFUSAL_OVER_QUOTA, NULL, NULL);
    }
  else if (application->settings.greeting_delay > 0)
    {
      greet_later (application, connection);
    }
  else
    {
      dev_connection_establish (connection);
    }
}

static void
on_upgraded (SoupServerMessage *message, gpointer user_data)
{
  const Upgrade *upgrade = user_data;
  g_autoptr (DevApplication) application = g_object_ref (upgrade->application);
  g_autoptr (GSocket) tcp = g_object_ref (dev_tls_listener_find_socket (message));
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);
  g_autoptr (DevSocket) socket = dev_socket_new (stream, tcp);
  g_autoptr (DevConnection) connection = dev_connection_new (application, socket);

  g_ptr_array_add (application->sockets, g_object_ref (socket));
  g_ptr_array_add (application->connections, g_object_ref (connection));
  g_signal_connect_object (socket, "text", G_CALLBACK (on_text), connection, 0);
  g_signal_connect_object (socket, "closed", G_CALLBACK (on_closed), connection, 0);
  g_signal_connect_object (socket, "gone", G_CALLBACK (on_gone), application, 0);
  dev_application_log (application, "%s opened", dev_connection_get_socket_id (connection));

  say_first_words (connection, upgrade);
  dev_socket_start (socket);
  dev_application_changed (application);
}

/* Answers with plain HTTP when the fault is of that kind. */
static gboolean
answer_without_upgrade (SoupServerMessage *message, const DevFault *fault)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  switch (fault->mode)
    {
    case DEV_CONNECT_REFUSE_HTTP:
      if (fault->retry_after >= 0)
        {
          g_autofree char *seconds = g_strdup_printf ("%d", fault->retry_after);

          soup_message_headers_replace (headers, "Retry-After", seconds);
        }
      dev_reply_text (message, fault->status != 0 ? fault->status : 503, "text/plain",
                      fault->body != NULL ? fault->body : "Refused by the test\n");
      return TRUE;
    case DEV_CONNECT_REDIRECT:
      dev_reply_redirect (message, fault->status != 0 ? fault->status : 302,
                          fault->location != NULL ? fault->location : "/sign-in");
      return TRUE;
    case DEV_CONNECT_CAPTIVE_PORTAL:
      dev_reply_text (message, fault->status != 0 ? fault->status : 200, "text/html",
                      fault->body != NULL ? fault->body
                                          : "<!DOCTYPE html><title>Welcome to the Wi-Fi</title>\n");
      return TRUE;
    case DEV_CONNECT_HANG:
      soup_server_message_pause (message);
      return TRUE;
    default:
      return FALSE;
    }
}

/**
 * dev_upgrade_handle:
 * @application: the application
 * @message: a request for `/app/KEY`
 * @key: the key in its path
 *
 * Upgrades to a WebSocket, or does what the connect fault wants instead.
 */
void
dev_upgrade_handle (DevApplication *application, SoupServerMessage *message, const char *key)
{
  const DevFault *fault;
  Upgrade *upgrade;

  application->record.upgrade_requests++;
  dev_application_changed (application);
  fault = dev_faults_take_connect (application->faults, g_get_monotonic_time ());
  if (fault != NULL && answer_without_upgrade (message, fault))
    return;

  if (!soup_websocket_server_check_handshake (message, NULL, NULL, NULL, NULL)
      || !soup_websocket_server_process_handshake (message, NULL, NULL, NULL, NULL))
    {
      dev_reply_text (message, 426, "text/plain", "This path speaks WebSocket.\n");
      return;
    }

  upgrade = g_new0 (Upgrade, 1);
  upgrade->application = g_object_ref (application);
  upgrade->key = g_strdup (key);
  upgrade->known_key = g_str_equal (key, application->key);
  if (fault != NULL)
    {
      upgrade->has_fault = TRUE;
      upgrade->mode = fault->mode;
      upgrade->code = fault->code != 0 ? (int) fault->code : 4001;
      upgrade->closes = fault->closes;
      upgrade->body = g_strdup (fault->body);
    }
  g_signal_connect_data (message, "wrote-informational", G_CALLBACK (on_upgraded), upgrade,
                         upgrade_free, 0);
}
