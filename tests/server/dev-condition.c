/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a test waits for, so that it never sleeps. */

#include "dev-condition.h"

#include "dev-json.h"

#include <gio/gio.h>

static gboolean
connections_at_least (DevApplication *application, JsonNode *value)
{
  return application->connections->len >= json_node_get_int (value);
}

static gboolean
connections_at_most (DevApplication *application, JsonNode *value)
{
  return application->connections->len <= json_node_get_int (value);
}

static gboolean
subscribed (DevApplication *application, JsonNode *value)
{
  DevChannel *channel = dev_application_find_channel (application, json_node_get_string (value));

  return channel != NULL && channel->subscribers->len > 0;
}

static gboolean
unsubscribed (DevApplication *application, JsonNode *value)
{
  return !subscribed (application, value);
}

static gboolean
opened (DevApplication *application, JsonNode *value)
{
  return dev_record_count_page (&application->record, json_node_get_string (value)) > 0;
}

static gboolean
upgrade_requests (DevApplication *application, JsonNode *value)
{
  return application->record.upgrade_requests >= json_node_get_int (value);
}

static gboolean
connections_opened (DevApplication *application, JsonNode *value)
{
  return application->record.connections_opened >= json_node_get_int (value);
}

static gboolean
subscribe_frames (DevApplication *application, JsonNode *value)
{
  return application->record.subscribe_frames >= json_node_get_int (value);
}

static gboolean
unsubscribe_frames (DevApplication *application, JsonNode *value)
{
  return application->record.unsubscribe_frames >= json_node_get_int (value);
}

static gboolean
auth_requests (DevApplication *application, JsonNode *value)
{
  return application->record.auth_requests >= json_node_get_int (value);
}

static gboolean
avatar_requests (DevApplication *application, JsonNode *value)
{
  return json_array_get_length (application->record.avatars) >= json_node_get_int (value);
}

static gboolean
inbox_fetches (DevApplication *application, JsonNode *value)
{
  return application->record.inbox_fetches >= json_node_get_int (value);
}

static gboolean
inbox_marks (DevApplication *application, JsonNode *value)
{
  return application->record.inbox_marks >= json_node_get_int (value);
}

static gboolean
pings (DevApplication *application, JsonNode *value)
{
  return application->record.pings >= json_node_get_int (value);
}

static gboolean
pongs (DevApplication *application, JsonNode *value)
{
  return application->record.pongs >= json_node_get_int (value);
}

static gboolean
client_events (DevApplication *application, JsonNode *value)
{
  return application->record.client_events >= json_node_get_int (value);
}

static gboolean
close_frames (DevApplication *application, JsonNode *value)
{
  return application->record.close_frames >= json_node_get_int (value);
}

static gboolean
code_requests (DevApplication *application, JsonNode *value)
{
  return dev_record_count_web_requests (&application->record, "code") >= json_node_get_int (value);
}

static gboolean
token_requests (DevApplication *application, JsonNode *value)
{
  return dev_record_count_web_requests (&application->record, "token") >= json_node_get_int (value);
}

static const struct
{
  const char *name;
  GType type;
  gboolean (*is_met) (DevApplication *application, JsonNode *value);
} table[] = {
  { "connections", G_TYPE_INT64, connections_at_least },
  { "connectionsAtMost", G_TYPE_INT64, connections_at_most },
  { "subscribed", G_TYPE_STRING, subscribed },
  { "unsubscribed", G_TYPE_STRING, unsubscribed },
  { "opened", G_TYPE_STRING, opened },
  { "upgradeRequests", G_TYPE_INT64, upgrade_requests },
  { "connectionsOpened", G_TYPE_INT64, connections_opened },
  { "subscribeFrames", G_TYPE_INT64, subscribe_frames },
  { "unsubscribeFrames", G_TYPE_INT64, unsubscribe_frames },
  { "authRequests", G_TYPE_INT64, auth_requests },
  { "avatarRequests", G_TYPE_INT64, avatar_requests },
  { "inboxFetches", G_TYPE_INT64, inbox_fetches },
  { "inboxMarks", G_TYPE_INT64, inbox_marks },
  { "pings", G_TYPE_INT64, pings },
  { "pongs", G_TYPE_INT64, pongs },
  { "clientEvents", G_TYPE_INT64, client_events },
  { "closeFrames", G_TYPE_INT64, close_frames },
  { "codeRequests", G_TYPE_INT64, code_requests },
  { "tokenRequests", G_TYPE_INT64, token_requests },
};

/* "connections>=2", "subscribed: private-x" */
static JsonObject *
read_text (const char *text)
{
  gsize length = strcspn (text, ">=: ");
  const char *value = text + length + strspn (text + length, ">=: ");
  g_autofree char *name = g_strndup (text, length);
  JsonObject *condition = json_object_new ();
  gint64 number;

  if (g_ascii_string_to_signed (value, 10, 0, G_MAXINT, &number, NULL))
    json_object_set_int_member (condition, name, number);
  else
    json_object_set_string_member (condition, name, value);

  return condition;
}

static gboolean
is_known (const char *name, JsonNode *value)
{
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].name, name) && JSON_NODE_HOLDS_VALUE (value)
        && json_node_get_value_type (value) == table[i].type)
      return TRUE;

  return FALSE;
}

/**
 * dev_condition_read:
 * @parameters: what a test asked for: members such as `connections` or
 *   `subscribed`, which all have to hold, at the top, in an object `condition`,
 *   or one as a string `condition` such as `connections>=2`
 * @error: return location for a %G_IO_ERROR_INVALID_ARGUMENT
 *
 * Returns: (transfer full): the condition
 */
JsonObject *
dev_condition_read (JsonObject *parameters, GError **error)
{
  const char *text = dev_json_get_text (parameters, "condition", NULL);
  JsonObject *inner = dev_json_get_object (parameters, "condition");
  g_autoptr (JsonObject) condition = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (text != NULL)
    {
      condition = read_text (text);
    }
  else
    {
      condition = json_object_new ();
      json_object_iter_init (&iter, inner != NULL ? inner : parameters);
      while (json_object_iter_next (&iter, &name, &value))
        if (!g_str_equal (name, "timeout"))
          json_object_set_member (condition, name, json_node_copy (value));
    }

  json_object_iter_init (&iter, condition);
  while (json_object_iter_next (&iter, &name, &value))
    if (!is_known (name, value))
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                     "Cannot wait for %s, or not for such a value", name);
        return NULL;
      }
  if (json_object_get_size (condition) == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "Wait for what?");
      return NULL;
    }

  return g_steal_pointer (&condition);
}

/**
 * dev_condition_is_met:
 * @application: the application
 * @condition: from dev_condition_read()
 *
 * Returns: whether all of @condition holds now
 */
gboolean
dev_condition_is_met (DevApplication *application, JsonObject *condition)
{
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      JsonNode *value = json_object_get_member (condition, table[i].name);

      if (value != NULL && !table[i].is_met (application, value))
        return FALSE;
    }

  return TRUE;
}
