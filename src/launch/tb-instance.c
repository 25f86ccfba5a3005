/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "launch/tb-instance.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>

#include "launch/tb-activation.h"
#include "launch/tb-first-request.h"

#define ACTION_QUIT "quit"

typedef struct
{
  gboolean background;
  TbFirstRequest *first_request; /* NULL unless the bus has started it */
  gboolean dismissed;
  char *activation_token;
  guint interrupt_source;
  guint terminate_source;
} TbInstancePrivate;

enum
{
  PROP_BACKGROUND = 1,
  PROP_ACTIVATION_TOKEN,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (TbInstance, tb_instance, G_TYPE_APPLICATION)

static TbInstancePrivate *
get_private (TbInstance *self)
{
  return tb_instance_get_instance_private (self);
}

static gboolean
on_unix_signal (gpointer user_data)
{
  g_application_quit (G_APPLICATION (user_data));
  return G_SOURCE_CONTINUE;
}

static gboolean
is_service (GApplication *application)
{
  return (g_application_get_flags (application) & G_APPLICATION_IS_SERVICE) != 0;
}

static gboolean
tb_instance_dbus_register (GApplication *application,
                           GDBusConnection *connection,
                           const char *object_path,
                           GError **error)
{
  if (is_service (application))
    get_private (TB_INSTANCE (application))->first_request = tb_first_request_new (connection);

  return G_APPLICATION_CLASS (tb_instance_parent_class)
      ->dbus_register (application, connection, object_path, error);
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_application_quit (G_APPLICATION (user_data));
}

/* Whoever ends a program that is not running wants to see nothing of it. */
static void
look_at_first_request (TbInstance *self)
{
  TbInstancePrivate *priv = get_private (self);
  g_autoptr (TbFirstRequest) request = g_steal_pointer (&priv->first_request);
  g_autoptr (GSimpleAction) quit = NULL;

  priv->dismissed = request != NULL && tb_first_request_is_action (request, ACTION_QUIT);
  if (!priv->dismissed)
    return;

  quit = g_simple_action_new (ACTION_QUIT, NULL);
  g_signal_connect (quit, "activate", G_CALLBACK (on_quit), self);
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (quit));
}

static void
tb_instance_startup (GApplication *application)
{
  TbInstancePrivate *priv = get_private (TB_INSTANCE (application));

  G_APPLICATION_CLASS (tb_instance_parent_class)->startup (application);

  priv->interrupt_source = g_unix_signal_add (SIGINT, on_unix_signal, application);
  priv->terminate_source = g_unix_signal_add (SIGTERM, on_unix_signal, application);
  /* Lives in the tray until somebody ends it. */
  g_application_hold (application);
  look_at_first_request (TB_INSTANCE (application));
}

static void
tb_instance_shutdown (GApplication *application)
{
  TbInstancePrivate *priv = get_private (TB_INSTANCE (application));

  g_clear_handle_id (&priv->interrupt_source, g_source_remove);
  g_clear_handle_id (&priv->terminate_source, g_source_remove);

  G_APPLICATION_CLASS (tb_instance_parent_class)->shutdown (application);
}

static void
set_activation_token (TbInstance *self, char *token)
{
  TbInstancePrivate *priv = get_private (self);

  g_free (priv->activation_token);
  priv->activation_token = token;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVATION_TOKEN]);
}

static void
tb_instance_add_platform_data (GApplication *application, GVariantBuilder *builder)
{
  G_APPLICATION_CLASS (tb_instance_parent_class)->add_platform_data (application, builder);
  tb_activation_add_own_token (builder);
}

static void
tb_instance_before_emit (GApplication *application, GVariant *platform_data)
{
  G_APPLICATION_CLASS (tb_instance_parent_class)->before_emit (application, platform_data);
  set_activation_token (TB_INSTANCE (application), tb_activation_dup_token (platform_data));
}

static void
tb_instance_after_emit (GApplication *application, GVariant *platform_data)
{
  set_activation_token (TB_INSTANCE (application), NULL);
  G_APPLICATION_CLASS (tb_instance_parent_class)->after_emit (application, platform_data);
}

/* A start in the background presents nothing, neither here nor in an instance that runs already. */
static gboolean
tb_instance_local_command_line (GApplication *application, char ***arguments, int *exit_status)
{
  g_autoptr (GError) error = NULL;

  *exit_status = 0;
  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("traybell: %s\n", error->message);
      *exit_status = 1;
    }
  else if (g_application_get_dbus_connection (application) == NULL)
    {
      g_printerr (
          "traybell: %s\n",
          _ ("There is no session bus, and without one neither tray nor notifications; start "
             "Traybell from within your desktop"));
      *exit_status = 1;
      g_application_quit (application);
    }
  else if (!is_service (application) && !get_private (TB_INSTANCE (application))->background)
    {
      g_application_activate (application);
    }

  return TRUE;
}

static void
tb_instance_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TbInstancePrivate *priv = get_private (TB_INSTANCE (object));

  switch (id)
    {
    case PROP_BACKGROUND:
      g_value_set_boolean (value, priv->background);
      break;
    case PROP_ACTIVATION_TOKEN:
      g_value_set_string (value, priv->activation_token);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tb_instance_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_BACKGROUND:
      get_private (TB_INSTANCE (object))->background = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tb_instance_finalize (GObject *object)
{
  TbInstancePrivate *priv = get_private (TB_INSTANCE (object));

  g_clear_pointer (&priv->first_request, tb_first_request_free);
  g_free (priv->activation_token);

  G_OBJECT_CLASS (tb_instance_parent_class)->finalize (object);
}

static void
tb_instance_class_init (TbInstanceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->get_property = tb_instance_get_property;
  object_class->set_property = tb_instance_set_property;
  object_class->finalize = tb_instance_finalize;
  application_class->dbus_register = tb_instance_dbus_register;
  application_class->startup = tb_instance_startup;
  application_class->shutdown = tb_instance_shutdown;
  application_class->add_platform_data = tb_instance_add_platform_data;
  application_class->before_emit = tb_instance_before_emit;
  application_class->after_emit = tb_instance_after_emit;
  application_class->local_command_line = tb_instance_local_command_line;

  properties[PROP_BACKGROUND]
      = g_param_spec_boolean ("background", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ACTIVATION_TOKEN]
      = g_param_spec_string ("activation-token", NULL, NULL, NULL,
                             G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
tb_instance_init (TbInstance *self)
{
}

/**
 * tb_instance_get_activation_token:
 * @self: the program
 *
 * Returns: (transfer none) (nullable): #TbInstance:activation-token
 */
const char *
tb_instance_get_activation_token (TbInstance *self)
{
  return get_private (self)->activation_token;
}

/**
 * tb_instance_is_dismissed:
 * @self: the program, which has its name
 *
 * Returns: whether it was started only to be told to quit; it does so by itself
 */
gboolean
tb_instance_is_dismissed (TbInstance *self)
{
  return get_private (self)->dismissed;
}
