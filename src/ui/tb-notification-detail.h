/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "account/tb-session-list.h"
#include "inbox/tb-inbox.h"

G_BEGIN_DECLS

/**
 * TbNotificationDetail:
 *
 * Everything about one notification of the inbox, and what can be done with it.
 */
#define TB_TYPE_NOTIFICATION_DETAIL (tb_notification_detail_get_type ())
G_DECLARE_FINAL_TYPE (
    TbNotificationDetail, tb_notification_detail, TB, NOTIFICATION_DETAIL, GtkStack)

void tb_notification_detail_set_models (TbNotificationDetail *self,
                                        TbSessionList *sessions,
                                        TbInbox *inbox);
void tb_notification_detail_set_entry (TbNotificationDetail *self, TbInboxEntry *entry);
void tb_notification_detail_focus (TbNotificationDetail *self);
char *tb_notification_detail_dup_text (const TbNotification *notification);

G_END_DECLS
