/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store-fixture.h"

#include <glib/gstdio.h>
#include <time.h>

gint64
store_fixture_get_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_tree (child);
      else
        g_assert_cmpint (g_unlink (child), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

void
store_fixture_set_up (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->parent = g_dir_make_tmp ("traybell-store-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->folder = g_build_filename (fixture->parent, "data", "traybell", NULL);
}

void
store_fixture_tear_down (StoreFixture *fixture, gconstpointer data)
{
  store_fixture_close (fixture);
  remove_tree (fixture->parent);
  g_free (fixture->parent);
  g_free (fixture->folder);
}

void
store_fixture_open (StoreFixture *fixture)
{
  if (fixture->store != NULL)
    return;

  fixture->store = tb_store_new (fixture->folder);
  fixture->inbox = tb_inbox_new_stored (fixture->store, NULL);
}

void
store_fixture_close (StoreFixture *fixture)
{
  if (fixture->store == NULL)
    return;

  g_assert_finalize_object (fixture->inbox);
  g_assert_finalize_object (fixture->store);
  fixture->inbox = NULL;
  fixture->store = NULL;
}

char *
store_fixture_path (StoreFixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

char *
store_fixture_list (StoreFixture *fixture, const char *beginning)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GString *list = g_string_new (NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      if (g_str_has_prefix (name, beginning))
        g_ptr_array_add (names, g_strdup (name));
    }
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (list, "%s ", (char *) g_ptr_array_index (names, i));

  return g_string_free (list, FALSE);
}

static sqlite3 *
connect_to (StoreFixture *fixture)
{
  g_autofree char *path = store_fixture_path (fixture, "inbox.db");
  sqlite3 *database;

  g_assert_cmpint (
      sqlite3_open_v2 (path, &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL), ==,
      SQLITE_OK);
  sqlite3_busy_timeout (database, 10000);
  return database;
}

void
store_fixture_run_sql (StoreFixture *fixture, const char *sql)
{
  sqlite3 *database = connect_to (fixture);

  if (sqlite3_exec (database, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (database));
  g_assert_cmpint (sqlite3_close (database), ==, SQLITE_OK);
}

gint64
store_fixture_get_number (StoreFixture *fixture, const char *sql)
{
  sqlite3 *database = connect_to (fixture);
  sqlite3_stmt *statement;
  gint64 number;

  if (sqlite3_prepare_v2 (database, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (database));
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  number = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  g_assert_cmpint (sqlite3_close (database), ==, SQLITE_OK);

  return number;
}

TbNotification *
store_fixture_make (const char *account_id,
                    const char *dedupe_id,
                    const char *title,
                    TbUrgency urgency,
                    gint64 received_at)
{
  const TbNotificationFields fields = {
    .account_id = account_id,
    .dedupe_id = dedupe_id,
    .channel = "private-user-1",
    .event = "notification",
    .title = title,
    .body = "A body of the usual length, so that figures mean something.",
    .link = "https://app.example.com/orders/1",
    .category = "order",
    .urgency = urgency,
    .received_at = received_at,
    .raw_payload = "{\"title\":\"A title\",\"body\":\"A body of the usual length\"}",
  };

  return tb_notification_new (&fields);
}

gboolean
store_fixture_add (StoreFixture *fixture, const char *dedupe_id, const char *title)
{
  g_autoptr (TbNotification) notification
      = store_fixture_make ("acme", dedupe_id, title, TB_URGENCY_NORMAL, STORE_FIXTURE_START);

  return tb_inbox_add (fixture->inbox, notification);
}

char *
store_fixture_describe (TbInbox *inbox)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (inbox)); i++)
    {
      g_autoptr (TbInboxEntry) entry = g_list_model_get_item (G_LIST_MODEL (inbox), i);
      TbInboxGlance glance;

      g_assert_true (tb_inbox_peek (inbox, i, &glance));
      g_assert_cmpint (glance.unread, ==, tb_inbox_entry_get_unread (entry));
      g_assert_cmpint (glance.acknowledged, ==, tb_inbox_entry_get_acknowledged (entry));
      g_string_append_printf (text, "%s%s%s ", glance.unread ? "*" : "",
                              glance.acknowledged ? "" : "!",
                              tb_notification_get_title (tb_inbox_entry_get_notification (entry)));
    }

  return g_string_free (text, FALSE);
}

void
store_fixture_expect (StoreFixture *fixture, const char *titles)
{
  g_autofree char *found = store_fixture_describe (fixture->inbox);

  g_assert_cmpstr (found, ==, titles);
}
