/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "dev-inbox.h"

#include "dev-json.h"

struct _DevInbox
{
  GPtrArray *items; /* Item, the oldest first */
};

typedef struct
{
  char *user_id;
  JsonObject *object;
} Item;

static void
item_free (gpointer data)
{
  Item *item = data;

  g_free (item->user_id);
  json_object_unref (item->object);
  g_free (item);
}

/**
 * dev_inbox_new:
 *
 * Returns: (transfer full): nobody has a notification
 */
DevInbox *
dev_inbox_new (void)
{
  DevInbox *inbox = g_new0 (DevInbox, 1);

  inbox->items = g_ptr_array_new_with_free_func (item_free);

  return inbox;
}

/**
 * dev_inbox_free:
 * @inbox: (transfer full): the inbox
 */
void
dev_inbox_free (DevInbox *inbox)
{
  g_ptr_array_unref (inbox->items);
  g_free (inbox);
}

static char *
format_time (gint64 seconds_ago)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) time = g_date_time_add_seconds (now, (double) -seconds_ago);

  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%S.%fZ");
}

static void
copy_member (JsonObject *from, JsonObject *to, const char *name)
{
  JsonNode *node = json_object_get_member (from, name);

  if (node != NULL)
    json_object_set_member (to, name, json_node_copy (node));
}

/**
 * dev_inbox_add:
 * @inbox: the inbox
 * @user_id: whose
 * @wanted: what it says: `id`, `title`, `body`, `type`, `channel`, `data`, `urgency`, `read`,
 *   `createdAt`, or `secondsAgo` for that
 *
 * Adds a notification, the newest.
 */
void
dev_inbox_add (DevInbox *inbox, const char *user_id, JsonObject *wanted)
{
  static const char *const names[]
      = { "id", "eventId", "title", "body", "type", "channel", "data", "urgency", "createdAt" };
  Item *item = g_new0 (Item, 1);
  g_autofree char *time = format_time (dev_json_get_number (wanted, "secondsAgo", 0));
  gboolean read = dev_json_get_boolean (wanted, "read", FALSE);

  item->user_id = g_strdup (user_id);
  item->object = json_object_new ();
  json_object_set_string_member (item->object, "type", "info");
  json_object_set_string_member (item->object, "channel", "in_app");
  json_object_set_string_member (item->object, "createdAt", time);
  json_object_set_boolean_member (item->object, "read", read);
  if (read)
    json_object_set_string_member (item->object, "readAt", time);
  else
    json_object_set_null_member (item->object, "readAt");
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    copy_member (wanted, item->object, names[i]);
  g_ptr_array_add (inbox->items, item);
}

static gboolean
set_read (Item *item)
{
  g_autofree char *now = format_time (0);

  if (json_object_get_boolean_member (item->object, "read"))
    return FALSE;

  json_object_set_boolean_member (item->object, "read", TRUE);
  json_object_set_string_member (item->object, "readAt", now);
  return TRUE;
}

/**
 * dev_inbox_mark_read:
 * @inbox: the inbox
 * @user_id: whose
 * @id: a notification
 *
 * Returns: %FALSE if there is none of that id
 */
gboolean
dev_inbox_mark_read (DevInbox *inbox, const char *user_id, const char *id)
{
  for (guint i = 0; i < inbox->items->len; i++)
    {
      Item *item = inbox->items->pdata[i];

      if (!g_str_equal (item->user_id, user_id)
          || g_strcmp0 (dev_json_get_text (item->object, "id", NULL), id) != 0)
        continue;
      set_read (item);
      return TRUE;
    }

  return FALSE;
}

/**
 * dev_inbox_mark_all_read:
 * @inbox: the inbox
 * @user_id: whose
 *
 * Returns: (transfer full): the ids of those that were not read
 */
JsonArray *
dev_inbox_mark_all_read (DevInbox *inbox, const char *user_id)
{
  JsonArray *ids = json_array_new ();

  for (guint i = 0; i < inbox->items->len; i++)
    {
      Item *item = inbox->items->pdata[i];

      if (g_str_equal (item->user_id, user_id) && set_read (item))
        json_array_add_string_element (ids, dev_json_get_text (item->object, "id", ""));
    }

  return ids;
}

/**
 * dev_inbox_list:
 * @inbox: the inbox
 * @user_id: whose
 * @offset: how many of the newest to leave out
 * @limit: how many
 * @total: (out): how many there are in all
 *
 * Returns: (transfer full): notifications, the newest first
 */
JsonArray *
dev_inbox_list (DevInbox *inbox, const char *user_id, guint offset, guint limit, guint *total)
{
  JsonArray *list = json_array_new ();

  *total = 0;
  for (guint i = inbox->items->len; i > 0; i--)
    {
      Item *item = inbox->items->pdata[i - 1];

      if (!g_str_equal (item->user_id, user_id))
        continue;
      if (*total >= offset && json_array_get_length (list) < limit)
        json_array_add_object_element (list, json_object_ref (item->object));
      (*total)++;
    }

  return list;
}

/**
 * dev_inbox_count_unread:
 * @inbox: the inbox
 * @user_id: whose
 *
 * Returns: how many were not read
 */
guint
dev_inbox_count_unread (DevInbox *inbox, const char *user_id)
{
  guint count = 0;

  for (guint i = 0; i < inbox->items->len; i++)
    {
      const Item *item = inbox->items->pdata[i];

      if (g_str_equal (item->user_id, user_id)
          && !json_object_get_boolean_member (item->object, "read"))
        count++;
    }

  return count;
}
