/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TbNotice:
 *
 * A line across the window that says what is not as usual, with a button for what can be done about
 * it, or one that dismisses it.
 *
 * Signal: `dismissed` (), after the user has dismissed it.
 */
#define TB_TYPE_NOTICE (tb_notice_get_type ())
G_DECLARE_FINAL_TYPE (TbNotice, tb_notice, TB, NOTICE, GtkBox)

GtkWidget *tb_notice_new (void);
void tb_notice_set_icon (TbNotice *self, const char *icon_name);
void tb_notice_set_text (TbNotice *self, const char *text);
void tb_notice_set_detail (TbNotice *self, const char *detail);
void tb_notice_set_button (TbNotice *self,
                           const char *label,
                           const char *action_name,
                           const char *target);
void tb_notice_set_dismissable (TbNotice *self, gboolean dismissable);

G_END_DECLS
