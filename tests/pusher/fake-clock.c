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
  GRand *chance;       /* NULL where @random says */
  GSequence *timers;   /* Timer, by when they are due and then by their making */
  GHashTable *numbers; /* their numbers → their places */
  guint last_number;
};

static void fake_clock_clock_init (PusherClockInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeClock,
                               fake_clock,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PUSHER_TYPE_CLOCK, fake_clock_clock_init))

static int
compare_timers (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Timer *one = a;
  const Timer *other = b;

  if (one->due != other->due)
    return one->due < other->due ? -1 : 1;

  return one->number < other->number ? -1 : one->number > other->number;
}

static gint64
fake_clock_get_time (PusherClock *clock)
{
  return FAKE_CLOCK (clock)->now;
}

static guint
fake_clock_add_timer (PusherClock *clock, gint64 delay, PusherClockFunc func, gpointer user_data)
{
  FakeClock *self = FAKE_CLOCK (clock);
  Timer *timer = g_new (Timer, 1);

  g_assert_cmpint (delay, >=, 0);
  *timer = (Timer){ ++self->last_number, self->now + delay, func, user_data };
  g_hash_table_insert (self->numbers, GUINT_TO_POINTER (timer->number),
                       g_sequence_insert_sorted (self->timers, timer, compare_timers, NULL));

  return timer->number;
}

static void
fake_clock_cancel_timer (PusherClock *clock, guint number)
{
  FakeClock *self = FAKE_CLOCK (clock);
  GSequenceIter *place = g_hash_table_lookup (self->numbers, GUINT_TO_POINTER (number));

  if (place == NULL)
    g_error ("There is no timer %u", number);
  g_hash_table_remove (self->numbers, GUINT_TO_POINTER (number));
  g_sequence_remove (place);
}

static double
fake_clock_get_random (PusherClock *clock)
{
  FakeClock *self = FAKE_CLOCK (clock);

  return self->chance != NULL ? g_rand_double (self->chance) : self->random;
}

static void
fake_clock_finalize (GObject *object)
{
  FakeClock *self = FAKE_CLOCK (object);

  /* Whoever set a timer takes it away before going. */
  g_assert_true (g_sequence_is_empty (self->timers));
  g_sequence_free (self->timers);
  g_hash_table_unref (self->numbers);
  g_clear_pointer (&self->chance, g_rand_free);

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
  self->timers = g_sequence_new (g_free);
  self->numbers = g_hash_table_new (NULL, NULL);
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

/* Takes the timer that is due first, if that is not after @until. */
static gboolean
take_due (FakeClock *self, gint64 until, Timer *timer)
{
  GSequenceIter *first = g_sequence_get_begin_iter (self->timers);

  if (g_sequence_iter_is_end (first))
    return FALSE;

  *timer = *(Timer *) g_sequence_get (first);
  if (timer->due > until)
    return FALSE;

  fake_clock_cancel_timer (PUSHER_CLOCK (self), timer->number);
  return TRUE;
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
  Timer timer;

  while (take_due (self, until, &timer))
    {
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
 * fake_clock_set_seed:
 * @self: a clock
 * @seed: any number
 *
 * Lets chance be chance from now on, but the same in each run.
 */
void
fake_clock_set_seed (FakeClock *self, guint32 seed)
{
  g_clear_pointer (&self->chance, g_rand_free);
  self->chance = g_rand_new_with_seed (seed);
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
  return (guint) g_sequence_get_length (self->timers);
}
