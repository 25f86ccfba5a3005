/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A disk that does not play along: nothing is lost meanwhile, and nothing waits for it. */

#include "store-fixture.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <unistd.h>

#include "inbox/tb-inbox-error.h"

/* How long anything may keep the main loop, in µs: SQLite waits a tenth of a second. */
#define PATIENCE (1000 * 1000)

static void
run_on_store (StoreFixture *fixture, const char *sql)
{
  g_assert_true (tb_store_connection_run (tb_store_get_connection (fixture->store), sql));
}

static void
expect_error (StoreFixture *fixture, TbInboxError code, const char *fragment)
{
  const GError *error = tb_store_get_error (fixture->store);

  g_assert_error (error, TB_INBOX_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, fragment));
  g_assert_null (strchr (error->message, '\n'));
}

static const char *
id_at (StoreFixture *fixture, guint position)
{
  g_autoptr (TbInboxEntry) entry = g_list_model_get_item (G_LIST_MODEL (fixture->inbox), position);

  return tb_notification_get_id (tb_inbox_entry_get_notification (entry));
}

/* What happens while nothing can be written, and what is there when it can again. */
static void
live_through (StoreFixture *fixture)
{
  g_autofree char *removed = NULL;
  g_autofree char *unsaved = NULL;

  g_assert_true (store_fixture_add (fixture, "4", "four"));
  g_assert_true (store_fixture_add (fixture, "5", "five"));
  g_assert_nonnull (tb_store_get_error (fixture->store));
  g_assert_false (store_fixture_add (fixture, "1", "one again"));
  g_assert_false (store_fixture_add (fixture, "4", "four again"));
  store_fixture_expect (fixture, "*five *four *three *two *one ");
  g_assert_cmpuint (tb_inbox_count_unsaved (fixture->inbox), ==, 2);

  g_assert_true (tb_inbox_mark_read (fixture->inbox, id_at (fixture, 1)));
  g_assert_true (tb_inbox_mark_read (fixture->inbox, id_at (fixture, 2)));
  removed = g_strdup (id_at (fixture, 3));
  unsaved = g_strdup (id_at (fixture, 0));
  g_assert_true (tb_inbox_remove (fixture->inbox, removed));
  g_assert_true (tb_inbox_remove (fixture->inbox, unsaved));
  g_assert_null (tb_inbox_lookup (fixture->inbox, removed));
  g_assert_false (store_fixture_add (fixture, "5", "five again"));
  store_fixture_expect (fixture, "four three *one ");
  g_assert_cmpuint (tb_inbox_count_unsaved (fixture->inbox), ==, 2);
}

static void
expect_all_is_well (StoreFixture *fixture)
{
  STORE_WAIT_UNTIL (tb_store_get_error (fixture->store) == NULL
                    && tb_inbox_count_unsaved (fixture->inbox) == 0);
  STORE_WAIT_UNTIL (!g_main_context_iteration (NULL, FALSE));
  tb_store_settle (fixture->store);
  store_fixture_expect (fixture, "four three *one ");
  store_fixture_close (fixture);
  store_fixture_open (fixture);
  store_fixture_expect (fixture, "four three *one ");
  for (int i = 1; i <= 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", i);

      g_assert_false (store_fixture_add (fixture, id, "again"));
    }
  g_assert_cmpint (store_fixture_get_number (fixture, "SELECT count(*) FROM notification"), ==, 3);
}

static void
fill (StoreFixture *fixture)
{
  store_fixture_open (fixture);
  tb_store_set_retry_interval (fixture->store, 50);
  g_assert_true (store_fixture_add (fixture, "1", "one"));
  g_assert_true (store_fixture_add (fixture, "2", "two"));
  g_assert_true (store_fixture_add (fixture, "3", "three"));
  g_assert_cmpuint (tb_inbox_count_unsaved (fixture->inbox), ==, 0);
}

/* The file may not grow, and what is free in it is used up. */
static void
use_up_the_room (StoreFixture *fixture)
{
  g_autofree char *sql = NULL;
  gint64 n_pages;

  n_pages = store_fixture_get_number (fixture, "PRAGMA page_count");
  sql = g_strdup_printf ("PRAGMA max_page_count=%" G_GINT64_FORMAT, n_pages);
  run_on_store (fixture, sql);
}

static void
test_a_full_disk_costs_nothing (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *long_body = g_strnfill (2000, 'x');

  fill (fixture);
  use_up_the_room (fixture);
  /* Until one does not fit. */
  for (int i = 0; tb_store_get_error (fixture->store) == NULL; i++)
    {
      g_autoptr (TbNotification) filler = store_fixture_make (
          "acme", NULL, long_body, TB_URGENCY_NORMAL, STORE_FIXTURE_START - 1000 + i);

      g_assert_cmpint (i, <, 1000);
      g_assert_true (tb_inbox_add (fixture->inbox, filler));
      g_assert_cmpuint (tb_inbox_count_unsaved (fixture->inbox), ==,
                        tb_store_get_error (fixture->store) != NULL ? 1 : 0);
    }
  expect_error (fixture, TB_INBOX_ERROR_STORE_FULL, "no room");
  g_assert_false (tb_store_retry (fixture->store) && tb_inbox_count_unsaved (fixture->inbox) == 0);

  run_on_store (fixture, "PRAGMA max_page_count=1073741823");
  STORE_WAIT_UNTIL (tb_store_get_error (fixture->store) == NULL
                    && tb_inbox_count_unsaved (fixture->inbox) == 0);
}

static void
test_a_file_that_may_not_grow_is_a_full_disk (StoreFixture *fixture, gconstpointer data)
{
  struct rlimit before;
  struct rlimit limit;

  fill (fixture);
  /* What the kernel says then is the same as for a quota. */
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = before;
  limit.rlim_cur = 8192;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  live_through (fixture);
  expect_error (fixture, TB_INBOX_ERROR_STORE_FULL, "no room");

  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  expect_all_is_well (fixture);
}

static void
test_a_database_that_cannot_be_written_costs_nothing (StoreFixture *fixture, gconstpointer data)
{
  fill (fixture);
  run_on_store (fixture, "PRAGMA query_only=ON");
  live_through (fixture);
  expect_error (fixture, TB_INBOX_ERROR_STORE_UNUSABLE, "cannot be written");

  run_on_store (fixture, "PRAGMA query_only=OFF");
  expect_all_is_well (fixture);
}

static void
test_everything_can_be_marked_read_meanwhile (StoreFixture *fixture, gconstpointer data)
{
  fill (fixture);
  run_on_store (fixture, "PRAGMA query_only=ON");
  g_assert_true (store_fixture_add (fixture, "4", "four"));
  g_assert_cmpuint (tb_inbox_mark_all_read (fixture->inbox, NULL), ==, 4);
  g_assert_cmpuint (tb_inbox_count_unsaved (fixture->inbox), ==, 4);

  run_on_store (fixture, "PRAGMA query_only=OFF");
  STORE_WAIT_UNTIL (tb_inbox_count_unsaved (fixture->inbox) == 0);
  store_fixture_close (fixture);
  store_fixture_open (fixture);
  store_fixture_expect (fixture, "four three two one ");
}

static void
test_an_account_can_be_removed_meanwhile (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (TbNotification) other
      = store_fixture_make ("other", "1", "other", TB_URGENCY_NORMAL, STORE_FIXTURE_START);

  fill (fixture);
  run_on_store (fixture, "PRAGMA query_only=ON");
  g_assert_true (store_fixture_add (fixture, "4", "four"));
  g_assert_true (tb_inbox_add (fixture->inbox, other));
  g_assert_cmpuint (tb_inbox_remove_account (fixture->inbox, "acme"), ==, 4);
  store_fixture_expect (fixture, "*other ");

  run_on_store (fixture, "PRAGMA query_only=OFF");
  STORE_WAIT_UNTIL (tb_inbox_count_unsaved (fixture->inbox) == 0);
  store_fixture_close (fixture);
  store_fixture_open (fixture);
  store_fixture_expect (fixture, "*other ");
}

static void
test_what_waits_is_found_by_a_search (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (TbSearch) search = tb_search_new ("zeb");
  g_autoptr (GArray) positions = NULL;

  fill (fixture);
  store_fixture_add (fixture, "first", "zebra");
  run_on_store (fixture, "PRAGMA query_only=ON");
  store_fixture_add (fixture, "4", "zebras");
  positions = tb_inbox_search (fixture->inbox, search);
  g_assert_cmpuint (positions->len, ==, 2);
  g_assert_cmpuint (g_array_index (positions, guint, 0), ==, 0);
  g_assert_cmpuint (g_array_index (positions, guint, 1), ==, 1);
}

static sqlite3 *
lock_database (StoreFixture *fixture)
{
  g_autofree char *path = store_fixture_path (fixture, "inbox.db");
  sqlite3 *other;

  g_assert_cmpint (sqlite3_open (path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  return other;
}

static void
test_a_locked_database_keeps_nobody_waiting (StoreFixture *fixture, gconstpointer data)
{
  sqlite3 *other;
  gint64 start;

  fill (fixture);
  other = lock_database (fixture);
  start = g_get_monotonic_time ();
  g_assert_true (store_fixture_add (fixture, "now", "now"));
  g_assert_cmpint (g_get_monotonic_time () - start, <, PATIENCE);
  expect_error (fixture, TB_INBOX_ERROR_STORE_BUSY, "Another program");
  tb_inbox_remove (fixture->inbox, id_at (fixture, 0));
  live_through (fixture);

  g_assert_cmpint (sqlite3_close (other), ==, SQLITE_OK);
  expect_all_is_well (fixture);
}

static void
test_another_traybell_has_the_inbox (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (TbStore) second = NULL;
  g_autoptr (TbInbox) inbox = NULL;
  g_autoptr (TbNotification) notification
      = store_fixture_make ("acme", "new", "new", TB_URGENCY_NORMAL, STORE_FIXTURE_START + 1);
  g_autoptr (TbNotification) known
      = store_fixture_make ("acme", "1", "known", TB_URGENCY_NORMAL, STORE_FIXTURE_START + 2);
  g_autofree char *described = NULL;

  fill (fixture);
  second = tb_store_new (fixture->folder);
  tb_store_set_retry_interval (second, 50);
  g_assert_false (tb_store_is_open (second));
  g_assert_error (tb_store_get_error (second), TB_INBOX_ERROR, TB_INBOX_ERROR_STORE_BUSY);
  g_assert_nonnull (strstr (tb_store_get_error (second)->message, "Another Traybell"));
  inbox = tb_inbox_new_stored (second, NULL);
  g_assert_true (tb_inbox_add (inbox, notification));
  g_assert_true (tb_inbox_add (inbox, known));
  g_assert_cmpuint (tb_inbox_get_unread (inbox), ==, 2);
  g_assert_false (tb_store_retry (second));

  /* It has what is there, and what came meanwhile, once. */
  store_fixture_close (fixture);
  g_assert_true (tb_store_retry (second));
  STORE_WAIT_UNTIL (tb_inbox_count_unsaved (inbox) == 0);
  described = store_fixture_describe (inbox);
  g_assert_cmpstr (described, ==, "*new *three *two *one ");
  g_assert_finalize_object (g_steal_pointer (&inbox));
  g_assert_finalize_object (g_steal_pointer (&second));
  store_fixture_open (fixture);
  store_fixture_expect (fixture, "*new *three *two *one ");
}

static void
test_a_folder_that_cannot_be_made_is_tried_again (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *parent = g_path_get_dirname (fixture->folder);
  g_autoptr (TbInboxEntry) entry = NULL;

  g_assert_true (g_file_set_contents (parent, "", 0, NULL));
  store_fixture_open (fixture);
  tb_store_set_retry_interval (fixture->store, 50);
  expect_error (fixture, TB_INBOX_ERROR_STORE_UNUSABLE, parent);
  g_assert_true (store_fixture_add (fixture, "1", "one"));
  g_assert_true (store_fixture_add (fixture, "2", "two"));
  g_assert_false (store_fixture_add (fixture, "2", "two"));
  entry = g_list_model_get_item (G_LIST_MODEL (fixture->inbox), 1);
  g_assert_true (tb_inbox_mark_read (
      fixture->inbox, tb_notification_get_id (tb_inbox_entry_get_notification (entry))));
  store_fixture_expect (fixture, "*two one ");

  g_assert_cmpint (g_unlink (parent), ==, 0);
  g_assert_true (tb_store_retry (fixture->store));
  STORE_WAIT_UNTIL (tb_inbox_count_unsaved (fixture->inbox) == 0);
  store_fixture_expect (fixture, "*two one ");
  {
    g_autoptr (TbInboxEntry) again = g_list_model_get_item (G_LIST_MODEL (fixture->inbox), 1);

    g_assert_true (again == entry);
  }
  store_fixture_close (fixture);
  store_fixture_open (fixture);
  store_fixture_expect (fixture, "*two one ");
}

static guint
get_mode (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_lstat (path, &info), ==, 0);
  return info.st_mode & 07777;
}

static void
test_only_the_owner_can_read_it (StoreFixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "inbox.db", "inbox.db-wal", "inbox.db-shm", "inbox.lock" };

  umask (0);
  fill (fixture);
  g_assert_cmpuint (get_mode (fixture->folder), ==, 0700);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = store_fixture_path (fixture, names[i]);

      g_assert_cmpuint (get_mode (path), ==, 0600);
      g_chmod (path, 0666);
    }

  /* What somebody opened up is closed again. */
  g_chmod (fixture->folder, 0755);
  store_fixture_close (fixture);
  store_fixture_open (fixture);
  g_assert_cmpuint (get_mode (fixture->folder), ==, 0700);
  {
    g_autofree char *path = store_fixture_path (fixture, "inbox.db");

    g_assert_cmpuint (get_mode (path), ==, 0600);
  }
}

static void
test_symbolic_links_are_not_followed (StoreFixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "inbox.db", "inbox.db-wal", "inbox.db-shm", "inbox.lock" };
  g_autofree char *target = g_build_filename (fixture->parent, "target", NULL);

  g_assert_cmpint (g_mkdir_with_parents (fixture->folder, 0700), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = store_fixture_path (fixture, names[i]);

      g_unlink (path);
      g_assert_cmpint (symlink (target, path), ==, 0);
      store_fixture_open (fixture);
      expect_error (fixture, TB_INBOX_ERROR_STORE_UNUSABLE, "symbolic link");
      g_assert_nonnull (strstr (tb_store_get_error (fixture->store)->message, names[i]));
      g_assert_true (store_fixture_add (fixture, "1", "one"));
      store_fixture_close (fixture);
      g_assert_true (g_file_test (path, G_FILE_TEST_IS_SYMLINK));
      g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));
      g_assert_cmpint (g_unlink (path), ==, 0);
    }

  /* Nor is the folder. */
  {
    g_autofree char *path = store_fixture_path (fixture, "inbox.db");
    g_autofree char *lock = store_fixture_path (fixture, "inbox.lock");

    g_unlink (path);
    g_unlink (lock);
  }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_assert_cmpint (g_mkdir (target, 0700), ==, 0);
  g_assert_cmpint (symlink (target, fixture->folder), ==, 0);
  store_fixture_open (fixture);
  expect_error (fixture, TB_INBOX_ERROR_STORE_UNUSABLE, "symbolic link");
}

static void
test_links_above_the_folder_are_the_users_business (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *real = g_build_filename (fixture->parent, "real", NULL);
  g_autofree char *link = g_path_get_dirname (fixture->folder);

  g_assert_cmpint (g_mkdir (real, 0700), ==, 0);
  g_assert_cmpint (symlink (real, link), ==, 0);
  fill (fixture);
  g_assert_null (tb_store_get_error (fixture->store));
  store_fixture_close (fixture);
  store_fixture_open (fixture);
  store_fixture_expect (fixture, "*three *two *one ");
}

/* The main thread gets its turn while the other deletes thousands. */
static void
test_upkeep_keeps_nobody_waiting (StoreFixture *fixture, gconstpointer data)
{
  gint64 longest = 0;
  gint64 end;
  int n_added = 0;

  store_fixture_open (fixture);
  for (int i = 0; i < 1500; i++)
    store_fixture_add (fixture, NULL, "title");
  tb_inbox_expire (fixture->inbox, STORE_FIXTURE_START + 1000 * G_TIME_SPAN_DAY);
  end = g_get_monotonic_time () + G_TIME_SPAN_SECOND / 2;
  while (g_get_monotonic_time () < end)
    {
      gint64 start = g_get_monotonic_time ();

      g_assert_true (store_fixture_add (fixture, NULL, "meanwhile"));
      longest = MAX (longest, g_get_monotonic_time () - start);
      n_added++;
      g_usleep (1000);
    }
  g_test_message ("%d were added meanwhile, each in %.1f ms at most", n_added,
                  (double) longest / 1000);
  g_assert_null (tb_store_get_error (fixture->store));
  g_assert_cmpuint (tb_inbox_count_unsaved (fixture->inbox), ==, 0);
  g_assert_cmpint (longest, <, PATIENCE);
  tb_store_settle (fixture->store);
  g_assert_cmpint (store_fixture_get_number (fixture, "SELECT count(*) FROM notification"), ==,
                   n_added);
}

/* What was not written because of our own thread would be lost with the program. */
static void
test_what_comes_while_the_upkeep_writes_is_written (StoreFixture *fixture, gconstpointer data)
{
  store_fixture_open (fixture);
  store_fixture_close (fixture);
  store_fixture_run_sql (
      fixture,
      "INSERT INTO account (id) VALUES ('acme');"
      "WITH RECURSIVE counter (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM counter WHERE i < 20000)"
      "INSERT INTO notification (number, id, account, received_at, urgency, channel, event, title, "
      "body, payload) SELECT i, i, 1, i, 1, 'c', 'e', 'Order ' || i, printf ('%300d', i), '' "
      "FROM counter");
  store_fixture_open (fixture);
  tb_store_upkeep_request (tb_store_get_upkeep (fixture->store), TB_UPKEEP_REBUILD);
  for (int i = 0; i < 300 && tb_store_upkeep_is_running (tb_store_get_upkeep (fixture->store)); i++)
    {
      g_assert_true (store_fixture_add (fixture, NULL, "meanwhile"));
      g_assert_cmpuint (tb_inbox_count_unsaved (fixture->inbox), ==, 0);
      g_usleep (1000);
    }
  g_assert_null (tb_store_get_error (fixture->store));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/store-trouble/" name, StoreFixture, NULL, store_fixture_set_up, function,          \
              store_fixture_tear_down)
  ADD ("a-full-disk-costs-nothing", test_a_full_disk_costs_nothing);
  ADD ("a-file-that-may-not-grow-is-a-full-disk", test_a_file_that_may_not_grow_is_a_full_disk);
  ADD ("a-database-that-cannot-be-written-costs-nothing",
       test_a_database_that_cannot_be_written_costs_nothing);
  ADD ("everything-can-be-marked-read-meanwhile", test_everything_can_be_marked_read_meanwhile);
  ADD ("an-account-can-be-removed-meanwhile", test_an_account_can_be_removed_meanwhile);
  ADD ("what-waits-is-found-by-a-search", test_what_waits_is_found_by_a_search);
  ADD ("a-locked-database-keeps-nobody-waiting", test_a_locked_database_keeps_nobody_waiting);
  ADD ("another-traybell-has-the-inbox", test_another_traybell_has_the_inbox);
  ADD ("a-folder-that-cannot-be-made-is-tried-again",
       test_a_folder_that_cannot_be_made_is_tried_again);
  ADD ("only-the-owner-can-read-it", test_only_the_owner_can_read_it);
  ADD ("symbolic-links-are-not-followed", test_symbolic_links_are_not_followed);
  ADD ("links-above-the-folder-are-the-users-business",
       test_links_above_the_folder_are_the_users_business);
  ADD ("upkeep-keeps-nobody-waiting", test_upkeep_keeps_nobody_waiting);
  ADD ("what-comes-while-the-upkeep-writes-is-written",
       test_what_comes_while_the_upkeep_writes_is_written);
#undef ADD

  return g_test_run ();
}
