/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inbox/tb-preferences.h"
#include "inbox/tb-quiet-cause.h"
#include "inbox/tb-quiet-hours.h"
#include "inbox/tb-snooze.h"
#include "inbox/tb-wall-clock.h"

G_BEGIN_DECLS

#define TB_TYPE_QUIET (tb_quiet_get_type ())

/**
 * TbQuiet:
 *
 * Whether it is quiet now, for all accounts, why and until when: a snooze, and the quiet hours of
 * the week. Both are settings, so that they outlast the program. Nothing is asked in between: a
 * timer is set for the next change, and set anew when the clock changes.
 *
 * Properties, each of which notifies once when it is another: `active` (boolean); `until` (int64),
 * microseconds since the Unix epoch, UTC, or 0 if it is not quiet or nothing ends it; `cause`
 * (uint), a TbQuietCause; `description` (string), see tb_quiet_describe().
 */
G_DECLARE_FINAL_TYPE (TbQuiet, tb_quiet, TB, QUIET, GObject)

/**
 * tb_quiet_new:
 * @preferences: where snooze and hours are kept
 * @clock: the clock on the wall
 *
 * Returns: (transfer full): how things stand from now on
 */
TbQuiet *tb_quiet_new (TbPreferences *preferences, TbWallClock *clock);

/**
 * tb_quiet_get_active:
 * @self: quiet
 *
 * Returns: whether it is quiet
 */
gboolean tb_quiet_get_active (TbQuiet *self);

/**
 * tb_quiet_get_until:
 * @self: quiet
 *
 * Returns: when it will not be quiet any more, whatever makes it quiet until then, in microseconds
 *   since the Unix epoch, UTC; 0 if it is not quiet, or nothing ends it
 */
gint64 tb_quiet_get_until (TbQuiet *self);

/**
 * tb_quiet_get_cause:
 * @self: quiet
 *
 * Returns: why it is quiet now; a snooze comes before quiet hours
 */
TbQuietCause tb_quiet_get_cause (TbQuiet *self);

/**
 * tb_quiet_take_ended_since:
 * @self: quiet
 *
 * Asks once about quiet that has ended, also while the program did not run.
 *
 * Returns: when it began, in microseconds since the Unix epoch, UTC; 0 if none has ended since the
 *   last call
 */
gint64 tb_quiet_take_ended_since (TbQuiet *self);

/**
 * tb_quiet_get_mistake:
 * @self: quiet
 *
 * Returns: (nullable): one sentence about the setting with the quiet hours, or %NULL if all of it
 *   could be read
 */
const char *tb_quiet_get_mistake (TbQuiet *self);

/**
 * tb_quiet_get_hours:
 * @self: quiet
 *
 * Returns: (transfer none): the quiet hours of the week as they are set now
 */
TbQuietHours *tb_quiet_get_hours (TbQuiet *self);

/**
 * tb_quiet_snooze:
 * @self: quiet
 * @snooze: for how long
 *
 * Makes it quiet from now on, in place of a snooze that goes on. Half an hour is half an hour,
 * however the clock is set meanwhile; tomorrow morning is when the clock on the wall shows it.
 */
void tb_quiet_snooze (TbQuiet *self, TbSnooze snooze);

/**
 * tb_quiet_end:
 * @self: quiet
 *
 * Ends a snooze, and quiet hours for this once: until they would have ended.
 */
void tb_quiet_end (TbQuiet *self);

/**
 * tb_quiet_describe:
 * @self: quiet
 *
 * Returns: (transfer full) (nullable): a few words for the user, such as “Quiet until 18:00” or
 *   “Quiet until tomorrow, 08:00”, which are others after midnight; %NULL if it is not quiet
 */
char *tb_quiet_describe (TbQuiet *self);

G_END_DECLS
