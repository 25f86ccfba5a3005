/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The switch of Preferences, which knows no desktop, and what sees to it that the desktop starts
 * the program at login: its portal in a sandbox, the entry of its autostart elsewhere. */

#include "app/tb-start-at-login.h"

#include "desktop/tb-autostart.h"

#define NAME "start-at-login"

struct _TbStartAtLogin
{
  GObject parent_instance;

  GActionMap *actions; /* not owned: the application */
  GSimpleAction *action;

  /* One of the two. */
  TbPortalAutostart *portal;
  TbAutostart *files;
};

enum
{
  PROP_EXPLANATION = 1,
  N_PROPERTIES,
};

enum
{
  SIGNAL_FAILED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbStartAtLogin, tb_start_at_login, G_TYPE_OBJECT)

static void
update (TbStartAtLogin *self)
{
  gboolean enabled = self->portal != NULL ? tb_portal_autostart_get_enabled (self->portal)
                                          : tb_autostart_get_enabled (self->files);

  g_simple_action_set_state (self->action, g_variant_new_boolean (enabled));
  g_simple_action_set_enabled (
      self->action, self->portal == NULL || tb_portal_autostart_get_available (self->portal));
}

static void
on_explanation_changed (TbPortalAutostart *portal, GParamSpec *pspec, gpointer user_data)
{
  const char *explanation = tb_portal_autostart_get_explanation (portal);

  if (explanation != NULL)
    g_signal_emit (user_data, signals[SIGNAL_FAILED], 0, explanation);
  g_object_notify_by_pspec (G_OBJECT (user_data), properties[PROP_EXPLANATION]);
}

/* The state is what the desktop says, whatever was asked for. */
static void
on_change_state (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  TbStartAtLogin *self = TB_START_AT_LOGIN (user_data);
  g_autoptr (GError) error = NULL;

  if (self->portal != NULL)
    tb_portal_autostart_set_enabled (self->portal, g_variant_get_boolean (value));
  else if (!tb_autostart_set_enabled (self->files, g_variant_get_boolean (value), &error))
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
  update (self);
}

static void
tb_start_at_login_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_EXPLANATION:
      g_value_set_string (value, tb_start_at_login_get_explanation (TB_START_AT_LOGIN (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tb_start_at_login_dispose (GObject *object)
{
  TbStartAtLogin *self = TB_START_AT_LOGIN (object);

  if (self->actions != NULL)
    g_action_map_remove_action (self->actions, NAME);
  self->actions = NULL;
  g_clear_object (&self->action);
  g_clear_object (&self->portal);
  g_clear_object (&self->files);

  G_OBJECT_CLASS (tb_start_at_login_parent_class)->dispose (object);
}

static void
tb_start_at_login_class_init (TbStartAtLoginClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tb_start_at_login_get_property;
  object_class->dispose = tb_start_at_login_dispose;

  /* Why it is not, or cannot be, as the user wants it: a sentence, or NULL. */
  properties[PROP_EXPLANATION]
      = g_param_spec_string ("explanation", NULL, NULL, NULL,
                             G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  /* What was asked for could not be done: a sentence for the user. */
  signals[SIGNAL_FAILED] = g_signal_new ("failed", TB_TYPE_START_AT_LOGIN, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
tb_start_at_login_init (TbStartAtLogin *self)
{
  self->action = g_simple_action_new_stateful (NAME, NULL, g_variant_new_boolean (FALSE));
  g_signal_connect_object (self->action, "change-state", G_CALLBACK (on_change_state), self, 0);
}

/**
 * tb_start_at_login_new:
 * @actions: gets the action `start-at-login`, as long as the object lives; must live longer
 * @portal: (nullable): who sees to it in a sandbox, or %NULL outside of one
 *
 * The action's state says whether the desktop starts the program at login, and follows it. It is
 * disabled where nobody sees to that. Without @portal, files are watched as long as the object
 * lives.
 *
 * Returns: (transfer full): what stands behind the action
 */
TbStartAtLogin *
tb_start_at_login_new (GActionMap *actions, TbPortalAutostart *portal)
{
  TbStartAtLogin *self = g_object_new (TB_TYPE_START_AT_LOGIN, NULL);

  self->actions = actions;
  if (portal != NULL)
    {
      self->portal = g_object_ref (portal);
      g_signal_connect_object (portal, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (portal, "notify::explanation", G_CALLBACK (on_explanation_changed),
                               self, 0);
    }
  else
    {
      self->files = tb_autostart_new (g_get_user_config_dir (), g_get_system_config_dirs ());
      g_signal_connect_object (self->files, "notify::enabled", G_CALLBACK (update), self,
                               G_CONNECT_SWAPPED);
    }
  update (self);
  g_action_map_add_action (actions, G_ACTION (self->action));

  return self;
}

/**
 * tb_start_at_login_get_explanation:
 * @self: a start at login
 *
 * Returns: (transfer none) (nullable): why it is not, or cannot be, as the user wants it, a
 * sentence
 */
const char *
tb_start_at_login_get_explanation (TbStartAtLogin *self)
{
  return self->portal != NULL ? tb_portal_autostart_get_explanation (self->portal) : NULL;
}
