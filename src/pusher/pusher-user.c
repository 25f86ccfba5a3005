/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * Who we are to the server, beyond single channels: signed in anew on each connection (row 10.5),
 * the receiver of events that are sent to a user rather than to a channel, and of whom the user
 * watches.
 */

#include "pusher/pusher-user.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pusher/pusher-backoff.h"
#include "pusher/pusher-error.h"
#include "pusher/pusher-json-text.h"
#include "pusher/pusher-message.h"

#define SERVER_TO_USER_PREFIX "#server-to-user-"

struct _PusherUser
{
  GObject parent_instance;

  PusherConnection *connection; /* unowned: the client outlives its user */
  PusherAuthorizer *authenticator;
  PusherClock *clock;

  gboolean wanted;
  PusherUserState state;
  GCancellable *cancellable;
  guint answer_timer;
  guint retry_timer;
  PusherBackoff backoff;
  char *id;
  char *data;
  GError *error;
};

/* Which of its questions an answer belongs to. */
typedef struct
{
  PusherUser *user;
  GCancellable *cancellable;
} Request;

enum
{
  PROP_STATE = 1,
  N_PROPERTIES,
};

enum
{
  SIGNAL_EVENT,
  SIGNAL_WATCHLIST,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PusherUser, pusher_user, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (PusherUserState,
                    pusher_user_state,
                    G_DEFINE_ENUM_VALUE (PUSHER_USER_SIGNED_OUT, "signed-out"),
                    G_DEFINE_ENUM_VALUE (PUSHER_USER_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (PUSHER_USER_AUTHENTICATING, "authenticating"),
                    G_DEFINE_ENUM_VALUE (PUSHER_USER_PENDING, "pending"),
                    G_DEFINE_ENUM_VALUE (PUSHER_USER_SIGNED_IN, "signed-in"),
                    G_DEFINE_ENUM_VALUE (PUSHER_USER_FAILED, "failed"))

/* Takes over @error, and tells of a new state once. */
static void
set_state (PusherUser *self, PusherUserState state, GError *error)
{
  gboolean changed = self->state != state || error != NULL;

  g_clear_error (&self->error);
  self->error = error;
  self->state = state;
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* Nothing that was under way goes on, and nobody is signed in; the state is left to the caller. */
static void
abandon (PusherUser *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  pusher_clock_clear_timer (self->clock, &self->answer_timer);
  pusher_clock_clear_timer (self->clock, &self->retry_timer);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->data, g_free);
}

static void
fail (PusherUser *self, GError *error)
{
  abandon (self);
  set_state (self, PUSHER_USER_FAILED, error);
}

static void
on_answer_missing (gpointer user_data)
{
  PusherUser *self = PUSHER_USER (user_data);

  self->answer_timer = 0;
  fail (self,
        g_error_new (PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT,
                     _ ("The server did not answer the sign-in; it may not know about users")));
}

static void
on_retry_due (gpointer user_data)
{
  PusherUser *self = PUSHER_USER (user_data);

  self->retry_timer = 0;
  pusher_user_start (self);
}

/* An endpoint that cannot answer just now is asked again while the socket stays up (row 6.14).
 * Takes over @error. */
static void
fail_for_now (PusherUser *self, GError *error, guint retry_after)
{
  abandon (self);
  if (pusher_error_is_retryable (error))
    {
      double random = pusher_clock_get_random (self->clock);
      gint64 delay = pusher_backoff_next (&self->backoff, random);

      self->retry_timer = pusher_clock_add_timer (
          self->clock, pusher_backoff_honour (&self->backoff, delay, retry_after, random),
          on_retry_due, self);
    }
  set_state (self, PUSHER_USER_FAILED, error);
}

static void
on_authenticate_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Request *request = user_data;
  g_autoptr (PusherUser) self = request->user;
  g_autoptr (GCancellable) cancellable = request->cancellable;
  g_autoptr (PusherAuthorization) authorization = NULL;
  g_autofree char *frame = NULL;
  GError *error = NULL;
  guint retry_after;

  authorization = pusher_authorizer_authorize_finish (PUSHER_AUTHORIZER (source), result,
                                                      &retry_after, &error);
  /* An answer that comes all the same, for a socket that is gone, proves nothing (row 5.20). */
  if (g_cancellable_is_cancelled (cancellable)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_error (&error);
      return;
    }
  if (authorization == NULL)
    {
      fail_for_now (self, error, retry_after);
      return;
    }
  if (pusher_authorization_get_user_data (authorization) == NULL)
    {
      fail (self, g_error_new (PUSHER_ERROR, PUSHER_ERROR_BAD_ANSWER,
                               _ ("The authentication endpoint's answer has no “user_data”")));
      return;
    }

  g_clear_object (&self->cancellable);
  frame = pusher_message_sign_in (authorization);
  if (!pusher_connection_send (self->connection, frame))
    return;

  self->answer_timer = pusher_clock_add_timer (self->clock, PUSHER_SIGN_IN_TIMEOUT * G_USEC_PER_SEC,
                                               on_answer_missing, self);
  set_state (self, PUSHER_USER_PENDING, NULL);
}

/* The id in `user_data`, which is JSON in a string: a non-empty string itself (row 10.8). */
static char *
read_id (const char *user_data)
{
  g_autoptr (JsonNode) node = user_data != NULL ? pusher_json_parse (user_data, -1) : NULL;
  JsonNode *id;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  id = json_object_get_member (json_node_get_object (node), "id");
  if (id == NULL || json_node_get_value_type (id) != G_TYPE_STRING
      || *json_node_get_string (id) == '\0')
    return NULL;

  return json_node_dup_string (id);
}

static void
handle_success (PusherUser *self, PusherEvent *event)
{
  JsonNode *data = pusher_event_get_data (event);
  const char *user_data = NULL;
  g_autofree char *id = NULL;

  /* What looked like a refusal may have been about something else, or an answer may be late. */
  if (self->state != PUSHER_USER_PENDING && self->state != PUSHER_USER_FAILED)
    return;

  if (data != NULL && JSON_NODE_HOLDS_OBJECT (data))
    user_data = pusher_json_get_string (json_node_get_object (data), "user_data");
  id = read_id (user_data);
  if (id == NULL)
    {
      fail (self, g_error_new (PUSHER_ERROR, PUSHER_ERROR_BAD_DATA,
                               _ ("The server did not say as whom it signed us in")));
      return;
    }

  abandon (self);
  self->backoff = (PusherBackoff){ 0 };
  self->id = g_steal_pointer (&id);
  self->data = g_strdup (user_data);
  set_state (self, PUSHER_USER_SIGNED_IN, NULL);
}

static void
emit_watchlist_entry (PusherUser *self, JsonObject *entry)
{
  const char *name = pusher_json_get_string (entry, "name");
  JsonNode *ids = json_object_get_member (entry, "user_ids");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GStrv) user_ids = NULL;

  if (name == NULL || ids == NULL || !JSON_NODE_HOLDS_ARRAY (ids))
    return;

  for (guint i = 0; i < json_array_get_length (json_node_get_array (ids)); i++)
    {
      JsonNode *id = json_array_get_element (json_node_get_array (ids), i);

      /* Nobody comes or goes twice at a time (row 10.19). */
      if (json_node_get_value_type (id) == G_TYPE_STRING
          && g_hash_table_add (seen, (char *) json_node_get_string (id)))
        g_strv_builder_add (builder, json_node_get_string (id));
    }
  user_ids = g_strv_builder_end (builder);
  g_signal_emit (self, signals[SIGNAL_WATCHLIST], 0, name, user_ids);
}

/* Data `{"events":[{"name":"online","user_ids":["1"]}, …]}`, any of which may be missing
 * (row 10.17). */
static void
handle_watchlist (PusherUser *self, PusherEvent *event)
{
  JsonNode *data = pusher_event_get_data (event);
  JsonNode *events = NULL;

  if (data != NULL && JSON_NODE_HOLDS_OBJECT (data))
    events = json_object_get_member (json_node_get_object (data), "events");
  if (events == NULL || !JSON_NODE_HOLDS_ARRAY (events))
    return;

  for (guint i = 0; i < json_array_get_length (json_node_get_array (events)); i++)
    {
      JsonNode *entry = json_array_get_element (json_node_get_array (events), i);

      if (JSON_NODE_HOLDS_OBJECT (entry))
        emit_watchlist_entry (self, json_node_get_object (entry));
    }
}

static void
pusher_user_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_STATE:
      g_value_set_enum (value, (int) PUSHER_USER (object)->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
pusher_user_finalize (GObject *object)
{
  PusherUser *self = PUSHER_USER (object);

  abandon (self);
  g_clear_error (&self->error);
  g_clear_object (&self->authenticator);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (pusher_user_parent_class)->finalize (object);
}

static void
pusher_user_class_init (PusherUserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = pusher_user_get_property;
  object_class->finalize = pusher_user_finalize;

  properties[PROP_STATE]
      = g_param_spec_enum ("state", NULL, NULL, PUSHER_TYPE_USER_STATE, PUSHER_USER_SIGNED_OUT,
                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  /* An event that the server sent to this user (row 10.12). */
  signals[SIGNAL_EVENT] = g_signal_new ("event", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, PUSHER_TYPE_EVENT);
  /* What is new of whom the user watches: the entry's name (“online”, “offline” or any other) and
   * user ids (row 10.17). */
  signals[SIGNAL_WATCHLIST]
      = g_signal_new ("watchlist", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRV);
}

static void
pusher_user_init (PusherUser *self)
{
}

/**
 * pusher_user_new:
 * @connection: must outlive the user
 * @authenticator: asked without a channel name
 * @clock: the time
 *
 * Returns: (transfer full): a user who is not to be signed in; #PusherClient makes them
 */
PusherUser *
pusher_user_new (PusherConnection *connection, PusherAuthorizer *authenticator, PusherClock *clock)
{
  PusherUser *self = g_object_new (PUSHER_TYPE_USER, NULL);

  self->connection = connection;
  self->authenticator = g_object_ref (authenticator);
  self->clock = g_object_ref (clock);

  return self;
}

/**
 * pusher_user_sign_in:
 * @self: a user
 *
 * Wants to be signed in from now on: at once when connected, and anew on each connection
 * (rows 10.1, 10.3, 10.5). Asking twice is one sign-in (row 10.4); one that failed is tried again.
 */
void
pusher_user_sign_in (PusherUser *self)
{
  self->wanted = TRUE;
  if (self->state == PUSHER_USER_SIGNED_OUT)
    set_state (self, PUSHER_USER_WAITING, NULL);
  pusher_user_start (self);
}

/**
 * pusher_user_get_state:
 * @self: a user
 *
 * Returns: how far the sign-in is
 */
PusherUserState
pusher_user_get_state (PusherUser *self)
{
  return self->state;
}

/**
 * pusher_user_get_id:
 * @self: a user
 *
 * Returns: (nullable): as whom the server has signed us in
 */
const char *
pusher_user_get_id (PusherUser *self)
{
  return self->id;
}

/**
 * pusher_user_get_data:
 * @self: a user
 *
 * Returns: (nullable): what the application server says of the user, JSON
 */
const char *
pusher_user_get_data (PusherUser *self)
{
  return self->data;
}

/**
 * pusher_user_get_error:
 * @self: a user
 *
 * Returns: (nullable): why the sign-in failed (row 10.6)
 */
const GError *
pusher_user_get_error (PusherUser *self)
{
  return self->error;
}

/**
 * pusher_user_is_undecided:
 * @self: a user
 *
 * Returns: whether a sign-in is wanted and has neither succeeded nor failed yet
 */
gboolean
pusher_user_is_undecided (PusherUser *self)
{
  return self->state == PUSHER_USER_WAITING || self->state == PUSHER_USER_AUTHENTICATING
         || self->state == PUSHER_USER_PENDING;
}

/**
 * pusher_user_dup_channel_name:
 * @self: a user
 *
 * Returns: (transfer full) (nullable): the channel of events for this user, %NULL unless signed in
 */
char *
pusher_user_dup_channel_name (PusherUser *self)
{
  return self->id != NULL ? g_strconcat (SERVER_TO_USER_PREFIX, self->id, NULL) : NULL;
}

/**
 * pusher_user_start:
 * @self: a user
 *
 * There is a connection: signs in, if that is wanted. For the client's own use.
 */
void
pusher_user_start (PusherUser *self)
{
  g_autofree char *socket_id = g_strdup (pusher_connection_get_socket_id (self->connection));
  g_autoptr (GCancellable) cancellable = NULL;
  Request *request;

  if (!self->wanted || socket_id == NULL || self->state == PUSHER_USER_AUTHENTICATING
      || self->state == PUSHER_USER_PENDING || self->state == PUSHER_USER_SIGNED_IN)
    return;

  abandon (self);
  cancellable = g_cancellable_new ();
  self->cancellable = g_object_ref (cancellable);
  set_state (self, PUSHER_USER_AUTHENTICATING, NULL);
  /* Whoever was told may have disconnected. */
  if (g_cancellable_is_cancelled (cancellable))
    return;

  request = g_new0 (Request, 1);
  request->user = g_object_ref (self);
  request->cancellable = g_object_ref (cancellable);
  pusher_authorizer_authorize_async (self->authenticator, socket_id, NULL, cancellable,
                                     on_authenticate_ready, request);
}

/**
 * pusher_user_take_credentials:
 * @self: a user
 *
 * There are other credentials: what was asked with the old ones is asked anew, and a sign-in that
 * failed is tried again. For the client's own use.
 */
void
pusher_user_take_credentials (PusherUser *self)
{
  if (self->state == PUSHER_USER_AUTHENTICATING)
    pusher_user_stop (self);
  pusher_user_start (self);
}

/**
 * pusher_user_stop:
 * @self: a user
 *
 * The connection is gone, and with it the sign-in (row 10.15). For the client's own use.
 */
void
pusher_user_stop (PusherUser *self)
{
  abandon (self);
  self->backoff = (PusherBackoff){ 0 };
  set_state (self, self->wanted ? PUSHER_USER_WAITING : PUSHER_USER_SIGNED_OUT, NULL);
}

/**
 * pusher_user_handle_event:
 * @self: a user
 * @event: an event of the connection
 *
 * For the client's own use.
 *
 * Returns: %TRUE if @event was about the user, and is nobody else's business
 */
gboolean
pusher_user_handle_event (PusherUser *self, PusherEvent *event)
{
  const char *name = pusher_event_get_name (event);
  const char *channel = pusher_event_get_channel (event);

  if (g_str_equal (name, "pusher:signin_success"))
    {
      handle_success (self, event);
      return TRUE;
    }
  if (g_str_equal (name, "pusher_internal:watchlist_events"))
    {
      handle_watchlist (self, event);
      return TRUE;
    }
  if (channel == NULL || !g_str_has_prefix (channel, SERVER_TO_USER_PREFIX))
    return FALSE;

  /* Events for somebody else are dropped (row 10.14); ours come with or without a subscription
   * (row 10.13). */
  if (self->id != NULL && g_str_equal (channel + strlen (SERVER_TO_USER_PREFIX), self->id)
      && !g_str_has_prefix (name, "pusher:") && !pusher_event_is_internal (event))
    g_signal_emit (self, signals[SIGNAL_EVENT], 0, event);

  return TRUE;
}

/**
 * pusher_user_handle_error:
 * @self: a user
 * @error: an error of the server that names no channel
 *
 * While the server was asked, such an error is most likely its answer (row 10.10). For the client's
 * own use.
 *
 * Returns: %TRUE if it was taken for that
 */
gboolean
pusher_user_handle_error (PusherUser *self, const GError *error)
{
  if (self->state != PUSHER_USER_PENDING)
    return FALSE;

  fail (self, g_error_new (PUSHER_ERROR, PUSHER_ERROR_SUBSCRIPTION,
                           _ ("The server did not sign us in (%s)"), error->message));
  return TRUE;
}
