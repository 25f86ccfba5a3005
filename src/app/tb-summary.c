/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The one toast that stands for many: of a burst, and of quiet that is over. A burst is not told
 * number by number, for a desktop has better to do than to paint a counter.
 */

#include "app/tb-summary.h"

#include <glib/gi18n.h>

/* What the specification calls a message that somebody wrote. */
#define CATEGORY "im.received"

/* How long the first summary of a burst waits for the rest of it. */
#define FIRST_DELAY (250 * G_TIME_SPAN_MILLISECOND)

/* How far summaries of one burst are apart: twice as far each time, up to the second number. */
#define SHORTEST_INTERVAL (2 * G_TIME_SPAN_SECOND)
#define LONGEST_INTERVAL G_TIME_SPAN_MINUTE

struct _TbSummary
{
  GObject parent_instance;

  TbNotifier *notifier;
  TbWallClock *clock;

  guint count;
  guint n_seen; /* how many of them the user has dealt with already */
  gint64 interval;
  gint64 next; /* when the next summary may be shown, on the clock that nobody sets */
  guint timer;
  gboolean is_shown;
  guint n_missed; /* how many that came without a connection the toast stands for */
};

G_DEFINE_FINAL_TYPE (TbSummary, tb_summary, G_TYPE_OBJECT)

static void
show (TbSummary *self, const char *title)
{
  const TbToastAction actions[] = {
    { TB_TOAST_ACTION_DEFAULT, _ ("Show") },
    { "open", _ ("Show") },
  };
  g_autoptr (TbToast) toast
      = tb_toast_new (TB_SUMMARY_ID, title, _ ("They are in your inbox."), TB_TOAST_URGENCY_NORMAL,
                      CATEGORY, NULL, actions, G_N_ELEMENTS (actions));

  tb_notifier_show (self->notifier, toast);
  self->is_shown = TRUE;
}

static void
on_due (gpointer user_data)
{
  TbSummary *self = TB_SUMMARY (user_data);
  guint count = self->count - self->n_seen;
  g_autofree char *title
      = g_strdup_printf (ngettext ("%u new notification", "%u new notifications", count), count);

  self->timer = 0;
  self->next = tb_wall_clock_get_elapsed (self->clock) + self->interval;
  self->interval = MIN (2 * self->interval, LONGEST_INTERVAL);
  self->n_missed = 0;
  show (self, title);
}

static void
on_closed (TbNotifier *notifier,
           const char *toast_id,
           TbNotifierClosedReason reason,
           gpointer user_data)
{
  TbSummary *self = TB_SUMMARY (user_data);

  if (!g_str_equal (toast_id, TB_SUMMARY_ID))
    return;

  self->is_shown = FALSE;
  if (reason == TB_NOTIFIER_CLOSED_DISMISSED && self->timer == 0)
    self->n_seen = self->count;
}

static void
tb_summary_finalize (GObject *object)
{
  TbSummary *self = TB_SUMMARY (object);

  tb_wall_clock_clear_timer (self->clock, &self->timer);
  g_clear_object (&self->notifier);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (tb_summary_parent_class)->finalize (object);
}

static void
tb_summary_class_init (TbSummaryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_summary_finalize;
}

static void
tb_summary_init (TbSummary *self)
{
}

/**
 * tb_summary_new:
 * @notifier: shows the toast
 * @clock: time
 *
 * Returns: (transfer full): nothing to sum up yet
 */
TbSummary *
tb_summary_new (TbNotifier *notifier, TbWallClock *clock)
{
  TbSummary *self = g_object_new (TB_TYPE_SUMMARY, NULL);

  self->notifier = g_object_ref (notifier);
  self->clock = g_object_ref (clock);
  g_signal_connect_object (notifier, "closed", G_CALLBACK (on_closed), self, 0);

  return self;
}

/**
 * tb_summary_count:
 * @self: the summary
 * @count: how many notifications of a burst have no toast of their own by now; 1 for a new burst
 *
 * Shows the summary of a burst soon, or brings it up to date.
 */
void
tb_summary_count (TbSummary *self, guint count)
{
  gint64 now = tb_wall_clock_get_elapsed (self->clock);

  if (count == 1)
    {
      self->n_seen = 0;
      self->interval = SHORTEST_INTERVAL;
    }
  self->count = count;

  if (self->timer == 0)
    self->timer
        = tb_wall_clock_add_timer (self->clock, MAX (FIRST_DELAY, self->next - now), on_due, self);
}

/**
 * tb_summary_show_missed:
 * @self: the summary
 * @count: how many notifications came
 *
 * Sums up what came while there was no connection, with what such a summary on the screen says
 * already: several accounts come back at once.
 */
void
tb_summary_show_missed (TbSummary *self, guint count)
{
  g_autofree char *title = NULL;

  self->n_missed = (self->is_shown ? self->n_missed : 0) + count;
  title = g_strdup_printf (ngettext ("%u new notification", "%u new notifications", self->n_missed),
                           self->n_missed);
  show (self, title);
}

/**
 * tb_summary_show_quiet:
 * @self: the summary
 * @count: how many notifications came
 *
 * Sums up what came while it was quiet.
 */
void
tb_summary_show_quiet (TbSummary *self, guint count)
{
  g_autofree char *title = g_strdup_printf (
      ngettext ("%u notification while it was quiet", "%u notifications while it was quiet", count),
      count);

  self->n_missed = 0;
  show (self, title);
}

/**
 * tb_summary_withdraw:
 * @self: the summary
 *
 * The user has seen to everything that there was to sum up.
 */
void
tb_summary_withdraw (TbSummary *self)
{
  tb_wall_clock_clear_timer (self->clock, &self->timer);
  self->n_seen = self->count;
  self->n_missed = 0;
  if (self->is_shown)
    tb_notifier_withdraw (self->notifier, TB_SUMMARY_ID);
}
