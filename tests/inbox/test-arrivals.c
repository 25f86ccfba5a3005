/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What arrives many at once. */

#include "store-fixture.h"

#include "inbox/tb-inbox-error.h"

static gboolean
take (StoreFixture *fixture, const char *dedupe_id, const char *title)
{
  static gint64 n_taken = 0;
  g_autoptr (TbNotification) notification = store_fixture_make (
      "acme", dedupe_id, title, TB_URGENCY_NORMAL, STORE_FIXTURE_START + n_taken++);

  return tb_inbox_take (fixture->inbox, notification);
}

static gint64
count_stored (StoreFixture *fixture)
{
  return store_fixture_get_number (fixture, "SELECT count(*) FROM notification");
}

static void
on_items_changed (
    GListModel *inbox, guint position, guint removed, guint added, StoreFixture *fixture)
{
  g_assert_cmpint (count_stored (fixture), >=, g_list_model_get_n_items (inbox));
}

static void
test_nothing_is_in_the_inbox_before_it_is_on_the_disk (StoreFixture *fixture, gconstpointer data)
{
  store_fixture_open (fixture);
  g_signal_connect (fixture->inbox, "items-changed", G_CALLBACK (on_items_changed), fixture);
  g_assert_true (take (fixture, "1", "one"));
  g_assert_true (take (fixture, "2", "two"));
  g_assert_cmpint (count_stored (fixture), ==, 0);
  g_assert_cmpuint (tb_inbox_get_unread (fixture->inbox), ==, 0);

  STORE_WAIT_UNTIL (tb_inbox_get_unread (fixture->inbox) == 2);
  g_assert_cmpint (count_stored (fixture), ==, 2);
  store_fixture_expect (fixture, "*two *one ");
}

static void
test_whoever_shows_one_need_not_wait (StoreFixture *fixture, gconstpointer data)
{
  store_fixture_open (fixture);
  take (fixture, "1", "one");
  tb_inbox_commit (fixture->inbox);
  take (fixture, "2", "two");
  tb_inbox_commit (fixture->inbox);
  g_assert_cmpint (count_stored (fixture), ==, 2);
  store_fixture_expect (fixture, "*two *one ");
}

static void
test_a_flood_is_in_order_and_found (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (TbSearch) search = tb_search_new ("seventh");
  g_autoptr (GArray) positions = NULL;

  store_fixture_open (fixture);
  for (int i = 0; i < 333; i++)
    {
      g_autofree char *title = g_strdup_printf ("Number %d%s", i, i % 7 == 0 ? " seventh" : "");

      g_assert_true (take (fixture, title, title));
    }
  tb_inbox_commit (fixture->inbox);

  g_assert_cmpint (count_stored (fixture), ==, 333);
  for (guint i = 0; i < 333; i++)
    {
      g_autoptr (TbInboxEntry) entry = g_list_model_get_item (G_LIST_MODEL (fixture->inbox), i);
      g_autofree char *beginning = g_strdup_printf ("Number %u", 332 - i);

      g_assert_true (g_str_has_prefix (
          tb_notification_get_title (tb_inbox_entry_get_notification (entry)), beginning));
    }
  positions = tb_inbox_search (fixture->inbox, search);
  g_assert_cmpuint (positions->len, ==, 48);
}

static void
test_one_that_comes_twice_is_one (StoreFixture *fixture, gconstpointer data)
{
  store_fixture_open (fixture);
  g_assert_true (take (fixture, "1", "one"));
  g_assert_false (take (fixture, "1", "one again"));
  tb_inbox_commit (fixture->inbox);
  g_assert_false (take (fixture, "1", "one once more"));
  store_fixture_close (fixture);

  store_fixture_open (fixture);
  g_assert_false (take (fixture, "1", "one after a restart"));
  g_assert_true (take (fixture, NULL, "another"));
  g_assert_true (take (fixture, NULL, "another"));
  tb_inbox_commit (fixture->inbox);
  store_fixture_expect (fixture, "*another *another *one ");
}

static void
test_what_arrived_can_be_read_and_removed_at_once (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (TbNotification) one
      = store_fixture_make ("acme", "1", "one", TB_URGENCY_NORMAL, STORE_FIXTURE_START);
  g_autoptr (TbNotification) two
      = store_fixture_make ("acme", "2", "two", TB_URGENCY_NORMAL, STORE_FIXTURE_START);

  store_fixture_open (fixture);
  g_assert_true (tb_inbox_take (fixture->inbox, one));
  g_assert_true (tb_inbox_mark_read (fixture->inbox, tb_notification_get_id (one)));
  g_assert_true (tb_inbox_take (fixture->inbox, two));
  g_assert_true (tb_inbox_remove (fixture->inbox, tb_notification_get_id (two)));
  g_assert_true (take (fixture, "3", "three"));
  g_assert_cmpuint (tb_inbox_mark_all_read (fixture->inbox, "acme"), ==, 1);
  g_assert_true (take (fixture, "4", "four"));
  g_assert_cmpuint (tb_inbox_remove_account (fixture->inbox, "acme"), ==, 3);
  store_fixture_expect (fixture, "");
}

static void
test_what_arrived_last_is_kept (StoreFixture *fixture, gconstpointer data)
{
  store_fixture_open (fixture);
  take (fixture, "1", "one");
  store_fixture_close (fixture);
  store_fixture_open (fixture);
  store_fixture_expect (fixture, "*one ");
}

static void
test_a_full_inbox_makes_room_for_a_flood (StoreFixture *fixture, gconstpointer data)
{
  store_fixture_open (fixture);
  for (int i = 0; i < TB_INBOX_CAPACITY + 250; i++)
    {
      g_autofree char *title = g_strdup_printf ("%d", i);

      take (fixture, title, title);
    }
  tb_inbox_commit (fixture->inbox);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->inbox)), ==,
                    TB_INBOX_CAPACITY);
  g_assert_cmpint (count_stored (fixture), ==, TB_INBOX_CAPACITY);
  g_assert_cmpint (store_fixture_get_number (fixture, "SELECT min (number) FROM notification"), ==,
                   251);
  /* They are gone, and known. */
  g_assert_false (take (fixture, "7", "7"));
  store_fixture_run_sql (fixture, "INSERT INTO search (search) VALUES ('integrity-check')");
}

static void
test_while_the_disk_is_full_a_flood_is_in_the_inbox_all_the_same (StoreFixture *fixture,
                                                                  gconstpointer data)
{
  sqlite3 *database;

  store_fixture_open (fixture);
  tb_store_set_retry_interval (fixture->store, 10);
  take (fixture, "0", "zero");
  tb_inbox_commit (fixture->inbox);
  database = tb_store_connection_get_database (tb_store_get_connection (fixture->store));
  sqlite3_exec (database, "PRAGMA max_page_count=1", NULL, NULL, NULL);
  for (int i = 0; i < 150; i++)
    {
      g_autofree char *title = g_strdup_printf ("%d", i);

      g_assert_true (take (fixture, title, title) == (i > 0));
    }
  tb_inbox_commit (fixture->inbox);
  g_assert_error (tb_store_get_error (fixture->store), TB_INBOX_ERROR, TB_INBOX_ERROR_STORE_FULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->inbox)), ==, 150);
  g_assert_cmpuint (tb_inbox_count_unsaved (fixture->inbox), >, 0);
  g_assert_false (take (fixture, "149", "149"));

  sqlite3_exec (database, "PRAGMA max_page_count=1073741823", NULL, NULL, NULL);
  STORE_WAIT_UNTIL (tb_inbox_count_unsaved (fixture->inbox) == 0);
  g_assert_cmpint (count_stored (fixture), ==, 150);
}

static void
test_without_a_store_it_is_there_at_once (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (TbInbox) inbox = tb_inbox_new ();
  g_autoptr (TbNotification) one
      = store_fixture_make ("acme", "1", "one", TB_URGENCY_NORMAL, STORE_FIXTURE_START);

  g_assert_true (tb_inbox_take (inbox, one));
  g_assert_cmpuint (tb_inbox_get_unread (inbox), ==, 1);
  g_assert_false (tb_inbox_take (inbox, one));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/arrivals/" name, StoreFixture, NULL, store_fixture_set_up, function,               \
              store_fixture_tear_down)
  ADD ("nothing-is-in-the-inbox-before-it-is-on-the-disk",
       test_nothing_is_in_the_inbox_before_it_is_on_the_disk);
  ADD ("whoever-shows-one-need-not-wait", test_whoever_shows_one_need_not_wait);
  ADD ("a-flood-is-in-order-and-found", test_a_flood_is_in_order_and_found);
  ADD ("one-that-comes-twice-is-one", test_one_that_comes_twice_is_one);
  ADD ("what-arrived-can-be-read-and-removed-at-once",
       test_what_arrived_can_be_read_and_removed_at_once);
  ADD ("what-arrived-last-is-kept", test_what_arrived_last_is_kept);
  ADD ("a-full-inbox-makes-room-for-a-flood", test_a_full_inbox_makes_room_for_a_flood);
  ADD ("while-the-disk-is-full-a-flood-is-in-the-inbox-all-the-same",
       test_while_the_disk_is_full_a_flood_is_in_the_inbox_all_the_same);
  ADD ("without-a-store-it-is-there-at-once", test_without_a_store_it_is_there_at_once);
#undef ADD

  return g_test_run ();
}
