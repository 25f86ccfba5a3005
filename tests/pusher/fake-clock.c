/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Time that only a test moves, and chance that it decides. */

#include "fake-clock.h"

typedef struct
{
  guint number;
  gint64 due;
  PusherClockFunc func;
  gpointer user_data;
} Timer;

struct _FakeClock
{
  GObject parent_instance;

  gint64 now;
  double random;
  GArray *timers; /* Timer, in the order of their making */
  guint last_number;
};

static void fake_clock_clock_init (PusherClockInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeClock,
                               fake_clock,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PUSHER_TYPE_CLOCK, fake_clock_clock_init))

static gint64
fake_clock_get_time (PusherClock *clock)
{
  return FAKE_CLOCK (clock)->now;
}

static guint
fake_clock_add_timer (PusherClock *clock, gint64 delay, PusherClockFunc func, gpointer user_data)
{
  FakeClock *self = FAKE_CLOCK (clock);
  Timer timer = { ++self->last_number, self->now + delay, func, user_data };

  g_assert_cmpint (delay, >=, 0);
  g_array_append_val (self->timers, timer);

  return timer.number;
}

static void
fake_clock_cancel_timer (PusherClock *clock, guint number)
{
  FakeClock *self = FAKE_CLOCK (clock);

  for (guint i = 0; i < self->timers->len; i++)
    {
      if (g_array_index (self->timers, Timer, i).number == number)
        {
          g_array_remove_index (self->timers, i);
          return;
        }
    }
  g_error ("There is no timer %u", number);
}

static double
fake_clock_get_random (PusherClock *clock)
{
  return FAKE_CLOCK (clock)->random;
}

static void
fake_clock_finalize (GObject *object)
{
  FakeClock *self = FAKE_CLOCK (object);

  /* Whoever set a timer takes it away before going. */
  g_assert_cmpuint (self->timers->len, ==, 0);
  g_array_unref (self->timers);

  G_OBJECT_CLASS (fake_clock_parent_class)->finalize (object);
}

static void
fake_clock_clock_init (PusherClockInterface *interface)
{
  interface->get_time = fake_clock_get_time;
  interface->add_timer = fake_clock_add_timer;
  interface->cancel_timer = fake_clock_cancel_timer;
  interface->get_random = fake_clock_get_random;
}

static void
fake_clock_class_init (FakeClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_clock_finalize;
}

static void
fake_clock_init (FakeClock *self)
{
  self->now = 1000 * (gint64) G_USEC_PER_SEC;
  self->timers = g_array_new (FALSE, FALSE, sizeof (Timer));
}

/**
 * fake_clock_new:
 *
 * Returns: (transfer full): a clock that stands still, with a chance of 0
 */
FakeClock *
fake_clock_new (void)
{
  return g_object_new (FAKE_TYPE_CLOCK, NULL);
}

static gboolean
find_due (FakeClock *self, gint64 until, guint *index)
{
  gboolean found = FALSE;

  for (guint i = 0; i < self->timers->len; i++)
    {
      gint64 due = g_array_index (self->timers, Timer, i).due;

      if (due <= until && (!found || due < g_array_index (self->timers, Timer, *index).due))
        {
          *index = i;
          found = TRUE;
        }
    }

  return found;
}

/**
 * fake_clock_advance:
 * @self: a clock
 * @seconds: by how much
 *
 * Lets time pass: timers are called when they are due, in order, also those that are set meanwhile.
 */
void
fake_clock_advance (FakeClock *self, double seconds)
{
  g_autoptr (FakeClock) keep = g_object_ref (self);
  gint64 until = self->now + (gint64) (seconds * G_USEC_PER_SEC);
  guint index = 0;

  while (find_due (self, until, &index))
    {
      Timer timer = g_array_index (self->timers, Timer, index);

      g_array_remove_index (self->timers, index);
      self->now = MAX (self->now, timer.due);
      timer.func (timer.user_data);
    }
  self->now = until;
}

/**
 * fake_clock_set_random:
 * @self: a clock
 * @random: what chance says from now on, of [0, 1)
 */
void
fake_clock_set_random (FakeClock *self, double random)
{
  self->random = random;
}

/**
 * fake_clock_get_timers:
 * @self: a clock
 *
 * Returns: how many timers are set
 */
guint
fake_clock_get_timers (FakeClock *self)
{
  return self->timers->len;
}
