/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-window-memory.h"

#define SCHEMA "com.nebutra.Traybell.Window"
#define KEY_WIDTH "width"
#define KEY_HEIGHT "height"
#define KEY_MAXIMIZED "maximized"
#define KEY_PAGE "page"

struct _TbWindowMemory
{
  GtkWindow *window; /* not owned: it owns us */
  GSettings *settings;

  /* As it is now; written when the window is closed. */
  int width;
  int height;
  gboolean maximized;
};

/* The size that counts is the one that the user gave the window, not the screen's. */
static void
on_size_allocate (GtkWidget *window, GtkAllocation *allocation, gpointer user_data)
{
  TbWindowMemory *self = user_data;

  if (!self->maximized)
    gtk_window_get_size (self->window, &self->width, &self->height);
}

static gboolean
on_state_changed (GtkWidget *window, GdkEventWindowState *event, gpointer user_data)
{
  TbWindowMemory *self = user_data;

  self->maximized = (event->new_window_state & GDK_WINDOW_STATE_MAXIMIZED) != 0;

  return GDK_EVENT_PROPAGATE;
}

static void
on_hide (GtkWidget *window, gpointer user_data)
{
  TbWindowMemory *self = user_data;

  g_settings_set_uint (self->settings, KEY_WIDTH, (guint) MAX (self->width, 1));
  g_settings_set_uint (self->settings, KEY_HEIGHT, (guint) MAX (self->height, 1));
  g_settings_set_boolean (self->settings, KEY_MAXIMIZED, self->maximized);
}

/**
 * tb_window_memory_new:
 * @window: a window that was not shown yet; owns the memory
 *
 * Gives @window the size that it had, and remembers from now on what becomes of it.
 *
 * Returns: (transfer full): the memory
 */
TbWindowMemory *
tb_window_memory_new (GtkWindow *window)
{
  TbWindowMemory *self = g_new0 (TbWindowMemory, 1);

  self->window = window;
  self->settings = g_settings_new (SCHEMA);
  self->width = (int) g_settings_get_uint (self->settings, KEY_WIDTH);
  self->height = (int) g_settings_get_uint (self->settings, KEY_HEIGHT);
  self->maximized = g_settings_get_boolean (self->settings, KEY_MAXIMIZED);

  gtk_window_set_default_size (window, self->width, self->height);
  if (self->maximized)
    gtk_window_maximize (window);
  g_signal_connect (window, "size-allocate", G_CALLBACK (on_size_allocate), self);
  g_signal_connect (window, "window-state-event", G_CALLBACK (on_state_changed), self);
  g_signal_connect (window, "hide", G_CALLBACK (on_hide), self);

  return self;
}

/**
 * tb_window_memory_free:
 * @self: (transfer full): a memory
 */
void
tb_window_memory_free (TbWindowMemory *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self->window)))
    on_hide (GTK_WIDGET (self->window), self);
  g_signal_handlers_disconnect_by_data (self->window, self);
  g_object_unref (self->settings);
  g_free (self);
}

/**
 * tb_window_memory_dup_page:
 * @self: a memory
 *
 * Returns: (transfer full): name of the page that was shown last: "inbox", "people" or "status"
 */
char *
tb_window_memory_dup_page (TbWindowMemory *self)
{
  return g_settings_get_string (self->settings, KEY_PAGE);
}

/**
 * tb_window_memory_set_page:
 * @self: a memory
 * @page: name of the page that is shown now
 *
 * Remembers a page.
 */
void
tb_window_memory_set_page (TbWindowMemory *self, const char *page)
{
  g_settings_set_string (self->settings, KEY_PAGE, page);
}
