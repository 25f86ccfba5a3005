/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-portal.h"

#include "bus-fixture.h"

#define NAME "org.freedesktop.portal.Desktop"
#define PATH "/org/freedesktop/portal/desktop"
#define PREFIX "org.freedesktop.portal."

static const char introspection_xml[]
    = "<node>"
      "  <interface name='org.freedesktop.portal.OpenURI'>"
      "    <method name='OpenURI'>"
      "      <arg type='s' direction='in'/>"
      "      <arg type='s' direction='in'/>"
      "      <arg type='a{sv}' direction='in'/>"
      "      <arg type='o' direction='out'/>"
      "    </method>"
      "    <property name='version' type='u' access='read'/>"
      "  </interface>"
      "  <interface name='org.freedesktop.portal.Background'>"
      "    <method name='RequestBackground'>"
      "      <arg type='s' direction='in'/>"
      "      <arg type='a{sv}' direction='in'/>"
      "      <arg type='o' direction='out'/>"
      "    </method>"
      "    <method name='SetStatus'>"
      "      <arg type='a{sv}' direction='in'/>"
      "    </method>"
      "    <property name='version' type='u' access='read'/>"
      "  </interface>"
      "  <interface name='org.freedesktop.portal.Notification'>"
      "    <method name='AddNotification'>"
      "      <arg type='s' direction='in'/>"
      "      <arg type='a{sv}' direction='in'/>"
      "    </method>"
      "    <method name='RemoveNotification'>"
      "      <arg type='s' direction='in'/>"
      "    </method>"
      "    <property name='SupportedOptions' type='a{sv}' access='read'/>"
      "    <property name='version' type='u' access='read'/>"
      "  </interface>"
      "  <interface name='org.freedesktop.portal.Secret'>"
      "    <property name='version' type='u' access='read'/>"
      "  </interface>"
      "  <interface name='org.freedesktop.portal.NetworkMonitor'>"
      "    <property name='version' type='u' access='read'/>"
      "  </interface>"
      "  <interface name='org.freedesktop.portal.ProxyResolver'>"
      "    <property name='version' type='u' access='read'/>"
      "  </interface>"
      "  <interface name='org.freedesktop.portal.Request'>"
      "    <method name='Close'/>"
      "  </interface>"
      "</node>";

static GDBusInterfaceInfo *
get_interface (const char *name)
{
  static GDBusNodeInfo *info;
  g_autofree char *full_name = g_strconcat (PREFIX, name, NULL);

  if (info == NULL)
    info = g_dbus_node_info_new_for_xml (introspection_xml, NULL);

  return g_dbus_node_info_lookup_interface (info, full_name);
}

static void
call_free (gpointer data)
{
  FakePortalCall *call = data;

  g_free (call->method);
  g_variant_unref (call->parameters);
  g_free (call);
}

static void
on_close (GDBusConnection *connection,
          const char *sender,
          const char *object_path,
          const char *interface_name,
          const char *method_name,
          GVariant *parameters,
          GDBusMethodInvocation *invocation,
          gpointer user_data)
{
  ((FakePortal *) user_data)->n_closed_requests++;
  g_dbus_method_invocation_return_value (invocation, NULL);
}

/* Where the answer to a request is sent from. */
static char *
build_request_path (const char *sender, GVariant *parameters)
{
  g_autofree char *element = g_strdelimit (g_strdup (sender + 1), ".", '_');
  g_autoptr (GVariant) options
      = g_variant_get_child_value (parameters, g_variant_n_children (parameters) - 1);
  const char *token = "";

  g_assert_true (g_variant_lookup (options, "handle_token", "&s", &token));
  return g_strdup_printf (PATH "/request/%s/%s", element, token);
}

static void
answer (FakePortal *portal, GDBusMethodInvocation *invocation)
{
  const GDBusMethodInfo *info = g_dbus_method_invocation_get_method_info (invocation);
  const char *sender = g_dbus_method_invocation_get_sender (invocation);
  g_autofree char *path = NULL;

  if (info->out_args == NULL || info->out_args[0] == NULL)
    {
      g_dbus_method_invocation_return_value (invocation, NULL);
      return;
    }

  path = build_request_path (sender, g_dbus_method_invocation_get_parameters (invocation));
  /* Before the reply, as it may happen. */
  g_dbus_connection_emit_signal (
      portal->connection, sender, path, PREFIX "Request", "Response",
      portal->results != NULL ? g_variant_new ("(u@a{sv})", portal->response, portal->results)
                              : g_variant_new ("(ua{sv})", portal->response, NULL),
      NULL);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", path));
}

static void
keep_silent (FakePortal *portal, GDBusMethodInvocation *invocation)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_close };
  const GDBusMethodInfo *info = g_dbus_method_invocation_get_method_info (invocation);
  g_autofree char *path = NULL;
  guint registration;

  if (info->out_args == NULL || info->out_args[0] == NULL)
    {
      g_ptr_array_add (portal->unanswered, invocation);
      return;
    }

  /* A question that the user has not answered yet. */
  path = build_request_path (g_dbus_method_invocation_get_sender (invocation),
                             g_dbus_method_invocation_get_parameters (invocation));
  registration = g_dbus_connection_register_object (
      portal->connection, path, get_interface ("Request"), &vtable, portal, NULL, NULL);
  g_array_append_val (portal->registrations, registration);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", path));
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
  FakePortal *portal = user_data;
  FakePortalCall *call = g_new (FakePortalCall, 1);

  call->method = g_strdup (method_name);
  call->parameters = g_variant_ref (parameters);
  g_ptr_array_add (portal->calls, call);

  if (portal->fails)
    g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED,
                                           "Not here");
  else if (portal->keeps_silent)
    keep_silent (portal, invocation);
  else
    answer (portal, invocation);
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
  FakePortal *portal = user_data;
  g_autofree char *key = g_strconcat (interface_name, ".", property_name, NULL);
  GVariant *value = g_hash_table_lookup (portal->properties, key);

  if (value != NULL)
    return g_variant_ref (value);

  g_set_error (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_PROPERTY, "There is no %s", key);
  return NULL;
}

FakePortal *
fake_portal_new (GTestDBus *bus)
{
  FakePortal *portal = g_new0 (FakePortal, 1);

  portal->bus = bus;
  portal->connection = bus_fixture_connect (bus);
  portal->registrations = g_array_new (FALSE, FALSE, sizeof (guint));
  portal->calls = g_ptr_array_new_with_free_func (call_free);
  portal->unanswered = g_ptr_array_new_with_free_func (g_object_unref);
  portal->properties
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_variant_unref);

  return portal;
}

void
fake_portal_free (FakePortal *portal)
{
  for (guint i = 0; i < portal->registrations->len; i++)
    g_dbus_connection_unregister_object (portal->connection,
                                         g_array_index (portal->registrations, guint, i));
  g_ptr_array_unref (portal->unanswered);
  bus_fixture_disconnect (portal->connection);
  g_array_unref (portal->registrations);
  g_ptr_array_unref (portal->calls);
  g_hash_table_unref (portal->properties);
  g_clear_pointer (&portal->results, g_variant_unref);
  g_free (portal);
}

void
fake_portal_add (FakePortal *portal, const char *name, guint version)
{
  static const GDBusInterfaceVTable vtable
      = { .method_call = on_method_call, .get_property = on_get_property };
  guint registration = g_dbus_connection_register_object (
      portal->connection, PATH, get_interface (name), &vtable, portal, NULL, NULL);

  g_assert_cmpuint (registration, !=, 0);
  g_array_append_val (portal->registrations, registration);
  fake_portal_set_property (portal, name, "version", g_variant_new_uint32 (version));
}

void
fake_portal_set_property (FakePortal *portal,
                          const char *name,
                          const char *property,
                          GVariant *value)
{
  g_hash_table_replace (portal->properties, g_strconcat (PREFIX, name, ".", property, NULL),
                        g_variant_ref_sink (value));
}

static void
call_bus (FakePortal *portal, const char *method, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = bus_fixture_call (portal->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                          "org.freedesktop.DBus", method, parameters, &error);

  g_assert_no_error (error);
}

void
fake_portal_appear (FakePortal *portal)
{
  call_bus (portal, "RequestName", g_variant_new ("(su)", NAME, 0));
}

void
fake_portal_vanish (FakePortal *portal)
{
  call_bus (portal, "ReleaseName", g_variant_new ("(s)", NAME));
}

guint
fake_portal_count (FakePortal *portal, const char *method)
{
  guint count = 0;

  for (guint i = 0; i < portal->calls->len; i++)
    count += g_str_equal (((FakePortalCall *) portal->calls->pdata[i])->method, method);

  return count;
}

GVariant *
fake_portal_get_last (FakePortal *portal, const char *method)
{
  for (guint i = portal->calls->len; i > 0; i--)
    {
      FakePortalCall *call = portal->calls->pdata[i - 1];

      if (g_str_equal (call->method, method))
        return call->parameters;
    }

  g_assert_not_reached ();
}

GVariant *
fake_portal_dup_options (FakePortal *portal, const char *method)
{
  GVariant *parameters = fake_portal_get_last (portal, method);

  return g_variant_get_child_value (parameters, g_variant_n_children (parameters) - 1);
}

void
fake_portal_answer (FakePortal *portal)
{
  while (portal->unanswered->len > 0)
    answer (portal, g_ptr_array_steal_index (portal->unanswered, 0));
}
