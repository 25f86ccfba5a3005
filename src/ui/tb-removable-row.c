/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-removable-row.h"

struct _TbRemovableRow
{
  GtkBox parent_instance;

  char *text;
};

enum
{
  SIGNAL_REMOVE_CLICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbRemovableRow, tb_removable_row, GTK_TYPE_BOX)

static void
on_clicked (GtkButton *button, gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_REMOVE_CLICKED], 0);
}

static void
tb_removable_row_finalize (GObject *object)
{
  g_free (TB_REMOVABLE_ROW (object)->text);

  G_OBJECT_CLASS (tb_removable_row_parent_class)->finalize (object);
}

static void
tb_removable_row_class_init (TbRemovableRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_removable_row_finalize;

  /**
   * TbRemovableRow::remove-clicked:
   * @self: the row
   *
   * The user wants its text to be removed.
   */
  signals[SIGNAL_REMOVE_CLICKED]
      = g_signal_new ("remove-clicked", TB_TYPE_REMOVABLE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 0);
}

static void
tb_removable_row_init (TbRemovableRow *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 6);
}

/**
 * tb_removable_row_new:
 * @text: any text, cut in its middle if there is not enough room
 * @button_name: what the button does, for tooltips and screen readers
 * @removable: whether the button can be used
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
tb_removable_row_new (const char *text, const char *button_name, gboolean removable)
{
  TbRemovableRow *self = g_object_new (TB_TYPE_REMOVABLE_ROW, NULL);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic", GTK_ICON_SIZE_BUTTON);

  self->text = g_strdup (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_tooltip_text (label, text);
  gtk_box_pack_start (GTK_BOX (self), label, TRUE, TRUE, 0);

  gtk_widget_set_tooltip_text (button, button_name);
  gtk_widget_set_sensitive (button, removable);
  atk_object_set_name (gtk_widget_get_accessible (button), button_name);
  g_signal_connect (button, "clicked", G_CALLBACK (on_clicked), self);
  gtk_box_pack_start (GTK_BOX (self), button, FALSE, FALSE, 0);
  gtk_widget_show_all (GTK_WIDGET (self));

  return GTK_WIDGET (self);
}

/**
 * tb_removable_row_get_text:
 * @self: a row
 *
 * Returns: its text
 */
const char *
tb_removable_row_get_text (TbRemovableRow *self)
{
  return self->text;
}
