/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/tb-window-set.h"

#include "ui/tb-popover.h"
#include "ui/tb-ui.h"

struct _TbWindowSet
{
  TbSessionList *sessions;
  TbInbox *inbox;
  GActionGroup *app_actions; /* not owned: the application, which owns us */

  TbPopover *popover;
};

/* NULL and a sentence for the user without a display. */
static TbPopover *
ensure_popover (TbWindowSet *self, char **problem)
{
  g_autoptr (GError) error = NULL;

  if (self->popover == NULL && tb_ui_ensure (&error))
    self->popover = tb_popover_new (self->sessions, self->inbox, self->app_actions);
  if (self->popover == NULL)
    *problem = g_strdup (error->message);

  return self->popover;
}

/**
 * tb_window_set_new:
 * @sessions: all accounts' sessions
 * @inbox: all notifications
 * @app_actions: what the widgets activate as "app.…"; must live as long as the windows
 *
 * Returns: (transfer full): no window yet
 */
TbWindowSet *
tb_window_set_new (TbSessionList *sessions, TbInbox *inbox, GActionGroup *app_actions)
{
  TbWindowSet *self = g_new0 (TbWindowSet, 1);

  self->sessions = g_object_ref (sessions);
  self->inbox = g_object_ref (inbox);
  self->app_actions = app_actions;

  return self;
}

/**
 * tb_window_set_free:
 * @self: (transfer full): the windows, which are closed
 */
void
tb_window_set_free (TbWindowSet *self)
{
  if (self->popover != NULL)
    gtk_widget_destroy (GTK_WIDGET (self->popover));
  g_clear_object (&self->sessions);
  g_clear_object (&self->inbox);
  g_free (self);
}

/**
 * tb_window_set_present:
 * @self: the windows
 * @activation_token: (nullable): from whom it was asked for, for Wayland
 *
 * Presents the window that shows everything.
 *
 * Returns: (transfer full) (nullable): %NULL, or a sentence for the user if there is no display
 */
char *
tb_window_set_present (TbWindowSet *self, const char *activation_token)
{
  char *problem = NULL;
  TbPopover *popover = ensure_popover (self, &problem);

  if (popover != NULL)
    tb_popover_present (popover, activation_token);

  return problem;
}

/**
 * tb_window_set_toggle_popover:
 * @self: the windows
 * @x: where the tray icon was clicked, as tb_popover_present_at() takes it
 * @y: likewise
 * @activation_token: (nullable): from the tray's host, for Wayland
 *
 * Shows the popover beside the tray icon, or hides it.
 *
 * Returns: (transfer full) (nullable): %NULL, or a sentence for the user if there is no display
 */
char *
tb_window_set_toggle_popover (TbWindowSet *self, int x, int y, const char *activation_token)
{
  char *problem = NULL;
  TbPopover *popover = ensure_popover (self, &problem);

  if (popover != NULL)
    tb_popover_present_at (popover, x, y, activation_token);

  return problem;
}
