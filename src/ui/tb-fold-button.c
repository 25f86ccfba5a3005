/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-fold-button.h"

#include <glib/gi18n-lib.h>

#include "ui/tb-fold-button-accessible.h"

struct _TbFoldButton
{
  GtkToggleButton parent_instance;

  GtkLabel *heading_label;
  GtkLabel *detail_label;
  GtkImage *arrow;
};

G_DEFINE_FINAL_TYPE (TbFoldButton, tb_fold_button, GTK_TYPE_TOGGLE_BUTTON)

static void
tb_fold_button_toggled (GtkToggleButton *button)
{
  tb_fold_button_accessible_toggled (button, TB_FOLD_BUTTON (button)->arrow);

  if (GTK_TOGGLE_BUTTON_CLASS (tb_fold_button_parent_class)->toggled != NULL)
    GTK_TOGGLE_BUTTON_CLASS (tb_fold_button_parent_class)->toggled (button);
}

static void
tb_fold_button_class_init (TbFoldButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  GTK_TOGGLE_BUTTON_CLASS (klass)->toggled = tb_fold_button_toggled;

  gtk_widget_class_set_accessible_type (widget_class, TB_TYPE_FOLD_BUTTON_ACCESSIBLE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-fold-button.ui");
  gtk_widget_class_bind_template_child (widget_class, TbFoldButton, heading_label);
  gtk_widget_class_bind_template_child (widget_class, TbFoldButton, detail_label);
  gtk_widget_class_bind_template_child (widget_class, TbFoldButton, arrow);
}

static void
tb_fold_button_init (TbFoldButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_fold_button_set_texts:
 * @self: a heading
 * @heading: what stands at its beginning
 * @detail: what stands at its end, any text, cut if there is not enough room
 */
void
tb_fold_button_set_texts (TbFoldButton *self, const char *heading, const char *detail)
{
  /* TRANSLATORS: read out by screen readers: first a room's name, then “Here now · 4” */
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), detail, heading);

  gtk_label_set_text (self->heading_label, heading);
  gtk_label_set_text (self->detail_label, detail);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->detail_label), detail);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self)), name);
}
