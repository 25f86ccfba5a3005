/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Times in settings, in the form of ISO 8601 so that people can read them: with a Z at the end a
 * moment, which is the same one in every zone; without, what the clock on the wall shows in
 * whatever zone the user is.
 */

/**
 * tb_setting_time_parse:
 * @text: what the setting holds
 * @zone: the zone in which the clock hangs
 * @is_moment: (out): whether the time is a moment
 *
 * Returns: microseconds since the Unix epoch, UTC; 0 if @text is no time
 */
gint64 tb_setting_time_parse (const char *text, GTimeZone *zone, gboolean *is_moment);

/**
 * tb_setting_time_print:
 * @time: microseconds since the Unix epoch, UTC
 *
 * Returns: (transfer full): the moment, with a fraction only if it is no whole second
 */
char *tb_setting_time_print (gint64 time);

/**
 * tb_setting_time_round_up:
 * @time: microseconds since the Unix epoch, UTC
 *
 * Returns: the first whole second that is not before @time, which people read more easily
 */
gint64 tb_setting_time_round_up (gint64 time);

G_END_DECLS
