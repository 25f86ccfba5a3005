/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-secret-service.h"

#include "bus-fixture.h"

#define NAME "org.freedesktop.secrets"
#define SERVICE_PATH "/org/freedesktop/secrets"
#define SESSION_PATH "/org/freedesktop/secrets/session/s1"
#define COLLECTION_PATH "/org/freedesktop/secrets/collection/main"
#define ALIAS_PATH "/org/freedesktop/secrets/aliases/default"
#define ITEM_PATH "/org/freedesktop/secrets/collection/main/1"
#define PROMPT_PATH "/org/freedesktop/secrets/prompt/p1"

static const char introspection_xml[]
    = "<node>"
      "  <interface name='org.freedesktop.Secret.Service'>"
      "    <method name='OpenSession'>"
      "      <arg type='s' direction='in'/><arg type='v' direction='in'/>"
      "      <arg type='v' direction='out'/><arg type='o' direction='out'/>"
      "    </method>"
      "    <method name='SearchItems'>"
      "      <arg type='a{ss}' direction='in'/>"
      "      <arg type='ao' direction='out'/><arg type='ao' direction='out'/>"
      "    </method>"
      "    <method name='Unlock'>"
      "      <arg type='ao' direction='in'/>"
      "      <arg type='ao' direction='out'/><arg type='o' direction='out'/>"
      "    </method>"
      "    <method name='ReadAlias'>"
      "      <arg type='s' direction='in'/><arg type='o' direction='out'/>"
      "    </method>"
      "    <method name='CreateCollection'>"
      "      <arg type='a{sv}' direction='in'/><arg type='s' direction='in'/>"
      "      <arg type='o' direction='out'/><arg type='o' direction='out'/>"
      "    </method>"
      "    <method name='GetSecrets'>"
      "      <arg type='ao' direction='in'/><arg type='o' direction='in'/>"
      "      <arg type='a{o(oayays)}' direction='out'/>"
      "    </method>"
      "    <property name='Collections' type='ao' access='read'/>"
      "  </interface>"
      "  <interface name='org.freedesktop.Secret.Collection'>"
      "    <method name='CreateItem'>"
      "      <arg type='a{sv}' direction='in'/><arg type='(oayays)' direction='in'/>"
      "      <arg type='b' direction='in'/>"
      "      <arg type='o' direction='out'/><arg type='o' direction='out'/>"
      "    </method>"
      "    <property name='Items' type='ao' access='read'/>"
      "    <property name='Label' type='s' access='read'/>"
      "    <property name='Locked' type='b' access='read'/>"
      "    <property name='Created' type='t' access='read'/>"
      "    <property name='Modified' type='t' access='read'/>"
      "  </interface>"
      "  <interface name='org.freedesktop.Secret.Item'>"
      "    <method name='GetSecret'>"
      "      <arg type='o' direction='in'/><arg type='(oayays)' direction='out'/>"
      "    </method>"
      "    <method name='Delete'><arg type='o' direction='out'/></method>"
      "    <property name='Locked' type='b' access='read'/>"
      "    <property name='Attributes' type='a{ss}' access='read'/>"
      "    <property name='Label' type='s' access='read'/>"
      "    <property name='Created' type='t' access='read'/>"
      "    <property name='Modified' type='t' access='read'/>"
      "  </interface>"
      "  <interface name='org.freedesktop.Secret.Prompt'>"
      "    <method name='Prompt'><arg type='s' direction='in'/></method>"
      "    <method name='Dismiss'/>"
      "  </interface>"
      "</node>";

static GVariant *
build_secret (FakeSecretService *service)
{
  return g_variant_new (
      "(o@ay@ays)", SESSION_PATH, g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, "", 0, 1),
      g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, service->secret, strlen (service->secret), 1),
      "text/plain");
}

static void
keep_item (FakeSecretService *service, GVariant *parameters)
{
  g_autoptr (GVariant) properties = g_variant_get_child_value (parameters, 0);
  g_autoptr (GVariant) secret = g_variant_get_child_value (parameters, 1);
  g_autoptr (GVariant) bytes = g_variant_get_child_value (secret, 2);
  g_autoptr (GVariant) attributes = g_variant_lookup_value (
      properties, "org.freedesktop.Secret.Item.Attributes", G_VARIANT_TYPE ("a{ss}"));
  gsize length;
  const char *data = g_variant_get_fixed_array (bytes, &length, 1);

  g_free (service->secret);
  service->secret = g_strndup (data, length);
  g_clear_pointer (&service->account, g_free);
  g_variant_lookup (attributes, "account", "s", &service->account);
  g_clear_pointer (&service->label, g_free);
  g_variant_lookup (properties, "org.freedesktop.Secret.Item.Label", "s", &service->label);
}

static void
handle_service (FakeSecretService *service,
                const char *method,
                GVariant *parameters,
                GDBusMethodInvocation *invocation)
{
  static const char *const nothing[] = { NULL };
  static const char *const item[] = { ITEM_PATH, NULL };

  if (g_str_equal (method, "OpenSession"))
    {
      const char *algorithm;

      g_variant_get_child (parameters, 0, "&s", &algorithm);
      if (g_str_equal (algorithm, "plain"))
        g_dbus_method_invocation_return_value (
            invocation, g_variant_new ("(vo)", g_variant_new_string (""), SESSION_PATH));
      else
        g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_NOT_SUPPORTED,
                                               "Only plain");
    }
  else if (g_str_equal (method, "SearchItems"))
    {
      g_autoptr (GVariant) attributes = g_variant_get_child_value (parameters, 0);
      const char *account = "";
      gboolean found;

      g_variant_lookup (attributes, "account", "&s", &account);
      found = service->secret != NULL && g_str_equal (account, service->account)
              && !(service->locked && service->hides_locked_items);
      g_dbus_method_invocation_return_value (
          invocation, g_variant_new ("(^ao^ao)", found && !service->locked ? item : nothing,
                                     found && service->locked ? item : nothing));
    }
  else if (g_str_equal (method, "Unlock"))
    {
      g_dbus_method_invocation_return_value (invocation,
                                             g_variant_new ("(^aoo)", nothing, PROMPT_PATH));
    }
  else if (g_str_equal (method, "ReadAlias"))
    {
      g_dbus_method_invocation_return_value (
          invocation, g_variant_new ("(o)", service->has_collection ? COLLECTION_PATH : "/"));
    }
  else if (g_str_equal (method, "CreateCollection"))
    {
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(oo)", "/", PROMPT_PATH));
    }
  else
    {
      GVariantBuilder secrets = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{o(oayays)}"));

      if (!service->locked && service->secret != NULL)
        g_variant_builder_add (&secrets, "{o@(oayays)}", ITEM_PATH, build_secret (service));
      g_dbus_method_invocation_return_value (invocation,
                                             g_variant_new ("(a{o(oayays)})", &secrets));
    }
}

static void
handle_prompt (FakeSecretService *service, const char *method)
{
  const char *const unlocked[] = { COLLECTION_PATH, NULL };
  GVariant *result;

  if (!g_str_equal (method, "Prompt"))
    return;

  service->n_prompts++;
  if (!service->dismisses_prompts && service->has_collection)
    service->locked = FALSE;
  result = service->has_collection ? g_variant_new_objv (unlocked, -1)
                                   : g_variant_new_object_path (COLLECTION_PATH);
  if (!service->dismisses_prompts)
    service->has_collection = TRUE;
  g_dbus_connection_emit_signal (service->connection, NULL, PROMPT_PATH,
                                 "org.freedesktop.Secret.Prompt", "Completed",
                                 g_variant_new ("(bv)", service->dismisses_prompts, result), NULL);
}

static void
on_method_call (GDBusConnection *connection,
                const char *sender,
                const char *object_path,
                const char *interface_name,
                const char *method,
                GVariant *parameters,
                GDBusMethodInvocation *invocation,
                gpointer user_data)
{
  FakeSecretService *service = user_data;

  if (service->keeps_silent)
    {
      g_ptr_array_add (service->unanswered, invocation);
    }
  else if (service->fails)
    {
      g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_FAILED,
                                             "The disk is full");
    }
  else if (g_str_has_suffix (interface_name, ".Service"))
    {
      handle_service (service, method, parameters, invocation);
    }
  else if (g_str_equal (object_path, ALIAS_PATH) && !service->has_collection)
    {
      g_dbus_method_invocation_return_dbus_error (
          invocation, "org.freedesktop.Secret.Error.NoSuchObject", "None yet");
    }
  else if (service->locked && !g_str_has_suffix (interface_name, ".Prompt"))
    {
      g_dbus_method_invocation_return_dbus_error (
          invocation, "org.freedesktop.Secret.Error.IsLocked", "Locked");
    }
  else if (g_str_equal (method, "CreateItem"))
    {
      keep_item (service, parameters);
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(oo)", ITEM_PATH, "/"));
    }
  else if (g_str_equal (method, "GetSecret"))
    {
      GVariant *secret = build_secret (service);

      g_dbus_method_invocation_return_value (invocation, g_variant_new_tuple (&secret, 1));
    }
  else if (g_str_equal (method, "Delete"))
    {
      g_clear_pointer (&service->secret, g_free);
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", "/"));
    }
  else
    {
      g_dbus_method_invocation_return_value (invocation, NULL);
      handle_prompt (service, method);
    }
}

static GVariant *
on_get_property (GDBusConnection *connection,
                 const char *sender,
                 const char *object_path,
                 const char *interface_name,
                 const char *property,
                 GError **error,
                 gpointer user_data)
{
  FakeSecretService *service = user_data;
  const char *const collections[] = { COLLECTION_PATH, NULL };
  const char *const items[] = { ITEM_PATH, NULL };

  if (g_str_equal (property, "Collections"))
    return g_variant_new_objv (collections, service->has_collection ? 1 : 0);
  if (g_str_equal (property, "Items"))
    return g_variant_new_objv (items, service->secret != NULL ? 1 : 0);
  if (g_str_equal (property, "Locked"))
    return g_variant_new_boolean (service->locked);
  if (g_str_equal (property, "Label"))
    return g_variant_new_string ("Label");
  if (g_str_equal (property, "Attributes"))
    return g_variant_new_parsed ("{'account': %s}", service->account);

  return g_variant_new_uint64 (0);
}

static void
add_object (FakeSecretService *service, GDBusNodeInfo *info, guint interface, const char *path)
{
  static const GDBusInterfaceVTable vtable
      = { .method_call = on_method_call, .get_property = on_get_property };
  guint registration = g_dbus_connection_register_object (
      service->connection, path, info->interfaces[interface], &vtable, service, NULL, NULL);

  g_assert_cmpuint (registration, !=, 0);
  g_array_append_val (service->registrations, registration);
}

FakeSecretService *
fake_secret_service_new (GTestDBus *bus)
{
  FakeSecretService *service = g_new0 (FakeSecretService, 1);
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (introspection_xml, NULL);

  service->has_collection = TRUE;
  service->connection = bus_fixture_connect (bus);
  service->registrations = g_array_new (FALSE, FALSE, sizeof (guint));
  service->unanswered = g_ptr_array_new_with_free_func (g_object_unref);
  add_object (service, info, 0, SERVICE_PATH);
  add_object (service, info, 1, COLLECTION_PATH);
  add_object (service, info, 1, ALIAS_PATH);
  add_object (service, info, 2, ITEM_PATH);
  add_object (service, info, 3, PROMPT_PATH);

  return service;
}

void
fake_secret_service_free (FakeSecretService *service)
{
  for (guint i = 0; i < service->registrations->len; i++)
    g_dbus_connection_unregister_object (service->connection,
                                         g_array_index (service->registrations, guint, i));
  g_array_unref (service->registrations);
  g_ptr_array_unref (service->unanswered);
  bus_fixture_disconnect (service->connection);
  g_free (service->secret);
  g_free (service->account);
  g_free (service->label);
  g_free (service);
}

static void
call_bus (FakeSecretService *service, const char *method, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = bus_fixture_call (service->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                          "org.freedesktop.DBus", method, parameters, &error);

  g_assert_no_error (error);
}

void
fake_secret_service_appear (FakeSecretService *service)
{
  call_bus (service, "RequestName", g_variant_new ("(su)", NAME, 0));
}

void
fake_secret_service_vanish (FakeSecretService *service)
{
  call_bus (service, "ReleaseName", g_variant_new ("(s)", NAME));
}

void
fake_secret_service_set_locked (FakeSecretService *service, gboolean locked)
{
  service->locked = locked;
  g_dbus_connection_emit_signal (
      service->connection, NULL, COLLECTION_PATH, "org.freedesktop.DBus.Properties",
      "PropertiesChanged",
      g_variant_new_parsed ("('org.freedesktop.Secret.Collection', {'Locked': <%b>}, @as [])",
                            locked),
      NULL);
}
