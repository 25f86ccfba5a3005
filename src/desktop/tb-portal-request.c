/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-portal-request.h"

#include <glib/gi18n.h>

/* Some portals answer twice: the call says that the question was understood, and a signal of an
 * object made for it what came of it. That signal can come before the reply. */

#define REQUEST_INTERFACE "org.freedesktop.portal.Request"

/* One question; gone with its first answer. */
typedef struct
{
  GDBusConnection *connection;
  char *path;
  guint response_subscription;
  guint owner_subscription;
  GSource *cancelled_source;
} Request;

G_DEFINE_QUARK (tb_portal_error, tb_portal_error)

static void
request_free (Request *request)
{
  g_dbus_connection_signal_unsubscribe (request->connection, request->response_subscription);
  g_dbus_connection_signal_unsubscribe (request->connection, request->owner_subscription);
  if (request->cancelled_source != NULL)
    {
      g_source_destroy (request->cancelled_source);
      g_source_unref (request->cancelled_source);
    }
  g_free (request->path);
  g_object_unref (request->connection);
  g_free (request);
}

static gboolean
is_answered (GTask *task)
{
  return g_task_get_task_data (task) == NULL;
}

static void
fail (GTask *task, TbPortalError code, const char *message)
{
  g_task_set_task_data (task, NULL, NULL);
  g_task_return_new_error (task, TB_PORTAL_ERROR, code, "%s", message);
}

static void
on_response (GDBusConnection *connection,
             const char *sender,
             const char *object_path,
             const char *interface_name,
             const char *signal_name,
             GVariant *parameters,
             gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  g_autoptr (GVariant) results = NULL;
  guint32 response = 2;

  if (is_answered (task))
    return;

  /* As the portal documents it: 0 done, 1 dismissed by the user, 2 anything else. */
  if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    g_variant_get (parameters, "(u@a{sv})", &response, &results);

  if (response == 1)
    {
      fail (task, TB_PORTAL_ERROR_DISMISSED, _ ("The question was closed"));
      return;
    }
  if (response != 0)
    {
      fail (task, TB_PORTAL_ERROR_FAILED, _ ("The desktop could not do it"));
      return;
    }

  g_task_set_task_data (task, NULL, NULL);
  g_task_return_pointer (task, g_steal_pointer (&results), (GDestroyNotify) g_variant_unref);
}

static void
on_owner_changed (GDBusConnection *connection,
                  const char *sender,
                  const char *object_path,
                  const char *interface_name,
                  const char *signal_name,
                  GVariant *parameters,
                  gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  const char *former_owner;

  /* It may also have been started by this very question. */
  g_variant_get (parameters, "(&s&s&s)", NULL, &former_owner, NULL);
  if (!is_answered (task) && *former_owner != '\0')
    fail (task, TB_PORTAL_ERROR_FAILED, _ ("The desktop's portal ended before it answered"));
}

static void
on_called (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  /* A good reply only says that the question was understood. */
  if (reply != NULL || is_answered (task))
    return;

  g_task_set_task_data (task, NULL, NULL);
  g_task_return_error (task, tb_portal_error_translate (error));
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Request *request = g_task_get_task_data (task);

  g_dbus_connection_call (request->connection, TB_PORTAL_NAME, request->path, REQUEST_INTERFACE,
                          "Close", NULL, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL,
                          NULL);
  g_task_set_task_data (task, NULL, NULL);
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static Request *
request_new (GDBusConnection *connection, const char *token, GTask *task)
{
  Request *request = g_new0 (Request, 1);
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (connection) + 1);
  GCancellable *cancellable = g_task_get_cancellable (task);

  /* The portal documents this path, so that nobody misses the answer. */
  g_strdelimit (sender, ".", '_');
  request->connection = g_object_ref (connection);
  request->path = g_strdup_printf (TB_PORTAL_PATH "/request/%s/%s", sender, token);
  request->response_subscription = g_dbus_connection_signal_subscribe (
      connection, TB_PORTAL_NAME, REQUEST_INTERFACE, "Response", request->path, NULL,
      G_DBUS_SIGNAL_FLAGS_NONE, on_response, g_object_ref (task), g_object_unref);
  request->owner_subscription = g_dbus_connection_signal_subscribe (
      connection, "org.freedesktop.DBus", "org.freedesktop.DBus", "NameOwnerChanged",
      "/org/freedesktop/DBus", TB_PORTAL_NAME, G_DBUS_SIGNAL_FLAGS_NONE, on_owner_changed,
      g_object_ref (task), g_object_unref);
  if (cancellable != NULL)
    {
      request->cancelled_source = g_cancellable_source_new (cancellable);
      g_source_set_callback (request->cancelled_source, G_SOURCE_FUNC (on_cancelled), task, NULL);
      g_source_set_static_name (request->cancelled_source, "[traybell] portal request cancelled");
      g_source_attach (request->cancelled_source, g_task_get_context (task));
    }

  return request;
}

/* @arguments and, after them, @options with @token in it. */
static GVariant *
build_parameters (GVariant *arguments, GVariant *options, const char *token)
{
  GVariantBuilder parameters = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_TUPLE);
  g_autoptr (GVariant) leading = g_variant_ref_sink (arguments);
  g_auto (GVariantDict) all_options = G_VARIANT_DICT_INIT (options);

  for (gsize i = 0; i < g_variant_n_children (leading); i++)
    {
      g_autoptr (GVariant) argument = g_variant_get_child_value (leading, i);

      g_variant_builder_add_value (&parameters, argument);
    }
  g_variant_dict_insert (&all_options, "handle_token", "s", token);
  g_variant_builder_add_value (&parameters, g_variant_dict_end (&all_options));

  return g_variant_builder_end (&parameters);
}

GError *
tb_portal_error_translate (const GError *error)
{
  g_autoptr (GError) stripped = NULL;

  g_return_val_if_fail (error != NULL, NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);

  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD)
      || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_INTERFACE)
      || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT)
      || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_PROPERTY)
      || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN)
      || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER))
    return g_error_new_literal (TB_PORTAL_ERROR, TB_PORTAL_ERROR_MISSING,
                                _ ("The desktop has no portal for it"));

  stripped = g_error_copy (error);
  g_dbus_error_strip_remote_error (stripped);
  return g_error_new_literal (TB_PORTAL_ERROR, TB_PORTAL_ERROR_FAILED, stripped->message);
}

void
tb_portal_request_send_async (GDBusConnection *connection,
                              const char *interface,
                              const char *method,
                              GVariant *arguments,
                              GVariant *options,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GVariant) own_options = options != NULL ? g_variant_ref_sink (options) : NULL;
  g_autofree char *token = g_strdup_printf ("traybell%08x%08x", g_random_int (), g_random_int ());

  g_return_if_fail (G_IS_DBUS_CONNECTION (connection));
  g_return_if_fail (interface != NULL && method != NULL && arguments != NULL);

  task = g_task_new (connection, cancellable, callback, user_data);
  g_task_set_source_tag (task, tb_portal_request_send_async);
  g_task_set_task_data (task, request_new (connection, token, task), (GDestroyNotify) request_free);

  g_dbus_connection_call (connection, TB_PORTAL_NAME, TB_PORTAL_PATH, interface, method,
                          build_parameters (arguments, own_options, token), G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_called, g_object_ref (task));
}

GVariant *
tb_portal_request_send_finish (GDBusConnection *connection, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, connection), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
