/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * TbStoreConnection:
 *
 * One connection to the inbox's database, to be used by one thread at a time, with the statements
 * that were prepared on it.
 */
typedef struct _TbStoreConnection TbStoreConnection;

/**
 * tb_store_connection_open:
 * @path: path of a database that exists
 * @error: return location for an error, or %NULL
 *
 * Opens it and sets it up: no wait for the disk at a commit, so that only a loss of power can cost
 * the last few (`synchronous=NORMAL`); foreign keys; what is deleted is overwritten. Waits a
 * tenth of a second at most for another connection that writes. The file stays as it is.
 *
 * Returns: (transfer full): the connection, or %NULL with %TB_INBOX_ERROR_STORE_DAMAGED,
 *   %TB_INBOX_ERROR_STORE_INDEX_DAMAGED, %TB_INBOX_ERROR_STORE_BUSY, %TB_INBOX_ERROR_STORE_FULL or
 *   %TB_INBOX_ERROR_STORE_UNUSABLE
 */
TbStoreConnection *tb_store_connection_open (const char *path, GError **error);

/**
 * tb_store_connection_free:
 * @self: (nullable) (transfer full): a connection
 *
 * Closes it. The last one to a database that was accepted empties its log into it.
 */
void tb_store_connection_free (TbStoreConnection *self);

/**
 * tb_store_connection_accept:
 * @self: a connection
 * @is_new: whether it was empty
 *
 * The database is one of ours. Of one that is not, and of one that turns out to be damaged, the log
 * stays as it is. If a statement makes no sense to a database that is not new, that is damaged.
 */
void tb_store_connection_accept (TbStoreConnection *self, gboolean is_new);

/**
 * tb_store_connection_get_database:
 * @self: a connection
 *
 * Returns: (transfer none): what SQLite calls a connection
 */
sqlite3 *tb_store_connection_get_database (TbStoreConnection *self);

/**
 * tb_store_connection_query:
 * @self: a connection
 * @sql: one statement; a string with static storage, by whose address it is remembered
 * @types: one letter for each of the statement's parameters: `i` a #gint64, `s` a string or %NULL,
 *   `d` the 16 bytes of a digest
 * @...: the values, which must live until the statement is at its end
 *
 * Begins a statement, prepared at its first use. Take its rows with tb_store_connection_next(), or
 * end it before the last with tb_store_connection_end().
 *
 * Returns: (transfer none) (nullable): the statement, or %NULL if it cannot be prepared
 */
sqlite3_stmt *
tb_store_connection_query (TbStoreConnection *self, const char *sql, const char *types, ...);

/**
 * tb_store_connection_next:
 * @self: a connection
 * @statement: (nullable): a statement that has begun
 *
 * Takes the next row.
 *
 * Returns: %FALSE when there is none or something failed, as tb_store_connection_failed() tells;
 *   the statement has ended then
 */
gboolean tb_store_connection_next (TbStoreConnection *self, sqlite3_stmt *statement);

/**
 * tb_store_connection_end:
 * @statement: (nullable): a statement that has begun
 *
 * Ends it, if it has not ended.
 */
void tb_store_connection_end (sqlite3_stmt *statement);

/**
 * tb_store_connection_execute:
 * @self: a connection
 * @sql: as in tb_store_connection_query()
 * @types: likewise
 * @...: likewise
 *
 * Carries out a statement whose rows nobody wants.
 *
 * Returns: %FALSE if it failed
 */
gboolean
tb_store_connection_execute (TbStoreConnection *self, const char *sql, const char *types, ...);

/**
 * tb_store_connection_run:
 * @self: a connection
 * @sql: one or several statements without parameters
 *
 * Carries out statements that are not worth remembering.
 *
 * Returns: %FALSE if one failed
 */
gboolean tb_store_connection_run (TbStoreConnection *self, const char *sql);

/**
 * tb_store_connection_begin:
 * @self: a connection
 *
 * Begins a transaction that writes.
 *
 * Returns: %FALSE if it failed
 */
gboolean tb_store_connection_begin (TbStoreConnection *self);

/**
 * tb_store_connection_finish:
 * @self: a connection in a transaction
 * @commit: whether to keep what was written
 *
 * Ends a transaction: keeps what was written in it if @commit and nothing of it failed, else none
 * of it.
 *
 * Returns: whether it was kept
 */
gboolean tb_store_connection_finish (TbStoreConnection *self, gboolean commit);

/**
 * tb_store_connection_failed:
 * @self: a connection
 *
 * Returns: whether the last statement failed
 */
gboolean tb_store_connection_failed (TbStoreConnection *self);

/**
 * tb_store_connection_is_busy:
 * @self: a connection
 *
 * Returns: whether the last statement failed because another connection writes
 */
gboolean tb_store_connection_is_busy (TbStoreConnection *self);

/**
 * tb_store_connection_is_damaged:
 * @self: a connection
 *
 * Returns: whether the last statement failed because the database is damaged
 */
gboolean tb_store_connection_is_damaged (TbStoreConnection *self);

/**
 * tb_store_connection_take_error:
 * @self: a connection
 * @error: return location for an error, or %NULL
 *
 * Puts into words why the last statement failed, as tb_store_connection_open() says.
 */
void tb_store_connection_take_error (TbStoreConnection *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbStoreConnection, tb_store_connection_free)

G_END_DECLS
