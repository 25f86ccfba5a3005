/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A database that is none: it is set aside, nothing of it is deleted, and the program goes on. */

#include "store-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "inbox/tb-inbox-error.h"

#define ENTRIES 300

static void
fill (StoreFixture *fixture)
{
  store_fixture_open (fixture);
  for (int i = 0; i < ENTRIES; i++)
    {
      g_autofree char *id = g_strdup_printf ("e%d", i);

      g_assert_true (store_fixture_add (fixture, id, "A title of the usual length"));
    }
  store_fixture_close (fixture);
}

static char *
read_database (StoreFixture *fixture, gsize *length)
{
  g_autofree char *path = store_fixture_path (fixture, "inbox.db");
  char *content;

  g_assert_true (g_file_get_contents (path, &content, length, NULL));
  return content;
}

static void
write_database (StoreFixture *fixture, const char *content, gsize length)
{
  g_autofree char *path = store_fixture_path (fixture, "inbox.db");

  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
}

/* (transfer full): the path of the one database that was set aside. */
static char *
get_aside (StoreFixture *fixture)
{
  g_autofree char *list = store_fixture_list (fixture, "inbox.db.corrupt-");
  g_auto (GStrv) names = g_strsplit (g_strstrip (list), " ", -1);

  g_assert_cmpuint (strlen (names[0]), ==, strlen ("inbox.db.corrupt-YYYYMMDD-HHMMSS"));
  return store_fixture_path (fixture, names[0]);
}

/* It was set aside as it was, there is a sentence about it, and what comes now is kept. */
static void
expect_set_aside (StoreFixture *fixture, const char *fragment, const char *content, gsize length)
{
  g_autofree char *aside = get_aside (fixture);
  const char *notice = tb_store_get_notice (fixture->store);

  g_assert_null (tb_store_get_error (fixture->store));
  g_assert_nonnull (strstr (notice, fragment));
  g_assert_nonnull (strstr (notice, aside));
  if (content != NULL)
    {
      g_autofree char *kept = NULL;
      gsize kept_length;

      g_assert_true (g_file_get_contents (aside, &kept, &kept_length, NULL));
      g_assert_cmpmem (kept, kept_length, content, length);
    }

  g_assert_true (store_fixture_add (fixture, "new", "new"));
  g_assert_cmpuint (tb_inbox_count_unsaved (fixture->inbox), ==, 0);
  store_fixture_close (fixture);
  store_fixture_open (fixture);
  store_fixture_expect (fixture, "*new ");
  g_assert_null (tb_store_get_notice (fixture->store));
}

static void
test_a_truncated_one_is_set_aside (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *content = NULL;
  gsize length;

  fill (fixture);
  content = read_database (fixture, &length);
  write_database (fixture, content, length / 2);
  store_fixture_open (fixture);
  expect_set_aside (fixture, "damaged", content, length / 2);
}

static void
test_one_that_was_cut_within_its_first_page_is_set_aside (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *content = NULL;
  gsize length;

  fill (fixture);
  content = read_database (fixture, &length);
  write_database (fixture, content, 700);
  store_fixture_open (fixture);
  expect_set_aside (fixture, "damaged", content, 700);
}

static void
test_garbage_is_set_aside (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *garbage = g_strnfill (5000, 'g');

  fill (fixture);
  write_database (fixture, garbage, 5000);
  store_fixture_open (fixture);
  expect_set_aside (fixture, "something else", garbage, 5000);
}

static void
test_another_programs_database_is_set_aside (StoreFixture *fixture, gconstpointer data)
{
  fill (fixture);
  {
    g_autofree char *path = store_fixture_path (fixture, "inbox.db");

    g_unlink (path);
  }
  store_fixture_run_sql (fixture, "CREATE TABLE recipe (title TEXT); PRAGMA user_version=1");
  store_fixture_open (fixture);
  expect_set_aside (fixture, "not one of Traybell's", NULL, 0);
}

static void
test_one_of_a_newer_version_is_set_aside (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *content = NULL;
  gsize length;

  fill (fixture);
  store_fixture_run_sql (fixture, "PRAGMA user_version=1000");
  content = read_database (fixture, &length);
  store_fixture_open (fixture);
  expect_set_aside (fixture, "newer Traybell", content, length);
}

static void
test_an_empty_file_is_a_beginning (StoreFixture *fixture, gconstpointer data)
{
  fill (fixture);
  write_database (fixture, "", 0);
  store_fixture_open (fixture);
  g_assert_null (tb_store_get_error (fixture->store));
  g_assert_null (tb_store_get_notice (fixture->store));
  g_assert_true (store_fixture_add (fixture, "new", "new"));
  g_assert_cmpuint (tb_inbox_count_unsaved (fixture->inbox), ==, 0);
}

static void
test_a_folder_in_its_place_is_set_aside (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = store_fixture_path (fixture, "inbox.db");
  g_autofree char *child = g_build_filename (path, "child", NULL);
  g_autofree char *aside = NULL;
  g_autofree char *kept = NULL;

  g_assert_cmpint (g_mkdir_with_parents (child, 0700), ==, 0);
  store_fixture_open (fixture);
  aside = get_aside (fixture);
  kept = g_build_filename (aside, "child", NULL);
  g_assert_true (g_file_test (kept, G_FILE_TEST_IS_DIR));
  expect_set_aside (fixture, "something else", NULL, 0);
}

static void
test_its_log_goes_with_it (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *wal = NULL;
  g_autofree char *aside = NULL;
  g_autofree char *aside_wal = NULL;
  g_autofree char *kept = NULL;

  fill (fixture);
  wal = store_fixture_path (fixture, "inbox.db-wal");
  g_assert_true (g_file_set_contents (wal, "a log", -1, NULL));
  write_database (fixture, "garbage that is no database", 27);
  store_fixture_open (fixture);
  aside = get_aside (fixture);
  aside_wal = g_strconcat (aside, "-wal", NULL);
  g_assert_true (g_file_get_contents (aside_wal, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "a log");
  expect_set_aside (fixture, "something else", NULL, 0);
}

static void
test_nothing_that_was_set_aside_is_overwritten (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *list = NULL;
  g_auto (GStrv) names = NULL;

  g_assert_cmpint (g_mkdir_with_parents (fixture->folder, 0700), ==, 0);
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *garbage = g_strdup_printf ("garbage %d", i);

      write_database (fixture, garbage, strlen (garbage));
      store_fixture_open (fixture);
      g_assert_null (tb_store_get_error (fixture->store));
      store_fixture_close (fixture);
    }

  list = store_fixture_list (fixture, "inbox.db.corrupt-");
  names = g_strsplit (g_strstrip (list), " ", -1);
  g_assert_cmpuint (g_strv_length (names), ==, 5);
}

/* Of a table, the page where its content begins. */
static gint64
find_page (StoreFixture *fixture, const char *table)
{
  g_autofree char *sql
      = g_strdup_printf ("SELECT rootpage FROM sqlite_schema WHERE name='%s'", table);

  return store_fixture_get_number (fixture, sql);
}

static void
spoil_page (StoreFixture *fixture, gint64 page)
{
  g_autofree char *content = NULL;
  gsize length;

  content = read_database (fixture, &length);
  g_assert_cmpuint (length, >=, (gsize) page * 4096);
  memset (content + (page - 1) * 4096, 0x5a, 4096);
  write_database (fixture, content, length);
}

/* The index of notifications is sound, and so they seem to be there. */
static void
test_a_bad_page_is_found_when_it_is_read (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (TbInboxEntry) entry = NULL;

  fill (fixture);
  spoil_page (fixture, find_page (fixture, "notification"));
  store_fixture_open (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->inbox)), ==, ENTRIES);
  entry = g_list_model_get_item (G_LIST_MODEL (fixture->inbox), 7);
  g_assert_cmpstr (tb_notification_get_title (tb_inbox_entry_get_notification (entry)), ==,
                   "A notification that cannot be read from the disk");
  g_clear_object (&entry);

  STORE_WAIT_UNTIL (tb_store_get_notice (fixture->store) != NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->inbox)), <=, 1);
  while (g_list_model_get_n_items (G_LIST_MODEL (fixture->inbox)) > 0)
    {
      entry = g_list_model_get_item (G_LIST_MODEL (fixture->inbox), 0);
      tb_inbox_remove (fixture->inbox,
                       tb_notification_get_id (tb_inbox_entry_get_notification (entry)));
      g_clear_object (&entry);
    }
  expect_set_aside (fixture, "damaged", NULL, 0);
}

static void
test_a_bad_page_is_found_by_the_upkeep (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (TbInboxEntry) held = NULL;

  fill (fixture);
  spoil_page (fixture, find_page (fixture, "seen"));
  store_fixture_open (fixture);
  held = g_list_model_get_item (G_LIST_MODEL (fixture->inbox), 3);
  tb_store_tidy (fixture->store, 90, 2000);
  STORE_WAIT_UNTIL (tb_store_get_notice (fixture->store) != NULL);

  /* What was in memory is kept. */
  STORE_WAIT_UNTIL (tb_inbox_count_unsaved (fixture->inbox) == 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->inbox)), ==, 1);
  g_assert_true (tb_inbox_lookup (fixture->inbox,
                                  tb_notification_get_id (tb_inbox_entry_get_notification (held)))
                 == held);
  store_fixture_close (fixture);
  store_fixture_open (fixture);
  store_fixture_expect (fixture, "*A title of the usual length ");
}

static void
test_a_bad_search_index_is_made_anew (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (TbSearch) search = tb_search_new ("usual");
  g_autoptr (GArray) positions = NULL;

  fill (fixture);
  store_fixture_run_sql (fixture, "UPDATE search_data SET block=x'0bad' WHERE id > 10");
  store_fixture_open (fixture);
  tb_store_set_retry_interval (fixture->store, 50);
  positions = tb_inbox_search (fixture->inbox, search);
  g_assert_error (tb_store_get_error (fixture->store), TB_INBOX_ERROR,
                  TB_INBOX_ERROR_STORE_INDEX_DAMAGED);
  tb_store_settle (fixture->store);
  STORE_WAIT_UNTIL (tb_store_get_error (fixture->store) == NULL);

  g_array_unref (positions);
  positions = tb_inbox_search (fixture->inbox, search);
  g_assert_cmpuint (positions->len, ==, ENTRIES);
  g_assert_null (tb_store_get_notice (fixture->store));
}

/* Whatever bits are wrong: the program does not fall over it, and takes what comes. */
static void
test_any_damage_is_survived (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *content = NULL;
  gsize length;

  fill (fixture);
  content = read_database (fixture, &length);
  for (int i = 0; i < 40; i++)
    {
      g_autofree char *spoiled = g_memdup2 (content, length);
      int n_spoiled = g_test_rand_int_range (1, 200);
      guint n_items;

      for (int j = 0; j < n_spoiled; j++)
        spoiled[g_test_rand_int_range (i % 2 ? 0 : 100, (gint32) length)]
            = (char) g_test_rand_int_range (0, 256);
      write_database (fixture, spoiled, length);
      store_fixture_open (fixture);
      tb_store_set_retry_interval (fixture->store, 20);
      n_items = g_list_model_get_n_items (G_LIST_MODEL (fixture->inbox));
      for (guint j = 0; j < n_items; j += 7)
        {
          g_autoptr (TbInboxEntry) entry = g_list_model_get_item (G_LIST_MODEL (fixture->inbox), j);

          g_assert_nonnull (entry);
        }
      tb_inbox_mark_all_read (fixture->inbox, NULL);
      tb_store_tidy (fixture->store, 90, 2000);
      tb_store_settle (fixture->store);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      store_fixture_add (fixture, NULL, "new");
      STORE_WAIT_UNTIL (tb_inbox_count_unsaved (fixture->inbox) == 0);
      store_fixture_close (fixture);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/store-damage/" name, StoreFixture, NULL, store_fixture_set_up, function,           \
              store_fixture_tear_down)
  ADD ("a-truncated-one-is-set-aside", test_a_truncated_one_is_set_aside);
  ADD ("one-that-was-cut-within-its-first-page-is-set-aside",
       test_one_that_was_cut_within_its_first_page_is_set_aside);
  ADD ("garbage-is-set-aside", test_garbage_is_set_aside);
  ADD ("another-programs-database-is-set-aside", test_another_programs_database_is_set_aside);
  ADD ("one-of-a-newer-version-is-set-aside", test_one_of_a_newer_version_is_set_aside);
  ADD ("an-empty-file-is-a-beginning", test_an_empty_file_is_a_beginning);
  ADD ("a-folder-in-its-place-is-set-aside", test_a_folder_in_its_place_is_set_aside);
  ADD ("its-log-goes-with-it", test_its_log_goes_with_it);
  ADD ("nothing-that-was-set-aside-is-overwritten", test_nothing_that_was_set_aside_is_overwritten);
  ADD ("a-bad-page-is-found-when-it-is-read", test_a_bad_page_is_found_when_it_is_read);
  ADD ("a-bad-page-is-found-by-the-upkeep", test_a_bad_page_is_found_by_the_upkeep);
  ADD ("a-bad-search-index-is-made-anew", test_a_bad_search_index_is_made_anew);
  ADD ("any-damage-is-survived", test_any_damage_is_survived);
#undef ADD

  return g_test_run ();
}
