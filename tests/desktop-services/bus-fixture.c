/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "bus-fixture.h"

#define DEADLINE_SECONDS 10

static gboolean
on_deadline (gpointer user_data)
{
  g_error ("Waited %d seconds in vain for: %s", DEADLINE_SECONDS, (const char *) user_data);
  return G_SOURCE_REMOVE;
}

guint
bus_fixture_start_deadline (const char *what)
{
  return g_timeout_add_seconds (DEADLINE_SECONDS, on_deadline, (gpointer) what);
}

GTestDBus *
bus_fixture_up (void)
{
  GTestDBus *bus = g_test_dbus_new (G_TEST_DBUS_NONE);

  g_test_dbus_up (bus);
  return bus;
}

void
bus_fixture_down (GTestDBus *bus)
{
  g_test_dbus_down (bus);
  g_assert_finalize_object (bus);
}

GDBusConnection *
bus_fixture_connect (GTestDBus *bus)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection = g_dbus_connection_new_for_address_sync (
      g_test_dbus_get_bus_address (bus),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
          | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, &error);

  g_assert_no_error (error);
  g_dbus_connection_set_exit_on_close (connection, FALSE);
  return connection;
}

void
bus_fixture_disconnect (GDBusConnection *connection)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_close_sync (connection, NULL, &error);
  g_assert_no_error (error);
  g_object_unref (connection);
}

static void
on_called (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **received = user_data;

  *received = g_object_ref (result);
}

GVariant *
bus_fixture_call (GDBusConnection *connection,
                  const char *name,
                  const char *path,
                  const char *interface,
                  const char *method,
                  GVariant *parameters,
                  GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_dbus_connection_call (connection, name, path, interface, method, parameters, NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_called, &result);
  WAIT_UNTIL (result != NULL);
  return g_dbus_connection_call_finish (connection, result, error);
}

GVariant *
bus_fixture_get_property (GDBusConnection *connection,
                          const char *name,
                          const char *path,
                          const char *interface,
                          const char *property)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = bus_fixture_call (connection, name, path, "org.freedesktop.DBus.Properties", "Get",
                          g_variant_new ("(ss)", interface, property), &error);
  GVariant *value = NULL;

  g_assert_no_error (error);
  g_variant_get (reply, "(v)", &value);
  return value;
}

void
bus_fixture_settle (GDBusConnection *connection)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = bus_fixture_call (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                          "org.freedesktop.DBus", "GetId", NULL, &error);

  g_assert_no_error (error);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}
