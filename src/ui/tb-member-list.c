/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-member-list.h"

#include <gdk/gdkkeysyms.h>

#include "ui/tb-member-rows.h"
#include "ui/tb-visible-part.h"

/* How long people have to stay on the screen before their pictures are fetched, in ms: who is
 * scrolled past is of no interest. */
#define REST_TIME 150

struct _TbMemberList
{
  GtkContainer parent_instance;

  TbMemberOrder *members;
  TbAvatars *avatars;
  TbMemberRows *rows;
  TbVisiblePart *visible_part;

  PusherMember *cursor; /* who had the focus last */
  guint cursor_position;

  gboolean dirty; /* the members are others than the rows show */
  guint tick_callback;
  guint rest_source;
};

enum
{
  SIGNAL_MOVE_CURSOR,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbMemberList, tb_member_list, GTK_TYPE_CONTAINER)

static guint
count_members (TbMemberList *self)
{
  return self->members != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->members)) : 0;
}

static gboolean
has_focus (TbMemberList *self)
{
  return gtk_container_get_focus_child (GTK_CONTAINER (self)) != NULL;
}

static gboolean
on_rest (gpointer user_data)
{
  TbMemberList *self = TB_MEMBER_LIST (user_data);
  int top;
  int bottom;

  self->rest_source = 0;
  tb_visible_part_get (self->visible_part, &top, &bottom);
  tb_member_rows_load_pictures (self->rows, top, bottom);

  return G_SOURCE_REMOVE;
}

static void
await_rest (TbMemberList *self)
{
  g_clear_handle_id (&self->rest_source, g_source_remove);
  if (self->avatars != NULL && tb_avatars_get_enabled (self->avatars)
      && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->rest_source = g_timeout_add (REST_TIME, on_rest, self);
}

static void
grab_focus (TbMemberList *self, guint position)
{
  TbMemberRow *row = tb_member_rows_find (self->rows, position);

  if (row == NULL)
    return;

  g_set_object (&self->cursor, tb_member_row_get_member (row));
  self->cursor_position = position;
  if (!gtk_widget_is_focus (GTK_WIDGET (row)))
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* Makes the rows those that are to be seen. */
static void
update_rows (TbMemberList *self)
{
  gboolean had_focus = has_focus (self);
  guint n_members = count_members (self);
  guint cursor;
  int top;
  int bottom;

  self->dirty = FALSE;
  tb_visible_part_get (self->visible_part, &top, &bottom);
  tb_member_rows_assign (self->rows, self->members, top, bottom, had_focus ? self->cursor : NULL);
  await_rest (self);

  /* The focus stays with its person, or goes to whoever stands there now. */
  if (!had_focus || n_members == 0)
    return;
  if (!tb_member_order_find (self->members, self->cursor, &cursor))
    cursor = MIN (self->cursor_position, n_members - 1);
  grab_focus (self, cursor);
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  TbMemberList *self = TB_MEMBER_LIST (widget);

  self->tick_callback = 0;
  if (self->dirty && gtk_widget_get_mapped (widget))
    update_rows (self);

  return G_SOURCE_REMOVE;
}

static void
queue_update (TbMemberList *self)
{
  self->dirty = TRUE;
  if (self->tick_callback == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->tick_callback = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

static void
on_members_changed (
    GListModel *members, guint position, guint removed, guint added, gpointer user_data)
{
  TbMemberList *self = TB_MEMBER_LIST (user_data);

  if (removed != added)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  queue_update (self);
}

static void
on_visible_part_changed (gpointer user_data)
{
  TbMemberList *self = TB_MEMBER_LIST (user_data);

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    update_rows (self);
}

static void
on_avatars_enabled (TbAvatars *avatars, GParamSpec *pspec, gpointer user_data)
{
  TbMemberList *self = TB_MEMBER_LIST (user_data);

  tb_member_rows_reset_pictures (self->rows);
  await_rest (self);
}

static void
forget_members (TbMemberList *self)
{
  if (self->members != NULL)
    g_signal_handlers_disconnect_by_data (self->members, self);
  g_clear_object (&self->members);
}

static void
focus_position (TbMemberList *self, guint position)
{
  g_autoptr (PusherMember) member = g_list_model_get_item (G_LIST_MODEL (self->members), position);
  int height = tb_member_rows_get_height (self->rows);

  g_set_object (&self->cursor, member);
  self->cursor_position = position;
  tb_visible_part_scroll_to (self->visible_part, (int) position * height,
                             (int) (position + 1) * height);
  update_rows (self);
  grab_focus (self, position);
}

/* Where the focus goes when it comes to the list: back to where it was, or to the first who is
 * seen. */
static guint
find_entry (TbMemberList *self, GtkDirectionType direction)
{
  guint last = count_members (self) - 1;
  int height = tb_member_rows_get_height (self->rows);
  guint position;
  int top;
  int bottom;

  if (direction == GTK_DIR_DOWN)
    return 0;
  if (direction == GTK_DIR_UP)
    return last;
  if (tb_member_order_find (self->members, self->cursor, &position))
    return position;

  tb_visible_part_get (self->visible_part, &top, &bottom);
  return MIN ((guint) ((top + height - 1) / height), last);
}

/* Tab walks over the lists, not through the people of a room; the arrow keys do that. */
static gboolean
tb_member_list_focus (GtkWidget *widget, GtkDirectionType direction)
{
  TbMemberList *self = TB_MEMBER_LIST (widget);
  guint n_members = count_members (self);

  if (n_members == 0)
    return FALSE;
  if (!has_focus (self))
    focus_position (self, find_entry (self, direction));
  else if (direction == GTK_DIR_UP && self->cursor_position > 0)
    focus_position (self, self->cursor_position - 1);
  else if (direction == GTK_DIR_DOWN && self->cursor_position + 1 < n_members)
    focus_position (self, self->cursor_position + 1);
  else
    return FALSE;

  return TRUE;
}

static void
tb_member_list_move_cursor (TbMemberList *self, GtkMovementStep step, int count)
{
  gint64 last = (gint64) count_members (self) - 1;
  gint64 position = self->cursor_position;
  int top;
  int bottom;

  if (last < 0)
    return;

  tb_visible_part_get (self->visible_part, &top, &bottom);
  if (step == GTK_MOVEMENT_BUFFER_ENDS)
    position = count < 0 ? 0 : last;
  else
    position += count * MAX ((bottom - top) / tb_member_rows_get_height (self->rows) - 1, 1);
  focus_position (self, (guint) CLAMP (position, 0, last));
}

static void
tb_member_list_set_focus_child (GtkContainer *container, GtkWidget *child)
{
  TbMemberList *self = TB_MEMBER_LIST (container);

  if (child != NULL)
    {
      g_set_object (&self->cursor, tb_member_row_get_member (TB_MEMBER_ROW (child)));
      self->cursor_position = tb_member_row_get_position (TB_MEMBER_ROW (child));
    }

  GTK_CONTAINER_CLASS (tb_member_list_parent_class)->set_focus_child (container, child);
}

/* The rows are already told of it. */
static void
tb_member_list_add (GtkContainer *container, GtkWidget *child)
{
  gtk_widget_set_parent (child, GTK_WIDGET (container));
}

static void
tb_member_list_remove (GtkContainer *container, GtkWidget *child)
{
  if (g_ptr_array_remove (tb_member_rows_get_all (TB_MEMBER_LIST (container)->rows), child))
    gtk_widget_unparent (child);
}

static void
tb_member_list_forall (GtkContainer *container,
                       gboolean include_internals,
                       GtkCallback callback,
                       gpointer callback_data)
{
  g_autoptr (GPtrArray) rows
      = g_ptr_array_copy (tb_member_rows_get_all (TB_MEMBER_LIST (container)->rows), NULL, NULL);

  for (guint i = 0; i < rows->len; i++)
    callback (g_ptr_array_index (rows, i), callback_data);
}

static GtkSizeRequestMode
tb_member_list_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
tb_member_list_get_preferred_width (GtkWidget *widget, int *minimum, int *natural)
{
  GPtrArray *rows = tb_member_rows_get_all (TB_MEMBER_LIST (widget)->rows);

  *minimum = 0;
  *natural = 0;
  for (guint i = 0; i < rows->len; i++)
    {
      int row_minimum;
      int row_natural;

      gtk_widget_get_preferred_width (g_ptr_array_index (rows, i), &row_minimum, &row_natural);
      *minimum = MAX (*minimum, row_minimum);
      *natural = MAX (*natural, row_natural);
    }
}

static void
tb_member_list_get_preferred_height (GtkWidget *widget, int *minimum, int *natural)
{
  TbMemberList *self = TB_MEMBER_LIST (widget);

  *minimum = *natural = (int) count_members (self) * tb_member_rows_get_height (self->rows);
}

static void
tb_member_list_size_allocate (GtkWidget *widget, GtkAllocation *allocation)
{
  TbMemberList *self = TB_MEMBER_LIST (widget);

  gtk_widget_set_allocation (widget, allocation);
  /* Before it is about to be shown, nobody can tell which part of it will be seen. */
  if (gtk_widget_get_realized (widget))
    update_rows (self);
  else
    self->dirty = TRUE;
}

static void
tb_member_list_map (GtkWidget *widget)
{
  TbMemberList *self = TB_MEMBER_LIST (widget);

  GTK_WIDGET_CLASS (tb_member_list_parent_class)->map (widget);

  /* Never shows what was true when it was last seen. */
  if (self->dirty)
    update_rows (self);
  await_rest (self);
}

static void
tb_member_list_unmap (GtkWidget *widget)
{
  TbMemberList *self = TB_MEMBER_LIST (widget);

  g_clear_handle_id (&self->rest_source, g_source_remove);
  tb_member_rows_cancel_pictures (self->rows);

  GTK_WIDGET_CLASS (tb_member_list_parent_class)->unmap (widget);
}

static void
tb_member_list_hierarchy_changed (GtkWidget *widget, GtkWidget *previous_toplevel)
{
  tb_visible_part_find_viewport (TB_MEMBER_LIST (widget)->visible_part);
}

static void
tb_member_list_style_updated (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tb_member_list_parent_class)->style_updated (widget);

  tb_member_rows_forget_height (TB_MEMBER_LIST (widget)->rows);
  gtk_widget_queue_resize (widget);
}

static void
tb_member_list_destroy (GtkWidget *widget)
{
  TbMemberList *self = TB_MEMBER_LIST (widget);

  g_clear_handle_id (&self->rest_source, g_source_remove);
  forget_members (self);
  if (self->avatars != NULL)
    g_signal_handlers_disconnect_by_data (self->avatars, self);
  g_clear_object (&self->avatars);
  g_clear_object (&self->cursor);

  GTK_WIDGET_CLASS (tb_member_list_parent_class)->destroy (widget);
}

static void
tb_member_list_finalize (GObject *object)
{
  TbMemberList *self = TB_MEMBER_LIST (object);

  tb_visible_part_free (self->visible_part);
  tb_member_rows_free (self->rows);

  G_OBJECT_CLASS (tb_member_list_parent_class)->finalize (object);
}

static void
add_move_bindings (
    GtkBindingSet *bindings, guint key, guint keypad_key, GtkMovementStep step, int count)
{
  gtk_binding_entry_add_signal (bindings, key, 0, "move-cursor", 2, GTK_TYPE_MOVEMENT_STEP, step,
                                G_TYPE_INT, count);
  gtk_binding_entry_add_signal (bindings, keypad_key, 0, "move-cursor", 2, GTK_TYPE_MOVEMENT_STEP,
                                step, G_TYPE_INT, count);
}

static void
tb_member_list_class_init (TbMemberListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkContainerClass *container_class = GTK_CONTAINER_CLASS (klass);
  GtkBindingSet *bindings = gtk_binding_set_by_class (klass);

  G_OBJECT_CLASS (klass)->finalize = tb_member_list_finalize;
  widget_class->focus = tb_member_list_focus;
  widget_class->get_request_mode = tb_member_list_get_request_mode;
  widget_class->get_preferred_width = tb_member_list_get_preferred_width;
  widget_class->get_preferred_height = tb_member_list_get_preferred_height;
  widget_class->size_allocate = tb_member_list_size_allocate;
  widget_class->map = tb_member_list_map;
  widget_class->unmap = tb_member_list_unmap;
  widget_class->hierarchy_changed = tb_member_list_hierarchy_changed;
  widget_class->style_updated = tb_member_list_style_updated;
  widget_class->destroy = tb_member_list_destroy;
  container_class->add = tb_member_list_add;
  container_class->remove = tb_member_list_remove;
  container_class->forall = tb_member_list_forall;
  container_class->set_focus_child = tb_member_list_set_focus_child;

  signals[SIGNAL_MOVE_CURSOR] = g_signal_new_class_handler (
      "move-cursor", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION,
      G_CALLBACK (tb_member_list_move_cursor), NULL, NULL, NULL, G_TYPE_NONE, 2,
      GTK_TYPE_MOVEMENT_STEP, G_TYPE_INT);
  add_move_bindings (bindings, GDK_KEY_Home, GDK_KEY_KP_Home, GTK_MOVEMENT_BUFFER_ENDS, -1);
  add_move_bindings (bindings, GDK_KEY_End, GDK_KEY_KP_End, GTK_MOVEMENT_BUFFER_ENDS, 1);
  add_move_bindings (bindings, GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, GTK_MOVEMENT_PAGES, -1);
  add_move_bindings (bindings, GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, GTK_MOVEMENT_PAGES, 1);

  gtk_widget_class_set_css_name (widget_class, "list");
  gtk_widget_class_set_accessible_role (widget_class, ATK_ROLE_LIST_BOX);
}

static void
tb_member_list_init (TbMemberList *self)
{
  gtk_widget_set_has_window (GTK_WIDGET (self), FALSE);
  self->rows = tb_member_rows_new (GTK_CONTAINER (self));
  self->visible_part = tb_visible_part_new (GTK_WIDGET (self), on_visible_part_changed, self);
}

/**
 * tb_member_list_set_members:
 * @self: a list
 * @members: (nullable): who is to be shown, followed from now on
 *
 * Shows others. Who was there before, by the same id, keeps the keyboard's focus.
 */
void
tb_member_list_set_members (TbMemberList *self, TbMemberOrder *members)
{
  g_autofree char *cursor_id
      = self->cursor != NULL ? g_strdup (pusher_member_get_id (self->cursor)) : NULL;

  forget_members (self);
  g_clear_object (&self->cursor);
  g_set_object (&self->members, members);
  if (members != NULL)
    {
      g_set_object (&self->cursor, tb_member_order_lookup (members, cursor_id));
      g_signal_connect (members, "items-changed", G_CALLBACK (on_members_changed), self);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
  queue_update (self);
}

/**
 * tb_member_list_set_avatars:
 * @self: a list that has no members yet
 * @avatars: where pictures come from
 * @account: whose web app names them
 */
void
tb_member_list_set_avatars (TbMemberList *self, TbAvatars *avatars, TbAccount *account)
{
  self->avatars = g_object_ref (avatars);
  tb_member_rows_set_avatars (self->rows, avatars, account);
  g_signal_connect (avatars, "notify::enabled", G_CALLBACK (on_avatars_enabled), self);
}
