/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "account/tb-session-list.h"
#include "inbox/tb-inbox.h"
#include "inbox/tb-quiet.h"

G_BEGIN_DECLS

/* The popover's size where the screen has room for it, in GDK's pixels. */
#define TB_POPOVER_WIDTH 360
#define TB_POPOVER_HEIGHT 520

/* How long after the popover was dismissed by a click elsewhere a click on the tray icon counts as
 * that very click, in ms: hosts report it after the focus has gone. */
#define TB_POPOVER_DISMISS_TIME 300

/**
 * TbPopover:
 *
 * What a click on the tray icon shows: the accounts, who is in their rooms, and the newest
 * notifications. A window of its own, for the icon is another process's; Escape and the loss of the
 * focus hide it.
 */
#define TB_TYPE_POPOVER (tb_popover_get_type ())
G_DECLARE_FINAL_TYPE (TbPopover, tb_popover, TB, POPOVER, GtkWindow)

TbPopover *tb_popover_new (TbSessionList *sessions, TbInbox *inbox, GActionGroup *app_actions);
void tb_popover_present (TbPopover *self, const char *activation_token);
void tb_popover_present_at (TbPopover *self, int x, int y, const char *activation_token);
void tb_popover_set_quiet (TbPopover *self, TbQuiet *quiet);

G_END_DECLS
