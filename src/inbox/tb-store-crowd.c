/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Many notifications at once. For SQLite that is one statement rather than many in one transaction:
 * before each statement that may fail halfway the search index writes what it has gathered, which
 * is most of what a single notification takes.
 */

#include "inbox/tb-seen-ids.h"
#include "inbox/tb-store-private.h"

/* How many go into one statement. */
#define CROWD 32

/* ?1 to ?32, for whatever is CROWD. */
static char *
make_removal (void)
{
  GString *sql = g_string_new ("DELETE FROM notification WHERE number IN (?");

  for (guint i = 1; i < CROWD; i++)
    g_string_append (sql, ", ?");
  g_string_append_c (sql, ')');
  return g_string_free (sql, FALSE);
}

#define COLUMNS                                                                                    \
  "number, id, account, received_at, urgency, dedupe_id, channel, event, category, sound, link, "  \
  "title, body, payload"
#define N_COLUMNS 14
#define ROW "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

static char *
make_addition (void)
{
  GString *sql = g_string_new ("INSERT INTO notification (" COLUMNS ") SELECT * FROM (VALUES " ROW);

  for (guint i = 1; i < CROWD; i++)
    g_string_append (sql, ", " ROW);
  g_string_append (sql, ") WHERE column1 IS NOT NULL ON CONFLICT (id) DO NOTHING");
  return g_string_free (sql, FALSE);
}

static void
bind_text (sqlite3_stmt *statement, int column, const char *text)
{
  sqlite3_bind_text (statement, column, text, -1, SQLITE_STATIC);
}

static void
bind_row (
    sqlite3_stmt *statement, int first, gint64 number, gint64 account, TbNotification *notification)
{
  const char *const texts[] = {
    tb_notification_get_dedupe_id (notification),   tb_notification_get_channel (notification),
    tb_notification_get_event (notification),       tb_notification_get_category (notification),
    tb_notification_get_sound (notification),       tb_notification_get_link (notification),
    tb_notification_get_title (notification),       tb_notification_get_body (notification),
    tb_notification_get_raw_payload (notification),
  };

  sqlite3_bind_int64 (statement, first, number);
  bind_text (statement, first + 1, tb_notification_get_id (notification));
  sqlite3_bind_int64 (statement, first + 2, account);
  sqlite3_bind_int64 (statement, first + 3, tb_notification_get_received_at (notification));
  sqlite3_bind_int64 (statement, first + 4, (gint64) tb_notification_get_urgency (notification));
  for (int i = 0; i < (int) G_N_ELEMENTS (texts); i++)
    bind_text (statement, first + 5 + i, texts[i]);
}

/* Those from @start on, as many as go into one statement; returns whether all are new. */
static gboolean
insert (TbStore *self,
        TbStoreConnection *connection,
        gint64 number,
        GPtrArray *notifications,
        guint start)
{
  static char *sql = NULL;
  const guint count = MIN (notifications->len - start, CROWD);
  sqlite3_stmt *statement;

  if (sql == NULL)
    sql = make_addition ();
  statement = tb_store_connection_query (connection, sql, "");
  for (guint i = 0; statement != NULL && i < count; i++)
    {
      TbNotification *notification = g_ptr_array_index (notifications, start + i);
      gint64 account
          = tb_store_ensure_account (self, tb_notification_get_account_id (notification));

      bind_row (statement, (int) (i * N_COLUMNS) + 1, number + start + i, account, notification);
    }

  tb_store_connection_next (connection, statement);
  return !tb_store_connection_failed (connection)
         && sqlite3_changes (tb_store_connection_get_database (connection)) == (int) count;
}

/* All of them before the first notification, so that the index has nothing to write yet. */
static gboolean
see_all (TbStore *self, TbStoreConnection *connection, GPtrArray *notifications)
{
  for (guint i = 0; i < notifications->len; i++)
    {
      TbNotification *notification = g_ptr_array_index (notifications, i);
      const char *account_id = tb_notification_get_account_id (notification);
      const char *dedupe_id = tb_notification_get_dedupe_id (notification);
      gint64 account = tb_store_ensure_account (self, account_id);
      guint8 digest[TB_SEEN_IDS_DIGEST_SIZE];
      gboolean is_new = TRUE;

      if (account == 0)
        return FALSE;
      if (dedupe_id == NULL)
        continue;
      tb_seen_ids_digest (account_id, dedupe_id, digest);
      if (!tb_store_see (connection, account, digest, &is_new) || !is_new)
        return FALSE;
    }

  return TRUE;
}

gboolean
tb_store_add_all (TbStore *self, gint64 number, GPtrArray *notifications)
{
  TbStoreConnection *connection = tb_store_begin (self);
  gboolean done;

  if (connection == NULL)
    return FALSE;

  done = see_all (self, connection, notifications);
  for (guint i = 0; done && i < notifications->len; i += CROWD)
    done = insert (self, connection, number, notifications, i);
  return tb_store_finish (self, done);
}

gboolean
tb_store_remove_all (TbStore *self, const gint64 *numbers, gsize n_numbers)
{
  static char *sql = NULL;
  TbStoreConnection *connection = tb_store_begin (self);

  if (connection == NULL)
    return FALSE;

  if (sql == NULL)
    sql = make_removal ();
  for (gsize i = 0; i < n_numbers && !tb_store_connection_failed (connection); i += CROWD)
    {
      sqlite3_stmt *statement = tb_store_connection_query (connection, sql, "");

      for (gsize j = i; statement != NULL && j < MIN (n_numbers, i + CROWD); j++)
        sqlite3_bind_int64 (statement, (int) (j - i) + 1, numbers[j]);
      tb_store_connection_next (connection, statement);
    }
  return tb_store_finish (self, !tb_store_connection_failed (connection));
}
