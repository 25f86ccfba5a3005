/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-inbox-page.h"

#include <gdk/gdkkeysyms.h>
#include <glib/gi18n-lib.h>

#include "inbox/tb-inbox-view.h"
#include "ui/tb-account-chooser.h"
#include "ui/tb-action-target.h"
#include "ui/tb-empty-state.h"
#include "ui/tb-inbox-list.h"
#include "ui/tb-list-detail.h"
#include "ui/tb-notification-detail.h"

struct _TbInboxPage
{
  GtkBox parent_instance;

  GtkSearchBar *search_bar;
  GtkEntry *search_entry;
  TbListDetail *list_detail;
  GtkToggleButton *unread_button;
  GtkToggleButton *urgent_button;
  TbAccountChooser *account_chooser;
  GtkStack *stack;
  TbInboxList *list;
  GtkLabel *count_label;
  GtkWidget *all_button;
  TbNotificationDetail *detail;

  TbInbox *inbox;
  TbInboxView *view;
};

enum
{
  PROP_CAN_GO_BACK = 1,
  PROP_SEARCHING,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TbInboxPage, tb_inbox_page, GTK_TYPE_BOX)

static gboolean
can_go_back (TbInboxPage *self)
{
  return tb_list_detail_get_folded (self->list_detail)
         && tb_list_detail_get_detail_shown (self->list_detail);
}

static void
update_count (TbInboxPage *self)
{
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->view));
  guint unread = tb_inbox_get_unread (self->inbox);
  g_autofree char *text = NULL;

  if (tb_inbox_view_is_filtered (self->view))
    text = g_strdup_printf (ngettext ("%'u found", "%'u found", n_shown), n_shown);
  else if (unread > 0)
    text = g_strdup_printf (ngettext ("%'u unread", "%'u unread", unread), unread);

  gtk_label_set_text (self->count_label, text != NULL ? text : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->count_label), text);
}

static void
update_rows (TbInboxPage *self)
{
  const char *name = "list";

  if (g_list_model_get_n_items (G_LIST_MODEL (self->view)) == 0)
    name = tb_inbox_view_is_filtered (self->view) ? "nothing-found" : "empty";
  gtk_stack_set_visible_child_name (self->stack, name);
  update_count (self);
}

static void
on_items_changed (GListModel *view, guint position, guint removed, guint added, gpointer user_data)
{
  update_rows (TB_INBOX_PAGE (user_data));
}

static void
on_unread_changed (TbInbox *inbox, GParamSpec *pspec, gpointer user_data)
{
  update_count (TB_INBOX_PAGE (user_data));
}

/* What is marked read is all of what the user has chosen to look at: one account, or all. */
static void
update_all_button (TbInboxPage *self)
{
  const char *account_id = tb_account_chooser_get_account_id (self->account_chooser);

  tb_action_target_set (self->all_button,
                        account_id != NULL ? "app.mark-account-read" : "app.mark-all-read",
                        account_id);
}

static void
on_query_changed (TbInboxPage *self)
{
  const TbInboxQuery query = {
    .text = gtk_entry_get_text (self->search_entry),
    .unread_only = gtk_toggle_button_get_active (self->unread_button),
    .urgent_only = gtk_toggle_button_get_active (self->urgent_button),
    .account_id = tb_account_chooser_get_account_id (self->account_chooser),
  };

  if (self->view == NULL)
    return;

  tb_inbox_view_set_query (self->view, &query);
  update_all_button (self);
  update_rows (self);
}

static void
clear_query (TbInboxPage *self)
{
  gtk_entry_set_text (self->search_entry, "");
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  gtk_toggle_button_set_active (self->unread_button, FALSE);
  gtk_toggle_button_set_active (self->urgent_button, FALSE);
  tb_account_chooser_choose_all (self->account_chooser);
  /* The entry tells of its change a moment later. */
  on_query_changed (self);
}

static void
on_clear_clicked (GtkButton *button, gpointer user_data)
{
  TbInboxPage *self = TB_INBOX_PAGE (user_data);

  clear_query (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
on_search_mode_changed (GtkSearchBar *search_bar, GParamSpec *pspec, gpointer user_data)
{
  TbInboxPage *self = TB_INBOX_PAGE (user_data);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCHING]);
  if (!gtk_search_bar_get_search_mode (search_bar) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
focus_results (TbInboxPage *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->view)) == 0)
    return;

  if (tb_inbox_list_get_selected (self->list) == NULL)
    tb_inbox_list_select_first (self->list);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
on_search_activated (GtkEntry *entry, gpointer user_data)
{
  on_query_changed (TB_INBOX_PAGE (user_data));
  focus_results (TB_INBOX_PAGE (user_data));
}

static gboolean
on_search_key_pressed (GtkWidget *entry, GdkEventKey *event, gpointer user_data)
{
  if (event->keyval != GDK_KEY_Down && event->keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;

  on_query_changed (TB_INBOX_PAGE (user_data));
  focus_results (TB_INBOX_PAGE (user_data));
  return GDK_EVENT_STOP;
}

/* To type is to search. */
static gboolean
on_list_key_pressed (GtkWidget *list, GdkEventKey *event, gpointer user_data)
{
  TbInboxPage *self = TB_INBOX_PAGE (user_data);

  if ((event->state & gtk_accelerator_get_default_mod_mask () & ~GDK_SHIFT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;

  return gtk_search_bar_handle_event (self->search_bar, (GdkEvent *) event);
}

static void
on_selected_changed (TbInboxList *list, GParamSpec *pspec, gpointer user_data)
{
  TbInboxPage *self = TB_INBOX_PAGE (user_data);
  TbInboxEntry *entry = tb_inbox_list_get_selected (list);

  tb_notification_detail_set_entry (self->detail, entry);
  if (entry == NULL)
    tb_list_detail_set_detail_shown (self->list_detail, FALSE);
}

/* Where there is no room for the detail beside the list, to open is first to see it. */
static void
on_row_activated (GtkTreeView *tree_view,
                  GtkTreePath *path,
                  GtkTreeViewColumn *column,
                  gpointer user_data)
{
  TbInboxPage *self = TB_INBOX_PAGE (user_data);
  TbInboxEntry *entry = tb_inbox_list_get_selected (self->list);
  GActionGroup *actions = gtk_widget_get_action_group (GTK_WIDGET (self), "app");
  const char *id;

  if (entry == NULL)
    return;

  if (tb_list_detail_get_folded (self->list_detail))
    {
      tb_list_detail_set_detail_shown (self->list_detail, TRUE);
      return;
    }

  id = tb_notification_get_id (tb_inbox_entry_get_notification (entry));
  if (actions != NULL)
    g_action_group_activate_action (actions, "open-notification", g_variant_new_string (id));
}

static void
on_fold_changed (TbListDetail *list_detail, GParamSpec *pspec, gpointer user_data)
{
  TbInboxPage *self = TB_INBOX_PAGE (user_data);

  gtk_tree_view_set_activate_on_single_click (GTK_TREE_VIEW (self->list),
                                              tb_list_detail_get_folded (list_detail));
  if (can_go_back (self))
    tb_notification_detail_focus (self->detail);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_GO_BACK]);
}

static void
tb_inbox_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TbInboxPage *self = TB_INBOX_PAGE (object);

  switch (id)
    {
    case PROP_CAN_GO_BACK:
      g_value_set_boolean (value, can_go_back (self));
      break;
    case PROP_SEARCHING:
      g_value_set_boolean (value, gtk_search_bar_get_search_mode (self->search_bar));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tb_inbox_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  TbInboxPage *self = TB_INBOX_PAGE (object);

  switch (id)
    {
    case PROP_SEARCHING:
      gtk_search_bar_set_search_mode (self->search_bar, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tb_inbox_page_destroy (GtkWidget *widget)
{
  TbInboxPage *self = TB_INBOX_PAGE (widget);

  if (self->inbox != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->inbox, self);
      g_signal_handlers_disconnect_by_data (self->view, self);
    }
  g_clear_object (&self->inbox);
  g_clear_object (&self->view);

  GTK_WIDGET_CLASS (tb_inbox_page_parent_class)->destroy (widget);
}

static void
tb_inbox_page_class_init (TbInboxPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tb_inbox_page_get_property;
  object_class->set_property = tb_inbox_page_set_property;
  widget_class->destroy = tb_inbox_page_destroy;

  properties[PROP_CAN_GO_BACK]
      = g_param_spec_boolean ("can-go-back", NULL, NULL, FALSE, G_PARAM_READABLE | flags);
  properties[PROP_SEARCHING]
      = g_param_spec_boolean ("searching", NULL, NULL, FALSE, G_PARAM_READWRITE | flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (TB_TYPE_ACCOUNT_CHOOSER);
  g_type_ensure (TB_TYPE_EMPTY_STATE);
  g_type_ensure (TB_TYPE_INBOX_LIST);
  g_type_ensure (TB_TYPE_LIST_DETAIL);
  g_type_ensure (TB_TYPE_NOTIFICATION_DETAIL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-inbox-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TbInboxPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, TbInboxPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, TbInboxPage, list_detail);
  gtk_widget_class_bind_template_child (widget_class, TbInboxPage, unread_button);
  gtk_widget_class_bind_template_child (widget_class, TbInboxPage, urgent_button);
  gtk_widget_class_bind_template_child (widget_class, TbInboxPage, account_chooser);
  gtk_widget_class_bind_template_child (widget_class, TbInboxPage, stack);
  gtk_widget_class_bind_template_child (widget_class, TbInboxPage, list);
  gtk_widget_class_bind_template_child (widget_class, TbInboxPage, count_label);
  gtk_widget_class_bind_template_child (widget_class, TbInboxPage, all_button);
  gtk_widget_class_bind_template_child (widget_class, TbInboxPage, detail);
  gtk_widget_class_bind_template_callback (widget_class, on_search_mode_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_query_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_search_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_list_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_selected_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_clear_clicked);
}

static void
tb_inbox_page_init (TbInboxPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);
  g_signal_connect (self->list_detail, "notify::folded", G_CALLBACK (on_fold_changed), self);
  g_signal_connect (self->list_detail, "notify::detail-shown", G_CALLBACK (on_fold_changed), self);
}

/**
 * tb_inbox_page_set_models:
 * @self: a page
 * @sessions: all accounts' sessions, followed from now on
 * @inbox: all notifications, followed from now on
 *
 * To be called once. What the page's widgets activate are `app.open-notification`,
 * `app.acknowledge`, `app.mark-read`, `app.mark-account-read` and `app.mark-all-read`, and
 * `win.copy`.
 */
void
tb_inbox_page_set_models (TbInboxPage *self, TbSessionList *sessions, TbInbox *inbox)
{
  self->inbox = g_object_ref (inbox);
  self->view = tb_inbox_view_new (inbox);
  tb_notification_detail_set_models (self->detail, sessions, inbox);
  tb_inbox_list_set_view (self->list, self->view);
  g_signal_connect (self->view, "items-changed", G_CALLBACK (on_items_changed), self);
  g_signal_connect (inbox, "notify::unread", G_CALLBACK (on_unread_changed), self);
  tb_account_chooser_set_sessions (self->account_chooser, sessions);
  on_query_changed (self);
}

/**
 * tb_inbox_page_focus_list:
 * @self: a page
 *
 * Gives the keyboard's focus to the list, if there is anything in it.
 */
void
tb_inbox_page_focus_list (TbInboxPage *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->view)) > 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

/**
 * tb_inbox_page_reset:
 * @self: a page
 *
 * Shows everything from the beginning: no search, no filter, nothing selected.
 */
void
tb_inbox_page_reset (TbInboxPage *self)
{
  clear_query (self);
  tb_list_detail_set_detail_shown (self->list_detail, FALSE);
  tb_inbox_list_unselect (self->list);
}

/**
 * tb_inbox_page_find:
 * @self: a page
 *
 * Opens the search and puts the keyboard's focus there.
 */
void
tb_inbox_page_find (TbInboxPage *self)
{
  tb_list_detail_set_detail_shown (self->list_detail, FALSE);
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/**
 * tb_inbox_page_go_back:
 * @self: a page
 *
 * Shows the list again where the detail has taken its place.
 *
 * Returns: whether it had
 */
gboolean
tb_inbox_page_go_back (TbInboxPage *self)
{
  if (!can_go_back (self))
    return FALSE;

  tb_list_detail_set_detail_shown (self->list_detail, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
  return TRUE;
}

/**
 * tb_inbox_page_show_notification:
 * @self: a page
 * @id: a notification's id
 *
 * Selects a notification and shows its detail; where search or filters hide it, they are cleared.
 */
void
tb_inbox_page_show_notification (TbInboxPage *self, const char *id)
{
  TbInboxEntry *entry = tb_inbox_lookup (self->inbox, id);

  if (entry == NULL)
    return;

  if (!tb_inbox_view_find (self->view, entry, NULL))
    clear_query (self);
  tb_inbox_list_select (self->list, entry);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
  tb_list_detail_set_detail_shown (self->list_detail, TRUE);
}

/**
 * tb_inbox_page_dup_selected_text:
 * @self: a page
 *
 * Returns: (transfer full) (nullable): the text of the selected notification, to be copied
 */
char *
tb_inbox_page_dup_selected_text (TbInboxPage *self)
{
  TbInboxEntry *entry = tb_inbox_list_get_selected (self->list);

  return entry != NULL ? tb_notification_detail_dup_text (tb_inbox_entry_get_notification (entry))
                       : NULL;
}
