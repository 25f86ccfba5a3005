/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-popover.h"

#include <gdk/gdkkeysyms.h>
#ifdef GDK_WINDOWING_X11
#include <gdk/gdkx.h>
#endif

#include "ui/tb-account-header.h"
#include "ui/tb-account-rooms.h"
#include "ui/tb-content-scroller.h"
#include "ui/tb-empty-state.h"
#include "ui/tb-notification-section.h"
#include "ui/tb-popover-place.h"
#include "ui/tb-session-notices.h"

struct _TbPopover
{
  GtkWindow parent_instance;

  GtkBox *content_box;
  GtkWidget *accounts;
  GtkBox *account_box; /* a box for each account: its header and its notices */
  GtkWidget *rooms;
  GtkBox *room_box; /* a TbAccountRooms for each account */
  GtkWidget *no_rooms;
  GtkWidget *no_accounts;
  GtkWidget *notifications;

  GListModel *sessions;
  GActionGroup *actions;
  TbQuiet *quiet;      /* NULL if nothing makes it quiet */
  gboolean had_focus;  /* since it was last shown */
  gint64 dismissed_at; /* monotonic time of the last loss of the focus, in µs; 0 before */
};

enum
{
  SIGNAL_CLOSE,
  SIGNAL_FIND,
  SIGNAL_ACTIVATE_ACTION,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbPopover, tb_popover, GTK_TYPE_WINDOW)

static gboolean
is_x11 (GtkWidget *widget)
{
#ifdef GDK_WINDOWING_X11
  return GDK_IS_X11_DISPLAY (gtk_widget_get_display (widget));
#else
  return FALSE;
#endif
}

static TbAccountHeader *
get_header (GtkWidget *account)
{
  g_autoptr (GList) children = gtk_container_get_children (GTK_CONTAINER (account));

  return TB_ACCOUNT_HEADER (children->data);
}

/* The first header has what is for all accounts. */
static void
update_headers (TbPopover *self)
{
  g_autoptr (GList) accounts = gtk_container_get_children (GTK_CONTAINER (self->account_box));
  g_autofree char *quiet = self->quiet != NULL ? tb_quiet_describe (self->quiet) : NULL;

  for (GList *at = accounts; at != NULL; at = at->next)
    {
      TbAccountHeader *header = get_header (at->data);
      gboolean first = at == accounts;

      tb_account_header_set_quiet_shown (header, first);
      tb_account_header_set_quiet_text (header, first ? quiet : NULL);
    }
}

static void
on_quiet_changed (TbQuiet *quiet, GParamSpec *pspec, gpointer user_data)
{
  update_headers (TB_POPOVER (user_data));
}

static void
update_rooms (TbPopover *self)
{
  g_autoptr (GList) rooms = gtk_container_get_children (GTK_CONTAINER (self->room_box));
  gboolean has_rooms = FALSE;

  for (GList *at = rooms; at != NULL; at = at->next)
    {
      tb_account_rooms_set_name_shown (TB_ACCOUNT_ROOMS (at->data), rooms->next != NULL);
      has_rooms = has_rooms || tb_account_rooms_get_has_rooms (TB_ACCOUNT_ROOMS (at->data));
    }
  gtk_widget_set_visible (self->no_rooms, !has_rooms && rooms != NULL);
  gtk_widget_set_visible (self->rooms, has_rooms);
}

static void
update_emptiness (TbPopover *self)
{
  gboolean empty = g_list_model_get_n_items (self->sessions) == 0;

  gtk_widget_set_visible (self->accounts, !empty);
  gtk_widget_set_visible (self->notifications, !empty);
  gtk_widget_set_visible (self->no_accounts, empty);
}

static void
on_has_rooms_changed (TbAccountRooms *rooms, GParamSpec *pspec, gpointer user_data)
{
  update_rooms (TB_POPOVER (user_data));
}

static GtkWidget *
make_account (TbSession *session)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_container_add (GTK_CONTAINER (box), tb_account_header_new (session));
  gtk_container_add (GTK_CONTAINER (box), tb_session_notices_new (session));
  gtk_widget_show (box);

  return box;
}

static void
insert (GtkBox *box, GtkWidget *widget, guint position)
{
  gtk_box_pack_start (box, widget, FALSE, FALSE, 0);
  gtk_box_reorder_child (box, widget, (int) position);
}

static void
remove_at (GtkBox *box, guint position, guint n_removed)
{
  g_autoptr (GList) children = gtk_container_get_children (GTK_CONTAINER (box));
  GList *child = g_list_nth (children, position);

  for (guint i = 0; i < n_removed; i++, child = child->next)
    gtk_widget_destroy (child->data);
}

static void
on_sessions_changed (
    GListModel *sessions, guint position, guint removed, guint added, gpointer user_data)
{
  TbPopover *self = TB_POPOVER (user_data);

  remove_at (self->account_box, position, removed);
  remove_at (self->room_box, position, removed);
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (TbSession) session = g_list_model_get_item (sessions, position + i);
      GtkWidget *rooms = tb_account_rooms_new (session);

      insert (self->account_box, make_account (session), position + i);
      insert (self->room_box, rooms, position + i);
      g_signal_connect (rooms, "notify::has-rooms", G_CALLBACK (on_has_rooms_changed), self);
    }
  update_headers (self);
  update_rooms (self);
  update_emptiness (self);
}

static void
on_opened (TbNotificationSection *section, gpointer user_data)
{
  gtk_widget_hide (GTK_WIDGET (user_data));
}

static void
on_active_changed (TbPopover *self, GParamSpec *pspec, gpointer user_data)
{
  if (gtk_window_is_active (GTK_WINDOW (self)))
    {
      self->had_focus = TRUE;
    }
  else if (self->had_focus && gtk_widget_get_visible (GTK_WIDGET (self)))
    {
      self->dismissed_at = g_get_monotonic_time ();
      gtk_widget_hide (GTK_WIDGET (self));
    }
}

/* A click on the tray icon takes the focus away first and is reported then: it means to close, not
 * to open again. */
static gboolean
was_just_dismissed (TbPopover *self, gint64 now)
{
  return self->dismissed_at != 0
         && now - self->dismissed_at < (gint64) TB_POPOVER_DISMISS_TIME * 1000;
}

static GdkMonitor *
find_monitor (GdkDisplay *display, const GdkPoint *anchor)
{
  GdkDevice *pointer;
  int x = 0;
  int y = 0;

  if (anchor != NULL)
    return gdk_display_get_monitor_at_point (display, anchor->x, anchor->y);

  /* Who asked without saying where has the pointer on the same monitor, most likely. */
  pointer = gdk_seat_get_pointer (gdk_display_get_default_seat (display));
  if (pointer != NULL)
    gdk_device_get_position (pointer, NULL, &x, &y);

  return gdk_display_get_monitor_at_point (display, x, y);
}

static void
move_near (TbPopover *self, const GdkPoint *anchor)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GdkMonitor *monitor = find_monitor (gtk_widget_get_display (widget), anchor);
  GdkRectangle geometry;
  GdkRectangle work_area;
  GdkRectangle place;

  gdk_monitor_get_geometry (monitor, &geometry);
  gdk_monitor_get_workarea (monitor, &work_area);
  if (anchor != NULL)
    place = tb_popover_place_at (anchor, &work_area, TB_POPOVER_WIDTH, TB_POPOVER_HEIGHT);
  else
    place = tb_popover_place_in_corner (&geometry, &work_area, TB_POPOVER_WIDTH, TB_POPOVER_HEIGHT,
                                        gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL);

  gtk_window_resize (GTK_WINDOW (self), place.width, place.height);
  gtk_window_move (GTK_WINDOW (self), place.x, place.y);
}

static void
scroll_to_top (GtkWidget *scrolled_window)
{
  gtk_adjustment_set_value (
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled_window)), 0);
}

/* Whoever opens it begins at the top, wherever the last look ended. */
static void
start_anew (TbPopover *self)
{
  self->had_focus = FALSE;
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  scroll_to_top (self->accounts);
  scroll_to_top (self->rooms);
  tb_notification_section_scroll_to_top (TB_NOTIFICATION_SECTION (self->notifications));
}

static void
show (TbPopover *self, const GdkPoint *anchor, const char *activation_token)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (!gtk_widget_get_visible (widget))
    start_anew (self);

#ifdef GDK_WINDOWING_X11
  if (is_x11 (widget))
    {
      if (!gtk_widget_get_visible (widget))
        move_near (self, anchor);
      gtk_widget_realize (widget);
      /* Window managers refuse the focus to a window that comes with no time, or an old one. */
      gtk_window_present_with_time (GTK_WINDOW (self),
                                    gdk_x11_get_server_time (gtk_widget_get_window (widget)));
      return;
    }
#endif

  if (activation_token != NULL && *activation_token != '\0')
    gtk_window_set_startup_id (GTK_WINDOW (self), activation_token);
  gtk_window_present (GTK_WINDOW (self));
}

static void
tb_popover_close (TbPopover *self)
{
  gtk_widget_hide (GTK_WIDGET (self));
}

static void
tb_popover_find (TbPopover *self)
{
  g_autoptr (GList) rooms = gtk_container_get_children (GTK_CONTAINER (self->room_box));

  for (GList *at = rooms; at != NULL; at = at->next)
    {
      if (tb_account_rooms_focus_search (TB_ACCOUNT_ROOMS (at->data)))
        return;
    }
}

static void
tb_popover_activate_action (TbPopover *self, const char *name)
{
  if (self->actions != NULL && g_action_group_has_action (self->actions, name))
    g_action_group_activate_action (self->actions, name, NULL);
}

static void
tb_popover_destroy (GtkWidget *widget)
{
  TbPopover *self = TB_POPOVER (widget);

  if (self->sessions != NULL)
    g_signal_handlers_disconnect_by_data (self->sessions, self);
  g_clear_object (&self->sessions);
  g_clear_object (&self->actions);
  if (self->quiet != NULL)
    g_signal_handlers_disconnect_by_data (self->quiet, self);
  g_clear_object (&self->quiet);

  GTK_WIDGET_CLASS (tb_popover_parent_class)->destroy (widget);
}

static void
add_bindings (GtkBindingSet *bindings)
{
  gtk_binding_entry_add_signal (bindings, GDK_KEY_Escape, 0, "close", 0);
  gtk_binding_entry_add_signal (bindings, GDK_KEY_f, GDK_CONTROL_MASK, "find", 0);
  gtk_binding_entry_add_signal (bindings, GDK_KEY_q, GDK_CONTROL_MASK, "activate-action", 1,
                                G_TYPE_STRING, "quit");
  gtk_binding_entry_add_signal (bindings, GDK_KEY_comma, GDK_CONTROL_MASK, "activate-action", 1,
                                G_TYPE_STRING, "show-preferences");
}

static void
tb_popover_class_init (TbPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->destroy = tb_popover_destroy;

  /* Bound to keys, after whatever has the focus had its chance to use them. */
  signals[SIGNAL_CLOSE] = g_signal_new_class_handler (
      "close", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION,
      G_CALLBACK (tb_popover_close), NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FIND] = g_signal_new_class_handler (
      "find", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION,
      G_CALLBACK (tb_popover_find), NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ACTIVATE_ACTION] = g_signal_new_class_handler (
      "activate-action", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION,
      G_CALLBACK (tb_popover_activate_action), NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  add_bindings (gtk_binding_set_by_class (klass));

  g_type_ensure (TB_TYPE_CONTENT_SCROLLER);
  g_type_ensure (TB_TYPE_EMPTY_STATE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, TbPopover, content_box);
  gtk_widget_class_bind_template_child (widget_class, TbPopover, accounts);
  gtk_widget_class_bind_template_child (widget_class, TbPopover, account_box);
  gtk_widget_class_bind_template_child (widget_class, TbPopover, rooms);
  gtk_widget_class_bind_template_child (widget_class, TbPopover, room_box);
  gtk_widget_class_bind_template_child (widget_class, TbPopover, no_rooms);
  gtk_widget_class_bind_template_child (widget_class, TbPopover, no_accounts);
}

/* What gets the focus by the keyboard is scrolled to. */
static void
scroll_with_focus (GtkBox *box, GtkWidget *scrolled_window)
{
  gtk_container_set_focus_vadjustment (
      GTK_CONTAINER (box),
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled_window)));
}

static void
tb_popover_init (TbPopover *self)
{
  GtkWindow *window = GTK_WINDOW (self);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_size (window, TB_POPOVER_WIDTH, TB_POPOVER_HEIGHT);
  scroll_with_focus (self->account_box, self->accounts);
  scroll_with_focus (self->room_box, self->rooms);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (on_active_changed), NULL);
  g_signal_connect (self, "delete-event", G_CALLBACK (gtk_widget_hide_on_delete), NULL);

  /* On Wayland nobody can place a window, so there it is an ordinary small one. */
  if (is_x11 (GTK_WIDGET (self)))
    {
      gtk_window_set_decorated (window, FALSE);
      /* The hint of those for small windows that gets the keyboard's focus everywhere. */
      gtk_window_set_type_hint (window, GDK_WINDOW_TYPE_HINT_DIALOG);
      gtk_window_set_skip_taskbar_hint (window, TRUE);
      gtk_window_set_skip_pager_hint (window, TRUE);
      gtk_window_set_keep_above (window, TRUE);
    }
}

/**
 * tb_popover_new:
 * @sessions: all accounts' sessions, followed from now on
 * @inbox: all notifications, followed from now on
 * @app_actions: the actions that its widgets activate as "app.…": `open-notification`, `mark-read`
 * and `acknowledge` with a notification's id, `open-web`, `retry` and `sign-in` with an account's
 * id, `snooze` with a duration, `mark-all-read`, `end-quiet`, `show-inbox`, `show-preferences`,
 * `add-account` and `quit`; what is not among them cannot be used
 *
 * Makes the popover, not shown yet; tb_ui_ensure() must have succeeded.
 *
 * Returns: (transfer none): the popover, which lives until gtk_widget_destroy()
 */
TbPopover *
tb_popover_new (TbSessionList *sessions, TbInbox *inbox, GActionGroup *app_actions)
{
  TbPopover *self = g_object_new (TB_TYPE_POPOVER, "type", GTK_WINDOW_TOPLEVEL, NULL);

  self->actions = g_object_ref (app_actions);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "app", app_actions);

  self->notifications = tb_notification_section_new (inbox);
  gtk_box_pack_start (self->content_box, self->notifications, TRUE, TRUE, 0);
  g_signal_connect (self->notifications, "opened", G_CALLBACK (on_opened), self);

  self->sessions = G_LIST_MODEL (g_object_ref (sessions));
  g_signal_connect (sessions, "items-changed", G_CALLBACK (on_sessions_changed), self);
  on_sessions_changed (self->sessions, 0, 0, g_list_model_get_n_items (self->sessions), self);

  return self;
}

/**
 * tb_popover_present:
 * @self: a popover
 * @activation_token: (nullable): from whom it was asked for, for Wayland
 *
 * Shows the popover, where the tray probably is, and gives it the focus, whether it was shown
 * before or not.
 */
void
tb_popover_present (TbPopover *self, const char *activation_token)
{
  show (self, NULL, activation_token);
}

/**
 * tb_popover_present_at:
 * @self: a popover
 * @x: where the tray icon was clicked, from the left of the screen, in pixels
 * @y: likewise, from the top; with @x = 0 unknown
 * @activation_token: (nullable): from the tray's host, for Wayland
 *
 * What a click on the tray icon does: shows the popover beside the icon, or hides it if it is
 * shown, or was a moment ago and this click has hidden it already (%TB_POPOVER_DISMISS_TIME).
 */
void
tb_popover_present_at (TbPopover *self, int x, int y, const char *activation_token)
{
  const GdkPoint anchor = { x, y };

  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    gtk_widget_hide (GTK_WIDGET (self));
  else if (!was_just_dismissed (self, g_get_monotonic_time ()))
    show (self, x != 0 || y != 0 ? &anchor : NULL, activation_token);
}

/**
 * tb_popover_set_quiet:
 * @self: a popover
 * @quiet: (nullable): whether it is quiet and until when, followed from now on; %NULL to say
 * nothing of it
 */
void
tb_popover_set_quiet (TbPopover *self, TbQuiet *quiet)
{
  if (self->quiet == quiet)
    return;

  if (self->quiet != NULL)
    g_signal_handlers_disconnect_by_data (self->quiet, self);
  g_set_object (&self->quiet, quiet);
  if (quiet != NULL)
    g_signal_connect (quiet, "notify::description", G_CALLBACK (on_quiet_changed), self);
  update_headers (self);
}
