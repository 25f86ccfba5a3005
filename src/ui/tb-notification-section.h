/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "inbox/tb-inbox.h"

G_BEGIN_DECLS

/* How many notifications the popover has rows for; all others are in the window. */
#define TB_NOTIFICATION_SECTION_ROWS 30

/**
 * TbNotificationSection:
 *
 * The newest notifications, before them the urgent ones that nobody acknowledged yet.
 *
 * Signal: `opened` (), emitted after the user opened a notification or asked for all of them.
 */
#define TB_TYPE_NOTIFICATION_SECTION (tb_notification_section_get_type ())
G_DECLARE_FINAL_TYPE (
    TbNotificationSection, tb_notification_section, TB, NOTIFICATION_SECTION, GtkBox)

GtkWidget *tb_notification_section_new (TbInbox *inbox);
void tb_notification_section_scroll_to_top (TbNotificationSection *self);

G_END_DECLS
