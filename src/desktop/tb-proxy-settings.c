/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-proxy-settings.h"

#define SCHEMA "org.gnome.system.proxy"

struct _TbProxySettings
{
  GObject parent_instance;

  GPtrArray *settings; /* GSettings */
  GFileMonitor *monitor;
  guint timer;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbProxySettings, tb_proxy_settings, G_TYPE_OBJECT)

static gboolean
on_quiet (gpointer user_data)
{
  TbProxySettings *self = TB_PROXY_SETTINGS (user_data);

  self->timer = 0;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);

  return G_SOURCE_REMOVE;
}

static void
wait_for_quiet (TbProxySettings *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (TB_PROXY_SETTINGS_DELAY, on_quiet, self);
}

static void
on_settings_changed (GSettings *settings, const char *key, gpointer user_data)
{
  wait_for_quiet (TB_PROXY_SETTINGS (user_data));
}

static void
on_file_changed (
    GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer user_data)
{
  wait_for_quiet (TB_PROXY_SETTINGS (user_data));
}

/* A schema that is not installed would end the program. */
static void
listen_to_settings (TbProxySettings *self, const char *name)
{
  g_autoptr (GSettingsSchema) schema
      = g_settings_schema_source_lookup (g_settings_schema_source_get_default (), name, TRUE);
  g_auto (GStrv) keys = NULL;
  GSettings *settings;

  if (schema == NULL)
    return;

  settings = g_settings_new_full (schema, NULL, NULL);
  g_signal_connect_object (settings, "changed", G_CALLBACK (on_settings_changed), self, 0);
  g_ptr_array_add (self->settings, settings);

  /* Changes are told for what was read. */
  keys = g_settings_schema_list_keys (schema);
  for (gsize i = 0; keys[i] != NULL; i++)
    g_variant_unref (g_settings_get_value (settings, keys[i]));
}

static gboolean
is_kde (void)
{
  const char *desktop = g_getenv ("XDG_CURRENT_DESKTOP");
  g_auto (GStrv) names = g_strsplit (desktop != NULL ? desktop : "", ":", -1);

  return g_strv_contains ((const char *const *) names, "KDE");
}

static void
listen_to_kde (TbProxySettings *self)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "kioslaverc", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (on_file_changed), self, 0);
}

static void
tb_proxy_settings_dispose (GObject *object)
{
  TbProxySettings *self = TB_PROXY_SETTINGS (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->settings, g_ptr_array_unref);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (tb_proxy_settings_parent_class)->dispose (object);
}

static void
tb_proxy_settings_class_init (TbProxySettingsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tb_proxy_settings_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", TB_TYPE_PROXY_SETTINGS, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tb_proxy_settings_init (TbProxySettings *self)
{
  static const char *const schemas[]
      = { SCHEMA, SCHEMA ".http", SCHEMA ".https", SCHEMA ".socks", NULL };

  self->settings = g_ptr_array_new_with_free_func (g_object_unref);
  for (gsize i = 0; schemas[i] != NULL; i++)
    listen_to_settings (self, schemas[i]);
  if (is_kde ())
    listen_to_kde (self);
}

TbProxySettings *
tb_proxy_settings_new (void)
{
  return g_object_new (TB_TYPE_PROXY_SETTINGS, NULL);
}
