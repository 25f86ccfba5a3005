/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-autostart.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define FOLDER "autostart"
#define FILE_NAME "com.nebutra.Traybell.desktop"
#define ICON_NAME "com.nebutra.Traybell"
#define COMMAND "traybell --background"

/* What GNOME's and MATE's own dialogues write to switch an entry off. */
#define KEY_GNOME_ENABLED "X-GNOME-Autostart-enabled"

struct _TbAutostart
{
  GObject parent_instance;

  char *user_file;
  GStrv system_files;
  GFileMonitor *monitor; /* NULL where files cannot be watched */
  gboolean enabled;
};

enum
{
  PROP_ENABLED = 1,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TbAutostart, tb_autostart, G_TYPE_OBJECT)

/* The entry in @file, or NULL if there is none that can be read. */
static GKeyFile *
read_entry (const char *file)
{
  g_autoptr (GKeyFile) entry = g_key_file_new ();

  if (!g_key_file_load_from_file (entry, file,
                                  G_KEY_FILE_KEEP_COMMENTS | G_KEY_FILE_KEEP_TRANSLATIONS, NULL)
      || !g_key_file_has_group (entry, G_KEY_FILE_DESKTOP_GROUP))
    return NULL;

  return g_steal_pointer (&entry);
}

static gboolean
starts (GKeyFile *entry)
{
  if (g_key_file_get_boolean (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_HIDDEN, NULL))
    return FALSE;

  return !g_key_file_has_key (entry, G_KEY_FILE_DESKTOP_GROUP, KEY_GNOME_ENABLED, NULL)
         || g_key_file_get_boolean (entry, G_KEY_FILE_DESKTOP_GROUP, KEY_GNOME_ENABLED, NULL);
}

/* The system's entry, which counts as long as the user has none, or NULL. */
static GKeyFile *
read_system_entry (TbAutostart *self)
{
  for (gsize i = 0; self->system_files[i] != NULL; i++)
    {
      if (g_file_test (self->system_files[i], G_FILE_TEST_EXISTS))
        return read_entry (self->system_files[i]);
    }

  return NULL;
}

static gboolean
look (TbAutostart *self)
{
  g_autoptr (GKeyFile) entry = NULL;

  if (g_file_test (self->user_file, G_FILE_TEST_EXISTS))
    entry = read_entry (self->user_file);
  else
    entry = read_system_entry (self);

  return entry != NULL && starts (entry);
}

static void
update (TbAutostart *self)
{
  gboolean enabled = look (self);

  if (enabled == self->enabled)
    return;

  self->enabled = enabled;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENABLED]);
}

static void
on_file_changed (GFileMonitor *monitor,
                 GFile *file,
                 GFile *other_file,
                 GFileMonitorEvent event,
                 gpointer user_data)
{
  update (TB_AUTOSTART (user_data));
}

static void
follow_user_file (TbAutostart *self)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->user_file);

  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (on_file_changed), self, 0);
}

static void
tb_autostart_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_ENABLED:
      g_value_set_boolean (value, TB_AUTOSTART (object)->enabled);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tb_autostart_finalize (GObject *object)
{
  TbAutostart *self = TB_AUTOSTART (object);

  g_clear_object (&self->monitor);
  g_strfreev (self->system_files);
  g_free (self->user_file);

  G_OBJECT_CLASS (tb_autostart_parent_class)->finalize (object);
}

static void
tb_autostart_class_init (TbAutostartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tb_autostart_get_property;
  object_class->finalize = tb_autostart_finalize;

  properties[PROP_ENABLED]
      = g_param_spec_boolean ("enabled", NULL, NULL, FALSE,
                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
tb_autostart_init (TbAutostart *self)
{
}

TbAutostart *
tb_autostart_new (const char *user_folder, const char *const *system_folders)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  TbAutostart *self;

  g_return_val_if_fail (user_folder != NULL && system_folders != NULL, NULL);

  self = g_object_new (TB_TYPE_AUTOSTART, NULL);
  self->user_file = g_build_filename (user_folder, FOLDER, FILE_NAME, NULL);
  for (gsize i = 0; system_folders[i] != NULL; i++)
    {
      g_autofree char *file = g_build_filename (system_folders[i], FOLDER, FILE_NAME, NULL);

      g_strv_builder_add (builder, file);
    }
  self->system_files = g_strv_builder_end (builder);
  self->enabled = look (self);
  follow_user_file (self);

  return self;
}

gboolean
tb_autostart_get_enabled (TbAutostart *self)
{
  g_return_val_if_fail (TB_IS_AUTOSTART (self), FALSE);

  return self->enabled;
}

static gboolean
fail (TbAutostart *self, int code, GError **error)
{
  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code),
               /* Translators: the name of a file, and why: “Permission denied” */
               _ ("“%s” cannot be changed: %s"), self->user_file, g_strerror (code));
  return FALSE;
}

static gboolean
write_entry (TbAutostart *self, GKeyFile *entry, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->user_file);
  g_autofree char *text = NULL;
  g_autoptr (GError) local_error = NULL;
  gsize length;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (self, errno, error);

  text = g_key_file_to_data (entry, &length, NULL);
  if (g_file_set_contents (self->user_file, text, (gssize) length, &local_error))
    return TRUE;

  g_set_error (error, local_error->domain, local_error->code, _ ("“%s” cannot be changed: %s"),
               self->user_file, local_error->message);
  return FALSE;
}

static void
set_default (GKeyFile *entry, const char *key, const char *value)
{
  if (!g_key_file_has_key (entry, G_KEY_FILE_DESKTOP_GROUP, key, NULL))
    g_key_file_set_string (entry, G_KEY_FILE_DESKTOP_GROUP, key, value);
}

/* The user's entry, or a new one. */
static GKeyFile *
open_entry (TbAutostart *self)
{
  GKeyFile *entry = read_entry (self->user_file);

  if (entry == NULL)
    entry = g_key_file_new ();
  set_default (entry, G_KEY_FILE_DESKTOP_KEY_TYPE, G_KEY_FILE_DESKTOP_TYPE_APPLICATION);
  set_default (entry, G_KEY_FILE_DESKTOP_KEY_NAME, "Traybell");
  set_default (entry, G_KEY_FILE_DESKTOP_KEY_EXEC, COMMAND);
  set_default (entry, G_KEY_FILE_DESKTOP_KEY_ICON, ICON_NAME);

  return entry;
}

static gboolean
switch_on (TbAutostart *self, GError **error)
{
  g_autoptr (GKeyFile) entry = open_entry (self);

  g_key_file_remove_key (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_HIDDEN, NULL);
  g_key_file_set_boolean (entry, G_KEY_FILE_DESKTOP_GROUP, KEY_GNOME_ENABLED, TRUE);

  return write_entry (self, entry, error);
}

static gboolean
switch_off (TbAutostart *self, GError **error)
{
  g_autoptr (GKeyFile) system_entry = read_system_entry (self);

  if (system_entry != NULL)
    {
      g_autoptr (GKeyFile) entry = open_entry (self);

      g_key_file_set_boolean (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_HIDDEN, TRUE);
      return write_entry (self, entry, error);
    }

  if (g_unlink (self->user_file) != 0 && errno != ENOENT)
    return fail (self, errno, error);

  return TRUE;
}

gboolean
tb_autostart_set_enabled (TbAutostart *self, gboolean enabled, GError **error)
{
  gboolean done;

  g_return_val_if_fail (TB_IS_AUTOSTART (self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (look (self) == enabled)
    done = TRUE;
  else
    done = enabled ? switch_on (self, error) : switch_off (self, error);
  /* The watch tells it a moment later, too, and then it is no news. */
  update (self);

  return done;
}
