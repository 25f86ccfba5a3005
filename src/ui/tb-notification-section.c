/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-notification-section.h"

#include <glib/gi18n-lib.h>

#include "ui/tb-empty-state.h"
#include "ui/tb-live-list.h"
#include "ui/tb-notification-row.h"

struct _TbNotificationSection
{
  GtkBox parent_instance;

  GtkLabel *unread_label;
  GtkScrolledWindow *scrolled_window;
  TbLiveList *list;

  TbInbox *inbox;
  guint time_source;
  gint64 next_time; /* when it is due, in µs since the Unix epoch; of no matter without it */
};

enum
{
  SIGNAL_OPENED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbNotificationSection, tb_notification_section, GTK_TYPE_BOX)

/* Adds entries, newest first, of those that wait to be acknowledged or of all others. */
static void
collect (TbInbox *inbox, GPtrArray *items, gboolean pending)
{
  TbInboxGlance glance;

  for (guint i = 0; items->len < TB_NOTIFICATION_SECTION_ROWS && tb_inbox_peek (inbox, i, &glance);
       i++)
    {
      if (glance.acknowledged != pending)
        g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (inbox), i));
    }
}

static void
on_collect (GPtrArray *items, gpointer user_data)
{
  TbNotificationSection *self = TB_NOTIFICATION_SECTION (user_data);

  collect (self->inbox, items, TRUE);
  collect (self->inbox, items, FALSE);
}

static GtkWidget *
on_create_row (gpointer item)
{
  return tb_notification_row_new (TB_INBOX_ENTRY (item));
}

static void
update_unread (TbNotificationSection *self)
{
  guint unread = tb_inbox_get_unread (self->inbox);
  g_autofree char *text = g_strdup_printf (ngettext ("%'u unread", "%'u unread", unread), unread);

  gtk_label_set_text (self->unread_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->unread_label), unread > 0);
}

static void
on_unread_changed (TbInbox *inbox, GParamSpec *pspec, gpointer user_data)
{
  update_unread (TB_NOTIFICATION_SECTION (user_data));
}

static void
on_items_changed (GListModel *inbox, guint position, guint removed, guint added, gpointer user_data)
{
  tb_live_list_queue_refresh (TB_NOTIFICATION_SECTION (user_data)->list);
}

static void
on_entry_changed (TbInbox *inbox, TbInboxEntry *entry, gpointer user_data)
{
  /* One that was acknowledged goes to its place in time. */
  tb_live_list_queue_refresh (TB_NOTIFICATION_SECTION (user_data)->list);
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, gpointer user_data)
{
  TbNotificationSection *self = TB_NOTIFICATION_SECTION (user_data);
  TbInboxEntry *entry = tb_notification_row_get_entry (TB_NOTIFICATION_ROW (row));
  const char *id = tb_notification_get_id (tb_inbox_entry_get_notification (entry));
  GActionGroup *actions = gtk_widget_get_action_group (GTK_WIDGET (self), "app");

  if (actions != NULL)
    g_action_group_activate_action (actions, "open-notification", g_variant_new_string (id));
  g_signal_emit (self, signals[SIGNAL_OPENED], 0);
}

static gboolean on_time_passed (gpointer user_data);

/* When one of the rows says another time next. Nothing ticks while nobody can see it. */
static void
plan_time (TbNotificationSection *self, gint64 next, gint64 now)
{
  g_clear_handle_id (&self->time_source, g_source_remove);
  self->next_time = next;
  if (next != G_MAXINT64 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->time_source
        = g_timeout_add_seconds ((guint) ((next - now) / G_USEC_PER_SEC) + 1, on_time_passed, self);
}

static void
update_times (TbNotificationSection *self)
{
  g_autoptr (GList) rows = gtk_container_get_children (GTK_CONTAINER (self->list));
  gint64 now = g_get_real_time ();
  gint64 next = G_MAXINT64;

  for (GList *at = rows; at != NULL; at = at->next)
    next = MIN (next, tb_notification_row_update_time (TB_NOTIFICATION_ROW (at->data), now));
  plan_time (self, next, now);
}

static gboolean
on_time_passed (gpointer user_data)
{
  TbNotificationSection *self = TB_NOTIFICATION_SECTION (user_data);

  self->time_source = 0;
  update_times (self);

  return G_SOURCE_REMOVE;
}

/* A new row says its time by itself, but the others' next change may be later than its. */
static void
on_row_added (GtkContainer *list, GtkWidget *row, gpointer user_data)
{
  TbNotificationSection *self = TB_NOTIFICATION_SECTION (user_data);
  gint64 now = g_get_real_time ();

  if (self->time_source == 0
      || tb_notification_row_update_time (TB_NOTIFICATION_ROW (row), now) < self->next_time)
    update_times (self);
}

static void
tb_notification_section_map (GtkWidget *widget)
{
  TbNotificationSection *self = TB_NOTIFICATION_SECTION (widget);

  GTK_WIDGET_CLASS (tb_notification_section_parent_class)->map (widget);

  update_times (self);
}

static void
tb_notification_section_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&TB_NOTIFICATION_SECTION (widget)->time_source, g_source_remove);

  GTK_WIDGET_CLASS (tb_notification_section_parent_class)->unmap (widget);
}

static void
tb_notification_section_destroy (GtkWidget *widget)
{
  TbNotificationSection *self = TB_NOTIFICATION_SECTION (widget);

  g_clear_handle_id (&self->time_source, g_source_remove);
  if (self->inbox != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->list, self);
      g_signal_handlers_disconnect_by_data (self->inbox, self);
    }
  g_clear_object (&self->inbox);

  GTK_WIDGET_CLASS (tb_notification_section_parent_class)->destroy (widget);
}

static void
tb_notification_section_class_init (TbNotificationSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->map = tb_notification_section_map;
  widget_class->unmap = tb_notification_section_unmap;
  widget_class->destroy = tb_notification_section_destroy;

  signals[SIGNAL_OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (TB_TYPE_EMPTY_STATE);
  g_type_ensure (TB_TYPE_LIVE_LIST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/com/nebutra/Traybell/ui/tb-notification-section.ui");
  gtk_widget_class_bind_template_child (widget_class, TbNotificationSection, unread_label);
  gtk_widget_class_bind_template_child (widget_class, TbNotificationSection, list);
  gtk_widget_class_bind_template_child (widget_class, TbNotificationSection, scrolled_window);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
tb_notification_section_init (TbNotificationSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_notification_section_new:
 * @inbox: all notifications, followed from now on
 *
 * A row that is activated activates `app.open-notification` with the notification's id, and its
 * buttons what tb_notification_row_new() says.
 *
 * Returns: (transfer floating): a section
 */
GtkWidget *
tb_notification_section_new (TbInbox *inbox)
{
  TbNotificationSection *self = g_object_new (TB_TYPE_NOTIFICATION_SECTION, NULL);

  self->inbox = g_object_ref (inbox);
  g_signal_connect (inbox, "items-changed", G_CALLBACK (on_items_changed), self);
  g_signal_connect (inbox, "entry-changed", G_CALLBACK (on_entry_changed), self);
  g_signal_connect (inbox, "notify::unread", G_CALLBACK (on_unread_changed), self);
  g_signal_connect_after (self->list, "add", G_CALLBACK (on_row_added), self);
  tb_live_list_set_functions (self->list, on_collect, on_create_row, self);
  update_unread (self);

  return GTK_WIDGET (self);
}

/**
 * tb_notification_section_scroll_to_top:
 * @self: a section
 *
 * Shows the first rows again.
 */
void
tb_notification_section_scroll_to_top (TbNotificationSection *self)
{
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled_window), 0);
}
