/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-fetched-item.h"

#include <string.h>

/* Numbers from here on are milliseconds: in seconds, this is the year 5138. */
#define FIRST_MILLISECONDS G_GINT64_CONSTANT (100000000000)

/* A string or a number as text; NULL for anything else and for nothing. */
static char *
dup_scalar (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return *json_node_get_string (node) != '\0' ? json_node_dup_string (node) : NULL;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));

  return NULL;
}

static char *
dup_first (JsonObject *object, const char *const *names)
{
  for (gsize i = 0; names[i] != NULL; i++)
    {
      char *text = dup_scalar (object, names[i]);

      if (text != NULL)
        return text;
    }

  return NULL;
}

static gint64
parse_time (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = NULL;
  gint64 number;

  if (text == NULL)
    return 0;
  if (g_ascii_string_to_signed (text, 10, 1, G_MAXINT64 / G_USEC_PER_SEC, &number, NULL))
    return number >= FIRST_MILLISECONDS ? number * 1000 : number * G_USEC_PER_SEC;

  time = g_date_time_new_from_iso8601 (text, utc);
  return time != NULL
             ? g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time)
             : 0;
}

static gboolean
is_true (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
         && ((json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node))
             || (json_node_get_value_type (node) == G_TYPE_INT64 && json_node_get_int (node) != 0));
}

static gboolean
is_urgent (JsonObject *object, const char *type)
{
  static const char *const words[] = { "urgent", "critical", "notification:urgent", NULL };
  g_autofree char *priority
      = dup_first (object, (const char *const[]){ "urgency", "priority", "severity", NULL });

  return (type != NULL && g_strv_contains (words, type))
         || (priority != NULL && g_strv_contains (words, priority));
}

/* Rules are written for what events carry, which lists keep under data as a rule. */
static JsonNode *
build_payload (JsonObject *object)
{
  g_autoptr (JsonObject) joined = json_object_new ();
  JsonNode *data = json_object_get_member (object, "data");
  JsonNode *payload;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &member))
    json_object_set_member (joined, name, json_node_copy (member));
  if (data != NULL && JSON_NODE_HOLDS_OBJECT (data))
    {
      json_object_iter_init (&iter, json_node_get_object (data));
      while (json_object_iter_next (&iter, &name, &member))
        {
          if (!json_object_has_member (joined, name))
            json_object_set_member (joined, name, json_node_copy (member));
        }
    }

  payload = json_node_new (JSON_NODE_OBJECT);
  json_node_set_object (payload, joined);
  return payload;
}

/* The same each time it is fetched. */
static char *
invent_id (JsonObject *object, const char *created_at)
{
  g_autofree char *title = dup_scalar (object, "title");
  g_autofree char *body = dup_scalar (object, "body");
  g_autofree char *text = g_strjoin ("\n", created_at != NULL ? created_at : "",
                                     title != NULL ? title : "", body != NULL ? body : "", NULL);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  return g_strconcat (TB_FETCHED_ITEM_OWN_PREFIX, digest, NULL);
}

/**
 * tb_fetched_item_new:
 * @node: one element of a web app's list
 *
 * Returns: (transfer full) (nullable): what it says, or %NULL if it is no object
 */
TbFetchedItem *
tb_fetched_item_new (JsonNode *node)
{
  g_autofree char *created_at = NULL;
  g_autofree char *read_at = NULL;
  JsonObject *object;
  TbFetchedItem *self;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  object = json_node_get_object (node);
  created_at = dup_first (object, (const char *const[]){ "createdAt", "created_at", NULL });
  read_at = dup_first (object, (const char *const[]){ "readAt", "read_at", NULL });

  self = g_new0 (TbFetchedItem, 1);
  self->payload = build_payload (object);
  self->id = dup_scalar (object, "id");
  self->type = dup_first (object, (const char *const[]){ "event", "type", NULL });
  self->channel = dup_scalar (object, "channel");
  self->created_at = parse_time (created_at);
  self->read = is_true (object, "read") || read_at != NULL;
  self->urgent = is_urgent (object, self->type);
  if (self->id == NULL)
    {
      g_autofree char *id = invent_id (object, created_at);

      json_object_set_string_member (json_node_get_object (self->payload), "id", id);
    }

  return self;
}

/**
 * tb_fetched_item_free:
 * @self: (transfer full): an item
 */
void
tb_fetched_item_free (TbFetchedItem *self)
{
  json_node_unref (self->payload);
  g_free (self->id);
  g_free (self->type);
  g_free (self->channel);
  g_free (self);
}
