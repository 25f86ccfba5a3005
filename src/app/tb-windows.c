/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * All windows are in a module, which is loaded when the first of them is wanted: GTK and the fifty
 * libraries that it brings take three times as long to load as all others together, and memory for
 * as long as the program runs.
 */

#include "app/tb-windows.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "app/tb-window-module.h"
#include "launch/tb-module.h"

#define FILE_NAME "libtraybell-windows.so"

struct _TbWindows
{
  TbWindowsParts parts;

  const TbWindowModule *module;
  TbWindowSet *set;
};

/* %FALSE with a sentence for the user. */
static gboolean
ensure_set (TbWindows *self, char **problem)
{
  g_autofree char *reason = NULL;

  if (self->set != NULL)
    return TRUE;

  if (self->module == NULL)
    self->module = tb_module_load (FILE_NAME, TB_WINDOW_MODULE_SYMBOL, &reason);
  if (self->module == NULL)
    {
      *problem = g_strdup_printf (
          _ ("Traybell's windows cannot be shown: it was updated while it ran, or is not installed "
             "completely; quit it and start it again (%s)"),
          reason);
      return FALSE;
    }
  self->set = self->module->set_new (&self->parts);

  return TRUE;
}

/**
 * tb_windows_new:
 * @parts: what they show; the structure is copied
 *
 * Returns: (transfer full): no window yet, and no GTK
 */
TbWindows *
tb_windows_new (const TbWindowsParts *parts)
{
  TbWindows *self = g_new0 (TbWindows, 1);

  self->parts = *parts;

  return self;
}

/**
 * tb_windows_free:
 * @self: (transfer full): the windows, which are closed
 */
void
tb_windows_free (TbWindows *self)
{
  if (self->set != NULL)
    self->module->set_free (self->set);
  g_free (self);
}

/**
 * tb_windows_present:
 * @self: the windows
 * @notification_id: (nullable): id of a notification whose detail is to be shown
 * @activation_token: (nullable): from whom it was asked for, for Wayland
 *
 * Presents the main window.
 *
 * Returns: (transfer full) (nullable): %NULL, or a sentence for the user if there is no display
 */
char *
tb_windows_present (TbWindows *self, const char *notification_id, const char *activation_token)
{
  char *problem = NULL;

  return ensure_set (self, &problem)
             ? self->module->set_present (self->set, notification_id, activation_token)
             : problem;
}

/**
 * tb_windows_toggle_popover:
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
tb_windows_toggle_popover (TbWindows *self, int x, int y, const char *activation_token)
{
  char *problem = NULL;

  return ensure_set (self, &problem)
             ? self->module->set_toggle_popover (self->set, x, y, activation_token)
             : problem;
}

/**
 * tb_windows_show_inbox:
 * @self: the windows
 * @activation_token: (nullable): from whom it was asked for, for Wayland
 *
 * Presents the main window with the inbox in it.
 *
 * Returns: (transfer full) (nullable): %NULL, or a sentence for the user if there is no display
 */
char *
tb_windows_show_inbox (TbWindows *self, const char *activation_token)
{
  char *problem = NULL;

  return ensure_set (self, &problem) ? self->module->set_show_inbox (self->set, activation_token)
                                     : problem;
}

/**
 * tb_windows_show_preferences:
 * @self: the windows
 *
 * Shows what the user prefers.
 *
 * Returns: (transfer full) (nullable): %NULL, or a sentence for the user if there is no display
 */
char *
tb_windows_show_preferences (TbWindows *self)
{
  char *problem = NULL;

  return ensure_set (self, &problem) ? self->module->set_show_preferences (self->set) : problem;
}

/**
 * tb_windows_show_shortcuts:
 * @self: the windows
 *
 * Shows what the keys do.
 *
 * Returns: (transfer full) (nullable): %NULL, or a sentence for the user if there is no display
 */
char *
tb_windows_show_shortcuts (TbWindows *self)
{
  char *problem = NULL;

  return ensure_set (self, &problem) ? self->module->set_show_shortcuts (self->set) : problem;
}

/**
 * tb_windows_show_about:
 * @self: the windows
 *
 * Shows what the program is.
 *
 * Returns: (transfer full) (nullable): %NULL, or a sentence for the user if there is no display
 */
char *
tb_windows_show_about (TbWindows *self)
{
  char *problem = NULL;

  return ensure_set (self, &problem) ? self->module->set_show_about (self->set) : problem;
}

/**
 * tb_windows_set_up_account:
 * @self: the windows
 * @kind: what is to be done
 * @id: (nullable): the account's id; %NULL for a new one
 * @activation_token: (nullable): from whom it was asked for, for Wayland
 *
 * Presents the window in which an account is added, changed, signed in again or removed.
 *
 * Returns: (transfer full) (nullable): %NULL, or a sentence for the user if there is no display or
 * no such account
 */
char *
tb_windows_set_up_account (TbWindows *self,
                           TbSetupKind kind,
                           const char *id,
                           const char *activation_token)
{
  char *problem = NULL;

  return ensure_set (self, &problem)
             ? self->module->set_set_up_account (self->set, kind, id, activation_token)
             : problem;
}

/**
 * tb_windows_create_status_icon:
 * @self: the windows
 * @menu: what a click with the other button shows
 * @problem: (out): a sentence for the user if there is no display
 *
 * Makes an icon for trays of the old kind, which GTK draws. Its properties `icon-name` and
 * `tooltip-text` can be set; its signal `activate` (int x, int y) tells that it was chosen. It is
 * in the tray as long as it lives.
 *
 * Returns: (transfer full) (nullable): the icon, or %NULL with @problem
 */
GObject *
tb_windows_create_status_icon (TbWindows *self, GMenuModel *menu, char **problem)
{
  return ensure_set (self, problem)
             ? self->module->set_create_status_icon (self->set, menu, problem)
             : NULL;
}

/**
 * tb_windows_get_place:
 * @self: the windows
 *
 * Returns: which window the user acts in now; %TB_PLACE_TRAY if none of ours has the focus, since
 * the menu of the tray icon is the desktop's
 */
TbPlace
tb_windows_get_place (TbWindows *self)
{
  return self->set != NULL ? self->module->set_get_place (self->set) : TB_PLACE_TRAY;
}
