/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The text of the frames that a server sends: an event, its channel and data. */

#include "dev-message.h"

#include "dev-json.h"

/**
 * dev_message_new:
 * @event: name of the event
 * @channel: (nullable): name of the channel
 * @data: (transfer none) (nullable): data as it goes into the frame
 * @user_id: (transfer none) (nullable): sender of a client event
 *
 * Returns: (transfer full): the message
 */
char *
dev_message_new (const char *event, const char *channel, JsonNode *data, JsonNode *user_id)
{
  g_autoptr (JsonObject) message = json_object_new ();

  json_object_set_string_member (message, "event", event);
  if (channel != NULL)
    json_object_set_string_member (message, "channel", channel);
  if (data != NULL)
    json_object_set_member (message, "data", json_node_copy (data));
  if (user_id != NULL)
    json_object_set_member (message, "user_id", json_node_copy (user_id));

  return dev_json_print_object (message);
}

/**
 * dev_message_new_empty:
 * @event: name of the event
 * @channel: (nullable): name of the channel
 * @empty: how data without content looks
 *
 * Returns: (transfer full): the message
 */
char *
dev_message_new_empty (const char *event, const char *channel, DevEmpty empty)
{
  if (empty == DEV_EMPTY_ABSENT)
    return dev_message_new (event, channel, NULL, NULL);

  return dev_message_new_object (event, channel, json_object_new (), empty == DEV_EMPTY_TEXT);
}

/**
 * dev_message_new_object:
 * @event: name of the event
 * @channel: (nullable): name of the channel
 * @data: (transfer full): the data
 * @as_text: whether @data travels as a string holding JSON
 *
 * Returns: (transfer full): the message
 */
char *
dev_message_new_object (const char *event, const char *channel, JsonObject *data, gboolean as_text)
{
  g_autoptr (JsonNode) node = dev_json_object_node (data);

  if (as_text)
    {
      g_autofree char *text = json_to_string (node, FALSE);
      g_autoptr (JsonNode) text_node = dev_json_text_node (text);

      return dev_message_new (event, channel, text_node, NULL);
    }

  return dev_message_new (event, channel, node, NULL);
}
