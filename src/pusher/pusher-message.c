/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * What the client sends. `data` of the protocol's own messages is always an object: a string or
 * nothing at all there shuts soketi 1.6.1 down (row 5.1).
 */

#include "pusher/pusher-message.h"

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static JsonBuilder *
begin (const char *event)
{
  JsonBuilder *builder = json_builder_new_immutable ();

  json_builder_begin_object (builder);
  add_string (builder, "event", event);
  json_builder_set_member_name (builder, "data");
  json_builder_begin_object (builder);

  return builder;
}

static char *
end (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = NULL;

  json_builder_end_object (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

/**
 * pusher_message_ping:
 *
 * Returns: (transfer full): a `pusher:ping` frame (row 3.2)
 */
char *
pusher_message_ping (void)
{
  g_autoptr (JsonBuilder) builder = begin ("pusher:ping");

  return end (builder);
}

/**
 * pusher_message_pong:
 *
 * Returns: (transfer full): a `pusher:pong` frame (row 3.6)
 */
char *
pusher_message_pong (void)
{
  g_autoptr (JsonBuilder) builder = begin ("pusher:pong");

  return end (builder);
}

/**
 * pusher_message_subscribe:
 * @channel: a channel's name
 * @authorization: (nullable): what the authorisation endpoint answered; %NULL for a public channel
 *
 * Returns: (transfer full): a `pusher:subscribe` frame with the endpoint's answer as it came:
 * nothing added, nothing dropped (rows 5.1, 6.5, 6.7, 6.8, 6.10)
 */
char *
pusher_message_subscribe (const char *channel, const PusherAuthorization *authorization)
{
  g_autoptr (JsonBuilder) builder = begin ("pusher:subscribe");

  add_string (builder, "channel", channel);
  if (authorization != NULL)
    {
      add_string (builder, "auth", pusher_authorization_get_auth (authorization));
      if (pusher_authorization_get_channel_data (authorization) != NULL)
        add_string (builder, "channel_data", pusher_authorization_get_channel_data (authorization));
    }

  return end (builder);
}

/**
 * pusher_message_unsubscribe:
 * @channel: a channel's name
 *
 * Returns: (transfer full): a `pusher:unsubscribe` frame (row 5.2)
 */
char *
pusher_message_unsubscribe (const char *channel)
{
  g_autoptr (JsonBuilder) builder = begin ("pusher:unsubscribe");

  add_string (builder, "channel", channel);

  return end (builder);
}

/**
 * pusher_message_sign_in:
 * @authorization: what the endpoint answered that authenticates users
 *
 * Returns: (transfer full) (nullable): a `pusher:signin` frame with the endpoint's answer as it
 *   came: nothing added, nothing dropped (row 10.2); %NULL if @authorization has no user data, for
 *   there is nobody to sign in then
 */
char *
pusher_message_sign_in (const PusherAuthorization *authorization)
{
  const char *user_data = pusher_authorization_get_user_data (authorization);
  g_autoptr (JsonBuilder) builder = NULL;

  if (user_data == NULL)
    return NULL;

  builder = begin ("pusher:signin");
  add_string (builder, "auth", pusher_authorization_get_auth (authorization));
  add_string (builder, "user_data", user_data);

  return end (builder);
}

/**
 * pusher_message_client_event:
 * @channel: a channel's name
 * @event: the event's name, which begins with `client-`
 * @data: (transfer none): its data; an object stays one, for servers refuse its text (row 9.1)
 *
 * Returns: (transfer full): the frame that sends an event to the others in a channel
 */
char *
pusher_message_client_event (const char *channel, const char *event, JsonNode *data)
{
  /* No immutable builder: the caller may change the data afterwards. */
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_string (builder, "event", event);
  json_builder_set_member_name (builder, "data");
  json_builder_add_value (builder, json_node_copy (data));
  add_string (builder, "channel", channel);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}
