/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-inbox-prefix.h"

#include <glib/gi18n.h>

#include "inbox/tb-inbox-error.h"

/* More than these are not told from one another. */
#define MOST_COUNTED 1000

TbInboxEntry *
tb_inbox_find_by_prefix (TbInbox *inbox, const char *prefix, GError **error)
{
  g_autoptr (GPtrArray) ids = NULL;
  TbInboxEntry *whole;

  g_return_val_if_fail (TB_IS_INBOX (inbox), NULL);
  g_return_val_if_fail (prefix != NULL, NULL);

  whole = tb_inbox_lookup (inbox, prefix);
  if (whole != NULL)
    return g_object_ref (whole);

  ids = tb_inbox_complete_id (inbox, prefix, *prefix != '\0' ? MOST_COUNTED : 0);
  if (ids->len == 1)
    return g_object_ref (tb_inbox_lookup (inbox, g_ptr_array_index (ids, 0)));

  if (ids->len == 0)
    g_set_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_NO_NOTIFICATION,
                 _ ("There is no notification “%s”"), prefix);
  else
    g_set_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_AMBIGUOUS,
                 ngettext ("%u notification begins with “%s”; give more of its id",
                           "%u notifications begin with “%s”; give more of the id", ids->len),
                 ids->len, prefix);
  return NULL;
}
