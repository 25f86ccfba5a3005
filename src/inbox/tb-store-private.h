/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inbox/tb-store-connection.h"
#include "inbox/tb-store-upkeep.h"
#include "inbox/tb-store.h"

G_BEGIN_DECLS

/* For the other files of the store. */

/**
 * tb_store_get_connection:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): the connection to read from, or %NULL while there is none
 */
TbStoreConnection *tb_store_get_connection (TbStore *self);

/**
 * tb_store_get_upkeep:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): the thread for what takes long, or %NULL while there is no
 *   database
 */
TbStoreUpkeep *tb_store_get_upkeep (TbStore *self);

/**
 * tb_store_check:
 * @self: a store that is open
 *
 * After reading: sees to it if that failed.
 */
void tb_store_check (TbStore *self);

/**
 * tb_store_begin:
 * @self: a store
 *
 * Begins a transaction, which tb_store_finish() must end.
 *
 * Returns: (transfer none) (nullable): the connection to write to, or %NULL if that is not possible
 */
TbStoreConnection *tb_store_begin (TbStore *self);

/**
 * tb_store_finish:
 * @self: a store in a transaction
 * @commit: %FALSE if what was written is not wanted
 *
 * Ends a transaction, and sees to it if anything failed.
 *
 * Returns: whether what was written is in the database
 */
gboolean tb_store_finish (TbStore *self, gboolean commit);

/**
 * tb_store_ensure_account:
 * @self: a store in a transaction
 * @account_id: an account
 *
 * Returns: its number, made if there was none; 0 if it could not be
 */
gint64 tb_store_ensure_account (TbStore *self, const char *account_id);

/**
 * tb_store_drop_account:
 * @self: a store
 * @account_id: an account that has no number any more
 *
 * Forgets the number.
 */
void tb_store_drop_account (TbStore *self, const char *account_id);

/**
 * tb_store_see:
 * @connection: the connection of a store in a transaction
 * @account: an account's number
 * @digest: 16 bytes from tb_seen_ids_digest()
 * @is_new: (out): whether it was not remembered before
 *
 * Remembers an id, or that it came again; a day is exact enough for that.
 *
 * Returns: %FALSE if it could not be written
 */
gboolean tb_store_see (TbStoreConnection *connection,
                       gint64 account,
                       const guint8 *digest,
                       gboolean *is_new);

/* For tests. */

/**
 * tb_store_set_retry_interval:
 * @self: a store
 * @interval: after how many ms something that failed is tried again
 *
 * Makes it quicker than anybody needs it.
 */
void tb_store_set_retry_interval (TbStore *self, guint interval);

G_END_DECLS
