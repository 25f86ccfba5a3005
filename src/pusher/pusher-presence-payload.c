/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the events of a presence channel say about its members. */

#include "pusher/pusher-presence-payload.h"

#include <glib/gi18n-lib.h>

#include "pusher/pusher-error.h"
#include "pusher/pusher-json-text.h"
#include "pusher/pusher-json-tree.h"

struct _PusherPresencePayload
{
  GHashTable *infos; /* user id → JsonNode or NULL */
  GPtrArray *order;  /* the ids, owned by the table */
};

static void
info_free (gpointer data)
{
  if (data != NULL)
    json_node_unref (data);
}

static JsonNode *
parse_info (const PusherJsonExtent *extent)
{
  return extent->kind == PUSHER_JSON_INVALID || extent->kind == PUSHER_JSON_NULL
             ? NULL
             : pusher_json_tree_build (extent);
}

/* Collects who is named in the list at @extent. */
static void
collect_ids (PusherPresencePayload *self, const PusherJsonExtent *extent)
{
  PusherJsonCursor cursor;
  PusherJsonExtent element;

  pusher_json_cursor_init (&cursor, extent->text, extent->length);
  if (!pusher_json_cursor_enter_array (&cursor))
    return;
  while (pusher_json_cursor_next_element (&cursor) && pusher_json_cursor_skip (&cursor, &element))
    {
      char *id = pusher_json_extent_dup_scalar (&element);

      /* The table frees an id that it knows already. */
      if (id != NULL && g_hash_table_insert (self->infos, id, NULL))
        g_ptr_array_add (self->order, id);
    }
}

/* Of an id that comes twice, the last info counts (row 8.13). Takes @id. */
static void
collect_member (PusherPresencePayload *self, char *id, const PusherJsonExtent *info)
{
  if (g_hash_table_insert (self->infos, id, parse_info (info)))
    g_ptr_array_add (self->order, id);
}

/* The hash is an object, or what PHP makes of one: `[]` when empty, a list when its keys are 0, 1,
 * 2 … (row 7.3). */
static void
collect_hash (PusherPresencePayload *self, const PusherJsonExtent *extent)
{
  PusherJsonCursor cursor;
  PusherJsonExtent name;
  PusherJsonExtent value;

  pusher_json_cursor_init (&cursor, extent->text, extent->length);
  if (extent->kind == PUSHER_JSON_OBJECT)
    {
      pusher_json_cursor_enter_object (&cursor);
      while (pusher_json_cursor_next_member (&cursor, &name)
             && pusher_json_cursor_skip (&cursor, &value))
        collect_member (self, pusher_json_extent_dup_string (&name), &value);
    }
  else if (extent->kind == PUSHER_JSON_ARRAY)
    {
      guint index = 0;

      pusher_json_cursor_enter_array (&cursor);
      while (pusher_json_cursor_next_element (&cursor) && pusher_json_cursor_skip (&cursor, &value))
        collect_member (self, g_strdup_printf ("%u", index++), &value);
    }
}

/* Finds the member called @wanted of the object at @extent. */
static gboolean
find_member (const PusherJsonExtent *extent, const char *wanted, PusherJsonExtent *found)
{
  PusherJsonCursor cursor;
  PusherJsonExtent name;
  PusherJsonExtent value;
  gboolean result = FALSE;

  pusher_json_cursor_init (&cursor, extent->text, extent->length);
  if (!pusher_json_cursor_enter_object (&cursor))
    return FALSE;
  while (pusher_json_cursor_next_member (&cursor, &name)
         && pusher_json_cursor_skip (&cursor, &value))
    {
      if (pusher_json_extent_equals (&name, wanted))
        {
          *found = value;
          result = TRUE;
        }
    }

  return result;
}

/**
 * pusher_presence_payload_parse:
 * @event: the server's answer to the subscription
 * @error: return location for an error, or %NULL
 *
 * Reads who is there: the ids and the keys of the hash together (rows 7.1 to 7.4).
 *
 * Returns: (transfer full) (nullable): who is there, or %NULL with %PUSHER_ERROR_BAD_DATA if @event
 *   has no presence object (row 7.5)
 */
PusherPresencePayload *
pusher_presence_payload_parse (PusherEvent *event, GError **error)
{
  PusherPresencePayload *self;
  PusherJsonExtent data;
  PusherJsonExtent presence;
  PusherJsonExtent part;

  if (!pusher_event_get_json (event, &data) || data.kind != PUSHER_JSON_OBJECT
      || !find_member (&data, "presence", &presence) || presence.kind != PUSHER_JSON_OBJECT)
    {
      g_set_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_DATA,
                   _ ("The server did not say who is in the room"));
      return NULL;
    }

  self = g_new0 (PusherPresencePayload, 1);
  self->infos = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, info_free);
  self->order = g_ptr_array_new ();
  if (find_member (&presence, "ids", &part))
    collect_ids (self, &part);
  if (find_member (&presence, "hash", &part))
    collect_hash (self, &part);

  return self;
}

/**
 * pusher_presence_payload_free:
 * @self: (transfer full): who is there
 */
void
pusher_presence_payload_free (PusherPresencePayload *self)
{
  g_ptr_array_unref (self->order);
  g_hash_table_unref (self->infos);
  g_free (self);
}

/**
 * pusher_presence_payload_get_length:
 * @self: who is there
 *
 * Returns: how many members there are
 */
guint
pusher_presence_payload_get_length (const PusherPresencePayload *self)
{
  return self->order->len;
}

/**
 * pusher_presence_payload_get_id:
 * @self: who is there
 * @index: less than the length
 *
 * Returns: (transfer none): a member's id, in the order in which the server named them; a number in
 *   its digits (row 7.6)
 */
const char *
pusher_presence_payload_get_id (const PusherPresencePayload *self, guint index)
{
  return g_ptr_array_index (self->order, index);
}

/**
 * pusher_presence_payload_get_info:
 * @self: who is there
 * @index: less than the length
 *
 * Returns: (transfer none) (nullable): what the server says about the member, or %NULL if nothing
 */
JsonNode *
pusher_presence_payload_get_info (const PusherPresencePayload *self, guint index)
{
  return g_hash_table_lookup (self->infos, pusher_presence_payload_get_id (self, index));
}

/**
 * pusher_presence_payload_contains:
 * @self: who is there
 * @user_id: a user's id
 *
 * Returns: whether @user_id is there
 */
gboolean
pusher_presence_payload_contains (const PusherPresencePayload *self, const char *user_id)
{
  return g_hash_table_contains (self->infos, user_id);
}

/**
 * pusher_presence_payload_dup_member:
 * @event: a `member_added` or `member_removed` event
 * @info: (out) (optional) (nullable) (transfer full): what it says about the member; not set
 *   without an id
 *
 * Returns: (transfer full) (nullable): the member's id, or %NULL if @event names nobody
 *   (rows 7.11, 7.13)
 */
char *
pusher_presence_payload_dup_member (PusherEvent *event, JsonNode **info)
{
  PusherJsonExtent data;
  PusherJsonExtent part;
  char *id;

  if (!pusher_event_get_json (event, &data) || data.kind != PUSHER_JSON_OBJECT
      || !find_member (&data, "user_id", &part))
    return NULL;

  id = pusher_json_extent_dup_scalar (&part);
  if (id != NULL && info != NULL)
    *info = find_member (&data, "user_info", &part) ? parse_info (&part) : NULL;

  return id;
}
