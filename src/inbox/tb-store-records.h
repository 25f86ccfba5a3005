/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inbox/tb-record.h"
#include "inbox/tb-store.h"

G_BEGIN_DECLS

/* For TbHistory: its records in the database. */

/**
 * tb_store_put_records:
 * @self: a store
 * @records: (element-type TbRecord): records, each in place of the one with its number if there is
 *   one
 *
 * Returns: %FALSE if they could not be written
 */
gboolean tb_store_put_records (TbStore *self, GPtrArray *records);

/**
 * tb_store_find_record:
 * @self: a store
 * @notification_id: id of a notification
 *
 * Returns: (transfer full) (nullable): the record of the event that the notification was made of,
 *   the last if there are several
 */
TbRecord *tb_store_find_record (TbStore *self, const char *notification_id);

/**
 * tb_store_list_records:
 * @self: a store
 * @notification_id: (nullable): id of a notification, or %NULL for those of all
 * @most: how many are wanted
 *
 * Returns: (transfer full) (element-type TbRecord): the last records, the oldest first
 */
GPtrArray *tb_store_list_records (TbStore *self, const char *notification_id, guint most);

/**
 * tb_store_get_last_record:
 * @self: a store
 *
 * Returns: the highest number of a record in the database, or 0
 */
gint64 tb_store_get_last_record (TbStore *self);

/**
 * tb_store_complete_record_id:
 * @self: a store
 * @beginning: the beginning of an id, from anywhere
 * @most: how many are wanted
 * @ids: (element-type utf8): an array that owns its strings
 *
 * Adds the ids of notifications that there are records of and that begin with @beginning to @ids.
 */
void tb_store_complete_record_id (TbStore *self, const char *beginning, guint most, GPtrArray *ids);

/**
 * tb_store_expire_records:
 * @self: a store
 *
 * There are many new records: the oldest may go, in a thread of their own.
 */
void tb_store_expire_records (TbStore *self);

G_END_DECLS
