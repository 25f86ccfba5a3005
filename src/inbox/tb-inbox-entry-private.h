/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inbox/tb-inbox-entry.h"
#include "inbox/tb-inbox-shelf.h"

G_BEGIN_DECLS

/* For TbInbox and its shelf only: they keep counts, and what is on the disk. */

/**
 * tb_inbox_entry_new:
 * @number: number of the notification in its inbox
 * @notification: a notification, referenced
 * @state: what the user did about it
 *
 * Returns: (transfer full): a new entry
 */
TbInboxEntry *
tb_inbox_entry_new (gint64 number, TbNotification *notification, const TbInboxState *state);

/**
 * tb_inbox_entry_get_number:
 * @self: an entry
 *
 * Returns: (transfer none): where its number is, as a key for a table
 */
const gint64 *tb_inbox_entry_get_number (TbInboxEntry *self);

/**
 * tb_inbox_entry_set_number:
 * @self: an entry that is on no shelf
 * @number: its number in another database
 */
void tb_inbox_entry_set_number (TbInboxEntry *self, gint64 number);

/**
 * tb_inbox_entry_set_shelf:
 * @self: an entry
 * @shelf: (nullable): the shelf that it is on from now on, not owned
 */
void tb_inbox_entry_set_shelf (TbInboxEntry *self, TbInboxShelf *shelf);

/**
 * tb_inbox_entry_set_notification:
 * @self: an entry
 * @notification: the same notification with a dedupe id, referenced
 *
 * Lets it know what its sender calls it.
 */
void tb_inbox_entry_set_notification (TbInboxEntry *self, TbNotification *notification);

/**
 * tb_inbox_entry_set_state:
 * @self: an entry
 * @state: what the user did about it
 *
 * Sets that, and notifies of what changed.
 */
void tb_inbox_entry_set_state (TbInboxEntry *self, const TbInboxState *state);

G_END_DECLS
