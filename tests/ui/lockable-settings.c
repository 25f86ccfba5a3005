/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lockable-settings.h"

#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gio.h>
#include <gio/gsettingsbackend.h>

#define NAME "lockable"

typedef struct
{
  GSettingsBackend parent_instance;

  GHashTable *values;
} LockableSettings;

typedef GSettingsBackendClass LockableSettingsClass;

static GHashTable *locked_paths;

GType lockable_settings_get_type (void);

G_DEFINE_TYPE_WITH_CODE (LockableSettings,
                         lockable_settings,
                         G_TYPE_SETTINGS_BACKEND,
                         g_io_extension_point_implement (
                             G_SETTINGS_BACKEND_EXTENSION_POINT_NAME, g_define_type_id, NAME, 1000))

static GVariant *
lockable_settings_read (GSettingsBackend *backend,
                        const char *key,
                        const GVariantType *expected_type,
                        gboolean default_value)
{
  GVariant *value
      = default_value ? NULL : g_hash_table_lookup (((LockableSettings *) backend)->values, key);

  return value != NULL ? g_variant_ref (value) : NULL;
}

static gboolean
lockable_settings_get_writable (GSettingsBackend *backend, const char *key)
{
  return !g_hash_table_contains (locked_paths, key);
}

static void
set_value (GSettingsBackend *backend, const char *key, GVariant *value, gpointer origin_tag)
{
  GHashTable *values = ((LockableSettings *) backend)->values;

  if (value != NULL)
    g_hash_table_insert (values, g_strdup (key), g_variant_ref_sink (value));
  else
    g_hash_table_remove (values, key);
  g_settings_backend_changed (backend, key, origin_tag);
}

static gboolean
lockable_settings_write (GSettingsBackend *backend,
                         const char *key,
                         GVariant *value,
                         gpointer origin_tag)
{
  if (!lockable_settings_get_writable (backend, key))
    {
      g_variant_unref (g_variant_ref_sink (value));
      return FALSE;
    }

  set_value (backend, key, value, origin_tag);
  return TRUE;
}

static gboolean
on_tree_value (gpointer key, gpointer value, gpointer backend)
{
  set_value (backend, key, value, NULL);

  return FALSE;
}

static gboolean
lockable_settings_write_tree (GSettingsBackend *backend, GTree *tree, gpointer origin_tag)
{
  g_tree_foreach (tree, on_tree_value, backend);

  return TRUE;
}

static void
lockable_settings_reset (GSettingsBackend *backend, const char *key, gpointer origin_tag)
{
  set_value (backend, key, NULL, origin_tag);
}

static void
lockable_settings_finalize (GObject *object)
{
  g_hash_table_unref (((LockableSettings *) object)->values);

  G_OBJECT_CLASS (lockable_settings_parent_class)->finalize (object);
}

static void
lockable_settings_class_init (LockableSettingsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lockable_settings_finalize;
  klass->read = lockable_settings_read;
  klass->get_writable = lockable_settings_get_writable;
  klass->write = lockable_settings_write;
  klass->write_tree = lockable_settings_write_tree;
  klass->reset = lockable_settings_reset;
}

static void
lockable_settings_init (LockableSettings *self)
{
  self->values
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_variant_unref);
}

void
lockable_settings_use (void)
{
  locked_paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_setenv ("GSETTINGS_BACKEND", NAME, TRUE);
  g_io_extension_point_register (G_SETTINGS_BACKEND_EXTENSION_POINT_NAME);
  g_type_ensure (lockable_settings_get_type ());
}

void
lockable_settings_set_locked (const char *path, gboolean locked)
{
  GSettingsBackend *backend = g_settings_backend_get_default ();

  if (locked)
    g_hash_table_add (locked_paths, g_strdup (path));
  else
    g_hash_table_remove (locked_paths, path);
  g_settings_backend_writable_changed (backend, path);
  g_object_unref (backend);
}
