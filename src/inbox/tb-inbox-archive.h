/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inbox/tb-store.h"

G_BEGIN_DECLS

/**
 * TbInboxArchive:
 *
 * What an inbox writes to, whether there is a store or not and whether the disk plays along or not:
 * what cannot be written waits here, apart from the notifications, which wait in the inbox.
 */
typedef struct _TbInboxArchive TbInboxArchive;

/**
 * tb_inbox_archive_new:
 * @store: (nullable): a store, referenced, or %NULL to remember in memory only
 *
 * Returns: (transfer full): an archive
 */
TbInboxArchive *tb_inbox_archive_new (TbStore *store);

/**
 * tb_inbox_archive_free:
 * @self: (nullable) (transfer full): an archive
 *
 * Frees it.
 */
void tb_inbox_archive_free (TbInboxArchive *self);

/**
 * tb_inbox_archive_add:
 * @self: an archive
 * @number: number of a notification
 * @notification: a notification
 * @state: what the user did about it
 *
 * Adds a notification.
 *
 * Returns: %TB_STORE_FAILED if it is new but stays in memory for the time being
 */
TbStoreAddResult tb_inbox_archive_add (TbInboxArchive *self,
                                       gint64 number,
                                       TbNotification *notification,
                                       const TbInboxState *state);

/**
 * tb_inbox_archive_has_seen:
 * @self: an archive
 * @notification: a notification
 *
 * Returns: whether tb_inbox_archive_add() would find that it is a duplicate
 */
gboolean tb_inbox_archive_has_seen (TbInboxArchive *self, TbNotification *notification);

/**
 * tb_inbox_archive_add_all:
 * @self: an archive
 * @number: number of the first; the others follow
 * @notifications: (element-type TbNotification): notifications that nobody has read, none of which
 *   was seen
 *
 * Adds many in one transaction.
 *
 * Returns: %FALSE if they stay in memory for the time being
 */
gboolean tb_inbox_archive_add_all (TbInboxArchive *self, gint64 number, GPtrArray *notifications);

/**
 * tb_inbox_archive_save:
 * @self: an archive
 * @number: number of a notification
 * @notification: a notification that tb_inbox_archive_add() could not write
 * @state: what the user did about it
 *
 * Tries again.
 *
 * Returns: what became of it
 */
TbStoreAddResult tb_inbox_archive_save (TbInboxArchive *self,
                                        gint64 number,
                                        TbNotification *notification,
                                        const TbInboxState *state);

/**
 * tb_inbox_archive_remove:
 * @self: an archive
 * @number: number of a notification that is on the disk
 *
 * Removes it, now or when that is possible.
 */
void tb_inbox_archive_remove (TbInboxArchive *self, gint64 number);

/**
 * tb_inbox_archive_add_removed:
 * @self: an archive
 * @number: number of a notification that is on the disk
 *
 * Removes it with others at the next tb_inbox_archive_flush_removed(), which is to follow soon.
 */
void tb_inbox_archive_add_removed (TbInboxArchive *self, gint64 number);

/**
 * tb_inbox_archive_flush_removed:
 * @self: an archive
 *
 * Removes some of what waits for that, in one transaction.
 *
 * Returns: whether nothing waits for it any more
 */
gboolean tb_inbox_archive_flush_removed (TbInboxArchive *self);

/**
 * tb_inbox_archive_remove_later:
 * @self: an archive
 * @number: number of a notification that is on the disk
 *
 * Removes it with others at the next tb_inbox_archive_flush().
 */
void tb_inbox_archive_remove_later (TbInboxArchive *self, gint64 number);

/**
 * tb_inbox_archive_remember:
 * @self: an archive
 * @notification: a notification that leaves the inbox and never was on the disk
 *
 * Remembers its dedupe id, if it has one, now or when that is possible.
 */
void tb_inbox_archive_remember (TbInboxArchive *self, TbNotification *notification);

/**
 * tb_inbox_archive_name:
 * @self: an archive
 * @number: number of a notification
 * @saved: whether it is on the disk
 * @notification: the notification, which has a dedupe id by now
 *
 * Writes the dedupe id of one that had none, and remembers it.
 */
void tb_inbox_archive_name (TbInboxArchive *self,
                            gint64 number,
                            gboolean saved,
                            TbNotification *notification);

/**
 * tb_inbox_archive_forget_account:
 * @self: an archive
 * @account_id: an account that is no more
 *
 * Forgets everything of it, now or when that is possible.
 */
void tb_inbox_archive_forget_account (TbInboxArchive *self, const char *account_id);

/**
 * tb_inbox_archive_begin_anew:
 * @self: an archive
 *
 * There is another database: what was to be removed from the old one is nobody's business now.
 */
void tb_inbox_archive_begin_anew (TbInboxArchive *self);

/**
 * tb_inbox_archive_flush:
 * @self: an archive
 *
 * Writes some of what waits, for a few ms.
 *
 * Returns: whether nothing waits any more
 */
gboolean tb_inbox_archive_flush (TbInboxArchive *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbInboxArchive, tb_inbox_archive_free)

G_END_DECLS
