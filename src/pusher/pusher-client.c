/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A connection with its channels: what an application uses. What networks have to do with it is in
 * pusher-client-network.c. */

#include "pusher/pusher-client-private.h"

#include <glib/gi18n-lib.h>

#include "pusher/pusher-client-event.h"
#include "pusher/pusher-error.h"
#include "pusher/pusher-json-text.h"
#include "pusher/pusher-marshal.h"
#include "pusher/pusher-message.h"
#include "pusher/pusher-subscription-events.h"

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
  SIGNAL_RESYNCHRONISED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PusherClient, pusher_client, G_TYPE_OBJECT)

/* Tells once after each connection that every wanted channel has an answer, and for how long events
 * may have been missed (rows 8.31, 14.8). */
static void
check_resynchronised (PusherClient *self)
{
  if (self->gap.open && pusher_subscription_list_all_answered (self->subscriptions))
    g_signal_emit (self, signals[SIGNAL_RESYNCHRONISED], 0,
                   pusher_gap_close (&self->gap, pusher_clock_get_time (self->clock)));
}

static void
on_channel_state_changed (PusherChannel *channel, GParamSpec *pspec, gpointer user_data)
{
  g_autoptr (PusherClient) self = g_object_ref (PUSHER_CLIENT (user_data));

  check_resynchronised (self);
}

static void
on_event (PusherConnection *connection, PusherEvent *event, gpointer user_data)
{
  g_autoptr (PusherClient) self = g_object_ref (PUSHER_CLIENT (user_data));
  const char *channel_name = pusher_event_get_channel (event);
  PusherSubscription *found = pusher_subscription_list_lookup (self->subscriptions, channel_name);
  g_autoptr (PusherSubscription) subscription = NULL;

  if (found == NULL && self->user != NULL && pusher_user_handle_event (self->user, event))
    return;
  if (found == NULL)
    {
      /* Of the connection, or of a channel that nobody wants (rows 5.15, 8.16, 8.17). */
      if (!pusher_event_is_internal (event))
        g_signal_emit (self, signals[SIGNAL_EVENT], 0, NULL, event);
      return;
    }

  /* Handlers may unsubscribe. */
  subscription = g_object_ref (found);
  if (!pusher_subscription_events_handle (subscription, event))
    pusher_subscription_deliver (subscription, event);
  if (!pusher_subscription_get_wanted (subscription)
      && pusher_channel_get_state (pusher_subscription_get_channel (subscription))
             == PUSHER_CHANNEL_WANTED)
    pusher_subscription_list_drop (self->subscriptions, subscription);
}

static void
on_subscription_event (PusherSubscription *subscription, PusherEvent *event, gpointer user_data)
{
  g_autoptr (PusherClient) self = g_object_ref (PUSHER_CLIENT (user_data));
  g_autoptr (PusherChannel) channel = g_object_ref (pusher_subscription_get_channel (subscription));

  pusher_channel_emit_event (channel, event);
  g_signal_emit (self, signals[SIGNAL_EVENT], 0, channel, event);
}

static void
on_subscription_error (PusherSubscription *subscription, const GError *error, gpointer user_data)
{
  g_autoptr (PusherClient) self = g_object_ref (PUSHER_CLIENT (user_data));

  g_signal_emit (self, signals[SIGNAL_ERROR], 0, error,
                 pusher_channel_get_name (pusher_subscription_get_channel (subscription)));
}

static const PusherSubscriptionHandlers subscription_handlers = {
  .event = on_subscription_event,
  .error = on_subscription_error,
};

static void
on_error (PusherConnection *connection, GError *error, const char *channel_name, gpointer user_data)
{
  g_autoptr (PusherClient) self = g_object_ref (PUSHER_CLIENT (user_data));
  PusherSubscription *found = pusher_subscription_list_lookup (self->subscriptions, channel_name);
  g_autoptr (PusherSubscription) subscription = NULL;

  if (channel_name == NULL && self->user != NULL
      && pusher_connection_get_state (connection) == PUSHER_CONNECTION_CONNECTED
      && !g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_BAD_FRAME))
    pusher_user_handle_error (self->user, error);
  if (found == NULL && pusher_connection_get_state (connection) == PUSHER_CONNECTION_CONNECTED
      && g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_REFUSED))
    {
      found = pusher_subscription_list_find_refused (self->subscriptions, error);
      if (found != NULL)
        {
          /* Handlers may unsubscribe. */
          subscription = g_object_ref (found);
          pusher_subscription_events_refuse (subscription, TRUE, error->message);
        }
      else
        pusher_subscription_list_suspect_all (self->subscriptions);
    }

  if (subscription != NULL)
    channel_name = pusher_channel_get_name (pusher_subscription_get_channel (subscription));
  g_signal_emit (self, signals[SIGNAL_ERROR], 0, error, channel_name);
}

static void
on_socket_id_changed (PusherConnection *connection, GParamSpec *pspec, gpointer user_data)
{
  g_autoptr (PusherClient) self = g_object_ref (PUSHER_CLIENT (user_data));

  if (pusher_connection_get_socket_id (connection) == NULL)
    {
      pusher_gap_lose (&self->gap, pusher_connection_get_missed_since (connection));
      if (self->user != NULL)
        pusher_user_stop (self->user);
      pusher_subscription_list_stop_all (self->subscriptions);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SOCKET_ID]);
}

static void
on_state_changed (PusherConnection *connection, GParamSpec *pspec, gpointer user_data)
{
  g_autoptr (PusherClient) self = g_object_ref (PUSHER_CLIENT (user_data));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  if (pusher_connection_get_state (connection) == PUSHER_CONNECTION_CONNECTED)
    {
      pusher_gap_connect (&self->gap);
      if (self->user != NULL)
        pusher_user_start (self->user);
      pusher_subscription_list_start_all (self->subscriptions);
      check_resynchronised (self);
    }
}

/* Rooms may have waited to know who we are, and events for the user may be waiting for us
 * (rows 7.9, 10.12). */
static void
on_user_state_changed (PusherUser *user, GParamSpec *pspec, gpointer user_data)
{
  g_autoptr (PusherClient) self = g_object_ref (PUSHER_CLIENT (user_data));
  g_autofree char *channel_name = pusher_user_dup_channel_name (user);

  if (pusher_user_get_state (user) == PUSHER_USER_SIGNED_IN)
    {
      g_autofree char *frame = pusher_message_subscribe (channel_name, NULL);

      pusher_connection_send (self->connection, frame);
    }
  if (pusher_user_get_state (user) == PUSHER_USER_SIGNED_IN
      || pusher_user_get_state (user) == PUSHER_USER_FAILED)
    pusher_subscription_list_start_waiting (self->subscriptions);
}

static void
pusher_client_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PusherClient *self = PUSHER_CLIENT (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_enum (value, (int) pusher_connection_get_state (self->connection));
      break;
    case PROP_SOCKET_ID:
      g_value_set_string (value, pusher_connection_get_socket_id (self->connection));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
pusher_client_dispose (GObject *object)
{
  PusherClient *self = PUSHER_CLIENT (object);

  if (self->connection != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->connection, self);
      self->gap = (PusherGap){ 0 };
      g_clear_pointer (&self->subscriptions, pusher_subscription_list_free);
      if (self->user != NULL)
        pusher_user_stop (self->user);
      g_clear_object (&self->user);
      pusher_connection_close (self->connection);
    }
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (pusher_client_parent_class)->dispose (object);
}

static void
pusher_client_finalize (GObject *object)
{
  PusherClient *self = PUSHER_CLIENT (object);

  g_clear_object (&self->authorizer);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->queue, pusher_request_queue_free);

  G_OBJECT_CLASS (pusher_client_parent_class)->finalize (object);
}

static void
pusher_client_class_init (PusherClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = pusher_client_get_property;
  object_class->dispose = pusher_client_dispose;
  object_class->finalize = pusher_client_finalize;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, PUSHER_TYPE_CONNECTION_STATE,
                                              PUSHER_CONNECTION_INITIALIZED, flags);
  properties[PROP_SOCKET_ID] = g_param_spec_string ("socket-id", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  /**
   * PusherClient::event:
   * @self: the client
   * @channel: (nullable): the channel, or %NULL for an event of none that is subscribed
   * @event: the event
   *
   * Every event that is not the protocol's own, in the order of arrival (row 8.28).
   */
  signals[SIGNAL_EVENT]
      = g_signal_new ("event", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      pusher_marshal_VOID__OBJECT_BOXED, G_TYPE_NONE, 2, PUSHER_TYPE_CHANNEL,
                      PUSHER_TYPE_EVENT | G_SIGNAL_TYPE_STATIC_SCOPE);
  g_signal_set_va_marshaller (signals[SIGNAL_EVENT], G_TYPE_FROM_CLASS (klass),
                              pusher_marshal_VOID__OBJECT_BOXEDv);
  /**
   * PusherClient::error:
   * @self: the client
   * @error: what went wrong
   * @channel_name: (nullable): the channel that it is about
   *
   * For information: whatever has to follow an error does so by itself.
   */
  signals[SIGNAL_ERROR]
      = g_signal_new ("error", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 2, G_TYPE_ERROR, G_TYPE_STRING);
  /**
   * PusherClient::resynchronised:
   * @self: the client
   * @gap: for how long events may have been missed, in µs; -1 after the first connection, before
   * which nobody listened
   *
   * Emitted once after each connection, when every wanted channel is subscribed, denied or failed.
   * The protocol replays nothing: whoever must not miss anything asks the application's own
   * interfaces now (rows 8.31, 14.8).
   */
  signals[SIGNAL_RESYNCHRONISED]
      = g_signal_new ("resynchronised", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
pusher_client_init (PusherClient *self)
{
}

/**
 * pusher_client_new:
 * @options: where to connect; copied
 * @authorizer: (nullable): authorises private channels
 * @clock: time and chance
 * @factory: makes a socket for each attempt
 * @factory_data: for @factory
 * @factory_data_free: (nullable): frees @factory_data with the client
 * @error: return location for an error, or %NULL
 *
 * Makes a client that belongs to the thread's default main context: all its signals are emitted
 * there (row 14.15).
 *
 * Returns: (transfer full) (nullable): a client that is not connected, or %NULL with
 *   %PUSHER_ERROR_BAD_OPTIONS (row 1.5)
 */
PusherClient *
pusher_client_new (const PusherOptions *options,
                   PusherAuthorizer *authorizer,
                   PusherClock *clock,
                   PusherTransportFactory factory,
                   gpointer factory_data,
                   GDestroyNotify factory_data_free,
                   GError **error)
{
  PusherConnection *connection;
  PusherClient *self;

  connection
      = pusher_connection_new (options, clock, factory, factory_data, factory_data_free, error);
  if (connection == NULL)
    return NULL;

  self = g_object_new (PUSHER_TYPE_CLIENT, NULL);
  self->connection = connection;
  self->authorizer = authorizer != NULL ? g_object_ref (authorizer) : NULL;
  self->clock = g_object_ref (clock);
  self->queue = pusher_request_queue_new (PUSHER_REQUEST_QUEUE_WIDTH, clock);
  self->subscriptions = pusher_subscription_list_new (self->queue);
  pusher_token_bucket_init (&self->client_events, PUSHER_CLIENT_EVENTS_PER_SECOND,
                            PUSHER_CLIENT_EVENTS_PER_SECOND, pusher_clock_get_time (clock));
  g_signal_connect (connection, "event", G_CALLBACK (on_event), self);
  g_signal_connect (connection, "error", G_CALLBACK (on_error), self);
  g_signal_connect (connection, "notify::socket-id", G_CALLBACK (on_socket_id_changed), self);
  g_signal_connect (connection, "notify::state", G_CALLBACK (on_state_changed), self);

  return self;
}

/**
 * pusher_client_connect:
 * @self: a client
 *
 * Wants to be connected from now on, and never gives up (row 4.19); see pusher_connection_open().
 */
void
pusher_client_connect (PusherClient *self)
{
  pusher_connection_open (self->connection);
}

/**
 * pusher_client_disconnect:
 * @self: a client
 *
 * Closes the connection. The channels stay wanted, for the next pusher_client_connect().
 */
void
pusher_client_disconnect (PusherClient *self)
{
  pusher_connection_close (self->connection);
}

/**
 * pusher_client_retry_now:
 * @self: a client
 *
 * Somebody asks to try at once whatever waits or was refused: the connection, or else the sign-in
 * and each channel that is not subscribed.
 */
void
pusher_client_retry_now (PusherClient *self)
{
  pusher_connection_retry_now (self->connection);
  if (self->user != NULL)
    pusher_user_start (self->user);
  pusher_subscription_list_start_all (self->subscriptions);
}

/**
 * pusher_client_subscribe:
 * @self: a client
 * @name: a channel's name
 * @error: return location for an error, or %NULL
 *
 * Wants @name from now on: subscribed at once when connected, and again with a fresh authorisation
 * after each reconnection, until pusher_client_unsubscribe(). Subscribing twice is one subscription
 * (rows 5.6, 5.7); one that failed is tried again (row 5.16).
 *
 * Returns: (transfer none) (nullable): the channel, or %NULL with %PUSHER_ERROR_BAD_CHANNEL_NAME
 *   (row 5.24); %NULL without an error if a handler has unsubscribed it meanwhile
 */
PusherChannel *
pusher_client_subscribe (PusherClient *self, const char *name, GError **error)
{
  PusherSubscription *subscription;

  if (!pusher_channel_name_check (name, error))
    return NULL;

  subscription = pusher_subscription_list_lookup (self->subscriptions, name);
  if (subscription == NULL)
    {
      subscription
          = pusher_subscription_new (name, self->connection, self->authorizer, self->queue,
                                     self->clock, self->user, &subscription_handlers, self);
      g_signal_connect_object (pusher_subscription_get_channel (subscription), "notify::state",
                               G_CALLBACK (on_channel_state_changed), self, 0);
      pusher_subscription_list_add (self->subscriptions, subscription);
    }
  else if (!pusher_subscription_get_wanted (subscription))
    {
      pusher_subscription_reinstate (subscription);
      pusher_subscription_list_show (self->subscriptions, subscription);
    }

  if (pusher_connection_get_state (self->connection) == PUSHER_CONNECTION_CONNECTED)
    pusher_subscription_start (subscription);

  return pusher_client_get_channel (self, name);
}

/**
 * pusher_client_unsubscribe:
 * @self: a client
 * @name: a channel's name; one that is not subscribed is no error (row 5.11)
 *
 * Wants @name no longer: none of its events is delivered from here on (row 5.15).
 */
void
pusher_client_unsubscribe (PusherClient *self, const char *name)
{
  PusherSubscription *found = pusher_subscription_list_lookup (self->subscriptions, name);
  g_autoptr (PusherSubscription) subscription = NULL;

  if (found == NULL || !pusher_subscription_get_wanted (found))
    return;

  subscription = g_object_ref (found);
  if (pusher_subscription_cancel (subscription))
    pusher_subscription_list_drop (self->subscriptions, subscription);
  pusher_subscription_list_hide (self->subscriptions, subscription);
  check_resynchronised (self);
}

/**
 * pusher_client_trigger:
 * @self: a client
 * @channel_name: a private or presence channel that is subscribed
 * @event: the event's name, which begins with `client-`
 * @data: (transfer none): the event's data
 * @error: return location for an error, or %NULL
 *
 * Sends an event to the other members of a channel (row 9.1). Nothing is queued: what cannot be
 * sent now is not sent (row 4.24).
 *
 * Returns: %FALSE with %PUSHER_ERROR_BAD_EVENT, %PUSHER_ERROR_NOT_SUBSCRIBED or
 *   %PUSHER_ERROR_RATE_LIMITED (row 9.6)
 */
gboolean
pusher_client_trigger (
    PusherClient *self, const char *channel_name, const char *event, JsonNode *data, GError **error)
{
  g_autofree char *frame = pusher_client_event_build (
      pusher_client_get_channel (self, channel_name), event, data, error);

  if (frame == NULL)
    return FALSE;
  if (pusher_token_bucket_take (&self->client_events, pusher_clock_get_time (self->clock)) > 0)
    {
      g_set_error (error, PUSHER_ERROR, PUSHER_ERROR_RATE_LIMITED,
                   _ ("More than %d events a second are not sent"),
                   PUSHER_CLIENT_EVENTS_PER_SECOND);
      return FALSE;
    }
  if (!pusher_connection_send (self->connection, frame))
    {
      g_set_error (error, PUSHER_ERROR, PUSHER_ERROR_NOT_SUBSCRIBED,
                   _ ("There is no connection to send the event on"));
      return FALSE;
    }

  return TRUE;
}

/**
 * pusher_client_set_user_authenticator:
 * @self: a client without channels
 * @authenticator: asked without a channel name, who we are (row 10.1)
 *
 * Makes it possible to sign in.
 *
 * Returns: (transfer none): the user, for pusher_user_sign_in()
 */
PusherUser *
pusher_client_set_user_authenticator (PusherClient *self, PusherAuthorizer *authenticator)
{
  g_return_val_if_fail (self->user == NULL, self->user);

  self->user = pusher_user_new (self->connection, authenticator, self->clock);
  g_signal_connect_object (self->user, "notify::state", G_CALLBACK (on_user_state_changed), self,
                           0);
  return self->user;
}

/**
 * pusher_client_get_user:
 * @self: a client
 *
 * Returns: (transfer none) (nullable): who we are, %NULL without an authenticator
 */
PusherUser *
pusher_client_get_user (PusherClient *self)
{
  return self->user;
}

/**
 * pusher_client_credentials_changed:
 * @self: a client
 *
 * Tells that the authorizer has other credentials now: channels that were denied and a sign-in that
 * failed are tried again (row 6.13), what is being asked is asked anew, and a connection that the
 * server refused for want of them is tried again too (row 4.7).
 */
void
pusher_client_credentials_changed (PusherClient *self)
{
  if (pusher_connection_get_state (self->connection) == PUSHER_CONNECTION_REFUSED
      && pusher_connection_get_next_attempt_in (self->connection) >= 0)
    pusher_connection_retry_now (self->connection);
  if (self->user != NULL)
    pusher_user_take_credentials (self->user);
  pusher_subscription_list_take_credentials (self->subscriptions);
}

/**
 * pusher_client_get_state:
 * @self: a client
 *
 * Returns: the connection's state
 */
PusherConnectionState
pusher_client_get_state (PusherClient *self)
{
  return pusher_connection_get_state (self->connection);
}

/**
 * pusher_client_get_socket_id:
 * @self: a client
 *
 * Returns: (nullable): the server's id for the present socket (row 8.32)
 */
const char *
pusher_client_get_socket_id (PusherClient *self)
{
  return pusher_connection_get_socket_id (self->connection);
}

/**
 * pusher_client_get_last_error:
 * @self: a client
 *
 * Returns: (nullable): why there is no connection
 */
const GError *
pusher_client_get_last_error (PusherClient *self)
{
  return pusher_connection_get_last_error (self->connection);
}

/**
 * pusher_client_get_next_attempt_in:
 * @self: a client
 *
 * Returns: µs until the next attempt to connect, or -1 if none is planned
 */
gint64
pusher_client_get_next_attempt_in (PusherClient *self)
{
  return pusher_connection_get_next_attempt_in (self->connection);
}

/**
 * pusher_client_get_channel:
 * @self: a client
 * @name: a channel's name
 *
 * Returns: (nullable) (transfer none): the channel, or %NULL if it is not wanted
 */
PusherChannel *
pusher_client_get_channel (PusherClient *self, const char *name)
{
  PusherSubscription *subscription = pusher_subscription_list_lookup (self->subscriptions, name);

  return subscription != NULL && pusher_subscription_get_wanted (subscription)
             ? pusher_subscription_get_channel (subscription)
             : NULL;
}

/**
 * pusher_client_get_channels:
 * @self: a client
 *
 * Returns: (transfer none): the wanted channels, a list of #PusherChannel in the order of
 * subscribing
 */
GListModel *
pusher_client_get_channels (PusherClient *self)
{
  return pusher_subscription_list_get_channels (self->subscriptions);
}
