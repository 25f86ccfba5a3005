/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/tb-service-watchers.h"

#include "app/tb-status.h"
#include "launch/tb-launcher.h"

#define INTERFACE "com.nebutra.Traybell1"

struct _TbServiceWatchers
{
  GDBusConnection *connection;
  TbSessionList *sessions;
  GHashTable *names; /* bus name → id of the name's watch */
};

static void
on_session_event (TbSession *session,
                  PusherEvent *event,
                  TbVerdict *verdict,
                  TbNotification *notification,
                  gpointer user_data)
{
  TbServiceWatchers *self = user_data;
  g_autofree char *json
      = tb_status_build_event (session, event, verdict, notification, g_get_real_time ());
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, self->names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_dbus_connection_emit_signal (self->connection, name, TB_SERVICE_PATH, INTERFACE, "Event",
                                   g_variant_new ("(s)", json), NULL);
}

/* Sessions put events into words only while somebody watches. */
static void
connect_sessions (TbServiceWatchers *self, guint position, guint added)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (TbSession) session = g_list_model_get_item (G_LIST_MODEL (self->sessions), i);

      g_signal_connect (session, "event", G_CALLBACK (on_session_event), self);
    }
}

static void
disconnect_sessions (TbServiceWatchers *self)
{
  guint n_sessions = g_list_model_get_n_items (G_LIST_MODEL (self->sessions));

  for (guint i = 0; i < n_sessions; i++)
    {
      g_autoptr (TbSession) session = g_list_model_get_item (G_LIST_MODEL (self->sessions), i);

      g_signal_handlers_disconnect_by_data (session, self);
    }
}

static void
on_sessions_changed (
    GListModel *sessions, guint position, guint removed, guint added, gpointer user_data)
{
  TbServiceWatchers *self = user_data;

  if (g_hash_table_size (self->names) > 0)
    connect_sessions (self, position, added);
}

static void
on_watcher_vanished (GDBusConnection *connection, const char *name, gpointer user_data)
{
  TbServiceWatchers *self = user_data;

  if (g_hash_table_remove (self->names, name) && g_hash_table_size (self->names) == 0)
    disconnect_sessions (self);
}

static void
unwatch (gpointer watch)
{
  g_bus_unwatch_name (GPOINTER_TO_UINT (watch));
}

/**
 * tb_service_watchers_new:
 * @connection: the session bus
 * @sessions: whose events
 *
 * Returns: (transfer full): nobody watches yet
 */
TbServiceWatchers *
tb_service_watchers_new (GDBusConnection *connection, TbSessionList *sessions)
{
  TbServiceWatchers *self = g_new0 (TbServiceWatchers, 1);

  self->connection = g_object_ref (connection);
  self->sessions = g_object_ref (sessions);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unwatch);
  g_signal_connect (sessions, "items-changed", G_CALLBACK (on_sessions_changed), self);

  return self;
}

/**
 * tb_service_watchers_free:
 * @self: (transfer full): watchers, who are told nothing more; before the sessions go
 */
void
tb_service_watchers_free (TbServiceWatchers *self)
{
  g_signal_handlers_disconnect_by_data (self->sessions, self);
  disconnect_sessions (self);
  g_hash_table_unref (self->names);
  g_object_unref (self->sessions);
  g_object_unref (self->connection);
  g_free (self);
}

/**
 * tb_service_watchers_add:
 * @self: watchers
 * @bus_name: the unique name of who wants to be told of each event from now on
 */
void
tb_service_watchers_add (TbServiceWatchers *self, const char *bus_name)
{
  guint watch;

  if (g_hash_table_contains (self->names, bus_name))
    return;

  if (g_hash_table_size (self->names) == 0)
    connect_sessions (self, 0, g_list_model_get_n_items (G_LIST_MODEL (self->sessions)));
  watch = g_bus_watch_name_on_connection (self->connection, bus_name, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                          NULL, on_watcher_vanished, self, NULL);
  g_hash_table_insert (self->names, g_strdup (bus_name), GUINT_TO_POINTER (watch));
}
