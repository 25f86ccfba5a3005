/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One Pusher connection: the socket, its id, and how this flavour of server
 * says no on it. */

#include "dev-connection.h"

#include "dev-json.h"
#include "dev-message.h"

struct _DevConnection
{
  GObject parent_instance;

  DevApplication *application; /* not owned: it owns us */
  DevSocket *socket;
  char *socket_id;
  char *user_id;
  char *opened;
  guint timeout_id;
  gint64 rate_second;
  guint rate_used;
  gboolean established;
};

G_DEFINE_FINAL_TYPE (DevConnection, dev_connection, G_TYPE_OBJECT)

static gboolean
on_timeout (gpointer user_data)
{
  DevConnection *self = user_data;

  self->timeout_id = 0;
  dev_connection_refuse (self, DEV_REFUSAL_PONG_MISSING, NULL, NULL);

  return G_SOURCE_REMOVE;
}

static void
dev_connection_dispose (GObject *object)
{
  DevConnection *self = DEV_CONNECTION (object);

  g_clear_handle_id (&self->timeout_id, g_source_remove);

  G_OBJECT_CLASS (dev_connection_parent_class)->dispose (object);
}

static void
dev_connection_finalize (GObject *object)
{
  DevConnection *self = DEV_CONNECTION (object);

  g_clear_object (&self->socket);
  g_free (self->socket_id);
  g_free (self->user_id);
  g_free (self->opened);

  G_OBJECT_CLASS (dev_connection_parent_class)->finalize (object);
}

static void
dev_connection_class_init (DevConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dev_connection_dispose;
  object_class->finalize = dev_connection_finalize;
}

static void
dev_connection_init (DevConnection *self)
{
}

/* soketi's halves go up to ten digits, which no 32 bit number holds (row 2.3). */
static guint64
random_half (void)
{
  return 1
         + (((guint64) g_random_int () << 32) | g_random_int ()) % G_GUINT64_CONSTANT (9999999999);
}

/**
 * dev_connection_new:
 * @application: where it belongs; has to outlive the connection
 * @socket: its socket
 *
 * Returns: (transfer full): a connection that has said nothing yet
 */
DevConnection *
dev_connection_new (DevApplication *application, DevSocket *socket)
{
  DevConnection *self = g_object_new (DEV_TYPE_CONNECTION, NULL);

  self->application = application;
  self->socket = g_object_ref (socket);
  self->socket_id = g_strdup_printf ("%" G_GUINT64_FORMAT ".%" G_GUINT64_FORMAT, random_half (),
                                     random_half ());
  self->opened = dev_record_now ();

  return self;
}

/**
 * dev_connection_get_application:
 * @self: a connection
 *
 * Returns: (transfer none): where it belongs
 */
DevApplication *
dev_connection_get_application (DevConnection *self)
{
  return self->application;
}

/**
 * dev_connection_get_socket:
 * @self: a connection
 *
 * Returns: (transfer none): its socket
 */
DevSocket *
dev_connection_get_socket (DevConnection *self)
{
  return self->socket;
}

/**
 * dev_connection_get_socket_id:
 * @self: a connection
 *
 * Returns: (transfer none): its id
 */
const char *
dev_connection_get_socket_id (DevConnection *self)
{
  return self->socket_id;
}

/**
 * dev_connection_get_user_id:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): who signed in on it
 */
const char *
dev_connection_get_user_id (DevConnection *self)
{
  return self->user_id;
}

/**
 * dev_connection_set_user_id:
 * @self: a connection
 * @user_id: who signed in on it
 */
void
dev_connection_set_user_id (DevConnection *self, const char *user_id)
{
  g_free (self->user_id);
  self->user_id = g_strdup (user_id);
}

/**
 * dev_connection_is_established:
 * @self: a connection
 *
 * Returns: whether the client was told its socket id
 */
gboolean
dev_connection_is_established (DevConnection *self)
{
  return self->established;
}

/**
 * dev_connection_establish:
 * @self: a connection
 *
 * Sends `pusher:connection_established` and expects signs of life from now on.
 */
void
dev_connection_establish (DevConnection *self)
{
  const DevSettings *settings = &self->application->settings;
  JsonObject *data = json_object_new ();

  json_object_set_string_member (data, "socket_id", self->socket_id);
  if (!JSON_NODE_HOLDS_NULL (settings->activity_timeout))
    json_object_set_member (data, "activity_timeout", json_node_copy (settings->activity_timeout));

  self->established = TRUE;
  self->application->record.connections_opened++;
  dev_connection_take (self, dev_message_new_object ("pusher:connection_established", NULL, data,
                                                     !settings->established_as_object));
  dev_connection_restart_timeout (self);
}

/**
 * dev_connection_send:
 * @self: a connection
 * @text: a message
 */
void
dev_connection_send (DevConnection *self, const char *text)
{
  dev_application_log (self->application, "%s < %s", self->socket_id, text);
  dev_socket_send_text (self->socket, text, -1, 1);
}

/**
 * dev_connection_take:
 * @self: a connection
 * @text: (transfer full): a message
 */
void
dev_connection_take (DevConnection *self, char *text)
{
  g_autofree char *owned = text;

  dev_connection_send (self, owned);
}

/**
 * dev_connection_send_error:
 * @self: a connection
 * @channel: (nullable): the channel it is about, if the frame names one
 * @code: error code, 0 for null
 * @message: text
 *
 * Sends `pusher:error` with data as this flavour writes it.
 */
void
dev_connection_send_error (DevConnection *self, const char *channel, int code, const char *message)
{
  JsonObject *data = json_object_new ();

  if (code == 0)
    json_object_set_null_member (data, "code");
  else
    json_object_set_int_member (data, "code", code);
  json_object_set_string_member (data, "message", message);
  dev_connection_take (self,
                       dev_message_new_object ("pusher:error", channel, data,
                                               self->application->flavour->error_data_is_text));
}

static void
send_subscription_error (DevConnection *self,
                         const char *channel,
                         const DevAnswer *answer,
                         const char *message)
{
  JsonObject *data = json_object_new ();

  if (answer->type != NULL)
    json_object_set_string_member (data, "type", answer->type);
  json_object_set_string_member (data, "error", message);
  json_object_set_int_member (data, "status", answer->code);
  dev_connection_take (self,
                       dev_message_new_object ("pusher:subscription_error", channel, data, FALSE));
}

/**
 * dev_connection_refuse:
 * @self: a connection
 * @refusal: what is refused
 * @channel: (nullable): the channel it is about
 * @detail: (nullable): what the message of some servers names
 *
 * Does what the server at hand does in that case, protocol table 4a.
 *
 * Returns: %FALSE when this server does not refuse that at all
 */
gboolean
dev_connection_refuse (DevConnection *self,
                       DevRefusal refusal,
                       const char *channel,
                       const char *detail)
{
  const DevAnswer *answer = &self->application->flavour->answers[refusal];
  g_autoptr (GString) message = g_string_new (answer->message);

  g_string_replace (message, "{}", detail != NULL ? detail : "", 0);
  switch (answer->notice)
    {
    case DEV_NOTICE_ACCEPTED:
      return FALSE;
    case DEV_NOTICE_ERROR:
      dev_connection_send_error (self, NULL, answer->code, message->str);
      break;
    case DEV_NOTICE_CHANNEL_ERROR:
      dev_connection_send_error (self, channel, answer->code, message->str);
      break;
    case DEV_NOTICE_SUBSCRIPTION_ERROR:
      send_subscription_error (self, channel, answer, message->str);
      break;
    case DEV_NOTICE_NONE:
    default:
      break;
    }

  if (answer->ending == DEV_ENDING_CLOSE)
    dev_socket_close (self->socket, answer->close_code, answer->close_reason);
  else if (answer->ending == DEV_ENDING_DROP)
    dev_socket_drop (self->socket, FALSE);

  return TRUE;
}

/**
 * dev_connection_leave:
 * @self: a connection
 * @channel: (transfer none): a channel it subscribed to; freed when nobody is left
 *
 * Unsubscribes, and tells the others when that was the member's last connection.
 */
void
dev_connection_leave (DevConnection *self, DevChannel *channel)
{
  g_autoptr (DevMember) member = dev_channel_unsubscribe (channel, self);

  if (member != NULL)
    {
      JsonObject *data = json_object_new ();
      g_autofree char *text = NULL;

      json_object_set_member (data, "user_id", json_node_copy (member->id));
      text = dev_message_new_object ("pusher_internal:member_removed", channel->name, data, TRUE);
      dev_channel_broadcast (channel, text, NULL);
    }

  dev_application_prune_channel (self->application, channel);
}

/**
 * dev_connection_restart_timeout:
 * @self: a connection
 *
 * The client showed that it lives; it gets the whole of `pongTimeout` again.
 */
void
dev_connection_restart_timeout (DevConnection *self)
{
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  if (self->application->settings.pong_timeout > 0)
    self->timeout_id = g_timeout_add (self->application->settings.pong_timeout, on_timeout, self);
}

/**
 * dev_connection_may_send_client_event:
 * @self: a connection
 * @now: monotonic time in microseconds
 *
 * Counts one client event.
 *
 * Returns: whether the connection stays within `clientEventRate` a second
 */
gboolean
dev_connection_may_send_client_event (DevConnection *self, gint64 now)
{
  guint limit = self->application->settings.client_event_rate;

  if (now / G_USEC_PER_SEC != self->rate_second)
    {
      self->rate_second = now / G_USEC_PER_SEC;
      self->rate_used = 0;
    }
  self->rate_used++;

  return limit == 0 || self->rate_used <= limit;
}

/**
 * dev_connection_describe:
 * @self: a connection
 *
 * Returns: (transfer full): `socketId`, `opened`, `channels`, `userIds`, `silent`
 */
JsonObject *
dev_connection_describe (DevConnection *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *channels = json_array_new ();
  JsonArray *user_ids = json_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer channel;

  if (self->user_id != NULL)
    {
      json_array_add_string_element (user_ids, self->user_id);
      g_hash_table_add (seen, g_strdup_printf ("\"%s\"", self->user_id));
    }

  g_hash_table_iter_init (&iter, self->application->channels);
  while (g_hash_table_iter_next (&iter, NULL, &channel))
    {
      DevMember *member = dev_channel_get_member (channel, self);

      if (dev_channel_has (channel, self))
        json_array_add_string_element (channels, ((DevChannel *) channel)->name);
      if (member != NULL && g_hash_table_add (seen, g_strdup (member->key)))
        json_array_add_element (user_ids, json_node_copy (member->id));
    }

  json_object_set_string_member (object, "socketId", self->socket_id);
  json_object_set_string_member (object, "opened", self->opened);
  json_object_set_boolean_member (object, "established", self->established);
  json_object_set_boolean_member (object, "silent", dev_socket_is_silent (self->socket));
  json_object_set_array_member (object, "channels", channels);
  json_object_set_array_member (object, "userIds", user_ids);

  return object;
}
