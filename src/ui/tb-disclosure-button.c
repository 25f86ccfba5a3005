/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-disclosure-button.h"

#include "ui/tb-fold-button-accessible.h"

struct _TbDisclosureButton
{
  GtkToggleButton parent_instance;

  GtkImage *image;
  GtkLabel *label;
};

enum
{
  PROP_TEXT = 1,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TbDisclosureButton, tb_disclosure_button, GTK_TYPE_TOGGLE_BUTTON)

static void
tb_disclosure_button_toggled (GtkToggleButton *button)
{
  tb_fold_button_accessible_toggled (button, TB_DISCLOSURE_BUTTON (button)->image);
}

static void
tb_disclosure_button_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  TbDisclosureButton *self = TB_DISCLOSURE_BUTTON (object);
  const char *text = g_value_get_string (value);

  switch (id)
    {
    case PROP_TEXT:
      gtk_label_set_text_with_mnemonic (self->label, text != NULL ? text : "");
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tb_disclosure_button_class_init (TbDisclosureButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->set_property = tb_disclosure_button_set_property;
  GTK_TOGGLE_BUTTON_CLASS (klass)->toggled = tb_disclosure_button_toggled;
  gtk_widget_class_set_accessible_type (GTK_WIDGET_CLASS (klass), TB_TYPE_FOLD_BUTTON_ACCESSIBLE);

  properties[PROP_TEXT]
      = g_param_spec_string ("text", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
}

static void
tb_disclosure_button_init (TbDisclosureButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->image = GTK_IMAGE (gtk_image_new ());
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_mnemonic_widget (self->label, GTK_WIDGET (self));
  gtk_container_add (GTK_CONTAINER (box), GTK_WIDGET (self->image));
  gtk_container_add (GTK_CONTAINER (box), GTK_WIDGET (self->label));
  gtk_widget_show_all (box);
  gtk_container_add (GTK_CONTAINER (self), box);
  gtk_button_set_relief (GTK_BUTTON (self), GTK_RELIEF_NONE);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_style_context_add_class (gtk_widget_get_style_context (GTK_WIDGET (self)), "disclosure");
  tb_disclosure_button_toggled (GTK_TOGGLE_BUTTON (self));
}

/**
 * tb_disclosure_button_new:
 *
 * Returns: (transfer floating): a button without a text
 */
GtkWidget *
tb_disclosure_button_new (void)
{
  return g_object_new (TB_TYPE_DISCLOSURE_BUTTON, NULL);
}
