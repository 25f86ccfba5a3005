/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An inbox that is on the disk, and on the disk only. */

#include "store-fixture.h"

#include <malloc.h>

#include "inbox/tb-inbox-view.h"

static void
test_everything_is_there_after_a_restart (StoreFixture *fixture, gconstpointer data)
{
  const TbNotificationFields fields = {
    .account_id = "acme",
    .dedupe_id = "e1 \xc3\xbc",
    .channel = "private-user-1",
    .event = "notification:urgent",
    .title = "Title <b>",
    .body = "Two\nlines",
    .link = "https://app.example.com/x?y=1",
    .urgency = TB_URGENCY_URGENT,
    .category = "order",
    .sound = "bell",
    .received_at = STORE_FIXTURE_START,
    .raw_payload = "{\"a\":1}",
  };
  g_autoptr (TbNotification) added = tb_notification_new (&fields);
  TbInboxEntry *entry;
  TbNotification *found;

  store_fixture_open (fixture);
  g_assert_true (tb_inbox_add (fixture->inbox, added));
  store_fixture_close (fixture);
  store_fixture_open (fixture);
  g_assert_null (tb_store_get_error (fixture->store));
  g_assert_null (tb_store_get_notice (fixture->store));
  g_assert_cmpuint (tb_inbox_get_unread (fixture->inbox), ==, 1);
  g_assert_cmpuint (tb_inbox_get_urgent_unread (fixture->inbox), ==, 1);
  g_assert_cmpuint (tb_inbox_count_unread_of (fixture->inbox, "acme"), ==, 1);

  entry = tb_inbox_lookup (fixture->inbox, tb_notification_get_id (added));
  found = tb_inbox_entry_get_notification (entry);
  g_assert_cmpstr (tb_notification_get_id (found), ==, tb_notification_get_id (added));
  g_assert_cmpstr (tb_notification_get_account_id (found), ==, "acme");
  g_assert_cmpstr (tb_notification_get_dedupe_id (found), ==, fields.dedupe_id);
  g_assert_cmpstr (tb_notification_get_channel (found), ==, fields.channel);
  g_assert_cmpstr (tb_notification_get_event (found), ==, fields.event);
  g_assert_cmpstr (tb_notification_get_title (found), ==, fields.title);
  g_assert_cmpstr (tb_notification_get_body (found), ==, fields.body);
  g_assert_cmpstr (tb_notification_get_link (found), ==, fields.link);
  g_assert_cmpint (tb_notification_get_urgency (found), ==, TB_URGENCY_URGENT);
  g_assert_cmpstr (tb_notification_get_category (found), ==, fields.category);
  g_assert_cmpstr (tb_notification_get_sound (found), ==, fields.sound);
  g_assert_cmpint (tb_notification_get_received_at (found), ==, fields.received_at);
  g_assert_cmpstr (tb_notification_get_raw_payload (found), ==, fields.raw_payload);
}

static void
test_what_was_read_stays_read (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (TbNotification) urgent
      = store_fixture_make ("acme", "u", "urgent", TB_URGENCY_URGENT, STORE_FIXTURE_START + 9);
  g_autofree char *id = NULL;
  const TbInboxState *state;
  gint64 before = g_get_real_time ();

  store_fixture_open (fixture);
  store_fixture_add (fixture, "1", "one");
  store_fixture_add (fixture, "2", "two");
  tb_inbox_add (fixture->inbox, urgent);
  store_fixture_expect (fixture, "*!urgent *two *one ");
  g_assert_cmpint (tb_inbox_act_from (fixture->inbox, TB_PLACE_TOAST), ==, TB_PLACE_UNKNOWN);
  {
    g_autoptr (TbInboxEntry) entry = g_list_model_get_item (G_LIST_MODEL (fixture->inbox), 2);

    id = g_strdup (tb_notification_get_id (tb_inbox_entry_get_notification (entry)));
  }
  g_assert_true (tb_inbox_mark_read (fixture->inbox, id));
  g_assert_true (tb_inbox_mark_read (fixture->inbox, tb_notification_get_id (urgent)));
  g_assert_cmpint (tb_inbox_act_from (fixture->inbox, TB_PLACE_UNKNOWN), ==, TB_PLACE_TOAST);

  store_fixture_close (fixture);
  store_fixture_open (fixture);
  store_fixture_expect (fixture, "!urgent *two one ");
  g_assert_cmpuint (tb_inbox_get_unread (fixture->inbox), ==, 1);
  state = tb_inbox_entry_get_state (tb_inbox_lookup (fixture->inbox, id));
  g_assert_cmpint (state->read_at, >=, before);
  g_assert_cmpint (state->read_at, <=, g_get_real_time ());
  g_assert_cmpint (state->read_place, ==, TB_PLACE_TOAST);
  g_assert_cmpint (state->acknowledged_at, ==, 0);

  tb_inbox_act_from (fixture->inbox, TB_PLACE_WINDOW);
  g_assert_true (tb_inbox_acknowledge (fixture->inbox, tb_notification_get_id (urgent)));
  g_assert_cmpuint (tb_inbox_mark_all_read (fixture->inbox, NULL), ==, 1);
  store_fixture_close (fixture);
  store_fixture_open (fixture);
  store_fixture_expect (fixture, "urgent two one ");
  state = tb_inbox_entry_get_state (
      tb_inbox_lookup (fixture->inbox, tb_notification_get_id (urgent)));
  g_assert_cmpint (state->read_place, ==, TB_PLACE_TOAST);
  g_assert_cmpint (state->acknowledged_place, ==, TB_PLACE_WINDOW);
}

static void
test_an_event_is_one_before_and_after_a_restart (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;

  store_fixture_open (fixture);
  g_assert_true (store_fixture_add (fixture, "e1", "one"));
  g_assert_true (store_fixture_add (fixture, "e2", "two"));
  {
    g_autoptr (TbInboxEntry) entry = g_list_model_get_item (G_LIST_MODEL (fixture->inbox), 1);

    id = g_strdup (tb_notification_get_id (tb_inbox_entry_get_notification (entry)));
  }
  g_assert_true (tb_inbox_remove (fixture->inbox, id));
  store_fixture_close (fixture);
  store_fixture_open (fixture);

  g_assert_false (store_fixture_add (fixture, "e1", "again"));
  g_assert_false (store_fixture_add (fixture, "e2", "again"));
  g_assert_true (store_fixture_add (fixture, "e3", "three"));
  store_fixture_expect (fixture, "*three *two ");
  g_assert_cmpint (store_fixture_get_number (fixture, "SELECT count(*) FROM notification"), ==, 2);
}

static void
test_the_order_of_one_moment_is_that_of_arrival (StoreFixture *fixture, gconstpointer data)
{
  store_fixture_open (fixture);
  store_fixture_add (fixture, NULL, "one");
  store_fixture_add (fixture, NULL, "two");
  store_fixture_close (fixture);
  store_fixture_open (fixture);
  store_fixture_add (fixture, NULL, "three");
  store_fixture_expect (fixture, "*three *two *one ");
  store_fixture_close (fixture);
  store_fixture_open (fixture);
  store_fixture_expect (fixture, "*three *two *one ");
}

static void
on_removed (TbInbox *inbox, TbInboxEntry *entry, gpointer user_data)
{
  g_string_append_printf (user_data, "%s ",
                          tb_notification_get_title (tb_inbox_entry_get_notification (entry)));
}

static void
test_what_is_too_old_goes_but_not_what_waits (StoreFixture *fixture, gconstpointer data)
{
  const gint64 day = G_TIME_SPAN_DAY;
  const gint64 now = STORE_FIXTURE_START + 1000 * day;
  g_autoptr (GString) removed = g_string_new (NULL);

  store_fixture_open (fixture);
  for (int age = 88; age < 94; age += 2)
    {
      g_autofree char *title = g_strdup_printf ("%d", age);
      g_autoptr (TbNotification) normal
          = store_fixture_make ("acme", title, title, TB_URGENCY_NORMAL, now - age * day);
      g_autofree char *urgent_title = g_strdup_printf ("u%d", age);
      g_autoptr (TbNotification) urgent = store_fixture_make (
          "acme", urgent_title, urgent_title, TB_URGENCY_URGENT, now - age * day - 1);

      tb_inbox_add (fixture->inbox, normal);
      tb_inbox_add (fixture->inbox, urgent);
      if (age == 90)
        tb_inbox_acknowledge (fixture->inbox, tb_notification_get_id (urgent));
    }
  store_fixture_expect (fixture, "*88 *!u88 *90 u90 *92 *!u92 ");

  g_signal_connect (fixture->inbox, "entry-removed", G_CALLBACK (on_removed), removed);
  g_assert_cmpuint (tb_inbox_expire (fixture->inbox, now), ==, 2);
  store_fixture_expect (fixture, "*88 *!u88 *90 *!u92 ");
  g_assert_cmpstr (removed->str, ==, "92 u90 ");
  tb_store_settle (fixture->store);
  g_assert_cmpint (store_fixture_get_number (fixture, "SELECT count(*) FROM notification"), ==, 4);

  /* Gone, and not forgotten. */
  g_assert_false (store_fixture_add (fixture, "92", "again"));
  g_signal_handlers_disconnect_by_data (fixture->inbox, removed);
}

static void
test_a_full_inbox_makes_room_on_the_disk_too (StoreFixture *fixture, gconstpointer data)
{
  store_fixture_open (fixture);
  for (int i = 0; i < TB_INBOX_CAPACITY + 5; i++)
    g_assert_true (store_fixture_add (fixture, NULL, "title"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->inbox)), ==,
                    TB_INBOX_CAPACITY);
  g_assert_cmpint (store_fixture_get_number (fixture, "SELECT count(*) FROM notification"), ==,
                   TB_INBOX_CAPACITY);
  g_assert_cmpint (store_fixture_get_number (fixture, "SELECT min(number) FROM notification"), ==,
                   6);
}

static void
test_what_waits_to_be_acknowledged_never_makes_room (StoreFixture *fixture, gconstpointer data)
{
  store_fixture_open (fixture);
  for (int i = 0; i < TB_INBOX_CAPACITY + 5; i++)
    {
      g_autoptr (TbNotification) urgent
          = store_fixture_make ("acme", NULL, "u", TB_URGENCY_URGENT, STORE_FIXTURE_START + i);

      g_assert_true (tb_inbox_add (fixture->inbox, urgent));
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->inbox)), ==,
                    TB_INBOX_CAPACITY + 5);

  tb_inbox_mark_all_read (fixture->inbox, NULL);
  g_assert_cmpuint (tb_inbox_expire (fixture->inbox, STORE_FIXTURE_START), ==, 0);

  /* Nor do they take the room of others. */
  for (int i = 0; i < TB_INBOX_CAPACITY; i++)
    store_fixture_add (fixture, NULL, "n");
  g_assert_cmpuint (tb_inbox_expire (fixture->inbox, STORE_FIXTURE_START), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->inbox)), ==,
                    2 * TB_INBOX_CAPACITY + 5);
  store_fixture_add (fixture, NULL, "n");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->inbox)), ==,
                    2 * TB_INBOX_CAPACITY + 5);
}

static void
test_an_account_that_is_removed_leaves_nothing (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (TbNotification) other
      = store_fixture_make ("other", "x", "other", TB_URGENCY_NORMAL, STORE_FIXTURE_START + 1);
  g_autofree char *path = NULL;
  g_autofree char *content = NULL;
  gsize length;

  store_fixture_open (fixture);
  for (int i = 0; i < 100; i++)
    {
      g_autofree char *title = g_strdup_printf ("confidential%d", i);

      store_fixture_add (fixture, title, title);
    }
  tb_inbox_add (fixture->inbox, other);
  g_assert_cmpuint (tb_inbox_remove_account (fixture->inbox, "acme"), ==, 100);
  store_fixture_expect (fixture, "*other ");
  g_assert_null (tb_store_get_error (fixture->store));

  tb_store_settle (fixture->store);
  g_assert_cmpint (store_fixture_get_number (fixture, "SELECT count(*) FROM notification"), ==, 1);
  g_assert_cmpint (store_fixture_get_number (fixture, "SELECT count(*) FROM seen"), ==, 1);
  g_assert_cmpint (store_fixture_get_number (fixture, "SELECT count(*) FROM account"), ==, 1);
  store_fixture_close (fixture);

  path = store_fixture_path (fixture, "inbox.db");
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_null (memmem (content, length, "confidential", 12));
  g_assert_nonnull (memmem (content, length, "other", 5));
}

static void
test_an_account_is_forgotten_even_if_the_program_ends (StoreFixture *fixture, gconstpointer data)
{
  store_fixture_open (fixture);
  store_fixture_add (fixture, "e1", "one");
  store_fixture_close (fixture);
  /* What is left by a program that ended before anything was deleted. */
  store_fixture_run_sql (fixture, "UPDATE account SET id=NULL");

  store_fixture_open (fixture);
  store_fixture_expect (fixture, "");
  g_assert_true (store_fixture_add (fixture, "e2", "two"));
  tb_store_tidy (fixture->store, 90, 2000);
  tb_store_settle (fixture->store);
  g_assert_cmpint (store_fixture_get_number (fixture, "SELECT count(*) FROM account"), ==, 1);
  g_assert_cmpint (store_fixture_get_number (fixture, "SELECT count(*) FROM notification"), ==, 1);
  store_fixture_expect (fixture, "*two ");
}

static void
test_an_account_that_is_removed_last_leaves_nothing_either (StoreFixture *fixture,
                                                            gconstpointer data)
{
  store_fixture_open (fixture);
  for (int i = 0; i < 300; i++)
    {
      g_autofree char *title = g_strdup_printf ("confidential%d", i);

      store_fixture_add (fixture, title, title);
    }
  tb_inbox_remove_account (fixture->inbox, "acme");
  store_fixture_close (fixture);

  g_assert_cmpint (store_fixture_get_number (fixture, "SELECT count(*) FROM notification"), ==, 0);
  g_assert_cmpint (store_fixture_get_number (fixture, "SELECT count(*) FROM seen"), ==, 0);
  g_assert_cmpint (store_fixture_get_number (fixture, "SELECT count(*) FROM account"), ==, 0);
}

static void
test_ids_are_remembered_for_a_year_after_they_came_last (StoreFixture *fixture, gconstpointer data)
{
  const gint64 now = g_get_real_time ();
  g_autofree char *age = g_strdup_printf ("UPDATE seen SET last_at = %" G_GINT64_FORMAT,
                                          now - (TB_STORE_SEEN_DAYS + 1) * G_TIME_SPAN_DAY);

  store_fixture_open (fixture);
  store_fixture_add (fixture, "old", "old");
  store_fixture_add (fixture, "again", "again");
  tb_inbox_expire (fixture->inbox, now);
  tb_store_settle (fixture->store);
  store_fixture_expect (fixture, "");
  store_fixture_run_sql (fixture, age);

  /* Its year begins anew. */
  g_assert_false (store_fixture_add (fixture, "again", "again"));
  tb_store_tidy (fixture->store, 90, 2000);
  tb_store_settle (fixture->store);
  g_assert_false (store_fixture_add (fixture, "again", "again"));
  g_assert_true (store_fixture_add (fixture, "old", "old"));
}

static void
test_entries_are_the_same_as_long_as_somebody_has_them (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (TbInboxEntry) first = NULL;
  g_autoptr (TbInboxEntry) again = NULL;
  TbInboxEntry *gone;

  store_fixture_open (fixture);
  for (int i = 0; i < 100; i++)
    store_fixture_add (fixture, NULL, "title");
  first = g_list_model_get_item (G_LIST_MODEL (fixture->inbox), 99);
  gone = g_list_model_get_item (G_LIST_MODEL (fixture->inbox), 98);
  g_object_add_weak_pointer (G_OBJECT (gone), (gpointer *) &gone);
  g_object_unref (gone);
  for (guint i = 0; i < 90; i++)
    {
      TbInboxEntry *entry = g_list_model_get_item (G_LIST_MODEL (fixture->inbox), i);

      g_object_unref (entry);
    }
  g_assert_null (gone);

  again = g_list_model_get_item (G_LIST_MODEL (fixture->inbox), 99);
  g_assert_true (first == again);
  g_assert_true (tb_inbox_lookup (fixture->inbox,
                                  tb_notification_get_id (tb_inbox_entry_get_notification (first)))
                 == first);
  tb_inbox_mark_all_read (fixture->inbox, NULL);
  g_assert_false (tb_inbox_entry_get_unread (first));
}

static void
test_entries_outlive_their_inbox (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (TbInboxEntry) entry = NULL;

  store_fixture_open (fixture);
  store_fixture_add (fixture, NULL, "title");
  entry = g_list_model_get_item (G_LIST_MODEL (fixture->inbox), 0);
  store_fixture_close (fixture);
  g_assert_cmpstr (tb_notification_get_title (tb_inbox_entry_get_notification (entry)), ==,
                   "title");
}

static void
test_a_thousand_are_stored_quickly (StoreFixture *fixture, gconstpointer data)
{
  gint64 start;
  gint64 time;

  store_fixture_open (fixture);
  start = store_fixture_get_time ();
  for (int i = 0; i < 1000; i++)
    {
      g_autofree char *id = g_strdup_printf ("event-%d", i);

      g_assert_true (store_fixture_add (fixture, id, "A title of the usual length"));
    }
  time = store_fixture_get_time () - start;
  g_test_message ("1,000 notifications are stored in %.1f ms", (double) time / 1000);
  g_assert_cmpint (time, <, 2 * G_TIME_SPAN_SECOND * STORE_FIXTURE_PATIENCE);
  g_assert_cmpint (store_fixture_get_number (fixture, "SELECT count(*) FROM notification"), ==,
                   1000);
}

#define MANY 20000

static void
fill (StoreFixture *fixture)
{
  g_autofree char *sql = g_strdup_printf (
      "BEGIN; INSERT INTO account (id) VALUES ('acme');"
      "WITH RECURSIVE counter (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM counter WHERE i < %d) "
      "INSERT INTO notification (number, id, account, received_at, urgency, read_at, channel, "
      "event, title, body, payload) SELECT i, printf ('%%032x', i), 1, %" G_GINT64_FORMAT
      " + i, 1, CASE WHEN i %% 2 THEN i END, 'private-user-1', 'notification', "
      "'Order ' || i || ' received', 'From ACME, it waits for approval since this morning. ' || "
      "'顧客からの新しい注文' , printf ('%%500d', i) FROM counter; COMMIT;",
      MANY, STORE_FIXTURE_START);

  store_fixture_open (fixture);
  store_fixture_close (fixture);
  store_fixture_run_sql (fixture, sql);
}

static gsize
count_heap (void)
{
  return mallinfo2 ().uordblks + mallinfo2 ().hblkhd;
}

static void
test_twenty_thousand_are_there_at_once_and_not_in_memory (StoreFixture *fixture, gconstpointer data)
{
  gint64 best = G_MAXINT64;
  gsize before;
  gsize used;

  fill (fixture);
  before = count_heap ();
  for (int i = 0; i < 3; i++)
    {
      gint64 start;

      store_fixture_close (fixture);
      start = store_fixture_get_time ();
      store_fixture_open (fixture);
      best = MIN (best, store_fixture_get_time () - start);
    }
  used = count_heap () - before;
  g_test_message ("%d notifications are ready in %.1f ms and take %" G_GSIZE_FORMAT " kB", MANY,
                  (double) best / 1000, used / 1024);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->inbox)), ==, MANY);
  g_assert_cmpuint (tb_inbox_get_unread (fixture->inbox), ==, MANY / 2);
  g_assert_cmpint (best, <, 30 * G_TIME_SPAN_MILLISECOND * STORE_FIXTURE_PATIENCE);
  g_assert_cmpuint (used, <, 2 * 1024 * 1024);

  /* Nor does walking over all of them leave them there. */
  before = count_heap ();
  best = store_fixture_get_time ();
  for (guint i = 0; i < MANY; i++)
    {
      TbInboxEntry *entry = g_list_model_get_item (G_LIST_MODEL (fixture->inbox), i);

      g_object_unref (entry);
    }
  used = count_heap () - before;
  g_test_message ("After walking over all of them in %.1f ms they take %" G_GSIZE_FORMAT " kB more",
                  (double) (store_fixture_get_time () - best) / 1000, used / 1024);
  g_assert_cmpint ((gint64) used, <, 1024 * 1024);
}

static guint
search (StoreFixture *fixture, const char *text)
{
  g_autoptr (TbSearch) what = tb_search_new (text);
  gint64 start = store_fixture_get_time ();
  g_autoptr (GArray) positions = tb_inbox_search (fixture->inbox, what);

  g_test_message ("“%s”: %u found in %.1f ms", text, positions->len,
                  (double) (store_fixture_get_time () - start) / 1000);
  return positions->len;
}

static void
test_twenty_thousand_are_searched (StoreFixture *fixture, gconstpointer data)
{
  fill (fixture);
  store_fixture_open (fixture);
  g_assert_cmpuint (search (fixture, "order 12345"), ==, 1);
  g_assert_cmpuint (search (fixture, "order"), ==, MANY);
  g_assert_cmpuint (search (fixture, "注文"), ==, MANY);
  g_assert_cmpuint (search (fixture, "注文 123"), ==, 1 + 10 + 100);
  g_assert_cmpuint (search (fixture, "nothing like it"), ==, 0);
  g_assert_cmpuint (search (fixture, ""), ==, MANY);
}

static void
test_a_view_of_twenty_thousand_is_quick (StoreFixture *fixture, gconstpointer data)
{
  static const struct
  {
    TbInboxQuery query;
    guint n_found;
  } queries[] = {
    { { .text = "rder 1234" }, 1 + 10 + 1 },
    { { .text = "order" }, MANY },
    { { .text = "order", .unread_only = TRUE }, MANY / 2 },
    { { .unread_only = TRUE }, MANY / 2 },
    { { .text = "nothing like it" }, 0 },
  };
  g_autoptr (TbInboxView) view = NULL;

  fill (fixture);
  store_fixture_open (fixture);
  view = tb_inbox_view_new (fixture->inbox);
  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      gint64 start = store_fixture_get_time ();

      tb_inbox_view_set_query (view, &queries[i].query);
      g_test_message ("“%s”%s in %.1f ms",
                      queries[i].query.text != NULL ? queries[i].query.text : "",
                      queries[i].query.unread_only ? " unread" : "",
                      (double) (store_fixture_get_time () - start) / 1000);
      g_assert_cmpint (store_fixture_get_time () - start, <,
                       150 * G_TIME_SPAN_MILLISECOND * STORE_FIXTURE_PATIENCE);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), ==, queries[i].n_found);
    }
}

static void
test_all_of_many_are_marked_read (StoreFixture *fixture, gconstpointer data)
{
  gint64 start;

  fill (fixture);
  store_fixture_open (fixture);
  start = store_fixture_get_time ();
  g_assert_cmpuint (tb_inbox_mark_all_read (fixture->inbox, NULL), ==, MANY / 2);
  g_test_message ("%d are marked read in %.1f ms", MANY / 2,
                  (double) (store_fixture_get_time () - start) / 1000);
  g_assert_cmpuint (tb_inbox_get_unread (fixture->inbox), ==, 0);
  g_assert_cmpint (
      store_fixture_get_number (fixture, "SELECT count(*) FROM notification WHERE read_at IS NULL"),
      ==, 0);
}

static void
test_the_log_is_moved_into_the_database (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *log = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileInfo) info = NULL;

  store_fixture_open (fixture);
  for (int i = 0; i < 5000; i++)
    store_fixture_add (fixture, NULL, "A title of the usual length");
  tb_store_settle (fixture->store);
  store_fixture_add (fixture, NULL, "One more");

  log = store_fixture_path (fixture, "inbox.db-wal");
  file = g_file_new_for_path (log);
  info = g_file_query_info (file, "standard::size", G_FILE_QUERY_INFO_NONE, NULL, NULL);
  g_assert_cmpint (g_file_info_get_size (info), <, 64 * 1024 * 1024);
  g_test_message ("The log has %" G_GOFFSET_FORMAT " kB", g_file_info_get_size (info) / 1024);
  g_assert_null (tb_store_get_error (fixture->store));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/stored-inbox/" name, StoreFixture, NULL, store_fixture_set_up, function,           \
              store_fixture_tear_down)
  ADD ("everything-is-there-after-a-restart", test_everything_is_there_after_a_restart);
  ADD ("what-was-read-stays-read", test_what_was_read_stays_read);
  ADD ("an-event-is-one-before-and-after-a-restart",
       test_an_event_is_one_before_and_after_a_restart);
  ADD ("the-order-of-one-moment-is-that-of-arrival",
       test_the_order_of_one_moment_is_that_of_arrival);
  ADD ("what-is-too-old-goes-but-not-what-waits", test_what_is_too_old_goes_but_not_what_waits);
  ADD ("a-full-inbox-makes-room-on-the-disk-too", test_a_full_inbox_makes_room_on_the_disk_too);
  ADD ("what-waits-to-be-acknowledged-never-makes-room",
       test_what_waits_to_be_acknowledged_never_makes_room);
  ADD ("an-account-that-is-removed-leaves-nothing", test_an_account_that_is_removed_leaves_nothing);
  ADD ("an-account-is-forgotten-even-if-the-program-ends",
       test_an_account_is_forgotten_even_if_the_program_ends);
  ADD ("an-account-that-is-removed-last-leaves-nothing-either",
       test_an_account_that_is_removed_last_leaves_nothing_either);
  ADD ("ids-are-remembered-for-a-year-after-they-came-last",
       test_ids_are_remembered_for_a_year_after_they_came_last);
  ADD ("entries-are-the-same-as-long-as-somebody-has-them",
       test_entries_are_the_same_as_long_as_somebody_has_them);
  ADD ("entries-outlive-their-inbox", test_entries_outlive_their_inbox);
  ADD ("a-thousand-are-stored-quickly", test_a_thousand_are_stored_quickly);
  ADD ("twenty-thousand-are-there-at-once-and-not-in-memory",
       test_twenty_thousand_are_there_at_once_and_not_in_memory);
  ADD ("twenty-thousand-are-searched", test_twenty_thousand_are_searched);
  ADD ("a-view-of-twenty-thousand-is-quick", test_a_view_of_twenty_thousand_is_quick);
  ADD ("all-of-many-are-marked-read", test_all_of_many_are_marked_read);
  ADD ("the-log-is-moved-into-the-database", test_the_log_is_moved_into_the_database);
#undef ADD

  return g_test_run ();
}
