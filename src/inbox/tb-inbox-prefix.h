/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inbox/tb-inbox.h"

G_BEGIN_DECLS

/**
 * tb_inbox_find_by_prefix:
 * @inbox: an inbox
 * @prefix: an id as a person types it: all of it, or as much as no other begins with
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full): the entry, or %NULL with %TB_INBOX_ERROR_NO_NOTIFICATION or
 *   %TB_INBOX_ERROR_AMBIGUOUS and one sentence
 */
TbInboxEntry *tb_inbox_find_by_prefix (TbInbox *inbox, const char *prefix, GError **error);

G_END_DECLS
