/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The tables of the inbox's database. A step that was published is never changed: what is to be
 * different is one more step.
 */

#include "inbox/tb-store-schema.h"

#include <glib/gi18n.h>

#include "inbox/tb-inbox-error.h"

/* "Bell", so that file(1) and we ourselves know what it is. */
#define APPLICATION_ID 0x42656c6c

#define TO_TEXT(number) #number
#define NUMBER_TEXT(number) TO_TEXT (number)

/*
 * Numbers count what arrived, so that they are the order of what came in the same microsecond.
 *
 * An account without an id is one that was removed: the upkeep deletes what is left of it.
 *
 * The index is all that is read at a start: the program holds it in memory, and nothing else.
 *
 * What was seen outlives what is in the inbox; see tb_store_upkeep_new().
 */
static const char notifications[]
    = "CREATE TABLE account ("
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

      "PRAGMA application_id=" NUMBER_TEXT (APPLICATION_ID) ";";

/* What was read here and is still to be told to the web app. */
static const char marks[] = "CREATE TABLE mark ("
                            "  number INTEGER PRIMARY KEY,"
                            "  account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,"
                            "  kind TEXT NOT NULL CHECK (kind IN ('read', 'read-all')),"
                            "  dedupe_id TEXT NOT NULL,"
                            "  made_at INTEGER NOT NULL,"
                            "  n_failures INTEGER NOT NULL,"
                            "  UNIQUE (account, kind, dedupe_id)"
                            ") STRICT;";

/*
 * What became of each event. A record does not go with its notification: that somebody removed it
 * is one of the things to be told.
 */
static const char records[] = "CREATE TABLE record ("
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
                              "CREATE INDEX record_account ON record (account);";

/*
 * Up to when a web app's own list of notifications is known, by the web app's clock.
 *
 * What came without an id gets the one that the list knows it by, so not every notification is
 * found by an id that is made of it.
 */
static const char progress[] = "CREATE TABLE progress ("
                               "  account INTEGER PRIMARY KEY REFERENCES account ON DELETE CASCADE,"
                               "  newest_at INTEGER NOT NULL"
                               ") STRICT;"
                               "CREATE INDEX notification_dedupe_id ON notification"
                               "  (dedupe_id) WHERE dedupe_id IS NOT NULL;";

/* Each makes a version of the one before it; the first of an empty database. */
static const char *const steps[] = {
  notifications,
  marks,
  records,
  progress,
};

G_STATIC_ASSERT (G_N_ELEMENTS (steps) == TB_STORE_VERSION);

static gboolean
read_number (TbStoreConnection *connection, const char *sql, gint64 *number)
{
  sqlite3_stmt *statement = tb_store_connection_query (connection, sql, "");

  if (!tb_store_connection_next (connection, statement))
    return FALSE;

  *number = sqlite3_column_int64 (statement, 0);
  tb_store_connection_end (statement);
  return TRUE;
}

static gboolean
take_steps (TbStoreConnection *connection, gint64 version)
{
  static const char set_version[] = "PRAGMA user_version=" NUMBER_TEXT (TB_STORE_VERSION);
  gboolean done = TRUE;

  /* Possible only as long as there is nothing in it. */
  if (version == 0 && !tb_store_connection_run (connection, "PRAGMA auto_vacuum=INCREMENTAL"))
    return FALSE;
  if (!tb_store_connection_run (connection, "PRAGMA journal_mode=WAL"))
    return FALSE;
  if (version == TB_STORE_VERSION)
    return TRUE;
  if (!tb_store_connection_begin (connection))
    return FALSE;

  for (gint64 i = version; done && i < TB_STORE_VERSION; i++)
    done = tb_store_connection_run (connection, steps[i]);
  done = done && tb_store_connection_run (connection, set_version);

  return tb_store_connection_finish (connection, done);
}

gboolean
tb_store_schema_apply (TbStoreConnection *connection, GError **error)
{
  static const char get_version[] = "PRAGMA user_version";
  static const char get_application[] = "PRAGMA application_id";
  static const char count_tables[] = "SELECT count(*) FROM sqlite_schema";
  gint64 version;
  gint64 application;
  gint64 n_tables;

  if (!read_number (connection, get_version, &version)
      || !read_number (connection, get_application, &application)
      || !read_number (connection, count_tables, &n_tables))
    {
      tb_store_connection_take_error (connection, error);
      return FALSE;
    }

  if (n_tables == 0)
    {
      version = 0;
    }
  else if (application != APPLICATION_ID || version < 1)
    {
      g_set_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_STORE_DAMAGED,
                   _ ("The inbox's database is not one of Traybell's"));
      return FALSE;
    }
  else if (version > TB_STORE_VERSION)
    {
      g_set_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_STORE_NEWER,
                   _ ("The inbox's database was written by a newer Traybell"));
      return FALSE;
    }

  tb_store_connection_accept (connection, version == 0);
  if (take_steps (connection, version))
    return TRUE;

  tb_store_connection_take_error (connection, error);
  return FALSE;
}
