/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-session-notices.h"

#include <glib/gi18n-lib.h>

#include "ui/tb-moment.h"
#include "ui/tb-notice.h"

struct _TbSessionNotices
{
  GtkBox parent_instance;

  TbNotice *connection;
  TbNotice *maintenance;

  TbSession *session;
  guint countdown_source;
  guint maintenance_source;
};

G_DEFINE_FINAL_TYPE (TbSessionNotices, tb_session_notices, GTK_TYPE_BOX)

static const char *
get_account_id (TbSessionNotices *self)
{
  return tb_account_get_id (tb_session_get_account (self->session));
}

/* Whether the next attempt is worth counting down to. */
static gboolean
is_waiting (TbSessionNotices *self)
{
  TbSessionState state = tb_session_get_state (self->session);

  return state == TB_SESSION_UNAVAILABLE
         || (state == TB_SESSION_CONNECTING && tb_session_get_last_error (self->session) != NULL);
}

static void
update_countdown (TbSessionNotices *self)
{
  gint64 left = tb_session_get_next_attempt_in (self->session);
  g_autofree char *text = NULL;

  if (!tb_session_get_network_available (self->session))
    {
      text = g_strdup (_ ("It connects by itself as soon as there is one."));
    }
  else if (left < 0)
    {
      text = g_strdup (_ ("Connecting…"));
    }
  else
    {
      guint seconds = (guint) ((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);

      text = g_strdup_printf (ngettext ("Next attempt in %u s", "Next attempt in %u s", seconds),
                              seconds);
    }
  tb_notice_set_detail (self->connection, text);
}

static gboolean on_countdown (gpointer user_data);

/* When the number that is shown is another one; nobody tells when the next attempt is planned. */
static void
plan_countdown (TbSessionNotices *self)
{
  gint64 left = tb_session_get_next_attempt_in (self->session);
  guint delay = left > 0 ? (guint) (left % G_USEC_PER_SEC / 1000) + 1 : 1000;

  g_clear_handle_id (&self->countdown_source, g_source_remove);
  if (is_waiting (self) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->countdown_source = g_timeout_add (delay, on_countdown, self);
}

static gboolean
on_countdown (gpointer user_data)
{
  TbSessionNotices *self = TB_SESSION_NOTICES (user_data);

  self->countdown_source = 0;
  update_countdown (self);
  plan_countdown (self);

  return G_SOURCE_REMOVE;
}

static void
update_connection (TbSessionNotices *self)
{
  TbSessionState state = tb_session_get_state (self->session);
  const char *error = tb_session_get_last_error (self->session);
  const char *icon_name = "dialog-warning-symbolic";
  const char *label = NULL;
  const char *action_name = "app.retry";
  gboolean offline = is_waiting (self) && !tb_session_get_network_available (self->session);

  if (state == TB_SESSION_SIGN_IN_NEEDED)
    {
      icon_name = "dialog-password-symbolic";
      label = _ ("_Sign In");
      action_name = "app.sign-in";
    }
  else if (state == TB_SESSION_REFUSED)
    {
      label = _ ("_Try Again");
    }
  else if (is_waiting (self))
    {
      icon_name = "network-offline-symbolic";
      /* TRANSLATORS: a button beside “Next attempt in 12 s” */
      label = _ ("_Now");
    }

  tb_notice_set_icon (self->connection, icon_name);
  tb_notice_set_button (self->connection, label, action_name, get_account_id (self));
  if (offline)
    tb_notice_set_text (self->connection, _ ("There is no network"));
  else
    tb_notice_set_text (self->connection, error != NULL ? error : _ ("Cannot connect"));
  if (is_waiting (self))
    update_countdown (self);
  else
    tb_notice_set_detail (self->connection, NULL);
  plan_countdown (self);
  gtk_widget_set_visible (GTK_WIDGET (self->connection),
                          state != TB_SESSION_DISCONNECTED && (error != NULL || is_waiting (self)));
}

static gboolean on_time_for_maintenance (gpointer user_data);

/* The words change when it begins, and at midnight; that it is over is told by the session. */
static void
plan_maintenance (TbSessionNotices *self, gint64 now, GTimeZone *zone)
{
  TbMaintenance *maintenance = tb_session_get_maintenance (self->session);
  gint64 next = tb_moment_next_midnight (now, zone);

  g_clear_handle_id (&self->maintenance_source, g_source_remove);
  if (maintenance == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  if (tb_maintenance_get_starts_at (maintenance) > now)
    next = MIN (next, tb_maintenance_get_starts_at (maintenance));
  self->maintenance_source = g_timeout_add_seconds ((guint) ((next - now) / G_USEC_PER_SEC) + 1,
                                                    on_time_for_maintenance, self);
}

static void
update_maintenance (TbSessionNotices *self)
{
  TbMaintenance *maintenance = tb_session_get_maintenance (self->session);
  gint64 now = g_get_real_time ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  if (maintenance != NULL)
    {
      g_autofree char *text = tb_moment_describe_maintenance (maintenance, now, zone);

      tb_notice_set_text (self->maintenance, text);
      tb_notice_set_detail (self->maintenance, tb_maintenance_get_message (maintenance));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->maintenance),
                          maintenance != NULL
                              && tb_session_get_state (self->session) != TB_SESSION_DISCONNECTED);
  plan_maintenance (self, now, zone);
}

static gboolean
on_time_for_maintenance (gpointer user_data)
{
  TbSessionNotices *self = TB_SESSION_NOTICES (user_data);

  self->maintenance_source = 0;
  update_maintenance (self);

  return G_SOURCE_REMOVE;
}

static void
on_dismissed (TbNotice *notice, gpointer user_data)
{
  TbSessionNotices *self = TB_SESSION_NOTICES (user_data);
  GtkWidget *window = gtk_widget_get_toplevel (GTK_WIDGET (self));

  tb_session_dismiss_maintenance (self->session);
  /* The button that had the focus is gone. */
  if (gtk_window_get_focus (GTK_WINDOW (window)) == NULL)
    gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
}

static void
on_session_changed (TbSession *session, GParamSpec *pspec, gpointer user_data)
{
  TbSessionNotices *self = TB_SESSION_NOTICES (user_data);

  update_connection (self);
  update_maintenance (self);
}

static void
tb_session_notices_map (GtkWidget *widget)
{
  TbSessionNotices *self = TB_SESSION_NOTICES (widget);

  GTK_WIDGET_CLASS (tb_session_notices_parent_class)->map (widget);

  update_connection (self);
  update_maintenance (self);
}

static void
tb_session_notices_unmap (GtkWidget *widget)
{
  TbSessionNotices *self = TB_SESSION_NOTICES (widget);

  g_clear_handle_id (&self->countdown_source, g_source_remove);
  g_clear_handle_id (&self->maintenance_source, g_source_remove);

  GTK_WIDGET_CLASS (tb_session_notices_parent_class)->unmap (widget);
}

static void
tb_session_notices_destroy (GtkWidget *widget)
{
  TbSessionNotices *self = TB_SESSION_NOTICES (widget);

  g_clear_handle_id (&self->countdown_source, g_source_remove);
  g_clear_handle_id (&self->maintenance_source, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);

  GTK_WIDGET_CLASS (tb_session_notices_parent_class)->destroy (widget);
}

static void
tb_session_notices_class_init (TbSessionNoticesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->map = tb_session_notices_map;
  widget_class->unmap = tb_session_notices_unmap;
  widget_class->destroy = tb_session_notices_destroy;
}

static void
tb_session_notices_init (TbSessionNotices *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->connection = TB_NOTICE (tb_notice_new ());
  self->maintenance = TB_NOTICE (tb_notice_new ());
  tb_notice_set_dismissable (self->maintenance, TRUE);
  gtk_container_add (GTK_CONTAINER (self), GTK_WIDGET (self->connection));
  gtk_container_add (GTK_CONTAINER (self), GTK_WIDGET (self->maintenance));
  g_signal_connect (self->maintenance, "dismissed", G_CALLBACK (on_dismissed), self);
}

/**
 * tb_session_notices_new:
 * @session: an account's session, followed from now on
 *
 * Its buttons activate `app.retry` and `app.sign-in` with the account's id.
 *
 * Returns: (transfer floating): notices
 */
GtkWidget *
tb_session_notices_new (TbSession *session)
{
  TbSessionNotices *self = g_object_new (TB_TYPE_SESSION_NOTICES, "visible", TRUE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect (session, "notify::state", G_CALLBACK (on_session_changed), self);
  g_signal_connect (session, "notify::last-error", G_CALLBACK (on_session_changed), self);
  g_signal_connect (session, "notify::network-available", G_CALLBACK (on_session_changed), self);
  g_signal_connect (session, "notify::maintenance", G_CALLBACK (on_session_changed), self);
  update_connection (self);
  update_maintenance (self);

  return GTK_WIDGET (self);
}
