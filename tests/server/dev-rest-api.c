/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The signed REST API that application servers publish through.
 * https://pusher.com/docs/channels/library_auth_reference/rest-api/ */

#include "dev-rest-api.h"

#include "dev-connection.h"
#include "dev-json.h"
#include "dev-reply.h"
#include "dev-signature.h"

/* Limits of the hosted API as it is documented now; years ago it took 10 channels. */
#define MAXIMUM_CHANNELS 100
#define MAXIMUM_BATCH 10

/* One event of a request, checked before anything is sent. */
typedef struct
{
  const char *name;
  const char *data;
  const char *socket_id;
  const char *channels[MAXIMUM_CHANNELS];
  guint n_channels;
} Event;

static guint
read_channels (JsonObject *object, Event *event)
{
  JsonNode *list = json_object_get_member (object, "channels");
  const char *single = dev_json_get_text (object, "channel", NULL);
  JsonArray *array;

  if (single != NULL)
    {
      event->channels[event->n_channels++] = single;
      return 200;
    }
  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    return 400;

  array = json_node_get_array (list);
  if (json_array_get_length (array) == 0 || json_array_get_length (array) > MAXIMUM_CHANNELS)
    return 400;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *name = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (name) || json_node_get_value_type (name) != G_TYPE_STRING)
        return 400;
      event->channels[event->n_channels++] = json_node_get_string (name);
    }

  return 200;
}

/* Returns the HTTP status: 200, 400 or 413. */
static guint
read_event (DevApplication *application, JsonObject *object, Event *event)
{
  guint status;

  *event = (Event){
    .name = dev_json_get_text (object, "name", NULL),
    .data = dev_json_get_text (object, "data", NULL),
    .socket_id = dev_json_get_text (object, "socket_id", NULL),
  };
  if (event->name == NULL || event->data == NULL)
    return 400;
  if (strlen (event->data) > application->settings.event_data_limit)
    return 413;

  status = read_channels (object, event);
  for (guint i = 0; status == 200 && i < event->n_channels; i++)
    if (!dev_channel_name_is_allowed (event->channels[i])
        && !g_str_has_prefix (event->channels[i], "#server-to-user-"))
      status = 400;

  return status;
}

static void
send_event (DevApplication *application, const Event *event)
{
  g_autoptr (JsonNode) data = dev_json_text_node (event->data);

  for (guint i = 0; i < event->n_channels; i++)
    dev_application_publish (application, event->channels[i], event->name, data, NULL,
                             event->socket_id);
}

static void
refuse_event (SoupServerMessage *message, guint status)
{
  dev_reply_error (message, status,
                   status == 413 ? "The data content of this event exceeds the allowed maximum"
                                 : "Invalid event: needs name, data and 1 to 100 valid channels");
}

static void
describe_channel (DevChannel *channel, const char *info, JsonObject *object)
{
  g_auto (GStrv) wanted = g_strsplit (info != NULL ? info : "", ",", -1);

  if (g_strv_contains ((const char *const *) wanted, "user_count")
      && dev_channel_name_is_presence (channel->name))
    json_object_set_int_member (object, "user_count", channel->members->len);
  if (g_strv_contains ((const char *const *) wanted, "subscription_count"))
    json_object_set_int_member (object, "subscription_count", channel->subscribers->len);
}

static void
post_events (DevApplication *application, SoupServerMessage *message)
{
  g_autoptr (JsonObject) object = dev_request_get_json (message);
  const char *info = dev_json_get_text (object, "info", NULL);
  JsonObject *answer;
  Event event;
  guint status = read_event (application, object, &event);

  if (status != 200)
    {
      refuse_event (message, status);
      return;
    }

  send_event (application, &event);
  answer = json_object_new ();
  if (info != NULL)
    {
      JsonObject *channels = json_object_new ();

      for (guint i = 0; i < event.n_channels; i++)
        {
          DevChannel *channel = dev_application_find_channel (application, event.channels[i]);
          JsonObject *about = json_object_new ();

          if (channel != NULL)
            describe_channel (channel, info, about);
          json_object_set_object_member (channels, event.channels[i], about);
        }
      json_object_set_object_member (answer, "channels", channels);
    }
  dev_reply_object (message, 200, answer);
}

static void
post_batch_events (DevApplication *application, SoupServerMessage *message)
{
  g_autoptr (JsonObject) object = dev_request_get_json (message);
  JsonNode *batch = json_object_get_member (object, "batch");
  JsonArray *array;
  Event events[MAXIMUM_BATCH];
  guint length;

  if (batch == NULL || !JSON_NODE_HOLDS_ARRAY (batch))
    {
      dev_reply_error (message, 400, "Invalid request: needs batch");
      return;
    }

  array = json_node_get_array (batch);
  length = json_array_get_length (array);
  if (length > MAXIMUM_BATCH)
    {
      dev_reply_error (message, 400, "Batch too large: at most 10 events");
      return;
    }

  for (guint i = 0; i < length; i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      guint status = JSON_NODE_HOLDS_OBJECT (element)
                         ? read_event (application, json_node_get_object (element), &events[i])
                         : 400;

      if (status != 200)
        {
          refuse_event (message, status);
          return;
        }
    }

  for (guint i = 0; i < length; i++)
    send_event (application, &events[i]);
  dev_reply_object (message, 200, json_object_new ());
}

static void
get_channels (DevApplication *application, SoupServerMessage *message, GHashTable *query)
{
  const char *prefix = g_hash_table_lookup (query, "filter_by_prefix");
  const char *info = g_hash_table_lookup (query, "info");
  JsonObject *answer, *channels;
  GHashTableIter iter;
  gpointer value;

  if (info != NULL && strstr (info, "user_count") != NULL
      && (prefix == NULL || !g_str_has_prefix (prefix, "presence-")))
    {
      dev_reply_error (message, 400, "user_count needs filter_by_prefix=presence-");
      return;
    }

  answer = json_object_new ();
  channels = json_object_new ();
  g_hash_table_iter_init (&iter, application->channels);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      DevChannel *channel = value;
      JsonObject *about;

      if (channel->subscribers->len == 0
          || (prefix != NULL && !g_str_has_prefix (channel->name, prefix)))
        continue;
      about = json_object_new ();
      describe_channel (channel, info, about);
      json_object_set_object_member (channels, channel->name, about);
    }
  json_object_set_object_member (answer, "channels", channels);
  dev_reply_object (message, 200, answer);
}

static void
get_channel (DevApplication *application,
             SoupServerMessage *message,
             GHashTable *query,
             const char *name)
{
  DevChannel *channel = dev_application_find_channel (application, name);
  JsonObject *answer = json_object_new ();

  json_object_set_boolean_member (answer, "occupied",
                                  channel != NULL && channel->subscribers->len > 0);
  if (channel != NULL)
    describe_channel (channel, g_hash_table_lookup (query, "info"), answer);
  dev_reply_object (message, 200, answer);
}

static void
get_users (DevApplication *application, SoupServerMessage *message, const char *name)
{
  DevChannel *channel = dev_application_find_channel (application, name);
  JsonObject *answer;
  JsonArray *users;

  if (!dev_channel_name_is_presence (name))
    {
      dev_reply_error (message, 400, "Only presence channels have users");
      return;
    }

  answer = json_object_new ();
  users = json_array_new ();
  for (guint i = 0; channel != NULL && i < channel->members->len; i++)
    {
      DevMember *member = channel->members->pdata[i];
      JsonObject *user = json_object_new ();

      json_object_set_member (user, "id", json_node_copy (member->id));
      json_array_add_object_element (users, user);
    }
  json_object_set_array_member (answer, "users", users);
  dev_reply_object (message, 200, answer);
}

static void
terminate_connections (DevApplication *application, SoupServerMessage *message, const char *user_id)
{
  g_autoptr (GPtrArray) connections
      = g_ptr_array_copy (application->connections, (GCopyFunc) g_object_ref, NULL);

  g_ptr_array_set_free_func (connections, g_object_unref);
  for (guint i = 0; i < connections->len; i++)
    {
      DevConnection *connection = connections->pdata[i];

      if (g_strcmp0 (dev_connection_get_user_id (connection), user_id) != 0)
        continue;
      /* Close code as measured with soketi (protocol row 10.11). */
      dev_connection_send_error (connection, NULL, 4009, "You got disconnected by the app.");
      dev_socket_close (dev_connection_get_socket (connection), 4009, "");
    }
  dev_reply_object (message, 200, json_object_new ());
}

/**
 * dev_rest_api_handle:
 * @application: the application
 * @message: a request below `/apps/`
 * @path: its path, `/apps/ID/…`
 *
 * Checks the signature and answers.
 */
void
dev_rest_api_handle (DevApplication *application, SoupServerMessage *message, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  guint n_parts = g_strv_length (parts);
  const char *method = soup_server_message_get_method (message);
  gboolean posts = g_str_equal (method, SOUP_METHOD_POST);
  g_autoptr (GHashTable) query = dev_request_get_query (message);
  g_autoptr (GBytes) body = dev_request_get_body (message);
  g_autoptr (GError) error = NULL;

  if (n_parts < 4 || !g_str_equal (parts[2], application->id))
    {
      dev_reply_error (message, 404, "No such app");
      return;
    }
  if (!dev_signature_check_request (application->key, application->secret, method,
                                    g_uri_get_path (soup_server_message_get_uri (message)), query,
                                    body, g_get_real_time () / G_USEC_PER_SEC, &error))
    {
      dev_reply_error (message, 401, error->message);
      return;
    }

  if (posts && n_parts == 4 && g_str_equal (parts[3], "events"))
    post_events (application, message);
  else if (posts && n_parts == 4 && g_str_equal (parts[3], "batch_events"))
    post_batch_events (application, message);
  else if (posts && n_parts == 6 && g_str_equal (parts[3], "users")
           && g_str_equal (parts[5], "terminate_connections"))
    terminate_connections (application, message, parts[4]);
  else if (!posts && n_parts == 4 && g_str_equal (parts[3], "channels"))
    get_channels (application, message, query);
  else if (!posts && n_parts == 5 && g_str_equal (parts[3], "channels"))
    get_channel (application, message, query, parts[4]);
  else if (!posts && n_parts == 6 && g_str_equal (parts[3], "channels")
           && g_str_equal (parts[5], "users"))
    get_users (application, message, parts[4]);
  else
    dev_reply_error (message, 404, "No such resource");
}
