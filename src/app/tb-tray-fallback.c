/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The last resort for the icon: while no tray of today's kind shows it, one of the old kind does,
 * if there is one. Only then GTK is started for it. */

#include "app/tb-tray-fallback.h"

#include "desktop/tb-xembed-tray.h"

struct _TbTrayFallback
{
  GObject parent_instance;

  TbTray *tray;
  GMenuModel *menu;
  TbWindows *windows; /* not owned */
  guint delay;

  /* Each is NULL or 0 while the one before it does not ask for it. */
  guint delay_source;
  TbXembedTray *old_tray;
  GObject *icon;
};

G_DEFINE_FINAL_TYPE (TbTrayFallback, tb_tray_fallback, G_TYPE_OBJECT)

static void
update_icon (TbTrayFallback *self)
{
  g_autofree char *tooltip = NULL;

  if (self->icon == NULL)
    return;

  g_object_get (self->tray, "tooltip-text", &tooltip, NULL);
  g_object_set (self->icon, "icon-name", tb_tray_get_icon_name (self->tray), "tooltip-text",
                tooltip, NULL);
}

static void
on_icon_activate (GObject *icon, int x, int y, gpointer user_data)
{
  tb_tray_activate (TB_TRAY_FALLBACK (user_data)->tray, x, y);
}

static void
show_icon (TbTrayFallback *self)
{
  g_autofree char *problem = NULL;

  self->icon = tb_windows_create_status_icon (self->windows, self->menu, &problem);
  if (self->icon == NULL)
    {
      g_debug ("The icon cannot be shown: %s", problem);
      return;
    }

  g_signal_connect_object (self->icon, "activate", G_CALLBACK (on_icon_activate), self, 0);
  update_icon (self);
}

static void
on_old_tray_changed (TbXembedTray *old_tray, GParamSpec *pspec, gpointer user_data)
{
  TbTrayFallback *self = TB_TRAY_FALLBACK (user_data);

  g_clear_object (&self->icon);
  if (tb_xembed_tray_get_present (old_tray))
    show_icon (self);
}

static gboolean
on_delay_over (gpointer user_data)
{
  TbTrayFallback *self = TB_TRAY_FALLBACK (user_data);

  self->delay_source = 0;
  self->old_tray = tb_xembed_tray_new ();
  g_signal_connect_object (self->old_tray, "notify::present", G_CALLBACK (on_old_tray_changed),
                           self, 0);

  return G_SOURCE_REMOVE;
}

static void
stop (TbTrayFallback *self)
{
  g_clear_handle_id (&self->delay_source, g_source_remove);
  g_clear_object (&self->icon);
  g_clear_object (&self->old_tray);
}

static void
on_registered_changed (TbTray *tray, GParamSpec *pspec, gpointer user_data)
{
  TbTrayFallback *self = TB_TRAY_FALLBACK (user_data);

  stop (self);
  if (!tb_tray_get_registered (tray)
      && tb_xembed_tray_is_possible (g_getenv ("DISPLAY"), g_getenv ("WAYLAND_DISPLAY")))
    self->delay_source = g_timeout_add (self->delay, on_delay_over, self);
}

static void
tb_tray_fallback_dispose (GObject *object)
{
  TbTrayFallback *self = TB_TRAY_FALLBACK (object);

  stop (self);
  g_clear_object (&self->tray);
  g_clear_object (&self->menu);

  G_OBJECT_CLASS (tb_tray_fallback_parent_class)->dispose (object);
}

static void
tb_tray_fallback_class_init (TbTrayFallbackClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tb_tray_fallback_dispose;
}

static void
tb_tray_fallback_init (TbTrayFallback *self)
{
}

/**
 * tb_tray_fallback_new:
 * @tray: the icon as a tray of today's kind shows it
 * @menu: its menu
 * @windows: whose GTK shows it; must live as long as the fallback
 * @delay: how long to wait for a tray of today's kind, in ms
 *
 * Returns: (transfer full): what shows @tray elsewhere when it is not shown
 */
TbTrayFallback *
tb_tray_fallback_new (TbTray *tray, GMenuModel *menu, TbWindows *windows, guint delay)
{
  TbTrayFallback *self = g_object_new (TB_TYPE_TRAY_FALLBACK, NULL);

  self->tray = g_object_ref (tray);
  self->menu = g_object_ref (menu);
  self->windows = windows;
  self->delay = delay;
  g_signal_connect_object (tray, "notify::registered", G_CALLBACK (on_registered_changed), self, 0);
  g_signal_connect_object (tray, "notify::state", G_CALLBACK (update_icon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (tray, "notify::tooltip-text", G_CALLBACK (update_icon), self,
                           G_CONNECT_SWAPPED);
  on_registered_changed (tray, NULL, self);

  return self;
}

/**
 * tb_tray_fallback_get_shown:
 * @self: a fallback
 *
 * Returns: whether the icon is in a tray of the old kind
 */
gboolean
tb_tray_fallback_get_shown (TbTrayFallback *self)
{
  return self->icon != NULL;
}
