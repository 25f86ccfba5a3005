/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-inbox-prefix.h"

#include <glib/gi18n.h>

#include "inbox/tb-inbox-error.h"

TbInboxEntry *
tb_inbox_find_by_prefix (TbInbox *inbox, const char *prefix, GError **error)
{
  g_autoptr (TbInboxEntry) found = NULL;
  TbInboxEntry *whole;
  guint n_found = 0;

  g_return_val_if_fail (TB_IS_INBOX (inbox), NULL);
  g_return_val_if_fail (prefix != NULL, NULL);

  whole = tb_inbox_lookup (inbox, prefix);
  if (whole != NULL)
    return g_object_ref (whole);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (inbox)) && *prefix != '\0'; i++)
    {
      g_autoptr (TbInboxEntry) entry = g_list_model_get_item (G_LIST_MODEL (inbox), i);
      const char *id = tb_notification_get_id (tb_inbox_entry_get_notification (entry));

      if (!g_str_has_prefix (id, prefix))
        continue;
      g_set_object (&found, entry);
      n_found++;
    }

  if (n_found == 1)
    return g_steal_pointer (&found);

  if (n_found == 0)
    g_set_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_NO_NOTIFICATION,
                 _ ("There is no notification “%s”"), prefix);
  else
    g_set_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_AMBIGUOUS,
                 ngettext ("%u notification begins with “%s”; give more of its id",
                           "%u notifications begin with “%s”; give more of the id", n_found),
                 n_found, prefix);
  return NULL;
}
