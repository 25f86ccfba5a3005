/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-channel.h"

struct _PusherChannel
{
  GObject parent_instance;

  char *name;
  PusherChannelType type;
  PusherPresence *presence;
  PusherChannelState state;
  gint64 state_since;
  GError *error;
  gint64 subscription_count;
};

enum
{
  PROP_NAME = 1,
  PROP_STATE,
  PROP_PRESENCE,
  PROP_SUBSCRIPTION_COUNT,
  N_PROPERTIES,
};

enum
{
  SIGNAL_EVENT,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PusherChannel, pusher_channel, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (PusherChannelState,
                    pusher_channel_state,
                    G_DEFINE_ENUM_VALUE (PUSHER_CHANNEL_WANTED, "wanted"),
                    G_DEFINE_ENUM_VALUE (PUSHER_CHANNEL_AUTHORISING, "authorising"),
                    G_DEFINE_ENUM_VALUE (PUSHER_CHANNEL_PENDING, "pending"),
                    G_DEFINE_ENUM_VALUE (PUSHER_CHANNEL_SUBSCRIBED, "subscribed"),
                    G_DEFINE_ENUM_VALUE (PUSHER_CHANNEL_DENIED, "denied"),
                    G_DEFINE_ENUM_VALUE (PUSHER_CHANNEL_FAILED, "failed"))

static void
pusher_channel_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PusherChannel *self = PUSHER_CHANNEL (object);

  switch (id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_STATE:
      g_value_set_enum (value, (int) self->state);
      break;
    case PROP_PRESENCE:
      g_value_set_object (value, self->presence);
      break;
    case PROP_SUBSCRIPTION_COUNT:
      g_value_set_int64 (value, self->subscription_count);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
pusher_channel_finalize (GObject *object)
{
  PusherChannel *self = PUSHER_CHANNEL (object);

  g_clear_object (&self->presence);
  g_clear_error (&self->error);
  g_free (self->name);

  G_OBJECT_CLASS (pusher_channel_parent_class)->finalize (object);
}

static void
pusher_channel_class_init (PusherChannelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = pusher_channel_get_property;
  object_class->finalize = pusher_channel_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, PUSHER_TYPE_CHANNEL_STATE,
                                              PUSHER_CHANNEL_WANTED, flags);
  properties[PROP_PRESENCE]
      = g_param_spec_object ("presence", NULL, NULL, PUSHER_TYPE_PRESENCE, flags);
  properties[PROP_SUBSCRIPTION_COUNT]
      = g_param_spec_int64 ("subscription-count", NULL, NULL, -1, G_MAXINT64, -1, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  /* An event of this channel; the same as the client's signal of that name. */
  signals[SIGNAL_EVENT]
      = g_signal_new ("event", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 1, PUSHER_TYPE_EVENT | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
pusher_channel_init (PusherChannel *self)
{
  self->subscription_count = -1;
  self->state_since = g_get_real_time ();
}

/**
 * pusher_channel_new:
 * @name: a valid channel name
 *
 * Returns: (transfer full): a channel that is wanted; #PusherClient makes them
 */
PusherChannel *
pusher_channel_new (const char *name)
{
  PusherChannel *self = g_object_new (PUSHER_TYPE_CHANNEL, NULL);

  self->name = g_strdup (name);
  self->type = pusher_channel_name_get_type_of (name);
  if (self->type == PUSHER_CHANNEL_PRESENCE)
    self->presence = pusher_presence_new ();

  return self;
}

/**
 * pusher_channel_get_name:
 * @self: a channel
 *
 * Returns: its name
 */
const char *
pusher_channel_get_name (PusherChannel *self)
{
  return self->name;
}

/**
 * pusher_channel_get_channel_type:
 * @self: a channel
 *
 * Returns: what its name makes of it (row 5.25)
 */
PusherChannelType
pusher_channel_get_channel_type (PusherChannel *self)
{
  return self->type;
}

/**
 * pusher_channel_get_presence:
 * @self: a channel
 *
 * Returns: (nullable) (transfer none): who is there, or %NULL unless this is a presence channel
 */
PusherPresence *
pusher_channel_get_presence (PusherChannel *self)
{
  return self->presence;
}

/**
 * pusher_channel_get_state:
 * @self: a channel
 *
 * Returns: how far its subscription is
 */
PusherChannelState
pusher_channel_get_state (PusherChannel *self)
{
  return self->state;
}

/**
 * pusher_channel_get_state_since:
 * @self: a channel
 *
 * Returns: when it came into its state, in µs since the Unix epoch, UTC: for people, and so by the
 * clock on the wall
 */
gint64
pusher_channel_get_state_since (PusherChannel *self)
{
  return self->state_since;
}

/**
 * pusher_channel_get_error:
 * @self: a channel
 *
 * Returns: (nullable): what last went wrong with the channel and has not come right since
 */
const GError *
pusher_channel_get_error (PusherChannel *self)
{
  return self->error;
}

/**
 * pusher_channel_get_subscription_count:
 * @self: a channel
 *
 * Returns: how many connections the server last said are subscribed, 0 included, or -1 if it never
 * did (row 12.5)
 */
gint64
pusher_channel_get_subscription_count (PusherChannel *self)
{
  return self->subscription_count;
}

/**
 * pusher_channel_set_subscription_count:
 * @self: a channel
 * @count: how many connections the server says are subscribed
 *
 * For the room's own use.
 */
void
pusher_channel_set_subscription_count (PusherChannel *self, gint64 count)
{
  if (self->subscription_count == count)
    return;

  self->subscription_count = count;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUBSCRIPTION_COUNT]);
}

/**
 * pusher_channel_emit_event:
 * @self: a channel
 * @event: an event of it
 *
 * For the room's own use.
 */
void
pusher_channel_emit_event (PusherChannel *self, PusherEvent *event)
{
  g_signal_emit (self, signals[SIGNAL_EVENT], 0, event);
}

/**
 * pusher_channel_is_cache:
 * @self: a channel
 *
 * Returns: whether the server replays the channel's last event after each subscription
 * (rows 5.25, 12.3)
 */
gboolean
pusher_channel_is_cache (PusherChannel *self)
{
  return g_str_has_prefix (self->name, "cache-") || g_str_has_prefix (self->name, "private-cache-")
         || g_str_has_prefix (self->name, "private-encrypted-cache-")
         || g_str_has_prefix (self->name, "presence-cache-");
}

/**
 * pusher_channel_set_state:
 * @self: a channel
 * @state: how far its subscription is
 * @error: (nullable): what went wrong; copied
 *
 * For the room's own use.
 */
void
pusher_channel_set_state (PusherChannel *self, PusherChannelState state, const GError *error)
{
  gboolean changed = self->state != state || error != NULL || self->error != NULL;
  GError *copy = error != NULL ? g_error_copy (error) : NULL;

  g_clear_error (&self->error);
  self->error = copy;
  if (self->state != state)
    self->state_since = g_get_real_time ();
  self->state = state;
  if (self->presence != NULL && state != PUSHER_CHANNEL_SUBSCRIBED)
    pusher_presence_set_stale (self->presence, TRUE);
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/**
 * pusher_channel_state_to_string:
 * @state: a channel's state
 *
 * Returns: its name, for programs rather than people
 */
const char *
pusher_channel_state_to_string (PusherChannelState state)
{
  g_autoptr (GEnumClass) values = g_type_class_ref (PUSHER_TYPE_CHANNEL_STATE);

  return g_enum_get_value (values, (int) state)->value_nick;
}
