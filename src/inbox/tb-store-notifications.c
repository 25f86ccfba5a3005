/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The notifications in the database, and the ids of those that have left it. */

#include "inbox/tb-seen-ids.h"
#include "inbox/tb-store-private.h"

static const char *
get_text (sqlite3_stmt *statement, int column)
{
  return (const char *) sqlite3_column_text (statement, column);
}

void
tb_store_outline (TbStore *self, TbStoreOutlineFunc func, gpointer user_data)
{
  static const char accounts_sql[] = "SELECT number, id FROM account WHERE id IS NOT NULL";
  static const char sql[]
      = "SELECT number, received_at, account, urgency, read_at IS NULL, acknowledged_at IS NULL "
        "FROM notification ORDER BY received_at, number";
  TbStoreConnection *connection = tb_store_get_connection (self);
  g_autoptr (GHashTable) accounts
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  sqlite3_stmt *statement;

  if (connection == NULL)
    return;

  statement = tb_store_connection_query (connection, accounts_sql, "");
  while (tb_store_connection_next (connection, statement))
    {
      gint64 number = sqlite3_column_int64 (statement, 0);

      g_hash_table_insert (accounts, g_memdup2 (&number, sizeof number),
                           g_strdup (get_text (statement, 1)));
    }
  if (tb_store_connection_failed (connection))
    {
      tb_store_check (self);
      return;
    }

  statement = tb_store_connection_query (connection, sql, "");
  while (tb_store_connection_next (connection, statement))
    {
      gint64 account = sqlite3_column_int64 (statement, 2);
      const char *account_id = g_hash_table_lookup (accounts, &account);
      gboolean urgent = sqlite3_column_int (statement, 3) == TB_URGENCY_URGENT;

      if (account_id != NULL)
        func (sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1), account_id,
              urgent, sqlite3_column_int (statement, 4) != 0,
              !urgent || sqlite3_column_int (statement, 5) == 0, user_data);
    }
  tb_store_check (self);
}

gint64
tb_store_get_last_number (TbStore *self)
{
  static const char sql[] = "SELECT max (number) FROM notification";
  TbStoreConnection *connection = tb_store_get_connection (self);
  sqlite3_stmt *statement;
  gint64 number = 0;

  if (connection == NULL)
    return 0;

  statement = tb_store_connection_query (connection, sql, "");
  if (tb_store_connection_next (connection, statement))
    number = sqlite3_column_int64 (statement, 0);
  else
    tb_store_check (self);
  tb_store_connection_end (statement);

  return number;
}

gboolean
tb_store_see (TbStoreConnection *connection, gint64 account, const guint8 *digest, gboolean *is_new)
{
  static const char add[] = "INSERT INTO seen (digest, account, last_at) VALUES (?1, ?2, ?3) "
                            "ON CONFLICT DO NOTHING";
  static const char touch[] = "UPDATE seen SET last_at=?2 WHERE digest=?1 AND last_at < ?3";
  sqlite3 *database = tb_store_connection_get_database (connection);
  gint64 now = g_get_real_time ();

  if (!tb_store_connection_execute (connection, add, "dii", digest, account, now))
    return FALSE;

  *is_new = sqlite3_changes (database) > 0;
  return *is_new
         || tb_store_connection_execute (connection, touch, "dii", digest, now,
                                         now - G_TIME_SPAN_DAY);
}

static gboolean
insert (TbStoreConnection *connection,
        gint64 number,
        gint64 account,
        TbNotification *notification,
        const TbInboxState *state,
        gboolean *is_new)
{
  static const char sql[]
      = "INSERT INTO notification (number, id, account, received_at, urgency, read_at, read_place, "
        "acknowledged_at, acknowledged_place, dedupe_id, channel, event, category, sound, link, "
        "title, body, payload) VALUES (?1, ?2, ?3, ?4, ?5, nullif (?6, 0), ?7, nullif (?8, 0), ?9, "
        "?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18) ON CONFLICT (id) DO NOTHING";
  gboolean done = tb_store_connection_execute (
      connection, sql, "isiiiisissssssssss", number, tb_notification_get_id (notification), account,
      tb_notification_get_received_at (notification),
      (gint64) tb_notification_get_urgency (notification), state->read_at,
      tb_place_get_name (state->read_place), state->acknowledged_at,
      tb_place_get_name (state->acknowledged_place), tb_notification_get_dedupe_id (notification),
      tb_notification_get_channel (notification), tb_notification_get_event (notification),
      tb_notification_get_category (notification), tb_notification_get_sound (notification),
      tb_notification_get_link (notification), tb_notification_get_title (notification),
      tb_notification_get_body (notification), tb_notification_get_raw_payload (notification));

  *is_new = sqlite3_changes (tb_store_connection_get_database (connection)) > 0;
  return done;
}

/* In a transaction. */
static gboolean
add (TbStore *self,
     TbStoreConnection *connection,
     gint64 number,
     TbNotification *notification,
     const TbInboxState *state,
     gboolean *is_new)
{
  const char *account_id = tb_notification_get_account_id (notification);
  const char *dedupe_id = tb_notification_get_dedupe_id (notification);
  gint64 account = tb_store_ensure_account (self, account_id);

  *is_new = TRUE;
  if (account == 0)
    return FALSE;

  if (dedupe_id != NULL)
    {
      guint8 digest[TB_SEEN_IDS_DIGEST_SIZE];

      tb_seen_ids_digest (account_id, dedupe_id, digest);
      if (!tb_store_see (connection, account, digest, is_new))
        return FALSE;
    }
  return !*is_new || insert (connection, number, account, notification, state, is_new);
}

TbStoreAddResult
tb_store_add (TbStore *self, gint64 number, TbNotification *notification, const TbInboxState *state)
{
  TbStoreConnection *connection = tb_store_begin (self);
  gboolean is_new;

  if (connection == NULL
      || !tb_store_finish (self, add (self, connection, number, notification, state, &is_new)))
    return TB_STORE_FAILED;

  /* That it came again is kept; a new dedupe id of an old notification as well. */
  return is_new ? TB_STORE_ADDED : TB_STORE_DUPLICATE;
}

gboolean
tb_store_remember (TbStore *self, const char *account_id, const guint8 *digest)
{
  TbStoreConnection *connection = tb_store_begin (self);
  gboolean is_new;
  gint64 account;

  if (connection == NULL)
    return FALSE;

  account = tb_store_ensure_account (self, account_id);
  return tb_store_finish (self,
                          account != 0 && tb_store_see (connection, account, digest, &is_new));
}

gboolean
tb_store_has_seen (TbStore *self, TbNotification *notification)
{
  static const char sql[] = "SELECT 1 WHERE EXISTS (SELECT 1 FROM notification WHERE id=?1) "
                            "OR EXISTS (SELECT 1 FROM seen WHERE digest=?2)";
  TbStoreConnection *connection = tb_store_get_connection (self);
  const char *dedupe_id = tb_notification_get_dedupe_id (notification);
  guint8 digest[TB_SEEN_IDS_DIGEST_SIZE];
  sqlite3_stmt *statement;
  gboolean found;

  if (connection == NULL)
    return FALSE;

  if (dedupe_id != NULL)
    tb_seen_ids_digest (tb_notification_get_account_id (notification), dedupe_id, digest);
  statement = tb_store_connection_query (connection, sql, dedupe_id != NULL ? "sd" : "s",
                                         tb_notification_get_id (notification), digest);
  found = tb_store_connection_next (connection, statement);
  if (!found)
    tb_store_check (self);
  tb_store_connection_end (statement);
  return found;
}

/* Damage that SQLite does not see must not reach what relies on valid text. */
static gboolean
is_valid (sqlite3_stmt *statement)
{
  for (int i = 0; i < sqlite3_column_count (statement); i++)
    {
      const char *text;

      if (sqlite3_column_type (statement, i) != SQLITE_TEXT)
        continue;
      text = get_text (statement, i);
      if (text == NULL || !g_utf8_validate (text, -1, NULL))
        return FALSE;
    }

  return TRUE;
}

TbNotification *
tb_store_load (TbStore *self, gint64 number, TbInboxState *state)
{
  static const char sql[]
      = "SELECT notification.id, account.id, received_at, urgency, read_at, read_place, "
        "acknowledged_at, acknowledged_place, dedupe_id, channel, event, category, sound, link, "
        "title, body, payload FROM notification "
        "JOIN account ON account.number = notification.account WHERE notification.number=?1";
  TbStoreConnection *connection = tb_store_get_connection (self);
  TbNotification *notification = NULL;
  sqlite3_stmt *statement;

  if (connection == NULL)
    return NULL;

  statement = tb_store_connection_query (connection, sql, "i", number);
  if (tb_store_connection_next (connection, statement))
    {
      /* One of an account that was just removed has no account. */
      const char *account_id = get_text (statement, 1);
      const TbNotificationFields fields = {
        .id = get_text (statement, 0),
        .account_id = account_id != NULL ? account_id : "",
        .received_at = sqlite3_column_int64 (statement, 2),
        .urgency = (TbUrgency) sqlite3_column_int (statement, 3),
        .dedupe_id = get_text (statement, 8),
        .channel = get_text (statement, 9),
        .event = get_text (statement, 10),
        .category = get_text (statement, 11),
        .sound = get_text (statement, 12),
        .link = get_text (statement, 13),
        .title = get_text (statement, 14),
        .body = get_text (statement, 15),
        .raw_payload = get_text (statement, 16),
        .is_clean = TRUE,
      };

      if (is_valid (statement))
        notification = tb_notification_new (&fields);
      state->read_at = sqlite3_column_int64 (statement, 4);
      state->read_place = tb_place_from_name (get_text (statement, 5));
      state->acknowledged_at = sqlite3_column_int64 (statement, 6);
      state->acknowledged_place = tb_place_from_name (get_text (statement, 7));
      tb_store_connection_end (statement);
    }
  else
    {
      tb_store_check (self);
    }

  return notification;
}

gboolean
tb_store_find (TbStore *self, const char *id, gint64 *number, gint64 *received_at)
{
  static const char sql[] = "SELECT number, received_at FROM notification WHERE id=?1";
  TbStoreConnection *connection = tb_store_get_connection (self);
  sqlite3_stmt *statement;

  if (connection == NULL)
    return FALSE;

  statement = tb_store_connection_query (connection, sql, "s", id);
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
tb_store_has_number (TbStore *self, gint64 number)
{
  static const char sql[] = "SELECT 1 FROM notification WHERE number=?1";
  TbStoreConnection *connection = tb_store_get_connection (self);
  sqlite3_stmt *statement;
  gboolean found;

  if (connection == NULL)
    return FALSE;

  statement = tb_store_connection_query (connection, sql, "i", number);
  found = tb_store_connection_next (connection, statement);
  tb_store_connection_end (statement);
  return found;
}

void
tb_store_complete_id (TbStore *self, const char *beginning, guint most, GPtrArray *ids)
{
  /* By code points, as ids are compared: nothing in @beginning stands for anything else. */
  static const char sql[] = "SELECT notification.id FROM notification "
                            "JOIN account ON account.number = notification.account "
                            "WHERE notification.id BETWEEN ?1 AND ?1 || char (1114111) "
                            "AND substr (notification.id, 1, ?2) = ?1 AND account.id IS NOT NULL "
                            "ORDER BY notification.id LIMIT ?3";
  TbStoreConnection *connection = tb_store_get_connection (self);
  sqlite3_stmt *statement;

  if (connection == NULL)
    return;

  statement = tb_store_connection_query (connection, sql, "sii", beginning,
                                         (gint64) g_utf8_strlen (beginning, -1), (gint64) most);
  while (tb_store_connection_next (connection, statement))
    g_ptr_array_add (ids, g_strdup (get_text (statement, 0)));
  tb_store_check (self);
}

gboolean
tb_store_set_state (TbStore *self, gint64 number, const TbInboxState *state)
{
  static const char sql[] = "UPDATE notification SET read_at=nullif (?2, 0), read_place=?3, "
                            "acknowledged_at=nullif (?4, 0), acknowledged_place=?5 WHERE number=?1";
  TbStoreConnection *connection = tb_store_begin (self);

  return connection != NULL
         && tb_store_finish (
             self, tb_store_connection_execute (connection, sql, "iisis", number, state->read_at,
                                                tb_place_get_name (state->read_place),
                                                state->acknowledged_at,
                                                tb_place_get_name (state->acknowledged_place)));
}

gboolean
tb_store_read_all (TbStore *self, const char *account_id, const TbInboxState *state)
{
  static const char sql[] = "UPDATE notification SET read_at=?2, read_place=?3 "
                            "WHERE read_at IS NULL AND (?1 IS NULL OR account = "
                            "(SELECT number FROM account WHERE id=?1))";
  TbStoreConnection *connection = tb_store_begin (self);

  return connection != NULL
         && tb_store_finish (
             self, tb_store_connection_execute (connection, sql, "sis", account_id, state->read_at,
                                                tb_place_get_name (state->read_place)));
}

gboolean
tb_store_remove (TbStore *self, gint64 number)
{
  static const char sql[] = "DELETE FROM notification WHERE number=?1";
  TbStoreConnection *connection = tb_store_begin (self);

  return connection != NULL
         && tb_store_finish (self, tb_store_connection_execute (connection, sql, "i", number));
}

void
tb_store_search (TbStore *self, const TbSearch *search, TbStoreFoundFunc func, gpointer user_data)
{
  static const char all[] = "SELECT number, received_at, title, body, channel, event, category "
                            "FROM notification";
  static const char found[] = "SELECT number, received_at, title, body, channel, event, category "
                              "FROM notification "
                              "WHERE number IN (SELECT rowid FROM search WHERE search MATCH ?1)";
  TbStoreConnection *connection = tb_store_get_connection (self);
  g_autofree char *expression = tb_search_dup_expression (search);
  gboolean scans = tb_search_has_scanned (search);
  sqlite3_stmt *statement;

  if (connection == NULL)
    return;

  if (expression != NULL)
    statement = tb_store_connection_query (connection, found, "s", expression);
  else
    statement = tb_store_connection_query (connection, all, "");
  while (tb_store_connection_next (connection, statement))
    {
      const char *texts[5];

      for (int i = 0; scans && i < (int) G_N_ELEMENTS (texts); i++)
        texts[i] = get_text (statement, i + 2);
      if (!scans || tb_search_scan (search, texts, G_N_ELEMENTS (texts)))
        func (sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1), user_data);
    }
  tb_store_check (self);
}

void
tb_store_scan (TbStore *self, TbStoreTextsFunc func, gpointer user_data)
{
  static const char sql[]
      = "SELECT number, received_at, title, body, channel, event, category FROM notification";
  TbStoreConnection *connection = tb_store_get_connection (self);
  sqlite3_stmt *statement;

  if (connection == NULL)
    return;

  statement = tb_store_connection_query (connection, sql, "");
  while (tb_store_connection_next (connection, statement))
    {
      const char *texts[TB_STORE_TEXTS];

      for (int i = 0; i < TB_STORE_TEXTS; i++)
        {
          texts[i] = get_text (statement, i + 2);
          if (texts[i] != NULL && !g_utf8_validate (texts[i], -1, NULL))
            texts[i] = NULL;
        }
      func (sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1), texts,
            user_data);
    }
  tb_store_check (self);
}

gboolean
tb_store_forget_account (TbStore *self, const char *account_id)
{
  static const char sql[] = "UPDATE account SET id=NULL WHERE id=?1";
  TbStoreConnection *connection = tb_store_begin (self);

  if (connection == NULL
      || !tb_store_finish (self, tb_store_connection_execute (connection, sql, "s", account_id)))
    return FALSE;

  tb_store_drop_account (self, account_id);
  tb_store_upkeep_request (tb_store_get_upkeep (self), TB_UPKEEP_REMOVE);
  return TRUE;
}
