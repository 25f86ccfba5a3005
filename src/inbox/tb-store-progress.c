/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-store-progress.h"

#include "inbox/tb-store-private.h"

gboolean
tb_store_get_progress (TbStore *self, const char *account_id, gint64 *newest_at)
{
  static const char sql[] = "SELECT newest_at FROM progress "
                            "JOIN account ON account.number = progress.account WHERE account.id=?1";
  TbStoreConnection *connection = tb_store_get_connection (self);
  sqlite3_stmt *statement;

  if (connection == NULL)
    return FALSE;

  statement = tb_store_connection_query (connection, sql, "s", account_id);
  if (!tb_store_connection_next (connection, statement))
    {
      tb_store_check (self);
      return FALSE;
    }

  *newest_at = sqlite3_column_int64 (statement, 0);
  tb_store_connection_end (statement);
  return TRUE;
}

gboolean
tb_store_put_progress (TbStore *self, const char *account_id, gint64 newest_at)
{
  static const char sql[]
      = "INSERT INTO progress (account, newest_at) VALUES (?1, ?2) "
        "ON CONFLICT (account) DO UPDATE SET newest_at=max (newest_at, excluded.newest_at)";
  TbStoreConnection *connection = tb_store_begin (self);
  gint64 account;

  if (connection == NULL)
    return FALSE;

  account = tb_store_ensure_account (self, account_id);
  return tb_store_finish (
      self,
      account != 0 && tb_store_connection_execute (connection, sql, "ii", account, newest_at));
}

static gboolean
take (TbStore *self,
      TbStoreConnection *connection,
      sqlite3_stmt *statement,
      gint64 *number,
      gint64 *received_at)
{
  if (!tb_store_connection_next (connection, statement))
    {
      tb_store_check (self);
      return FALSE;
    }

  *number = sqlite3_column_int64 (statement, 0);
  *received_at = sqlite3_column_int64 (statement, 1);
  tb_store_connection_end (statement);
  return TRUE;
}

gboolean
tb_store_find_nameless (TbStore *self,
                        TbNotification *notification,
                        gint64 tolerance,
                        gint64 *number,
                        gint64 *received_at)
{
  static const char sql[]
      = "SELECT notification.number, received_at FROM notification "
        "JOIN account ON account.number = notification.account "
        "WHERE received_at BETWEEN ?1 AND ?2 AND account.id=?3 AND dedupe_id IS NULL "
        "AND title=?4 AND body=?5 ORDER BY received_at, notification.number LIMIT 1";
  const gint64 at = tb_notification_get_received_at (notification);
  TbStoreConnection *connection = tb_store_get_connection (self);

  if (connection == NULL)
    return FALSE;

  return take (self, connection,
               tb_store_connection_query (connection, sql, "iisss", at - tolerance, at + tolerance,
                                          tb_notification_get_account_id (notification),
                                          tb_notification_get_title (notification),
                                          tb_notification_get_body (notification)),
               number, received_at);
}

gboolean
tb_store_find_named (TbStore *self,
                     const char *account_id,
                     const char *dedupe_id,
                     gint64 *number,
                     gint64 *received_at)
{
  static const char sql[] = "SELECT notification.number, received_at FROM notification "
                            "JOIN account ON account.number = notification.account "
                            "WHERE dedupe_id=?1 AND account.id=?2 LIMIT 1";
  TbStoreConnection *connection = tb_store_get_connection (self);

  if (connection == NULL)
    return FALSE;

  return take (self, connection,
               tb_store_connection_query (connection, sql, "ss", dedupe_id, account_id), number,
               received_at);
}

gboolean
tb_store_name (TbStore *self, gint64 number, const char *dedupe_id)
{
  static const char sql[] = "UPDATE notification SET dedupe_id=?2 WHERE number=?1";
  TbStoreConnection *connection = tb_store_begin (self);

  return connection != NULL
         && tb_store_finish (
             self, tb_store_connection_execute (connection, sql, "is", number, dedupe_id));
}
