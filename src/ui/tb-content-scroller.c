/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-content-scroller.h"

struct _TbContentScroller
{
  GtkScrolledWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (TbContentScroller, tb_content_scroller, GTK_TYPE_SCROLLED_WINDOW)

static GtkSizeRequestMode
tb_content_scroller_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
tb_content_scroller_get_preferred_height_for_width (GtkWidget *widget,
                                                    int width,
                                                    int *minimum,
                                                    int *natural)
{
  GtkWidget *viewport = gtk_bin_get_child (GTK_BIN (widget));
  GtkWidget *content = viewport != NULL ? gtk_bin_get_child (GTK_BIN (viewport)) : NULL;
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  int most = gtk_scrolled_window_get_max_content_height (GTK_SCROLLED_WINDOW (widget));
  GtkBorder border;
  int height = 0;

  GTK_WIDGET_CLASS (tb_content_scroller_parent_class)
      ->get_preferred_height (widget, minimum, natural);
  if (content == NULL)
    return;

  gtk_style_context_get_border (context, gtk_style_context_get_state (context), &border);
  gtk_widget_get_preferred_height_for_width (content, width - border.left - border.right, NULL,
                                             &height);
  if (most > 0)
    height = MIN (height, most);
  height += border.top + border.bottom;
  *minimum = MIN (*minimum, height);
  *natural = height;
}

static void
tb_content_scroller_class_init (TbContentScrollerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->get_request_mode = tb_content_scroller_get_request_mode;
  widget_class->get_preferred_height_for_width = tb_content_scroller_get_preferred_height_for_width;
}

static void
tb_content_scroller_init (TbContentScroller *self)
{
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
}
