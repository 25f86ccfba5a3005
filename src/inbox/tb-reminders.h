/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inbox/tb-inbox.h"
#include "inbox/tb-wall-clock.h"

G_BEGIN_DECLS

#define TB_TYPE_REMINDERS (tb_reminders_get_type ())

/**
 * TbReminders:
 *
 * The urgent notifications of an inbox that nobody has acknowledged, and when to show each of them
 * again: two, five and fifteen minutes after it came. All this follows from when it came, so that
 * nothing needs to be kept: after a restart or a suspend, what was missed is one reminder.
 *
 * Properties: `pending` (uint), how many there are, which notifies.
 *
 * Signals: `due` (TbInboxEntry) when one is to be shown again.
 */
G_DECLARE_FINAL_TYPE (TbReminders, tb_reminders, TB, REMINDERS, GObject)

/**
 * tb_reminders_new:
 * @inbox: where the notifications are
 * @clock: time
 *
 * Returns: (transfer full): follows @inbox from now on, beginning with what is in it
 */
TbReminders *tb_reminders_new (TbInbox *inbox, TbWallClock *clock);

/**
 * tb_reminders_get_pending:
 * @self: reminders
 *
 * Returns: how many notifications wait to be acknowledged
 */
guint tb_reminders_get_pending (TbReminders *self);

/**
 * tb_reminders_list:
 * @self: reminders
 *
 * Returns: (transfer full) (element-type TbInboxEntry): what waits to be acknowledged, the oldest
 *   first
 */
GPtrArray *tb_reminders_list (TbReminders *self);

/**
 * tb_reminders_restart:
 * @self: reminders
 * @id: id of a notification that waits to be acknowledged; of another it does nothing
 *
 * Counts the minutes from now on: for one that was shown later than it came.
 */
void tb_reminders_restart (TbReminders *self, const char *id);

/**
 * tb_reminders_next:
 * @age: how long ago it came, in microseconds
 *
 * Returns: the age at which it is to be shown again, in microseconds, or 0 if it is not any more
 */
gint64 tb_reminders_next (gint64 age);

G_END_DECLS
