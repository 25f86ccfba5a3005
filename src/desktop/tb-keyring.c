/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-keyring.h"

#include "desktop/tb-keyring-operation.h"

/* Watches the secret service and starts operations on it. What one operation
 * does, and all of libsecret, is in tb-keyring-operation.c. */

#define SERVICE_NAME "org.freedesktop.secrets"
#define SERVICE_PATH "/org/freedesktop/secrets"
#define SERVICE_INTERFACE "org.freedesktop.Secret.Service"
#define COLLECTION_INTERFACE "org.freedesktop.Secret.Collection"

enum
{
  PROP_0,
  PROP_TIMEOUT,
  PROP_ERROR,
  N_PROPERTIES
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

struct _TbKeyring
{
  GObject parent_instance;

  guint timeout;
  gboolean answered;
  GError *error; /* of the last operation */
  GDBusConnection *connection;
  guint watch;
  guint service_subscription;
  guint collection_subscription;
  gboolean name_watched; /* the watch has spoken once */
  GSource *changed_source;
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbKeyring, tb_keyring, G_TYPE_OBJECT)

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static gboolean
on_changed_idle (gpointer user_data)
{
  g_autoptr (TbKeyring) self = g_object_ref (user_data);

  clear_source (&self->changed_source);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
queue_changed (TbKeyring *self)
{
  if (self->changed_source != NULL)
    return;

  self->changed_source = g_idle_source_new ();
  g_source_set_static_name (self->changed_source, "[traybell] keyring changed");
  g_source_set_callback (self->changed_source, on_changed_idle, self, NULL);
  g_source_attach (self->changed_source, g_main_context_get_thread_default ());
}

static void
on_service_appeared (GDBusConnection *connection,
                     const char *name,
                     const char *owner,
                     gpointer user_data)
{
  TbKeyring *self = user_data;

  /* One that was there all the time is no change. */
  if (self->name_watched)
    queue_changed (self);
  self->name_watched = TRUE;
}

static void
on_service_vanished (GDBusConnection *connection, const char *name, gpointer user_data)
{
  TbKeyring *self = user_data;

  self->name_watched = TRUE;
}

static void
on_service_signal (GDBusConnection *connection,
                   const char *sender,
                   const char *object_path,
                   const char *interface_name,
                   const char *signal_name,
                   GVariant *parameters,
                   gpointer user_data)
{
  if (g_str_equal (signal_name, "CollectionCreated")
      || g_str_equal (signal_name, "CollectionChanged"))
    queue_changed (user_data);
}

static void
on_collection_properties (GDBusConnection *connection,
                          const char *sender,
                          const char *object_path,
                          const char *interface_name,
                          const char *signal_name,
                          GVariant *parameters,
                          gpointer user_data)
{
  g_autoptr (GVariant) changed = NULL;
  gboolean locked;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(sa{sv}as)")))
    return;

  g_variant_get_child (parameters, 1, "@a{sv}", &changed);
  if (g_variant_lookup (changed, "Locked", "b", &locked) && !locked)
    queue_changed (user_data);
}

static void
tb_keyring_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_TIMEOUT:
      g_value_set_uint (value, TB_KEYRING (object)->timeout);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, TB_KEYRING (object)->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
tb_keyring_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_TIMEOUT:
      TB_KEYRING (object)->timeout = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
tb_keyring_dispose (GObject *object)
{
  TbKeyring *self = TB_KEYRING (object);

  g_clear_handle_id (&self->watch, g_bus_unwatch_name);
  if (self->connection != NULL)
    {
      g_dbus_connection_signal_unsubscribe (self->connection, self->service_subscription);
      g_dbus_connection_signal_unsubscribe (self->connection, self->collection_subscription);
    }
  g_clear_object (&self->connection);
  clear_source (&self->changed_source);

  G_OBJECT_CLASS (tb_keyring_parent_class)->dispose (object);
}

static void
tb_keyring_finalize (GObject *object)
{
  g_clear_error (&TB_KEYRING (object)->error);

  G_OBJECT_CLASS (tb_keyring_parent_class)->finalize (object);
}

static void
tb_keyring_class_init (TbKeyringClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tb_keyring_get_property;
  object_class->set_property = tb_keyring_set_property;
  object_class->dispose = tb_keyring_dispose;
  object_class->finalize = tb_keyring_finalize;

  properties[PROP_TIMEOUT]
      = g_param_spec_uint ("timeout", NULL, NULL, 1, G_MAXUINT, TB_KEYRING_TIMEOUT_SECONDS * 1000,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  properties[PROP_ERROR]
      = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", TB_TYPE_KEYRING, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
tb_keyring_init (TbKeyring *self)
{
}

TbKeyring *
tb_keyring_new (GDBusConnection *connection)
{
  TbKeyring *self;

  g_return_val_if_fail (connection == NULL || G_IS_DBUS_CONNECTION (connection), NULL);

  self = g_object_new (TB_TYPE_KEYRING, NULL);
  if (connection == NULL)
    return self;

  self->connection = g_object_ref (connection);
  self->service_subscription = g_dbus_connection_signal_subscribe (
      connection, SERVICE_NAME, SERVICE_INTERFACE, NULL, SERVICE_PATH, NULL,
      G_DBUS_SIGNAL_FLAGS_NONE, on_service_signal, self, NULL);
  self->collection_subscription = g_dbus_connection_signal_subscribe (
      connection, SERVICE_NAME, "org.freedesktop.DBus.Properties", "PropertiesChanged", NULL,
      COLLECTION_INTERFACE, G_DBUS_SIGNAL_FLAGS_NONE, on_collection_properties, self, NULL);
  self->watch
      = g_bus_watch_name_on_connection (connection, SERVICE_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                        on_service_appeared, on_service_vanished, self, NULL);

  return self;
}

gboolean
tb_keyring_get_answered (TbKeyring *self)
{
  g_return_val_if_fail (TB_IS_KEYRING (self), FALSE);

  return self->answered;
}

GError *
tb_keyring_dup_error (TbKeyring *self)
{
  g_return_val_if_fail (TB_IS_KEYRING (self), NULL);

  return self->error != NULL ? g_error_copy (self->error) : NULL;
}

void
tb_keyring_secret_free (char *secret)
{
  tb_keyring_operation_secret_free (secret);
}

/* Keeps what the keyring answered; @error is NULL if it did what was asked. */
static void
note_answer (TbKeyring *self, const GError *error)
{
  gboolean first = !self->answered;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (g_error_matches (error, TB_KEYRING_ERROR, TB_KEYRING_ERROR_NOT_FOUND))
    error = NULL;
  if (!first && error == NULL && self->error == NULL)
    return;

  self->answered = TRUE;
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static gboolean
finish (TbKeyring *self, GAsyncResult *result, GError **error)
{
  GError *local_error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &local_error);

  note_answer (self, local_error);
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return done;
}

static GTask *
new_task (TbKeyring *self,
          gpointer source_tag,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  return task;
}

void
tb_keyring_store_async (TbKeyring *self,
                        const char *account_id,
                        const char *label,
                        const char *secret,
                        gboolean allow_prompt,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (TB_IS_KEYRING (self));
  g_return_if_fail (account_id != NULL && label != NULL && secret != NULL);

  tb_keyring_operation_store (
      new_task (self, tb_keyring_store_async, cancellable, callback, user_data), account_id, label,
      secret, allow_prompt, self->timeout);
}

gboolean
tb_keyring_store_finish (TbKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return finish (self, result, error);
}

void
tb_keyring_lookup_async (TbKeyring *self,
                         const char *account_id,
                         gboolean allow_prompt,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (TB_IS_KEYRING (self));
  g_return_if_fail (account_id != NULL);

  tb_keyring_operation_lookup (
      new_task (self, tb_keyring_lookup_async, cancellable, callback, user_data), account_id,
      allow_prompt, self->timeout);
}

char *
tb_keyring_lookup_finish (TbKeyring *self, GAsyncResult *result, GError **error)
{
  GError *local_error = NULL;
  char *secret;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  secret = g_task_propagate_pointer (G_TASK (result), &local_error);
  note_answer (self, local_error);
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return secret;
}

void
tb_keyring_clear_async (TbKeyring *self,
                        const char *account_id,
                        gboolean allow_prompt,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (TB_IS_KEYRING (self));
  g_return_if_fail (account_id != NULL);

  tb_keyring_operation_clear (
      new_task (self, tb_keyring_clear_async, cancellable, callback, user_data), account_id,
      allow_prompt, self->timeout);
}

gboolean
tb_keyring_clear_finish (TbKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return finish (self, result, error);
}
