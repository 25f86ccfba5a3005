/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-main-window.h"

#include <gdk/gdkkeysyms.h>

#include "ui/tb-accelerators.h"
#include "ui/tb-empty-state.h"
#include "ui/tb-inbox-page.h"
#include "ui/tb-people-page.h"
#include "ui/tb-present.h"
#include "ui/tb-status-page.h"
#include "ui/tb-window-memory.h"

struct _TbMainWindow
{
  GtkWindow parent_instance;

  GtkHeaderBar *header_bar;
  GtkWidget *top_switcher;
  GtkWidget *back_button;
  GtkWidget *search_button;
  GtkWidget *menu_button;
  GtkStack *content;
  GtkStack *pages;
  TbInboxPage *inbox_page;
  TbPeoplePage *people_page;
  TbStatusPage *status_page;
  GtkWidget *bottom_bar;

  GListModel *sessions;
  GSimpleActionGroup *actions;
  TbWindowMemory *memory;
  gboolean narrow;
  guint layout_source;
};

enum
{
  SIGNAL_COPY,
  SIGNAL_LEAVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbMainWindow, tb_main_window, GTK_TYPE_WINDOW)

static gboolean
is_on_page (TbMainWindow *self, const char *name)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), name) == 0;
}

static void
set_action_enabled (TbMainWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
update_header (TbMainWindow *self)
{
  gboolean has_accounts
      = g_strcmp0 (gtk_stack_get_visible_child_name (self->content), "pages") == 0;
  gboolean in_inbox = has_accounts && is_on_page (self, "inbox");
  gboolean can_go_back = FALSE;

  g_object_get (self->inbox_page, "can-go-back", &can_go_back, NULL);
  gtk_widget_set_visible (self->back_button, in_inbox && can_go_back);
  gtk_widget_set_visible (self->search_button, in_inbox && !can_go_back);
  gtk_widget_set_visible (self->bottom_bar, self->narrow && !(in_inbox && can_go_back));
  gtk_header_bar_set_custom_title (self->header_bar,
                                   has_accounts && !self->narrow ? self->top_switcher : NULL);
  set_action_enabled (self, "find", has_accounts);
  set_action_enabled (self, "page", has_accounts);
}

static void
on_page_changed (GtkStack *pages, GParamSpec *pspec, gpointer user_data)
{
  TbMainWindow *self = TB_MAIN_WINDOW (user_data);

  if (self->memory == NULL)
    return;

  tb_window_memory_set_page (self->memory, gtk_stack_get_visible_child_name (pages));
  update_header (self);
}

static void
on_back_changed (TbInboxPage *page, GParamSpec *pspec, gpointer user_data)
{
  TbMainWindow *self = TB_MAIN_WINDOW (user_data);

  if (self->memory != NULL)
    update_header (self);
}

/* A switcher shows that a page has something to look at. */
static void
update_attention (TbMainWindow *self)
{
  guint n_sessions = g_list_model_get_n_items (self->sessions);
  gboolean needs_attention = FALSE;

  for (guint i = 0; i < n_sessions; i++)
    {
      g_autoptr (TbSession) session = g_list_model_get_item (self->sessions, i);

      needs_attention = needs_attention || tb_session_get_last_error (session) != NULL;
    }
  gtk_container_child_set (GTK_CONTAINER (self->pages), GTK_WIDGET (self->status_page),
                           "needs-attention", needs_attention, NULL);
}

static void
on_error_changed (TbSession *session, GParamSpec *pspec, gpointer user_data)
{
  update_attention (TB_MAIN_WINDOW (user_data));
}

static void
on_sessions_changed (
    GListModel *sessions, guint position, guint removed, guint added, gpointer user_data)
{
  TbMainWindow *self = TB_MAIN_WINDOW (user_data);

  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (TbSession) session = g_list_model_get_item (sessions, i);

      g_signal_connect_object (session, "notify::last-error", G_CALLBACK (on_error_changed), self,
                               0);
    }
  gtk_stack_set_visible_child_name (
      self->content, g_list_model_get_n_items (sessions) > 0 ? "pages" : "no-accounts");
  update_attention (self);
  update_header (self);
}

static gboolean
on_layout_due (gpointer user_data)
{
  TbMainWindow *self = TB_MAIN_WINDOW (user_data);

  self->layout_source = 0;
  update_header (self);

  return G_SOURCE_REMOVE;
}

/* Widgets cannot be changed while they are laid out. */
static void
on_size_allocate (GtkWidget *widget, GtkAllocation *allocation, gpointer user_data)
{
  TbMainWindow *self = TB_MAIN_WINDOW (widget);
  gboolean narrow = allocation->width < TB_MAIN_WINDOW_NARROW_WIDTH;

  if (narrow == self->narrow)
    return;

  self->narrow = narrow;
  if (self->layout_source == 0)
    self->layout_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_layout_due, self, NULL);
}

static void
on_find (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TbMainWindow *self = TB_MAIN_WINDOW (user_data);

  gtk_stack_set_visible_child_name (self->pages, "inbox");
  tb_inbox_page_find (self->inbox_page);
}

static void
on_page (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TbMainWindow *self = TB_MAIN_WINDOW (user_data);

  gtk_stack_set_visible_child_name (self->pages, g_variant_get_string (parameter, NULL));
}

static void
on_back (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  tb_inbox_page_go_back (TB_MAIN_WINDOW (user_data)->inbox_page);
}

static void
on_menu (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_button_clicked (GTK_BUTTON (TB_MAIN_WINDOW (user_data)->menu_button));
}

static void
on_close (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (user_data));
}

/* Copies what the page is about: the selected notification, or the whole status. */
static void
tb_main_window_copy (TbMainWindow *self)
{
  g_autofree char *text = NULL;

  if (is_on_page (self, "inbox"))
    text = tb_inbox_page_dup_selected_text (self->inbox_page);
  else if (is_on_page (self, "status"))
    text = tb_status_page_dup_text (self->status_page);

  if (text != NULL)
    gtk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self), GDK_SELECTION_CLIPBOARD),
                            text, -1);
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static void
on_copy (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  tb_main_window_copy (TB_MAIN_WINDOW (user_data));
}

/* Escape goes back from the detail to the list; a main window is not closed by it. */
static void
tb_main_window_leave (TbMainWindow *self)
{
  if (is_on_page (self, "inbox"))
    tb_inbox_page_go_back (self->inbox_page);
}

/* A window that was closed is kept: to destroy one while a screen reader reads it makes GTK 3
 * complain of widgets that are gone, and it opens faster the next time. */
static void
tb_main_window_hide (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tb_main_window_parent_class)->hide (widget);

  /* Whoever opens it begins anew, wherever the last look ended. */
  if (!gtk_widget_in_destruction (widget))
    tb_inbox_page_reset (TB_MAIN_WINDOW (widget)->inbox_page);
}

static void
add_actions (TbMainWindow *self)
{
  static const GActionEntry entries[] = {
    { "find", on_find, NULL, NULL, NULL, { 0 } },   { "page", on_page, "s", NULL, NULL, { 0 } },
    { "back", on_back, NULL, NULL, NULL, { 0 } },   { "menu", on_menu, NULL, NULL, NULL, { 0 } },
    { "close", on_close, NULL, NULL, NULL, { 0 } }, { "copy", on_copy, NULL, NULL, NULL, { 0 } },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "win", G_ACTION_GROUP (self->actions));
}

static void
tb_main_window_destroy (GtkWidget *widget)
{
  TbMainWindow *self = TB_MAIN_WINDOW (widget);

  g_clear_handle_id (&self->layout_source, g_source_remove);
  g_clear_pointer (&self->memory, tb_window_memory_free);
  if (self->sessions != NULL)
    g_signal_handlers_disconnect_by_data (self->sessions, self);
  g_clear_object (&self->sessions);
  g_clear_object (&self->actions);
  g_clear_object (&self->top_switcher);

  GTK_WIDGET_CLASS (tb_main_window_parent_class)->destroy (widget);
}

static void
add_bindings (TbMainWindowClass *klass)
{
  GtkBindingSet *bindings = gtk_binding_set_by_class (klass);

  /* Unlike accelerators these come after whatever has the focus had its chance to use the key: in a
   * text Ctrl+C copies what is selected there. */
  signals[SIGNAL_COPY] = g_signal_new_class_handler (
      "copy", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION,
      G_CALLBACK (tb_main_window_copy), NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_LEAVE] = g_signal_new_class_handler (
      "leave", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION,
      G_CALLBACK (tb_main_window_leave), NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_binding_entry_add_signal (bindings, GDK_KEY_c, GDK_CONTROL_MASK, "copy", 0);
  gtk_binding_entry_add_signal (bindings, GDK_KEY_Escape, 0, "leave", 0);
  gtk_binding_entry_add_signal (bindings, GDK_KEY_Left, GDK_MOD1_MASK, "leave", 0);
}

static void
tb_main_window_class_init (TbMainWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->hide = tb_main_window_hide;
  widget_class->destroy = tb_main_window_destroy;
  add_bindings (klass);

  g_type_ensure (TB_TYPE_EMPTY_STATE);
  g_type_ensure (TB_TYPE_INBOX_PAGE);
  g_type_ensure (TB_TYPE_PEOPLE_PAGE);
  g_type_ensure (TB_TYPE_STATUS_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-main-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TbMainWindow, header_bar);
  gtk_widget_class_bind_template_child (widget_class, TbMainWindow, top_switcher);
  gtk_widget_class_bind_template_child (widget_class, TbMainWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, TbMainWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, TbMainWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, TbMainWindow, content);
  gtk_widget_class_bind_template_child (widget_class, TbMainWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, TbMainWindow, inbox_page);
  gtk_widget_class_bind_template_child (widget_class, TbMainWindow, people_page);
  gtk_widget_class_bind_template_child (widget_class, TbMainWindow, status_page);
  gtk_widget_class_bind_template_child (widget_class, TbMainWindow, bottom_bar);
  gtk_widget_class_bind_template_callback (widget_class, on_page_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_back_changed);
}

static void
tb_main_window_init (TbMainWindow *self)
{
  add_actions (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  /* It is in the header bar at some times only. */
  g_object_ref (self->top_switcher);
  tb_accelerators_add_to (GTK_WINDOW (self));
  g_signal_connect (self, "size-allocate", G_CALLBACK (on_size_allocate), NULL);
  g_signal_connect (self, "delete-event", G_CALLBACK (gtk_widget_hide_on_delete), NULL);
  g_object_bind_property (self->inbox_page, "searching", self->search_button, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}

/**
 * tb_main_window_new:
 * @sessions: all accounts' sessions, followed from now on
 * @inbox: all notifications, followed from now on
 * @system_status: how the desktop stands, followed from now on
 * @app_actions: the actions that its widgets activate as "app.…": what the pages say, and
 * `add-account`, `show-preferences`, `show-shortcuts`, `show-about` and `quit`
 *
 * Makes the window, as it was when it was last closed, and not shown yet; tb_ui_ensure() must have
 * succeeded.
 *
 * Returns: (transfer none): the window, which closing only hides and which lives until
 * gtk_widget_destroy()
 */
TbMainWindow *
tb_main_window_new (TbSessionList *sessions,
                    TbInbox *inbox,
                    TbSystemStatus *system_status,
                    GActionGroup *app_actions)
{
  TbMainWindow *self = g_object_new (TB_TYPE_MAIN_WINDOW, "type", GTK_WINDOW_TOPLEVEL, NULL);
  g_autofree char *page = NULL;

  gtk_widget_insert_action_group (GTK_WIDGET (self), "app", app_actions);
  self->sessions = G_LIST_MODEL (g_object_ref (sessions));
  tb_inbox_page_set_models (self->inbox_page, sessions, inbox);
  tb_people_page_set_sessions (self->people_page, sessions);
  tb_status_page_set_models (self->status_page, sessions, system_status);

  self->memory = tb_window_memory_new (GTK_WINDOW (self));
  page = tb_window_memory_dup_page (self->memory);
  gtk_stack_set_visible_child_name (self->pages, page);
  g_signal_connect (sessions, "items-changed", G_CALLBACK (on_sessions_changed), self);
  on_sessions_changed (self->sessions, 0, 0, g_list_model_get_n_items (self->sessions), self);

  return self;
}

/**
 * tb_main_window_present:
 * @self: a window
 * @activation_token: (nullable): from whom it was asked for, for Wayland
 *
 * Shows the window and gives it the focus, whether it was shown before or not.
 */
void
tb_main_window_present (TbMainWindow *self, const char *activation_token)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self)) && is_on_page (self, "inbox"))
    tb_inbox_page_focus_list (self->inbox_page);
  tb_present (GTK_WINDOW (self), activation_token);
}

/**
 * tb_main_window_show_inbox:
 * @self: a window
 *
 * Goes to the inbox.
 */
void
tb_main_window_show_inbox (TbMainWindow *self)
{
  gtk_stack_set_visible_child_name (self->pages, "inbox");
}

/**
 * tb_main_window_show_notification:
 * @self: a window
 * @id: a notification's id
 *
 * Goes to a notification in the inbox and shows its detail.
 */
void
tb_main_window_show_notification (TbMainWindow *self, const char *id)
{
  gtk_stack_set_visible_child_name (self->pages, "inbox");
  tb_inbox_page_show_notification (self->inbox_page, id);
}
