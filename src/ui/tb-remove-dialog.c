/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asks before an account is removed, removes it, and tells if that cannot be done. */

#include "ui/tb-remove-dialog.h"

#include <glib/gi18n-lib.h>

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  g_autoptr (GError) error = NULL;

  if (tb_account_editor_remove_finish (TB_ACCOUNT_EDITOR (source), result, &error))
    {
      gtk_widget_destroy (dialog);
      return;
    }
  if (gtk_widget_in_destruction (dialog))
    return;

  g_object_set (dialog, "text", _ ("The account could not be removed"), "secondary-text",
                error->message, NULL);
  gtk_widget_set_sensitive (dialog, TRUE);
}

static void
on_response (GtkDialog *dialog, int response, gpointer user_data)
{
  if (response != GTK_RESPONSE_ACCEPT)
    {
      gtk_widget_destroy (GTK_WIDGET (dialog));
      return;
    }

  /* The keyring may take its time. */
  gtk_widget_set_sensitive (GTK_WIDGET (dialog), FALSE);
  tb_account_editor_remove_async (TB_ACCOUNT_EDITOR (user_data), on_removed, g_object_ref (dialog));
}

static void
unref_editor (gpointer data, GClosure *closure)
{
  g_object_unref (data);
}

/**
 * tb_remove_dialog_new:
 * @parent: (nullable): the window that asks
 * @editor: of the account that is to be removed
 *
 * Makes the question, not shown yet; tb_ui_ensure() must have succeeded.
 *
 * Returns: (transfer none): the dialog, which goes by itself
 */
GtkWidget *
tb_remove_dialog_new (GtkWindow *parent, TbAccountEditor *editor)
{
  g_autofree char *name = tb_account_dup_name (tb_account_editor_get_account (editor));
  GtkWidget *dialog = gtk_message_dialog_new (
      parent, parent != NULL ? GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT : 0,
      GTK_MESSAGE_QUESTION, GTK_BUTTONS_NONE, _ ("Remove the account “%s”?"), name);
  GtkWidget *remove;

  gtk_message_dialog_format_secondary_text (
      GTK_MESSAGE_DIALOG (dialog), "%s",
      _ ("Its settings and its notifications are removed from this computer, and its secret from "
         "the keyring. The web app itself is not touched."));
  gtk_window_set_title (GTK_WINDOW (dialog), _ ("Remove Account"));
  gtk_dialog_add_button (GTK_DIALOG (dialog), _ ("_Cancel"), GTK_RESPONSE_CANCEL);
  remove = gtk_dialog_add_button (GTK_DIALOG (dialog), _ ("_Remove"), GTK_RESPONSE_ACCEPT);
  gtk_style_context_add_class (gtk_widget_get_style_context (remove),
                               GTK_STYLE_CLASS_DESTRUCTIVE_ACTION);
  gtk_dialog_set_default_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), g_object_ref (editor),
                         unref_editor, 0);

  return dialog;
}
