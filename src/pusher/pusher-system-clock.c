/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-system-clock.h"

struct _PusherSystemClock
{
  GObject parent_instance;

  GHashTable *timers; /* number → GSource */
  guint last_number;
};

typedef struct
{
  PusherSystemClock *clock;
  guint number;
  PusherClockFunc func;
  gpointer user_data;
} Timer;

static void pusher_system_clock_clock_init (PusherClockInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PusherSystemClock,
                               pusher_system_clock,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PUSHER_TYPE_CLOCK,
                                                      pusher_system_clock_clock_init))

static void
destroy_source (gpointer data)
{
  GSource *source = data;

  g_source_destroy (source);
  g_source_unref (source);
}

static gboolean
on_due (gpointer user_data)
{
  Timer *timer = user_data;
  PusherClockFunc func = timer->func;
  gpointer data = timer->user_data;

  /* Frees @timer once this source has returned. */
  g_hash_table_remove (timer->clock->timers, GUINT_TO_POINTER (timer->number));
  func (data);

  return G_SOURCE_REMOVE;
}

static gint64
pusher_system_clock_get_time (PusherClock *clock)
{
  return g_get_monotonic_time ();
}

static guint
pusher_system_clock_add_timer (PusherClock *clock,
                               gint64 delay,
                               PusherClockFunc func,
                               gpointer user_data)
{
  PusherSystemClock *self = PUSHER_SYSTEM_CLOCK (clock);
  /* A whole second or more need not be exact: such timers share their wake-ups. */
  gint64 milliseconds = (delay + 999) / 1000;
  GSource *source
      = milliseconds >= 10 * 1000 && milliseconds % 1000 == 0
            ? g_timeout_source_new_seconds ((guint) MIN (milliseconds / 1000, G_MAXUINT))
            : g_timeout_source_new ((guint) MIN (milliseconds, G_MAXUINT));
  Timer *timer = g_new0 (Timer, 1);

  do
    self->last_number++;
  while (self->last_number == 0
         || g_hash_table_contains (self->timers, GUINT_TO_POINTER (self->last_number)));

  timer->clock = self;
  timer->number = self->last_number;
  timer->func = func;
  timer->user_data = user_data;

  g_source_set_callback (source, on_due, timer, g_free);
  g_source_set_static_name (source, "[pusher] timer");
  g_hash_table_insert (self->timers, GUINT_TO_POINTER (timer->number), source);
  g_source_attach (source, g_main_context_get_thread_default ());

  return timer->number;
}

static void
pusher_system_clock_cancel_timer (PusherClock *clock, guint timer)
{
  PusherSystemClock *self = PUSHER_SYSTEM_CLOCK (clock);

  if (!g_hash_table_remove (self->timers, GUINT_TO_POINTER (timer)))
    g_critical ("There is no timer %u", timer);
}

static double
pusher_system_clock_get_random (PusherClock *clock)
{
  return g_random_double ();
}

static void
pusher_system_clock_finalize (GObject *object)
{
  PusherSystemClock *self = PUSHER_SYSTEM_CLOCK (object);

  g_hash_table_unref (self->timers);

  G_OBJECT_CLASS (pusher_system_clock_parent_class)->finalize (object);
}

static void
pusher_system_clock_clock_init (PusherClockInterface *interface)
{
  interface->get_time = pusher_system_clock_get_time;
  interface->add_timer = pusher_system_clock_add_timer;
  interface->cancel_timer = pusher_system_clock_cancel_timer;
  interface->get_random = pusher_system_clock_get_random;
}

static void
pusher_system_clock_class_init (PusherSystemClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pusher_system_clock_finalize;
}

static void
pusher_system_clock_init (PusherSystemClock *self)
{
  self->timers = g_hash_table_new_full (NULL, NULL, NULL, destroy_source);
}

/**
 * pusher_system_clock_new:
 *
 * Returns: (transfer full): the system's monotonic clock, with timers on the GLib main loop. It
 * stands still while the computer is suspended (row 3.14).
 */
PusherClock *
pusher_system_clock_new (void)
{
  return g_object_new (PUSHER_TYPE_SYSTEM_CLOCK, NULL);
}
