/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a client may say on a Pusher connection, and the answer to it.
 * https://pusher.com/docs/channels/library_auth_reference/pusher-websockets-protocol/ */

#include "dev-protocol.h"

#include "dev-json.h"
#include "dev-message.h"
#include "dev-subscription.h"
#include "dev-signature.h"

static void
on_ping (DevConnection *connection, JsonObject *frame)
{
  DevApplication *application = dev_connection_get_application (connection);

  application->record.pings++;
  if (application->settings.answer_pings)
    dev_connection_take (
        connection, dev_message_new_empty ("pusher:pong", NULL, application->flavour->pong_data));
}

static void
on_pong (DevConnection *connection, JsonObject *frame)
{
  dev_connection_get_application (connection)->record.pongs++;
}

static void
on_subscribe (DevConnection *connection, JsonObject *frame)
{
  DevApplication *application = dev_connection_get_application (connection);
  JsonObject *data = dev_json_get_object (frame, "data");

  application->record.subscribe_frames++;
  if (data == NULL || dev_json_get_text (data, "channel", NULL) == NULL)
    {
      /* A real soketi would go down here. */
      dev_record_add_violation (&application->record, "pusher:subscribe without a data object");
      dev_connection_refuse (connection, DEV_REFUSAL_MALFORMED, NULL, NULL);
      return;
    }

  dev_subscription_begin (connection, data);
}

static void
on_unsubscribe (DevConnection *connection, JsonObject *frame)
{
  DevApplication *application = dev_connection_get_application (connection);
  JsonObject *data = dev_json_get_object (frame, "data");
  const char *name = data != NULL ? dev_json_get_text (data, "channel", NULL) : NULL;
  DevChannel *channel = dev_application_find_channel (application, name);

  application->record.unsubscribe_frames++;
  if (name == NULL)
    {
      dev_record_add_violation (&application->record, "pusher:unsubscribe without a data object");
      dev_connection_refuse (connection, DEV_REFUSAL_MALFORMED, NULL, NULL);
    }
  else if (channel == NULL || !dev_channel_has (channel, connection))
    {
      dev_record_add_violation (&application->record,
                                "pusher:unsubscribe from a channel not subscribed to");
      dev_connection_refuse (connection, DEV_REFUSAL_NOT_SUBSCRIBED, name, name);
    }
  else
    {
      dev_connection_leave (connection, channel);
    }
}

static void
on_signin (DevConnection *connection, JsonObject *frame)
{
  DevApplication *application = dev_connection_get_application (connection);
  JsonObject *data = dev_json_get_object (frame, "data");
  const char *user_data = data != NULL ? dev_json_get_text (data, "user_data", NULL) : NULL;
  const char *auth = data != NULL ? dev_json_get_text (data, "auth", NULL) : NULL;
  g_autofree char *signature = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (JsonObject) user = NULL;

  if (!application->settings.signin)
    {
      dev_connection_refuse (connection, DEV_REFUSAL_SIGNIN_OFF, NULL, NULL);
      return;
    }

  if (user_data != NULL)
    {
      user = dev_json_parse_object (user_data, -1);
      signature = dev_signature_user (application->secret,
                                      dev_connection_get_socket_id (connection), user_data);
      expected = g_strdup_printf ("%s:%s", application->key, signature);
    }
  if (user == NULL || g_strcmp0 (expected, auth) != 0
      || dev_json_get_text (user, "id", NULL) == NULL)
    {
      dev_connection_refuse (connection, DEV_REFUSAL_BAD_SIGNIN, NULL, NULL);
      return;
    }

  dev_connection_set_user_id (connection, dev_json_get_text (user, "id", NULL));
  dev_connection_take (
      connection, dev_message_new_object ("pusher:signin_success", NULL, json_object_ref (data),
                                          application->flavour->signin_data_is_text));
}

static void
on_client_event (DevConnection *connection, JsonObject *frame)
{
  DevApplication *application = dev_connection_get_application (connection);
  const char *name = dev_json_get_text (frame, "channel", NULL);
  DevChannel *channel = dev_application_find_channel (application, name);
  DevMember *member;
  g_autofree char *text = NULL;

  application->record.client_events++;
  if (channel == NULL || !dev_channel_name_is_private (name)
      || !dev_channel_has (channel, connection))
    {
      dev_record_add_violation (&application->record,
                                "client event without a subscription to a private channel");
      return;
    }
  if (!application->settings.client_events)
    {
      dev_connection_refuse (connection, DEV_REFUSAL_CLIENT_EVENTS_OFF, name, NULL);
      return;
    }
  if (!dev_connection_may_send_client_event (connection, g_get_monotonic_time ()))
    {
      dev_connection_refuse (connection, DEV_REFUSAL_CLIENT_EVENT_RATE, name, NULL);
      return;
    }

  member = dev_channel_get_member (channel, connection);
  text = dev_message_new (json_object_get_string_member (frame, "event"), name,
                          json_object_get_member (frame, "data"),
                          member != NULL ? member->id : NULL);
  dev_channel_broadcast (channel, text, connection);
}

static const struct
{
  const char *event;
  void (*receive) (DevConnection *connection, JsonObject *frame);
} table[] = {
  { "pusher:ping", on_ping },           { "pusher:pong", on_pong },
  { "pusher:subscribe", on_subscribe }, { "pusher:unsubscribe", on_unsubscribe },
  { "pusher:signin", on_signin },
};

/**
 * dev_protocol_receive:
 * @connection: who sent it
 * @text: a whole message
 *
 * Does what the message asks for. What is not a frame of the protocol is
 * recorded as a violation and refused as this flavour of server does.
 */
void
dev_protocol_receive (DevConnection *connection, GBytes *text)
{
  g_autoptr (DevConnection) keep = g_object_ref (connection);
  g_autoptr (DevApplication) application
      = g_object_ref (dev_connection_get_application (connection));
  const char *socket_id = dev_connection_get_socket_id (connection);
  gsize length;
  const char *bytes = g_bytes_get_data (text, &length);
  g_autofree char *line = g_utf8_make_valid (bytes, (gssize) length);
  g_autoptr (JsonObject) frame = dev_json_parse_object (line, -1);
  const char *event = frame != NULL ? dev_json_get_text (frame, "event", NULL) : NULL;
  void (*receive) (DevConnection *, JsonObject *) = NULL;

  dev_application_log (application, "%s > %s", socket_id, line);
  dev_record_add_frame (&application->record, socket_id, line);
  if (!dev_connection_is_established (connection))
    {
      dev_record_add_violation (&application->record, "message before connection_established");
      return;
    }

  dev_connection_restart_timeout (connection);
  if (event != NULL && g_str_has_prefix (event, "client-"))
    receive = on_client_event;
  for (gsize i = 0; event != NULL && i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].event, event))
      receive = table[i].receive;

  if (receive != NULL)
    {
      receive (connection, frame);
    }
  else
    {
      dev_record_add_violation (&application->record,
                                event != NULL ? "unknown event" : "message that is no frame");
      dev_connection_refuse (connection, DEV_REFUSAL_MALFORMED, NULL, NULL);
    }

  dev_application_changed (application);
}
