/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * One logical connection over any number of sockets. What is wanted (open or closed) and what is
 * (the phase) are kept apart: the phase moves by the table of pusher-connection-state.c only, in
 * set_phase(), and every failure passes through fail_attempt().
 */

#include "pusher/pusher-connection.h"

#include <glib/gi18n-lib.h>

#include "pusher/pusher-backoff.h"
#include "pusher/pusher-close.h"
#include "pusher/pusher-error.h"
#include "pusher/pusher-frame.h"
#include "pusher/pusher-greeting.h"
#include "pusher/pusher-liveness.h"
#include "pusher/pusher-message.h"

/* A connection that an idle proxy cuts early is pinged more often, but never faster than this, in s
 * (row 3.9). */
#define ADAPTED_ACTIVITY_TIMEOUT_MIN 10

struct _PusherConnection
{
  GObject parent_instance;

  PusherOptions *options;
  char *uri;
  PusherClock *clock;
  PusherTransportFactory factory;
  gpointer factory_data;
  GDestroyNotify factory_data_free;

  gboolean wanted;
  PusherPhase phase;
  gboolean opened_before;
  gboolean unavailable;
  PusherConnectionState state;

  PusherTransport *transport;
  PusherLiveness *liveness;
  PusherBackoff backoff;
  guint handshake_timeouts;
  guint adapted_activity_timeout;

  guint handshake_timer;
  guint retry_timer;
  guint unavailable_timer;
  gint64 retry_time;
  gint64 up_since;
  guint activity_timeout;

  char *socket_id;
  GError *last_error;
};

enum
{
  PROP_STATE = 1,
  PROP_SOCKET_ID,
  N_PROPERTIES,
};

enum
{
  SIGNAL_EVENT,
  SIGNAL_ERROR,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PusherConnection, pusher_connection, G_TYPE_OBJECT)

static void begin_attempt (PusherConnection *self);

static PusherConnectionState
derive_state (PusherConnection *self)
{
  switch (self->phase)
    {
    case PUSHER_PHASE_OPENING:
    case PUSHER_PHASE_WAITING:
      return self->unavailable ? PUSHER_CONNECTION_UNAVAILABLE : PUSHER_CONNECTION_CONNECTING;
    case PUSHER_PHASE_UP:
      return PUSHER_CONNECTION_CONNECTED;
    case PUSHER_PHASE_REFUSED:
      return PUSHER_CONNECTION_REFUSED;
    case PUSHER_PHASE_IDLE:
    case PUSHER_PHASE_INVALID:
    default:
      return self->opened_before ? PUSHER_CONNECTION_DISCONNECTED : PUSHER_CONNECTION_INITIALIZED;
    }
}

/* The one place that tells anybody of a new state, and never of the same twice (row 4.22). */
static void
update_state (PusherConnection *self)
{
  PusherConnectionState state = derive_state (self);

  if (state == self->state)
    return;

  g_debug ("Connection: %s → %s", pusher_connection_state_to_string (self->state),
           pusher_connection_state_to_string (state));
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
set_phase (PusherConnection *self, PusherInput input)
{
  PusherPhase next = pusher_phase_next (self->phase, input);

  g_return_if_fail (next != PUSHER_PHASE_INVALID);

  self->phase = next;
}

static void
drop_transport (PusherConnection *self)
{
  g_autoptr (PusherTransport) transport = g_steal_pointer (&self->transport);

  pusher_clock_clear_timer (self->clock, &self->handshake_timer);
  pusher_liveness_stop (self->liveness);
  if (transport != NULL)
    pusher_transport_abandon (transport);
  if (self->socket_id != NULL)
    {
      g_clear_pointer (&self->socket_id, g_free);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SOCKET_ID]);
    }
}

static void
emit_error (PusherConnection *self, const GError *error, const char *channel)
{
  g_debug ("Connection: %s", error->message);
  g_signal_emit (self, signals[SIGNAL_ERROR], 0, error, channel);
}

static void
on_unavailable_due (gpointer user_data)
{
  PusherConnection *self = PUSHER_CONNECTION (user_data);

  self->unavailable_timer = 0;
  self->unavailable = TRUE;
  update_state (self);
}

static void
on_retry_due (gpointer user_data)
{
  PusherConnection *self = PUSHER_CONNECTION (user_data);

  self->retry_timer = 0;
  begin_attempt (self);
}

/* Runs from the loss of the connection until the next, however many attempts that takes (row 4.20).
 */
static void
watch_availability (PusherConnection *self)
{
  if (self->unavailable_timer == 0 && !self->unavailable)
    self->unavailable_timer = pusher_clock_add_timer (
        self->clock, PUSHER_UNAVAILABLE_TIMEOUT * G_USEC_PER_SEC, on_unavailable_due, self);
}

static void
schedule (PusherConnection *self, gint64 delay)
{
  self->retry_time = pusher_clock_get_time (self->clock) + delay;
  self->retry_timer = pusher_clock_add_timer (self->clock, delay, on_retry_due, self);
}

/* Remembers how long the connection lived: a proxy that cuts idle ones shows by that (row 3.9). */
static void
adapt_activity_timeout (PusherConnection *self, gint64 up_for, gboolean clean)
{
  gint64 longest_delay = (gint64) self->activity_timeout * G_USEC_PER_SEC;

  if (clean || up_for >= 2 * longest_delay)
    return;

  self->adapted_activity_timeout
      = (guint) MAX (up_for / 2 / G_USEC_PER_SEC, ADAPTED_ACTIVITY_TIMEOUT_MIN);
}

/* The attempt or the connection has ended; @error says why, @retry what follows. The phase moves
 * and the next attempt is planned before anybody is told, who may close, open or try again then. */
static void
fail_attempt (PusherConnection *self, GError *error, PusherRetry retry, guint retry_after)
{
  g_autoptr (PusherConnection) keep = g_object_ref (self);
  g_autoptr (GError) told = g_error_copy (error);
  gboolean refused = retry == PUSHER_RETRY_NEVER || retry == PUSHER_RETRY_SLOWLY;
  gint64 now = pusher_clock_get_time (self->clock);
  double random = pusher_clock_get_random (self->clock);
  gint64 delay;

  if (self->phase == PUSHER_PHASE_UP)
    pusher_backoff_held (&self->backoff, now - self->up_since);

  g_clear_error (&self->last_error);
  self->last_error = error;
  set_phase (self, refused ? PUSHER_INPUT_REFUSED : PUSHER_INPUT_LOST);

  if (retry == PUSHER_RETRY_SLOWLY)
    {
      delay = (gint64) (PUSHER_RETRY_SLOW_DELAY * (1.0 + 0.2 * random) * G_USEC_PER_SEC);
      schedule (self, MAX (delay, (gint64) retry_after * G_USEC_PER_SEC));
    }
  else if (!refused)
    {
      delay = retry == PUSHER_RETRY_AT_ONCE
                  ? pusher_backoff_next_at_once (&self->backoff, now, random)
                  : pusher_backoff_next (&self->backoff, random);
      schedule (self, MAX (delay, (gint64) retry_after * G_USEC_PER_SEC));
      watch_availability (self);
    }

  drop_transport (self);
  update_state (self);
  /* Whoever has closed meanwhile is left alone (row 2.12). */
  if (self->wanted)
    emit_error (self, told, NULL);
}

static void
on_handshake_timeout (gpointer user_data)
{
  PusherConnection *self = PUSHER_CONNECTION (user_data);

  self->handshake_timer = 0;
  self->handshake_timeouts++;
  fail_attempt (self,
                g_error_new (PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT,
                             _ ("The server does not answer; check the address and the network")),
                PUSHER_RETRY_BACK_OFF, 0);
}

static void
on_ping_needed (gpointer user_data)
{
  PusherConnection *self = PUSHER_CONNECTION (user_data);
  g_autofree char *ping = pusher_message_ping ();

  pusher_connection_send (self, ping);
}

static void
on_dead (gpointer user_data)
{
  PusherConnection *self = PUSHER_CONNECTION (user_data);

  adapt_activity_timeout (self, pusher_clock_get_time (self->clock) - self->up_since, FALSE);
  fail_attempt (self,
                g_error_new (PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT,
                             _ ("The server has fallen silent; connecting again")),
                PUSHER_RETRY_AT_ONCE, 0);
}

static const PusherLivenessHandlers liveness_handlers = {
  .ping = on_ping_needed,
  .dead = on_dead,
};

static guint
shortest (guint a, guint b)
{
  return a == 0 ? b : b == 0 ? a : MIN (a, b);
}

static void
greet (PusherConnection *self, PusherEvent *event)
{
  g_autoptr (GError) error = NULL;
  guint server_timeout;

  if (!pusher_greeting_parse (event, &self->socket_id, &server_timeout, &error))
    {
      fail_attempt (self, g_steal_pointer (&error), PUSHER_RETRY_BACK_OFF, 0);
      return;
    }

  pusher_clock_clear_timer (self->clock, &self->handshake_timer);
  pusher_clock_clear_timer (self->clock, &self->unavailable_timer);
  self->unavailable = FALSE;
  self->handshake_timeouts = 0;
  self->up_since = pusher_clock_get_time (self->clock);
  g_clear_error (&self->last_error);

  self->activity_timeout
      = shortest (pusher_options_get_activity_timeout (self->options), server_timeout);
  pusher_liveness_start (self->liveness,
                         (gint64) shortest (self->activity_timeout, self->adapted_activity_timeout)
                             * G_USEC_PER_SEC,
                         (gint64) pusher_options_get_pong_timeout (self->options) * G_USEC_PER_SEC);

  set_phase (self, PUSHER_INPUT_GREETED);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SOCKET_ID]);
  update_state (self);
}

/* Until the greeting only a ping and an error make sense (rows 2.6, 2.7, 2.9). */
static void
handle_before_greeting (PusherConnection *self, PusherEvent *event)
{
  const char *name = pusher_event_get_name (event);

  if (g_str_equal (name, "pusher:connection_established"))
    {
      greet (self, event);
    }
  else if (g_str_equal (name, "pusher:error"))
    {
      guint code;
      GError *error = pusher_server_error_new (event, &code);

      fail_attempt (self, error, pusher_close_get_retry (code), 0);
    }
  else if (g_str_equal (name, "pusher:ping"))
    {
      g_autofree char *pong = pusher_message_pong ();

      pusher_transport_send (self->transport, pong);
    }
  else
    {
      fail_attempt (self,
                    g_error_new (PUSHER_ERROR, PUSHER_ERROR_HANDSHAKE,
                                 _ ("What answers at this address does not speak the Pusher "
                                    "protocol; check the address")),
                    PUSHER_RETRY_BACK_OFF, 0);
    }
}

/* A `pusher:error` after the greeting is information, whatever its code (row 4.1). */
static void
handle_event (PusherConnection *self, PusherEvent *event)
{
  const char *name = pusher_event_get_name (event);

  if (g_str_has_prefix (name, "pusher:"))
    {
      if (g_str_equal (name, "pusher:ping"))
        {
          g_autofree char *pong = pusher_message_pong ();

          pusher_connection_send (self, pong);
          return;
        }
      if (g_str_equal (name, "pusher:error"))
        {
          g_autoptr (GError) error = pusher_server_error_new (event, NULL);

          emit_error (self, error, pusher_event_get_channel (event));
          return;
        }
      /* A second greeting never changes the socket's id (row 2.8). */
      if (g_str_equal (name, "pusher:pong") || g_str_equal (name, "pusher:connection_established"))
        return;
    }

  g_signal_emit (self, signals[SIGNAL_EVENT], 0, event);
}

static void
on_message (PusherTransport *transport, GBytes *text, gpointer user_data)
{
  g_autoptr (PusherConnection) self = g_object_ref (PUSHER_CONNECTION (user_data));
  g_autoptr (PusherEvent) event = NULL;
  g_autoptr (GError) error = NULL;

  if (self->phase == PUSHER_PHASE_UP)
    pusher_liveness_received (self->liveness);

  event = pusher_frame_parse (text, &error);
  if (self->phase == PUSHER_PHASE_OPENING)
    {
      if (event != NULL)
        handle_before_greeting (self, event);
      else
        fail_attempt (self, g_steal_pointer (&error), PUSHER_RETRY_BACK_OFF, 0);
    }
  else if (event != NULL)
    {
      handle_event (self, event);
    }
  else
    {
      emit_error (self, error, NULL);
    }
}

static void
on_binary (PusherTransport *transport, gpointer user_data)
{
  g_autoptr (PusherConnection) self = g_object_ref (PUSHER_CONNECTION (user_data));
  g_autoptr (GError) error = NULL;

  if (self->phase == PUSHER_PHASE_UP)
    pusher_liveness_received (self->liveness);
  g_set_error (&error, PUSHER_ERROR, PUSHER_ERROR_BAD_FRAME,
               _ ("The server sent a binary message, which the protocol does not know"));
  emit_error (self, error, NULL);
}

static void
on_activity (PusherTransport *transport, gpointer user_data)
{
  PusherConnection *self = PUSHER_CONNECTION (user_data);

  if (self->phase == PUSHER_PHASE_UP)
    pusher_liveness_received (self->liveness);
}

static void
on_closed (PusherTransport *transport, const PusherTransportEnd *end, gpointer user_data)
{
  PusherConnection *self = PUSHER_CONNECTION (user_data);
  PusherRetry retry = pusher_close_get_retry (end->code);
  GError *error;

  if (end->error != NULL)
    error = g_error_copy (end->error);
  else if (end->code >= 4000 && end->code <= 4099)
    error = pusher_server_error_new_for_code (end->code, end->reason);
  else
    error = g_error_new (PUSHER_ERROR, PUSHER_ERROR_CLOSED,
                         end->reason != NULL && *end->reason != '\0'
                             ? _ ("The server closed the connection (%u: %s)")
                             : _ ("The server closed the connection (%u%s)"),
                         end->code, end->reason != NULL ? end->reason : "");

  if (self->phase == PUSHER_PHASE_UP)
    adapt_activity_timeout (self, pusher_clock_get_time (self->clock) - self->up_since,
                            end->code >= 1000 && end->code != 1006);
  fail_attempt (self, error, retry, end->retry_after);
}

static const PusherTransportHandlers transport_handlers = {
  .message = on_message,
  .binary = on_binary,
  .activity = on_activity,
  .closed = on_closed,
};

static void
begin_attempt (PusherConnection *self)
{
  guint timeout = MIN ((guint) PUSHER_HANDSHAKE_TIMEOUT << MIN (self->handshake_timeouts, 4),
                       PUSHER_HANDSHAKE_TIMEOUT_MAX);

  pusher_clock_clear_timer (self->clock, &self->retry_timer);
  pusher_backoff_attempt (&self->backoff, pusher_clock_get_time (self->clock));
  set_phase (self, PUSHER_INPUT_ATTEMPT);
  self->opened_before = TRUE;
  watch_availability (self);

  self->transport = self->factory (self->factory_data);
  self->handshake_timer = pusher_clock_add_timer (self->clock, (gint64) timeout * G_USEC_PER_SEC,
                                                  on_handshake_timeout, self);
  pusher_transport_open (self->transport, self->uri, pusher_options_get_origin (self->options),
                         &transport_handlers, self);
  update_state (self);
}

static void
pusher_connection_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PusherConnection *self = PUSHER_CONNECTION (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_enum (value, (int) self->state);
      break;
    case PROP_SOCKET_ID:
      g_value_set_string (value, self->socket_id);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
pusher_connection_dispose (GObject *object)
{
  PusherConnection *self = PUSHER_CONNECTION (object);

  if (self->transport != NULL)
    pusher_transport_abandon (self->transport);
  g_clear_object (&self->transport);
  g_clear_pointer (&self->liveness, pusher_liveness_free);
  if (self->clock != NULL)
    {
      pusher_clock_clear_timer (self->clock, &self->handshake_timer);
      pusher_clock_clear_timer (self->clock, &self->retry_timer);
      pusher_clock_clear_timer (self->clock, &self->unavailable_timer);
    }

  G_OBJECT_CLASS (pusher_connection_parent_class)->dispose (object);
}

static void
pusher_connection_finalize (GObject *object)
{
  PusherConnection *self = PUSHER_CONNECTION (object);

  g_clear_object (&self->clock);
  g_clear_pointer (&self->options, pusher_options_free);
  if (self->factory_data_free != NULL)
    self->factory_data_free (self->factory_data);
  g_clear_error (&self->last_error);
  g_free (self->uri);
  g_free (self->socket_id);

  G_OBJECT_CLASS (pusher_connection_parent_class)->finalize (object);
}

static void
pusher_connection_class_init (PusherConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = pusher_connection_get_property;
  object_class->dispose = pusher_connection_dispose;
  object_class->finalize = pusher_connection_finalize;

  properties[PROP_STATE] = g_param_spec_enum (
      "state", NULL, NULL, PUSHER_TYPE_CONNECTION_STATE, PUSHER_CONNECTION_INITIALIZED,
      G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SOCKET_ID]
      = g_param_spec_string ("socket-id", NULL, NULL, NULL,
                             G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  /* An event of the server that is not about the connection itself. */
  signals[SIGNAL_EVENT] = g_signal_new ("event", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, PUSHER_TYPE_EVENT);
  /* A GError, and the name of the channel it is about, or NULL. */
  signals[SIGNAL_ERROR]
      = g_signal_new ("error", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 2, G_TYPE_ERROR, G_TYPE_STRING);
}

static void
pusher_connection_init (PusherConnection *self)
{
  self->phase = PUSHER_PHASE_IDLE;
  self->state = PUSHER_CONNECTION_INITIALIZED;
}

/**
 * pusher_connection_new:
 * @options: where to connect; copied
 * @clock: time and chance
 * @factory: makes a socket for each attempt
 * @factory_data: for @factory
 * @factory_data_free: (nullable): frees @factory_data with the connection
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): a connection that is not open, or %NULL with
 *   %PUSHER_ERROR_BAD_OPTIONS (row 1.5)
 */
PusherConnection *
pusher_connection_new (const PusherOptions *options,
                       PusherClock *clock,
                       PusherTransportFactory factory,
                       gpointer factory_data,
                       GDestroyNotify factory_data_free,
                       GError **error)
{
  g_autoptr (PusherConnection) self = NULL;
  g_autofree char *uri = pusher_options_build_uri (options, error);

  if (uri == NULL)
    {
      if (factory_data_free != NULL)
        factory_data_free (factory_data);
      return NULL;
    }

  self = g_object_new (PUSHER_TYPE_CONNECTION, NULL);
  self->options = pusher_options_copy (options);
  self->uri = g_steal_pointer (&uri);
  self->clock = g_object_ref (clock);
  self->factory = factory;
  self->factory_data = factory_data;
  self->factory_data_free = factory_data_free;
  self->liveness = pusher_liveness_new (clock, &liveness_handlers, self);

  return g_steal_pointer (&self);
}

/**
 * pusher_connection_open:
 * @self: a connection
 *
 * Wants to be connected from now on, until pusher_connection_close(); does nothing if that is so
 * already (row 2.11). After a refusal it tries once more.
 */
void
pusher_connection_open (PusherConnection *self)
{
  gboolean wanted = self->wanted;

  self->wanted = TRUE;
  if (self->phase == PUSHER_PHASE_REFUSED)
    begin_attempt (self);
  else if (!wanted)
    {
      self->backoff = (PusherBackoff){ 0 };
      self->handshake_timeouts = 0;
      begin_attempt (self);
    }
}

/**
 * pusher_connection_close:
 * @self: a connection in any state
 *
 * Wants nothing any more: no socket, timer or handler of the connection fires after this returns
 * (row 2.12).
 */
void
pusher_connection_close (PusherConnection *self)
{
  g_autoptr (PusherConnection) keep = g_object_ref (self);

  self->wanted = FALSE;
  if (self->phase == PUSHER_PHASE_IDLE)
    return;

  pusher_clock_clear_timer (self->clock, &self->retry_timer);
  pusher_clock_clear_timer (self->clock, &self->unavailable_timer);
  self->unavailable = FALSE;
  set_phase (self, PUSHER_INPUT_STOP);
  drop_transport (self);
  update_state (self);
}

/**
 * pusher_connection_retry_now:
 * @self: a connection
 *
 * Cuts short a wait for the next attempt, also after a refusal (row 4.7). Does nothing while an
 * attempt is under way, while connected, or when nothing is wanted. The count of failures stays.
 */
void
pusher_connection_retry_now (PusherConnection *self)
{
  if (self->phase == PUSHER_PHASE_WAITING || self->phase == PUSHER_PHASE_REFUSED)
    begin_attempt (self);
}

/**
 * pusher_connection_send:
 * @self: a connection
 * @text: a frame
 *
 * Returns: %FALSE, and nothing is queued, unless connected (row 4.24)
 */
gboolean
pusher_connection_send (PusherConnection *self, const char *text)
{
  return self->phase == PUSHER_PHASE_UP && pusher_transport_send (self->transport, text);
}

/**
 * pusher_connection_get_state:
 * @self: a connection
 *
 * Returns: the state
 */
PusherConnectionState
pusher_connection_get_state (PusherConnection *self)
{
  return self->state;
}

/**
 * pusher_connection_get_socket_id:
 * @self: a connection
 *
 * Returns: (nullable): the server's id for this socket, %NULL unless connected (rows 2.3, 8.32)
 */
const char *
pusher_connection_get_socket_id (PusherConnection *self)
{
  return self->socket_id;
}

/**
 * pusher_connection_get_last_error:
 * @self: a connection
 *
 * Returns: (nullable): why there is no connection; %NULL while there is one
 */
const GError *
pusher_connection_get_last_error (PusherConnection *self)
{
  return self->last_error;
}

/**
 * pusher_connection_get_next_attempt_in:
 * @self: a connection
 *
 * Returns: µs until the next attempt, or -1 if none is planned (row 4.23)
 */
gint64
pusher_connection_get_next_attempt_in (PusherConnection *self)
{
  if (self->retry_timer == 0)
    return -1;

  return MAX (self->retry_time - pusher_clock_get_time (self->clock), 0);
}
