/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-about-dialog.h"

#include <glib/gi18n-lib.h>

#include "tb-version.h"

#define WEBSITE "https://traybell.nebutra.com/"

/**
 * tb_about_dialog_new:
 *
 * Makes the dialogue that says what the program is, not shown yet; tb_ui_ensure() must have
 * succeeded.
 *
 * Returns: (transfer none): the dialogue, which closing only hides and which lives until
 * gtk_widget_destroy()
 */
GtkWindow *
tb_about_dialog_new (void)
{
  GtkWidget *dialog = gtk_about_dialog_new ();
  GtkAboutDialog *about = GTK_ABOUT_DIALOG (dialog);

  gtk_about_dialog_set_program_name (about, "Traybell");
  gtk_about_dialog_set_version (about, TB_VERSION);
  gtk_about_dialog_set_logo_icon_name (about, "com.nebutra.Traybell");
  gtk_about_dialog_set_comments (about, _ ("Your web app's notifications on the desktop"));
  gtk_about_dialog_set_website (about, WEBSITE);
  gtk_about_dialog_set_website_label (about, _ ("Website"));
  gtk_about_dialog_set_copyright (about, "© 2025 Nebutra");
  gtk_about_dialog_set_license_type (about, GTK_LICENSE_GPL_3_0);
  /* Translators: your names, a line each, as you want to be thanked; they are shown in the window
   * about the program. */
  gtk_about_dialog_set_translator_credits (about, _ ("translator-credits"));
  /* To destroy it while a screen reader reads makes GTK 3 complain of widgets that are gone. */
  g_signal_connect (dialog, "response", G_CALLBACK (gtk_widget_hide), NULL);
  g_signal_connect (dialog, "delete-event", G_CALLBACK (gtk_widget_hide_on_delete), NULL);

  return GTK_WINDOW (dialog);
}
