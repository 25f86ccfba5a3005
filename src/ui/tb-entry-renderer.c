/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-entry-renderer.h"

#include <glib/gi18n-lib.h>

#include "ui/tb-relative-time.h"

/* All in GDK's pixels. */
#define PADDING 8
#define GAP 6
#define LINE_GAP 2
#define ICON_SIZE 16
#define DOT_SIZE 8
#define STRIPE_WIDTH 4

/* As strong as in the rows of the popover. */
#define DIM 0.75
#define TINT 0.1

struct _TbEntryRenderer
{
  GtkCellRendererText parent_instance;

  TbInboxEntry *entry;
  gint64 now;
};

G_DEFINE_FINAL_TYPE (TbEntryRenderer, tb_entry_renderer, GTK_TYPE_CELL_RENDERER_TEXT)

/* Where the next part of a line goes: from its start, whichever side that is. */
typedef struct
{
  GtkWidget *widget;
  cairo_t *cr;
  GtkStyleContext *context;
  gboolean right_to_left;
  int left;
  int right;
} Line;

/* Takes @width off the start of the line, or off its end; returns where that begins. */
static int
take (Line *line, int width, gboolean from_end)
{
  if (from_end != line->right_to_left)
    {
      line->right -= width;
      return line->right;
    }

  line->left += width;
  return line->left - width;
}

static PangoLayout *
create_layout (GtkWidget *widget, const char *text, gboolean bold, gboolean small, double alpha)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes,
                          pango_attr_weight_new (bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL));
  if (small)
    pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  if (alpha < 1.0)
    pango_attr_list_insert (attributes,
                            pango_attr_foreground_alpha_new ((guint16) (alpha * G_MAXUINT16)));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);

  return layout;
}

static int
get_baseline (PangoLayout *layout)
{
  return PANGO_PIXELS (pango_layout_get_baseline (layout));
}

/* Draws @layout in what is left of the line, beginning where lines begin in the user's language:
 * what runs the other way than the window is aligned the other way round by Pango. */
static void
draw_rest (Line *line, PangoLayout *layout, int y)
{
  int width = MAX (line->right - line->left, 0);
  gboolean runs_left = pango_layout_get_direction (layout, 0) == PANGO_DIRECTION_RTL;

  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (layout, runs_left ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  gtk_render_layout (line->context, line->cr, line->left, y, layout);
}

/* A colour of the theme, or that of the text. */
static void
get_colour (Line *line, const char *name, GdkRGBA *colour)
{
  if (name == NULL || !gtk_style_context_lookup_color (line->context, name, colour))
    gtk_style_context_get_color (line->context, gtk_style_context_get_state (line->context),
                                 colour);
}

static void
set_colour (Line *line, const char *name, double alpha)
{
  GdkRGBA colour;

  get_colour (line, name, &colour);
  colour.alpha *= alpha;
  gdk_cairo_set_source_rgba (line->cr, &colour);
}

/* What is urgent and not acknowledged has a stripe at its start, and a tint. */
static void
draw_pending (Line *line, const GdkRectangle *area, gboolean selected)
{
  int x = line->right_to_left ? area->x + area->width - STRIPE_WIDTH : area->x;

  if (!selected)
    {
      set_colour (line, "error_color", TINT);
      cairo_rectangle (line->cr, area->x, area->y, area->width, area->height);
      cairo_fill (line->cr);
    }
  set_colour (line, "error_color", 1.0);
  cairo_rectangle (line->cr, x, area->y, STRIPE_WIDTH, area->height);
  cairo_fill (line->cr);
}

/* What is unread has a dot in the colour of links, which every theme keeps apart from its
 * background. */
static void
draw_dot (Line *line, int x, int middle, gboolean selected)
{
  GdkRGBA colour;

  gtk_style_context_save (line->context);
  if (!selected)
    gtk_style_context_set_state (line->context, GTK_STATE_FLAG_LINK);
  gtk_style_context_get_color (line->context, gtk_style_context_get_state (line->context), &colour);
  gtk_style_context_restore (line->context);

  gdk_cairo_set_source_rgba (line->cr, &colour);
  cairo_arc (line->cr, x + DOT_SIZE / 2.0, middle, DOT_SIZE / 2.0, 0, 2 * G_PI);
  cairo_fill (line->cr);
}

/* What is urgent has a mark, in red as long as it is not acknowledged. */
static void
draw_icon (Line *line, int middle, gboolean pending, gboolean selected)
{
  int x = take (line, ICON_SIZE, FALSE);
  int scale = gtk_widget_get_scale_factor (line->widget);
  g_autoptr (GtkIconInfo) info = gtk_icon_theme_lookup_icon_for_scale (
      gtk_icon_theme_get_default (), "dialog-warning-symbolic", ICON_SIZE, scale,
      GTK_ICON_LOOKUP_FORCE_SIZE);
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  cairo_surface_t *surface;
  GdkRGBA colour;

  take (line, GAP, FALSE);
  get_colour (line, pending && !selected ? "error_color" : NULL, &colour);
  if (info != NULL)
    pixbuf = gtk_icon_info_load_symbolic (info, &colour, NULL, NULL, NULL, NULL, NULL);
  if (pixbuf == NULL)
    return;

  surface
      = gdk_cairo_surface_create_from_pixbuf (pixbuf, scale, gtk_widget_get_window (line->widget));
  cairo_set_source_surface (line->cr, surface, x, middle - ICON_SIZE / 2);
  cairo_paint (line->cr);
  cairo_surface_destroy (surface);
}

static void
tb_entry_renderer_render (GtkCellRenderer *renderer,
                          cairo_t *cr,
                          GtkWidget *widget,
                          const GdkRectangle *background_area,
                          const GdkRectangle *cell_area,
                          GtkCellRendererState flags)
{
  TbEntryRenderer *self = TB_ENTRY_RENDERER (renderer);
  const TbNotification *notification = tb_inbox_entry_get_notification (self->entry);
  gboolean unread = tb_inbox_entry_get_unread (self->entry);
  gboolean pending = !tb_inbox_entry_get_acknowledged (self->entry);
  gboolean selected = (flags & GTK_CELL_RENDERER_SELECTED) != 0;
  g_autofree char *time
      = tb_relative_time_format (tb_notification_get_received_at (notification), self->now);
  g_autoptr (PangoLayout) title
      = create_layout (widget, tb_notification_get_title (notification), unread, FALSE, 1.0);
  g_autoptr (PangoLayout) age = create_layout (widget, time, FALSE, TRUE, DIM);
  g_autoptr (PangoLayout) excerpt
      = create_layout (widget, tb_notification_get_body (notification), FALSE, TRUE, DIM);
  Line line = { widget,
                cr,
                gtk_widget_get_style_context (widget),
                gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL,
                cell_area->x + PADDING,
                cell_area->x + cell_area->width - PADDING };
  Line second_line;
  int title_height;
  int age_width;
  int dot;
  int y = cell_area->y + PADDING;

  cairo_save (cr);
  if (pending)
    draw_pending (&line, background_area, selected);

  dot = take (&line, DOT_SIZE, FALSE);
  take (&line, GAP, FALSE);
  second_line = line;
  pango_layout_get_pixel_size (title, NULL, &title_height);
  pango_layout_get_pixel_size (age, &age_width, NULL);
  gtk_render_layout (line.context, cr, take (&line, age_width, TRUE),
                     y + get_baseline (title) - get_baseline (age), age);
  take (&line, GAP, TRUE);
  if (unread)
    draw_dot (&line, dot, y + title_height / 2, selected);
  if (tb_notification_get_urgency (notification) == TB_URGENCY_URGENT)
    draw_icon (&line, y + title_height / 2, pending, selected);
  draw_rest (&line, title, y);
  draw_rest (&second_line, excerpt, y + title_height + LINE_GAP);
  cairo_restore (cr);
}

static void
tb_entry_renderer_get_preferred_width (GtkCellRenderer *renderer,
                                       GtkWidget *widget,
                                       int *minimum,
                                       int *natural)
{
  if (minimum != NULL)
    *minimum = 2 * PADDING;
  if (natural != NULL)
    *natural = 2 * PADDING;
}

static int
measure_line (GtkWidget *widget, gboolean bold, gboolean small)
{
  g_autoptr (PangoLayout) layout = create_layout (widget, "Mg", bold, small, 1.0);
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

static void
tb_entry_renderer_get_preferred_height (GtkCellRenderer *renderer,
                                        GtkWidget *widget,
                                        int *minimum,
                                        int *natural)
{
  int height = 2 * PADDING + measure_line (widget, TRUE, FALSE) + LINE_GAP
               + measure_line (widget, FALSE, TRUE);

  if (minimum != NULL)
    *minimum = height;
  if (natural != NULL)
    *natural = height;
}

static void
tb_entry_renderer_get_preferred_height_for_width (
    GtkCellRenderer *renderer, GtkWidget *widget, int width, int *minimum, int *natural)
{
  tb_entry_renderer_get_preferred_height (renderer, widget, minimum, natural);
}

static void
tb_entry_renderer_finalize (GObject *object)
{
  TbEntryRenderer *self = TB_ENTRY_RENDERER (object);

  g_clear_object (&self->entry);

  G_OBJECT_CLASS (tb_entry_renderer_parent_class)->finalize (object);
}

static void
tb_entry_renderer_class_init (TbEntryRendererClass *klass)
{
  GtkCellRendererClass *renderer_class = GTK_CELL_RENDERER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tb_entry_renderer_finalize;
  renderer_class->render = tb_entry_renderer_render;
  renderer_class->get_preferred_width = tb_entry_renderer_get_preferred_width;
  renderer_class->get_preferred_height = tb_entry_renderer_get_preferred_height;
  renderer_class->get_preferred_height_for_width = tb_entry_renderer_get_preferred_height_for_width;
}

static void
tb_entry_renderer_init (TbEntryRenderer *self)
{
}

/**
 * tb_entry_renderer_new:
 *
 * Returns: (transfer floating): a renderer
 */
GtkCellRenderer *
tb_entry_renderer_new (void)
{
  return g_object_new (TB_TYPE_ENTRY_RENDERER, NULL);
}

/**
 * tb_entry_renderer_set_entry:
 * @self: a renderer
 * @entry: what to draw
 * @now: the time now, in µs since the Unix epoch, UTC
 *
 * Sets what is drawn next.
 */
void
tb_entry_renderer_set_entry (TbEntryRenderer *self, TbInboxEntry *entry, gint64 now)
{
  const TbNotification *notification = tb_inbox_entry_get_notification (entry);
  g_autofree char *name = tb_entry_renderer_dup_name (entry);
  g_autofree char *time
      = tb_relative_time_format (tb_notification_get_received_at (notification), now);
  g_autofree char *text = NULL;

  /* Translators: an entry of the inbox as a screen reader says it: its title, how long ago it came,
   * and what it says: “Unread: New order, 2 min, Order 123 from ACME” */
  text = g_strdup_printf (_ ("%s, %s, %s"), name, time, tb_notification_get_body (notification));
  g_set_object (&self->entry, entry);
  self->now = now;
  g_object_set (self, "text", text, NULL);
}

/**
 * tb_entry_renderer_dup_name:
 * @entry: an entry
 *
 * Returns: (transfer full): its title, and before it in words what colour and weight say to the eye
 */
char *
tb_entry_renderer_dup_name (TbInboxEntry *entry)
{
  const char *title = tb_notification_get_title (tb_inbox_entry_get_notification (entry));

  if (!tb_inbox_entry_get_acknowledged (entry))
    return g_strdup_printf (_ ("Urgent, not acknowledged: %s"), title);
  if (tb_inbox_entry_get_unread (entry))
    return g_strdup_printf (_ ("Unread: %s"), title);

  return g_strdup (title);
}
