/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-launch-context.h"

struct _TbLaunchContext
{
  GAppLaunchContext parent_instance;

  char *activation_token;
};

G_DEFINE_FINAL_TYPE (TbLaunchContext, tb_launch_context, G_TYPE_APP_LAUNCH_CONTEXT)

static char *
tb_launch_context_get_startup_notify_id (GAppLaunchContext *context, GAppInfo *info, GList *files)
{
  return g_strdup (TB_LAUNCH_CONTEXT (context)->activation_token);
}

static void
tb_launch_context_finalize (GObject *object)
{
  g_free (TB_LAUNCH_CONTEXT (object)->activation_token);

  G_OBJECT_CLASS (tb_launch_context_parent_class)->finalize (object);
}

static void
tb_launch_context_class_init (TbLaunchContextClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_launch_context_finalize;
  G_APP_LAUNCH_CONTEXT_CLASS (klass)->get_startup_notify_id
      = tb_launch_context_get_startup_notify_id;
}

static void
tb_launch_context_init (TbLaunchContext *self)
{
}

GAppLaunchContext *
tb_launch_context_new (const char *activation_token)
{
  TbLaunchContext *self = g_object_new (TB_TYPE_LAUNCH_CONTEXT, NULL);
  GAppLaunchContext *context = G_APP_LAUNCH_CONTEXT (self);

  if (activation_token != NULL && *activation_token != '\0')
    {
      self->activation_token = g_strdup (activation_token);
      /* GIO does this only for applications that say StartupNotify=true. */
      g_app_launch_context_setenv (context, "XDG_ACTIVATION_TOKEN", activation_token);
      g_app_launch_context_setenv (context, "DESKTOP_STARTUP_ID", activation_token);
    }
  else
    {
      /* Those of our own start are spent. */
      g_app_launch_context_unsetenv (context, "XDG_ACTIVATION_TOKEN");
      g_app_launch_context_unsetenv (context, "DESKTOP_STARTUP_ID");
    }

  return context;
}
