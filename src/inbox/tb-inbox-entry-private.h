/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inbox/tb-inbox-entry.h"

G_BEGIN_DECLS

/* For TbInbox only: it keeps counts of both states. */

/**
 * tb_inbox_entry_new:
 * @notification: a notification, referenced
 * @unread: whether it was not read yet
 * @acknowledged: whether it was acknowledged; taken as %TRUE unless @notification is urgent
 *
 * Returns: (transfer full): a new entry
 */
TbInboxEntry *
tb_inbox_entry_new (TbNotification *notification, gboolean unread, gboolean acknowledged);

/**
 * tb_inbox_entry_mark_read:
 * @self: an entry
 *
 * Marks it read and notifies, once.
 *
 * Returns: whether this changed anything
 */
gboolean tb_inbox_entry_mark_read (TbInboxEntry *self);

/**
 * tb_inbox_entry_acknowledge:
 * @self: an entry
 *
 * Marks it acknowledged and notifies, once.
 *
 * Returns: whether this changed anything
 */
gboolean tb_inbox_entry_acknowledge (TbInboxEntry *self);

G_END_DECLS
