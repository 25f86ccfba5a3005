/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A clock on the wall that only a test moves, sets, carries to other zones and puts to sleep. */

#include "fake-wall-clock.h"

typedef struct
{
  guint number;
  gint64 due; /* on the clock that stands still during a sleep */
  TbWallClockFunc func;
  gpointer user_data;
} Timer;

struct _FakeWallClock
{
  GObject parent_instance;

  gint64 time;
  gint64 elapsed;
  gint64 awake;
  char *zone;
  GArray *timers; /* (element-type Timer) */
  guint last_number;
};

static void fake_wall_clock_clock_init (TbWallClockInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeWallClock,
                               fake_wall_clock,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TB_TYPE_WALL_CLOCK,
                                                      fake_wall_clock_clock_init))

static gint64
fake_wall_clock_get_time (TbWallClock *clock)
{
  return FAKE_WALL_CLOCK (clock)->time;
}

static gint64
fake_wall_clock_get_elapsed (TbWallClock *clock)
{
  return FAKE_WALL_CLOCK (clock)->elapsed;
}

static GTimeZone *
fake_wall_clock_dup_zone (TbWallClock *clock)
{
  GTimeZone *zone = g_time_zone_new_identifier (FAKE_WALL_CLOCK (clock)->zone);

  /* Without the package tzdata every zone would be UTC, and the tests would show nothing. */
  g_assert_nonnull (zone);
  return zone;
}

static guint
fake_wall_clock_add_timer (TbWallClock *clock,
                           gint64 delay,
                           TbWallClockFunc func,
                           gpointer user_data)
{
  FakeWallClock *self = FAKE_WALL_CLOCK (clock);
  const Timer timer = { ++self->last_number, self->awake + delay, func, user_data };

  g_array_append_val (self->timers, timer);
  return timer.number;
}

static void
fake_wall_clock_cancel_timer (TbWallClock *clock, guint number)
{
  FakeWallClock *self = FAKE_WALL_CLOCK (clock);

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

static void
fake_wall_clock_finalize (GObject *object)
{
  FakeWallClock *self = FAKE_WALL_CLOCK (object);

  /* Whoever set a timer takes it away before going. */
  g_assert_cmpuint (self->timers->len, ==, 0);
  g_array_unref (self->timers);
  g_free (self->zone);

  G_OBJECT_CLASS (fake_wall_clock_parent_class)->finalize (object);
}

static void
fake_wall_clock_clock_init (TbWallClockInterface *interface)
{
  interface->get_time = fake_wall_clock_get_time;
  interface->get_elapsed = fake_wall_clock_get_elapsed;
  interface->dup_zone = fake_wall_clock_dup_zone;
  interface->add_timer = fake_wall_clock_add_timer;
  interface->cancel_timer = fake_wall_clock_cancel_timer;
}

static void
fake_wall_clock_class_init (FakeWallClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_wall_clock_finalize;
}

static void
fake_wall_clock_init (FakeWallClock *self)
{
  self->elapsed = 7000 * (gint64) G_USEC_PER_SEC;
  self->timers = g_array_new (FALSE, FALSE, sizeof (Timer));
}

/**
 * fake_wall_clock_read:
 * @zone: name of a time zone
 * @local_time: date and time of ISO 8601; with an offset behind it, that counts and not @zone
 *
 * Returns: microseconds since the epoch
 */
gint64
fake_wall_clock_read (const char *zone, const char *local_time)
{
  g_autoptr (GTimeZone) there = g_time_zone_new_identifier (zone);
  g_autoptr (GDateTime) time = NULL;

  g_assert_nonnull (there);
  time = g_date_time_new_from_iso8601 (local_time, there);
  g_assert_nonnull (time);
  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

/**
 * fake_wall_clock_new:
 * @zone: name of a time zone
 * @local_time: what it shows, see fake_wall_clock_read()
 *
 * Returns: (transfer full): a clock that stands still
 */
FakeWallClock *
fake_wall_clock_new (const char *zone, const char *local_time)
{
  FakeWallClock *self = g_object_new (FAKE_TYPE_WALL_CLOCK, NULL);

  self->zone = g_strdup (zone);
  self->time = fake_wall_clock_read (zone, local_time);
  return self;
}

/* Takes the timer that is due first, if that is not after @until. */
static gboolean
take_due (FakeWallClock *self, gint64 until, Timer *due)
{
  const Timer *first = NULL;

  for (guint i = 0; i < self->timers->len; i++)
    {
      const Timer *timer = &g_array_index (self->timers, Timer, i);

      if (timer->due <= until && (first == NULL || timer->due < first->due))
        first = timer;
    }
  if (first == NULL)
    return FALSE;

  *due = *first;
  fake_wall_clock_cancel_timer (TB_WALL_CLOCK (self), due->number);
  return TRUE;
}

/**
 * fake_wall_clock_advance:
 * @self: a clock
 * @span: by how much, in microseconds
 *
 * Lets time pass: timers are called when they are due, in order, also those that are set meanwhile.
 */
void
fake_wall_clock_advance (FakeWallClock *self, gint64 span)
{
  g_autoptr (FakeWallClock) keep = g_object_ref (self);
  const gint64 until = self->awake + span;
  Timer timer;

  while (take_due (self, until, &timer))
    {
      const gint64 step = MAX (timer.due - self->awake, 0);

      self->awake += step;
      self->elapsed += step;
      self->time += step;
      timer.func (timer.user_data);
    }
  self->elapsed += until - self->awake;
  self->time += until - self->awake;
  self->awake = until;
}

/**
 * fake_wall_clock_sleep:
 * @self: a clock
 * @span: for how long, in microseconds
 *
 * The computer sleeps, and then tells that it did: timers wait meanwhile.
 */
void
fake_wall_clock_sleep (FakeWallClock *self, gint64 span)
{
  self->elapsed += span;
  self->time += span;
  tb_wall_clock_emit_changed (TB_WALL_CLOCK (self));
}

/**
 * fake_wall_clock_set:
 * @self: a clock
 * @local_time: what it shows, see fake_wall_clock_read()
 *
 * Somebody sets the clock.
 */
void
fake_wall_clock_set (FakeWallClock *self, const char *local_time)
{
  self->time = fake_wall_clock_read (self->zone, local_time);
  tb_wall_clock_emit_changed (TB_WALL_CLOCK (self));
}

/**
 * fake_wall_clock_travel:
 * @self: a clock
 * @zone: name of another time zone
 *
 * Somebody takes the computer there.
 */
void
fake_wall_clock_travel (FakeWallClock *self, const char *zone)
{
  g_free (self->zone);
  self->zone = g_strdup (zone);
  tb_wall_clock_emit_changed (TB_WALL_CLOCK (self));
}

/**
 * fake_wall_clock_get_timers:
 * @self: a clock
 *
 * Returns: how many timers are set
 */
guint
fake_wall_clock_get_timers (FakeWallClock *self)
{
  return self->timers->len;
}

/**
 * fake_wall_clock_get_timers_set:
 * @self: a clock
 *
 * Returns: how many timers were ever set
 */
guint
fake_wall_clock_get_timers_set (FakeWallClock *self)
{
  return self->last_number;
}
