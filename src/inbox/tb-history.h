/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inbox/tb-record.h"
#include "inbox/tb-store.h"

G_BEGIN_DECLS

/**
 * TB_HISTORY_IN_MEMORY:
 *
 * How many records wait for the disk at most, or are kept where there is none.
 */
#define TB_HISTORY_IN_MEMORY 1000

#define TB_TYPE_HISTORY (tb_history_get_type ())

/**
 * TbHistory:
 *
 * What became of each event, for whoever asks why it was seen or not. Records are written a second
 * after they were made, many at once: a program that is killed loses those of its last
 * second, and nothing else.
 *
 * Events that a rule ignores are not recorded one by one, since each movement of each cursor in a
 * room is one, but counted, and events that no rule names are one number.
 */
G_DECLARE_FINAL_TYPE (TbHistory, tb_history, TB, HISTORY, GObject)

/**
 * tb_history_new:
 * @store: (nullable): where the records are, referenced, or %NULL for memory only
 *
 * Returns: (transfer full): the history so far
 */
TbHistory *tb_history_new (TbStore *store);

/**
 * tb_history_begin:
 * @self: a history
 * @fields: what is known when an event comes; its number is given here
 *
 * An event came that a rule wants.
 *
 * Returns: (transfer none): the record of it, for tb_history_decide()
 */
TbRecord *tb_history_begin (TbHistory *self, const TbRecordFields *fields);

/**
 * tb_history_decide:
 * @self: a history
 * @record: a record that was begun
 * @verdict: what was decided, referenced
 *
 * It was decided what becomes of an event.
 */
void tb_history_decide (TbHistory *self, TbRecord *record, TbVerdict *verdict);

/**
 * tb_history_note:
 * @self: a history
 * @notification_id: id of a notification; nothing is noted of one without a record
 * @step: what happened; its time is now unless there is one in it
 *
 * Something happened to a notification.
 */
void tb_history_note (TbHistory *self, const char *notification_id, const TbStep *step);

/**
 * tb_history_count_ignored:
 * @self: a history
 * @fields: what is known of an event that its rule ignores; its notification and number are not
 *   looked at
 *
 * Counts an event that its rule ignores.
 */
void tb_history_count_ignored (TbHistory *self, const TbRecordFields *fields);

/**
 * tb_history_count_unmatched:
 * @self: a history
 *
 * Counts an event that no rule names.
 */
void tb_history_count_unmatched (TbHistory *self);

/**
 * tb_history_list:
 * @self: a history
 * @notification_id: (nullable): id of a notification, or %NULL for the records of all events
 * @most: how many are wanted
 *
 * Returns: (transfer full) (element-type TbRecord): the last records, the oldest first
 */
GPtrArray *tb_history_list (TbHistory *self, const char *notification_id, guint most);

/**
 * tb_history_complete_id:
 * @self: a history
 * @beginning: the beginning of an id, from anywhere
 * @most: how many are wanted
 * @ids: (element-type utf8): an array that owns its strings
 *
 * Adds the ids of notifications that there are records of and that begin with @beginning to @ids,
 * unless they are there.
 */
void tb_history_complete_id (TbHistory *self, const char *beginning, guint most, GPtrArray *ids);

/**
 * TbHistoryIgnored:
 * @fields: what is known of the last such event
 * @count: how many there were since the program started
 *
 * Events of one kind that a rule ignores.
 */
typedef struct
{
  TbRecordFields fields;
  guint64 count;
} TbHistoryIgnored;

/**
 * TbHistoryIgnoredFunc:
 * @ignored: events of one kind
 * @user_data: what was given with the function
 *
 * Hears of events that a rule ignores.
 */
typedef void (*TbHistoryIgnoredFunc) (const TbHistoryIgnored *ignored, gpointer user_data);

/**
 * tb_history_each_ignored:
 * @self: a history
 * @func: hears of each kind
 * @user_data: for @func
 *
 * Tells what tb_history_count_ignored() counted.
 */
void tb_history_each_ignored (TbHistory *self, TbHistoryIgnoredFunc func, gpointer user_data);

/**
 * tb_history_get_unmatched:
 * @self: a history
 *
 * Returns: how many events no rule named since the program started
 */
guint64 tb_history_get_unmatched (TbHistory *self);

/**
 * tb_history_remove_account:
 * @self: a history
 * @account_id: an account that is no more
 *
 * Forgets what is in memory of it.
 */
void tb_history_remove_account (TbHistory *self, const char *account_id);

/**
 * tb_history_flush:
 * @self: a history
 *
 * Writes what waits at once.
 *
 * Returns: whether nothing waits any more
 */
gboolean tb_history_flush (TbHistory *self);

G_END_DECLS
