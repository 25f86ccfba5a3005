/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inbox/tb-store.h"

G_BEGIN_DECLS

/* For TbInbox: what is known of the web apps' own lists of notifications. */

/**
 * tb_store_get_progress:
 * @self: a store
 * @account_id: an account
 * @newest_at: (out): up to when its web app's list is known
 *
 * Returns: %FALSE if it is not known at all
 */
gboolean tb_store_get_progress (TbStore *self, const char *account_id, gint64 *newest_at);

/**
 * tb_store_put_progress:
 * @self: a store
 * @account_id: an account
 * @newest_at: up to when its web app's list is known
 *
 * Returns: %FALSE if it could not be written
 */
gboolean tb_store_put_progress (TbStore *self, const char *account_id, gint64 newest_at);

/**
 * tb_store_find_nameless:
 * @self: a store
 * @notification: a notification
 * @tolerance: how far apart they may have come, in microseconds
 * @number: (out): the number of the other
 * @received_at: (out): when that came
 *
 * Looks for a notification without a dedupe id, of the same account, time and texts.
 *
 * Returns: whether there is one; the first that came if there are several
 */
gboolean tb_store_find_nameless (TbStore *self,
                                 TbNotification *notification,
                                 gint64 tolerance,
                                 gint64 *number,
                                 gint64 *received_at);

/**
 * tb_store_find_named:
 * @self: a store
 * @account_id: an account
 * @dedupe_id: what the sender calls a notification
 * @number: (out): its number
 * @received_at: (out): when it came
 *
 * Returns: whether there is one
 */
gboolean tb_store_find_named (TbStore *self,
                              const char *account_id,
                              const char *dedupe_id,
                              gint64 *number,
                              gint64 *received_at);

/**
 * tb_store_name:
 * @self: a store
 * @number: number of a notification without a dedupe id
 * @dedupe_id: what its sender calls it
 *
 * Returns: %FALSE if it could not be written
 */
gboolean tb_store_name (TbStore *self, gint64 number, const char *dedupe_id);

G_END_DECLS
