/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-visible-part.h"

struct _TbVisiblePart
{
  GtkWidget *widget; /* unowned: it owns us */
  TbVisiblePartFunc changed;
  gpointer user_data;

  GtkWidget *viewport;       /* weak; NULL if there is none */
  GtkAdjustment *adjustment; /* the viewport's */
};

static void
on_scrolled (GtkAdjustment *adjustment, gpointer user_data)
{
  TbVisiblePart *self = user_data;

  self->changed (self->user_data);
}

static void
forget_viewport (TbVisiblePart *self)
{
  if (self->adjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustment, self);
  g_clear_object (&self->adjustment);
  g_clear_weak_pointer (&self->viewport);
}

/* Where @y of the widget is in what the viewport scrolls; FALSE if nothing scrolls. For widgets
 * that are realized. */
static gboolean
translate (TbVisiblePart *self, int y, int *content_y)
{
  GtkWidget *content = self->viewport != NULL ? gtk_bin_get_child (GTK_BIN (self->viewport)) : NULL;

  return content != NULL
         && gtk_widget_translate_coordinates (self->widget, content, 0, y, NULL, content_y);
}

/**
 * tb_visible_part_new:
 * @widget: a widget, which frees this before it is gone
 * @changed: called when another part can be seen
 * @user_data: for @changed
 *
 * Returns: (transfer full): what can be seen; nothing scrolls before
 * tb_visible_part_find_viewport()
 */
TbVisiblePart *
tb_visible_part_new (GtkWidget *widget, TbVisiblePartFunc changed, gpointer user_data)
{
  TbVisiblePart *self = g_new0 (TbVisiblePart, 1);

  self->widget = widget;
  self->changed = changed;
  self->user_data = user_data;

  return self;
}

/**
 * tb_visible_part_free:
 * @self: (transfer full): what can be seen
 */
void
tb_visible_part_free (TbVisiblePart *self)
{
  forget_viewport (self);
  g_free (self);
}

/**
 * tb_visible_part_find_viewport:
 * @self: what can be seen
 *
 * Looks for the viewport again, when the widget is in another window or in none any more.
 */
void
tb_visible_part_find_viewport (TbVisiblePart *self)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (self->widget, GTK_TYPE_VIEWPORT);

  forget_viewport (self);
  if (viewport == NULL)
    return;

  g_set_weak_pointer (&self->viewport, viewport);
  g_set_object (&self->adjustment, gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport)));
  g_signal_connect (self->adjustment, "value-changed", G_CALLBACK (on_scrolled), self);
  g_signal_connect (self->adjustment, "changed", G_CALLBACK (on_scrolled), self);
}

/**
 * tb_visible_part_get:
 * @self: what can be seen of a widget that is realized
 * @top: (out): where it begins, from the top of the widget, in GDK's pixels
 * @bottom: (out): where it ends; not more than @top if nothing can be seen
 */
void
tb_visible_part_get (TbVisiblePart *self, int *top, int *bottom)
{
  int y;

  *top = 0;
  *bottom = gtk_widget_get_allocated_height (self->widget);
  if (!translate (self, 0, &y))
    return;

  *top = MAX ((int) gtk_adjustment_get_value (self->adjustment) - y, 0);
  *bottom = MIN ((int) (gtk_adjustment_get_value (self->adjustment)
                        + gtk_adjustment_get_page_size (self->adjustment))
                     - y,
                 *bottom);
}

/**
 * tb_visible_part_scroll_to:
 * @self: what can be seen
 * @top: from where, from the top of the widget, in GDK's pixels
 * @bottom: to where
 *
 * Scrolls as little as is needed to show from @top to @bottom.
 */
void
tb_visible_part_scroll_to (TbVisiblePart *self, int top, int bottom)
{
  int y;

  if (translate (self, top, &y))
    gtk_adjustment_clamp_page (self->adjustment, y, y + bottom - top);
}
