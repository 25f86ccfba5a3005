/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The form with an account's settings. Whatever is filled in goes to the editor at once, and each
 * mistake is told beside its field as soon as the user has left that. */

#include "ui/tb-form-page.h"

#include <glib/gi18n-lib.h>

#include "ui/tb-form-texts.h"
#include "ui/tb-secret-field.h"
#include "ui/tb-server-preset.h"

struct _TbFormPage
{
  TbSetupPage parent_instance;

  GtkWidget *note_bar;
  GtkLabel *note_label;
  GtkWidget *content_box;
  GtkScrolledWindow *scrolled;
  GtkWidget *enabled_box;
  GtkSwitch *enabled_switch;
  GtkComboBox *server_combo;
  GtkToggleButton *tls_check;
  GtkComboBox *format_combo;
  GtkComboBox *inbox_combo;
  TbSecretField *secret_field;
  GtkExpander *advanced_expander;
  GtkWidget *remove_button;

  TbAccountEditor *editor;
  TbFormTexts *texts;
  TbServerPreset preset;
  gboolean loading; /* what changes is not the user's doing */
};

G_DEFINE_FINAL_TYPE (TbFormPage, tb_form_page, TB_TYPE_SETUP_PAGE)

/* Hands what is filled in to the editor, as far as it can be. */
static void
collect (TbFormPage *self)
{
  g_auto (GVariantDict) settings = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) applied = NULL;

  tb_form_texts_collect (self->texts, &settings);
  g_variant_dict_insert (&settings, "tls", "b", gtk_toggle_button_get_active (self->tls_check));
  g_variant_dict_insert (&settings, "auth-format", "s",
                         gtk_combo_box_get_active_id (self->format_combo));
  g_variant_dict_insert (&settings, "inbox-adapter", "s",
                         gtk_combo_box_get_active_id (self->inbox_combo));
  if (tb_account_editor_get_account (self->editor) != NULL)
    g_variant_dict_insert (&settings, "enabled", "b", gtk_switch_get_active (self->enabled_switch));
  if (!tb_secret_field_is_kept (self->secret_field))
    g_variant_dict_insert (&settings, "sign-in-method", "s", "secret");
  applied = g_variant_ref_sink (g_variant_dict_end (&settings));
  tb_account_editor_apply (self->editor, applied);
}

static gboolean
take_secret (TbFormPage *self, gboolean tell)
{
  const char *value = tb_secret_field_get_value (self->secret_field);
  g_autoptr (GError) error = NULL;

  tb_secret_field_set_error (self->secret_field, NULL);
  if (tb_secret_field_is_kept (self->secret_field))
    return TRUE;
  if (*value == '\0')
    {
      tb_account_editor_keep_secret (self->editor);
      return TRUE;
    }
  if (tb_account_editor_set_secret (
          self->editor, tb_secret_field_get_header_name (self->secret_field), value, &error))
    return TRUE;

  if (tell)
    tb_secret_field_set_error (self->secret_field, error->message);
  return FALSE;
}

/* Takes all there is, and tells of mistakes. Returns the first setting that is wrong, told of or
 * not, or NULL. */
static const char *
check (TbFormPage *self)
{
  g_autoptr (TbAccount) draft = NULL;

  collect (self);
  draft = tb_account_editor_dup_draft (self->editor);
  return tb_form_texts_check (self->texts, draft);
}

static void
on_changed (TbFormPage *self)
{
  if (self->loading)
    return;

  take_secret (self, FALSE);
  check (self);
}

static void
on_left (TbFormPage *self)
{
  check (self);
}

/* What is usual with the kind of server takes the place of what was usual with the one before, but
 * never of what the user has written. */
static void
apply_preset (TbFormPage *self, TbServerPreset before)
{
  g_autofree char *endpoint = tb_form_texts_dup (self->texts, "auth-endpoint");
  g_autofree char *channels = tb_form_texts_dup (self->texts, "channels");
  g_autofree char *port = tb_form_texts_dup (self->texts, "port");
  const char *channel = tb_server_preset_get_channel (self->preset);

  if (tb_server_preset_is_endpoint (endpoint))
    tb_form_texts_set (self->texts, "auth-endpoint", tb_server_preset_get_endpoint (self->preset));
  if (*channels == '\0' || g_strcmp0 (channels, tb_server_preset_get_channel (before)) == 0)
    tb_form_texts_set (self->texts, "channels", channel != NULL ? channel : "");
  if (!tb_server_preset_is_hosted (self->preset) && tb_server_preset_is_port (port))
    tb_form_texts_set (self->texts, "port", tb_server_preset_get_port (self->preset));
}

static void
show_preset (TbFormPage *self)
{
  gboolean hosted = tb_server_preset_is_hosted (self->preset);

  gtk_widget_set_visible (GTK_WIDGET (tb_form_texts_get_field (self->texts, "cluster")), hosted);
  gtk_widget_set_visible (GTK_WIDGET (tb_form_texts_get_field (self->texts, "host")), !hosted);
  gtk_widget_set_visible (GTK_WIDGET (tb_form_texts_get_field (self->texts, "port")), !hosted);
  /* The hosted server is encrypted for everybody; who has it otherwise is shown so. */
  gtk_widget_set_visible (GTK_WIDGET (self->tls_check),
                          !hosted || !gtk_toggle_button_get_active (self->tls_check));
}

/* What is not there has no address. */
static void
show_inbox (TbFormPage *self)
{
  const char *style = gtk_combo_box_get_active_id (self->inbox_combo);

  gtk_widget_set_visible (GTK_WIDGET (tb_form_texts_get_field (self->texts, "inbox-url")),
                          !g_str_equal (style, "none"));
}

static void
on_inbox_changed (TbFormPage *self)
{
  show_inbox (self);
  on_changed (self);
}

static void
on_server_changed (TbFormPage *self)
{
  TbServerPreset before = self->preset;

  if (self->loading)
    return;

  self->preset = (TbServerPreset) gtk_combo_box_get_active (self->server_combo);
  show_preset (self);
  apply_preset (self, before);
  on_changed (self);
}

static void
on_ca_file_response (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  TbFormPage *self = TB_FORM_PAGE (user_data);

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autofree char *path = gtk_file_chooser_get_filename (GTK_FILE_CHOOSER (dialog));

      tb_form_texts_leave (self->texts, "ca-file");
      tb_form_texts_set (self->texts, "ca-file", path != NULL ? path : "");
    }
  g_object_unref (dialog);
}

static void
on_ca_file_clicked (TbFormPage *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_toplevel (GTK_WIDGET (self)));
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      _ ("Choose a CA File"), window, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Choose"), _ ("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_ca_file_response), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* The keyring has said whether it has a secret. */
static void
on_secret_known (TbCredentials *credentials, gboolean changed, gpointer user_data)
{
  TbFormPage *self = TB_FORM_PAGE (user_data);

  if (tb_credentials_get_state (credentials) == TB_CREDENTIALS_ABSENT
      && tb_secret_field_is_kept (self->secret_field)
      && !tb_account_editor_has_secret (self->editor))
    tb_secret_field_set_kept (self->secret_field, NULL);
}

static void
load (TbFormPage *self)
{
  g_autoptr (TbAccount) draft = tb_account_editor_dup_draft (self->editor);
  g_autoptr (GVariant) settings = tb_account_dup_settings (draft);
  g_autofree char *host = tb_account_dup_string (draft, "host");
  g_autofree char *cluster = tb_account_dup_string (draft, "cluster");
  g_autofree char *auth_format = tb_account_dup_string (draft, "auth-format");
  g_autofree char *inbox_adapter = tb_account_dup_string (draft, "inbox-adapter");
  gboolean blank = *host == '\0' && *cluster == '\0';

  self->loading = TRUE;
  tb_form_texts_load (self->texts, settings);
  self->preset = tb_server_preset_guess (draft);
  gtk_combo_box_set_active (self->server_combo, (int) self->preset);
  gtk_toggle_button_set_active (self->tls_check, tb_account_get_tls (draft));
  gtk_switch_set_active (self->enabled_switch, tb_account_get_enabled (draft));
  gtk_combo_box_set_active_id (self->format_combo, auth_format);
  gtk_combo_box_set_active_id (self->inbox_combo, inbox_adapter);
  if (blank && tb_account_editor_get_account (self->editor) == NULL
      && tb_form_texts_is_empty (self->texts, "auth-endpoint"))
    tb_form_texts_set (self->texts, "auth-endpoint", tb_server_preset_get_endpoint (self->preset));
  show_preset (self);
  show_inbox (self);
  self->loading = FALSE;
}

static void
focus_text (TbFormPage *self, const char *key)
{
  if (tb_form_texts_is_advanced (key))
    gtk_expander_set_expanded (self->advanced_expander, TRUE);
  gtk_widget_grab_focus (tb_form_field_get_control (tb_form_texts_get_field (self->texts, key)));
}

/* To the top of a form that is still blank or is complete; where some of it was filled in already,
 * to what is missing: a mistake first, then who the user is, then how they prove it. */
static void
tb_form_page_enter (TbSetupPage *page)
{
  TbFormPage *self = TB_FORM_PAGE (page);
  const char *first;

  load (self);
  first = check (self);
  if (tb_form_texts_is_empty (self->texts, "key")
      || tb_account_editor_get_account (self->editor) != NULL)
    focus_text (self, "name");
  else if (first != NULL)
    focus_text (self, first);
  else if (tb_form_texts_is_empty (self->texts, "user-id"))
    focus_text (self, "user-id");
  else if (!tb_secret_field_is_kept (self->secret_field)
           && *tb_secret_field_get_value (self->secret_field) == '\0')
    tb_secret_field_focus (self->secret_field);
  else
    tb_setup_page_offer_action (page);
}

static void
tb_form_page_proceed (TbSetupPage *page)
{
  TbFormPage *self = TB_FORM_PAGE (page);
  gboolean secret_is_usable = take_secret (self, TRUE);
  const char *first;

  tb_form_texts_leave (self->texts, NULL);
  first = check (self);
  if (first != NULL)
    focus_text (self, first);
  else if (!secret_is_usable)
    tb_secret_field_focus (self->secret_field);
  else
    tb_setup_page_finish (page);
}

static void
tb_form_page_dispose (GObject *object)
{
  TbFormPage *self = TB_FORM_PAGE (object);

  g_clear_object (&self->texts);
  g_clear_object (&self->editor);

  G_OBJECT_CLASS (tb_form_page_parent_class)->dispose (object);
}

static void
tb_form_page_class_init (TbFormPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_form_page_dispose;
  TB_SETUP_PAGE_CLASS (klass)->enter = tb_form_page_enter;
  TB_SETUP_PAGE_CLASS (klass)->proceed = tb_form_page_proceed;

  g_type_ensure (TB_TYPE_FORM_FIELD);
  g_type_ensure (TB_TYPE_SECRET_FIELD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-form-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TbFormPage, note_bar);
  gtk_widget_class_bind_template_child (widget_class, TbFormPage, note_label);
  gtk_widget_class_bind_template_child (widget_class, TbFormPage, content_box);
  gtk_widget_class_bind_template_child (widget_class, TbFormPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, TbFormPage, enabled_box);
  gtk_widget_class_bind_template_child (widget_class, TbFormPage, enabled_switch);
  gtk_widget_class_bind_template_child (widget_class, TbFormPage, server_combo);
  gtk_widget_class_bind_template_child (widget_class, TbFormPage, tls_check);
  gtk_widget_class_bind_template_child (widget_class, TbFormPage, format_combo);
  gtk_widget_class_bind_template_child (widget_class, TbFormPage, inbox_combo);
  gtk_widget_class_bind_template_child (widget_class, TbFormPage, secret_field);
  gtk_widget_class_bind_template_child (widget_class, TbFormPage, advanced_expander);
  gtk_widget_class_bind_template_child (widget_class, TbFormPage, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, on_ca_file_clicked);
  tb_form_texts_bind (widget_class);
}

static void
tb_form_page_init (TbFormPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < TB_N_SERVER_PRESETS; i++)
    gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (self->server_combo),
                                    tb_server_preset_get_title ((TbServerPreset) i));
  self->texts = tb_form_texts_new (GTK_WIDGET (self));
  g_signal_connect_object (self->texts, "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->texts, "left", G_CALLBACK (on_left), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->server_combo, "changed", G_CALLBACK (on_server_changed), self);
  g_signal_connect_swapped (self->tls_check, "toggled", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (self->format_combo, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (self->inbox_combo, "changed", G_CALLBACK (on_inbox_changed), self);
  g_signal_connect_swapped (self->enabled_switch, "notify::active", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (self->secret_field, "changed", G_CALLBACK (on_changed), self);
  tb_setup_page_set_content (TB_SETUP_PAGE (self), self->scrolled, self->content_box);
  tb_setup_page_set_action (TB_SETUP_PAGE (self), _ ("Chec_k"), TRUE, TRUE);
}

/**
 * tb_form_page_new:
 * @editor: what is changed
 *
 * Returns: (transfer floating): the form
 */
GtkWidget *
tb_form_page_new (TbAccountEditor *editor)
{
  TbFormPage *self = g_object_new (TB_TYPE_FORM_PAGE, NULL);
  TbAccount *account = tb_account_editor_get_account (editor);
  TbCredentials *credentials = tb_account_editor_get_credentials (editor);

  self->editor = g_object_ref (editor);
  gtk_widget_set_visible (self->enabled_box, account != NULL);
  gtk_widget_set_visible (self->remove_button, account != NULL);
  tb_setup_page_set_title (TB_SETUP_PAGE (self),
                           account != NULL ? _ ("Edit Account") : _ ("Add Account"));
  if (account != NULL)
    {
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->remove_button), "s",
                                        tb_account_get_id (account));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->remove_button), "app.remove-account");
      tb_secret_field_set_kept (
          self->secret_field,
          tb_account_get_sign_in_method (account) == TB_SIGN_IN_BROWSER
              ? _ ("You have signed in with the browser; the token is kept in the keyring.")
              : _ ("The secret is kept in the keyring."));
      g_signal_connect_object (credentials, "loaded", G_CALLBACK (on_secret_known), self, 0);
      tb_credentials_ensure (credentials);
    }

  return GTK_WIDGET (self);
}

/**
 * tb_form_page_set_note:
 * @self: the form
 * @note: (nullable): what the user should know of what is filled in already
 */
void
tb_form_page_set_note (TbFormPage *self, const char *note)
{
  gtk_label_set_text (self->note_label, note != NULL ? note : "");
  gtk_widget_set_visible (self->note_bar, note != NULL);
}

/**
 * tb_form_page_set_signed_in:
 * @self: the form
 * @signed_in: whether the editor has a token from a sign-in with the browser
 */
void
tb_form_page_set_signed_in (TbFormPage *self, gboolean signed_in)
{
  if (signed_in)
    tb_secret_field_set_kept (
        self->secret_field,
        _ ("You have signed in with the browser; the token goes into the keyring."));
  else if (tb_account_editor_get_account (self->editor) == NULL)
    tb_secret_field_set_kept (self->secret_field, NULL);
}
