/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tells the user what tb-accelerators.c does. */

#include "ui/tb-shortcuts-window.h"

#include <glib/gi18n-lib.h>

#include "ui/tb-accelerators.h"

/**
 * tb_shortcuts_window_new:
 * @app_actions: the actions of the program
 *
 * Makes the window, not shown yet; tb_ui_ensure() must have succeeded.
 *
 * Returns: (transfer none): the window, which closing only hides and which lives until
 * gtk_widget_destroy()
 */
GtkWindow *
tb_shortcuts_window_new (GActionGroup *app_actions)
{
  g_autoptr (GtkBuilder) builder
      = gtk_builder_new_from_resource ("/com/nebutra/Traybell/ui/tb-shortcuts-window.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts_window"));

  gtk_widget_insert_action_group (GTK_WIDGET (window), "app", app_actions);
  gtk_window_set_title (window, _ ("Keyboard Shortcuts"));
  tb_accelerators_add_to (window);
  /* To destroy it while a screen reader reads makes GTK 3 complain of widgets that are gone. */
  g_signal_connect (window, "delete-event", G_CALLBACK (gtk_widget_hide_on_delete), NULL);

  return window;
}
