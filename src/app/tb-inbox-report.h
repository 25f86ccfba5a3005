/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "inbox/tb-inbox.h"

G_BEGIN_DECLS

/* How many notifications or events are told at once; whoever wants more looks at the database. */
#define TB_INBOX_REPORT_MOST 1000

char *tb_inbox_report_notifications (TbInbox *inbox,
                                     gboolean unread_only,
                                     const char *search,
                                     guint limit);
char *tb_inbox_report_events (TbInbox *inbox, guint limit);

G_END_DECLS
