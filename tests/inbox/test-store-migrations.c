/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A database of each older version, as that version made it, is brought to this one. */

#include "inbox/tb-store-schema.h"
#include "store-fixture.h"

/* What version 1 made. These are copies: what the program makes now may differ. */
static const char version_1[]
    = "PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=WAL;"
      "CREATE TABLE account ("
      "  number INTEGER PRIMARY KEY,"
      "  id TEXT UNIQUE"
      ") STRICT;"

      "CREATE TABLE notification ("
      "  number INTEGER PRIMARY KEY,"
      "  id TEXT NOT NULL UNIQUE,"
      "  account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,"
      "  received_at INTEGER NOT NULL,"
      "  urgency INTEGER NOT NULL CHECK (urgency BETWEEN 0 AND 2),"
      "  read_at INTEGER,"
      "  read_place TEXT,"
      "  acknowledged_at INTEGER,"
      "  acknowledged_place TEXT,"
      "  dedupe_id TEXT,"
      "  channel TEXT NOT NULL,"
      "  event TEXT NOT NULL,"
      "  category TEXT,"
      "  sound TEXT,"
      "  link TEXT,"
      "  title TEXT NOT NULL,"
      "  body TEXT NOT NULL,"
      "  payload TEXT NOT NULL"
      ") STRICT;"
      "CREATE INDEX notification_outline ON notification"
      "  (received_at, number, account, urgency, read_at, acknowledged_at);"
      "CREATE INDEX notification_account ON notification (account);"

      "CREATE TABLE seen ("
      "  digest BLOB PRIMARY KEY CHECK (length (digest) = 16),"
      "  account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,"
      "  last_at INTEGER NOT NULL"
      ") STRICT, WITHOUT ROWID;"
      "CREATE INDEX seen_last_at ON seen (last_at);"
      "CREATE INDEX seen_account ON seen (account);"

      "CREATE VIRTUAL TABLE search USING fts5 ("
      "  title, body, channel, event, category,"
      "  content='notification', content_rowid='number', columnsize=0,"
      "  tokenize='unicode61 remove_diacritics 2'"
      ");"
      "CREATE TRIGGER notification_added AFTER INSERT ON notification BEGIN"
      "  INSERT INTO search (rowid, title, body, channel, event, category)"
      "    VALUES (new.number, new.title, new.body, new.channel, new.event, new.category);"
      "END;"
      "CREATE TRIGGER notification_removed AFTER DELETE ON notification BEGIN"
      "  INSERT INTO search (search, rowid, title, body, channel, event, category)"
      "    VALUES ('delete', old.number, old.title, old.body, old.channel, old.event,"
      "            old.category);"
      "END;"
      "CREATE TRIGGER notification_changed"
      "  AFTER UPDATE OF number, title, body, channel, event, category ON notification BEGIN"
      "  INSERT INTO search (search, rowid, title, body, channel, event, category)"
      "    VALUES ('delete', old.number, old.title, old.body, old.channel, old.event,"
      "            old.category);"
      "  INSERT INTO search (rowid, title, body, channel, event, category)"
      "    VALUES (new.number, new.title, new.body, new.channel, new.event, new.category);"
      "END;"

      "PRAGMA application_id=1113943148;"
      "PRAGMA user_version=1;";

static const char content_1[]
    = "INSERT INTO account VALUES (1, 'acme');"
      "INSERT INTO notification VALUES (1, '11111111111111111111111111111111', 1, "
      "1700000000000001, "
      "1, 1700000000000100, 'toast', NULL, NULL, 'e1', 'private-user-1', 'notification', 'order', "
      "'bell', 'https://app.example.com/1', 'one', 'The first', '{}');"
      "INSERT INTO notification VALUES (2, '22222222222222222222222222222222', 1, "
      "1700000000000002, "
      "2, NULL, NULL, NULL, NULL, NULL, 'private-user-1', 'notification:urgent', NULL, NULL, NULL, "
      "'two', '', '');"
      "INSERT INTO seen VALUES (x'00112233445566778899aabbccddeeff', 1, 1700000000000001);";

/* What version 2 added. */
static const char version_2[] = "CREATE TABLE mark ("
                                "  number INTEGER PRIMARY KEY,"
                                "  account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,"
                                "  kind TEXT NOT NULL CHECK (kind IN ('read', 'read-all')),"
                                "  dedupe_id TEXT NOT NULL,"
                                "  made_at INTEGER NOT NULL,"
                                "  n_failures INTEGER NOT NULL,"
                                "  UNIQUE (account, kind, dedupe_id)"
                                ") STRICT;"
                                "PRAGMA user_version=2;";

static const char content_2[]
    = "INSERT INTO mark VALUES (1700000000000003, 1, 'read', 'e1', 1700000000000003, 2);";

/* What version 3 added. */
static const char version_3[] = "CREATE TABLE record ("
                                "  number INTEGER PRIMARY KEY,"
                                "  account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,"
                                "  notification TEXT,"
                                "  received_at INTEGER NOT NULL,"
                                "  origin TEXT NOT NULL,"
                                "  channel TEXT NOT NULL,"
                                "  event TEXT NOT NULL,"
                                "  rule TEXT,"
                                "  decision TEXT,"
                                "  reason TEXT,"
                                "  subject TEXT,"
                                "  until INTEGER,"
                                "  count INTEGER NOT NULL,"
                                "  steps TEXT NOT NULL"
                                ") STRICT;"
                                "CREATE INDEX record_notification ON record (notification);"
                                "CREATE INDEX record_received_at ON record (received_at);"
                                "CREATE INDEX record_account ON record (account);"
                                "PRAGMA user_version=3;";

static const char content_3[]
    = "INSERT INTO record VALUES (1, 1, '11111111111111111111111111111111', 1700000000000001, "
      "'live', 'private-user-1', 'notification', 'notification', 'shown', 'none', NULL, NULL, 0, "
      "'[]');";

/* What there is of version 1, whatever was made of it since. */
static void
expect_content_1 (StoreFixture *fixture)
{
  g_autoptr (TbSearch) search = tb_search_new ("first");
  g_autoptr (GArray) positions = NULL;
  const TbInboxState *state;
  TbInboxEntry *entry;

  store_fixture_open (fixture);
  g_assert_null (tb_store_get_error (fixture->store));
  g_assert_null (tb_store_get_notice (fixture->store));
  store_fixture_expect (fixture, "*!two one ");
  entry = tb_inbox_lookup (fixture->inbox, "11111111111111111111111111111111");
  g_assert_cmpstr (tb_notification_get_body (tb_inbox_entry_get_notification (entry)), ==,
                   "The first");
  state = tb_inbox_entry_get_state (entry);
  g_assert_cmpint (state->read_at, ==, G_GINT64_CONSTANT (1700000000000100));
  g_assert_cmpint (state->read_place, ==, TB_PLACE_TOAST);
  positions = tb_inbox_search (fixture->inbox, search);
  g_assert_cmpuint (positions->len, ==, 1);
  g_assert_cmpint (store_fixture_get_number (fixture, "PRAGMA user_version"), ==, TB_STORE_VERSION);
}

/* What is new works on what is old. */
static void
expect_everything_works (StoreFixture *fixture)
{
  const TbRecordFields fields = { .account_id = "acme",
                                  .notification_id = "11111111111111111111111111111111",
                                  .channel = "c",
                                  .event = "e" };

  g_assert_true (store_fixture_add (fixture, "new", "three"));
  tb_outbox_add_read (tb_inbox_get_outbox (fixture->inbox), "acme", "new");
  tb_inbox_set_caught_up (fixture->inbox, "acme", 5);
  tb_history_begin (tb_inbox_get_history (fixture->inbox), &fields);
  g_assert_true (tb_history_flush (tb_inbox_get_history (fixture->inbox)));
  tb_inbox_remove_account (fixture->inbox, "acme");
  tb_store_settle (fixture->store);
  g_assert_null (tb_store_get_error (fixture->store));
  g_assert_cmpint (store_fixture_get_number (fixture, "SELECT count(*) FROM record"), ==, 0);
  g_assert_cmpint (store_fixture_get_number (fixture, "SELECT count(*) FROM mark"), ==, 0);
  g_assert_cmpint (store_fixture_get_number (fixture, "SELECT count(*) FROM progress"), ==, 0);
  g_assert_cmpint (store_fixture_get_number (fixture, "SELECT count(*) FROM notification"), ==, 0);
}

static void
make (StoreFixture *fixture)
{
  g_assert_cmpint (g_mkdir_with_parents (fixture->folder, 0700), ==, 0);
  store_fixture_run_sql (fixture, version_1);
  store_fixture_run_sql (fixture, content_1);
}

static void
test_version_1 (StoreFixture *fixture, gconstpointer data)
{
  make (fixture);
  expect_content_1 (fixture);
  expect_everything_works (fixture);
}

static void
test_version_2 (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) marks = NULL;
  const TbMark *mark;

  make (fixture);
  store_fixture_run_sql (fixture, version_2);
  store_fixture_run_sql (fixture, content_2);
  expect_content_1 (fixture);
  marks = tb_outbox_peek (tb_inbox_get_outbox (fixture->inbox), "acme", 10);
  g_assert_cmpuint (marks->len, ==, 1);
  mark = g_ptr_array_index (marks, 0);
  g_assert_cmpstr (mark->dedupe_id, ==, "e1");
  g_assert_cmpuint (mark->n_failures, ==, 2);
  expect_everything_works (fixture);
}

static void
test_version_3 (StoreFixture *fixture, gconstpointer data)
{
  static const char id[] = "11111111111111111111111111111111";
  g_autoptr (GPtrArray) records = NULL;
  TbInboxEntry *entry;
  gint64 until;

  make (fixture);
  store_fixture_run_sql (fixture, version_2);
  store_fixture_run_sql (fixture, version_3);
  store_fixture_run_sql (fixture, content_3);
  expect_content_1 (fixture);
  records = tb_history_list (tb_inbox_get_history (fixture->inbox), id, 10);
  g_assert_cmpuint (records->len, ==, 1);
  g_assert_false (tb_inbox_get_caught_up (fixture->inbox, "acme", &until));
  entry = tb_inbox_lookup_dedupe_id (fixture->inbox, "acme", "e1");
  g_assert_cmpstr (tb_notification_get_id (tb_inbox_entry_get_notification (entry)), ==, id);
  expect_everything_works (fixture);
}

static void
test_this_version_stays_as_it_is (StoreFixture *fixture, gconstpointer data)
{
  gint64 before;

  store_fixture_open (fixture);
  store_fixture_add (fixture, "1", "one");
  store_fixture_close (fixture);
  before = store_fixture_get_number (fixture, "PRAGMA schema_version");
  store_fixture_open (fixture);
  g_assert_cmpint (store_fixture_get_number (fixture, "PRAGMA schema_version"), ==, before);
  store_fixture_expect (fixture, "*one ");
}

/* A step that cannot be taken leaves everything as it was. */
static void
test_half_a_step_is_none (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *list = NULL;
  g_autofree char *aside = NULL;
  sqlite3_stmt *statement;
  sqlite3 *database;

  make (fixture);
  /* What the third step makes is there in another form, and so it fails after the second. */
  store_fixture_run_sql (fixture, "CREATE VIEW record AS SELECT 1");
  store_fixture_open (fixture);
  g_assert_nonnull (tb_store_get_notice (fixture->store));
  g_assert_true (store_fixture_add (fixture, "new", "three"));
  store_fixture_close (fixture);
  store_fixture_open (fixture);
  store_fixture_expect (fixture, "*three ");

  list = store_fixture_list (fixture, "inbox.db.corrupt-");
  *strchr (list, ' ') = '\0';
  aside = store_fixture_path (fixture, list);
  g_assert_cmpint (sqlite3_open (aside, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (database,
                                       "SELECT (SELECT count(*) FROM notification), "
                                       "(SELECT count(*) FROM sqlite_schema WHERE name='mark')",
                                       -1, &statement, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_assert_cmpint (sqlite3_column_int (statement, 0), ==, 2);
  g_assert_cmpint (sqlite3_column_int (statement, 1), ==, 0);
  sqlite3_finalize (statement);
  g_assert_cmpint (sqlite3_close (database), ==, SQLITE_OK);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/store-migrations/" name, StoreFixture, NULL, store_fixture_set_up, function,       \
              store_fixture_tear_down)
  ADD ("version-1", test_version_1);
  ADD ("version-2", test_version_2);
  ADD ("version-3", test_version_3);
  ADD ("this-version-stays-as-it-is", test_this_version_stays_as_it_is);
  ADD ("half-a-step-is-none", test_half_a_step_is_none);
#undef ADD

  return g_test_run ();
}
