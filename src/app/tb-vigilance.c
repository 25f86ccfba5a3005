/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tells each session when the computer has slept and when the network or the proxies are others,
 * and the clock when it was set. */

#include "app/tb-vigilance.h"

struct _TbVigilance
{
  GObject parent_instance;

  TbWake *wake;
  TbProxySettings *proxies;
  TbSessionList *sessions;
  TbWallClock *clock;
};

G_DEFINE_FINAL_TYPE (TbVigilance, tb_vigilance, G_TYPE_OBJECT)

static void
on_resumed (TbWake *wake, gint64 slept, gpointer user_data)
{
  TbVigilance *self = TB_VIGILANCE (user_data);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->sessions)); i++)
    {
      g_autoptr (TbSession) session = g_list_model_get_item (G_LIST_MODEL (self->sessions), i);

      tb_session_resumed (session, slept);
    }
}

static void
on_clock_changed (TbWake *wake, gpointer user_data)
{
  tb_wall_clock_emit_changed (TB_VIGILANCE (user_data)->clock);
}

static void
on_network_changed (TbWake *wake, gpointer user_data)
{
  TbVigilance *self = TB_VIGILANCE (user_data);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->sessions)); i++)
    {
      g_autoptr (TbSession) session = g_list_model_get_item (G_LIST_MODEL (self->sessions), i);

      tb_session_network_changed (session);
    }
}

static void
on_proxies_changed (TbProxySettings *proxies, gpointer user_data)
{
  TbVigilance *self = TB_VIGILANCE (user_data);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->sessions)); i++)
    {
      g_autoptr (TbSession) session = g_list_model_get_item (G_LIST_MODEL (self->sessions), i);

      tb_session_proxies_changed (session);
    }
}

static void
tell_availability (TbVigilance *self, guint position, guint n_sessions)
{
  for (guint i = position; i < position + n_sessions; i++)
    {
      g_autoptr (TbSession) session = g_list_model_get_item (G_LIST_MODEL (self->sessions), i);

      tb_session_set_network_available (session, tb_wake_get_network_available (self->wake));
    }
}

static void
on_network_available_changed (TbWake *wake, GParamSpec *pspec, gpointer user_data)
{
  TbVigilance *self = TB_VIGILANCE (user_data);

  tell_availability (self, 0, g_list_model_get_n_items (G_LIST_MODEL (self->sessions)));
}

static void
on_sessions_changed (
    GListModel *sessions, guint position, guint removed, guint added, gpointer user_data)
{
  tell_availability (TB_VIGILANCE (user_data), position, added);
}

static void
tb_vigilance_dispose (GObject *object)
{
  TbVigilance *self = TB_VIGILANCE (object);

  g_clear_object (&self->wake);
  g_clear_object (&self->proxies);
  g_clear_object (&self->sessions);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (tb_vigilance_parent_class)->dispose (object);
}

static void
tb_vigilance_class_init (TbVigilanceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tb_vigilance_dispose;
}

static void
tb_vigilance_init (TbVigilance *self)
{
}

/**
 * tb_vigilance_new:
 * @wake: hears of sleep, of the clock and of networks
 * @proxies: hears of proxies
 * @sessions: who is told of sleep, of networks and of proxies
 * @clock: is told when it was set
 *
 * Returns: (transfer full): tells them for as long as it lives
 */
TbVigilance *
tb_vigilance_new (TbWake *wake,
                  TbProxySettings *proxies,
                  TbSessionList *sessions,
                  TbWallClock *clock)
{
  TbVigilance *self = g_object_new (TB_TYPE_VIGILANCE, NULL);

  self->wake = g_object_ref (wake);
  self->proxies = g_object_ref (proxies);
  self->sessions = g_object_ref (sessions);
  self->clock = g_object_ref (clock);
  g_signal_connect_object (wake, "resumed", G_CALLBACK (on_resumed), self, 0);
  g_signal_connect_object (wake, "clock-changed", G_CALLBACK (on_clock_changed), self, 0);
  g_signal_connect_object (wake, "network-changed", G_CALLBACK (on_network_changed), self, 0);
  g_signal_connect_object (wake, "notify::network-available",
                           G_CALLBACK (on_network_available_changed), self, 0);
  g_signal_connect_object (proxies, "changed", G_CALLBACK (on_proxies_changed), self, 0);
  g_signal_connect_object (sessions, "items-changed", G_CALLBACK (on_sessions_changed), self, 0);
  on_network_available_changed (wake, NULL, self);

  return self;
}
