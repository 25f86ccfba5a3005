/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-notification-server.h"

#include "bus-fixture.h"

#define NAME "org.freedesktop.Notifications"
#define PATH "/org/freedesktop/Notifications"

static const char introspection_xml[] = "<node>"
                                        "  <interface name='org.freedesktop.Notifications'>"
                                        "    <method name='Notify'>"
                                        "      <arg type='s' direction='in'/>"
                                        "      <arg type='u' direction='in'/>"
                                        "      <arg type='s' direction='in'/>"
                                        "      <arg type='s' direction='in'/>"
                                        "      <arg type='s' direction='in'/>"
                                        "      <arg type='as' direction='in'/>"
                                        "      <arg type='a{sv}' direction='in'/>"
                                        "      <arg type='i' direction='in'/>"
                                        "      <arg type='u' direction='out'/>"
                                        "    </method>"
                                        "    <method name='CloseNotification'>"
                                        "      <arg type='u' direction='in'/>"
                                        "    </method>"
                                        "    <method name='GetCapabilities'>"
                                        "      <arg type='as' direction='out'/>"
                                        "    </method>"
                                        "    <method name='GetServerInformation'>"
                                        "      <arg type='s' direction='out'/>"
                                        "      <arg type='s' direction='out'/>"
                                        "      <arg type='s' direction='out'/>"
                                        "      <arg type='s' direction='out'/>"
                                        "    </method>"
                                        "  </interface>"
                                        "</node>";

static void
fake_notification_free (FakeNotification *notification)
{
  g_free (notification->application);
  g_free (notification->icon);
  g_free (notification->summary);
  g_free (notification->body);
  g_strfreev (notification->actions);
  g_variant_unref (notification->hints);
  g_free (notification);
}

static guint
keep (FakeNotificationServer *server, GVariant *parameters)
{
  FakeNotification *notification = g_new0 (FakeNotification, 1);

  g_variant_get (parameters, "(susss^as@a{sv}i)", &notification->application,
                 &notification->replaces_id, &notification->icon, &notification->summary,
                 &notification->body, &notification->actions, &notification->hints,
                 &notification->timeout);
  notification->id = notification->replaces_id != 0 ? notification->replaces_id : ++server->last_id;
  g_ptr_array_add (server->shown, notification);

  return notification->id;
}

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
  FakeNotificationServer *server = user_data;

  if (server->keeps_silent)
    {
      g_ptr_array_add (server->unanswered, invocation);
      return;
    }

  if (g_str_equal (method_name, "GetCapabilities"))
    {
      server->n_capability_reads++;
      g_dbus_method_invocation_return_value (invocation,
                                             g_variant_new ("(^as)", server->capabilities));
    }
  else if (g_str_equal (method_name, "GetServerInformation"))
    {
      g_dbus_method_invocation_return_value (
          invocation, g_variant_new ("(ssss)", "fake", "Tests", "2.0", "1.2"));
    }
  else if (server->fails)
    {
      g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_LIMITS_EXCEEDED,
                                             "Too many");
    }
  else if (g_str_equal (method_name, "Notify"))
    {
      g_dbus_method_invocation_return_value (invocation,
                                             g_variant_new ("(u)", keep (server, parameters)));
    }
  else
    {
      guint id;

      g_variant_get (parameters, "(u)", &id);
      g_array_append_val (server->closed, id);
      g_dbus_method_invocation_return_value (invocation, NULL);
      fake_notification_server_close (server, id, 3);
    }
}

FakeNotificationServer *
fake_notification_server_new (GTestDBus *bus, const char *const *capabilities)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_method_call };
  FakeNotificationServer *server = g_new0 (FakeNotificationServer, 1);
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (introspection_xml, NULL);

  server->capabilities = capabilities;
  server->shown = g_ptr_array_new_with_free_func ((GDestroyNotify) fake_notification_free);
  server->closed = g_array_new (FALSE, FALSE, sizeof (guint));
  server->unanswered = g_ptr_array_new_with_free_func (g_object_unref);
  server->connection = bus_fixture_connect (bus);
  server->registration = g_dbus_connection_register_object (
      server->connection, PATH, info->interfaces[0], &vtable, server, NULL, NULL);
  g_assert_cmpuint (server->registration, !=, 0);

  return server;
}

void
fake_notification_server_free (FakeNotificationServer *server)
{
  g_dbus_connection_unregister_object (server->connection, server->registration);
  fake_notification_server_give_up (server);
  bus_fixture_disconnect (server->connection);
  g_ptr_array_unref (server->unanswered);
  g_array_unref (server->closed);
  g_ptr_array_unref (server->shown);
  g_free (server);
}

static void
call_bus (FakeNotificationServer *server, const char *method, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = bus_fixture_call (server->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                          "org.freedesktop.DBus", method, parameters, &error);

  g_assert_no_error (error);
}

void
fake_notification_server_appear (FakeNotificationServer *server)
{
  call_bus (server, "RequestName", g_variant_new ("(su)", NAME, 0));
}

void
fake_notification_server_vanish (FakeNotificationServer *server)
{
  call_bus (server, "ReleaseName", g_variant_new ("(s)", NAME));
}

FakeNotification *
fake_notification_server_get_last (FakeNotificationServer *server)
{
  g_assert_cmpuint (server->shown->len, >, 0);
  return g_ptr_array_index (server->shown, server->shown->len - 1);
}

static void
emit (FakeNotificationServer *server, const char *signal_name, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_emit_signal (server->connection, NULL, PATH, NAME, signal_name, parameters,
                                 &error);
  g_assert_no_error (error);
}

void
fake_notification_server_invoke (FakeNotificationServer *server,
                                 guint id,
                                 const char *action,
                                 const char *activation_token)
{
  if (activation_token != NULL)
    emit (server, "ActivationToken", g_variant_new ("(us)", id, activation_token));
  emit (server, "ActionInvoked", g_variant_new ("(us)", id, action));
}

void
fake_notification_server_close (FakeNotificationServer *server, guint id, guint reason)
{
  emit (server, "NotificationClosed", g_variant_new ("(uu)", id, reason));
}

void
fake_notification_server_give_up (FakeNotificationServer *server)
{
  while (server->unanswered->len > 0)
    g_dbus_method_invocation_return_error (g_ptr_array_steal_index (server->unanswered, 0),
                                           G_DBUS_ERROR, G_DBUS_ERROR_TIMEOUT, "Given up");
}
