/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a test may turn while the server runs. */

#include "dev-settings.h"

#include <gio/gio.h>

/* soketi's, in seconds (protocol row 3.12). */
#define DEFAULT_ACTIVITY_TIMEOUT 30
/* After this long without a message soketi closes with 4201 (row 3.8). */
#define DEFAULT_PONG_TIMEOUT 120000
/* Members of a presence channel (row 7.19). */
#define DEFAULT_PRESENCE_LIMIT 100
/* Bytes of an event's data that the hosted REST API takes (row 8.26). */
#define DEFAULT_EVENT_DATA_LIMIT 10240

static const struct
{
  const char *name;
  gsize offset;
  gboolean is_boolean;
} table[] = {
  { "greetingDelay", G_STRUCT_OFFSET (DevSettings, greeting_delay), FALSE },
  { "pongTimeout", G_STRUCT_OFFSET (DevSettings, pong_timeout), FALSE },
  { "clientEventRate", G_STRUCT_OFFSET (DevSettings, client_event_rate), FALSE },
  { "connectionLimit", G_STRUCT_OFFSET (DevSettings, connection_limit), FALSE },
  { "presenceLimit", G_STRUCT_OFFSET (DevSettings, presence_limit), FALSE },
  { "eventDataLimit", G_STRUCT_OFFSET (DevSettings, event_data_limit), FALSE },
  { "answerPings", G_STRUCT_OFFSET (DevSettings, answer_pings), TRUE },
  { "clientEvents", G_STRUCT_OFFSET (DevSettings, client_events), TRUE },
  { "establishedAsObject", G_STRUCT_OFFSET (DevSettings, established_as_object), TRUE },
  { "signin", G_STRUCT_OFFSET (DevSettings, signin), TRUE },
};

/**
 * dev_settings_reset:
 * @settings: settings, set before or all zero
 *
 * Sets everything to how the server starts.
 */
void
dev_settings_reset (DevSettings *settings)
{
  dev_settings_clear (settings);
  *settings = (DevSettings){
    .activity_timeout = json_node_init_int (json_node_alloc (), DEFAULT_ACTIVITY_TIMEOUT),
    .pong_timeout = DEFAULT_PONG_TIMEOUT,
    .presence_limit = DEFAULT_PRESENCE_LIMIT,
    .event_data_limit = DEFAULT_EVENT_DATA_LIMIT,
    .answer_pings = TRUE,
    .client_events = TRUE,
    .signin = TRUE,
  };
}

/**
 * dev_settings_clear:
 * @settings: settings
 *
 * Frees what @settings holds.
 */
void
dev_settings_clear (DevSettings *settings)
{
  g_clear_pointer (&settings->activity_timeout, json_node_unref);
}

static gboolean
change_one (DevSettings *settings, const char *name, JsonNode *value, GError **error)
{
  if (g_str_equal (name, "activityTimeout"))
    {
      /* Any kind on purpose: a client has to survive each of them (row 2.4). */
      json_node_unref (settings->activity_timeout);
      settings->activity_timeout = json_node_copy (value);
      return TRUE;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      GType type;

      if (!g_str_equal (table[i].name, name))
        continue;

      type = JSON_NODE_HOLDS_VALUE (value) ? json_node_get_value_type (value) : G_TYPE_INVALID;
      if (table[i].is_boolean && type == G_TYPE_BOOLEAN)
        {
          G_STRUCT_MEMBER (gboolean, settings, table[i].offset) = json_node_get_boolean (value);
          return TRUE;
        }
      if (!table[i].is_boolean && type == G_TYPE_INT64)
        {
          G_STRUCT_MEMBER (guint, settings, table[i].offset)
              = (guint) CLAMP (json_node_get_int (value), 0, G_MAXINT);
          return TRUE;
        }

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "Wrong kind of value for %s",
                   name);
      return FALSE;
    }

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "There is no setting %s", name);

  return FALSE;
}

/**
 * dev_settings_change:
 * @settings: settings
 * @changes: members to change; times are in milliseconds, except
 *   `activityTimeout`, which is in seconds as on the wire, or any other JSON,
 *   and left out of the frame when null
 * @error: return location for a %G_IO_ERROR_INVALID_ARGUMENT
 *
 * Returns: whether every member was known and of the right kind
 */
gboolean
dev_settings_change (DevSettings *settings, JsonObject *changes, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, changes);
  while (json_object_iter_next (&iter, &name, &value))
    if (!change_one (settings, name, value, error))
      return FALSE;

  return TRUE;
}

/**
 * dev_settings_describe:
 * @settings: settings
 *
 * Returns: (transfer full): what dev_settings_change() would read
 */
JsonObject *
dev_settings_describe (const DevSettings *settings)
{
  JsonObject *object = json_object_new ();

  json_object_set_member (object, "activityTimeout", json_node_copy (settings->activity_timeout));
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      gconstpointer value = G_STRUCT_MEMBER_P (settings, table[i].offset);

      if (table[i].is_boolean)
        json_object_set_boolean_member (object, table[i].name, *(const gboolean *) value);
      else
        json_object_set_int_member (object, table[i].name, *(const guint *) value);
    }

  return object;
}
