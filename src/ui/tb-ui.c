/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first need of a window: GTK costs several times the memory of everything else, so nothing
 * starts it before. */

#include "ui/tb-ui.h"

#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>
#ifdef GDK_WINDOWING_X11
#include <gdk/gdkx.h>
#endif

#include "ui/tb-ui-resource.h"

#define STYLE_PATH "/com/nebutra/Traybell/ui/style.css"
#define ICON_NAME "com.nebutra.Traybell"
/* Names a folder of icon themes, for a program that is not installed. */
#define ICON_PATH_VARIABLE "TRAYBELL_ICON_PATH"

static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, STYLE_PATH);
  gtk_style_context_add_provider_for_screen (gdk_screen_get_default (),
                                             GTK_STYLE_PROVIDER (provider),
                                             GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
load_icons (void)
{
  const char *path = g_getenv (ICON_PATH_VARIABLE);

  if (path != NULL && *path != '\0')
    gtk_icon_theme_prepend_search_path (gtk_icon_theme_get_default (), path);
  gtk_window_set_default_icon_name (ICON_NAME);
}

/**
 * tb_ui_ensure:
 * @error: return location for an error, or %NULL
 *
 * Makes GTK ready for windows, if it is not: to be called before anything else of this folder.
 * Without a screen it can be called again, once there may be one. From the main thread only.
 *
 * Returns: %FALSE with %G_IO_ERROR_NOT_CONNECTED if there is no screen
 */
gboolean
tb_ui_ensure (GError **error)
{
  static gboolean ready = FALSE;

  if (ready)
    return TRUE;

  if (!gtk_init_check (NULL, NULL))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED,
                           _ ("No window can be shown: there is no display to show it on"));
      return FALSE;
    }

  /* A static library's resource is linked only if something asks for it. */
  g_assert (tb_ui_get_resource () != NULL);
  load_style ();
  load_icons ();
  ready = TRUE;

  return TRUE;
}

/**
 * tb_ui_present:
 * @window: an ordinary window
 * @activation_token: (nullable): from whom it was asked for, for Wayland
 *
 * Shows @window and gives it the focus, whether it was shown before or not.
 */
void
tb_ui_present (GtkWindow *window, const char *activation_token)
{
#ifdef GDK_WINDOWING_X11
  if (GDK_IS_X11_DISPLAY (gtk_widget_get_display (GTK_WIDGET (window))))
    {
      gtk_widget_realize (GTK_WIDGET (window));
      /* Window managers refuse the focus to a window that comes with no time, or an old one. */
      gtk_window_present_with_time (
          window, gdk_x11_get_server_time (gtk_widget_get_window (GTK_WIDGET (window))));
      return;
    }
#endif

  if (activation_token != NULL && *activation_token != '\0')
    gtk_window_set_startup_id (window, activation_token);
  gtk_window_present (window);
}
