/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TbInboxError:
 * @TB_INBOX_ERROR_LINK_REFUSED: a link may not be opened: scheme, origin or form
 * @TB_INBOX_ERROR_BAD_TEMPLATE: a template cannot be read
 * @TB_INBOX_ERROR_BAD_RULES: a rules file holds a mistake
 * @TB_INBOX_ERROR_BAD_HOURS: quiet hours hold a mistake
 * @TB_INBOX_ERROR_NO_NOTIFICATION: there is no such notification
 * @TB_INBOX_ERROR_AMBIGUOUS: there are several
 * @TB_INBOX_ERROR_STORE_FULL: the disk has no room, or the user has no more quota of it
 * @TB_INBOX_ERROR_STORE_BUSY: another program has the database
 * @TB_INBOX_ERROR_STORE_UNUSABLE: the database cannot be made, opened or written
 * @TB_INBOX_ERROR_STORE_DAMAGED: the database is none, or no longer one
 * @TB_INBOX_ERROR_STORE_INDEX_DAMAGED: its search index is, which can be made anew
 * @TB_INBOX_ERROR_STORE_NEWER: the database was written by a newer version
 *
 * What can go wrong in the inbox. Every message is one sentence fit for a person.
 */
typedef enum
{
  TB_INBOX_ERROR_LINK_REFUSED,
  TB_INBOX_ERROR_BAD_TEMPLATE,
  TB_INBOX_ERROR_BAD_RULES,
  TB_INBOX_ERROR_BAD_HOURS,
  TB_INBOX_ERROR_NO_NOTIFICATION,
  TB_INBOX_ERROR_AMBIGUOUS,
  TB_INBOX_ERROR_STORE_FULL,
  TB_INBOX_ERROR_STORE_BUSY,
  TB_INBOX_ERROR_STORE_UNUSABLE,
  TB_INBOX_ERROR_STORE_DAMAGED,
  TB_INBOX_ERROR_STORE_INDEX_DAMAGED,
  TB_INBOX_ERROR_STORE_NEWER,
} TbInboxError;

#define TB_INBOX_ERROR (tb_inbox_error_quark ())
GQuark tb_inbox_error_quark (void);

G_END_DECLS
