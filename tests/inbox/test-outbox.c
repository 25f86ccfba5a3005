/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is to be told to a web app: in order, once, and whatever happens meanwhile. */

#include "inbox/tb-outbox.h"

#include "store-fixture.h"

static TbOutbox *
get_outbox (StoreFixture *fixture)
{
  store_fixture_open (fixture);
  return tb_inbox_get_outbox (fixture->inbox);
}

static char *
describe (TbOutbox *outbox, const char *account_id, guint most)
{
  g_autoptr (GPtrArray) marks = tb_outbox_peek (outbox, account_id, most);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < marks->len; i++)
    {
      const TbMark *mark = g_ptr_array_index (marks, i);

      g_string_append_printf (text, "%s ",
                              mark->kind == TB_MARK_READ_ALL ? "all" : mark->dedupe_id);
    }

  return g_string_free (text, FALSE);
}

static void
expect (TbOutbox *outbox, const char *account_id, guint most, const char *expected)
{
  g_autofree char *found = describe (outbox, account_id, most);

  g_assert_cmpstr (found, ==, expected);
}

static gint64
first_number (TbOutbox *outbox)
{
  g_autoptr (GPtrArray) marks = tb_outbox_peek (outbox, "acme", 1);

  g_assert_cmpuint (marks->len, ==, 1);
  return ((const TbMark *) g_ptr_array_index (marks, 0))->number;
}

static void
on_added (TbOutbox *outbox, const char *account_id, gpointer user_data)
{
  g_string_append_printf (user_data, "%s ", account_id);
}

static void
test_marks_keep_their_order (StoreFixture *fixture, gconstpointer data)
{
  TbOutbox *outbox = get_outbox (fixture);
  g_autoptr (GString) added = g_string_new (NULL);

  g_signal_connect (outbox, "added", G_CALLBACK (on_added), added);
  g_assert_true (tb_outbox_add_read (outbox, "acme", "2"));
  g_assert_true (tb_outbox_add_read (outbox, "other", "1"));
  g_assert_true (tb_outbox_add_read (outbox, "acme", "1"));
  g_assert_true (tb_outbox_add_read (outbox, "acme", "3"));
  g_assert_cmpstr (added->str, ==, "acme other acme acme ");
  g_signal_handlers_disconnect_by_data (outbox, added);

  expect (outbox, "acme", 100, "2 1 3 ");
  expect (outbox, "acme", 2, "2 1 ");
  expect (outbox, "other", 100, "1 ");
  expect (outbox, "nobody", 100, "");
  g_assert_cmpuint (tb_outbox_count (outbox, NULL), ==, 4);
  g_assert_cmpuint (tb_outbox_count (outbox, "acme"), ==, 3);

  /* Looking takes nothing away. */
  tb_outbox_done (outbox, first_number (outbox));
  expect (outbox, "acme", 100, "1 3 ");
}

static void
test_each_waits_once (StoreFixture *fixture, gconstpointer data)
{
  TbOutbox *outbox = get_outbox (fixture);

  g_assert_true (tb_outbox_add_read (outbox, "acme", "1"));
  g_assert_false (tb_outbox_add_read (outbox, "acme", "1"));
  expect (outbox, "acme", 100, "1 ");
  tb_outbox_done (outbox, first_number (outbox));
  expect (outbox, "acme", 100, "");
  g_assert_true (tb_outbox_add_read (outbox, "acme", "1"));
}

static void
test_reading_all_stands_for_each (StoreFixture *fixture, gconstpointer data)
{
  TbOutbox *outbox = get_outbox (fixture);
  gint64 number;

  tb_outbox_add_read (outbox, "acme", "1");
  tb_outbox_add_read (outbox, "other", "1");
  number = first_number (outbox);
  tb_outbox_add_read_all (outbox, "acme");
  tb_outbox_add_read (outbox, "acme", "2");
  tb_outbox_add_read (outbox, "acme", "3");
  g_assert_cmpuint (tb_outbox_count (outbox, "acme"), ==, 3);
  expect (outbox, "acme", 100, "all ");
  expect (outbox, "other", 100, "1 ");

  /* The answer to what was sent before is nobody's. */
  tb_outbox_done (outbox, number);
  expect (outbox, "acme", 100, "all ");
  tb_outbox_done (outbox, first_number (outbox));
  expect (outbox, "acme", 100, "2 3 ");

  tb_outbox_add_read_all (outbox, "acme");
  number = first_number (outbox);
  tb_outbox_add_read_all (outbox, "acme");
  g_assert_cmpuint (tb_outbox_count (outbox, "acme"), ==, 1);
  g_assert_cmpint (first_number (outbox), >, number);
}

static void
test_one_that_failed_stays_first (StoreFixture *fixture, gconstpointer data)
{
  TbOutbox *outbox = get_outbox (fixture);

  tb_outbox_add_read (outbox, "acme", "1");
  tb_outbox_add_read (outbox, "acme", "2");
  g_assert_cmpuint (tb_outbox_failed (outbox, first_number (outbox)), ==, 1);
  g_assert_cmpuint (tb_outbox_failed (outbox, first_number (outbox)), ==, 2);
  g_assert_cmpuint (tb_outbox_failed (outbox, 12345), ==, 0);
  expect (outbox, "acme", 100, "1 2 ");
}

static void
test_marks_outlive_the_program (StoreFixture *fixture, gconstpointer data)
{
  TbOutbox *outbox = get_outbox (fixture);
  gint64 number;

  tb_outbox_add_read (outbox, "acme", "1 ü\n\"'");
  tb_outbox_add_read (outbox, "acme", "2");
  tb_outbox_add_read_all (outbox, "other");
  tb_outbox_failed (outbox, first_number (outbox));
  number = first_number (outbox);
  store_fixture_close (fixture);

  outbox = get_outbox (fixture);
  expect (outbox, "acme", 100, "1 ü\n\"' 2 ");
  expect (outbox, "other", 100, "all ");
  g_assert_cmpint (first_number (outbox), ==, number);
  g_assert_cmpuint (tb_outbox_failed (outbox, number), ==, 2);
  g_assert_false (tb_outbox_add_read (outbox, "acme", "2"));
  tb_outbox_done (outbox, number);
  store_fixture_close (fixture);

  outbox = get_outbox (fixture);
  expect (outbox, "acme", 100, "2 ");
}

static void
set_writable (StoreFixture *fixture, gboolean writable)
{
  g_assert_true (
      tb_store_connection_run (tb_store_get_connection (fixture->store),
                               writable ? "PRAGMA query_only=OFF" : "PRAGMA query_only=ON"));
}

static void
test_marks_wait_for_the_disk (StoreFixture *fixture, gconstpointer data)
{
  TbOutbox *outbox = get_outbox (fixture);

  tb_outbox_add_read (outbox, "acme", "1");
  tb_outbox_add_read (outbox, "acme", "2");
  set_writable (fixture, FALSE);
  tb_outbox_done (outbox, first_number (outbox));
  tb_outbox_add_read (outbox, "acme", "3");
  tb_outbox_add_read_all (outbox, "other");
  g_assert_nonnull (tb_store_get_error (fixture->store));
  expect (outbox, "acme", 100, "2 3 ");
  expect (outbox, "other", 100, "all ");

  set_writable (fixture, TRUE);
  g_assert_true (tb_store_retry (fixture->store));
  STORE_WAIT_UNTIL (!g_main_context_iteration (NULL, FALSE));
  store_fixture_close (fixture);
  outbox = get_outbox (fixture);
  expect (outbox, "acme", 100, "2 3 ");
  expect (outbox, "other", 100, "all ");
}

static void
test_marks_that_were_made_before_there_was_a_database (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *parent = g_path_get_dirname (fixture->folder);
  g_autoptr (TbStore) first = NULL;
  TbOutbox *outbox = get_outbox (fixture);
  TbOutbox *second;

  tb_outbox_add_read (outbox, "acme", "1");
  tb_outbox_add_read (outbox, "acme", "2");
  /* Another Traybell has the database, and this one what it remembers. */
  first = tb_store_new (fixture->folder);
  second = tb_outbox_new (first);
  tb_outbox_add_read (second, "acme", "2");
  tb_outbox_add_read (second, "acme", "3");
  store_fixture_close (fixture);
  g_assert_true (tb_store_retry (first));
  expect (second, "acme", 100, "1 2 3 ");
  g_assert_finalize_object (second);
  g_assert_finalize_object (g_steal_pointer (&first));

  outbox = get_outbox (fixture);
  expect (outbox, "acme", 100, "1 2 3 ");
}

static void
test_an_account_that_is_removed_has_nothing_to_tell (StoreFixture *fixture, gconstpointer data)
{
  TbOutbox *outbox = get_outbox (fixture);

  tb_outbox_add_read (outbox, "acme", "1");
  tb_outbox_add_read_all (outbox, "other");
  tb_inbox_remove_account (fixture->inbox, "acme");
  expect (outbox, "acme", 100, "");
  g_assert_cmpuint (tb_outbox_count (outbox, NULL), ==, 1);
  tb_store_settle (fixture->store);
  store_fixture_close (fixture);
  g_assert_cmpint (store_fixture_get_number (fixture, "SELECT count(*) FROM mark"), ==, 1);
  expect (get_outbox (fixture), "other", 100, "all ");
}

static void
test_an_outbox_in_memory_works_too (void)
{
  g_autoptr (TbOutbox) outbox = tb_outbox_new (NULL);

  tb_outbox_add_read (outbox, "acme", "1");
  tb_outbox_add_read_all (outbox, "acme");
  tb_outbox_add_read (outbox, "acme", "2");
  expect (outbox, "acme", 100, "all ");
  tb_outbox_done (outbox, first_number (outbox));
  expect (outbox, "acme", 100, "2 ");
  tb_outbox_remove_account (outbox, "acme");
  expect (outbox, "acme", 100, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/outbox/" name, StoreFixture, NULL, store_fixture_set_up, function,                 \
              store_fixture_tear_down)
  ADD ("marks-keep-their-order", test_marks_keep_their_order);
  ADD ("each-waits-once", test_each_waits_once);
  ADD ("reading-all-stands-for-each", test_reading_all_stands_for_each);
  ADD ("one-that-failed-stays-first", test_one_that_failed_stays_first);
  ADD ("marks-outlive-the-program", test_marks_outlive_the_program);
  ADD ("marks-wait-for-the-disk", test_marks_wait_for_the_disk);
  ADD ("marks-that-were-made-before-there-was-a-database",
       test_marks_that_were_made_before_there_was_a_database);
  ADD ("an-account-that-is-removed-has-nothing-to-tell",
       test_an_account_that_is_removed_has_nothing_to_tell);
#undef ADD
  g_test_add_func ("/outbox/an-outbox-in-memory-works-too", test_an_outbox_in_memory_works_too);

  return g_test_run ();
}
