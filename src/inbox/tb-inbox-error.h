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
} TbInboxError;

#define TB_INBOX_ERROR (tb_inbox_error_quark ())
GQuark tb_inbox_error_quark (void);

G_END_DECLS
