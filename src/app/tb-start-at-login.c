/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The switch of Preferences, which knows no desktop, and the entry of the desktop's autostart. */

#include "app/tb-start-at-login.h"

#include "desktop/tb-autostart.h"
#include "desktop/tb-sandbox.h"

#define NAME "start-at-login"

struct _TbStartAtLogin
{
  GObject parent_instance;

  GActionMap *actions; /* not owned: the application */
  GSimpleAction *action;
  TbAutostart *autostart;
};

enum
{
  SIGNAL_FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbStartAtLogin, tb_start_at_login, G_TYPE_OBJECT)

static void
update (TbStartAtLogin *self)
{
  g_simple_action_set_state (self->action,
                             g_variant_new_boolean (tb_autostart_get_enabled (self->autostart)));
}

static void
on_enabled_changed (TbAutostart *autostart, GParamSpec *pspec, gpointer user_data)
{
  update (TB_START_AT_LOGIN (user_data));
}

static void
on_change_state (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  TbStartAtLogin *self = TB_START_AT_LOGIN (user_data);
  g_autoptr (GError) error = NULL;

  if (!tb_autostart_set_enabled (self->autostart, g_variant_get_boolean (value), &error))
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
  /* The state is what the files say, whatever was asked for. */
  update (self);
}

static void
tb_start_at_login_dispose (GObject *object)
{
  TbStartAtLogin *self = TB_START_AT_LOGIN (object);

  if (self->actions != NULL)
    g_action_map_remove_action (self->actions, NAME);
  self->actions = NULL;
  g_clear_object (&self->action);
  g_clear_object (&self->autostart);

  G_OBJECT_CLASS (tb_start_at_login_parent_class)->dispose (object);
}

static void
tb_start_at_login_class_init (TbStartAtLoginClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tb_start_at_login_dispose;

  /* What was asked for could not be done: a sentence for the user. */
  signals[SIGNAL_FAILED] = g_signal_new ("failed", TB_TYPE_START_AT_LOGIN, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
tb_start_at_login_init (TbStartAtLogin *self)
{
}

/**
 * tb_start_at_login_new:
 * @actions: gets the action `start-at-login`, as long as the object lives; must live longer
 *
 * The action's state says whether the desktop starts the program at login, and follows the files
 * that decide on it. It is disabled in a sandbox, which those files are outside of.
 *
 * Returns: (transfer full): what stands behind the action
 */
TbStartAtLogin *
tb_start_at_login_new (GActionMap *actions)
{
  TbStartAtLogin *self = g_object_new (TB_TYPE_START_AT_LOGIN, NULL);

  self->actions = actions;
  self->autostart = tb_autostart_new (g_get_user_config_dir (), g_get_system_config_dirs ());
  self->action = g_simple_action_new_stateful (
      NAME, NULL, g_variant_new_boolean (tb_autostart_get_enabled (self->autostart)));
  g_simple_action_set_enabled (self->action, !tb_sandbox_is_inside ());
  g_signal_connect_object (self->action, "change-state", G_CALLBACK (on_change_state), self, 0);
  g_signal_connect_object (self->autostart, "notify::enabled", G_CALLBACK (on_enabled_changed),
                           self, 0);
  g_action_map_add_action (actions, G_ACTION (self->action));

  return self;
}
