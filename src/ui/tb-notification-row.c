/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-notification-row.h"

#include <glib/gi18n-lib.h>

#include "ui/tb-relative-time.h"

struct _TbNotificationRow
{
  GtkListBoxRow parent_instance;

  GtkWidget *urgent_image;
  GtkLabel *title_label;
  GtkLabel *time_label;
  GtkLabel *body_label;
  GtkWidget *read_button;
  GtkWidget *acknowledge_button;

  TbInboxEntry *entry;
};

G_DEFINE_FINAL_TYPE (TbNotificationRow, tb_notification_row, GTK_TYPE_LIST_BOX_ROW)

/* Shows or hides a button; the keyboard's focus stays in the row when its button goes. */
static void
set_button_visible (TbNotificationRow *self, GtkWidget *button, gboolean visible)
{
  gboolean had_focus = gtk_widget_is_focus (button);

  gtk_widget_set_visible (button, visible);
  if (had_focus && !visible)
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
set_style_class (GtkWidget *widget, const char *name, gboolean wanted)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);

  if (wanted)
    gtk_style_context_add_class (context, name);
  else
    gtk_style_context_remove_class (context, name);
}

/* What weight and colour say to the eye. */
static void
describe (TbNotificationRow *self, gboolean unread, gboolean pending)
{
  const TbNotification *notification = tb_inbox_entry_get_notification (self->entry);
  const char *title = tb_notification_get_title (notification);
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (self));
  g_autofree char *name = NULL;

  if (pending)
    name = g_strdup_printf (_ ("Urgent, not acknowledged: %s"), title);
  else if (unread)
    name = g_strdup_printf (_ ("Unread: %s"), title);
  else
    name = g_strdup (title);
  atk_object_set_name (accessible, name);
  atk_object_set_description (accessible, tb_notification_get_body (notification));
}

static void
update (TbNotificationRow *self)
{
  gboolean unread = tb_inbox_entry_get_unread (self->entry);
  gboolean pending = !tb_inbox_entry_get_acknowledged (self->entry);

  set_style_class (GTK_WIDGET (self), "unread", unread);
  set_style_class (GTK_WIDGET (self), "urgent", pending);
  /* To acknowledge is to read: one of the two buttons is enough. */
  set_button_visible (self, self->read_button, unread && !pending);
  set_button_visible (self, self->acknowledge_button, pending);
  describe (self, unread, pending);
}

static void
on_entry_changed (TbInboxEntry *entry, GParamSpec *pspec, gpointer user_data)
{
  update (TB_NOTIFICATION_ROW (user_data));
}

static void
tb_notification_row_dispose (GObject *object)
{
  TbNotificationRow *self = TB_NOTIFICATION_ROW (object);

  if (self->entry != NULL)
    g_signal_handlers_disconnect_by_func (self->entry, on_entry_changed, self);
  g_clear_object (&self->entry);

  G_OBJECT_CLASS (tb_notification_row_parent_class)->dispose (object);
}

static void
tb_notification_row_class_init (TbNotificationRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_notification_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-notification-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TbNotificationRow, urgent_image);
  gtk_widget_class_bind_template_child (widget_class, TbNotificationRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, TbNotificationRow, time_label);
  gtk_widget_class_bind_template_child (widget_class, TbNotificationRow, body_label);
  gtk_widget_class_bind_template_child (widget_class, TbNotificationRow, read_button);
  gtk_widget_class_bind_template_child (widget_class, TbNotificationRow, acknowledge_button);
}

static void
tb_notification_row_init (TbNotificationRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_notification_row_new:
 * @entry: what to show, followed from now on
 *
 * Its buttons activate `app.mark-read` and `app.acknowledge` with the notification's id.
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
tb_notification_row_new (TbInboxEntry *entry)
{
  TbNotificationRow *self = g_object_new (TB_TYPE_NOTIFICATION_ROW, NULL);
  const TbNotification *notification = tb_inbox_entry_get_notification (entry);
  const char *id = tb_notification_get_id (notification);
  const char *body = tb_notification_get_body (notification);
  g_autofree char *time
      = tb_relative_time_format_exactly (tb_notification_get_received_at (notification));

  self->entry = g_object_ref (entry);
  gtk_label_set_text (self->title_label, tb_notification_get_title (notification));
  gtk_label_set_text (self->body_label, body);
  gtk_widget_set_visible (GTK_WIDGET (self->body_label), *body != '\0');
  gtk_widget_set_visible (self->urgent_image,
                          tb_notification_get_urgency (notification) == TB_URGENCY_URGENT);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->time_label), time);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->read_button), "s", id);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->acknowledge_button), "s", id);
  tb_notification_row_update_time (self, g_get_real_time ());
  g_signal_connect (entry, "notify", G_CALLBACK (on_entry_changed), self);
  update (self);

  return GTK_WIDGET (self);
}

/**
 * tb_notification_row_get_entry:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what it shows, %NULL once it is destroyed
 */
TbInboxEntry *
tb_notification_row_get_entry (TbNotificationRow *self)
{
  return self->entry;
}

/**
 * tb_notification_row_update_time:
 * @self: a row that is not destroyed
 * @now: the time now, in µs since the Unix epoch, UTC
 *
 * Says how long ago the notification came.
 *
 * Returns: when that will be something else, likewise; %G_MAXINT64 if never
 */
gint64
tb_notification_row_update_time (TbNotificationRow *self, gint64 now)
{
  const TbNotification *notification = tb_inbox_entry_get_notification (self->entry);
  gint64 received_at = tb_notification_get_received_at (notification);
  g_autofree char *age = tb_relative_time_format (received_at, now);

  gtk_label_set_text (self->time_label, age);

  return tb_relative_time_next_change (received_at, now);
}
