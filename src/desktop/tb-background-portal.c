/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-background-portal.h"

#include <glib/gi18n.h>

#include "desktop/tb-portal-request.h"

/* Asked over D-Bus, because libportal is in no runtime that the program is built for. */

#define PROGRAM "traybell"

struct _TbBackgroundPortal
{
  GObject parent_instance;

  GDBusConnection *connection;
  TbPortals *portals;
  GCancellable *cancellable;
  char *status;   /* what the desktop is to show */
  gboolean stale; /* it does not know that yet */
  gboolean telling;
};

/* What the desktop answered. */
typedef struct
{
  gboolean background;
  gboolean autostart;
} Answer;

static void tell_status (TbBackgroundPortal *self);

G_DEFINE_FINAL_TYPE (TbBackgroundPortal, tb_background_portal, G_TYPE_OBJECT)

/* Does not own the portal: dispose cancels. */
static void
on_status_told (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TbBackgroundPortal *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* It is for show only, so a refusal changes nothing for the user. */
  if (error != NULL)
    g_debug ("The desktop does not take the status: %s", error->message);
  self->telling = FALSE;
  tell_status (self);
}

/* One call at a time: a burst of changes becomes the last of them. */
static void
tell_status (TbBackgroundPortal *self)
{
  g_auto (GVariantDict) options = G_VARIANT_DICT_INIT (NULL);

  if (!self->stale || self->telling
      || tb_portals_get_version (self->portals, TB_PORTAL_BACKGROUND) < 2)
    return;

  self->stale = FALSE;
  self->telling = TRUE;
  g_variant_dict_insert (&options, "message", "s", self->status);
  g_dbus_connection_call (self->connection, TB_PORTAL_NAME, TB_PORTAL_PATH,
                          tb_portals_get_interface (TB_PORTAL_BACKGROUND), "SetStatus",
                          g_variant_new ("(@a{sv})", g_variant_dict_end (&options)), NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, self->cancellable, on_status_told, self);
}

/* A portal that was started anew has forgotten the status. */
static void
on_portals_changed (TbPortals *portals, gpointer user_data)
{
  TbBackgroundPortal *self = TB_BACKGROUND_PORTAL (user_data);

  self->stale = self->status != NULL;
  tell_status (self);
}

static void
on_requested (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TbBackgroundPortal *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) results
      = tb_portal_request_send_finish (G_DBUS_CONNECTION (source), result, &error);
  Answer *answer;

  if (g_error_matches (error, TB_PORTAL_ERROR, TB_PORTAL_ERROR_MISSING))
    {
      const char *explanation = tb_portals_explain (self->portals, TB_PORTAL_BACKGROUND);

      g_task_return_new_error (task, TB_PORTAL_ERROR, TB_PORTAL_ERROR_MISSING, "%s",
                               explanation != NULL ? explanation : error->message);
      return;
    }
  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  answer = g_new0 (Answer, 1);
  g_variant_lookup (results, "background", "b", &answer->background);
  g_variant_lookup (results, "autostart", "b", &answer->autostart);
  g_task_return_pointer (task, answer, g_free);
}

static void
tb_background_portal_dispose (GObject *object)
{
  TbBackgroundPortal *self = TB_BACKGROUND_PORTAL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->portals);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (tb_background_portal_parent_class)->dispose (object);
}

static void
tb_background_portal_finalize (GObject *object)
{
  TbBackgroundPortal *self = TB_BACKGROUND_PORTAL (object);

  g_clear_object (&self->cancellable);
  g_free (self->status);

  G_OBJECT_CLASS (tb_background_portal_parent_class)->finalize (object);
}

static void
tb_background_portal_class_init (TbBackgroundPortalClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tb_background_portal_dispose;
  object_class->finalize = tb_background_portal_finalize;
}

static void
tb_background_portal_init (TbBackgroundPortal *self)
{
  self->cancellable = g_cancellable_new ();
}

TbBackgroundPortal *
tb_background_portal_new (GDBusConnection *connection, TbPortals *portals)
{
  TbBackgroundPortal *self;

  g_return_val_if_fail (G_IS_DBUS_CONNECTION (connection), NULL);
  g_return_val_if_fail (TB_IS_PORTALS (portals), NULL);

  self = g_object_new (TB_TYPE_BACKGROUND_PORTAL, NULL);
  self->connection = g_object_ref (connection);
  self->portals = g_object_ref (portals);
  g_signal_connect_object (portals, "changed", G_CALLBACK (on_portals_changed), self, 0);

  return self;
}

void
tb_background_portal_request_async (TbBackgroundPortal *self,
                                    gboolean autostart,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  static const char *const command_line[] = { PROGRAM, "--background", NULL };
  g_auto (GVariantDict) options = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TB_IS_BACKGROUND_PORTAL (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tb_background_portal_request_async);

  g_variant_dict_insert (&options, "reason", "s",
                         /* Translators: the desktop asks whether this may be */
                         _ ("Traybell shows notifications while it has no window."));
  /* Left out it means FALSE and removes the entry, so it is always said. */
  g_variant_dict_insert (&options, "autostart", "b", autostart);
  g_variant_dict_insert (&options, "commandline", "^as", command_line);
  g_variant_dict_insert (&options, "dbus-activatable", "b", FALSE);

  tb_portal_request_send_async (self->connection, tb_portals_get_interface (TB_PORTAL_BACKGROUND),
                                "RequestBackground", g_variant_new ("(s)", ""),
                                g_variant_dict_end (&options), cancellable, on_requested,
                                g_object_ref (task));
}

gboolean
tb_background_portal_request_finish (TbBackgroundPortal *self,
                                     GAsyncResult *result,
                                     gboolean *background,
                                     gboolean *autostart,
                                     GError **error)
{
  g_autofree Answer *answer = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  answer = g_task_propagate_pointer (G_TASK (result), error);
  if (answer == NULL)
    return FALSE;

  if (background != NULL)
    *background = answer->background;
  if (autostart != NULL)
    *autostart = answer->autostart;
  return TRUE;
}

void
tb_background_portal_set_status (TbBackgroundPortal *self, const char *status)
{
  g_autofree char *fitting = NULL;

  g_return_if_fail (TB_IS_BACKGROUND_PORTAL (self));
  g_return_if_fail (status != NULL);

  fitting = tb_background_portal_fit_status (status);
  if (g_strcmp0 (self->status, fitting) == 0)
    return;

  g_free (self->status);
  self->status = g_steal_pointer (&fitting);
  self->stale = TRUE;
  tell_status (self);
}

char *
tb_background_portal_fit_status (const char *status)
{
  g_autofree char *line = NULL;
  g_autofree char *kept = NULL;

  g_return_val_if_fail (status != NULL, NULL);

  line = g_utf8_make_valid (status, -1);
  g_strdelimit (line, "\r\n\t", ' ');
  g_strstrip (line);
  if (g_utf8_strlen (line, -1) <= TB_BACKGROUND_PORTAL_STATUS_MAXIMUM)
    return g_steal_pointer (&line);

  kept = g_utf8_substring (line, 0, TB_BACKGROUND_PORTAL_STATUS_MAXIMUM - 1);
  return g_strconcat (g_strchomp (kept), "…", NULL);
}
