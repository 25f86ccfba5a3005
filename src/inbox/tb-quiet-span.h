/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Days of the week in a mask. */
#define TB_QUIET_DAY(weekday) (1u << (weekday)) /* 0 for Monday to 6 for Sunday */
#define TB_QUIET_ALL_DAYS 0x7fu

/**
 * TbQuietSpan:
 * @days: the days on which it begins, a mask of TB_QUIET_DAY()
 * @start: when it begins, in minutes after midnight, less than 1440
 * @end: when it ends, in minutes after midnight, 1 to 1440; on the next day unless it is after
 *   @start
 *
 * A time of the week at which it is to be quiet, by the clock on the wall.
 */
typedef struct
{
  guint days;
  guint start;
  guint end;
} TbQuietSpan;

/**
 * tb_quiet_span_parse:
 * @text: what somebody wrote
 * @span: (out): the span
 * @error: return location for an error, or %NULL
 *
 * Reads a span such as `mon-fri 18:00-08:00`: days, which are `mon` to `sun`, ranges of them with
 * “-” and lists with “,”, or `daily`; then when it begins and when it ends. Without days it is
 * daily. `24:00` is midnight at the end of a day. Whole names of days and capitals do no harm.
 *
 * Returns: %FALSE with %TB_INBOX_ERROR_BAD_HOURS and one sentence that names @text
 */
gboolean tb_quiet_span_parse (const char *text, TbQuietSpan *span, GError **error);

/**
 * tb_quiet_span_to_string:
 * @span: a span
 *
 * Returns: (transfer full): the span as tb_quiet_span_parse() reads it, always the same for the
 *   same span
 */
char *tb_quiet_span_to_string (const TbQuietSpan *span);

/**
 * tb_quiet_span_check:
 * @span: a span, however it was made
 * @error: return location for an error, or %NULL
 *
 * Returns: %FALSE with %TB_INBOX_ERROR_BAD_HOURS and one sentence if there is no such time: no
 *   day, a time that no clock shows, or an end that is the start
 */
gboolean tb_quiet_span_check (const TbQuietSpan *span, GError **error);

/**
 * tb_quiet_span_describe:
 * @span: a span
 *
 * Returns: (transfer full): the span for the user, such as “Monday to Friday from 18:00 to 08:00
 * the next day”; a part of a sentence
 */
char *tb_quiet_span_describe (const TbQuietSpan *span);

G_END_DECLS
