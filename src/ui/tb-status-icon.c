/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The only file that uses GtkStatusIcon, which GTK has given up and GTK 4 does not have. */

#include "ui/tb-status-icon.h"

#include <gtk/gtk.h>

#define TITLE "Traybell"

struct _TbStatusIcon
{
  GObject parent_instance;

  GtkStatusIcon *icon;
  GtkWidget *menu;
};

enum
{
  SIGNAL_ACTIVATE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbStatusIcon, tb_status_icon, G_TYPE_OBJECT)

G_GNUC_BEGIN_IGNORE_DEPRECATIONS

static void
on_activate (GtkStatusIcon *icon, gpointer user_data)
{
  GdkRectangle area = { 0 };
  GtkOrientation orientation;

  gtk_status_icon_get_geometry (icon, NULL, &area, &orientation);
  g_signal_emit (user_data, signals[SIGNAL_ACTIVATE], 0, area.x + area.width / 2,
                 area.y + area.height / 2);
}

static void
on_popup_menu (GtkStatusIcon *icon, guint button, guint activate_time, gpointer user_data)
{
  TbStatusIcon *self = TB_STATUS_ICON (user_data);

  gtk_menu_popup (GTK_MENU (self->menu), NULL, NULL, gtk_status_icon_position_menu, icon, button,
                  activate_time);
}

static void
tb_status_icon_dispose (GObject *object)
{
  TbStatusIcon *self = TB_STATUS_ICON (object);

  if (self->icon != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->icon, self);
      gtk_status_icon_set_visible (self->icon, FALSE);
    }
  g_clear_object (&self->icon);
  g_clear_pointer (&self->menu, gtk_widget_destroy);

  G_OBJECT_CLASS (tb_status_icon_parent_class)->dispose (object);
}

static void
tb_status_icon_class_init (TbStatusIconClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tb_status_icon_dispose;

  signals[SIGNAL_ACTIVATE]
      = g_signal_new ("activate", TB_TYPE_STATUS_ICON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
}

static void
tb_status_icon_init (TbStatusIcon *self)
{
  self->icon = gtk_status_icon_new ();
  gtk_status_icon_set_title (self->icon, TITLE);
  gtk_status_icon_set_name (self->icon, "traybell");
  g_signal_connect (self->icon, "activate", G_CALLBACK (on_activate), self);
  g_signal_connect (self->icon, "popup-menu", G_CALLBACK (on_popup_menu), self);
}

/**
 * tb_status_icon_new:
 * @menu: what a click with the other button shows
 * @app_actions: what the menu activates as "app.…"
 *
 * Returns: (transfer full): the icon, which is in the tray as long as it lives
 */
TbStatusIcon *
tb_status_icon_new (GMenuModel *menu, GActionGroup *app_actions)
{
  TbStatusIcon *self = g_object_new (TB_TYPE_STATUS_ICON, NULL);

  self->menu = gtk_menu_new_from_model (menu);
  g_object_ref_sink (self->menu);
  gtk_widget_insert_action_group (self->menu, "app", app_actions);

  return self;
}

/**
 * tb_status_icon_set_icon_name:
 * @self: an icon
 * @icon_name: name of an icon of the theme
 */
void
tb_status_icon_set_icon_name (TbStatusIcon *self, const char *icon_name)
{
  gtk_status_icon_set_from_icon_name (self->icon, icon_name);
}

/**
 * tb_status_icon_set_tooltip:
 * @self: an icon
 * @text: plain text
 */
void
tb_status_icon_set_tooltip (TbStatusIcon *self, const char *text)
{
  gtk_status_icon_set_tooltip_text (self->icon, text);
}

G_GNUC_END_IGNORE_DEPRECATIONS
