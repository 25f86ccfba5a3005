/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-empty-state.h"

struct _TbEmptyState
{
  GtkBox parent_instance;

  GtkImage *image;
  GtkLabel *title_label;
  GtkLabel *text_label;
};

enum
{
  PROP_ICON_NAME = 1,
  PROP_TITLE,
  PROP_TEXT,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TbEmptyState, tb_empty_state, GTK_TYPE_BOX)

static void
tb_empty_state_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  TbEmptyState *self = TB_EMPTY_STATE (object);
  const char *text = g_value_get_string (value);

  switch (id)
    {
    case PROP_ICON_NAME:
      g_object_set (self->image, "icon-name", text, NULL);
      break;
    case PROP_TITLE:
      gtk_label_set_text (self->title_label, text != NULL ? text : "");
      break;
    case PROP_TEXT:
      gtk_label_set_text (self->text_label, text != NULL ? text : "");
      gtk_widget_set_visible (GTK_WIDGET (self->text_label), text != NULL && *text != '\0');
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tb_empty_state_class_init (TbEmptyStateClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->set_property = tb_empty_state_set_property;

  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-empty-state.ui");
  gtk_widget_class_bind_template_child (widget_class, TbEmptyState, image);
  gtk_widget_class_bind_template_child (widget_class, TbEmptyState, title_label);
  gtk_widget_class_bind_template_child (widget_class, TbEmptyState, text_label);
}

static void
tb_empty_state_init (TbEmptyState *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
