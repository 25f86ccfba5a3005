/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-action-target.h"

static gboolean
has_target (GtkActionable *actionable, const char *target)
{
  GVariant *now = gtk_actionable_get_action_target_value (actionable);

  if (now == NULL || target == NULL)
    return now == NULL && target == NULL;

  return g_str_equal (g_variant_get_string (now, NULL), target);
}

/**
 * tb_action_target_set:
 * @actionable: (type GtkActionable): a button
 * @action: what it activates from now on, such as "app.retry"
 * @target: (nullable): the action's target, a string, or %NULL for an action that takes none
 *
 * Sets both at once: GTK warns of an action that has the target of another, if only for a moment.
 */
void
tb_action_target_set (gpointer actionable, const char *action, const char *target)
{
  GtkActionable *self = GTK_ACTIONABLE (actionable);

  if (g_strcmp0 (gtk_actionable_get_action_name (self), action) == 0 && has_target (self, target))
    return;

  gtk_actionable_set_action_name (self, NULL);
  gtk_actionable_set_action_target_value (self,
                                          target != NULL ? g_variant_new_string (target) : NULL);
  gtk_actionable_set_action_name (self, action);
}
