/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-present.h"

#ifdef GDK_WINDOWING_X11
#include <gdk/gdkx.h>
#endif

/**
 * tb_present:
 * @window: a window
 * @activation_token: (nullable): from whom it was asked for, for Wayland
 *
 * Shows @window and gives it the focus, whether it was shown before or not.
 */
void
tb_present (GtkWindow *window, const char *activation_token)
{
#ifdef GDK_WINDOWING_X11
  GtkWidget *widget = GTK_WIDGET (window);

  if (GDK_IS_X11_DISPLAY (gtk_widget_get_display (widget)))
    {
      gtk_widget_realize (widget);
      /* Window managers refuse the focus to a window that comes with no time, or an old one. */
      gtk_window_present_with_time (window,
                                    gdk_x11_get_server_time (gtk_widget_get_window (widget)));
      return;
    }
#endif

  if (activation_token != NULL && *activation_token != '\0')
    gtk_window_set_startup_id (window, activation_token);
  gtk_window_present (window);
}
