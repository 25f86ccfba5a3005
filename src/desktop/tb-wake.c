/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Resume is seen by a timer on the wall clock that is cancelled whenever that clock is set, as it
 * is after every suspend; what CLOCK_BOOTTIME has gained on CLOCK_MONOTONIC tells a suspend from a
 * user who set the clock.
 */

#include "desktop/tb-wake.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

struct _TbWake
{
  GObject parent_instance;

  GNetworkMonitor *monitor;
  gboolean network_available;
  int timer;
  guint timer_source;
  gint64 difference;
};

enum
{
  PROP_NETWORK_AVAILABLE = 1,
  N_PROPERTIES,
};

enum
{
  SIGNAL_RESUMED,
  SIGNAL_CLOCK_CHANGED,
  SIGNAL_NETWORK_CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbWake, tb_wake, G_TYPE_OBJECT)

static gint64
read_clock (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gint64
measure (TbWake *self)
{
  return tb_wake_measure_suspend (read_clock (CLOCK_BOOTTIME), read_clock (CLOCK_MONOTONIC),
                                  &self->difference);
}

/* Due in the far future: only its cancellation matters. */
static void
arm (TbWake *self)
{
  struct itimerspec when = { .it_value = { .tv_sec = G_MAXINT32 } };

  timerfd_settime (self->timer, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &when, NULL);
}

static gboolean
on_clock_set (int descriptor, GIOCondition condition, gpointer user_data)
{
  g_autoptr (TbWake) self = g_object_ref (TB_WAKE (user_data));
  guint64 expirations;
  gint64 slept;

  if (read (self->timer, &expirations, sizeof expirations) < 0 && errno != ECANCELED)
    return G_SOURCE_CONTINUE;

  arm (self);
  slept = measure (self);
  if (slept > 0)
    {
      g_debug ("Resumed after %" G_GINT64_FORMAT " s", slept / G_USEC_PER_SEC);
      g_signal_emit (self, signals[SIGNAL_RESUMED], 0, slept);
    }
  g_signal_emit (self, signals[SIGNAL_CLOCK_CHANGED], 0);

  return G_SOURCE_CONTINUE;
}

static void
on_network_changed (GNetworkMonitor *monitor, gboolean available, gpointer user_data)
{
  g_autoptr (TbWake) self = g_object_ref (TB_WAKE (user_data));

  if (self->network_available != available)
    {
      self->network_available = available;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NETWORK_AVAILABLE]);
    }
  g_signal_emit (self, signals[SIGNAL_NETWORK_CHANGED], 0);
}

static void
tb_wake_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_NETWORK_AVAILABLE:
      g_value_set_boolean (value, TB_WAKE (object)->network_available);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tb_wake_dispose (GObject *object)
{
  TbWake *self = TB_WAKE (object);

  g_clear_handle_id (&self->timer_source, g_source_remove);
  if (self->timer >= 0)
    close (self->timer);
  self->timer = -1;

  G_OBJECT_CLASS (tb_wake_parent_class)->dispose (object);
}

static void
tb_wake_class_init (TbWakeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tb_wake_get_property;
  object_class->dispose = tb_wake_dispose;

  properties[PROP_NETWORK_AVAILABLE]
      = g_param_spec_boolean ("network-available", NULL, NULL, TRUE,
                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[SIGNAL_RESUMED] = g_signal_new ("resumed", TB_TYPE_WAKE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_CLOCK_CHANGED] = g_signal_new ("clock-changed", TB_TYPE_WAKE, G_SIGNAL_RUN_LAST, 0,
                                                NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_NETWORK_CHANGED] = g_signal_new (
      "network-changed", TB_TYPE_WAKE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tb_wake_init (TbWake *self)
{
  measure (self);
  self->timer = timerfd_create (CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);
  if (self->timer >= 0)
    {
      arm (self);
      self->timer_source = g_unix_fd_add (self->timer, G_IO_IN, on_clock_set, self);
    }

  self->monitor = g_network_monitor_get_default ();
  self->network_available = g_network_monitor_get_network_available (self->monitor);
  g_signal_connect_object (self->monitor, "network-changed", G_CALLBACK (on_network_changed), self,
                           0);
}

TbWake *
tb_wake_new (void)
{
  return g_object_new (TB_TYPE_WAKE, NULL);
}

gboolean
tb_wake_get_network_available (TbWake *self)
{
  return self->network_available;
}

gint64
tb_wake_measure_suspend (gint64 boot_time, gint64 monotonic_time, gint64 *difference)
{
  gint64 now = boot_time - monotonic_time;
  gint64 gained = now - *difference;

  *difference = now;
  return gained >= TB_WAKE_SUSPEND_MINIMUM ? gained : 0;
}
