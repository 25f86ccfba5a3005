/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The only file that uses GtkStatusIcon, which GTK has given up and GTK 4 does not have. */

#include "ui/tb-status-icon.h"

#include <gtk/gtk.h>

#define TITLE "Traybell"

/* How wide the rim around the picture is, in pixels. */
#define RIM 1

struct _TbStatusIcon
{
  GObject parent_instance;

  GtkStatusIcon *icon;
  GtkWidget *menu;
  char *icon_name;
};

enum
{
  PROP_ICON_NAME = 1,
  PROP_TOOLTIP_TEXT,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

enum
{
  SIGNAL_ACTIVATE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbStatusIcon, tb_status_icon, G_TYPE_OBJECT)

/* The icon of the theme in white, or NULL if it has none. */
static cairo_surface_t *
load_white (const char *icon_name, int size)
{
  static const GdkRGBA white = { 1, 1, 1, 1 };
  g_autoptr (GtkIconInfo) info = gtk_icon_theme_lookup_icon (
      gtk_icon_theme_get_default (), icon_name, size, GTK_ICON_LOOKUP_FORCE_SIZE);
  g_autoptr (GdkPixbuf) pixbuf = NULL;

  if (info != NULL)
    pixbuf = gtk_icon_info_load_symbolic (info, &white, NULL, NULL, NULL, NULL, NULL);

  return pixbuf != NULL ? gdk_cairo_surface_create_from_pixbuf (pixbuf, 1, NULL) : NULL;
}

/* A tray of this kind does not tell its colour, and many are black: white with a dark rim is seen
 * on all of them. */
static GdkPixbuf *
draw (const char *icon_name, int size)
{
  cairo_surface_t *white = load_white (icon_name, MAX (size - 2 * RIM, 1));
  cairo_surface_t *target;
  GdkPixbuf *pixbuf;
  cairo_t *cr;

  if (white == NULL)
    return NULL;

  target = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, size, size);
  cr = cairo_create (target);
  cairo_set_source_rgb (cr, 0.18, 0.2, 0.21);
  for (int x = 0; x <= 2 * RIM; x++)
    {
      for (int y = 0; y <= 2 * RIM; y++)
        cairo_mask_surface (cr, white, x, y);
    }
  cairo_set_source_surface (cr, white, RIM, RIM);
  cairo_paint (cr);
  cairo_destroy (cr);

  pixbuf = gdk_pixbuf_get_from_surface (target, 0, 0, size, size);
  cairo_surface_destroy (target);
  cairo_surface_destroy (white);
  return pixbuf;
}

G_GNUC_BEGIN_IGNORE_DEPRECATIONS

static void
redraw (TbStatusIcon *self)
{
  int size = gtk_status_icon_get_size (self->icon);
  g_autoptr (GdkPixbuf) pixbuf = NULL;

  /* No tray has said yet how big an icon is in it. */
  if (self->icon_name == NULL || size <= 0)
    return;

  pixbuf = draw (self->icon_name, size);
  if (pixbuf != NULL)
    gtk_status_icon_set_from_pixbuf (self->icon, pixbuf);
  else
    gtk_status_icon_set_from_icon_name (self->icon, self->icon_name);
}

static gboolean
on_size_changed (GtkStatusIcon *icon, int size, gpointer user_data)
{
  redraw (TB_STATUS_ICON (user_data));
  return TRUE;
}

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
set_icon_name (TbStatusIcon *self, const char *icon_name)
{
  if (g_strcmp0 (self->icon_name, icon_name) == 0)
    return;

  g_free (self->icon_name);
  self->icon_name = g_strdup (icon_name);
  redraw (self);
}

static void
tb_status_icon_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  TbStatusIcon *self = TB_STATUS_ICON (object);

  switch (id)
    {
    case PROP_ICON_NAME:
      set_icon_name (self, g_value_get_string (value));
      break;
    case PROP_TOOLTIP_TEXT:
      gtk_status_icon_set_tooltip_text (self->icon, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
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
tb_status_icon_finalize (GObject *object)
{
  g_free (TB_STATUS_ICON (object)->icon_name);

  G_OBJECT_CLASS (tb_status_icon_parent_class)->finalize (object);
}

static void
tb_status_icon_class_init (TbStatusIconClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = tb_status_icon_set_property;
  object_class->dispose = tb_status_icon_dispose;
  object_class->finalize = tb_status_icon_finalize;

  /* The name of an icon of the theme. */
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL,
                                                    G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);

  /* Plain text. */
  properties[PROP_TOOLTIP_TEXT] = g_param_spec_string ("tooltip-text", NULL, NULL, NULL,
                                                       G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

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
  g_signal_connect (self->icon, "size-changed", G_CALLBACK (on_size_changed), self);
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

G_GNUC_END_IGNORE_DEPRECATIONS
