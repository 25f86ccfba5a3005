/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-fold-button-accessible.h"

struct _TbFoldButtonAccessible
{
  GtkToggleButtonAccessible parent_instance;
};

G_DEFINE_FINAL_TYPE (TbFoldButtonAccessible,
                     tb_fold_button_accessible,
                     GTK_TYPE_TOGGLE_BUTTON_ACCESSIBLE)

static AtkStateSet *
tb_fold_button_accessible_ref_state_set (AtkObject *object)
{
  AtkStateSet *states
      = ATK_OBJECT_CLASS (tb_fold_button_accessible_parent_class)->ref_state_set (object);
  GtkWidget *button = gtk_accessible_get_widget (GTK_ACCESSIBLE (object));

  if (button == NULL)
    return states;

  /* Whether it is expanded is what is to be heard, not whether a button is down. */
  atk_state_set_remove_state (states, ATK_STATE_CHECKED);
  atk_state_set_add_state (states, ATK_STATE_EXPANDABLE);
  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)))
    atk_state_set_add_state (states, ATK_STATE_EXPANDED);

  return states;
}

static void
tb_fold_button_accessible_class_init (TbFoldButtonAccessibleClass *klass)
{
  ATK_OBJECT_CLASS (klass)->ref_state_set = tb_fold_button_accessible_ref_state_set;
}

static void
tb_fold_button_accessible_init (TbFoldButtonAccessible *self)
{
}

/**
 * tb_fold_button_accessible_toggled:
 * @button: a button that folds something, with a #TbFoldButtonAccessible
 * @arrow: its arrow
 *
 * Turns the arrow, and tells screen readers whether what it folds is expanded.
 */
void
tb_fold_button_accessible_toggled (GtkToggleButton *button, GtkImage *arrow)
{
  gboolean open = gtk_toggle_button_get_active (button);

  gtk_image_set_from_icon_name (arrow, open ? "pan-down-symbolic" : "pan-end-symbolic",
                                GTK_ICON_SIZE_BUTTON);
  atk_object_notify_state_change (gtk_widget_get_accessible (GTK_WIDGET (button)),
                                  ATK_STATE_EXPANDED, open);
}
