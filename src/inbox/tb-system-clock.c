/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-system-clock.h"

#include <gio/gio.h>
#include <time.h>

/* Where the system keeps its zone; the variable TZ is another's for as long as we run. */
#define ZONE_FILE "/etc/localtime"

struct _TbSystemClock
{
  GObject parent_instance;

  GFileMonitor *monitor;
};

static void tb_system_clock_clock_init (TbWallClockInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TbSystemClock,
                               tb_system_clock,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TB_TYPE_WALL_CLOCK,
                                                      tb_system_clock_clock_init))

typedef struct
{
  TbWallClockFunc func;
  gpointer user_data;
} Timer;

static gboolean
on_due (gpointer user_data)
{
  const Timer *timer = user_data;

  timer->func (timer->user_data);
  return G_SOURCE_REMOVE;
}

static gint64
tb_system_clock_get_time (TbWallClock *clock)
{
  return g_get_real_time ();
}

static gint64
tb_system_clock_get_elapsed (TbWallClock *clock)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static GTimeZone *
tb_system_clock_dup_zone (TbWallClock *clock)
{
  return g_time_zone_new_local ();
}

static guint
tb_system_clock_add_timer (TbWallClock *clock,
                           gint64 delay,
                           TbWallClockFunc func,
                           gpointer user_data)
{
  Timer *timer = g_new (Timer, 1);

  *timer = (Timer){ func, user_data };
  /* Never early, or it would be set again for nothing; never beyond what GLib can count. */
  return g_timeout_add_full (G_PRIORITY_DEFAULT, (guint) MIN (delay / 1000 + 1, G_MAXINT), on_due,
                             timer, g_free);
}

static void
tb_system_clock_cancel_timer (TbWallClock *clock, guint timer)
{
  g_source_remove (timer);
}

static void
on_zone_file_changed (
    GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer user_data)
{
  tb_wall_clock_emit_changed (TB_WALL_CLOCK (user_data));
}

static void
tb_system_clock_dispose (GObject *object)
{
  TbSystemClock *self = TB_SYSTEM_CLOCK (object);

  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (tb_system_clock_parent_class)->dispose (object);
}

static void
tb_system_clock_clock_init (TbWallClockInterface *interface)
{
  interface->get_time = tb_system_clock_get_time;
  interface->get_elapsed = tb_system_clock_get_elapsed;
  interface->dup_zone = tb_system_clock_dup_zone;
  interface->add_timer = tb_system_clock_add_timer;
  interface->cancel_timer = tb_system_clock_cancel_timer;
}

static void
tb_system_clock_class_init (TbSystemClockClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tb_system_clock_dispose;
}

static void
tb_system_clock_init (TbSystemClock *self)
{
  g_autoptr (GFile) file = g_file_new_for_path (ZONE_FILE);
  g_autoptr (GError) error = NULL;

  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, &error);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (on_zone_file_changed), self, 0);
  else
    g_debug ("Another time zone will be seen late: %s", error->message);
}

TbWallClock *
tb_system_clock_new (void)
{
  return g_object_new (TB_TYPE_SYSTEM_CLOCK, NULL);
}
