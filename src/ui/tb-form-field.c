/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-form-field.h"

struct _TbFormField
{
  GtkBox parent_instance;

  GtkLabel *label;
  GtkContainer *control_box;
  GtkWidget *error_box;
  GtkLabel *error_label;
  GtkLabel *help_label;

  GtkWidget *control; /* what is filled in, NULL before there is one; owned by its container */
};

enum
{
  PROP_LABEL = 1,
  PROP_HELP,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TbFormField, tb_form_field, GTK_TYPE_BOX)

/* The label is related to the widget by its mnemonic; its text is the name for those who look for
 * one.
 */
static void
update_name (TbFormField *self)
{
  if (self->control != NULL)
    atk_object_set_name (gtk_widget_get_accessible (self->control),
                         gtk_label_get_text (self->label));
}

/* Whoever cannot see what stands below the widget is told of it with the widget. */
static void
update_description (TbFormField *self)
{
  const char *error = tb_form_field_get_error (self);

  if (self->control != NULL)
    atk_object_set_description (gtk_widget_get_accessible (self->control),
                                error != NULL ? error : gtk_label_get_text (self->help_label));
}

/* What is within the template is the field itself; what comes later is the widget to fill in. */
static void
tb_form_field_add (GtkContainer *container, GtkWidget *widget)
{
  TbFormField *self = TB_FORM_FIELD (container);

  if (self->control_box == NULL)
    {
      GTK_CONTAINER_CLASS (tb_form_field_parent_class)->add (container, widget);
      return;
    }

  gtk_container_add (self->control_box, widget);
  if (self->control != NULL)
    return;
  self->control = GTK_IS_SCROLLED_WINDOW (widget) ? gtk_bin_get_child (GTK_BIN (widget)) : widget;
  gtk_label_set_mnemonic_widget (self->label, self->control);
  update_name (self);
  update_description (self);
}

static void
tb_form_field_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  TbFormField *self = TB_FORM_FIELD (object);

  switch (id)
    {
    case PROP_LABEL:
      gtk_label_set_label (self->label, g_value_get_string (value));
      update_name (self);
      break;
    case PROP_HELP:
      tb_form_field_set_help (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tb_form_field_class_init (TbFormFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->set_property = tb_form_field_set_property;
  GTK_CONTAINER_CLASS (klass)->add = tb_form_field_add;

  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_HELP] = g_param_spec_string ("help", NULL, NULL, NULL, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-form-field.ui");
  gtk_widget_class_bind_template_child (widget_class, TbFormField, label);
  gtk_widget_class_bind_template_child (widget_class, TbFormField, control_box);
  gtk_widget_class_bind_template_child (widget_class, TbFormField, error_box);
  gtk_widget_class_bind_template_child (widget_class, TbFormField, error_label);
  gtk_widget_class_bind_template_child (widget_class, TbFormField, help_label);
}

static void
tb_form_field_init (TbFormField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_form_field_set_help:
 * @self: a field
 * @help: (nullable): what it means, in a sentence
 */
void
tb_form_field_set_help (TbFormField *self, const char *help)
{
  gtk_label_set_text (self->help_label, help != NULL ? help : "");
  gtk_widget_set_visible (GTK_WIDGET (self->help_label), help != NULL && *help != '\0');
  update_description (self);
}

/**
 * tb_form_field_set_error:
 * @self: a field
 * @error: (nullable): what is wrong with what was filled in, in a sentence, or %NULL for nothing
 */
void
tb_form_field_set_error (TbFormField *self, const char *error)
{
  GtkStyleContext *context
      = self->control != NULL ? gtk_widget_get_style_context (self->control) : NULL;

  gtk_label_set_text (self->error_label, error != NULL ? error : "");
  gtk_widget_set_visible (self->error_box, error != NULL);
  if (context != NULL && error != NULL)
    gtk_style_context_add_class (context, GTK_STYLE_CLASS_ERROR);
  else if (context != NULL)
    gtk_style_context_remove_class (context, GTK_STYLE_CLASS_ERROR);
  update_description (self);
}

/**
 * tb_form_field_get_error:
 * @self: a field
 *
 * Returns: (nullable): what is said to be wrong
 */
const char *
tb_form_field_get_error (TbFormField *self)
{
  return gtk_widget_get_visible (self->error_box) ? gtk_label_get_text (self->error_label) : NULL;
}

/**
 * tb_form_field_get_control:
 * @self: a field
 *
 * Returns: (transfer none) (nullable): the widget to fill in
 */
GtkWidget *
tb_form_field_get_control (TbFormField *self)
{
  return self->control;
}
