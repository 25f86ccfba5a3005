/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The clock of the program: GLib's monotonic time and its main loop (protocol §14). */

#include <string.h>

#include "pusher/pusher-system-clock.h"

typedef struct
{
  PusherClock *clock;
  GString *order;
  guint other;
  GThread *thread;
} Called;

static void
on_first (gpointer user_data)
{
  Called *called = user_data;

  g_string_append (called->order, "first ");
  called->thread = g_thread_self ();
}

static void
on_second (gpointer user_data)
{
  Called *called = user_data;

  g_string_append (called->order, "second ");
}

static void
on_cancel_other (gpointer user_data)
{
  Called *called = user_data;

  g_string_append (called->order, "cancels ");
  pusher_clock_clear_timer (called->clock, &called->other);
}

static void
on_set_another (gpointer user_data)
{
  Called *called = user_data;

  g_string_append (called->order, "sets ");
  pusher_clock_add_timer (called->clock, 0, on_first, called);
}

static gboolean
on_deadline (gpointer user_data)
{
  g_error ("Waited too long");

  return G_SOURCE_REMOVE;
}

static void
wait_for (GMainContext *context, Called *called, const char *wanted)
{
  guint deadline = g_timeout_add_seconds (5, on_deadline, NULL);

  while (called->order->len < strlen (wanted))
    g_main_context_iteration (context, TRUE);
  g_source_remove (deadline);
  g_assert_cmpstr (called->order->str, ==, wanted);
  g_string_truncate (called->order, 0);
}

static void
test_timers (void)
{
  Called called = { pusher_system_clock_new (), g_string_new (NULL), 0, NULL };
  gint64 before = pusher_clock_get_time (called.clock);
  guint cancelled;

  g_assert_cmpint (before, <=, g_get_monotonic_time ());
  pusher_clock_add_timer (called.clock, 20 * 1000, on_second, &called);
  pusher_clock_add_timer (called.clock, 0, on_first, &called);
  cancelled = pusher_clock_add_timer (called.clock, 10 * 1000, on_first, &called);
  g_assert_cmpuint (cancelled, !=, 0);
  pusher_clock_clear_timer (called.clock, &cancelled);
  g_assert_cmpuint (cancelled, ==, 0);
  pusher_clock_clear_timer (called.clock, &cancelled);
  wait_for (NULL, &called, "first second ");
  /* Never early. */
  g_assert_cmpint (pusher_clock_get_time (called.clock) - before, >=, 20 * 1000);

  g_assert_finalize_object (called.clock);
  g_string_free (called.order, TRUE);
}

static void
test_inside_a_timer (void)
{
  Called called = { pusher_system_clock_new (), g_string_new (NULL), 0, NULL };

  called.other = pusher_clock_add_timer (called.clock, 5 * 1000, on_second, &called);
  pusher_clock_add_timer (called.clock, 1000, on_cancel_other, &called);
  pusher_clock_add_timer (called.clock, 8 * 1000, on_set_another, &called);
  wait_for (NULL, &called, "cancels sets first ");

  g_assert_finalize_object (called.clock);
  g_string_free (called.order, TRUE);
}

/* Timers that are still set go with the clock. */
static void
test_finalized (void)
{
  Called called = { pusher_system_clock_new (), g_string_new (NULL), 0, NULL };

  pusher_clock_add_timer (called.clock, 0, on_first, &called);
  pusher_clock_add_timer (called.clock, 3600 * (gint64) G_USEC_PER_SEC, on_first, &called);
  g_assert_finalize_object (called.clock);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (called.order->str, ==, "");
  g_string_free (called.order, TRUE);
}

static gpointer
run_on_thread (gpointer user_data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  Called called = { pusher_system_clock_new (), g_string_new (NULL), 0, NULL };

  g_main_context_push_thread_default (context);
  pusher_clock_add_timer (called.clock, 0, on_first, &called);
  wait_for (context, &called, "first ");
  g_assert_true (called.thread == g_thread_self ());
  g_main_context_pop_thread_default (context);
  g_assert_finalize_object (called.clock);
  g_string_free (called.order, TRUE);

  return NULL;
}

/* The context that was the thread's default when the timer was set, and no other. */
static void
test_context (void)
{
  g_thread_join (g_thread_new ("test", run_on_thread, NULL));
}

static void
test_random (void)
{
  PusherClock *clock = pusher_system_clock_new ();

  for (int i = 0; i < 1000; i++)
    {
      double random = pusher_clock_get_random (clock);

      g_assert_cmpfloat (random, >=, 0);
      g_assert_cmpfloat (random, <, 1);
    }
  g_assert_finalize_object (clock);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/14.11/timers-run-on-monotonic-time", test_timers);
  g_test_add_func ("/pusher/14.11/a-timer-may-set-and-cancel-others", test_inside_a_timer);
  g_test_add_func ("/pusher/14.13/timers-go-with-their-clock", test_finalized);
  g_test_add_func ("/pusher/14.15/timers-run-where-they-were-set", test_context);
  g_test_add_func ("/pusher/4.17/chance-is-from-0-to-1", test_random);

  return g_test_run ();
}
