/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The one switch for whether the desktop starts the program at login, whoever sees to that. */

#include "app/tb-start-at-login.h"

#define ACTION_NAME "start-at-login"

struct _TbStartAtLogin
{
  GObject parent_instance;

  TbPortalAutostart *portal;
  GSimpleAction *action;
};

enum
{
  PROP_EXPLANATION = 1,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TbStartAtLogin, tb_start_at_login, G_TYPE_OBJECT)

static void
update (TbStartAtLogin *self)
{
  g_simple_action_set_enabled (self->action, tb_portal_autostart_get_available (self->portal));
  g_simple_action_set_state (
      self->action, g_variant_new_boolean (tb_portal_autostart_get_enabled (self->portal)));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXPLANATION]);
}

/* The state follows the desktop's answer and not the wish. */
static void
on_change_state (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  tb_portal_autostart_set_enabled (TB_START_AT_LOGIN (user_data)->portal,
                                   g_variant_get_boolean (value));
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

  g_clear_object (&self->portal);
  g_clear_object (&self->action);

  G_OBJECT_CLASS (tb_start_at_login_parent_class)->dispose (object);
}

static void
tb_start_at_login_class_init (TbStartAtLoginClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tb_start_at_login_get_property;
  object_class->dispose = tb_start_at_login_dispose;

  /* Why it is not as the user wants it, a sentence, or NULL. */
  properties[PROP_EXPLANATION]
      = g_param_spec_string ("explanation", NULL, NULL, NULL,
                             G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
tb_start_at_login_init (TbStartAtLogin *self)
{
  self->action = g_simple_action_new_stateful (ACTION_NAME, NULL, g_variant_new_boolean (FALSE));
  g_signal_connect_object (self->action, "change-state", G_CALLBACK (on_change_state), self, 0);
}

/**
 * tb_start_at_login_new_for_portal:
 * @autostart: what the desktop's portal says, in a sandbox
 * @actions: where the action `start-at-login` is added, whose state is the truth and which cannot
 * be activated where nobody can see to it
 *
 * Returns: (transfer full): the switch
 */
TbStartAtLogin *
tb_start_at_login_new_for_portal (TbPortalAutostart *autostart, GActionMap *actions)
{
  TbStartAtLogin *self = g_object_new (TB_TYPE_START_AT_LOGIN, NULL);

  self->portal = g_object_ref (autostart);
  g_signal_connect_object (autostart, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  g_action_map_add_action (actions, G_ACTION (self->action));

  return self;
}

/**
 * tb_start_at_login_get_explanation:
 * @self: the switch
 *
 * Returns: (transfer none) (nullable): why it is not as the user wants it, a sentence
 */
const char *
tb_start_at_login_get_explanation (TbStartAtLogin *self)
{
  return tb_portal_autostart_get_explanation (self->portal);
}
