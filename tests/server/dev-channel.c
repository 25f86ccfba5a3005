/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One channel: who subscribed, and on a presence channel which people that
 * makes. A person with two connections is one member. */

#include "dev-channel.h"

#include "dev-connection.h"

#include <string.h>

/* soketi and sockudo take this many, the hosted service 164 (protocol row 5.24). */
#define LONGEST_NAME 200

/**
 * dev_member_free:
 * @member: (transfer full): a member
 */
void
dev_member_free (DevMember *member)
{
  g_free (member->key);
  json_node_unref (member->id);
  g_clear_pointer (&member->info, json_node_unref);
  g_free (member);
}

/**
 * dev_channel_new:
 * @name: full name
 *
 * Returns: (transfer full): a channel without subscribers
 */
DevChannel *
dev_channel_new (const char *name)
{
  DevChannel *channel = g_new0 (DevChannel, 1);

  channel->name = g_strdup (name);
  channel->subscribers = g_ptr_array_new ();
  channel->members = g_ptr_array_new_with_free_func ((GDestroyNotify) dev_member_free);
  channel->keys = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  return channel;
}

/**
 * dev_channel_free:
 * @channel: (transfer full): a channel
 */
void
dev_channel_free (DevChannel *channel)
{
  g_free (channel->name);
  g_ptr_array_unref (channel->subscribers);
  g_ptr_array_unref (channel->members);
  g_hash_table_unref (channel->keys);
  g_free (channel->cached);
  g_free (channel);
}

/**
 * dev_channel_name_is_presence:
 * @name: full name of a channel
 *
 * Returns: whether it has members
 */
gboolean
dev_channel_name_is_presence (const char *name)
{
  return g_str_has_prefix (name, "presence-");
}

/**
 * dev_channel_name_is_private:
 * @name: full name of a channel
 *
 * Returns: whether subscribing needs a signature, which presence channels do too
 */
gboolean
dev_channel_name_is_private (const char *name)
{
  return g_str_has_prefix (name, "private-") || dev_channel_name_is_presence (name);
}

/**
 * dev_channel_name_is_cache:
 * @name: full name of a channel
 *
 * Returns: whether a new subscriber gets the last event (protocol row 5.25)
 */
gboolean
dev_channel_name_is_cache (const char *name)
{
  return g_str_has_prefix (name, "cache-") || g_str_has_prefix (name, "private-cache-")
         || g_str_has_prefix (name, "private-encrypted-cache-")
         || g_str_has_prefix (name, "presence-cache-");
}

/**
 * dev_channel_name_is_allowed:
 * @name: full name of a channel
 *
 * Returns: whether it has the characters and length of protocol row 5.24
 */
gboolean
dev_channel_name_is_allowed (const char *name)
{
  gsize length = strlen (name);

  return length > 0 && length <= LONGEST_NAME
         && strspn (name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                          "-_=@,.;")
                == length;
}

/**
 * dev_channel_has:
 * @channel: a channel
 * @connection: a connection
 *
 * Returns: whether @connection subscribed
 */
gboolean
dev_channel_has (DevChannel *channel, DevConnection *connection)
{
  return g_ptr_array_find (channel->subscribers, connection, NULL);
}

/**
 * dev_channel_subscribe:
 * @channel: a channel
 * @connection: a connection, which has to unsubscribe before it goes
 */
void
dev_channel_subscribe (DevChannel *channel, DevConnection *connection)
{
  if (!dev_channel_has (channel, connection))
    g_ptr_array_add (channel->subscribers, connection);
}

/**
 * dev_channel_find_member:
 * @channel: a channel
 * @id: user id, a string or a number
 *
 * Returns: (transfer none) (nullable): that member
 */
DevMember *
dev_channel_find_member (DevChannel *channel, JsonNode *id)
{
  g_autofree char *key = json_to_string (id, FALSE);

  for (guint i = 0; i < channel->members->len; i++)
    {
      DevMember *member = channel->members->pdata[i];

      if (g_str_equal (member->key, key))
        return member;
    }

  return NULL;
}

/**
 * dev_channel_get_member:
 * @channel: a channel
 * @connection: a connection
 *
 * Returns: (transfer none) (nullable): as whom @connection joined
 */
DevMember *
dev_channel_get_member (DevChannel *channel, DevConnection *connection)
{
  const char *key = g_hash_table_lookup (channel->keys, connection);

  for (guint i = 0; key != NULL && i < channel->members->len; i++)
    {
      DevMember *member = channel->members->pdata[i];

      if (g_str_equal (member->key, key))
        return member;
    }

  return NULL;
}

/**
 * dev_channel_join:
 * @channel: a presence channel
 * @connection: (nullable): whose member that is, %NULL to invent one
 * @id: user id, a string or a number
 * @info: (nullable): any JSON
 *
 * Returns: whether the member is new, so that the others have to be told
 */
gboolean
dev_channel_join (DevChannel *channel, DevConnection *connection, JsonNode *id, JsonNode *info)
{
  DevMember *member = dev_channel_find_member (channel, id);
  gboolean is_new = member == NULL;

  if (connection != NULL && g_hash_table_contains (channel->keys, connection))
    return FALSE;

  if (is_new)
    {
      member = g_new0 (DevMember, 1);
      member->key = json_to_string (id, FALSE);
      member->id = json_node_copy (id);
      member->info = info != NULL ? json_node_copy (info) : NULL;
      g_ptr_array_add (channel->members, member);
    }

  if (connection == NULL)
    {
      member->invented = TRUE;
    }
  else
    {
      member->connections++;
      g_hash_table_insert (channel->keys, connection, g_strdup (member->key));
    }

  return is_new;
}

static DevMember *
take_if_absent (DevChannel *channel, DevMember *member)
{
  guint position;

  if (member == NULL || member->connections > 0 || member->invented
      || !g_ptr_array_find (channel->members, member, &position))
    return NULL;

  return g_ptr_array_steal_index (channel->members, position);
}

/**
 * dev_channel_unsubscribe:
 * @channel: a channel
 * @connection: a connection
 *
 * Returns: (transfer full) (nullable): the member that is gone with it, so that
 *   the others have to be told
 */
DevMember *
dev_channel_unsubscribe (DevChannel *channel, DevConnection *connection)
{
  DevMember *member = dev_channel_get_member (channel, connection);

  g_ptr_array_remove (channel->subscribers, connection);
  g_hash_table_remove (channel->keys, connection);
  if (member != NULL)
    member->connections--;

  return take_if_absent (channel, member);
}

/**
 * dev_channel_remove_invented:
 * @channel: a channel
 * @id: user id of an invented member
 *
 * Returns: (transfer full) (nullable): the member that is gone now
 */
DevMember *
dev_channel_remove_invented (DevChannel *channel, JsonNode *id)
{
  DevMember *member = dev_channel_find_member (channel, id);

  if (member != NULL)
    member->invented = FALSE;

  return take_if_absent (channel, member);
}

/**
 * dev_channel_broadcast:
 * @channel: a channel
 * @text: a message
 * @except: (nullable): who does not get it
 */
void
dev_channel_broadcast (DevChannel *channel, const char *text, DevConnection *except)
{
  for (guint i = 0; i < channel->subscribers->len; i++)
    {
      DevConnection *connection = channel->subscribers->pdata[i];

      if (connection != except)
        dev_connection_send (connection, text);
    }
}

/* PHP writes an array with the keys 0, 1, 2… and an empty one as a JSON array. */
static gboolean
looks_like_list (DevChannel *channel, JsonObject *hash)
{
  guint expected = 0;

  for (guint i = 0; i < channel->members->len; i++)
    {
      DevMember *member = channel->members->pdata[i];
      g_autofree char *plain = g_strdup_printf ("%u", expected);
      g_autofree char *quoted = g_strdup_printf ("\"%u\"", expected);

      if (member->info == NULL)
        continue;
      if (!g_str_equal (member->key, plain) && !g_str_equal (member->key, quoted))
        return FALSE;
      expected++;
    }

  return expected == json_object_get_size (hash);
}

/**
 * dev_channel_describe_members:
 * @channel: a presence channel
 * @php: whether to write the hash as PHP would
 *
 * Returns: (transfer full): `ids`, `hash` and `count`. A member without info is
 *   in `ids` only, as with soketi (protocol row 7.2)
 */
JsonObject *
dev_channel_describe_members (DevChannel *channel, gboolean php)
{
  JsonObject *presence = json_object_new ();
  JsonArray *ids = json_array_new ();
  JsonObject *hash = json_object_new ();

  for (guint i = 0; i < channel->members->len; i++)
    {
      DevMember *member = channel->members->pdata[i];
      GType type = json_node_get_value_type (member->id);

      json_array_add_element (ids, json_node_copy (member->id));
      if (member->info != NULL)
        json_object_set_member (
            hash, type == G_TYPE_STRING ? json_node_get_string (member->id) : member->key,
            json_node_copy (member->info));
    }

  json_object_set_array_member (presence, "ids", ids);
  if (php && looks_like_list (channel, hash))
    {
      g_autoptr (GList) values = json_object_get_values (hash);
      JsonArray *list = json_array_new ();

      for (GList *link = values; link != NULL; link = link->next)
        json_array_add_element (list, json_node_copy (link->data));
      json_object_set_array_member (presence, "hash", list);
      json_object_unref (hash);
    }
  else
    {
      json_object_set_object_member (presence, "hash", hash);
    }
  json_object_set_int_member (presence, "count", channel->members->len);

  return presence;
}
