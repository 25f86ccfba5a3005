/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-quiet-row.h"

#include <glib/gi18n-lib.h>

#include "ui/tb-time-spin.h"

#define N_DAYS 7

struct _TbQuietRow
{
  GtkBox parent_instance;

  GtkBox *day_box;
  GtkToggleButton *day_buttons[N_DAYS]; /* Monday first; not owned: children */
  GtkSpinButton *start_spin;
  GtkSpinButton *end_spin;
  GtkLabel *text_label;

  gboolean filling;
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_UNWANTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbQuietRow, tb_quiet_row, GTK_TYPE_BOX)

static void
on_changed (TbQuietRow *self)
{
  if (self->filling)
    return;

  tb_quiet_row_check (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_remove_clicked (GtkButton *button, gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_UNWANTED], 0);
}

static void
add_days (TbQuietRow *self)
{
  /* A Monday, whichever. */
  g_autoptr (GDateTime) monday = g_date_time_new_utc (2024, 1, 1, 12, 0, 0);

  for (int i = 0; i < N_DAYS; i++)
    {
      g_autoptr (GDateTime) day = g_date_time_add_days (monday, i);
      g_autofree char *short_name = g_date_time_format (day, "%a");
      g_autofree char *name = g_date_time_format (day, "%A");
      GtkWidget *button = gtk_toggle_button_new_with_label (short_name);

      gtk_widget_set_tooltip_text (button, name);
      atk_object_set_name (gtk_widget_get_accessible (button), name);
      g_signal_connect_swapped (button, "toggled", G_CALLBACK (on_changed), self);
      gtk_widget_show (button);
      gtk_box_pack_start (self->day_box, button, FALSE, FALSE, 0);
      self->day_buttons[i] = GTK_TOGGLE_BUTTON (button);
    }
}

static void
tb_quiet_row_class_init (TbQuietRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", TB_TYPE_QUIET_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_UNWANTED] = g_signal_new ("unwanted", TB_TYPE_QUIET_ROW, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (TB_TYPE_TIME_SPIN);
  gtk_widget_class_set_accessible_role (widget_class, ATK_ROLE_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-quiet-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TbQuietRow, day_box);
  gtk_widget_class_bind_template_child (widget_class, TbQuietRow, start_spin);
  gtk_widget_class_bind_template_child (widget_class, TbQuietRow, end_spin);
  gtk_widget_class_bind_template_child (widget_class, TbQuietRow, text_label);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_clicked);
}

static void
tb_quiet_row_init (TbQuietRow *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  add_days (self);
}

/**
 * tb_quiet_row_new:
 * @span: a span
 *
 * Returns: (transfer floating): a row with @span
 */
GtkWidget *
tb_quiet_row_new (const TbQuietSpan *span)
{
  TbQuietRow *self = g_object_new (TB_TYPE_QUIET_ROW, NULL);

  for (guint i = 0; i < N_DAYS; i++)
    gtk_toggle_button_set_active (self->day_buttons[i], (span->days & TB_QUIET_DAY (i)) != 0);
  gtk_spin_button_set_value (self->start_spin, span->start);
  /* Midnight at the end of a day is the one that the next begins with. */
  gtk_spin_button_set_value (self->end_spin, span->end % TB_TIME_SPIN_DAY);
  self->filling = FALSE;
  tb_quiet_row_check (self);

  return GTK_WIDGET (self);
}

/**
 * tb_quiet_row_get_span:
 * @self: a row
 * @span: (out): what it says now, right or not
 */
void
tb_quiet_row_get_span (TbQuietRow *self, TbQuietSpan *span)
{
  span->days = 0;
  for (guint i = 0; i < N_DAYS; i++)
    {
      if (gtk_toggle_button_get_active (self->day_buttons[i]))
        span->days |= TB_QUIET_DAY (i);
    }
  span->start = (guint) gtk_spin_button_get_value_as_int (self->start_spin);
  span->end = (guint) gtk_spin_button_get_value_as_int (self->end_spin);
  if (span->end == 0)
    span->end = TB_TIME_SPIN_DAY;
}

/**
 * tb_quiet_row_check:
 * @self: a row
 *
 * Says below the row what it means, or what is wrong with it.
 *
 * Returns: whether there is such a span
 */
gboolean
tb_quiet_row_check (TbQuietRow *self)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self->text_label));
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (self));
  g_autoptr (GError) error = NULL;
  g_autofree char *description = NULL;
  TbQuietSpan span;
  gboolean right;

  tb_quiet_row_get_span (self, &span);
  right = tb_quiet_span_check (&span, &error);
  if (right)
    {
      description = tb_quiet_span_describe (&span);
      gtk_style_context_remove_class (context, "error");
    }
  else
    {
      description = g_strdup (error->message);
      gtk_style_context_add_class (context, "error");
    }
  gtk_label_set_text (self->text_label, description);
  atk_object_set_name (accessible, description);

  return right;
}
