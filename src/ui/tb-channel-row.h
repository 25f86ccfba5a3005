/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "account/tb-account.h"

G_BEGIN_DECLS

/**
 * TbChannelRow:
 *
 * A channel of an account: whether its notifications are shown. What a pattern mutes cannot be
 * shown by the row alone, which then says so.
 */
#define TB_TYPE_CHANNEL_ROW (tb_channel_row_get_type ())
G_DECLARE_FINAL_TYPE (TbChannelRow, tb_channel_row, TB, CHANNEL_ROW, GtkBox)

GtkWidget *tb_channel_row_new (TbAccount *account, const char *channel);
const char *tb_channel_row_get_channel (TbChannelRow *self);

G_END_DECLS
