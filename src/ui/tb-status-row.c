/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-status-row.h"

#include <glib/gi18n-lib.h>

#include "ui/tb-action-target.h"

struct _TbStatusRow
{
  GtkGrid parent_instance;

  GtkWidget *dot;
  GtkLabel *title_label;
  GtkLabel *words_label;
  GtkLabel *text_label;
  GtkLabel *remedy_label;
  GtkButton *button;

  TbFactState state;
};

G_DEFINE_FINAL_TYPE (TbStatusRow, tb_status_row, GTK_TYPE_GRID)

static void
set_style_class (GtkWidget *widget, const char *name, gboolean wanted)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);

  if (wanted)
    gtk_style_context_add_class (context, name);
  else
    gtk_style_context_remove_class (context, name);
}

static void
set_optional (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
update_button (TbStatusRow *self, const TbStatusFact *fact)
{
  gtk_widget_set_visible (GTK_WIDGET (self->button), fact->action != NULL);
  if (fact->action == NULL)
    return;

  gtk_button_set_label (self->button, fact->label);
  tb_action_target_set (self->button, fact->action, fact->target);
}

static void
tb_status_row_class_init (TbStatusRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_accessible_role (widget_class, ATK_ROLE_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-status-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TbStatusRow, dot);
  gtk_widget_class_bind_template_child (widget_class, TbStatusRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, TbStatusRow, words_label);
  gtk_widget_class_bind_template_child (widget_class, TbStatusRow, text_label);
  gtk_widget_class_bind_template_child (widget_class, TbStatusRow, remedy_label);
  gtk_widget_class_bind_template_child (widget_class, TbStatusRow, button);
}

static void
tb_status_row_init (TbStatusRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_status_row_new:
 *
 * Returns: (transfer floating): a row that says nothing yet
 */
GtkWidget *
tb_status_row_new (void)
{
  return g_object_new (TB_TYPE_STATUS_ROW, NULL);
}

/**
 * tb_status_row_set_fact:
 * @self: a row
 * @fact: what it says from now on; not kept
 *
 * Shows a fact in place of the one before, and leaves the keyboard's focus where it is.
 */
void
tb_status_row_set_fact (TbStatusRow *self, const TbStatusFact *fact)
{
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (self));
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), fact->title, fact->words);

  set_style_class (self->dot, tb_fact_state_get_class (self->state), FALSE);
  set_style_class (self->dot, tb_fact_state_get_class (fact->state), TRUE);
  self->state = fact->state;
  set_style_class (GTK_WIDGET (self), "nested", fact->nested);
  set_style_class (GTK_WIDGET (self->title_label), "heading", !fact->nested);

  gtk_label_set_text (self->title_label, fact->title);
  /* A channel's name can be longer than there is room for. */
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title_label), fact->nested ? fact->title : NULL);
  gtk_label_set_text (self->words_label, fact->words);
  set_optional (self->text_label, fact->text);
  set_optional (self->remedy_label, fact->remedy);
  update_button (self, fact);
  atk_object_set_name (accessible, name);
}
