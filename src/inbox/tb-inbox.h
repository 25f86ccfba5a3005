/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "inbox/tb-inbox-entry.h"

G_BEGIN_DECLS

/**
 * TB_INBOX_CAPACITY:
 *
 * How many entries an inbox holds. A choice of this program: more than anybody scrolls through.
 */
#define TB_INBOX_CAPACITY 2000

/**
 * TB_INBOX_MEMORY:
 *
 * How many dedupe ids an inbox remembers, those of entries that are gone included.
 */
#define TB_INBOX_MEMORY 10000

#define TB_TYPE_INBOX (tb_inbox_get_type ())

/**
 * TbInbox:
 *
 * All notifications of all accounts: a GListModel of TbInboxEntry, newest first by the time
 * of receipt.
 *
 * Properties: `unread` (uint), how many entries are not read; `urgent-unread` (uint), how many of
 * those are urgent. Each notifies once a call, and only if it changed.
 *
 * Signals: `entry-changed` (TbInboxEntry) when an entry was read or acknowledged, once a call;
 * `entry-removed` (TbInboxEntry) when one left the inbox, for whatever reason. They are what a
 * store writes and a toast is withdrawn on; a new entry shows in `items-changed`.
 */
G_DECLARE_FINAL_TYPE (TbInbox, tb_inbox, TB, INBOX, GObject)

/**
 * tb_inbox_new:
 *
 * Returns: (transfer full): an empty inbox
 */
TbInbox *tb_inbox_new (void);

/**
 * tb_inbox_add:
 * @self: an inbox
 * @notification: a notification, referenced
 *
 * Adds a notification that is not read. If the inbox is full, the oldest read entry makes
 * room, else the oldest; an urgent one that was not acknowledged goes only when there is no other.
 *
 * Returns: %FALSE for a duplicate, which is not added: one with the dedupe id of another of the
 * same account (whichever channel each came on, even if that one was removed since), or with the id
 *   of an entry
 */
gboolean tb_inbox_add (TbInbox *self, TbNotification *notification);

/**
 * tb_inbox_add_with_state:
 * @self: an inbox
 * @notification: a notification, referenced
 * @unread: whether it is not read
 * @acknowledged: whether it is acknowledged; of no matter unless it is urgent
 *
 * As tb_inbox_add(), for one whose state is known: from a store, or from the server's own
 * inbox after time offline.
 *
 * Returns: %FALSE for a duplicate
 */
gboolean tb_inbox_add_with_state (TbInbox *self,
                                  TbNotification *notification,
                                  gboolean unread,
                                  gboolean acknowledged);

/**
 * tb_inbox_lookup:
 * @self: an inbox
 * @id: id of a notification, from anywhere
 *
 * Returns: (transfer none) (nullable): the entry, or %NULL if there is none of that id
 */
TbInboxEntry *tb_inbox_lookup (TbInbox *self, const char *id);

/**
 * tb_inbox_mark_read:
 * @self: an inbox
 * @id: id of a notification
 *
 * Marks an entry read. An urgent one stays to be acknowledged.
 *
 * Returns: whether this changed anything
 */
gboolean tb_inbox_mark_read (TbInbox *self, const char *id);

/**
 * tb_inbox_mark_all_read:
 * @self: an inbox
 * @account_id: (nullable): account whose entries are meant, or %NULL for all accounts
 *
 * Marks entries read. Urgent ones stay to be acknowledged.
 *
 * Returns: how many were not read before
 */
guint tb_inbox_mark_all_read (TbInbox *self, const char *account_id);

/**
 * tb_inbox_acknowledge:
 * @self: an inbox
 * @id: id of a notification
 *
 * Marks an entry acknowledged, and read with it.
 *
 * Returns: whether this changed anything
 */
gboolean tb_inbox_acknowledge (TbInbox *self, const char *id);

/**
 * tb_inbox_remove:
 * @self: an inbox
 * @id: id of a notification
 *
 * Removes an entry. Its dedupe id is remembered: it will not come again.
 *
 * Returns: whether there was one
 */
gboolean tb_inbox_remove (TbInbox *self, const char *id);

/**
 * tb_inbox_remove_account:
 * @self: an inbox
 * @account_id: an account
 *
 * Removes all entries of an account, for one that is no more.
 *
 * Returns: how many there were
 */
guint tb_inbox_remove_account (TbInbox *self, const char *account_id);

/**
 * tb_inbox_get_unread:
 * @self: an inbox
 *
 * Returns: how many entries are not read
 */
guint tb_inbox_get_unread (TbInbox *self);

/**
 * tb_inbox_get_urgent_unread:
 * @self: an inbox
 *
 * Returns: how many urgent entries are not read
 */
guint tb_inbox_get_urgent_unread (TbInbox *self);

/**
 * tb_inbox_count_unread_of:
 * @self: an inbox
 * @account_id: an account
 *
 * Counts one account's part of #TbInbox:unread, walking all entries.
 *
 * Returns: how many of its entries are not read
 */
guint tb_inbox_count_unread_of (TbInbox *self, const char *account_id);

G_END_DECLS
