/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-quiet-hours.h"

#include <glib/gi18n.h>

#include "inbox/tb-local-time.h"

#define SECONDS_PER_MINUTE 60
#define SECONDS_PER_DAY (TB_MINUTES_PER_DAY * SECONDS_PER_MINUTE)
/*
 * How far ahead the next change can be: a span that comes once a week does not take place in the
 * week in which the clocks skip it.
 */
#define HORIZON (16 * SECONDS_PER_DAY)

struct _TbQuietHours
{
  gatomicrefcount ref_count;
  GArray *spans; /* (element-type TbQuietSpan) */
};

G_DEFINE_BOXED_TYPE (TbQuietHours, tb_quiet_hours, tb_quiet_hours_ref, tb_quiet_hours_unref)

TbQuietHours *
tb_quiet_hours_new (const TbQuietSpan *spans, gsize n_spans)
{
  TbQuietHours *self;

  g_return_val_if_fail (spans != NULL || n_spans == 0, NULL);
  for (gsize i = 0; i < n_spans; i++)
    g_return_val_if_fail (tb_quiet_span_check (&spans[i], NULL), NULL);

  self = g_new0 (TbQuietHours, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->spans = g_array_new (FALSE, FALSE, sizeof (TbQuietSpan));
  g_array_append_vals (self->spans, spans, (guint) n_spans);

  return self;
}

TbQuietHours *
tb_quiet_hours_new_from_strings (const char *const *strings, char **mistake)
{
  g_autoptr (TbQuietHours) self = tb_quiet_hours_new (NULL, 0);
  g_autofree char *first_mistake = NULL;

  g_return_val_if_fail (strings != NULL, NULL);

  for (gsize i = 0; strings[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      TbQuietSpan span;

      if (tb_quiet_span_parse (strings[i], &span, &error))
        g_array_append_val (self->spans, span);
      else if (first_mistake == NULL)
        first_mistake = g_strdup (error->message);
    }

  if (mistake != NULL)
    *mistake = g_steal_pointer (&first_mistake);
  return g_steal_pointer (&self);
}

TbQuietHours *
tb_quiet_hours_ref (TbQuietHours *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
tb_quiet_hours_unref (TbQuietHours *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_array_unref (self->spans);
  g_free (self);
}

const TbQuietSpan *
tb_quiet_hours_get_spans (const TbQuietHours *self, gsize *n_spans)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n_spans != NULL, NULL);

  *n_spans = self->spans->len;
  return (const TbQuietSpan *) (gpointer) self->spans->data;
}

GStrv
tb_quiet_hours_to_strings (const TbQuietHours *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->spans->len; i++)
    {
      g_autofree char *text
          = tb_quiet_span_to_string (&g_array_index (self->spans, TbQuietSpan, i));

      g_strv_builder_add (builder, text);
    }

  return g_strv_builder_end (builder);
}

/* A span that does not end after it began goes on to the next day. */
static gboolean
is_within (const TbQuietSpan *span, guint weekday, guint second)
{
  guint start = span->start * SECONDS_PER_MINUTE;
  guint end = span->end * SECONDS_PER_MINUTE;
  guint yesterday = (weekday + 6) % 7;

  if (start < end)
    return (span->days & TB_QUIET_DAY (weekday)) != 0 && second >= start && second < end;

  return ((span->days & TB_QUIET_DAY (weekday)) != 0 && second >= start)
         || ((span->days & TB_QUIET_DAY (yesterday)) != 0 && second < end);
}

static gboolean
is_quiet (const TbQuietHours *self, const TbLocalTime *now)
{
  for (guint i = 0; i < self->spans->len; i++)
    {
      if (is_within (&g_array_index (self->spans, TbQuietSpan, i), now->weekday, now->second))
        return TRUE;
    }

  return FALSE;
}

/* Seconds until the clock shows a time at which a span begins or ends on whatever day, or the day
 * ends. */
static guint
seconds_to_edge (const TbQuietHours *self, const TbLocalTime *now)
{
  guint nearest = SECONDS_PER_DAY - now->second;

  for (guint i = 0; i < self->spans->len; i++)
    {
      const TbQuietSpan *span = &g_array_index (self->spans, TbQuietSpan, i);
      guint start = span->start * SECONDS_PER_MINUTE;
      guint end = span->end * SECONDS_PER_MINUTE;

      if (start > now->second)
        nearest = MIN (nearest, start - now->second);
      if (end > now->second)
        nearest = MIN (nearest, end - now->second);
    }

  return nearest;
}

static gint64
to_seconds (gint64 time)
{
  return time >= 0 ? time / G_USEC_PER_SEC : -((-time + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}

gboolean
tb_quiet_hours_contain (const TbQuietHours *self, GTimeZone *zone, gint64 time)
{
  TbLocalTime now;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (zone != NULL, FALSE);

  now = tb_local_time_at (zone, to_seconds (time), to_seconds (time));
  return is_quiet (self, &now);
}

gint64
tb_quiet_hours_next_change (const TbQuietHours *self, GTimeZone *zone, gint64 time)
{
  gint64 at = to_seconds (time);
  const gint64 horizon = at + HORIZON;
  TbLocalTime now;
  gboolean quiet;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (zone != NULL, 0);

  if (self->spans->len == 0)
    return 0;

  now = tb_local_time_at (zone, at, at);
  quiet = is_quiet (self, &now);
  /* From edge to edge, and wherever the clocks change in between. */
  while (at < horizon)
    {
      gint64 edge = at + seconds_to_edge (self, &now);

      at = tb_local_time_at (zone, at, edge).valid_until;
      now = tb_local_time_at (zone, at, at);
      if (is_quiet (self, &now) != quiet)
        return at * G_USEC_PER_SEC;
    }

  return 0;
}

char *
tb_quiet_hours_describe (const TbQuietHours *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;
  g_autofree char *joined = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->spans->len == 0)
    return g_strdup (_ ("No quiet hours"));

  for (guint i = 0; i < self->spans->len; i++)
    {
      g_autofree char *part = tb_quiet_span_describe (&g_array_index (self->spans, TbQuietSpan, i));

      g_strv_builder_add (builder, part);
    }
  parts = g_strv_builder_end (builder);
  joined = g_strjoinv ("; ", parts);

  /* Translators: when it is quiet: days and times */
  return g_strdup_printf (_ ("Quiet: %s"), joined);
}
