/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Signs the user in with the browser: asks for the web app, shows the code, and waits. */

#include "ui/tb-browser-page.h"

#include <glib/gi18n-lib.h>

#include "account/tb-web-app.h"
#include "account/tb-well-known.h"
#include "ui/tb-form-field.h"

struct _TbBrowserPage
{
  TbSetupPage parent_instance;

  GtkStack *stack;
  TbFormField *web_field;
  GtkEntry *web_entry;
  GtkSpinner *spinner;
  GtkLabel *progress_label;
  GtkLabel *code_label;
  GtkWidget *copy_button;
  GtkLabel *address_label;
  GtkSpinner *waiting_spinner;
  GtkLabel *time_label;
  GtkLabel *trouble_label;
  GtkLabel *error_label;

  TbAccountEditor *editor;
  TbWebApp *web_app; /* NULL while nothing is asked */
  GCancellable *cancellable;
  TbDeviceSignIn *sign_in; /* NULL before there is one */
  guint time_source;
  char *note;
};

enum
{
  SIGNAL_OPEN_PAGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbBrowserPage, tb_browser_page, TB_TYPE_SETUP_PAGE)

static gboolean
is_showing (TbBrowserPage *self, const char *name)
{
  return g_str_equal (gtk_stack_get_visible_child_name (self->stack), name);
}

static void
show (TbBrowserPage *self, const char *name)
{
  TbSetupPage *page = TB_SETUP_PAGE (self);

  gtk_stack_set_visible_child_name (self->stack, name);
  g_object_set (self->spinner, "active", g_str_equal (name, "progress"), NULL);
  g_object_set (self->waiting_spinner, "active", g_str_equal (name, "code"), NULL);
  if (g_str_equal (name, "ask"))
    tb_setup_page_set_action (page, _ ("_Get Code"), TRUE, TRUE);
  else if (g_str_equal (name, "code"))
    tb_setup_page_set_action (page, _ ("_Open Browser"), TRUE, TRUE);
  else if (g_str_equal (name, "error"))
    tb_setup_page_set_action (page, _ ("Try A_gain"), TRUE, TRUE);
  else
    tb_setup_page_set_action (page, _ ("_Get Code"), FALSE, TRUE);
}

static void
show_progress (TbBrowserPage *self, const char *text)
{
  gtk_label_set_text (self->progress_label, text);
  show (self, "progress");
}

static void
show_error (TbBrowserPage *self, const char *error)
{
  gtk_label_set_text (self->error_label, error);
  show (self, "error");
  tb_setup_page_offer_action (TB_SETUP_PAGE (self));
}

/* Nothing is asked any more; the token that there may be is the editor's by now. */
static void
stop (TbBrowserPage *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->time_source, g_source_remove);
  if (self->sign_in != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->sign_in, self);
      tb_device_sign_in_cancel (self->sign_in);
    }
  g_clear_object (&self->sign_in);
  g_clear_object (&self->web_app);
}

/* Who has signed in is filled in unless the account knows better. */
static void
apply_identity (TbBrowserPage *self, const TbIdentity *identity)
{
  g_autoptr (TbAccount) draft = tb_account_editor_dup_draft (self->editor);
  g_autofree char *user_id = tb_account_dup_string (draft, "user-id");
  g_auto (GStrv) tenant_ids = tb_account_dup_strings (draft, "tenant-ids");
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) settings = NULL;

  g_variant_dict_insert (&dict, "sign-in-method", "s", "browser");
  if (*user_id == '\0' && identity->user_id != NULL)
    g_variant_dict_insert (&dict, "user-id", "s", identity->user_id);
  if (tenant_ids[0] == NULL && identity->tenant_ids[0] != NULL)
    g_variant_dict_insert (&dict, "tenant-ids", "^as", identity->tenant_ids);
  settings = g_variant_ref_sink (g_variant_dict_end (&dict));
  tb_account_editor_apply (self->editor, settings);

  g_free (self->note);
  if (identity->name != NULL)
    /* Translators: %s is a person's name */
    self->note = g_strdup_printf (
        _ ("You have signed in as %s. Compare what is filled in, and go on."), identity->name);
  else
    self->note = g_strdup (_ ("You have signed in. Fill in what is missing, and go on."));
}

static void
on_identity_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbBrowserPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TbIdentity) identity
      = tb_web_app_identify_finish (TB_WEB_APP (source), result, &error);

  if (identity == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (identity != NULL)
    apply_identity (self, identity);
  stop (self);
  show (self, "ask");
  tb_setup_page_finish (TB_SETUP_PAGE (self));
}

static void
take_token (TbBrowserPage *self)
{
  const char *token = tb_device_sign_in_get_token (self->sign_in);
  g_autoptr (TbAccount) draft = tb_account_editor_dup_draft (self->editor);
  g_autoptr (GError) error = NULL;

  if (!tb_account_editor_set_secret (self->editor, "Authorization", token, &error))
    {
      show_error (self, error->message);
      return;
    }

  show_progress (self, _ ("You have signed in…"));
  self->cancellable = g_cancellable_new ();
  tb_web_app_identify_async (self->web_app, draft, token, self->cancellable, on_identity_ready,
                             g_object_ref (self));
}

static gboolean
on_time_due (gpointer user_data)
{
  TbBrowserPage *self = TB_BROWSER_PAGE (user_data);
  guint left = tb_device_sign_in_get_time_left (self->sign_in);
  /* Translators: minutes and seconds for which a code is good */
  g_autofree char *text = g_strdup_printf (
      _ ("Waiting for you to confirm it; the code is good for %u:%02u"), left / 60, left % 60);

  gtk_label_set_text (self->time_label, text);

  return G_SOURCE_CONTINUE;
}

static void
show_code (TbBrowserPage *self)
{
  const TbDeviceCode *code = tb_device_sign_in_get_code (self->sign_in);

  gtk_label_set_text (self->code_label, code->user_code);
  gtk_label_set_text (self->address_label, code->address);
  on_time_due (self);
  if (self->time_source == 0)
    self->time_source = g_timeout_add_seconds (1, on_time_due, self);
  show (self, "code");
  tb_setup_page_offer_action (TB_SETUP_PAGE (self));
}

static void
on_state_changed (TbDeviceSignIn *sign_in, GParamSpec *pspec, gpointer user_data)
{
  TbBrowserPage *self = TB_BROWSER_PAGE (user_data);

  switch (tb_device_sign_in_get_state (sign_in))
    {
    case TB_DEVICE_SIGN_IN_WAITING:
      if (!is_showing (self, "code"))
        show_code (self);
      break;
    case TB_DEVICE_SIGN_IN_DONE:
      g_clear_handle_id (&self->time_source, g_source_remove);
      take_token (self);
      break;
    case TB_DEVICE_SIGN_IN_FAILED:
      g_clear_handle_id (&self->time_source, g_source_remove);
      show_error (self, tb_device_sign_in_get_error (sign_in)->message);
      break;
    case TB_DEVICE_SIGN_IN_IDLE:
    case TB_DEVICE_SIGN_IN_ASKING:
    case TB_DEVICE_SIGN_IN_POLLING:
    default:
      break;
    }
}

static void
on_trouble_changed (TbDeviceSignIn *sign_in, GParamSpec *pspec, gpointer user_data)
{
  TbBrowserPage *self = TB_BROWSER_PAGE (user_data);
  const GError *trouble = tb_device_sign_in_get_trouble (sign_in);

  gtk_label_set_text (self->trouble_label, trouble != NULL ? trouble->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble_label), trouble != NULL);
}

static void
begin (TbBrowserPage *self)
{
  g_autoptr (TbAccount) draft = tb_account_editor_dup_draft (self->editor);
  g_autoptr (GError) error = NULL;

  if (self->web_app == NULL)
    self->web_app = tb_web_app_new (draft, NULL);
  self->sign_in = tb_web_app_create_sign_in (self->web_app, draft, &error);
  if (self->sign_in == NULL)
    {
      show_error (self, error->message);
      return;
    }

  g_signal_connect (self->sign_in, "notify::state", G_CALLBACK (on_state_changed), self);
  g_signal_connect (self->sign_in, "notify::trouble", G_CALLBACK (on_trouble_changed), self);
  show_progress (self, _ ("Getting a code…"));
  tb_device_sign_in_start (self->sign_in);
}

/* A web app that offers no settings may sign people in all the same. */
static void
on_settings_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbBrowserPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) settings = tb_web_app_fetch_settings_finish (NULL, result, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (settings != NULL)
    tb_account_editor_apply (self->editor, settings);
  begin (self);
}

static void
ask_web_app (TbBrowserPage *self, const char *web_url)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) settings = NULL;
  g_autoptr (TbAccount) draft = NULL;

  g_variant_dict_insert (&dict, "web-url", "s", web_url);
  settings = g_variant_ref_sink (g_variant_dict_end (&dict));
  tb_account_editor_apply (self->editor, settings);

  draft = tb_account_editor_dup_draft (self->editor);
  self->web_app = tb_web_app_new (draft, NULL);
  self->cancellable = g_cancellable_new ();
  show_progress (self, _ ("Asking the web app…"));
  tb_web_app_fetch_settings_async (self->web_app, web_url, self->cancellable, on_settings_ready,
                                   g_object_ref (self));
}

static void
proceed_with_address (TbBrowserPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *web_url
      = tb_well_known_complete_address (gtk_entry_get_text (self->web_entry), &error);

  if (web_url != NULL)
    {
      ask_web_app (self, web_url);
      return;
    }

  tb_form_field_set_error (self->web_field, error->message);
  gtk_widget_grab_focus (GTK_WIDGET (self->web_entry));
}

static void
open_page (TbBrowserPage *self)
{
  const TbDeviceCode *code = tb_device_sign_in_get_code (self->sign_in);

  g_signal_emit (self, signals[SIGNAL_OPEN_PAGE], 0,
                 code->page != NULL ? code->page : code->address);
}

static void
on_copy_clicked (TbBrowserPage *self)
{
  gtk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self), GDK_SELECTION_CLIPBOARD),
                          gtk_label_get_text (self->code_label), -1);
}

static void
on_web_changed (TbBrowserPage *self)
{
  tb_form_field_set_error (self->web_field, NULL);
}

/* An account that is there knows its web app: it is asked at once. */
static void
tb_browser_page_enter (TbSetupPage *page)
{
  TbBrowserPage *self = TB_BROWSER_PAGE (page);

  stop (self);
  if (tb_account_editor_get_account (self->editor) != NULL)
    {
      begin (self);
      return;
    }

  show (self, "ask");
  gtk_widget_grab_focus (GTK_WIDGET (self->web_entry));
}

static void
tb_browser_page_leave (TbSetupPage *page)
{
  stop (TB_BROWSER_PAGE (page));
}

static void
tb_browser_page_proceed (TbSetupPage *page)
{
  TbBrowserPage *self = TB_BROWSER_PAGE (page);

  if (is_showing (self, "code"))
    open_page (self);
  else if (is_showing (self, "ask"))
    proceed_with_address (self);
  else
    tb_browser_page_enter (page);
}

static void
tb_browser_page_dispose (GObject *object)
{
  TbBrowserPage *self = TB_BROWSER_PAGE (object);

  stop (self);
  g_clear_object (&self->editor);

  G_OBJECT_CLASS (tb_browser_page_parent_class)->dispose (object);
}

static void
tb_browser_page_finalize (GObject *object)
{
  g_free (TB_BROWSER_PAGE (object)->note);

  G_OBJECT_CLASS (tb_browser_page_parent_class)->finalize (object);
}

static void
tb_browser_page_class_init (TbBrowserPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_browser_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = tb_browser_page_finalize;
  TB_SETUP_PAGE_CLASS (klass)->enter = tb_browser_page_enter;
  TB_SETUP_PAGE_CLASS (klass)->leave = tb_browser_page_leave;
  TB_SETUP_PAGE_CLASS (klass)->proceed = tb_browser_page_proceed;

  /* The address of the page where the user confirms the code: to be opened in the browser. */
  signals[SIGNAL_OPEN_PAGE]
      = g_signal_new ("open-page", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (TB_TYPE_FORM_FIELD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-browser-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TbBrowserPage, stack);
  gtk_widget_class_bind_template_child (widget_class, TbBrowserPage, web_field);
  gtk_widget_class_bind_template_child (widget_class, TbBrowserPage, web_entry);
  gtk_widget_class_bind_template_child (widget_class, TbBrowserPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, TbBrowserPage, progress_label);
  gtk_widget_class_bind_template_child (widget_class, TbBrowserPage, code_label);
  gtk_widget_class_bind_template_child (widget_class, TbBrowserPage, copy_button);
  gtk_widget_class_bind_template_child (widget_class, TbBrowserPage, address_label);
  gtk_widget_class_bind_template_child (widget_class, TbBrowserPage, waiting_spinner);
  gtk_widget_class_bind_template_child (widget_class, TbBrowserPage, time_label);
  gtk_widget_class_bind_template_child (widget_class, TbBrowserPage, trouble_label);
  gtk_widget_class_bind_template_child (widget_class, TbBrowserPage, error_label);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_web_changed);
}

static void
tb_browser_page_init (TbBrowserPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_browser_page_new:
 * @editor: where the token goes, and who has signed in
 *
 * Returns: (transfer floating): the page, which is done once the user has signed in
 */
GtkWidget *
tb_browser_page_new (TbAccountEditor *editor)
{
  TbBrowserPage *self = g_object_new (TB_TYPE_BROWSER_PAGE, NULL);

  self->editor = g_object_ref (editor);
  tb_setup_page_set_title (TB_SETUP_PAGE (self), tb_account_editor_get_account (editor) != NULL
                                                     ? _ ("Sign In Again")
                                                     : _ ("Sign In"));
  show (self, "ask");

  return GTK_WIDGET (self);
}

/**
 * tb_browser_page_get_note:
 * @self: a page that is done
 *
 * Returns: (nullable): what the user should know of who has signed in
 */
const char *
tb_browser_page_get_note (TbBrowserPage *self)
{
  return self->note;
}
