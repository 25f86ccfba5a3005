/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * How long the popover takes to open, and to scroll through the people of a room, until what is to
 * be seen has been drawn.
 */

#include <time.h>

#include "popover-fixture.h"
#include "ui/tb-member-list.h"
#include "ui/tb-ui.h"

/* How often it is opened again. */
#define ROUNDS 30

/* How many frames are scrolled, and by how much each, in GDK's pixels: a flick of the finger. */
#define FRAMES 300
#define STEP 70

/* What is allowed at most, in ms: first with all that GTK needs to start, and of the later ones the
 * one in the middle. Frames at 60 Hz are 16.7 ms apart. */
#define FIRST_BOUND 250
#define LATER_BOUND 50
#define LATER_BOUND_OF_MANY 150
#define FRAME_BOUND 16.7

/* More than this many people are many. */
#define MANY 1000

static int n_members = 10000;
static double slack = 1.0;

typedef struct
{
  PopoverFixture *popover;
  TbPopover *window;
  gboolean drawn;
} Bench;

static double
now_ms (void)
{
  return g_get_monotonic_time () / 1000.0;
}

/* What this process alone has spent: whatever else the computer does is not counted. */
static double
cpu_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);

  return time.tv_sec * 1000.0 + time.tv_nsec / 1e6;
}

static gboolean
on_draw (GtkWidget *widget, cairo_t *cr, gpointer user_data)
{
  ((Bench *) user_data)->drawn = TRUE;

  return GDK_EVENT_PROPAGATE;
}

static void
wait_until_drawn (Bench *self)
{
  WAIT_UNTIL (self->drawn);
  gdk_display_sync (gdk_display_get_default ());
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  const double first = *(const double *) a;
  const double second = *(const double *) b;

  return (first > second) - (first < second);
}

static double
get_quantile (GArray *times, double part)
{
  g_array_sort (times, compare_doubles);

  return g_array_index (times, double, (guint) (part * (times->len - 1)));
}

static void
open_first (Bench *self)
{
  double start = now_ms ();
  double start_cpu = cpu_ms ();
  double ready;
  double made;
  g_autoptr (GError) error = NULL;

  g_assert_true (tb_ui_ensure (&error));
  g_assert_no_error (error);
  ready = now_ms ();
  self->window = tb_popover_new (self->popover->sessions, self->popover->inbox,
                                 G_ACTION_GROUP (self->popover->actions));
  g_signal_connect_after (self->window, "draw", G_CALLBACK (on_draw), self);
  made = now_ms ();
  tb_popover_present (self->window, NULL);
  wait_until_drawn (self);
  g_test_message ("first: %.1f ms (GTK starts: %.1f, popover made: %.1f, shown and drawn: %.1f); "
                  "CPU %.1f ms",
                  now_ms () - start, ready - start, made - ready, now_ms () - made,
                  cpu_ms () - start_cpu);
  g_assert_cmpfloat (cpu_ms () - start_cpu, <, FIRST_BOUND * slack);
  settle ();
}

static void
open_again (Bench *self)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  double bound = n_members > MANY ? LATER_BOUND_OF_MANY : LATER_BOUND;

  for (guint i = 0; i < ROUNDS; i++)
    {
      double start;
      double time;

      gtk_widget_hide (GTK_WIDGET (self->window));
      settle ();
      self->drawn = FALSE;
      start = now_ms ();
      tb_popover_present (self->window, NULL);
      wait_until_drawn (self);
      time = now_ms () - start;
      g_array_append_val (times, time);
      settle ();
    }
  g_test_message ("later: %.1f ms (fastest %.1f, slowest %.1f)", get_quantile (times, 0.5),
                  get_quantile (times, 0), get_quantile (times, 1));
  g_assert_cmpfloat (get_quantile (times, 0.5), <, bound * slack);
}

static void
scroll (Bench *self)
{
  GtkWidget *list = popover_fixture_find (GTK_WIDGET (self->window), TB_TYPE_MEMBER_LIST, 0);
  GtkWidget *viewport = gtk_widget_get_ancestor (list, GTK_TYPE_VIEWPORT);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport));
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < FRAMES; i++)
    {
      double start = cpu_ms ();
      double time;

      self->drawn = FALSE;
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + STEP);
      gtk_widget_queue_draw (list);
      wait_until_drawn (self);
      time = cpu_ms () - start;
      g_array_append_val (times, time);
    }
  g_test_message ("scrolling: %.1f ms of CPU a frame (99 of 100 within %.1f)",
                  get_quantile (times, 0.5), get_quantile (times, 0.99));
  g_assert_cmpfloat (get_quantile (times, 0.5), <, FRAME_BOUND * slack);
}

static void
test_popover_opens_and_scrolls (void)
{
  Bench self = { .popover = popover_fixture_new (TRUE, TRUE) };

  popover_fixture_wait_for_room (self.popover);
  popover_fixture_fill (pusher_channel_get_presence (popover_fixture_get_room (self.popover)), "7",
                        (guint) n_members);
  for (guint i = 0; i < 30; i++)
    popover_fixture_notify (self.popover, "New order received", "Order 123 from ACME",
                            TB_URGENCY_NORMAL, i * 60);

  g_test_message ("%d people in the room", n_members);
  open_first (&self);
  open_again (&self);
  scroll (&self);

  gtk_widget_destroy (GTK_WIDGET (self.window));
  popover_fixture_free (self.popover);
}

int
main (int argc, char **argv)
{
  const GOptionEntry entries[]
      = { { "members", 0, 0, G_OPTION_ARG_INT, &n_members, "How many people are in the room", "N" },
          { "slack", 0, 0, G_OPTION_ARG_DOUBLE, &slack, "By how much the bounds are widened", "X" },
          G_OPTION_ENTRY_NULL };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);

  g_test_add_func ("/popover/opens-and-scrolls", test_popover_opens_and_scrolls);

  return g_test_run ();
}
