/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One socket, from its opening over the server's greeting to its end. What follows the end is the
 * connection's business. */

#include "pusher/pusher-socket.h"

#include <glib/gi18n-lib.h>

#include "pusher/pusher-error.h"
#include "pusher/pusher-frame.h"
#include "pusher/pusher-greeting.h"
#include "pusher/pusher-liveness.h"
#include "pusher/pusher-message.h"
#include "pusher/pusher-server-words.h"

/* How long the answer to a ping may take when the network has changed or the computer has slept, in
 * s (rows 14.3, 14.4). */
#define DOUBTFUL_PONG_TIMEOUT 7

struct _PusherSocket
{
  GObject parent_instance;

  PusherTransport *transport;
  PusherOptions *options;
  PusherClock *clock;
  const PusherSocketHandlers *handlers; /* NULL once ended or abandoned */
  gpointer user_data;

  PusherLiveness *liveness;
  guint handshake_timer;
  guint adapted_activity_timeout;
  guint activity_timeout;
  char *id; /* NULL before the greeting */
  gint64 up_since;
};

G_DEFINE_FINAL_TYPE (PusherSocket, pusher_socket, G_TYPE_OBJECT)

static guint
shortest (guint a, guint b)
{
  return a == 0 ? b : b == 0 ? a : MIN (a, b);
}

static void
end (PusherSocket *self, const PusherSocketEnd *how)
{
  const PusherSocketHandlers *handlers = self->handlers;

  if (handlers == NULL)
    return;

  pusher_socket_abandon (self);
  handlers->ended (how, self->user_data);
}

static void
end_with (PusherSocket *self, PusherError code, const char *message, PusherRetry retry)
{
  g_autoptr (GError) error = g_error_new_literal (PUSHER_ERROR, (int) code, message);
  PusherSocketEnd how = { .error = error, .retry = retry };

  end (self, &how);
}

static void
on_greeting_missing (gpointer user_data)
{
  PusherSocket *self = PUSHER_SOCKET (user_data);
  g_autoptr (GError) error = pusher_transport_explain_silence (self->transport);
  PusherSocketEnd how
      = { .error = error, .retry = PUSHER_RETRY_BACK_OFF, .unclean = TRUE, .no_greeting = TRUE };

  self->handshake_timer = 0;
  end (self, &how);
}

static void
on_ping_needed (gpointer user_data)
{
  PusherSocket *self = PUSHER_SOCKET (user_data);
  g_autofree char *ping = pusher_message_ping ();

  pusher_socket_send (self, ping);
}

static void
on_dead (gpointer user_data)
{
  PusherSocket *self = PUSHER_SOCKET (user_data);
  g_autoptr (GError) error = g_error_new (PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT,
                                          _ ("The server has fallen silent; connecting again"));
  PusherSocketEnd how = {
    .error = error,
    .retry = PUSHER_RETRY_AT_ONCE,
    .unclean = TRUE,
    .in_silence = TRUE,
  };

  end (self, &how);
}

static const PusherLivenessHandlers liveness_handlers = {
  .ping = on_ping_needed,
  .dead = on_dead,
};

static void
send_pong (PusherSocket *self)
{
  g_autofree char *pong = pusher_message_pong ();

  pusher_transport_send (self->transport, pong);
}

static void
greet (PusherSocket *self, PusherEvent *event)
{
  g_autoptr (GError) error = NULL;
  guint server_timeout;

  if (!pusher_greeting_parse (event, &self->id, &server_timeout, &error))
    {
      PusherSocketEnd how = { .error = error, .retry = PUSHER_RETRY_BACK_OFF };

      end (self, &how);
      return;
    }

  pusher_clock_clear_timer (self->clock, &self->handshake_timer);
  self->up_since = pusher_clock_get_time (self->clock);
  self->activity_timeout
      = shortest (pusher_options_get_activity_timeout (self->options), server_timeout);
  pusher_liveness_start (self->liveness,
                         (gint64) shortest (self->activity_timeout, self->adapted_activity_timeout)
                             * G_USEC_PER_SEC,
                         (gint64) pusher_options_get_pong_timeout (self->options) * G_USEC_PER_SEC);
  self->handlers->greeted (self->user_data);
}

/* Until the greeting only a ping and an error make sense (rows 2.6, 2.7, 2.9). */
static void
handle_before_greeting (PusherSocket *self, PusherEvent *event)
{
  const char *name = pusher_event_get_name (event);

  if (g_str_equal (name, "pusher:connection_established"))
    {
      greet (self, event);
    }
  else if (g_str_equal (name, "pusher:error"))
    {
      PusherSocketEnd how = { 0 };
      g_autoptr (GError) error = pusher_server_error_new (event, &how.code);

      how.error = error;
      how.retry = pusher_close_get_retry (how.code);
      end (self, &how);
    }
  else if (g_str_equal (name, "pusher:ping"))
    {
      send_pong (self);
    }
  else
    {
      end_with (self, PUSHER_ERROR_HANDSHAKE,
                _ ("What answers at this address does not speak the Pusher protocol; check the "
                   "address"),
                PUSHER_RETRY_BACK_OFF);
    }
}

/* A `pusher:error` after the greeting is information, whatever its code (row 4.1). */
static void
handle_event (PusherSocket *self, PusherEvent *event)
{
  const char *name = pusher_event_get_name (event);

  if (g_str_has_prefix (name, "pusher:"))
    {
      if (g_str_equal (name, "pusher:ping"))
        {
          send_pong (self);
          return;
        }
      if (g_str_equal (name, "pusher:error"))
        {
          g_autoptr (GError) error = pusher_server_report_new (event);

          self->handlers->error (error, pusher_event_get_channel (event), self->user_data);
          return;
        }
      /* A second greeting never changes the socket's id (row 2.8). */
      if (g_str_equal (name, "pusher:pong") || g_str_equal (name, "pusher:connection_established"))
        return;
    }

  self->handlers->event (event, self->user_data);
}

static void
on_message (PusherTransport *transport, GBytes *text, gpointer user_data)
{
  g_autoptr (PusherSocket) self = g_object_ref (PUSHER_SOCKET (user_data));
  g_autoptr (PusherEvent) event = NULL;
  g_autoptr (GError) error = NULL;

  if (self->id != NULL)
    pusher_liveness_received (self->liveness);

  event = pusher_frame_parse (text, &error);
  if (event != NULL && self->id != NULL)
    handle_event (self, event);
  else if (event != NULL)
    handle_before_greeting (self, event);
  else if (self->id != NULL)
    self->handlers->error (error, NULL, self->user_data);
  else
    end_with (self, PUSHER_ERROR_BAD_FRAME, error->message, PUSHER_RETRY_BACK_OFF);
}

static void
on_binary (PusherTransport *transport, gpointer user_data)
{
  g_autoptr (PusherSocket) self = g_object_ref (PUSHER_SOCKET (user_data));
  g_autoptr (GError) error = NULL;

  if (self->id != NULL)
    pusher_liveness_received (self->liveness);
  g_set_error (&error, PUSHER_ERROR, PUSHER_ERROR_BAD_FRAME,
               _ ("The server sent a binary message, which the protocol does not know"));
  self->handlers->error (error, NULL, self->user_data);
}

static void
on_activity (PusherTransport *transport, gpointer user_data)
{
  PusherSocket *self = PUSHER_SOCKET (user_data);

  if (self->id != NULL)
    pusher_liveness_received (self->liveness);
}

static void
on_closed (PusherTransport *transport, const PusherTransportEnd *closed, gpointer user_data)
{
  g_autoptr (PusherSocket) self = g_object_ref (PUSHER_SOCKET (user_data));
  g_autofree char *reason = pusher_server_words_dup (closed->reason);
  g_autoptr (GError) error = NULL;
  PusherSocketEnd how = {
    .retry = pusher_close_get_retry (closed->code),
    .retry_after = closed->retry_after,
    .code = closed->code,
    .unclean = closed->code < 1000 || closed->code == 1006,
    .in_silence = closed->code < 1000 || closed->code == 1006,
  };

  if (closed->error != NULL)
    error = g_error_copy (closed->error);
  else if (closed->code >= 4000 && closed->code <= 4099)
    error = pusher_server_error_new_for_code (closed->code, closed->reason);
  else if (*reason != '\0')
    error = g_error_new (PUSHER_ERROR, PUSHER_ERROR_CLOSED,
                         _ ("The server closed the connection (%u: %s)"), closed->code, reason);
  else
    error = g_error_new (PUSHER_ERROR, PUSHER_ERROR_CLOSED,
                         _ ("The server closed the connection (%u)"), closed->code);

  how.error = error;
  end (self, &how);
}

static const PusherTransportHandlers transport_handlers = {
  .message = on_message,
  .binary = on_binary,
  .activity = on_activity,
  .closed = on_closed,
};

static void
pusher_socket_dispose (GObject *object)
{
  pusher_socket_abandon (PUSHER_SOCKET (object));

  G_OBJECT_CLASS (pusher_socket_parent_class)->dispose (object);
}

static void
pusher_socket_finalize (GObject *object)
{
  PusherSocket *self = PUSHER_SOCKET (object);

  g_clear_pointer (&self->liveness, pusher_liveness_free);
  g_clear_pointer (&self->options, pusher_options_free);
  g_clear_object (&self->clock);
  g_free (self->id);

  G_OBJECT_CLASS (pusher_socket_parent_class)->finalize (object);
}

static void
pusher_socket_class_init (PusherSocketClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pusher_socket_dispose;
  object_class->finalize = pusher_socket_finalize;
}

static void
pusher_socket_init (PusherSocket *self)
{
}

/**
 * pusher_socket_new:
 * @transport: (transfer full): what carries it, not opened
 * @options: how to connect; copied
 * @clock: the time
 * @handlers: who is told; static
 * @user_data: for @handlers; must outlive the socket or its abandonment
 *
 * Returns: (transfer full): a socket that is not open
 */
PusherSocket *
pusher_socket_new (PusherTransport *transport,
                   const PusherOptions *options,
                   PusherClock *clock,
                   const PusherSocketHandlers *handlers,
                   gpointer user_data)
{
  PusherSocket *self = g_object_new (PUSHER_TYPE_SOCKET, NULL);

  self->transport = transport;
  self->options = pusher_options_copy (options);
  self->clock = g_object_ref (clock);
  self->handlers = handlers;
  self->user_data = user_data;
  self->liveness = pusher_liveness_new (clock, &liveness_handlers, self);

  return self;
}

/**
 * pusher_socket_open:
 * @self: a socket
 * @uri: the address
 * @handshake_timeout: how long the server's greeting may take, in s (rows 1.13, 1.14)
 * @adapted_activity_timeout: a bound on the activity timeout that experience has taught, in s, or 0
 * for none (row 3.9)
 *
 * Begins to connect. No handler is called before this returns.
 */
void
pusher_socket_open (PusherSocket *self,
                    const char *uri,
                    guint handshake_timeout,
                    guint adapted_activity_timeout)
{
  self->adapted_activity_timeout = adapted_activity_timeout;
  self->handshake_timer = pusher_clock_add_timer (
      self->clock, (gint64) handshake_timeout * G_USEC_PER_SEC, on_greeting_missing, self);
  pusher_transport_open (self->transport, uri, pusher_options_get_origin (self->options),
                         &transport_handlers, self);
}

/**
 * pusher_socket_abandon:
 * @self: a socket in any state
 *
 * Ends it without waiting for the server, and without a word to anybody (rows 4.25, 4.26).
 */
void
pusher_socket_abandon (PusherSocket *self)
{
  g_autoptr (PusherTransport) transport = g_steal_pointer (&self->transport);

  self->handlers = NULL;
  pusher_clock_clear_timer (self->clock, &self->handshake_timer);
  pusher_liveness_stop (self->liveness);
  if (transport != NULL)
    pusher_transport_abandon (transport);
}

/**
 * pusher_socket_send:
 * @self: a socket
 * @text: a frame
 *
 * Returns: %FALSE, and nothing is queued, unless the server has greeted and the socket is open
 * (row 4.24)
 */
gboolean
pusher_socket_send (PusherSocket *self, const char *text)
{
  return self->id != NULL && self->transport != NULL
         && pusher_transport_send (self->transport, text);
}

/**
 * pusher_socket_check:
 * @self: a socket whose server has greeted
 * @in_doubt: whether the answer is awaited for a shorter time than usual, because there is good
 * reason to doubt that it comes (row 14.3)
 *
 * Pings now (row 3.11).
 */
void
pusher_socket_check (PusherSocket *self, gboolean in_doubt)
{
  guint timeout
      = in_doubt ? DOUBTFUL_PONG_TIMEOUT : pusher_options_get_pong_timeout (self->options);

  if (self->id != NULL && self->handlers != NULL)
    pusher_liveness_check (self->liveness, (gint64) timeout * G_USEC_PER_SEC);
}

/**
 * pusher_socket_resumed:
 * @self: a socket whose server has greeted
 * @slept: for how long the computer was suspended, in µs
 *
 * Gives up where the server will have done so too, and pings otherwise (row 14.4).
 */
void
pusher_socket_resumed (PusherSocket *self, gint64 slept)
{
  guint patience = self->activity_timeout + pusher_options_get_pong_timeout (self->options);

  if (slept > (gint64) patience * G_USEC_PER_SEC)
    {
      g_autoptr (GError) error = g_error_new (PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT,
                                              _ ("The computer has slept; connecting again"));
      PusherSocketEnd how = { .error = error, .retry = PUSHER_RETRY_AT_ONCE, .in_silence = TRUE };

      end (self, &how);
    }
  else
    {
      pusher_socket_check (self, TRUE);
    }
}

/**
 * pusher_socket_leave:
 * @self: a socket whose server has greeted
 *
 * Ends it because another way to the server is to be taken (row 14.10).
 */
void
pusher_socket_leave (PusherSocket *self)
{
  end_with (self, PUSHER_ERROR_NETWORK, _ ("The proxy settings have changed; connecting again"),
            PUSHER_RETRY_AT_ONCE);
}

/**
 * pusher_socket_get_id:
 * @self: a socket
 *
 * Returns: (nullable): the server's id for it, %NULL before the greeting (row 2.3)
 */
const char *
pusher_socket_get_id (PusherSocket *self)
{
  return self->id;
}

/**
 * pusher_socket_get_up_since:
 * @self: a socket whose server has greeted
 *
 * Returns: when that was, in µs
 */
gint64
pusher_socket_get_up_since (PusherSocket *self)
{
  return self->up_since;
}

/**
 * pusher_socket_get_last_received:
 * @self: a socket whose server has greeted
 *
 * Returns: when the last sign of life came, in µs
 */
gint64
pusher_socket_get_last_received (PusherSocket *self)
{
  return pusher_liveness_get_last_received (self->liveness);
}

/**
 * pusher_socket_get_activity_timeout:
 * @self: a socket whose server has greeted
 *
 * Returns: the silence after which the server is pinged, in s, before what experience has taught
 */
guint
pusher_socket_get_activity_timeout (PusherSocket *self)
{
  return self->activity_timeout;
}
