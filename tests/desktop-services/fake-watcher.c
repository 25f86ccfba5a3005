/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-watcher.h"

#include "bus-fixture.h"

static const char introspection_xml[]
    = "<node>"
      "  <interface name='org.kde.StatusNotifierWatcher'>"
      "    <method name='RegisterStatusNotifierItem'>"
      "      <arg name='service' type='s' direction='in'/>"
      "    </method>"
      "    <property name='IsStatusNotifierHostRegistered' type='b' access='read'/>"
      "    <signal name='StatusNotifierHostRegistered'/>"
      "    <signal name='StatusNotifierHostUnregistered'/>"
      "  </interface>"
      "</node>";

static void
on_method_call (GDBusConnection *connection,
                const char *sender,
                const char *object_path,
                const char *interface_name,
                const char *method_name,
                GVariant *parameters,
                GDBusMethodInvocation *invocation,
                gpointer user_data)
{
  FakeWatcher *watcher = user_data;
  const char *service;

  g_variant_get (parameters, "(&s)", &service);
  g_ptr_array_add (watcher->items, g_strdup_printf ("%s %s", sender, service));

  if (watcher->keeps_silent)
    g_ptr_array_add (watcher->unanswered, invocation);
  else if (watcher->refuses)
    g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED,
                                           "No");
  else
    g_dbus_method_invocation_return_value (invocation, NULL);
}

static GVariant *
on_get_property (GDBusConnection *connection,
                 const char *sender,
                 const char *object_path,
                 const char *interface_name,
                 const char *property_name,
                 GError **error,
                 gpointer user_data)
{
  return g_variant_new_boolean (((FakeWatcher *) user_data)->has_host);
}

FakeWatcher *
fake_watcher_new (GTestDBus *bus, gboolean has_host)
{
  static const GDBusInterfaceVTable vtable
      = { .method_call = on_method_call, .get_property = on_get_property };
  FakeWatcher *watcher = g_new0 (FakeWatcher, 1);
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (introspection_xml, NULL);

  watcher->bus = bus;
  watcher->has_host = has_host;
  watcher->items = g_ptr_array_new_with_free_func (g_free);
  watcher->unanswered = g_ptr_array_new_with_free_func (g_object_unref);
  watcher->connection = bus_fixture_connect (bus);
  watcher->registration
      = g_dbus_connection_register_object (watcher->connection, "/StatusNotifierWatcher",
                                           info->interfaces[0], &vtable, watcher, NULL, NULL);
  g_assert_cmpuint (watcher->registration, !=, 0);

  return watcher;
}

void
fake_watcher_free (FakeWatcher *watcher)
{
  g_dbus_connection_unregister_object (watcher->connection, watcher->registration);
  g_ptr_array_unref (watcher->unanswered);
  bus_fixture_disconnect (watcher->connection);
  g_ptr_array_unref (watcher->items);
  g_free (watcher);
}

static void
call_bus (FakeWatcher *watcher, const char *method, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = bus_fixture_call (watcher->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                          "org.freedesktop.DBus", method, parameters, &error);

  g_assert_no_error (error);
}

void
fake_watcher_appear (FakeWatcher *watcher)
{
  call_bus (watcher, "RequestName", g_variant_new ("(su)", "org.kde.StatusNotifierWatcher", 0));
}

void
fake_watcher_vanish (FakeWatcher *watcher)
{
  call_bus (watcher, "ReleaseName", g_variant_new ("(s)", "org.kde.StatusNotifierWatcher"));
}

void
fake_watcher_set_host (FakeWatcher *watcher, gboolean has_host)
{
  g_autoptr (GError) error = NULL;

  watcher->has_host = has_host;
  g_dbus_connection_emit_signal (
      watcher->connection, NULL, "/StatusNotifierWatcher", "org.kde.StatusNotifierWatcher",
      has_host ? "StatusNotifierHostRegistered" : "StatusNotifierHostUnregistered", NULL, &error);
  g_assert_no_error (error);
}
