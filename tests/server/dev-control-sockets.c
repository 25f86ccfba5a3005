/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The part of the control interface that does something to open connections. */

#include "dev-control-sockets.h"

#include "dev-connection.h"
#include "dev-json.h"
#include "dev-message.h"
#include "dev-subscription.h"

/* Enough for any burst a test wants (protocol row 8.27 asks for 20,000). */
#define MOST_TIMES 100000

static JsonObject *
count (const char *name, guint number)
{
  JsonObject *answer = json_object_new ();

  json_object_set_int_member (answer, name, number);

  return answer;
}

/* The one connection asked for, or all; a copy, as what is done to them can
 * change the list. */
static GPtrArray *
select_connections (DevApplication *application, JsonObject *wanted, GError **error)
{
  const char *socket_id = dev_json_get_text (wanted, "socketId", NULL);
  g_autoptr (GPtrArray) selected = g_ptr_array_new_with_free_func (g_object_unref);

  if (socket_id != NULL)
    {
      DevConnection *connection = dev_application_find_connection (application, socket_id);

      if (connection == NULL)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no connection %s",
                       socket_id);
          return NULL;
        }
      g_ptr_array_add (selected, g_object_ref (connection));
      return g_steal_pointer (&selected);
    }

  for (guint i = 0; i < application->connections->len; i++)
    g_ptr_array_add (selected, g_object_ref (application->connections->pdata[i]));

  return g_steal_pointer (&selected);
}

static guint
publish_raw (DevApplication *application,
             const char *raw,
             const char *channel,
             const char *socket_id)
{
  guint delivered = 0;

  for (guint i = 0; i < application->connections->len; i++)
    {
      DevConnection *connection = application->connections->pdata[i];
      DevChannel *found = dev_application_find_channel (application, channel);

      if ((channel != NULL && (found == NULL || !dev_channel_has (found, connection)))
          || (socket_id != NULL
              && !g_str_equal (socket_id, dev_connection_get_socket_id (connection))))
        continue;
      dev_connection_send (connection, raw);
      delivered++;
    }

  return delivered;
}

static JsonNode *
make_data (JsonObject *wanted)
{
  JsonNode *given = json_object_get_member (wanted, "data");
  g_autofree char *text = NULL;

  if (given == NULL)
    return NULL;
  if (g_str_equal (dev_json_get_text (wanted, "dataAs", "string"), "object")
      || (JSON_NODE_HOLDS_VALUE (given) && json_node_get_value_type (given) == G_TYPE_STRING))
    return json_node_copy (given);

  text = json_to_string (given, FALSE);

  return dev_json_text_node (text);
}

/**
 * dev_control_publish:
 * @application: the application
 * @wanted: `channel`, `event` and `data`; `dataAs` is `string` (default: JSON
 *   that is no string is written into one) or `object` (as it is); `userId`;
 *   `socketId` to leave one connection out; `times` to repeat; or `raw` for the
 *   text of a whole frame, to `channel`'s subscribers, to `socketId`, or to all
 * @error: return location for a %G_IO_ERROR_INVALID_ARGUMENT
 *
 * Publishes without signature and limits.
 *
 * Returns: (transfer full): `delivered`, the number of connections reached
 */
JsonObject *
dev_control_publish (DevApplication *application, JsonObject *wanted, GError **error)
{
  const char *raw = dev_json_get_text (wanted, "raw", NULL);
  const char *channel = dev_json_get_text (wanted, "channel", NULL);
  const char *event = dev_json_get_text (wanted, "event", NULL);
  const char *socket_id = dev_json_get_text (wanted, "socketId", NULL);
  gint64 times = CLAMP (dev_json_get_number (wanted, "times", 1), 1, MOST_TIMES);
  g_autoptr (JsonNode) data = make_data (wanted);
  guint delivered = 0;

  if (raw == NULL && (channel == NULL || event == NULL))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           "Publishing needs channel and event, or raw");
      return NULL;
    }

  for (gint64 i = 0; i < times; i++)
    delivered = raw != NULL ? publish_raw (application, raw, channel, socket_id)
                            : dev_application_publish (application, channel, event, data,
                                                       json_object_get_member (wanted, "userId"),
                                                       socket_id);

  return count ("delivered", delivered);
}

/**
 * dev_control_close:
 * @application: the application
 * @wanted: `code` (default 1000), `reason`, `socketId` (default all)
 * @error: return location for a #GIOErrorEnum
 *
 * Sends close frames.
 *
 * Returns: (transfer full): `closed`, how many
 */
JsonObject *
dev_control_close (DevApplication *application, JsonObject *wanted, GError **error)
{
  g_autoptr (GPtrArray) selected = select_connections (application, wanted, error);

  if (selected == NULL)
    return NULL;

  for (guint i = 0; i < selected->len; i++)
    dev_socket_close (dev_connection_get_socket (selected->pdata[i]),
                      (guint) dev_json_get_number (wanted, "code", 1000),
                      dev_json_get_text (wanted, "reason", NULL));

  return count ("closed", selected->len);
}

/**
 * dev_control_drop:
 * @application: the application
 * @wanted: `socketId` (default all), `reset` for a TCP reset
 * @error: return location for a #GIOErrorEnum
 *
 * Ends TCP without a close frame.
 *
 * Returns: (transfer full): `dropped`, how many
 */
JsonObject *
dev_control_drop (DevApplication *application, JsonObject *wanted, GError **error)
{
  g_autoptr (GPtrArray) selected = select_connections (application, wanted, error);

  if (selected == NULL)
    return NULL;

  for (guint i = 0; i < selected->len; i++)
    dev_socket_drop (dev_connection_get_socket (selected->pdata[i]),
                     dev_json_get_boolean (wanted, "reset", FALSE));

  return count ("dropped", selected->len);
}

/**
 * dev_control_send_bytes:
 * @application: the application
 * @wanted: `base64`, `socketId` (default all)
 * @error: return location for a #GIOErrorEnum
 *
 * Puts bytes on the sockets that no WebSocket library would.
 *
 * Returns: (transfer full): `sent`, to how many
 */
JsonObject *
dev_control_send_bytes (DevApplication *application, JsonObject *wanted, GError **error)
{
  g_autoptr (GPtrArray) selected = select_connections (application, wanted, error);
  const char *base64 = dev_json_get_text (wanted, "base64", "");
  g_autofree guint8 *bytes = NULL;
  gsize length = 0;

  if (selected == NULL)
    return NULL;

  bytes = g_base64_decode (base64, &length);
  for (guint i = 0; i < selected->len; i++)
    dev_socket_send_bytes (dev_connection_get_socket (selected->pdata[i]), bytes, length);

  return count ("sent", selected->len);
}

/**
 * dev_control_send_text:
 * @application: the application
 * @wanted: `text`, `fragments` (default 1), `socketId` (default all)
 * @error: return location for a #GIOErrorEnum
 *
 * Sends a text message, in as many frames as wanted.
 *
 * Returns: (transfer full): `sent`, to how many
 */
JsonObject *
dev_control_send_text (DevApplication *application, JsonObject *wanted, GError **error)
{
  g_autoptr (GPtrArray) selected = select_connections (application, wanted, error);

  if (selected == NULL)
    return NULL;

  for (guint i = 0; i < selected->len; i++)
    dev_socket_send_text (dev_connection_get_socket (selected->pdata[i]),
                          dev_json_get_text (wanted, "text", ""), -1,
                          (guint) CLAMP (dev_json_get_number (wanted, "fragments", 1), 1, 10000));

  return count ("sent", selected->len);
}

/**
 * dev_control_silence:
 * @application: the application
 * @wanted: `on` (default true), `socketId` (default all)
 * @error: return location for a #GIOErrorEnum
 *
 * Makes open connections half-open, or lets them go on.
 *
 * Returns: (transfer full): `silent`, how many
 */
JsonObject *
dev_control_silence (DevApplication *application, JsonObject *wanted, GError **error)
{
  g_autoptr (GPtrArray) selected = select_connections (application, wanted, error);

  if (selected == NULL)
    return NULL;

  for (guint i = 0; i < selected->len; i++)
    dev_socket_set_silent (dev_connection_get_socket (selected->pdata[i]),
                           dev_json_get_boolean (wanted, "on", TRUE));

  return count ("silent", selected->len);
}

static void
remove_member (DevApplication *application, DevChannel *channel, JsonNode *id)
{
  g_autoptr (DevMember) member = dev_channel_remove_invented (channel, id);

  if (member != NULL)
    {
      JsonObject *data = json_object_new ();
      g_autofree char *text = NULL;

      json_object_set_member (data, "user_id", json_node_copy (member->id));
      text = dev_message_new_object ("pusher_internal:member_removed", channel->name, data, TRUE);
      dev_channel_broadcast (channel, text, NULL);
    }

  dev_application_prune_channel (application, channel);
}

/**
 * dev_control_member:
 * @application: the application
 * @wanted: `channel`, `userId`, `userInfo`, and `action`, `join` or `leave`
 * @error: return location for a %G_IO_ERROR_INVALID_ARGUMENT
 *
 * Invents a member of a presence channel, or lets it leave.
 *
 * Returns: (transfer full): `delivered`, the number of subscribers
 */
JsonObject *
dev_control_member (DevApplication *application, JsonObject *wanted, GError **error)
{
  const char *name = dev_json_get_text (wanted, "channel", NULL);
  const char *action = dev_json_get_text (wanted, "action", "join");
  JsonNode *id = json_object_get_member (wanted, "userId");
  JsonNode *info = json_object_get_member (wanted, "userInfo");
  DevChannel *channel;
  guint subscribers;

  if (name == NULL || !dev_channel_name_is_presence (name) || id == NULL
      || !JSON_NODE_HOLDS_VALUE (id)
      || (!g_str_equal (action, "join") && !g_str_equal (action, "leave")))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           "A member needs a presence channel, userId, and action join or leave");
      return NULL;
    }

  channel = dev_application_get_channel (application, name);
  subscribers = channel->subscribers->len;
  if (g_str_equal (action, "leave"))
    remove_member (application, channel, id);
  else if (dev_channel_join (channel, NULL, id, info))
    dev_subscription_announce (application, channel, id, info, NULL);

  return count ("delivered", subscribers);
}
