/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-secret-field.h"

#include <glib/gi18n-lib.h>

#include "ui/tb-form-field.h"

struct _TbSecretField
{
  GtkBox parent_instance;

  GtkWidget *kept_box;
  GtkLabel *kept_label;
  GtkWidget *replace_button;
  GtkWidget *new_box;
  GtkComboBox *kind_combo;
  GtkWidget *header_field;
  GtkEntry *header_entry;
  TbFormField *value_field;
  GtkEntry *value_entry;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbSecretField, tb_secret_field, GTK_TYPE_BOX)

static gboolean
is_kind (TbSecretField *self, const char *kind)
{
  return g_strcmp0 (gtk_combo_box_get_active_id (self->kind_combo), kind) == 0;
}

static void
update_kind (TbSecretField *self)
{
  gtk_widget_set_visible (self->header_field, is_kind (self, "header"));
  if (is_kind (self, "cookie"))
    tb_form_field_set_help (
        self->value_field,
        _ ("The whole Cookie header, as the browser's developer tools copy it. It goes into the "
           "keyring and nowhere else."));
  else if (is_kind (self, "header"))
    tb_form_field_set_help (
        self->value_field,
        _ ("What the header is to hold. It goes into the keyring and nowhere else."));
  else
    tb_form_field_set_help (
        self->value_field,
        _ ("The web app gives you one, often under “API tokens”. It goes into the keyring and "
           "nowhere else."));
}

static void
on_kind_changed (TbSecretField *self)
{
  update_kind (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_text_changed (TbSecretField *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_replace_clicked (TbSecretField *self)
{
  tb_secret_field_replace (self);
  tb_secret_field_focus (self);
}

static void
tb_secret_field_class_init (TbSecretFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  /* The user gave another secret, or is about to. */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (TB_TYPE_FORM_FIELD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-secret-field.ui");
  gtk_widget_class_bind_template_child (widget_class, TbSecretField, kept_box);
  gtk_widget_class_bind_template_child (widget_class, TbSecretField, kept_label);
  gtk_widget_class_bind_template_child (widget_class, TbSecretField, replace_button);
  gtk_widget_class_bind_template_child (widget_class, TbSecretField, new_box);
  gtk_widget_class_bind_template_child (widget_class, TbSecretField, kind_combo);
  gtk_widget_class_bind_template_child (widget_class, TbSecretField, header_field);
  gtk_widget_class_bind_template_child (widget_class, TbSecretField, header_entry);
  gtk_widget_class_bind_template_child (widget_class, TbSecretField, value_field);
  gtk_widget_class_bind_template_child (widget_class, TbSecretField, value_entry);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_text_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_replace_clicked);
}

static void
tb_secret_field_init (TbSecretField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_kind (self);
}

/**
 * tb_secret_field_set_kept:
 * @self: a field
 * @text: (nullable): says that there is a secret already, and where; %NULL to ask for one
 */
void
tb_secret_field_set_kept (TbSecretField *self, const char *text)
{
  gtk_label_set_text (self->kept_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->kept_box, text != NULL);
  gtk_widget_set_visible (self->new_box, text == NULL);
}

/**
 * tb_secret_field_replace:
 * @self: a field
 *
 * The secret that is there is to be replaced: asks for another one.
 */
void
tb_secret_field_replace (TbSecretField *self)
{
  tb_secret_field_set_kept (self, NULL);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * tb_secret_field_is_kept:
 * @self: a field
 *
 * Returns: whether the secret that is there is to stay
 */
gboolean
tb_secret_field_is_kept (TbSecretField *self)
{
  return gtk_widget_get_visible (self->kept_box);
}

/**
 * tb_secret_field_get_header_name:
 * @self: a field
 *
 * Returns: the HTTP header that is to carry the secret
 */
const char *
tb_secret_field_get_header_name (TbSecretField *self)
{
  if (is_kind (self, "header"))
    return gtk_entry_get_text (self->header_entry);

  return is_kind (self, "cookie") ? "Cookie" : "Authorization";
}

/**
 * tb_secret_field_get_value:
 * @self: a field
 *
 * Returns: what the user has given, empty for nothing
 */
const char *
tb_secret_field_get_value (TbSecretField *self)
{
  return gtk_entry_get_text (self->value_entry);
}

/**
 * tb_secret_field_clear:
 * @self: a field
 *
 * Forgets what the user has given.
 */
void
tb_secret_field_clear (TbSecretField *self)
{
  gtk_entry_set_text (self->value_entry, "");
}

/**
 * tb_secret_field_set_error:
 * @self: a field
 * @error: (nullable): what is wrong with what the user has given, or %NULL for nothing
 */
void
tb_secret_field_set_error (TbSecretField *self, const char *error)
{
  tb_form_field_set_error (self->value_field, error);
}

/**
 * tb_secret_field_focus:
 * @self: a field
 *
 * Gives the focus to what is to be filled in.
 */
void
tb_secret_field_focus (TbSecretField *self)
{
  gtk_widget_grab_focus (tb_secret_field_is_kept (self) ? self->replace_button
                                                        : GTK_WIDGET (self->value_entry));
}
