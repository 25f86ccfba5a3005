/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-avatar.h"

#include "ui/tb-initials.h"

/* Diameter of the mark of who is active, its edge included, in GDK's pixels. */
#define MARK_SIZE 10

struct _TbAvatar
{
  GtkBin parent_instance;

  cairo_surface_t *picture; /* NULL if there is none */
  gboolean active;
};

G_DEFINE_FINAL_TYPE (TbAvatar, tb_avatar, GTK_TYPE_BIN)

static void
draw_picture (TbAvatar *self, cairo_t *cr, double width, double height)
{
  double side = MIN (width, height);
  double scale = side / cairo_image_surface_get_width (self->picture);

  cairo_save (cr);
  cairo_translate (cr, (width - side) / 2, (height - side) / 2);
  cairo_arc (cr, side / 2, side / 2, side / 2, 0, 2 * G_PI);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, self->picture, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_GOOD);
  cairo_fill (cr);
  cairo_restore (cr);
}

static void
draw_mark (TbAvatar *self, cairo_t *cr, double width, double height)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  gboolean right_to_left = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  double x = right_to_left ? 0 : width - MARK_SIZE;
  double y = height - MARK_SIZE;

  gtk_style_context_save (context);
  gtk_style_context_add_class (context, "activity-mark");
  gtk_render_background (context, cr, x, y, MARK_SIZE, MARK_SIZE);
  gtk_render_frame (context, cr, x, y, MARK_SIZE, MARK_SIZE);
  gtk_style_context_restore (context);
}

static gboolean
tb_avatar_draw (GtkWidget *widget, cairo_t *cr)
{
  TbAvatar *self = TB_AVATAR (widget);
  double width = gtk_widget_get_allocated_width (widget);
  double height = gtk_widget_get_allocated_height (widget);

  if (self->picture != NULL)
    draw_picture (self, cr, width, height);
  else
    GTK_WIDGET_CLASS (tb_avatar_parent_class)->draw (widget, cr);
  if (self->active)
    draw_mark (self, cr, width, height);

  return GDK_EVENT_PROPAGATE;
}

static void
tb_avatar_finalize (GObject *object)
{
  g_clear_pointer (&TB_AVATAR (object)->picture, cairo_surface_destroy);

  G_OBJECT_CLASS (tb_avatar_parent_class)->finalize (object);
}

static void
tb_avatar_class_init (TbAvatarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tb_avatar_finalize;
  widget_class->draw = tb_avatar_draw;

  gtk_widget_class_set_css_name (widget_class, "avatar");
  /* The name stands beside it. */
  gtk_widget_class_set_accessible_role (widget_class, ATK_ROLE_REDUNDANT_OBJECT);
}

static void
tb_avatar_init (TbAvatar *self)
{
  GtkWidget *initials = tb_initials_new ();

  gtk_widget_set_size_request (initials, TB_AVATAR_SIZE, TB_AVATAR_SIZE);
  gtk_container_add (GTK_CONTAINER (self), initials);
}

/**
 * tb_avatar_new:
 *
 * Returns: (transfer floating): the avatar of nobody
 */
GtkWidget *
tb_avatar_new (void)
{
  return g_object_new (TB_TYPE_AVATAR, "visible", TRUE, NULL);
}

/**
 * tb_avatar_set_person:
 * @self: an avatar
 * @id: what stays the same when the person's name changes
 * @name: the person's name, any text
 *
 * Sets what is shown as long as there is no picture.
 */
void
tb_avatar_set_person (TbAvatar *self, const char *id, const char *name)
{
  tb_initials_set_person (TB_INITIALS (gtk_bin_get_child (GTK_BIN (self))), id, name);
}

/**
 * tb_avatar_set_picture:
 * @self: an avatar
 * @picture: (nullable): a square picture of %TB_AVATAR_SIZE times the widget's scale factor, for to
 * be sharp; or %NULL for none
 */
void
tb_avatar_set_picture (TbAvatar *self, GdkPixbuf *picture)
{
  if (picture == NULL && self->picture == NULL)
    return;

  g_clear_pointer (&self->picture, cairo_surface_destroy);
  if (picture != NULL)
    self->picture = gdk_cairo_surface_create_from_pixbuf (picture, 1, NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * tb_avatar_has_picture:
 * @self: an avatar
 *
 * Returns: whether a picture is shown, and not the initials
 */
gboolean
tb_avatar_has_picture (TbAvatar *self)
{
  return self->picture != NULL;
}

/**
 * tb_avatar_set_active:
 * @self: an avatar
 * @active: whether the person did something a moment ago
 */
void
tb_avatar_set_active (TbAvatar *self, gboolean active)
{
  if (self->active == active)
    return;

  self->active = active;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
