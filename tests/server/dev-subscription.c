/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A subscription: its name, its signature, and on a presence channel its member. */

#include "dev-subscription.h"

#include "dev-json.h"
#include "dev-message.h"
#include "dev-signature.h"

/* Protocol table 6b: which string each server signs for a private channel. */
static gboolean
signature_is_right (DevConnection *connection, JsonObject *data, const char *name)
{
  DevApplication *application = dev_connection_get_application (connection);
  const char *channel_data = dev_json_get_text (data, "channel_data", NULL);
  g_autofree char *signature = NULL;
  g_autofree char *expected = NULL;

  if (!dev_channel_name_is_presence (name) && !application->flavour->signs_private_channel_data)
    channel_data = NULL;

  signature = dev_signature_channel (application->secret, dev_connection_get_socket_id (connection),
                                     name, channel_data);
  expected = g_strdup_printf ("%s:%s", application->key, signature);

  return g_strcmp0 (dev_json_get_text (data, "auth", NULL), expected) == 0;
}

/* Returns the member's id, owned by @member, or %NULL. */
static JsonNode *
find_user_id (DevApplication *application, JsonObject *member)
{
  JsonNode *id = member != NULL ? json_object_get_member (member, "user_id") : NULL;
  GType type;

  if (id == NULL || !JSON_NODE_HOLDS_VALUE (id))
    return NULL;

  type = json_node_get_value_type (id);
  if (type == G_TYPE_BOOLEAN
      || (application->flavour->checks_presence_user_id_is_text && type != G_TYPE_STRING))
    return NULL;

  return id;
}

static void
send_success (DevConnection *connection, DevChannel *channel)
{
  DevApplication *application = dev_connection_get_application (connection);

  if (dev_channel_name_is_presence (channel->name))
    {
      JsonObject *data = json_object_new ();

      json_object_set_object_member (
          data, "presence",
          dev_channel_describe_members (channel, application->flavour->members_are_php));
      dev_connection_take (connection,
                           dev_message_new_object ("pusher_internal:subscription_succeeded",
                                                   channel->name, data, TRUE));
    }
  else
    {
      dev_connection_take (
          connection, dev_message_new_empty ("pusher_internal:subscription_succeeded",
                                             channel->name, application->flavour->succeeded_data));
    }

  if (!dev_channel_name_is_cache (channel->name))
    return;
  if (channel->cached != NULL)
    dev_connection_send (connection, channel->cached);
  else
    dev_connection_take (connection,
                         dev_message_new ("pusher:cache_miss", channel->name, NULL, NULL));
}

static gboolean
may_subscribe (DevConnection *connection, JsonObject *data, const char *name)
{
  DevApplication *application = dev_connection_get_application (connection);
  DevChannel *channel = dev_application_find_channel (application, name);
  const char *signed_in = dev_connection_get_user_id (connection);

  if (g_str_has_prefix (name, "#server-to-user-"))
    {
      if (g_strcmp0 (signed_in, name + strlen ("#server-to-user-")) == 0)
        return TRUE;
      dev_connection_refuse (connection, DEV_REFUSAL_BAD_SIGNATURE, name, name);
      return FALSE;
    }
  if (!dev_channel_name_is_allowed (name)
      && dev_connection_refuse (connection, DEV_REFUSAL_BAD_CHANNEL_NAME, name, name))
    return FALSE;
  if (channel != NULL && dev_channel_has (channel, connection))
    {
      dev_record_add_violation (&application->record, "subscribed twice to one channel");
      if (dev_connection_refuse (connection, DEV_REFUSAL_ALREADY_SUBSCRIBED, name, name))
        return FALSE;
    }
  if (dev_channel_name_is_private (name) && !signature_is_right (connection, data, name))
    {
      dev_connection_refuse (connection, DEV_REFUSAL_BAD_SIGNATURE, name, name);
      return FALSE;
    }

  return TRUE;
}

/**
 * dev_subscription_announce:
 * @application: the application
 * @channel: a presence channel
 * @id: (transfer none): user id of the new member
 * @info: (transfer none) (nullable): what is known of it
 * @except: (nullable): the connection that made it one, which is not told
 *
 * Tells the subscribers of @channel.
 */
void
dev_subscription_announce (DevApplication *application,
                           DevChannel *channel,
                           JsonNode *id,
                           JsonNode *info,
                           DevConnection *except)
{
  JsonObject *data = json_object_new ();
  g_autofree char *text = NULL;

  json_object_set_member (data, "user_id", json_node_copy (id));
  if (info != NULL)
    json_object_set_member (data, "user_info", json_node_copy (info));
  text = dev_message_new_object ("pusher_internal:member_added", channel->name, data, TRUE);
  dev_channel_broadcast (channel, text, except);
}

/**
 * dev_subscription_begin:
 * @connection: who subscribes
 * @data: `channel`, and for a private one `auth` and perhaps `channel_data`
 *
 * Subscribes @connection, or refuses as this flavour of server does.
 */
void
dev_subscription_begin (DevConnection *connection, JsonObject *data)
{
  DevApplication *application = dev_connection_get_application (connection);
  const char *name = dev_json_get_text (data, "channel", NULL);
  const char *text = dev_json_get_text (data, "channel_data", NULL);
  g_autoptr (JsonObject) member = NULL;
  JsonNode *id = NULL;
  JsonNode *info = NULL;
  gboolean is_new = FALSE;
  DevChannel *channel;

  if (!may_subscribe (connection, data, name))
    return;

  if (dev_channel_name_is_presence (name))
    {
      member = text != NULL ? dev_json_parse_object (text, -1) : NULL;
      id = find_user_id (application, member);
      if (id == NULL)
        {
          dev_connection_refuse (connection, DEV_REFUSAL_NO_CHANNEL_DATA, name, name);
          return;
        }
      info = json_object_get_member (member, "user_info");

      channel = dev_application_find_channel (application, name);
      if (channel != NULL && channel->members->len >= application->settings.presence_limit
          && dev_connection_refuse (connection, DEV_REFUSAL_PRESENCE_FULL, name, name))
        return;
    }

  channel = dev_application_get_channel (application, name);
  if (id != NULL)
    is_new = dev_channel_join (channel, connection, id, info);
  dev_channel_subscribe (channel, connection);
  send_success (connection, channel);
  if (is_new)
    dev_subscription_announce (application, channel, id, info, connection);
}
