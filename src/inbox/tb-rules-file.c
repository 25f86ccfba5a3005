/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-rules-file.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "inbox/tb-inbox-error.h"

/* Editors write a file in several steps; this long after the last of them it is read, in ms. */
#define SETTLE_TIME 200

struct _TbRulesFile
{
  GObject parent_instance;

  char *path;
  TbRules *defaults;
  TbRules *rules;
  char *text; /* what the rules in force were read from, or NULL if there is no file */
  char *mistake;

  GFileMonitor *monitor;
  /* Of the file behind a symbolic link, as people have who keep their settings elsewhere. */
  GFileMonitor *target_monitor;
  char *target;
  guint settle_source;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbRulesFile, tb_rules_file, G_TYPE_OBJECT)

static gboolean
on_settled (gpointer user_data)
{
  TbRulesFile *self = TB_RULES_FILE (user_data);

  self->settle_source = 0;
  tb_rules_file_reload (self);

  return G_SOURCE_REMOVE;
}

static void
on_file_changed (
    GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer user_data)
{
  TbRulesFile *self = TB_RULES_FILE (user_data);

  g_clear_handle_id (&self->settle_source, g_source_remove);
  self->settle_source = g_timeout_add (SETTLE_TIME, on_settled, self);
}

static GFileMonitor *
watch (TbRulesFile *self, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  GFileMonitor *monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, &error);

  if (monitor == NULL)
    {
      g_debug ("Rules cannot be watched: %s", error->message);
      return NULL;
    }

  g_signal_connect_object (monitor, "changed", G_CALLBACK (on_file_changed), self, 0);
  return monitor;
}

static void
watch_target (TbRulesFile *self)
{
  char *target = realpath (self->path, NULL);
  gboolean is_same = g_strcmp0 (target, self->path) == 0;

  if (g_strcmp0 (target, self->target) != 0)
    {
      g_clear_object (&self->target_monitor);
      g_free (self->target);
      self->target = g_strdup (target);
      if (target != NULL && !is_same)
        self->target_monitor = watch (self, target);
    }
  free (target);
}

/* %TRUE with NULL if there is no file. */
static gboolean
read_text (const char *path, char **text, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autoptr (GError) local_error = NULL;
  GStatBuf status;
  gsize length;

  *text = NULL;
  if (g_stat (path, &status) != 0 && errno == ENOENT)
    return TRUE;

  /* Nobody waits for a pipe, nor reads a disk. */
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_BAD_RULES, _ ("%s: This is not a file."),
                   name);
      return FALSE;
    }
  if (status.st_size > TB_RULES_FILE_SIZE)
    {
      g_set_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_BAD_RULES,
                   _ ("%s: The file is larger than a megabyte."), name);
      return FALSE;
    }
  if (!g_file_get_contents (path, text, &length, &local_error))
    {
      /* The message names the file already. */
      g_set_error_literal (error, TB_INBOX_ERROR, TB_INBOX_ERROR_BAD_RULES, local_error->message);
      return FALSE;
    }
  if (strlen (*text) != length)
    {
      g_clear_pointer (text, g_free);
      g_set_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_BAD_RULES, _ ("%s: This is not text."),
                   name);
      return FALSE;
    }

  return TRUE;
}

static TbRules *
parse (const char *path, const char *text, TbRules *defaults, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  if (text == NULL)
    return tb_rules_ref (defaults);

  /* What some editors begin a file with, to say that it is UTF-8. */
  if (g_str_has_prefix (text, "\xef\xbb\xbf"))
    text += 3;
  return tb_rules_new_from_data (name, text, defaults, error);
}

TbRules *
tb_rules_file_read (const char *path, TbRules *defaults, GError **error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (defaults != NULL, NULL);

  if (!read_text (path, &text, error))
    return NULL;
  return parse (path, text, defaults, error);
}

static gboolean
set_mistake (TbRulesFile *self, const char *mistake)
{
  if (g_strcmp0 (self->mistake, mistake) == 0)
    return FALSE;

  g_free (self->mistake);
  self->mistake = g_strdup (mistake);
  if (mistake != NULL)
    g_message ("%s", mistake);
  return TRUE;
}

/* Whether rules or mistake are others now. */
static gboolean
load (TbRulesFile *self)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  TbRules *rules;

  watch_target (self);
  if (!read_text (self->path, &text, &error))
    return set_mistake (self, error->message);
  if (self->rules != NULL && g_strcmp0 (text, self->text) == 0)
    return set_mistake (self, NULL);

  rules = parse (self->path, text, self->defaults, &error);
  if (rules == NULL)
    return set_mistake (self, error->message);

  g_clear_pointer (&self->rules, tb_rules_unref);
  self->rules = rules;
  g_free (self->text);
  self->text = g_steal_pointer (&text);
  set_mistake (self, NULL);
  return TRUE;
}

static void
tb_rules_file_dispose (GObject *object)
{
  TbRulesFile *self = TB_RULES_FILE (object);

  g_clear_handle_id (&self->settle_source, g_source_remove);
  g_clear_object (&self->monitor);
  g_clear_object (&self->target_monitor);

  G_OBJECT_CLASS (tb_rules_file_parent_class)->dispose (object);
}

static void
tb_rules_file_finalize (GObject *object)
{
  TbRulesFile *self = TB_RULES_FILE (object);

  g_clear_pointer (&self->rules, tb_rules_unref);
  g_clear_pointer (&self->defaults, tb_rules_unref);
  g_free (self->path);
  g_free (self->target);
  g_free (self->text);
  g_free (self->mistake);

  G_OBJECT_CLASS (tb_rules_file_parent_class)->finalize (object);
}

static void
tb_rules_file_class_init (TbRulesFileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tb_rules_file_dispose;
  object_class->finalize = tb_rules_file_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", TB_TYPE_RULES_FILE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
tb_rules_file_init (TbRulesFile *self)
{
}

TbRulesFile *
tb_rules_file_new (const char *path, TbRules *defaults)
{
  TbRulesFile *self;
  g_autofree char *folder = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (defaults != NULL, NULL);

  self = g_object_new (TB_TYPE_RULES_FILE, NULL);
  self->path = g_strdup (path);
  self->defaults = tb_rules_ref (defaults);
  folder = g_path_get_dirname (path);
  if (g_mkdir_with_parents (folder, 0700) == 0)
    self->monitor = watch (self, path);
  load (self);
  if (self->rules == NULL)
    self->rules = tb_rules_ref (defaults);

  return self;
}

char *
tb_rules_file_dup_usual_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "traybell", "rules.ini", NULL);
}

void
tb_rules_file_reload (TbRulesFile *self)
{
  g_return_if_fail (TB_IS_RULES_FILE (self));

  if (load (self))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

TbRules *
tb_rules_file_get_rules (TbRulesFile *self)
{
  g_return_val_if_fail (TB_IS_RULES_FILE (self), NULL);

  return self->rules;
}

const char *
tb_rules_file_get_path (TbRulesFile *self)
{
  g_return_val_if_fail (TB_IS_RULES_FILE (self), NULL);

  return self->path;
}

const char *
tb_rules_file_get_mistake (TbRulesFile *self)
{
  g_return_val_if_fail (TB_IS_RULES_FILE (self), NULL);

  return self->mistake;
}
