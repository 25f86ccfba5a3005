/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether the database is in order, and what keeps it so. */

#include "inbox/tb-store-health.h"

gboolean
tb_store_health_is_sound (TbStoreConnection *connection)
{
  static const char sql[] = "PRAGMA quick_check(1)";
  sqlite3_stmt *statement = tb_store_connection_query (connection, sql, "");
  gboolean sound = TRUE;

  if (tb_store_connection_next (connection, statement))
    sound = g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0;
  tb_store_connection_end (statement);

  return sound && !tb_store_connection_is_damaged (connection);
}

/*
 * First without keeping anybody from writing, which is where the disk is waited for. What is
 * written next begins the log anew, and waits for the disk once more: so it is written here.
 */
void
tb_store_health_move_log (TbStoreConnection *connection)
{
  static const char touch[] = "UPDATE account SET id=id WHERE number=(SELECT min(number) FROM "
                              "account)";

  if (tb_store_connection_run (connection, "PRAGMA wal_checkpoint(PASSIVE)"))
    tb_store_connection_execute (connection, touch, "");
}

/* Whoever writes a notification meanwhile keeps it in memory a little longer. */
gboolean
tb_store_health_rebuild_index (TbStoreConnection *connection)
{
  return tb_store_connection_run (connection, "INSERT INTO search (search) VALUES ('rebuild')")
         || !tb_store_connection_is_damaged (connection);
}
