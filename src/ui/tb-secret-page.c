/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asks for another secret for an account whose web app wants one. */

#include "ui/tb-secret-page.h"

#include <glib/gi18n-lib.h>

#include "ui/tb-secret-field.h"

struct _TbSecretPage
{
  TbSetupPage parent_instance;

  GtkScrolledWindow *scrolled;
  GtkWidget *content_box;
  GtkLabel *reason_label;
  TbSecretField *secret_field;

  TbAccountEditor *editor;
};

G_DEFINE_FINAL_TYPE (TbSecretPage, tb_secret_page, TB_TYPE_SETUP_PAGE)

static void
on_changed (TbSecretPage *self)
{
  tb_secret_field_set_error (self->secret_field, NULL);
}

static void
tb_secret_page_enter (TbSetupPage *page)
{
  tb_secret_field_focus (TB_SECRET_PAGE (page)->secret_field);
}

static void
tb_secret_page_proceed (TbSetupPage *page)
{
  TbSecretPage *self = TB_SECRET_PAGE (page);
  g_autoptr (GError) error = NULL;

  if (tb_account_editor_set_secret (self->editor,
                                    tb_secret_field_get_header_name (self->secret_field),
                                    tb_secret_field_get_value (self->secret_field), &error))
    {
      tb_setup_page_finish (page);
      return;
    }

  tb_secret_field_set_error (self->secret_field, error->message);
  tb_secret_field_focus (self->secret_field);
}

static void
tb_secret_page_dispose (GObject *object)
{
  g_clear_object (&TB_SECRET_PAGE (object)->editor);

  G_OBJECT_CLASS (tb_secret_page_parent_class)->dispose (object);
}

static void
tb_secret_page_class_init (TbSecretPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_secret_page_dispose;
  TB_SETUP_PAGE_CLASS (klass)->enter = tb_secret_page_enter;
  TB_SETUP_PAGE_CLASS (klass)->proceed = tb_secret_page_proceed;

  g_type_ensure (TB_TYPE_SECRET_FIELD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-secret-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TbSecretPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, TbSecretPage, content_box);
  gtk_widget_class_bind_template_child (widget_class, TbSecretPage, reason_label);
  gtk_widget_class_bind_template_child (widget_class, TbSecretPage, secret_field);
}

static void
tb_secret_page_init (TbSecretPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->secret_field, "changed", G_CALLBACK (on_changed), self);
  tb_setup_page_set_content (TB_SETUP_PAGE (self), self->scrolled, self->content_box);
  tb_setup_page_set_title (TB_SETUP_PAGE (self), _ ("Sign In Again"));
  tb_setup_page_set_action (TB_SETUP_PAGE (self), _ ("Chec_k"), TRUE, TRUE);
}

/**
 * tb_secret_page_new:
 * @editor: where the secret goes, of an account that is there
 *
 * Returns: (transfer floating): the page, which is done once the editor has a secret
 */
GtkWidget *
tb_secret_page_new (TbAccountEditor *editor)
{
  TbSecretPage *self = g_object_new (TB_TYPE_SECRET_PAGE, NULL);
  g_autofree char *name = tb_account_dup_name (tb_account_editor_get_account (editor));
  g_autofree char *reason = g_strdup_printf (
      /* Translators: %s is the name of an account */
      _ ("The web app wants %s to sign in again. Sign in there with the browser, and give Traybell "
         "a new secret."),
      name);

  self->editor = g_object_ref (editor);
  gtk_label_set_text (self->reason_label, reason);

  return GTK_WIDGET (self);
}
