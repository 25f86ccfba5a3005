/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One channel's way from wanted to subscribed on the present socket, and back. The channel's state
 * is the only state; what is wanted is kept apart (rows 5.8, 5.9). */

#include "pusher/pusher-subscription.h"

#include <glib/gi18n-lib.h>

#include "pusher/pusher-backoff.h"
#include "pusher/pusher-decryptor.h"
#include "pusher/pusher-error.h"
#include "pusher/pusher-message.h"
#include "pusher/pusher-subscription-events.h"

struct _PusherSubscription
{
  GObject parent_instance;

  PusherChannel *channel;
  gboolean wanted;

  PusherConnection *connection; /* unowned: the client outlives its subscriptions */
  PusherAuthorizer *authorizer; /* unowned */
  PusherRequestQueue *queue;    /* unowned */
  PusherUser *user;             /* unowned, or NULL */
  PusherClock *clock;
  const PusherSubscriptionHandlers *handlers;
  gpointer user_data;

  PusherDecryptor *decryptor; /* for an encrypted channel */
  gboolean expects_replay;
  guint ticket;
  GCancellable *cancellable;
  char *socket_id;
  gboolean signed_channel_data;
  char *my_id;
  guint answer_timer;
  gboolean suspected;
  guint retry_timer;
  PusherBackoff backoff;
};

/* Which of its questions an answer belongs to. */
typedef struct
{
  PusherSubscription *subscription;
  GCancellable *cancellable;
} Request;

G_DEFINE_FINAL_TYPE (PusherSubscription, pusher_subscription, G_TYPE_OBJECT)

static void
on_retry_due (gpointer user_data)
{
  PusherSubscription *self = PUSHER_SUBSCRIPTION (user_data);

  self->retry_timer = 0;
  pusher_subscription_start (self);
}

/* Nothing that was under way goes on; the state is left to the caller. */
static void
abandon (PusherSubscription *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  pusher_clock_clear_timer (self->clock, &self->answer_timer);
  pusher_clock_clear_timer (self->clock, &self->retry_timer);
  pusher_request_queue_leave (self->queue, &self->ticket);
}

static void
fail (PusherSubscription *self, const GError *error, guint retry_after)
{
  gboolean denied = pusher_error_needs_credentials (error)
                    || g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_DENIED);

  g_debug ("Channel %s: %s", pusher_channel_get_name (self->channel), error->message);
  abandon (self);
  if (self->wanted && pusher_error_is_retryable (error))
    {
      double random = pusher_clock_get_random (self->clock);
      gint64 delay = pusher_backoff_next (&self->backoff, random);

      /* Waits for its turn while the socket stays up (row 6.14). */
      self->retry_timer = pusher_clock_add_timer (
          self->clock, pusher_backoff_honour (&self->backoff, delay, retry_after, random),
          on_retry_due, self);
    }
  pusher_channel_set_state (self->channel, denied ? PUSHER_CHANNEL_DENIED : PUSHER_CHANNEL_FAILED,
                            error);
}

static void
on_answer_missing (gpointer user_data)
{
  PusherSubscription *self = PUSHER_SUBSCRIPTION (user_data);
  g_autoptr (GError) error = NULL;

  self->answer_timer = 0;
  g_set_error_literal (
      &error, PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT,
      self->suspected
          ? _ ("The server refused a subscription without saying which, most likely this one: the "
               "web app's authorisation endpoint probably signs with the key or secret of another "
               "application. It is tried again in a while")
          : _ ("The server did not answer the subscription; it is tried again in a while"));
  fail (self, error, 0);
}

/* Takes what the answer says beside the signature. */
static gboolean
take_answer (PusherSubscription *self, const PusherAuthorization *authorization, GError **error)
{
  PusherChannelType type = pusher_channel_get_channel_type (self->channel);

  self->signed_channel_data = pusher_authorization_get_channel_data (authorization) != NULL;
  g_free (self->my_id);
  self->my_id = pusher_authorization_dup_user_id (authorization);
  if (self->my_id == NULL && self->user != NULL)
    self->my_id = g_strdup (pusher_user_get_id (self->user));

  if (type == PUSHER_CHANNEL_ENCRYPTED)
    return pusher_decryptor_set_key (self->decryptor,
                                     pusher_authorization_get_shared_secret (authorization), error);
  if (type == PUSHER_CHANNEL_PRESENCE && !self->signed_channel_data && self->my_id == NULL)
    {
      g_set_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_ANSWER,
                   _ ("The authorisation endpoint's answer for a room has to say who we are, in "
                      "“channel_data”"));
      return FALSE;
    }

  return TRUE;
}

/* Without channel_data we are whoever we sign in as, once that is known (row 7.9). */
static gboolean
has_to_wait_for_user (PusherSubscription *self, const PusherAuthorization *authorization)
{
  return pusher_channel_get_channel_type (self->channel) == PUSHER_CHANNEL_PRESENCE
         && pusher_authorization_get_channel_data (authorization) == NULL && self->user != NULL
         && pusher_user_is_undecided (self->user);
}

static void
send_subscribe (PusherSubscription *self, const PusherAuthorization *authorization)
{
  g_autofree char *frame
      = pusher_message_subscribe (pusher_channel_get_name (self->channel), authorization);

  if (!pusher_connection_send (self->connection, frame))
    return;

  self->suspected = FALSE;
  self->answer_timer = pusher_clock_add_timer (
      self->clock, PUSHER_SUBSCRIPTION_TIMEOUT * G_USEC_PER_SEC, on_answer_missing, self);
  pusher_channel_set_state (self->channel, PUSHER_CHANNEL_PENDING, NULL);
}

static void
on_authorize_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Request *request = user_data;
  g_autoptr (PusherSubscription) self = request->subscription;
  g_autoptr (GCancellable) cancellable = request->cancellable;
  g_autoptr (PusherAuthorization) authorization = NULL;
  g_autoptr (GError) error = NULL;
  guint retry_after;

  authorization = pusher_authorizer_authorize_finish (PUSHER_AUTHORIZER (source), result,
                                                      &retry_after, &error);
  /* An answer that comes all the same, for a socket that is gone, authorises nothing (row 5.20). */
  if (g_cancellable_is_cancelled (cancellable)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (authorization == NULL)
    {
      fail (self, error, retry_after);
      return;
    }

  pusher_request_queue_leave (self->queue, &self->ticket);
  g_clear_object (&self->cancellable);
  if (has_to_wait_for_user (self, authorization))
    pusher_channel_set_state (self->channel, PUSHER_CHANNEL_WANTED, NULL);
  else if (take_answer (self, authorization, &error))
    send_subscribe (self, authorization);
  else
    fail (self, error, 0);
}

/* The answer to a question for another key: nothing of it goes to the server (rows 11.1, 11.8). */
static void
on_key_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Request *request = user_data;
  g_autoptr (PusherSubscription) self = request->subscription;
  g_autoptr (GCancellable) cancellable = request->cancellable;
  g_autoptr (PusherAuthorization) authorization = NULL;
  g_autoptr (GError) error = NULL;
  guint retry_after;

  authorization = pusher_authorizer_authorize_finish (PUSHER_AUTHORIZER (source), result,
                                                      &retry_after, &error);
  if (g_cancellable_is_cancelled (cancellable)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  pusher_request_queue_leave (self->queue, &self->ticket);
  g_clear_object (&self->cancellable);
  if (authorization == NULL
      || !pusher_decryptor_set_key (self->decryptor,
                                    pusher_authorization_get_shared_secret (authorization), &error))
    {
      self->handlers->error (self, error, self->user_data);
      pusher_decryptor_keep_key (self->decryptor);
    }
}

static void
ask (PusherSubscription *self, GAsyncReadyCallback callback)
{
  Request *request = g_new0 (Request, 1);

  request->subscription = g_object_ref (self);
  request->cancellable = g_object_ref (self->cancellable);
  pusher_authorizer_authorize_async (self->authorizer, self->socket_id,
                                     pusher_channel_get_name (self->channel), self->cancellable,
                                     callback, request);
}

static void
begin_authorisation (gpointer user_data)
{
  ask (PUSHER_SUBSCRIPTION (user_data), on_authorize_ready);
}

static void
begin_key_request (gpointer user_data)
{
  ask (PUSHER_SUBSCRIPTION (user_data), on_key_ready);
}

static void
on_key_needed (gpointer user_data)
{
  PusherSubscription *self = PUSHER_SUBSCRIPTION (user_data);

  self->cancellable = g_cancellable_new ();
  self->ticket = pusher_request_queue_enter (self->queue, begin_key_request, self);
}

static void
on_decrypted (PusherEvent *event, gpointer user_data)
{
  PusherSubscription *self = PUSHER_SUBSCRIPTION (user_data);

  self->handlers->event (self, event, self->user_data);
}

static void
on_not_decrypted (const GError *error, gpointer user_data)
{
  PusherSubscription *self = PUSHER_SUBSCRIPTION (user_data);

  self->handlers->error (self, error, self->user_data);
}

static const PusherDecryptorHandlers decryptor_handlers = {
  .deliver = on_decrypted,
  .fail = on_not_decrypted,
  .request_key = on_key_needed,
};

static void
unsubscribe (PusherSubscription *self)
{
  g_autofree char *frame = pusher_message_unsubscribe (pusher_channel_get_name (self->channel));

  pusher_connection_send (self->connection, frame);
  pusher_subscription_stop (self);
}

static void
pusher_subscription_finalize (GObject *object)
{
  PusherSubscription *self = PUSHER_SUBSCRIPTION (object);

  g_clear_object (&self->channel);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->decryptor, pusher_decryptor_free);
  g_clear_object (&self->clock);
  g_free (self->socket_id);
  g_free (self->my_id);

  G_OBJECT_CLASS (pusher_subscription_parent_class)->finalize (object);
}

static void
pusher_subscription_class_init (PusherSubscriptionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pusher_subscription_finalize;
}

static void
pusher_subscription_init (PusherSubscription *self)
{
  self->wanted = TRUE;
}

/**
 * pusher_subscription_new:
 * @name: a valid channel name
 * @connection: must outlive the subscription, or pusher_subscription_stop()
 * @authorizer: (nullable): likewise; %NULL if only public channels can be subscribed
 * @queue: likewise
 * @clock: the time
 * @user: (nullable): who we are where the authorisation does not say (row 7.9); likewise
 * @handlers: who is told; static
 * @user_data: for @handlers
 *
 * Returns: (transfer full): a subscription that is wanted and not started
 */
PusherSubscription *
pusher_subscription_new (const char *name,
                         PusherConnection *connection,
                         PusherAuthorizer *authorizer,
                         PusherRequestQueue *queue,
                         PusherClock *clock,
                         PusherUser *user,
                         const PusherSubscriptionHandlers *handlers,
                         gpointer user_data)
{
  PusherSubscription *self = g_object_new (PUSHER_TYPE_SUBSCRIPTION, NULL);

  self->channel = pusher_channel_new (name);
  self->connection = connection;
  self->authorizer = authorizer;
  self->queue = queue;
  self->clock = g_object_ref (clock);
  self->user = user;
  self->handlers = handlers;
  self->user_data = user_data;
  if (pusher_channel_get_channel_type (self->channel) == PUSHER_CHANNEL_ENCRYPTED)
    self->decryptor = pusher_decryptor_new (clock, &decryptor_handlers, self);

  return self;
}

/**
 * pusher_subscription_get_channel:
 * @self: a subscription
 *
 * Returns: (transfer none): its channel, which lasts over reconnections
 */
PusherChannel *
pusher_subscription_get_channel (PusherSubscription *self)
{
  return self->channel;
}

/**
 * pusher_subscription_get_wanted:
 * @self: a subscription
 *
 * Returns: %FALSE if it was cancelled and waits only for the server's answer (row 5.8)
 */
gboolean
pusher_subscription_get_wanted (PusherSubscription *self)
{
  return self->wanted;
}

/**
 * pusher_subscription_start:
 * @self: a subscription
 *
 * Subscribes on the present socket, a private channel with a fresh authorisation (row 5.19). Does
 * nothing without a connection, or where the server was asked already (rows 5.6, 5.7, 5.22).
 */
void
pusher_subscription_start (PusherSubscription *self)
{
  g_autoptr (PusherSubscription) keep = g_object_ref (self);
  PusherChannelState state = pusher_channel_get_state (self->channel);
  const char *socket_id = pusher_connection_get_socket_id (self->connection);

  if (socket_id == NULL || state == PUSHER_CHANNEL_AUTHORISING || state == PUSHER_CHANNEL_PENDING
      || state == PUSHER_CHANNEL_SUBSCRIBED)
    return;

  abandon (self);
  self->signed_channel_data = FALSE;
  if (pusher_channel_get_channel_type (self->channel) == PUSHER_CHANNEL_PUBLIC)
    {
      send_subscribe (self, NULL);
      return;
    }
  if (self->authorizer == NULL)
    {
      g_autoptr (GError) error = g_error_new (
          PUSHER_ERROR, PUSHER_ERROR_BAD_OPTIONS,
          _ ("This channel needs an authorisation endpoint, and the account has none"));

      fail (self, error, 0);
      return;
    }

  g_free (self->socket_id);
  self->socket_id = g_strdup (socket_id);
  self->cancellable = g_cancellable_new ();
  pusher_channel_set_state (self->channel, PUSHER_CHANNEL_AUTHORISING, NULL);
  if (self->cancellable != NULL && self->ticket == 0)
    self->ticket = pusher_request_queue_enter (self->queue, begin_authorisation, self);
}

/**
 * pusher_subscription_stop:
 * @self: a subscription
 *
 * The socket is gone: whatever was under way is cancelled (row 6.19), and the channel is merely
 * wanted (row 5.23).
 */
void
pusher_subscription_stop (PusherSubscription *self)
{
  abandon (self);
  self->backoff = (PusherBackoff){ 0 };
  if (self->decryptor != NULL)
    pusher_decryptor_forget_key (self->decryptor);
  pusher_channel_set_state (self->channel, PUSHER_CHANNEL_WANTED, NULL);
}

/**
 * pusher_subscription_cancel:
 * @self: a subscription
 *
 * The channel is not wanted any more (rows 5.8, 5.11, 5.12, 5.14).
 *
 * Returns: %TRUE if the subscription can be dropped at once; %FALSE if the server's answer has to
 * be awaited first
 */
gboolean
pusher_subscription_cancel (PusherSubscription *self)
{
  PusherChannelState state = pusher_channel_get_state (self->channel);

  self->wanted = FALSE;
  if (state == PUSHER_CHANNEL_PENDING)
    return FALSE;

  if (state == PUSHER_CHANNEL_SUBSCRIBED)
    unsubscribe (self);
  else
    pusher_subscription_stop (self);
  return TRUE;
}

/**
 * pusher_subscription_reinstate:
 * @self: a subscription that was cancelled and waits for the server's answer
 *
 * The channel is wanted again after all, without another frame (row 5.9).
 */
void
pusher_subscription_reinstate (PusherSubscription *self)
{
  self->wanted = TRUE;
}

/**
 * pusher_subscription_deliver:
 * @self: a subscription
 * @event: an event of its channel for the application
 *
 * Gives @event to the application, decrypted where the channel is encrypted, at once or in its
 * turn.
 */
void
pusher_subscription_deliver (PusherSubscription *self, PusherEvent *event)
{
  if (!self->wanted)
    return;

  if (self->expects_replay)
    self->expects_replay = pusher_subscription_events_look_for_replay (event);
  if (self->decryptor != NULL)
    pusher_decryptor_push (self->decryptor, event);
  else
    self->handlers->event (self, event, self->user_data);
}

/**
 * pusher_subscription_succeed:
 * @self: a subscription
 * @event: the server's `subscription_succeeded`
 *
 * The server has subscribed us (rows 5.3, 7.1). A second success changes nothing, unless it brings
 * a valid list of who is there (row 8.29). If the channel was cancelled meanwhile it is
 * unsubscribed instead, and nobody hears of the success (row 5.8).
 */
void
pusher_subscription_succeed (PusherSubscription *self, PusherEvent *event)
{
  PusherChannelState state = pusher_channel_get_state (self->channel);
  PusherPresence *presence = pusher_channel_get_presence (self->channel);
  g_autoptr (GError) error = NULL;

  if (state != PUSHER_CHANNEL_PENDING && state != PUSHER_CHANNEL_SUBSCRIBED
      && state != PUSHER_CHANNEL_FAILED)
    return;

  if (state != PUSHER_CHANNEL_SUBSCRIBED)
    {
      abandon (self);
      self->expects_replay = pusher_channel_is_cache (self->channel);
    }
  self->backoff = (PusherBackoff){ 0 };
  if (presence != NULL && self->wanted)
    {
      if (self->my_id != NULL)
        pusher_presence_set_my_id (presence, self->my_id);
      if (!pusher_presence_replace (presence, event, &error))
        {
          if (state == PUSHER_CHANNEL_SUBSCRIBED)
            return;
          pusher_presence_clear (presence);
        }
    }
  if (self->wanted)
    pusher_channel_set_state (self->channel, PUSHER_CHANNEL_SUBSCRIBED, error);
  else
    unsubscribe (self);
}

/**
 * pusher_subscription_refuse:
 * @self: a subscription
 * @error: why, a sentence for the user
 *
 * The server has refused the subscription (row 5.16): it stays refused until the next connection or
 * until somebody asks again.
 */
void
pusher_subscription_refuse (PusherSubscription *self, const GError *error)
{
  if (self->wanted)
    fail (self, error, 0);
  else
    pusher_subscription_stop (self);
}

/**
 * pusher_subscription_suspect:
 * @self: a subscription
 *
 * The server has refused one of several subscriptions without saying which. One that is still not
 * answered after a short while was it.
 */
void
pusher_subscription_suspect (PusherSubscription *self)
{
  if (pusher_channel_get_state (self->channel) != PUSHER_CHANNEL_PENDING || self->suspected)
    return;

  self->suspected = TRUE;
  pusher_clock_clear_timer (self->clock, &self->answer_timer);
  self->answer_timer = pusher_clock_add_timer (
      self->clock, PUSHER_SUSPICION_TIMEOUT * G_USEC_PER_SEC, on_answer_missing, self);
}

/**
 * pusher_subscription_get_signed_channel_data:
 * @self: a subscription
 *
 * Returns: whether the authorisation that was sent came with channel_data
 */
gboolean
pusher_subscription_get_signed_channel_data (PusherSubscription *self)
{
  return self->signed_channel_data;
}
