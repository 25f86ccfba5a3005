/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What a presence channel says about its members (rows 7.1 to 7.17). Each line is one event: its
 * first character says which, the rest is its data.
 */

#include "fuzz-target.h"

#include <string.h>

#include "pusher/pusher-error.h"
#include "pusher/pusher-presence.h"

/* Keeps a list as a window would, from the signals alone. */
static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  GPtrArray *shown = user_data;

  g_assert_cmpuint (position, <=, shown->len);
  g_assert_cmpuint (removed, <=, shown->len - position);
  if (removed > 0)
    g_ptr_array_remove_range (shown, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (shown, (int) (position + i), g_list_model_get_item (model, position + i));
}

static void
check_members (PusherPresence *presence, GPtrArray *shown)
{
  GListModel *model = G_LIST_MODEL (presence);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (g_list_model_get_n_items (model), ==, shown->len);
  for (guint i = 0; i < shown->len; i++)
    {
      g_autoptr (PusherMember) member = g_list_model_get_item (model, i);
      const char *id = pusher_member_get_id (member);
      const char *avatar = pusher_member_get_avatar (member);

      g_assert_true (member == g_ptr_array_index (shown, i));
      g_assert_true (member == pusher_presence_lookup (presence, id));
      g_assert_true (g_hash_table_add (ids, (char *) id));
      g_assert_true (g_utf8_validate (id, -1, NULL));
      g_assert_true (g_utf8_validate (pusher_member_get_name (member), -1, NULL));
      g_assert_true (avatar == NULL || g_utf8_validate (avatar, -1, NULL));
      g_assert_cmpint (pusher_member_get_me (member), ==,
                       g_strcmp0 (id, pusher_presence_get_my_id (presence)) == 0);
    }
}

static void
replace (PusherPresence *presence, PusherEvent *event)
{
  guint before = g_list_model_get_n_items (G_LIST_MODEL (presence));
  g_autoptr (GError) error = NULL;

  if (pusher_presence_replace (presence, event, &error))
    {
      g_assert_no_error (error);
      g_assert_false (pusher_presence_get_stale (presence));
      return;
    }

  g_assert_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_DATA);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (presence)), ==, before);
}

static void
change (PusherPresence *presence, PusherEvent *event, gboolean add)
{
  guint before = g_list_model_get_n_items (G_LIST_MODEL (presence));
  gboolean stale = pusher_presence_get_stale (presence);
  gboolean changed
      = add ? pusher_presence_add (presence, event) : pusher_presence_remove (presence, event);
  guint after = g_list_model_get_n_items (G_LIST_MODEL (presence));

  g_assert_false (stale && changed);
  if (!changed)
    g_assert_cmpuint (after, ==, before);
  else if (add)
    g_assert_cmpuint (after, ==, before + 1);
  else
    g_assert_cmpuint (after, ==, before - 1);
}

/* Hosted servers send the data as a string that holds JSON, others as an object (row 8.3). */
static void
handle_line (PusherPresence *presence, const char *line)
{
  g_autoptr (PusherEvent) as_value = pusher_event_new ("event", "presence-room", line + 1);
  g_autoptr (PusherEvent) as_string
      = pusher_event_new_with_text ("event", "presence-room", line + 1);

  switch (line[0])
    {
    case 'r':
      replace (presence, as_value);
      break;
    case 'R':
      replace (presence, as_string);
      break;
    case 'a':
      change (presence, as_value, TRUE);
      break;
    case 'A':
      change (presence, as_string, TRUE);
      break;
    case 'd':
      change (presence, as_value, FALSE);
      break;
    case 'D':
      change (presence, as_string, FALSE);
      break;
    case 'm':
      pusher_presence_set_my_id (presence, line[1] != '\0' ? line + 1 : NULL);
      break;
    case 's':
      pusher_presence_set_stale (presence, TRUE);
      break;
    case 'c':
      pusher_presence_clear (presence);
      break;
    default:
      break;
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = NULL;
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_object_unref);
  PusherPresence *presence = NULL;

  if (!g_utf8_validate (text, -1, NULL))
    return 0;

  presence = pusher_presence_new ();
  g_signal_connect (presence, "items-changed", G_CALLBACK (on_items_changed), shown);
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      if (lines[i][0] == '\0')
        continue;
      handle_line (presence, lines[i]);
      check_members (presence, shown);
    }
  g_assert_finalize_object (presence);

  return 0;
}
