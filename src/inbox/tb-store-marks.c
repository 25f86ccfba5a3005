/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-store-marks.h"

#include "inbox/tb-store-private.h"

void
tb_store_each_mark (TbStore *self, TbStoreMarkFunc func, gpointer user_data)
{
  static const char sql[]
      = "SELECT mark.number, account.id, kind, dedupe_id, made_at, n_failures FROM mark "
        "JOIN account ON account.number = mark.account WHERE account.id IS NOT NULL "
        "ORDER BY mark.number";
  TbStoreConnection *connection = tb_store_get_connection (self);
  sqlite3_stmt *statement;

  if (connection == NULL)
    return;

  statement = tb_store_connection_query (connection, sql, "");
  while (tb_store_connection_next (connection, statement))
    {
      const TbStoreMark mark = {
        .number = sqlite3_column_int64 (statement, 0),
        .account_id = (const char *) sqlite3_column_text (statement, 1),
        .kind = (const char *) sqlite3_column_text (statement, 2),
        .dedupe_id = (const char *) sqlite3_column_text (statement, 3),
        .made_at = sqlite3_column_int64 (statement, 4),
        .n_failures = (guint) sqlite3_column_int64 (statement, 5),
      };

      func (&mark, user_data);
    }
  tb_store_check (self);
}

gboolean
tb_store_put_mark (TbStore *self, const TbStoreMark *mark)
{
  static const char sql[]
      = "INSERT INTO mark (number, account, kind, dedupe_id, made_at, n_failures) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
        "ON CONFLICT (number) DO UPDATE SET n_failures=excluded.n_failures "
        "ON CONFLICT DO NOTHING";
  TbStoreConnection *connection = tb_store_begin (self);
  gint64 account;

  if (connection == NULL)
    return FALSE;

  account = tb_store_ensure_account (self, mark->account_id);
  return tb_store_finish (
      self, account != 0
                && tb_store_connection_execute (connection, sql, "iissii", mark->number, account,
                                                mark->kind, mark->dedupe_id, mark->made_at,
                                                (gint64) mark->n_failures));
}

gboolean
tb_store_remove_marks (TbStore *self, const gint64 *numbers, gsize n_numbers)
{
  static const char sql[] = "DELETE FROM mark WHERE number=?1";
  TbStoreConnection *connection = tb_store_begin (self);
  gboolean done = connection != NULL;

  if (connection == NULL)
    return FALSE;

  for (gsize i = 0; done && i < n_numbers; i++)
    done = tb_store_connection_execute (connection, sql, "i", numbers[i]);
  return tb_store_finish (self, done);
}
