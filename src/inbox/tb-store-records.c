/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-store-records.h"

#include "inbox/tb-record-json.h"
#include "inbox/tb-store-private.h"

static gboolean
put (TbStore *self, TbStoreConnection *connection, const TbRecord *record)
{
  static const char sql[]
      = "INSERT INTO record (number, account, notification, received_at, origin, channel, event, "
        "rule, decision, reason, subject, until, count, steps) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
        "?8, ?9, ?10, ?11, nullif (?12, 0), ?13, ?14) ON CONFLICT (number) DO UPDATE SET "
        "decision=excluded.decision, reason=excluded.reason, subject=excluded.subject, "
        "until=excluded.until, count=excluded.count, steps=excluded.steps";
  const TbRecordFields *fields = tb_record_get_fields (record);
  const TbVerdict *verdict = tb_record_get_verdict (record);
  g_autofree char *steps = tb_record_dup_steps (record);
  gint64 account = tb_store_ensure_account (self, fields->account_id);

  return account != 0
         && tb_store_connection_execute (
             connection, sql,
             "iisissssss"
             "siis",
             fields->number, account, fields->notification_id, fields->received_at,
             tb_origin_get_name (fields->origin), fields->channel, fields->event, fields->rule,
             verdict != NULL ? tb_decision_get_name (tb_verdict_get_decision (verdict)) : NULL,
             verdict != NULL ? tb_reason_get_name (tb_verdict_get_reason (verdict)) : NULL,
             verdict != NULL ? tb_verdict_get_subject (verdict) : NULL,
             verdict != NULL ? tb_verdict_get_until (verdict) : (gint64) 0,
             verdict != NULL ? (gint64) tb_verdict_get_count (verdict) : (gint64) 0, steps);
}

gboolean
tb_store_put_records (TbStore *self, GPtrArray *records)
{
  TbStoreConnection *connection = tb_store_begin (self);
  gboolean done = connection != NULL;

  if (connection == NULL)
    return FALSE;

  for (guint i = 0; done && i < records->len; i++)
    done = put (self, connection, g_ptr_array_index (records, i));
  return tb_store_finish (self, done);
}

#define COLUMNS                                                                                    \
  "record.number, account.id, notification, received_at, origin, channel, event, rule, decision, " \
  "reason, subject, until, count, steps FROM record "                                              \
  "JOIN account ON account.number = record.account WHERE account.id IS NOT NULL "

static const char *
get_text (sqlite3_stmt *statement, int column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  return text != NULL && g_utf8_validate (text, -1, NULL) ? text : NULL;
}

static TbRecord *
load (sqlite3_stmt *statement)
{
  const TbRecordFields fields = {
    .number = sqlite3_column_int64 (statement, 0),
    .account_id = get_text (statement, 1),
    .notification_id = get_text (statement, 2),
    .received_at = sqlite3_column_int64 (statement, 3),
    .origin = tb_origin_from_name (get_text (statement, 4)),
    .channel = get_text (statement, 5),
    .event = get_text (statement, 6),
    .rule = get_text (statement, 7),
  };
  TbReason reason = TB_REASON_NONE;
  TbDecision decision;
  TbRecord *record;

  if (fields.account_id == NULL || fields.channel == NULL || fields.event == NULL)
    return NULL;

  record = tb_record_new (&fields);
  if (tb_decision_from_name (get_text (statement, 8), &decision))
    {
      g_autoptr (TbVerdict) verdict = NULL;

      tb_reason_from_name (get_text (statement, 9), &reason);
      verdict = tb_verdict_new (decision, reason, get_text (statement, 10),
                                sqlite3_column_int64 (statement, 11),
                                (guint) sqlite3_column_int64 (statement, 12));
      tb_record_set_verdict (record, verdict);
    }
  tb_record_load_steps (record, get_text (statement, 13));
  return record;
}

static GPtrArray *
load_all (TbStore *self, TbStoreConnection *connection, sqlite3_stmt *statement)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) tb_record_unref);

  while (tb_store_connection_next (connection, statement))
    {
      TbRecord *record = load (statement);

      if (record != NULL)
        g_ptr_array_insert (records, 0, record);
    }
  tb_store_check (self);

  return records;
}

TbRecord *
tb_store_find_record (TbStore *self, const char *notification_id)
{
  static const char sql[] = "SELECT " COLUMNS "AND notification=?1 AND decision IS NOT 'duplicate' "
                            "ORDER BY record.number DESC LIMIT 1";
  TbStoreConnection *connection = tb_store_get_connection (self);
  g_autoptr (GPtrArray) records = NULL;

  if (connection == NULL)
    return NULL;

  records = load_all (self, connection,
                      tb_store_connection_query (connection, sql, "s", notification_id));
  return records->len > 0 ? tb_record_ref (g_ptr_array_index (records, 0)) : NULL;
}

GPtrArray *
tb_store_list_records (TbStore *self, const char *notification_id, guint most)
{
  static const char all[] = "SELECT " COLUMNS "ORDER BY record.number DESC LIMIT ?1";
  static const char some[] = "SELECT " COLUMNS "AND notification=?2 "
                             "ORDER BY record.number DESC LIMIT ?1";
  TbStoreConnection *connection = tb_store_get_connection (self);

  if (connection == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) tb_record_unref);
  if (notification_id == NULL)
    return load_all (self, connection,
                     tb_store_connection_query (connection, all, "i", (gint64) most));
  return load_all (
      self, connection,
      tb_store_connection_query (connection, some, "is", (gint64) most, notification_id));
}

gint64
tb_store_get_last_record (TbStore *self)
{
  static const char sql[] = "SELECT max (number) FROM record";
  TbStoreConnection *connection = tb_store_get_connection (self);
  sqlite3_stmt *statement;
  gint64 number = 0;

  if (connection == NULL)
    return 0;

  statement = tb_store_connection_query (connection, sql, "");
  if (tb_store_connection_next (connection, statement))
    number = sqlite3_column_int64 (statement, 0);
  tb_store_connection_end (statement);

  return number;
}

void
tb_store_complete_record_id (TbStore *self, const char *beginning, guint most, GPtrArray *ids)
{
  static const char sql[]
      = "SELECT DISTINCT notification FROM record JOIN account ON account.number = record.account "
        "WHERE notification BETWEEN ?1 AND ?1 || char (1114111) "
        "AND substr (notification, 1, ?2) = ?1 AND account.id IS NOT NULL "
        "ORDER BY notification LIMIT ?3";
  TbStoreConnection *connection = tb_store_get_connection (self);
  sqlite3_stmt *statement;

  if (connection == NULL)
    return;

  statement = tb_store_connection_query (connection, sql, "sii", beginning,
                                         (gint64) g_utf8_strlen (beginning, -1), (gint64) most);
  while (tb_store_connection_next (connection, statement))
    {
      const char *id = get_text (statement, 0);

      if (id != NULL)
        g_ptr_array_add (ids, g_strdup (id));
    }
  tb_store_check (self);
}

void
tb_store_expire_records (TbStore *self)
{
  if (tb_store_get_upkeep (self) != NULL)
    tb_store_upkeep_request (tb_store_get_upkeep (self), TB_UPKEEP_EXPIRE);
}
