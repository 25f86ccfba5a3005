/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-store-connection.h"

#include <errno.h>
#include <glib/gi18n.h>

#include "inbox/tb-inbox-error.h"

#define DIGEST_SIZE 16

/* How long to wait for another connection's transaction, in ms: the main loop waits as well. */
#define BUSY_TIMEOUT 100

/*
 * The triggers write the search index, which SQLite lets no schema do that is not trusted; what is
 * of another program is set aside. Nothing here changes the file, which may turn out not to be
 * ours. The cache is small, since the kernel has the file cached anyway: what one transaction of a
 * flood changes fits in, and it is given back when it is over. The log is moved into the database
 * by the upkeep, because the connection that does it waits for the disk.
 */
static const char setup[] = "PRAGMA cache_size=-1024;"
                            "PRAGMA temp_store=MEMORY;"
                            "PRAGMA foreign_keys=ON;"
                            "PRAGMA secure_delete=ON;"
                            "PRAGMA cell_size_check=ON;"
                            "PRAGMA trusted_schema=ON;"
                            "PRAGMA journal_size_limit=4194304;"
                            "PRAGMA wal_autocheckpoint=0;"
                            "PRAGMA synchronous=NORMAL;";

struct _TbStoreConnection
{
  sqlite3 *database;
  gboolean accepted;
  gboolean is_new;
  /* The address of a statement's text to the statement. */
  GHashTable *statements;

  /* Of the last statement. */
  int result;
  int system_error;
  char *message;
};

/* SQLite does not keep what the system said of a commit that failed, but nothing happens between.
 */
static void
set_result (TbStoreConnection *self, int result)
{
  const int last_error = errno;

  self->result = result;
  if (result == SQLITE_OK)
    return;

  self->system_error = sqlite3_system_errno (self->database);
  if (self->system_error == 0)
    self->system_error = last_error;
  g_free (self->message);
  self->message = g_strdup (sqlite3_errmsg (self->database));
  if (tb_store_connection_is_damaged (self))
    self->accepted = FALSE;
}

void
tb_store_connection_accept (TbStoreConnection *self, gboolean is_new)
{
  self->accepted = TRUE;
  self->is_new = is_new;
}

sqlite3 *
tb_store_connection_get_database (TbStoreConnection *self)
{
  return self->database;
}

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

TbStoreConnection *
tb_store_connection_open (const char *path, GError **error)
{
  g_autoptr (TbStoreConnection) self = g_new0 (TbStoreConnection, 1);
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW
                    | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE;
  int result;

  self->statements = g_hash_table_new_full (NULL, NULL, NULL, finalize_statement);
  result = sqlite3_open_v2 (path, &self->database, flags, NULL);
  set_result (self, result);
  if (result == SQLITE_OK)
    {
      sqlite3_busy_timeout (self->database, BUSY_TIMEOUT);
      sqlite3_db_config (self->database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
      if (tb_store_connection_run (self, setup))
        return g_steal_pointer (&self);
    }

  tb_store_connection_take_error (self, error);
  return NULL;
}

void
tb_store_connection_free (TbStoreConnection *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->statements);
  if (self->database != NULL)
    sqlite3_db_config (self->database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, !self->accepted, NULL);
  sqlite3_close (self->database);
  g_free (self->message);
  g_free (self);
}

static sqlite3_stmt *
prepare (TbStoreConnection *self, const char *sql)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);
  int result;

  if (statement != NULL)
    return statement;

  result
      = sqlite3_prepare_v3 (self->database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (result != SQLITE_OK)
    {
      set_result (self, result);
      return NULL;
    }

  g_hash_table_insert (self->statements, (gpointer) sql, statement);
  return statement;
}

static void
bind (sqlite3_stmt *statement, const char *types, va_list values)
{
  for (int i = 0; types[i] != '\0'; i++)
    {
      switch (types[i])
        {
        case 'i':
          sqlite3_bind_int64 (statement, i + 1, va_arg (values, gint64));
          break;
        case 's':
          sqlite3_bind_text (statement, i + 1, va_arg (values, const char *), -1, SQLITE_STATIC);
          break;
        case 'd':
          sqlite3_bind_blob (statement, i + 1, va_arg (values, const void *), DIGEST_SIZE,
                             SQLITE_STATIC);
          break;
        default:
          g_assert_not_reached ();
        }
    }
}

static sqlite3_stmt *
query (TbStoreConnection *self, const char *sql, const char *types, va_list values)
{
  sqlite3_stmt *statement = prepare (self, sql);

  if (statement != NULL)
    bind (statement, types, values);

  return statement;
}

sqlite3_stmt *
tb_store_connection_query (TbStoreConnection *self, const char *sql, const char *types, ...)
{
  sqlite3_stmt *statement;
  va_list values;

  va_start (values, types);
  statement = query (self, sql, types, values);
  va_end (values);

  return statement;
}

void
tb_store_connection_end (sqlite3_stmt *statement)
{
  if (statement == NULL)
    return;

  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
}

gboolean
tb_store_connection_next (TbStoreConnection *self, sqlite3_stmt *statement)
{
  int result;

  if (statement == NULL)
    return FALSE;

  errno = 0;
  result = sqlite3_step (statement);
  if (result == SQLITE_ROW)
    return TRUE;

  set_result (self, result == SQLITE_DONE ? SQLITE_OK : result);
  tb_store_connection_end (statement);
  return FALSE;
}

gboolean
tb_store_connection_execute (TbStoreConnection *self, const char *sql, const char *types, ...)
{
  sqlite3_stmt *statement;
  va_list values;

  va_start (values, types);
  statement = query (self, sql, types, values);
  va_end (values);

  if (tb_store_connection_next (self, statement))
    {
      tb_store_connection_end (statement);
      self->result = SQLITE_OK;
    }
  return self->result == SQLITE_OK;
}

gboolean
tb_store_connection_run (TbStoreConnection *self, const char *sql)
{
  set_result (self, sqlite3_exec (self->database, sql, NULL, NULL, NULL));
  return self->result == SQLITE_OK;
}

gboolean
tb_store_connection_begin (TbStoreConnection *self)
{
  static const char sql[] = "BEGIN IMMEDIATE";

  return tb_store_connection_execute (self, sql, "");
}

gboolean
tb_store_connection_finish (TbStoreConnection *self, gboolean commit)
{
  static const char sql[] = "COMMIT";

  if (commit && self->result == SQLITE_OK && tb_store_connection_execute (self, sql, ""))
    return TRUE;

  /* After some errors SQLite has done it by itself. What failed stays known. */
  if (!sqlite3_get_autocommit (self->database))
    sqlite3_exec (self->database, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

gboolean
tb_store_connection_failed (TbStoreConnection *self)
{
  return self->result != SQLITE_OK;
}

gboolean
tb_store_connection_is_busy (TbStoreConnection *self)
{
  const int kind = self->result & 0xff;

  return kind == SQLITE_BUSY || kind == SQLITE_LOCKED;
}

gboolean
tb_store_connection_is_damaged (TbStoreConnection *self)
{
  const int kind = self->result & 0xff;

  /* The text of a table can be damaged so that it still is one. */
  return kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB || (kind == SQLITE_ERROR && !self->is_new);
}

static gboolean
is_no_room (TbStoreConnection *self)
{
  return self->result == SQLITE_FULL
         || ((self->result & 0xff) == SQLITE_IOERR
             && (self->system_error == ENOSPC || self->system_error == EDQUOT
                 || self->system_error == EFBIG));
}

void
tb_store_connection_take_error (TbStoreConnection *self, GError **error)
{
  const int kind = self->result & 0xff;

  if (is_no_room (self))
    g_set_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_STORE_FULL,
                 _ ("There is no room left on the disk for the inbox; notifications are kept in "
                    "memory until there is"));
  else if (tb_store_connection_is_busy (self))
    g_set_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_STORE_BUSY,
                 _ ("Another program holds the inbox's database; notifications are kept in memory "
                    "until it lets go"));
  else if (self->result == SQLITE_CORRUPT_VTAB)
    g_set_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_STORE_INDEX_DAMAGED,
                 _ ("The inbox's search index is damaged and is made anew; notifications are kept "
                    "in memory meanwhile"));
  else if (tb_store_connection_is_damaged (self))
    g_set_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_STORE_DAMAGED,
                 _ ("The inbox's database is damaged"));
  else if (kind == SQLITE_READONLY || kind == SQLITE_PERM || kind == SQLITE_CANTOPEN)
    g_set_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_STORE_UNUSABLE,
                 _ ("The inbox's database cannot be written; notifications are kept in memory "
                    "until it can"));
  else
    g_set_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_STORE_UNUSABLE,
                 _ ("The inbox's database cannot be used (%s); notifications are kept in memory "
                    "until it can"),
                 kind == SQLITE_IOERR && self->system_error != 0 ? g_strerror (self->system_error)
                                                                 : self->message);
}
