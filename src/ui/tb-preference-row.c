/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-preference-row.h"

struct _TbPreferenceRow
{
  GtkBox parent_instance;

  GtkLabel *title_label;
  GtkLabel *caption_label;
  GtkWidget *locked_label;
  GtkWidget *control; /* not owned: a child */
};

enum
{
  PROP_TITLE = 1,
  PROP_CAPTION,
  PROP_LOCKED,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TbPreferenceRow, tb_preference_row, GTK_TYPE_BOX)

/* A screen reader calls the control by the title: GTK lets it find that out for some only. */
static void
name_control (TbPreferenceRow *self)
{
  if (self->control != NULL)
    atk_object_set_name (gtk_widget_get_accessible (self->control),
                         gtk_label_get_text (self->title_label));
}

static void
tb_preference_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  TbPreferenceRow *self = TB_PREFERENCE_ROW (object);
  const char *text;

  switch (id)
    {
    case PROP_TITLE:
      text = g_value_get_string (value);
      gtk_label_set_text_with_mnemonic (self->title_label, text != NULL ? text : "");
      name_control (self);
      break;
    case PROP_CAPTION:
      text = g_value_get_string (value);
      gtk_label_set_text (self->caption_label, text != NULL ? text : "");
      gtk_widget_set_visible (GTK_WIDGET (self->caption_label), text != NULL && *text != '\0');
      break;
    case PROP_LOCKED:
      gtk_widget_set_visible (self->locked_label, g_value_get_boolean (value));
      if (self->control != NULL && g_value_get_boolean (value))
        gtk_widget_set_sensitive (self->control, FALSE);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* All that comes after the template's own is the control. */
static void
tb_preference_row_add (GtkContainer *container, GtkWidget *child)
{
  TbPreferenceRow *self = TB_PREFERENCE_ROW (container);

  GTK_CONTAINER_CLASS (tb_preference_row_parent_class)->add (container, child);
  if (self->title_label == NULL)
    return;

  self->control = child;
  gtk_widget_set_valign (child, GTK_ALIGN_CENTER);
  gtk_label_set_mnemonic_widget (self->title_label, child);
  name_control (self);
}

static void
tb_preference_row_class_init (TbPreferenceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->set_property = tb_preference_row_set_property;
  GTK_CONTAINER_CLASS (klass)->add = tb_preference_row_add;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_CAPTION] = g_param_spec_string ("caption", NULL, NULL, NULL, flags);
  properties[PROP_LOCKED] = g_param_spec_boolean ("locked", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-preference-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TbPreferenceRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, TbPreferenceRow, caption_label);
  gtk_widget_class_bind_template_child (widget_class, TbPreferenceRow, locked_label);
}

static void
tb_preference_row_init (TbPreferenceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_preference_row_new:
 *
 * Returns: (transfer floating): a row about nothing yet
 */
GtkWidget *
tb_preference_row_new (void)
{
  return g_object_new (TB_TYPE_PREFERENCE_ROW, NULL);
}
