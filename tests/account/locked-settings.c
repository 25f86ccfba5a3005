/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_SETTINGS_ENABLE_BACKEND

#include "locked-settings.h"

#include <gio/gio.h>
#include <gio/gsettingsbackend.h>

#define NAME "locked"
#define LOCKED_KEY "/com/nebutra/Traybell/accounts"

/* GSettingsBackend is not one for G_DECLARE_FINAL_TYPE(). */
typedef struct
{
  GSettingsBackend parent_instance;

  GHashTable *values; /* keys to GVariant */
} LockedSettings;

typedef struct
{
  GSettingsBackendClass parent_class;
} LockedSettingsClass;

GType locked_settings_get_type (void);
G_DEFINE_TYPE (LockedSettings, locked_settings, G_TYPE_SETTINGS_BACKEND)

static gboolean is_locked;

static gboolean
locked_settings_get_writable (GSettingsBackend *backend, const char *key)
{
  return !is_locked || !g_str_equal (key, LOCKED_KEY);
}

static GVariant *
locked_settings_read (GSettingsBackend *backend,
                      const char *key,
                      const GVariantType *type,
                      gboolean default_value)
{
  GVariant *value = g_hash_table_lookup (((LockedSettings *) backend)->values, key);

  return value != NULL && !default_value ? g_variant_ref (value) : NULL;
}

static void
set_value (LockedSettings *self, const char *key, GVariant *value)
{
  if (value != NULL)
    g_hash_table_replace (self->values, g_strdup (key), g_variant_ref_sink (value));
  else
    g_hash_table_remove (self->values, key);
}

static gboolean
locked_settings_write (GSettingsBackend *backend, const char *key, GVariant *value, gpointer tag)
{
  g_autoptr (GVariant) kept = value != NULL ? g_variant_ref_sink (value) : NULL;

  if (!locked_settings_get_writable (backend, key))
    return FALSE;

  set_value ((LockedSettings *) backend, key, kept);
  g_settings_backend_changed (backend, key, tag);
  return TRUE;
}

static gboolean
on_tree_item (gpointer key, gpointer value, gpointer user_data)
{
  set_value (user_data, key, value);
  return FALSE;
}

static gboolean
locked_settings_write_tree (GSettingsBackend *backend, GTree *tree, gpointer tag)
{
  g_tree_foreach (tree, on_tree_item, backend);
  g_settings_backend_changed_tree (backend, tree, tag);
  return TRUE;
}

static void
locked_settings_reset (GSettingsBackend *backend, const char *key, gpointer tag)
{
  locked_settings_write (backend, key, NULL, tag);
}

static void
locked_settings_finalize (GObject *object)
{
  g_hash_table_unref (((LockedSettings *) object)->values);

  G_OBJECT_CLASS (locked_settings_parent_class)->finalize (object);
}

static void
locked_settings_class_init (LockedSettingsClass *klass)
{
  GSettingsBackendClass *backend_class = G_SETTINGS_BACKEND_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = locked_settings_finalize;
  backend_class->read = locked_settings_read;
  backend_class->get_writable = locked_settings_get_writable;
  backend_class->write = locked_settings_write;
  backend_class->write_tree = locked_settings_write_tree;
  backend_class->reset = locked_settings_reset;
}

static void
locked_settings_init (LockedSettings *self)
{
  self->values
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_variant_unref);
}

void
locked_settings_install (void)
{
  g_setenv ("GSETTINGS_BACKEND", NAME, TRUE);
  g_io_extension_point_register (G_SETTINGS_BACKEND_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_SETTINGS_BACKEND_EXTENSION_POINT_NAME,
                                  locked_settings_get_type (), NAME, -1);
}

void
locked_settings_set_locked (gboolean locked)
{
  GSettingsBackend *backend = g_settings_backend_get_default ();

  is_locked = locked;
  g_settings_backend_writable_changed (backend, LOCKED_KEY);
  g_object_unref (backend);
}
