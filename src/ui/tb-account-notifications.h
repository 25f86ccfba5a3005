/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "account/tb-account.h"

G_BEGIN_DECLS

/**
 * TbAccountNotifications:
 *
 * Which notifications of an account are shown on the desktop: the urgent ones while it is quiet,
 * and those of each channel.
 */
#define TB_TYPE_ACCOUNT_NOTIFICATIONS (tb_account_notifications_get_type ())
G_DECLARE_FINAL_TYPE (
    TbAccountNotifications, tb_account_notifications, TB, ACCOUNT_NOTIFICATIONS, GtkBox)

GtkWidget *tb_account_notifications_new (TbAccount *account);

G_END_DECLS
