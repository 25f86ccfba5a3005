/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-notification-detail.h"

#include <glib/gi18n-lib.h>

#include "inbox/tb-json-indent.h"
#include "inbox/tb-story.h"
#include "ui/tb-action-target.h"
#include "ui/tb-disclosure-button.h"
#include "ui/tb-empty-state.h"
#include "ui/tb-relative-time.h"

/* How often "2 min" is looked at again while it can be seen, in s. */
#define TIME_INTERVAL 20

struct _TbNotificationDetail
{
  GtkStack parent_instance;

  GtkScrolledWindow *scrolled_window;
  GtkWidget *urgent_image;
  GtkLabel *state_label;
  GtkLabel *title_label;
  GtkLabel *body_label;
  GtkLabel *account_label;
  GtkLabel *channel_label;
  GtkLabel *event_label;
  GtkWidget *category_caption;
  GtkLabel *category_label;
  GtkLabel *received_label;
  GtkWidget *link_caption;
  GtkLabel *link_label;
  GtkToggleButton *story_button;
  GtkLabel *story_label;
  GtkToggleButton *raw_button;
  GtkTextView *raw_view;
  GtkWidget *open_button;
  GtkWidget *acknowledge_button;
  GtkWidget *read_button;
  GtkWidget *copy_button;

  TbSessionList *sessions;
  TbInbox *inbox;
  TbInboxEntry *entry;
  guint time_source;
};

G_DEFINE_FINAL_TYPE (TbNotificationDetail, tb_notification_detail, GTK_TYPE_STACK)

static const TbNotification *
get_notification (TbNotificationDetail *self)
{
  return tb_inbox_entry_get_notification (self->entry);
}

static void
set_optional (GtkWidget *caption, GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
  gtk_widget_set_visible (caption, text != NULL);
}

/* Shows or hides a button; the keyboard's focus goes to one that stays. */
static void
set_button_visible (TbNotificationDetail *self, GtkWidget *button, gboolean visible)
{
  gboolean had_focus = gtk_widget_is_focus (button);

  gtk_widget_set_visible (button, visible);
  if (had_focus && !visible)
    gtk_widget_grab_focus (self->copy_button);
}

static void
update_state (TbNotificationDetail *self)
{
  gboolean urgent = tb_notification_get_urgency (get_notification (self)) == TB_URGENCY_URGENT;
  gboolean unread = tb_inbox_entry_get_unread (self->entry);
  gboolean pending = !tb_inbox_entry_get_acknowledged (self->entry);
  const char *state;

  if (pending)
    state = _ ("Urgent, not acknowledged");
  else if (urgent)
    state = unread ? _ ("Urgent, unread") : _ ("Urgent, acknowledged");
  else
    state = unread ? _ ("Unread") : _ ("Read");

  gtk_label_set_text (self->state_label, state);
  gtk_widget_set_visible (self->urgent_image, urgent);
  if (pending)
    gtk_style_context_add_class (gtk_widget_get_style_context (GTK_WIDGET (self)), "urgent");
  else
    gtk_style_context_remove_class (gtk_widget_get_style_context (GTK_WIDGET (self)), "urgent");
  /* To acknowledge is to read: one of the two buttons is enough. */
  set_button_visible (self, self->acknowledge_button, pending);
  set_button_visible (self, self->read_button, unread && !pending);
}

static gboolean
on_time_passed (gpointer user_data)
{
  TbNotificationDetail *self = TB_NOTIFICATION_DETAIL (user_data);
  g_autofree char *exactly = NULL;
  g_autofree char *age = NULL;
  g_autofree char *text = NULL;
  gint64 received_at;

  if (self->entry == NULL)
    return G_SOURCE_CONTINUE;

  received_at = tb_notification_get_received_at (get_notification (self));
  exactly = tb_relative_time_format_exactly (received_at);
  age = tb_relative_time_format (received_at, g_get_real_time ());
  /* Translators: when a notification came: date and time, and how long ago: “… (5 min)” */
  text = g_strdup_printf (_ ("%s (%s)"), exactly, age);
  gtk_label_set_text (self->received_label, text);

  return G_SOURCE_CONTINUE;
}

/* A line for each thing that happened, as “traybell why” prints them, below the time if it is
 * another one. */
static char *
describe_story (TbNotificationDetail *self)
{
  g_autoptr (TbStory) story
      = tb_story_new (self->inbox, tb_notification_get_id (get_notification (self)), NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char *last_time = NULL;
  GString *text = g_string_new (NULL);

  if (story != NULL)
    lines = tb_story_list_lines (story, zone);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      const TbStoryLine *line = g_ptr_array_index (lines, i);
      g_autofree char *time = tb_relative_time_format_exactly (line->at);

      if (g_strcmp0 (time, last_time) != 0)
        g_string_append_printf (text, "%s%s\n", text->len > 0 ? "\n" : "", time);
      g_string_append_printf (text, "    %s\n", line->text);
      g_free (last_time);
      last_time = g_steal_pointer (&time);
    }

  return g_string_free (text, FALSE);
}

static void
update_story (TbNotificationDetail *self)
{
  g_autofree char *text = NULL;

  if (self->entry != NULL && gtk_toggle_button_get_active (self->story_button))
    text = describe_story (self);
  gtk_label_set_text (self->story_label, text != NULL ? text : "");
}

static void
on_story_toggled (GtkToggleButton *button, gpointer user_data)
{
  update_story (TB_NOTIFICATION_DETAIL (user_data));
}

static void
update_raw (TbNotificationDetail *self)
{
  g_autofree char *text = NULL;

  /* Text that nobody sees costs nothing. */
  if (self->entry != NULL && gtk_toggle_button_get_active (self->raw_button))
    text = tb_json_indent (tb_notification_get_raw_payload (get_notification (self)));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->raw_view), text != NULL ? text : "",
                            -1);
}

static void
on_raw_toggled (GtkToggleButton *button, gpointer user_data)
{
  update_raw (TB_NOTIFICATION_DETAIL (user_data));
}

static void
copy (TbNotificationDetail *self, const char *text)
{
  gtk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self), GDK_SELECTION_CLIPBOARD),
                          text, -1);
}

static void
on_copy_raw_clicked (GtkButton *button, gpointer user_data)
{
  TbNotificationDetail *self = TB_NOTIFICATION_DETAIL (user_data);
  g_autofree char *text
      = tb_json_indent (tb_notification_get_raw_payload (get_notification (self)));

  copy (self, text);
}

static void
on_entry_changed (TbInboxEntry *entry, GParamSpec *pspec, gpointer user_data)
{
  update_state (TB_NOTIFICATION_DETAIL (user_data));
  update_story (TB_NOTIFICATION_DETAIL (user_data));
}

/* What the account is called now; its id if it is no more. */
static char *
dup_account_name (TbNotificationDetail *self)
{
  const char *account_id = tb_notification_get_account_id (get_notification (self));
  TbSession *session = tb_session_list_lookup (self->sessions, account_id);

  return session != NULL ? tb_account_dup_name (tb_session_get_account (session))
                         : g_strdup (account_id);
}

static void
fill (TbNotificationDetail *self)
{
  const TbNotification *notification = get_notification (self);
  const char *id = tb_notification_get_id (notification);
  const char *body = tb_notification_get_body (notification);
  g_autofree char *account = dup_account_name (self);

  gtk_label_set_text (self->title_label, tb_notification_get_title (notification));
  gtk_label_set_text (self->body_label, body);
  gtk_widget_set_visible (GTK_WIDGET (self->body_label), *body != '\0');
  gtk_label_set_text (self->account_label, account);
  gtk_label_set_text (self->channel_label, tb_notification_get_channel (notification));
  gtk_label_set_text (self->event_label, tb_notification_get_event (notification));
  set_optional (self->category_caption, self->category_label,
                tb_notification_get_category (notification));
  set_optional (self->link_caption, self->link_label, tb_notification_get_link (notification));
  set_button_visible (self, self->open_button, tb_notification_get_link (notification) != NULL);
  tb_action_target_set (self->open_button, "app.open-notification", id);
  tb_action_target_set (self->acknowledge_button, "app.acknowledge", id);
  tb_action_target_set (self->read_button, "app.mark-read", id);
  gtk_toggle_button_set_active (self->story_button, FALSE);
  gtk_toggle_button_set_active (self->raw_button, FALSE);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled_window), 0);
  on_time_passed (self);
  update_state (self);
}

static void
drop_entry (TbNotificationDetail *self)
{
  if (self->entry != NULL)
    g_signal_handlers_disconnect_by_func (self->entry, on_entry_changed, self);
  g_clear_object (&self->entry);
}

static void
tb_notification_detail_map (GtkWidget *widget)
{
  TbNotificationDetail *self = TB_NOTIFICATION_DETAIL (widget);

  on_time_passed (self);
  if (self->time_source == 0)
    self->time_source = g_timeout_add_seconds (TIME_INTERVAL, on_time_passed, self);

  GTK_WIDGET_CLASS (tb_notification_detail_parent_class)->map (widget);
}

static void
tb_notification_detail_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&TB_NOTIFICATION_DETAIL (widget)->time_source, g_source_remove);

  GTK_WIDGET_CLASS (tb_notification_detail_parent_class)->unmap (widget);
}

static void
tb_notification_detail_destroy (GtkWidget *widget)
{
  TbNotificationDetail *self = TB_NOTIFICATION_DETAIL (widget);

  g_clear_handle_id (&self->time_source, g_source_remove);
  drop_entry (self);
  g_clear_object (&self->sessions);
  g_clear_object (&self->inbox);

  GTK_WIDGET_CLASS (tb_notification_detail_parent_class)->destroy (widget);
}

static void
tb_notification_detail_class_init (TbNotificationDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->map = tb_notification_detail_map;
  widget_class->unmap = tb_notification_detail_unmap;
  widget_class->destroy = tb_notification_detail_destroy;

  g_type_ensure (TB_TYPE_DISCLOSURE_BUTTON);
  g_type_ensure (TB_TYPE_EMPTY_STATE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/com/nebutra/Traybell/ui/tb-notification-detail.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, TbNotificationDetail, child)
  BIND (scrolled_window);
  BIND (urgent_image);
  BIND (state_label);
  BIND (title_label);
  BIND (body_label);
  BIND (account_label);
  BIND (channel_label);
  BIND (event_label);
  BIND (category_caption);
  BIND (category_label);
  BIND (received_label);
  BIND (link_caption);
  BIND (link_label);
  BIND (story_button);
  BIND (story_label);
  BIND (raw_button);
  BIND (raw_view);
  BIND (open_button);
  BIND (acknowledge_button);
  BIND (read_button);
  BIND (copy_button);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_story_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_raw_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_raw_clicked);
}

static void
tb_notification_detail_init (TbNotificationDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_notification_detail_set_models:
 * @self: a detail
 * @sessions: all accounts' sessions, which know what the accounts are called
 * @inbox: what knows what became of each notification
 *
 * To be called once, before anything is shown.
 */
void
tb_notification_detail_set_models (TbNotificationDetail *self,
                                   TbSessionList *sessions,
                                   TbInbox *inbox)
{
  self->sessions = g_object_ref (sessions);
  self->inbox = g_object_ref (inbox);
}

/**
 * tb_notification_detail_set_entry:
 * @self: a detail
 * @entry: (nullable): what to show, followed from now on
 *
 * Its buttons activate `app.open-notification`, `app.acknowledge` and `app.mark-read` with the
 * notification's id, and `win.copy`.
 */
void
tb_notification_detail_set_entry (TbNotificationDetail *self, TbInboxEntry *entry)
{
  if (self->entry == entry)
    return;

  drop_entry (self);
  if (entry != NULL)
    {
      self->entry = g_object_ref (entry);
      g_signal_connect (entry, "notify", G_CALLBACK (on_entry_changed), self);
      fill (self);
    }
  gtk_stack_set_visible_child_name (GTK_STACK (self), entry != NULL ? "entry" : "nothing");
}

/**
 * tb_notification_detail_focus:
 * @self: a detail
 *
 * Gives the keyboard's focus to the first thing that can be done with the notification.
 */
void
tb_notification_detail_focus (TbNotificationDetail *self)
{
  GtkWidget *const buttons[]
      = { self->open_button, self->acknowledge_button, self->read_button, self->copy_button };

  for (gsize i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      if (gtk_widget_get_visible (buttons[i]))
        {
          gtk_widget_grab_focus (buttons[i]);
          return;
        }
    }
}

/**
 * tb_notification_detail_dup_text:
 * @notification: a notification
 *
 * Returns: (transfer full): what it says, as text to paste somewhere: title, body and link
 */
char *
tb_notification_detail_dup_text (const TbNotification *notification)
{
  const char *const parts[] = {
    tb_notification_get_title (notification),
    tb_notification_get_body (notification),
    tb_notification_get_link (notification),
  };
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (parts[i] == NULL || *parts[i] == '\0')
        continue;
      if (text->len > 0)
        g_string_append (text, "\n\n");
      g_string_append (text, parts[i]);
    }

  return g_string_free (text, FALSE);
}
