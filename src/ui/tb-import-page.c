/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Takes the settings that a web app has already: pasted, from a file, or from the web app itself.
 */

#include "ui/tb-import-page.h"

#include <glib/gi18n-lib.h>

#include "account/tb-account-import.h"
#include "account/tb-web-app.h"
#include "account/tb-well-known.h"
#include "ui/tb-form-field.h"

struct _TbImportPage
{
  TbSetupPage parent_instance;

  GtkScrolledWindow *scrolled;
  GtkWidget *content_box;
  TbFormField *web_field;
  GtkEntry *web_entry;
  TbFormField *text_field;
  GtkTextView *text_view;
  GtkSpinner *spinner;
  GtkLabel *progress_label;

  TbAccountEditor *editor;
  TbWebApp *web_app;         /* while it is asked */
  GCancellable *cancellable; /* of what is under way, NULL for nothing */
  char *file_name;           /* NULL for what was pasted */
  char *note;
};

G_DEFINE_FINAL_TYPE (TbImportPage, tb_import_page, TB_TYPE_SETUP_PAGE)

static char *
dup_text (TbImportPage *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static void
show_progress (TbImportPage *self, const char *text)
{
  g_object_set (self->spinner, "active", text != NULL, "visible", text != NULL, NULL);
  gtk_label_set_text (self->progress_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->progress_label), text != NULL);
  tb_setup_page_set_action (TB_SETUP_PAGE (self), _ ("C_ontinue"), text == NULL, TRUE);
}

static void
stop (TbImportPage *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->web_app);
  show_progress (self, NULL);
}

static void
clear_errors (TbImportPage *self)
{
  tb_form_field_set_error (self->web_field, NULL);
  tb_form_field_set_error (self->text_field, NULL);
}

static void
refuse (TbImportPage *self, TbFormField *field, const char *message)
{
  tb_form_field_set_error (field, message);
  gtk_widget_grab_focus (field == self->web_field ? GTK_WIDGET (self->web_entry)
                                                  : GTK_WIDGET (self->text_view));
}

/* The page is done: @settings came from @source, and @refused was left out. */
static void
take (TbImportPage *self, GVariant *settings, const char *source, GStrv refused)
{
  g_autofree char *names = g_strjoinv (", ", refused);

  g_free (self->note);
  if (*names != '\0')
    self->note = g_strdup_printf (
        /* Translators: first where the settings came from, then names of secrets */
        _ ("These are the settings from %s. %s was left out: only the web app's server may have "
           "it. Fill in what is missing."),
        source, names);
  else
    self->note = g_strdup_printf (
        /* Translators: %s is where the settings came from */
        _ ("These are the settings from %s. Fill in what is missing."), source);

  tb_account_editor_apply (self->editor, settings);
  tb_setup_page_finish (TB_SETUP_PAGE (self));
}

static void
parse (TbImportPage *self, const char *text, const char *web_url)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) given = NULL;
  g_autoptr (GVariant) settings = NULL;
  g_auto (GStrv) refused = NULL;
  g_autoptr (GError) error = NULL;

  if (*web_url != '\0')
    g_variant_dict_insert (&dict, "web-url", "s", web_url);
  given = g_variant_ref_sink (g_variant_dict_end (&dict));
  settings = tb_account_import_parse (text, -1, given, &refused, &error);
  if (settings != NULL)
    take (self, settings, self->file_name != NULL ? self->file_name : _ ("the text"), refused);
  else if (g_error_matches (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INCOMPLETE))
    refuse (self, self->web_field,
            _ ("The settings are relative to the web app: enter its address, too"));
  else
    refuse (self, self->text_field, error->message);
}

static void
on_settings_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbImportPage) self = user_data;
  g_auto (GStrv) refused = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) settings = NULL;

  settings = tb_web_app_fetch_settings_finish (NULL, result, &refused, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  stop (self);
  if (settings != NULL)
    take (self, settings, _ ("the web app"), refused);
  else
    refuse (self, self->web_field, error->message);
}

static void
look_up (TbImportPage *self, const char *web_url)
{
  g_autoptr (TbAccount) draft = tb_account_editor_dup_draft (self->editor);

  self->web_app = tb_web_app_new (draft, NULL);
  self->cancellable = g_cancellable_new ();
  show_progress (self, _ ("Asking the web app…"));
  tb_web_app_fetch_settings_async (self->web_app, web_url, self->cancellable, on_settings_ready,
                                   g_object_ref (self));
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbImportPage) self = user_data;
  g_autofree char *contents = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  g_autoptr (GError) error = NULL;
  gsize length;

  if (!g_file_load_partial_contents_finish (G_FILE (source), result, &contents, &length, NULL,
                                            &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      stop (self);
      refuse (self, self->text_field, error->message);
      return;
    }

  stop (self);
  if (length > TB_ACCOUNT_IMPORT_MAX_SIZE || !g_utf8_validate_len (contents, length, NULL))
    {
      g_autofree char *message = g_strdup_printf (_ ("%s is neither an env file nor JSON"), name);

      refuse (self, self->text_field, message);
      return;
    }

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text_view), contents, (int) length);
  g_free (self->file_name);
  self->file_name = g_steal_pointer (&name);
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
  tb_setup_page_offer_action (TB_SETUP_PAGE (self));
}

/* No file of settings is as long as a hundred of them; who dropped a film has made a mistake. */
static gboolean
on_part_read (const char *contents, goffset size, gpointer user_data)
{
  return size <= TB_ACCOUNT_IMPORT_MAX_SIZE;
}

static void
on_file_response (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  TbImportPage *self = TB_IMPORT_PAGE (user_data);

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      tb_import_page_load (self, file);
    }
  g_object_unref (dialog);
}

static void
on_file_clicked (TbImportPage *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_toplevel (GTK_WIDGET (self)));
  GtkFileChooserNative *dialog
      = gtk_file_chooser_native_new (_ ("Choose the Web App's Settings"), window,
                                     GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Choose"), _ ("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_file_response), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* What is typed over a file is the user's own. */
static void
on_text_changed (TbImportPage *self)
{
  g_clear_pointer (&self->file_name, g_free);
  clear_errors (self);
}

static void
tb_import_page_enter (TbSetupPage *page)
{
  TbImportPage *self = TB_IMPORT_PAGE (page);

  stop (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->web_entry));
}

static void
tb_import_page_leave (TbSetupPage *page)
{
  stop (TB_IMPORT_PAGE (page));
}

static void
tb_import_page_proceed (TbSetupPage *page)
{
  TbImportPage *self = TB_IMPORT_PAGE (page);
  g_autofree char *text = dup_text (self);
  g_autofree char *web_url = NULL;
  g_autoptr (GError) error = NULL;

  clear_errors (self);
  web_url = tb_well_known_complete_address (gtk_entry_get_text (self->web_entry), &error);
  if (web_url == NULL && !g_error_matches (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INCOMPLETE))
    refuse (self, self->web_field, error->message);
  else if (*text != '\0')
    parse (self, text, web_url != NULL ? web_url : "");
  else if (web_url != NULL)
    look_up (self, web_url);
  else
    refuse (self, self->web_field,
            _ ("Enter the address of the web app, or paste its settings below"));
}

static void
tb_import_page_dispose (GObject *object)
{
  TbImportPage *self = TB_IMPORT_PAGE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->web_app);
  g_clear_object (&self->editor);

  G_OBJECT_CLASS (tb_import_page_parent_class)->dispose (object);
}

static void
tb_import_page_finalize (GObject *object)
{
  TbImportPage *self = TB_IMPORT_PAGE (object);

  g_free (self->file_name);
  g_free (self->note);

  G_OBJECT_CLASS (tb_import_page_parent_class)->finalize (object);
}

static void
tb_import_page_class_init (TbImportPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_import_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = tb_import_page_finalize;
  TB_SETUP_PAGE_CLASS (klass)->enter = tb_import_page_enter;
  TB_SETUP_PAGE_CLASS (klass)->leave = tb_import_page_leave;
  TB_SETUP_PAGE_CLASS (klass)->proceed = tb_import_page_proceed;

  g_type_ensure (TB_TYPE_FORM_FIELD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-import-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TbImportPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, TbImportPage, content_box);
  gtk_widget_class_bind_template_child (widget_class, TbImportPage, web_field);
  gtk_widget_class_bind_template_child (widget_class, TbImportPage, web_entry);
  gtk_widget_class_bind_template_child (widget_class, TbImportPage, text_field);
  gtk_widget_class_bind_template_child (widget_class, TbImportPage, text_view);
  gtk_widget_class_bind_template_child (widget_class, TbImportPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, TbImportPage, progress_label);
  gtk_widget_class_bind_template_callback (widget_class, on_file_clicked);
}

static void
tb_import_page_init (TbImportPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->text_view), "changed",
                           G_CALLBACK (on_text_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->web_entry, "changed", G_CALLBACK (clear_errors), self,
                           G_CONNECT_SWAPPED);
  tb_setup_page_set_content (TB_SETUP_PAGE (self), self->scrolled, self->content_box);
  tb_setup_page_set_title (TB_SETUP_PAGE (self), _ ("Import Settings"));
  show_progress (self, NULL);
}

/**
 * tb_import_page_new:
 * @editor: where the settings go
 *
 * Returns: (transfer floating): the page, which is done once the editor has settings
 */
GtkWidget *
tb_import_page_new (TbAccountEditor *editor)
{
  TbImportPage *self = g_object_new (TB_TYPE_IMPORT_PAGE, NULL);

  self->editor = g_object_ref (editor);
  return GTK_WIDGET (self);
}

/**
 * tb_import_page_load:
 * @self: the page
 * @file: a file with settings, as it was chosen or dropped
 *
 * Shows what is in it.
 */
void
tb_import_page_load (TbImportPage *self, GFile *file)
{
  stop (self);
  clear_errors (self);
  self->cancellable = g_cancellable_new ();
  g_file_load_partial_contents_async (file, self->cancellable, on_part_read, on_loaded,
                                      g_object_ref (self));
}

/**
 * tb_import_page_get_note:
 * @self: a page that is done
 *
 * Returns: (nullable): what the user should know of the settings
 */
const char *
tb_import_page_get_note (TbImportPage *self)
{
  return self->note;
}
