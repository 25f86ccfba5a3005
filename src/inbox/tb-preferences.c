/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-preferences.h"

#define SCHEMA "com.nebutra.Traybell"

struct _TbPreferences
{
  GObject parent_instance;

  GSettings *settings;
  /* Lists by key, from when they were looked into until they change: each event asks. */
  GHashTable *lists;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbPreferences, tb_preferences, G_TYPE_OBJECT)

static void
on_changed (GSettings *settings, const char *key, gpointer user_data)
{
  g_hash_table_remove (TB_PREFERENCES (user_data)->lists, key);
  g_signal_emit (user_data, signals[SIGNAL_CHANGED], g_quark_from_string (key), key);
}

static void
tb_preferences_finalize (GObject *object)
{
  TbPreferences *self = TB_PREFERENCES (object);

  g_clear_object (&self->settings);
  g_hash_table_unref (self->lists);

  G_OBJECT_CLASS (tb_preferences_parent_class)->finalize (object);
}

static void
tb_preferences_class_init (TbPreferencesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_preferences_finalize;

  signals[SIGNAL_CHANGED]
      = g_signal_new ("changed", TB_TYPE_PREFERENCES, G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED, 0,
                      NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
tb_preferences_init (TbPreferences *self)
{
  self->settings = g_settings_new (SCHEMA);
  self->lists
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (on_changed), self, 0);
}

TbPreferences *
tb_preferences_new (void)
{
  return g_object_new (TB_TYPE_PREFERENCES, NULL);
}

gboolean
tb_preferences_get_boolean (TbPreferences *self, const char *key)
{
  return g_settings_get_boolean (self->settings, key);
}

void
tb_preferences_set_boolean (TbPreferences *self, const char *key, gboolean value)
{
  g_settings_set_boolean (self->settings, key, value);
}

guint
tb_preferences_get_number (TbPreferences *self, const char *key)
{
  return g_settings_get_uint (self->settings, key);
}

char *
tb_preferences_dup_string (TbPreferences *self, const char *key)
{
  return g_settings_get_string (self->settings, key);
}

void
tb_preferences_set_string (TbPreferences *self, const char *key, const char *value)
{
  g_settings_set_string (self->settings, key, value);
}

GStrv
tb_preferences_dup_strings (TbPreferences *self, const char *key)
{
  return g_settings_get_strv (self->settings, key);
}

void
tb_preferences_set_strings (TbPreferences *self, const char *key, const char *const *value)
{
  g_hash_table_remove (self->lists, key);
  g_settings_set_strv (self->settings, key, value);
}

gboolean
tb_preferences_contains (TbPreferences *self, const char *key, const char *item)
{
  char **items = g_hash_table_lookup (self->lists, key);

  if (items == NULL)
    {
      items = g_settings_get_strv (self->settings, key);
      g_hash_table_insert (self->lists, g_strdup (key), items);
    }

  return g_strv_contains ((const char *const *) items, item);
}

void
tb_preferences_set_contains (TbPreferences *self,
                             const char *key,
                             const char *item,
                             gboolean contains)
{
  g_auto (GStrv) items = g_settings_get_strv (self->settings, key);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) changed = NULL;

  if (g_strv_contains ((const char *const *) items, item) == contains)
    return;

  for (gsize i = 0; items[i] != NULL; i++)
    {
      if (!g_str_equal (items[i], item))
        g_strv_builder_add (builder, items[i]);
    }
  if (contains)
    g_strv_builder_add (builder, item);
  changed = g_strv_builder_end (builder);
  g_hash_table_remove (self->lists, key);
  g_settings_set_strv (self->settings, key, (const char *const *) changed);
}

gboolean
tb_preferences_is_writable (TbPreferences *self, const char *key)
{
  return g_settings_is_writable (self->settings, key);
}

void
tb_preferences_bind (TbPreferences *self, const char *key, GObject *object, const char *property)
{
  g_settings_bind (self->settings, key, object, property, G_SETTINGS_BIND_DEFAULT);
}
