/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * An inbox does under random operations, restarts and trouble with the disk what the simplest
 * thing does that could be called one.
 */

#include "store-fixture.h"

#define ACCOUNTS 3
#define DEDUPE_IDS 60
#define OPERATIONS 400

typedef struct
{
  char *id;
  char *account_id;
  gint64 received_at;
  gboolean urgent;
  gboolean unread;
  gboolean pending;
} Item;

/* The model: a list, the newest last, and every id that was ever seen. */
typedef struct
{
  StoreFixture store;
  GPtrArray *items;
  GHashTable *seen;
  gboolean trouble;
  gboolean expired;
} Fixture;

static void
item_free (gpointer data)
{
  Item *item = data;

  g_free (item->id);
  g_free (item->account_id);
  g_free (item);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  store_fixture_set_up (&fixture->store, data);
  fixture->items = g_ptr_array_new_with_free_func (item_free);
  fixture->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  store_fixture_tear_down (&fixture->store, data);
  g_ptr_array_unref (fixture->items);
  g_hash_table_unref (fixture->seen);
}

static Item *
item_at (Fixture *fixture, guint i)
{
  return g_ptr_array_index (fixture->items, i);
}

static char *
random_account (void)
{
  return g_strdup_printf ("account-%d", g_test_rand_int_range (0, ACCOUNTS));
}

static void
add (Fixture *fixture)
{
  g_autofree char *account_id = random_account ();
  g_autofree char *dedupe_id
      = g_test_rand_int_range (0, 4) > 0
            ? g_strdup_printf ("id-%d", g_test_rand_int_range (0, DEDUPE_IDS))
            : NULL;
  TbUrgency urgency = (TbUrgency) g_test_rand_int_range (TB_URGENCY_LOW, TB_URGENCY_URGENT + 1);
  gint64 received_at = STORE_FIXTURE_START + g_test_rand_int_range (0, 100) * G_TIME_SPAN_DAY;
  gboolean unread = g_test_rand_int_range (0, 4) > 0;
  gboolean acknowledged = g_test_rand_int_range (0, 4) == 0;
  g_autoptr (TbNotification) notification
      = store_fixture_make (account_id, dedupe_id, "title", urgency, received_at);
  g_autofree char *key
      = dedupe_id != NULL ? g_strdup_printf ("%s %s", account_id, dedupe_id) : NULL;
  gboolean is_new = key == NULL || !g_hash_table_contains (fixture->seen, key);
  guint place = 0;
  Item *item;

  g_assert_cmpint (
      tb_inbox_add_with_state (fixture->store.inbox, notification, unread, acknowledged), ==,
      is_new);
  if (!is_new)
    return;

  if (key != NULL)
    g_hash_table_add (fixture->seen, g_steal_pointer (&key));
  item = g_new0 (Item, 1);
  item->id = g_strdup (tb_notification_get_id (notification));
  item->account_id = g_strdup (account_id);
  item->received_at = received_at;
  item->urgent = urgency == TB_URGENCY_URGENT;
  item->unread = unread;
  item->pending = item->urgent && !acknowledged;
  while (place < fixture->items->len && item_at (fixture, place)->received_at <= received_at)
    place++;
  g_ptr_array_insert (fixture->items, (int) place, item);
}

static Item *
random_item (Fixture *fixture)
{
  return fixture->items->len > 0
             ? item_at (fixture, (guint) g_test_rand_int_range (0, (gint32) fixture->items->len))
             : NULL;
}

static void
mark_read (Fixture *fixture, Item *item)
{
  g_assert_cmpint (tb_inbox_mark_read (fixture->store.inbox, item->id), ==, item->unread);
  item->unread = FALSE;
}

static void
acknowledge (Fixture *fixture, Item *item)
{
  g_assert_cmpint (tb_inbox_acknowledge (fixture->store.inbox, item->id), ==,
                   item->unread || item->pending);
  item->unread = FALSE;
  item->pending = FALSE;
}

static void
remove_one (Fixture *fixture, Item *item)
{
  g_assert_true (tb_inbox_remove (fixture->store.inbox, item->id));
  g_ptr_array_remove (fixture->items, item);
}

static void
mark_all_read (Fixture *fixture)
{
  g_autofree char *account_id = g_test_rand_int_range (0, 2) ? random_account () : NULL;
  guint n_unread = 0;

  for (guint i = 0; i < fixture->items->len; i++)
    {
      Item *item = item_at (fixture, i);

      if (account_id != NULL && !g_str_equal (item->account_id, account_id))
        continue;
      n_unread += item->unread;
      item->unread = FALSE;
    }
  g_assert_cmpuint (tb_inbox_mark_all_read (fixture->store.inbox, account_id), ==, n_unread);
}

static void
expire (Fixture *fixture)
{
  gint64 now = STORE_FIXTURE_START + g_test_rand_int_range (90, 110) * G_TIME_SPAN_DAY;
  guint n_removed = 0;

  for (guint i = fixture->items->len; i > 0; i--)
    {
      if (item_at (fixture, i - 1)->pending
          || item_at (fixture, i - 1)->received_at >= now - TB_INBOX_DAYS * G_TIME_SPAN_DAY)
        continue;
      g_ptr_array_remove_index (fixture->items, i - 1);
      n_removed++;
    }
  g_assert_cmpuint (tb_inbox_expire (fixture->store.inbox, now), ==, n_removed);
  fixture->expired = TRUE;
}

static void
set_trouble (Fixture *fixture, gboolean trouble)
{
  TbStoreConnection *connection = tb_store_get_connection (fixture->store.store);

  g_assert_true (tb_store_connection_run (connection, trouble ? "PRAGMA query_only=ON"
                                                              : "PRAGMA query_only=OFF"));
  fixture->trouble = trouble;
  if (trouble)
    return;

  tb_store_retry (fixture->store.store);
  STORE_WAIT_UNTIL (tb_store_get_error (fixture->store.store) == NULL
                    && tb_inbox_count_unsaved (fixture->store.inbox) == 0
                    && !g_main_context_iteration (NULL, FALSE));
}

static void
restart (Fixture *fixture)
{
  if (fixture->trouble)
    set_trouble (fixture, FALSE);
  /* What is too old would be there again until it is found too old again. */
  if (fixture->expired || g_test_rand_int_range (0, 2))
    tb_store_settle (fixture->store.store);
  fixture->expired = FALSE;
  store_fixture_close (&fixture->store);
  store_fixture_open (&fixture->store);
}

static void
compare (Fixture *fixture)
{
  TbInbox *inbox = fixture->store.inbox;
  guint length = g_list_model_get_n_items (G_LIST_MODEL (inbox));
  guint n_unread = 0;
  guint n_urgent_unread = 0;

  g_assert_cmpuint (length, ==, fixture->items->len);
  for (guint i = 0; i < length; i++)
    {
      g_autoptr (TbInboxEntry) entry = g_list_model_get_item (G_LIST_MODEL (inbox), i);
      const Item *item = item_at (fixture, length - 1 - i);

      g_assert_cmpstr (tb_notification_get_id (tb_inbox_entry_get_notification (entry)), ==,
                       item->id);
      g_assert_cmpint (tb_inbox_entry_get_unread (entry), ==, item->unread);
      g_assert_cmpint (!tb_inbox_entry_get_acknowledged (entry), ==, item->pending);
      g_assert_true (tb_inbox_lookup (inbox, item->id) == entry);
      n_unread += item->unread;
      n_urgent_unread += item->unread && item->urgent;
    }
  g_assert_cmpuint (tb_inbox_get_unread (inbox), ==, n_unread);
  g_assert_cmpuint (tb_inbox_get_urgent_unread (inbox), ==, n_urgent_unread);
}

static void
do_something (Fixture *fixture)
{
  Item *item = random_item (fixture);
  int dice = g_test_rand_int_range (0, 100);

  if (dice < 50 || item == NULL)
    add (fixture);
  else if (dice < 65)
    mark_read (fixture, item);
  else if (dice < 75)
    acknowledge (fixture, item);
  else if (dice < 85)
    remove_one (fixture, item);
  else if (dice < 88)
    mark_all_read (fixture);
  else if (dice < 91)
    expire (fixture);
  else if (dice < 94)
    set_trouble (fixture, !fixture->trouble);
  else if (dice < 98)
    restart (fixture);
  else
    compare (fixture);
}

static void
test_it_does_what_the_simplest_does (Fixture *fixture, gconstpointer data)
{
  store_fixture_open (&fixture->store);
  for (int i = 0; i < OPERATIONS; i++)
    {
      do_something (fixture);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  compare (fixture);
  restart (fixture);
  compare (fixture);
  g_assert_null (tb_store_get_notice (fixture->store.store));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (int i = 1; i <= 10; i++)
    {
      g_autofree char *name = g_strdup_printf ("/inbox-model/it-does-what-the-simplest-does/%d", i);

      g_test_add (name, Fixture, NULL, set_up, test_it_does_what_the_simplest_does, tear_down);
    }

  return g_test_run ();
}
