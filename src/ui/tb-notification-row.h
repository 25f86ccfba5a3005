/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "inbox/tb-inbox-entry.h"

G_BEGIN_DECLS

/**
 * TbNotificationRow:
 *
 * One notification of the inbox.
 */
#define TB_TYPE_NOTIFICATION_ROW (tb_notification_row_get_type ())
G_DECLARE_FINAL_TYPE (TbNotificationRow, tb_notification_row, TB, NOTIFICATION_ROW, GtkListBoxRow)

GtkWidget *tb_notification_row_new (TbInboxEntry *entry);
TbInboxEntry *tb_notification_row_get_entry (TbNotificationRow *self);
gint64 tb_notification_row_update_time (TbNotificationRow *self, gint64 now);

G_END_DECLS
