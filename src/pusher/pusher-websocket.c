/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A socket on libsoup, with the traps of libsoup 3.2 kept inside (the L rows). */

#include "pusher/pusher-websocket.h"

#include <glib/gi18n-lib.h>

#include "pusher/pusher-error.h"
#include "pusher/pusher-frame.h"
#include "pusher/pusher-paced-websocket.h"
#include "pusher/pusher-pacer.h"
#include "pusher/pusher-retry-after.h"
#include "pusher/pusher-soup-session.h"

/* RFC 6585; libsoup has no name for it. */
#define STATUS_TOO_MANY_REQUESTS 429

struct _PusherWebsocket
{
  GObject parent_instance;

  SoupSession *session;
  SoupMessage *message;
  SoupWebsocketConnection *connection;
  GCancellable *cancellable;
  GError *error;
  PusherPacer *pacer;
  guint next_stage; /* the first PusherStage that was not told */

  const PusherTransportHandlers *handlers;
  gpointer user_data;
};

enum
{
  SIGNAL_STAGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void pusher_websocket_transport_init (PusherTransportInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PusherWebsocket,
                               pusher_websocket,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PUSHER_TYPE_TRANSPORT,
                                                      pusher_websocket_transport_init))

/* What an HTTP answer other than 101 says to a person (rows 1.10 to 1.12, 14.9). */
static GError *
explain_status (SoupMessage *message)
{
  GUri *uri = soup_message_get_uri (message);
  const char *host = g_uri_get_host (uri);
  guint status = soup_message_get_status (message);

  if (status == SOUP_STATUS_NOT_FOUND)
    return pusher_error_new_for_status (
        PUSHER_ERROR_HTTP, status,
        _ ("%s knows no such path (404); check the host, the port and the path"), host);
  if (status >= 300 && status < 400)
    return pusher_error_new_for_status (
        PUSHER_ERROR_HTTP, status,
        _ ("%s redirects elsewhere (%u), which is not followed; check the address, "
           "or sign in to the network"),
        host, status);
  if (status == SOUP_STATUS_UNAUTHORIZED || status == SOUP_STATUS_FORBIDDEN)
    return pusher_error_new_for_status (
        PUSHER_ERROR_HTTP, status,
        _ ("%s does not allow the connection (%u); check the address and the "
           "account's Origin"),
        host, status);
  if (status == SOUP_STATUS_SERVICE_UNAVAILABLE || status == STATUS_TOO_MANY_REQUESTS)
    return pusher_error_new_for_status (PUSHER_ERROR_HTTP, status,
                                        _ ("%s is too busy or restarting (%u)"), host, status);
  if (status >= 500)
    return pusher_error_new_for_status (PUSHER_ERROR_HTTP, status,
                                        _ ("%s has a problem of its own (%u)"), host, status);

  /* So servers answer what is not TLS on a port for TLS. */
  if (status == SOUP_STATUS_BAD_REQUEST && g_str_equal (g_uri_get_scheme (uri), "ws"))
    return pusher_error_new_for_status (
        PUSHER_ERROR_HTTP, status,
        _ ("What answers at %s, port %d, does not understand us (%u); check the port, and whether "
           "the server uses TLS there"),
        host, g_uri_get_port (uri), status);

  return pusher_error_new_for_status (
      PUSHER_ERROR_HTTP, status,
      _ ("What answers at %s is not a Pusher server (%u); check the address"), host, status);
}

static void
emit_closed (PusherWebsocket *self, const PusherTransportEnd *end)
{
  const PusherTransportHandlers *handlers = g_steal_pointer (&self->handlers);

  if (handlers != NULL)
    handlers->closed (PUSHER_TRANSPORT (self), end, self->user_data);
}

static void finish (PusherWebsocket *self);

/* What the pacer hands on: a text, or one of the two marks. */
static const char binary_mark[] = "binary";
static const char closed_mark[] = "closed";

static void
free_item (gpointer item)
{
  if (item != binary_mark && item != closed_mark)
    g_bytes_unref (item);
}

static void
on_item (gpointer item, gpointer user_data)
{
  g_autoptr (PusherWebsocket) self = g_object_ref (PUSHER_WEBSOCKET (user_data));

  if (item == closed_mark)
    finish (self);
  else if (self->handlers == NULL)
    return;
  else if (item == binary_mark)
    self->handlers->binary (PUSHER_TRANSPORT (self), self->user_data);
  else
    self->handlers->message (PUSHER_TRANSPORT (self), item, self->user_data);
}

static void
on_message (SoupWebsocketConnection *connection,
            SoupWebsocketDataType type,
            GBytes *message,
            gpointer user_data)
{
  PusherWebsocket *self = PUSHER_WEBSOCKET (user_data);

  if (self->pacer != NULL)
    pusher_pacer_push (self->pacer, type == SOUP_WEBSOCKET_DATA_TEXT
                                        ? (gpointer) g_bytes_ref (message)
                                        : (gpointer) binary_mark);
}

static void
on_pong (SoupWebsocketConnection *connection, GBytes *message, gpointer user_data)
{
  PusherWebsocket *self = PUSHER_WEBSOCKET (user_data);

  if (self->handlers != NULL)
    self->handlers->activity (PUSHER_TRANSPORT (self), self->user_data);
}

/* May come three times before “closed”, or never (row 4.14): only remembered. */
static void
on_error (SoupWebsocketConnection *connection, GError *error, gpointer user_data)
{
  PusherWebsocket *self = PUSHER_WEBSOCKET (user_data);

  if (self->error == NULL)
    self->error = g_error_copy (error);
}

/* Everything that came before the end has been handed on. */
static void
finish (PusherWebsocket *self)
{
  g_autoptr (GError) error = NULL;
  PusherTransportEnd end = { 0 };

  if (self->connection == NULL)
    return;

  end.code = soup_websocket_connection_get_close_code (self->connection);
  end.reason = soup_websocket_connection_get_close_data (self->connection);
  if (g_error_matches (self->error, SOUP_WEBSOCKET_ERROR, SOUP_WEBSOCKET_CLOSE_TOO_BIG))
    error = g_error_new (PUSHER_ERROR, PUSHER_ERROR_NETWORK,
                         _ ("The server sent a message of more than %d MiB, which is not read"),
                         PUSHER_FRAME_MAX_SIZE / 1024 / 1024);
  else if (self->error != NULL && self->error->domain == SOUP_WEBSOCKET_ERROR)
    error = g_error_new (PUSHER_ERROR, PUSHER_ERROR_NETWORK, _ ("The connection broke off: %s"),
                         self->error->message);
  else if (end.code == 0)
    error = g_error_new (PUSHER_ERROR, PUSHER_ERROR_NETWORK, _ ("The connection was lost"));
  end.error = error;

  emit_closed (self, &end);
}

static void
on_closed (SoupWebsocketConnection *connection, gpointer user_data)
{
  PusherWebsocket *self = PUSHER_WEBSOCKET (user_data);

  if (self->pacer != NULL)
    pusher_pacer_push (self->pacer, (gpointer) closed_mark);
}

/* Each stage is told once: a server with several addresses is called at each of them. */
static void
emit_stage (PusherWebsocket *self, PusherStage stage, const char *seen)
{
  if (self->handlers == NULL || (guint) stage < self->next_stage)
    return;

  self->next_stage = (guint) stage + 1;
  g_signal_emit (self, signals[SIGNAL_STAGE], 0, (guint) stage, seen);
}

/* The other end of a connection that is open, or is about to be opened; of the proxy, if there is
 * one. */
static char *
describe_address (GIOStream *stream)
{
  g_autoptr (GSocketAddress) address = NULL;

  if (!G_IS_SOCKET_CONNECTION (stream))
    return g_strdup ("");

  address = g_socket_connection_get_remote_address (G_SOCKET_CONNECTION (stream), NULL);
  return address != NULL && G_IS_SOCKET_CONNECTABLE (address)
             ? g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address))
             : g_strdup ("");
}

/* Whether a connection that is open is one to a proxy, which is yet to be asked for the server. */
static gboolean
is_proxied (GIOStream *stream)
{
  g_autoptr (GSocketAddress) address = NULL;

  if (!G_IS_SOCKET_CONNECTION (stream))
    return FALSE;

  address = g_socket_connection_get_remote_address (G_SOCKET_CONNECTION (stream), NULL);
  return G_IS_PROXY_ADDRESS (address);
}

static const char *
describe_encryption (GIOStream *stream)
{
  if (!G_IS_TLS_CONNECTION (stream))
    return "TLS";

  switch (g_tls_connection_get_protocol_version (G_TLS_CONNECTION (stream)))
    {
    case G_TLS_PROTOCOL_VERSION_TLS_1_2:
      return "TLS 1.2";
    case G_TLS_PROTOCOL_VERSION_TLS_1_3:
      return "TLS 1.3";
    case G_TLS_PROTOCOL_VERSION_UNKNOWN:
    case G_TLS_PROTOCOL_VERSION_SSL_3_0:
    case G_TLS_PROTOCOL_VERSION_TLS_1_0:
    case G_TLS_PROTOCOL_VERSION_TLS_1_1:
    case G_TLS_PROTOCOL_VERSION_DTLS_1_0:
    case G_TLS_PROTOCOL_VERSION_DTLS_1_2:
    default:
      return "TLS";
    }
}

static void
on_network_event (SoupMessage *message,
                  GSocketClientEvent event,
                  GIOStream *stream,
                  gpointer user_data)
{
  PusherWebsocket *self = PUSHER_WEBSOCKET (user_data);
  g_autofree char *address = NULL;

  switch (event)
    {
    case G_SOCKET_CLIENT_CONNECTING:
      address = describe_address (stream);
      emit_stage (self, PUSHER_STAGE_FOUND, address);
      break;
    case G_SOCKET_CLIENT_CONNECTED:
      if (is_proxied (stream))
        break;
      address = describe_address (stream);
      emit_stage (self, PUSHER_STAGE_REACHED, address);
      break;
    case G_SOCKET_CLIENT_PROXY_NEGOTIATED:
      address = describe_address (stream);
      emit_stage (self, PUSHER_STAGE_REACHED, address);
      break;
    case G_SOCKET_CLIENT_TLS_HANDSHAKED:
      emit_stage (self, PUSHER_STAGE_SECURED, describe_encryption (stream));
      break;
    case G_SOCKET_CLIENT_RESOLVING:
    case G_SOCKET_CLIENT_RESOLVED:
    case G_SOCKET_CLIENT_PROXY_NEGOTIATING:
    case G_SOCKET_CLIENT_TLS_HANDSHAKING:
    case G_SOCKET_CLIENT_COMPLETE:
    default:
      break;
    }
}

static void
on_connect_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PusherWebsocket) self = user_data;
  g_autoptr (SoupWebsocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) explained = NULL;
  guint status;

  connection = soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &error);
  /* Abandoned; whoever aborts the whole session has not asked whether we still wait. */
  if (self->handlers == NULL)
    return;

  if (connection == NULL)
    {
      SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
      PusherTransportEnd end = { .retry_after = pusher_retry_after_read (headers) };

      status = soup_message_get_status (self->message);
      if (status != SOUP_STATUS_NONE && status != SOUP_STATUS_SWITCHING_PROTOCOLS)
        explained = explain_status (self->message);
      else
        explained = pusher_soup_session_explain (self->message, error);
      end.error = explained;
      emit_closed (self, &end);
      return;
    }

  self->connection = pusher_paced_websocket_new (g_steal_pointer (&connection));
  self->pacer = pusher_pacer_new (on_item, free_item, self);
  soup_websocket_connection_set_max_incoming_payload_size (self->connection, PUSHER_FRAME_MAX_SIZE);
  g_signal_connect_object (self->connection, "message", G_CALLBACK (on_message), self, 0);
  g_signal_connect_object (self->connection, "pong", G_CALLBACK (on_pong), self, 0);
  g_signal_connect_object (self->connection, "error", G_CALLBACK (on_error), self, 0);
  g_signal_connect_object (self->connection, "closed", G_CALLBACK (on_closed), self, 0);
  emit_stage (self, PUSHER_STAGE_UPGRADED, "");
}

static void
pusher_websocket_open (PusherTransport *transport,
                       const char *uri,
                       const char *origin,
                       const PusherTransportHandlers *handlers,
                       gpointer user_data)
{
  PusherWebsocket *self = PUSHER_WEBSOCKET (transport);

  g_return_if_fail (self->message == NULL);

  self->handlers = handlers;
  self->user_data = user_data;
  self->message = soup_message_new (SOUP_METHOD_GET, uri);
  /* libsoup follows redirects to anywhere by default (row 1.12). */
  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT);
  g_signal_connect_object (self->message, "network-event", G_CALLBACK (on_network_event), self, 0);
  soup_session_websocket_connect_async (self->session, self->message, origin, NULL,
                                        G_PRIORITY_DEFAULT, self->cancellable, on_connect_ready,
                                        g_object_ref (self));
}

static gboolean
pusher_websocket_send (PusherTransport *transport, const char *text)
{
  PusherWebsocket *self = PUSHER_WEBSOCKET (transport);

  if (self->handlers == NULL || self->connection == NULL
      || soup_websocket_connection_get_state (self->connection) != SOUP_WEBSOCKET_STATE_OPEN)
    return FALSE;
  /* libsoup would complain aloud (row 4.28). */
  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;

  soup_websocket_connection_send_text (self->connection, text);
  return TRUE;
}

static void
pusher_websocket_abandon (PusherTransport *transport)
{
  PusherWebsocket *self = PUSHER_WEBSOCKET (transport);
  SoupWebsocketConnection *connection = g_steal_pointer (&self->connection);

  self->handlers = NULL;
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->pacer, pusher_pacer_stop);
  if (connection == NULL)
    return;

  g_signal_handlers_disconnect_by_data (connection, self);
  if (soup_websocket_connection_get_state (connection) == SOUP_WEBSOCKET_STATE_OPEN)
    {
      /* The close frame goes out behind our back; the connection lives until it is answered, or for
       * the 5 s that libsoup waits (row 4.26). */
      g_signal_connect (connection, "closed", G_CALLBACK (g_object_unref), NULL);
      soup_websocket_connection_close (connection, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
    }
  else
    {
      g_object_unref (connection);
    }
}

static GError *
pusher_websocket_explain_silence (PusherTransport *transport)
{
  PusherWebsocket *self = PUSHER_WEBSOCKET (transport);

  if (self->connection == NULL)
    return pusher_soup_session_explain_silence (self->message);

  return g_error_new (PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT,
                      _ ("%s opens a WebSocket, but does not greet as a Pusher server does; check "
                         "the address, or whether the server is too busy"),
                      g_uri_get_host (soup_message_get_uri (self->message)));
}

static void
pusher_websocket_dispose (GObject *object)
{
  pusher_websocket_abandon (PUSHER_TRANSPORT (object));

  G_OBJECT_CLASS (pusher_websocket_parent_class)->dispose (object);
}

static void
pusher_websocket_finalize (GObject *object)
{
  PusherWebsocket *self = PUSHER_WEBSOCKET (object);

  g_clear_object (&self->session);
  g_clear_object (&self->message);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (pusher_websocket_parent_class)->finalize (object);
}

static void
pusher_websocket_transport_init (PusherTransportInterface *interface)
{
  interface->open = pusher_websocket_open;
  interface->send = pusher_websocket_send;
  interface->abandon = pusher_websocket_abandon;
  interface->explain_silence = pusher_websocket_explain_silence;
}

static void
pusher_websocket_class_init (PusherWebsocketClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pusher_websocket_dispose;
  object_class->finalize = pusher_websocket_finalize;

  /**
   * PusherWebsocket::stage:
   * @self: the socket
   * @stage: a #PusherStage
   * @seen: what was seen of it: an address, or the version of TLS
   *
   * The attempt to open has come as far as this. For information, such as telling somebody at which
   * point it fails (row 4.21).
   */
  signals[SIGNAL_STAGE]
      = g_signal_new ("stage", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
}

static void
pusher_websocket_init (PusherWebsocket *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * pusher_websocket_new:
 * @session: the HTTP session to connect with
 *
 * Returns: (transfer full): a socket that has not been opened
 */
PusherTransport *
pusher_websocket_new (SoupSession *session)
{
  PusherWebsocket *self = g_object_new (PUSHER_TYPE_WEBSOCKET, NULL);

  self->session = g_object_ref (session);
  return PUSHER_TRANSPORT (self);
}
