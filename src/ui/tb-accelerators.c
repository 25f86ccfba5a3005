/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The keys that all windows share. The program is no GtkApplication, which would do this; the
 * shortcuts window (tb-shortcuts-window.ui) tells the user what stands here. */

#include "ui/tb-accelerators.h"

/* What a key does; a window that has no such action leaves the key to others. */
typedef struct
{
  const char *accelerator;
  const char *action;
} Accelerator;

static const Accelerator accelerators[] = {
  { "<Primary>f", "win.find" },
  { "<Primary>w", "win.close" },
  { "<Alt>1", "win.page::inbox" },
  { "<Alt>2", "win.page::people" },
  { "<Alt>3", "win.page::status" },
  { "F10", "win.menu" },
  { "F5", "app.retry-all" },
  { "<Primary>r", "app.retry-all" },
  { "<Primary>comma", "app.show-preferences" },
  { "F1", "app.show-shortcuts" },
  { "<Primary>question", "app.show-shortcuts" },
  { "<Primary>q", "app.quit" },
};

static gboolean
on_pressed (GtkAccelGroup *group,
            GObject *window,
            guint keyval,
            GdkModifierType modifiers,
            gpointer user_data)
{
  const Accelerator *accelerator = user_data;
  g_autofree char *action = NULL;
  g_autoptr (GVariant) target = NULL;
  GActionGroup *actions;
  char *name;

  if (!g_action_parse_detailed_name (accelerator->action, &action, &target, NULL))
    g_return_val_if_reached (FALSE);

  name = strchr (action, '.');
  *name++ = '\0';
  actions = gtk_widget_get_action_group (GTK_WIDGET (window), action);
  if (actions == NULL || !g_action_group_get_action_enabled (actions, name))
    return FALSE;

  g_action_group_activate_action (actions, name, target);
  return TRUE;
}

static GtkAccelGroup *
create_group (void)
{
  GtkAccelGroup *group = gtk_accel_group_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (accelerators); i++)
    {
      guint key;
      GdkModifierType modifiers;

      gtk_accelerator_parse (accelerators[i].accelerator, &key, &modifiers);
      gtk_accel_group_connect (
          group, key, modifiers, GTK_ACCEL_VISIBLE,
          g_cclosure_new (G_CALLBACK (on_pressed), (gpointer) &accelerators[i], NULL));
    }

  return group;
}

/**
 * tb_accelerators_add_to:
 * @window: a window with the program's actions as "app", and as "win" those of its own
 *
 * Lets the keys that all windows share work in @window.
 */
void
tb_accelerators_add_to (GtkWindow *window)
{
  static GtkAccelGroup *group = NULL;

  if (group == NULL)
    group = create_group ();
  gtk_window_add_accel_group (window, group);
}
