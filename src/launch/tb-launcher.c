/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "launch/tb-launcher.h"

#include "launch/tb-program.h"
#include "tb-version.h"

struct _TbLauncher
{
  TbInstance parent_instance;

  TbDBusTraybell1 *skeleton;
  TbTray *tray;
  const TbProgram *program;
  TbApplication *application; /* NULL without a bus, a module, or anything to do */
  gboolean failed;
};

G_DEFINE_FINAL_TYPE (TbLauncher, tb_launcher, TB_TYPE_INSTANCE)

static void
remove_skeleton (TbLauncher *self)
{
  if (self->skeleton != NULL)
    g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (self->skeleton));
  g_clear_object (&self->skeleton);
}

/* Before the program has its name: the thread of the connection answers by itself that there is
 * nothing where nothing is exported. Calls wait for the main loop, and so for the program. */
static gboolean
tb_launcher_dbus_register (GApplication *application,
                           GDBusConnection *connection,
                           const char *object_path,
                           GError **error)
{
  g_autoptr (TbDBusTraybell1) skeleton = NULL;

  if (!G_APPLICATION_CLASS (tb_launcher_parent_class)
           ->dbus_register (application, connection, object_path, error))
    return FALSE;

  skeleton = tb_dbus_traybell1_skeleton_new ();
  tb_dbus_traybell1_set_version (skeleton, TB_VERSION);
  if (!g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (skeleton), connection,
                                         TB_SERVICE_PATH, error))
    return FALSE;

  TB_LAUNCHER (application)->skeleton = g_steal_pointer (&skeleton);
  return TRUE;
}

static void
tb_launcher_dbus_unregister (GApplication *application,
                             GDBusConnection *connection,
                             const char *object_path)
{
  remove_skeleton (TB_LAUNCHER (application));

  G_APPLICATION_CLASS (tb_launcher_parent_class)
      ->dbus_unregister (application, connection, object_path);
}

static void
tb_launcher_startup (GApplication *application)
{
  TbLauncher *self = TB_LAUNCHER (application);
  GDBusConnection *connection = g_application_get_dbus_connection (application);

  G_APPLICATION_CLASS (tb_launcher_parent_class)->startup (application);
  if (tb_instance_is_dismissed (TB_INSTANCE (self)))
    remove_skeleton (self);
  if (self->skeleton == NULL)
    return;

  /* First of all the icon, and out with it: the thread of the connection would have to wait
   * whenever this one maps a library. */
  self->tray = tb_tray_new (connection);
  g_dbus_connection_flush_sync (connection, NULL, NULL);
  self->program = tb_program_load ();
  if (self->program == NULL)
    {
      self->failed = TRUE;
      g_application_quit (application);
      return;
    }

  self->application
      = self->program->application_new (TB_INSTANCE (self), self->tray, self->skeleton);
}

static void
tb_launcher_activate (GApplication *application)
{
  TbLauncher *self = TB_LAUNCHER (application);

  if (self->application != NULL)
    self->program->application_activate (self->application);
}

static void
tb_launcher_shutdown (GApplication *application)
{
  TbLauncher *self = TB_LAUNCHER (application);

  if (self->application != NULL)
    self->program->application_free (self->application);
  self->application = NULL;
  g_clear_object (&self->tray);

  G_APPLICATION_CLASS (tb_launcher_parent_class)->shutdown (application);
}

static gboolean
tb_launcher_local_command_line (GApplication *application, char ***arguments, int *exit_status)
{
  gboolean handled = G_APPLICATION_CLASS (tb_launcher_parent_class)
                         ->local_command_line (application, arguments, exit_status);

  if (TB_LAUNCHER (application)->failed)
    *exit_status = 1;

  return handled;
}

static void
tb_launcher_class_init (TbLauncherClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->dbus_register = tb_launcher_dbus_register;
  application_class->dbus_unregister = tb_launcher_dbus_unregister;
  application_class->startup = tb_launcher_startup;
  application_class->activate = tb_launcher_activate;
  application_class->shutdown = tb_launcher_shutdown;
  application_class->local_command_line = tb_launcher_local_command_line;
}

static void
tb_launcher_init (TbLauncher *self)
{
}

/**
 * tb_launcher_run:
 * @flags: %G_APPLICATION_IS_SERVICE if the bus has started it, or none
 * @background: whether to start without presenting a window
 *
 * Runs until somebody ends it, or hands over to the instance that runs already.
 *
 * Returns: the exit code: 0, or 1 after the user was told why it cannot run
 */
int
tb_launcher_run (GApplicationFlags flags, gboolean background)
{
  char *arguments[] = { (char *) "traybell", NULL };
  g_autoptr (TbLauncher) self = NULL;

  g_set_prgname ("traybell");
  self = g_object_new (TB_TYPE_LAUNCHER, "application-id", TB_APPLICATION_ID, "flags", flags,
                       "background", background, NULL);

  return g_application_run (G_APPLICATION (self), 1, arguments);
}
