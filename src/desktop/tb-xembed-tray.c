/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-xembed-tray.h"

#include <glib-unix.h>
#include <stdlib.h>
#include <string.h>
#include <xcb/xcb.h>

/* The tray is whoever owns the selection _NET_SYSTEM_TRAY_Sn; one that comes later says so by a
 * MANAGER message to the root window, and one that goes destroys its window. */

enum
{
  PROP_PRESENT = 1,
  N_PROPERTIES,
};

/* A connection to the display, ready to be asked. */
typedef struct
{
  xcb_connection_t *connection;
  xcb_atom_t selection;
  xcb_atom_t manager;
} Display;

struct _TbXembedTray
{
  GObject parent_instance;

  GCancellable *cancellable;
  Display *display; /* NULL before it is open, and when it is lost */
  guint source;
  xcb_window_t owner;
  gboolean present;
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TbXembedTray, tb_xembed_tray, G_TYPE_OBJECT)

static void
display_free (Display *display)
{
  xcb_disconnect (display->connection);
  g_free (display);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Display, display_free)

static xcb_atom_t
read_atom (xcb_connection_t *connection, const char *name)
{
  xcb_intern_atom_cookie_t cookie
      = xcb_intern_atom (connection, FALSE, (guint16) strlen (name), name);
  xcb_intern_atom_reply_t *reply = xcb_intern_atom_reply (connection, cookie, NULL);
  xcb_atom_t atom = reply != NULL ? reply->atom : XCB_ATOM_NONE;

  free (reply);
  return atom;
}

/* Wants to hear of what becomes of @window. */
static void
follow_window (xcb_connection_t *connection, xcb_window_t window)
{
  const guint32 mask = XCB_EVENT_MASK_STRUCTURE_NOTIFY;

  xcb_change_window_attributes (connection, window, XCB_CW_EVENT_MASK, &mask);
}

/* In a thread: all of this waits for the display. */
static void
open_display (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (Display) display = g_new0 (Display, 1);
  g_autofree char *selection_name = NULL;
  xcb_screen_iterator_t screens;
  int screen_number = 0;

  display->connection = xcb_connect (NULL, &screen_number);
  if (xcb_connection_has_error (display->connection) != 0)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, "There is no display");
      return;
    }

  selection_name = g_strdup_printf ("_NET_SYSTEM_TRAY_S%d", screen_number);
  display->selection = read_atom (display->connection, selection_name);
  display->manager = read_atom (display->connection, "MANAGER");
  screens = xcb_setup_roots_iterator (xcb_get_setup (display->connection));
  for (int i = 0; i < screen_number && screens.rem > 1; i++)
    xcb_screen_next (&screens);
  follow_window (display->connection, screens.data->root);
  xcb_flush (display->connection);

  g_task_return_pointer (task, g_steal_pointer (&display), (GDestroyNotify) display_free);
}

static void
set_owner (TbXembedTray *self, xcb_window_t owner)
{
  gboolean present = owner != XCB_WINDOW_NONE;

  self->owner = owner;
  if (present == self->present)
    return;

  self->present = present;
  g_debug ("There is %s tray of the old kind", present ? "a" : "no");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PRESENT]);
}

static void
look (TbXembedTray *self)
{
  xcb_connection_t *connection = self->display->connection;
  xcb_get_selection_owner_cookie_t cookie
      = xcb_get_selection_owner (connection, self->display->selection);
  xcb_get_selection_owner_reply_t *reply = xcb_get_selection_owner_reply (connection, cookie, NULL);
  xcb_window_t owner = reply != NULL ? reply->owner : XCB_WINDOW_NONE;

  free (reply);
  if (owner != XCB_WINDOW_NONE && owner != self->owner)
    follow_window (connection, owner);
  xcb_flush (connection);
  set_owner (self, owner);
}

static gboolean
is_news (TbXembedTray *self, const xcb_generic_event_t *event)
{
  switch (event->response_type & 0x7f)
    {
    case XCB_CLIENT_MESSAGE:
      {
        const xcb_client_message_event_t *message = (const xcb_client_message_event_t *) event;

        return message->type == self->display->manager
               && message->data.data32[1] == self->display->selection;
      }
    case 0: /* an error: it went before it was followed */
      return ((const xcb_generic_error_t *) event)->resource_id == self->owner;
    case XCB_DESTROY_NOTIFY:
      return ((const xcb_destroy_notify_event_t *) event)->window == self->owner;
    default:
      return FALSE;
    }
}

static void
close_display (TbXembedTray *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->display, display_free);
}

/* Whether anything was news. */
static gboolean
read_events (TbXembedTray *self)
{
  xcb_generic_event_t *event;
  gboolean news = FALSE;

  while ((event = xcb_poll_for_event (self->display->connection)) != NULL)
    {
      news |= is_news (self, event);
      free (event);
    }

  return news;
}

static gboolean
on_readable (int descriptor, GIOCondition condition, gpointer user_data)
{
  g_autoptr (TbXembedTray) self = g_object_ref (TB_XEMBED_TRAY (user_data));

  /* An answer that is waited for may bring further events along, for which nothing becomes readable
   * any more. */
  while (self->display != NULL && read_events (self))
    look (self);

  if (self->display != NULL && xcb_connection_has_error (self->display->connection) == 0)
    return G_SOURCE_CONTINUE;

  if (self->display != NULL)
    {
      self->source = 0;
      close_display (self);
      set_owner (self, XCB_WINDOW_NONE);
    }
  return G_SOURCE_REMOVE;
}

static void
on_display_open (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TbXembedTray *self = TB_XEMBED_TRAY (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (Display) display = g_task_propagate_pointer (G_TASK (result), &error);

  if (display == NULL)
    {
      g_debug ("No tray of the old kind is looked for: %s", error->message);
      return;
    }
  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  g_debug ("A tray of the old kind is looked for");
  self->display = g_steal_pointer (&display);
  self->source = g_unix_fd_add (xcb_get_file_descriptor (self->display->connection), G_IO_IN,
                                on_readable, self);
  look (self);
  while (self->display != NULL && read_events (self))
    look (self);
}

static void
tb_xembed_tray_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_PRESENT:
      g_value_set_boolean (value, TB_XEMBED_TRAY (object)->present);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tb_xembed_tray_dispose (GObject *object)
{
  TbXembedTray *self = TB_XEMBED_TRAY (object);

  g_cancellable_cancel (self->cancellable);
  close_display (self);

  G_OBJECT_CLASS (tb_xembed_tray_parent_class)->dispose (object);
}

static void
tb_xembed_tray_finalize (GObject *object)
{
  g_clear_object (&TB_XEMBED_TRAY (object)->cancellable);

  G_OBJECT_CLASS (tb_xembed_tray_parent_class)->finalize (object);
}

static void
tb_xembed_tray_class_init (TbXembedTrayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tb_xembed_tray_get_property;
  object_class->dispose = tb_xembed_tray_dispose;
  object_class->finalize = tb_xembed_tray_finalize;

  properties[PROP_PRESENT]
      = g_param_spec_boolean ("present", NULL, NULL, FALSE,
                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
tb_xembed_tray_init (TbXembedTray *self)
{
  self->cancellable = g_cancellable_new ();
}

TbXembedTray *
tb_xembed_tray_new (void)
{
  TbXembedTray *self = g_object_new (TB_TYPE_XEMBED_TRAY, NULL);
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, on_display_open, NULL);

  g_task_set_source_tag (task, tb_xembed_tray_new);
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, open_display);

  return self;
}

gboolean
tb_xembed_tray_get_present (TbXembedTray *self)
{
  g_return_val_if_fail (TB_IS_XEMBED_TRAY (self), FALSE);

  return self->present;
}

gboolean
tb_xembed_tray_is_possible (const char *display, const char *wayland_display)
{
  return display != NULL && *display != '\0'
         && (wayland_display == NULL || *wayland_display == '\0');
}
