/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * One logical connection over any number of sockets. What is wanted (open or closed) and what is
 * (the phase) are kept apart: the phase moves by the table of pusher-connection-state.c only, in
 * pusher_connection_set_phase(), and every failure passes through fail_attempt(). What networks
 * have to do with it is in pusher-connection-network.c.
 */

#include "pusher/pusher-connection-private.h"

#include <glib/gi18n-lib.h>

#include "pusher/pusher-error.h"

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

/* The one place that tells anybody of a new state, and never of the same twice (row 4.22). */
static void
update_state (PusherConnection *self)
{
  PusherConnectionState state = pusher_phase_get_state (self->phase, self->opened_before,
                                                        pusher_absence_is_long (self->absence));

  if (state == self->state)
    return;

  g_debug ("Connection: %s → %s", pusher_connection_state_to_string (self->state),
           pusher_connection_state_to_string (state));
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/**
 * pusher_connection_set_phase:
 * @self: a connection
 * @input: what has happened
 *
 * Moves the phase, and tells nobody. For the connection's own files.
 */
void
pusher_connection_set_phase (PusherConnection *self, PusherInput input)
{
  PusherPhase next = pusher_phase_next (self->phase, input);

  g_return_if_fail (next != PUSHER_PHASE_INVALID);

  self->phase = next;
}

/**
 * pusher_connection_drop_socket:
 * @self: a connection
 *
 * Abandons the socket, if there is one, and tells that its id is gone. For the connection's own
 * files.
 */
void
pusher_connection_drop_socket (PusherConnection *self)
{
  g_autoptr (PusherSocket) socket = g_steal_pointer (&self->socket);

  if (socket == NULL)
    return;

  pusher_socket_abandon (socket);
  if (pusher_socket_get_id (socket) != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SOCKET_ID]);
}

static void
emit_error (PusherConnection *self, const GError *error, const char *channel)
{
  g_debug ("Connection: %s", error->message);
  g_signal_emit (self, signals[SIGNAL_ERROR], 0, error, channel);
}

static void
on_absence_long (gpointer user_data)
{
  update_state (PUSHER_CONNECTION (user_data));
}

static void
on_retry_due (gpointer user_data)
{
  PusherConnection *self = PUSHER_CONNECTION (user_data);

  self->retry_timer = 0;
  begin_attempt (self);
}

/**
 * pusher_connection_schedule:
 * @self: a connection that waits for no other attempt
 * @delay: how long to wait, in µs
 *
 * Plans the next attempt. For the connection's own files.
 */
void
pusher_connection_schedule (PusherConnection *self, gint64 delay)
{
  self->retry_time = pusher_clock_get_time (self->clock) + delay;
  self->retry_timer = pusher_clock_add_timer (self->clock, delay, on_retry_due, self);
}

/* Whether the next attempt goes to another address, because the server said so. */
static gboolean
follow_server (PusherConnection *self, const PusherSocketEnd *end)
{
  if (!pusher_options_switch_to_tls (self->options, end->code))
    return FALSE;

  g_free (self->uri);
  self->uri = pusher_options_build_uri (self->options, NULL);

  return TRUE;
}

/* The attempt or the connection has ended. The phase moves and the next attempt is planned before
 * anybody is told, who may close, open or try again then. */
static void
fail_attempt (PusherConnection *self, const PusherSocketEnd *end)
{
  g_autoptr (PusherConnection) keep = g_object_ref (self);
  g_autoptr (GError) told = g_error_copy (end->error);
  gboolean refused = end->retry == PUSHER_RETRY_NEVER || end->retry == PUSHER_RETRY_SLOWLY;
  gboolean at_once = follow_server (self, end);
  gint64 now = pusher_clock_get_time (self->clock);

  if (self->phase == PUSHER_PHASE_UP)
    {
      pusher_patience_note_loss (&self->patience, end,
                                 now - pusher_socket_get_up_since (self->socket),
                                 pusher_socket_get_activity_timeout (self->socket));
      self->missed_since = end->in_silence ? pusher_socket_get_last_received (self->socket) : now;
    }

  g_clear_error (&self->last_error);
  self->last_error = g_error_copy (end->error);
  pusher_connection_set_phase (self, refused ? PUSHER_INPUT_REFUSED : PUSHER_INPUT_LOST);
  if (end->retry != PUSHER_RETRY_NEVER)
    pusher_connection_schedule (
        self, at_once ? 0
                      : pusher_patience_choose_delay (&self->patience, end, now,
                                                      pusher_clock_get_random (self->clock)));
  if (!refused)
    pusher_absence_begin (self->absence);

  pusher_connection_drop_socket (self);
  update_state (self);
  /* Whoever has closed meanwhile is left alone (row 2.12). */
  if (self->wanted)
    emit_error (self, told, NULL);
}

static void
on_greeted (gpointer user_data)
{
  /* Whoever is told may let go of us. */
  g_autoptr (PusherConnection) self = g_object_ref (PUSHER_CONNECTION (user_data));

  pusher_absence_end (self->absence);
  self->patience.handshake_timeouts = 0;
  g_clear_error (&self->last_error);

  pusher_connection_set_phase (self, PUSHER_INPUT_GREETED);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SOCKET_ID]);
  update_state (self);
}

static void
on_event (PusherEvent *event, gpointer user_data)
{
  g_autoptr (PusherConnection) self = g_object_ref (PUSHER_CONNECTION (user_data));

  g_signal_emit (self, signals[SIGNAL_EVENT], 0, event);
}

static void
on_error (const GError *error, const char *channel, gpointer user_data)
{
  g_autoptr (PusherConnection) self = g_object_ref (PUSHER_CONNECTION (user_data));

  emit_error (self, error, channel);
}

static void
on_ended (const PusherSocketEnd *end, gpointer user_data)
{
  fail_attempt (PUSHER_CONNECTION (user_data), end);
}

static const PusherSocketHandlers socket_handlers = {
  .greeted = on_greeted,
  .event = on_event,
  .error = on_error,
  .ended = on_ended,
};

static void
begin_attempt (PusherConnection *self)
{
  pusher_clock_clear_timer (self->clock, &self->retry_timer);
  pusher_backoff_attempt (&self->patience.backoff, pusher_clock_get_time (self->clock));
  pusher_connection_set_phase (self, PUSHER_INPUT_ATTEMPT);
  self->opened_before = TRUE;
  pusher_absence_begin (self->absence);

  self->socket = pusher_socket_new (self->factory (self->factory_data), self->options, self->clock,
                                    &socket_handlers, self);
  pusher_socket_open (self->socket, self->uri,
                      pusher_patience_get_handshake_timeout (&self->patience),
                      self->patience.adapted_activity_timeout);
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
      g_value_set_string (value, pusher_connection_get_socket_id (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
pusher_connection_dispose (GObject *object)
{
  PusherConnection *self = PUSHER_CONNECTION (object);

  if (self->socket != NULL)
    pusher_socket_abandon (self->socket);
  g_clear_object (&self->socket);
  pusher_absence_end (self->absence);
  pusher_clock_clear_timer (self->clock, &self->retry_timer);

  G_OBJECT_CLASS (pusher_connection_parent_class)->dispose (object);
}

static void
pusher_connection_finalize (GObject *object)
{
  PusherConnection *self = PUSHER_CONNECTION (object);

  pusher_absence_free (self->absence);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->options, pusher_options_free);
  if (self->factory_data_free != NULL)
    self->factory_data_free (self->factory_data);
  g_clear_error (&self->last_error);
  g_free (self->uri);

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
  signals[SIGNAL_EVENT]
      = g_signal_new ("event", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 1, PUSHER_TYPE_EVENT | G_SIGNAL_TYPE_STATIC_SCOPE);
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
  self->absence = pusher_absence_new (clock, on_absence_long, self);
  self->factory = factory;
  self->factory_data = factory_data;
  self->factory_data_free = factory_data_free;

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
      self->patience.backoff = (PusherBackoff){ 0 };
      self->patience.handshake_timeouts = 0;
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
  pusher_absence_end (self->absence);
  self->missed_since = pusher_clock_get_time (self->clock);
  pusher_connection_set_phase (self, PUSHER_INPUT_STOP);
  pusher_connection_drop_socket (self);
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
  return self->phase == PUSHER_PHASE_UP && pusher_socket_send (self->socket, text);
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
  return self->phase == PUSHER_PHASE_UP ? pusher_socket_get_id (self->socket) : NULL;
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
 * pusher_connection_get_missed_since:
 * @self: a connection that was lost or closed
 *
 * Returns: from when on events of the server may not have arrived, in µs: the last sign of life, or
 *   the end where that was an orderly one (row 8.31)
 */
gint64
pusher_connection_get_missed_since (PusherConnection *self)
{
  return self->missed_since;
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
