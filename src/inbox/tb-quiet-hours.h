/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "inbox/tb-quiet-span.h"

G_BEGIN_DECLS

/**
 * TbQuietHours:
 *
 * The spans of a week at which it is quiet: an immutable, reference-counted value. Spans may
 * overlap.
 */
typedef struct _TbQuietHours TbQuietHours;

#define TB_TYPE_QUIET_HOURS (tb_quiet_hours_get_type ())
GType tb_quiet_hours_get_type (void);

/**
 * tb_quiet_hours_new:
 * @spans: (array length=n_spans): spans, each of which tb_quiet_span_check() finds right
 * @n_spans: how many
 *
 * Returns: (transfer full): the hours
 */
TbQuietHours *tb_quiet_hours_new (const TbQuietSpan *spans, gsize n_spans);

/**
 * tb_quiet_hours_new_from_strings:
 * @strings: (array zero-terminated=1): spans as tb_quiet_span_parse() reads them, as in the setting
 * @mistake: (out) (optional) (nullable) (transfer full): one sentence about the first that was left
 *   out, or %NULL if none was
 *
 * Reads hours. What can be read counts even if there is a mistake elsewhere: who mistypes a Sunday
 * is not to be woken on Monday.
 *
 * Returns: (transfer full): the hours
 */
TbQuietHours *tb_quiet_hours_new_from_strings (const char *const *strings, char **mistake);

/**
 * tb_quiet_hours_ref:
 * @self: hours
 *
 * Returns: (transfer full): @self
 */
TbQuietHours *tb_quiet_hours_ref (TbQuietHours *self);

/**
 * tb_quiet_hours_unref:
 * @self: (transfer full): hours
 *
 * Gives a reference back; the last one frees @self.
 */
void tb_quiet_hours_unref (TbQuietHours *self);

/**
 * tb_quiet_hours_get_spans:
 * @self: hours
 * @n_spans: (out): how many
 *
 * Returns: (transfer none) (array length=n_spans): the spans in the order in which they were given
 */
const TbQuietSpan *tb_quiet_hours_get_spans (const TbQuietHours *self, gsize *n_spans);

/**
 * tb_quiet_hours_to_strings:
 * @self: hours
 *
 * Returns: (transfer full): the spans for the setting
 */
GStrv tb_quiet_hours_to_strings (const TbQuietHours *self);

/**
 * tb_quiet_hours_contain:
 * @self: hours
 * @zone: the time zone that the clock on the wall hangs in
 * @time: microseconds since the Unix epoch, UTC
 *
 * A span is where the clock on the wall shows it: one that the clocks skip when they are put
 * forward does not take place, and when they are put back it takes place twice.
 *
 * Returns: whether it is quiet at @time
 */
gboolean tb_quiet_hours_contain (const TbQuietHours *self, GTimeZone *zone, gint64 time);

/**
 * tb_quiet_hours_next_change:
 * @self: hours
 * @zone: the time zone that the clock on the wall hangs in
 * @time: microseconds since the Unix epoch, UTC
 *
 * Returns: the first time after @time at which tb_quiet_hours_contain() says something else, or 0
 *   if it is always quiet, or never
 */
gint64 tb_quiet_hours_next_change (const TbQuietHours *self, GTimeZone *zone, gint64 time);

/**
 * tb_quiet_hours_describe:
 * @self: hours
 *
 * Returns: (transfer full): one sentence for the user, such as “Quiet: Monday to Friday from 18:00
 *   to 08:00 the next day; Saturday and Sunday all day”
 */
char *tb_quiet_hours_describe (const TbQuietHours *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbQuietHours, tb_quiet_hours_unref)

G_END_DECLS
