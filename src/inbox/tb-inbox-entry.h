/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inbox/tb-inbox-state.h"
#include "inbox/tb-notification.h"

G_BEGIN_DECLS

#define TB_TYPE_INBOX_ENTRY (tb_inbox_entry_get_type ())

/**
 * TbInboxEntry:
 *
 * A notification in the inbox together with what the user did about it. The properties
 * `unread` and `acknowledged` notify; they are changed through TbInbox alone, which counts them.
 */
G_DECLARE_FINAL_TYPE (TbInboxEntry, tb_inbox_entry, TB, INBOX_ENTRY, GObject)

/**
 * tb_inbox_entry_get_notification:
 * @self: an entry
 *
 * Returns: (transfer none): the notification, the same as long as @self lives
 */
TbNotification *tb_inbox_entry_get_notification (TbInboxEntry *self);

/**
 * tb_inbox_entry_get_unread:
 * @self: an entry
 *
 * Returns: whether it was not read yet
 */
gboolean tb_inbox_entry_get_unread (TbInboxEntry *self);

/**
 * tb_inbox_entry_get_acknowledged:
 * @self: an entry
 *
 * Returns: %FALSE for an urgent notification until it is acknowledged; %TRUE for all others,
 *   which need no acknowledgement
 */
gboolean tb_inbox_entry_get_acknowledged (TbInboxEntry *self);

/**
 * tb_inbox_entry_get_state:
 * @self: an entry
 *
 * Returns: (transfer none): when and where it was read and acknowledged
 */
const TbInboxState *tb_inbox_entry_get_state (TbInboxEntry *self);

G_END_DECLS
