/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One step of a check: an icon and words for how it went, and what to do about it. */

#include "ui/tb-check-row.h"

#include <glib/gi18n-lib.h>

struct _TbCheckRow
{
  GtkListBoxRow parent_instance;

  GtkStack *state_stack;
  GtkImage *state_image;
  GtkSpinner *spinner;
  GtkLabel *title_label;
  GtkLabel *seen_label;
  GtkLabel *remedy_label;

  TbCheckStep *step;
  TbCheckState shown_state;
};

G_DEFINE_FINAL_TYPE (TbCheckRow, tb_check_row, GTK_TYPE_LIST_BOX_ROW)

static const char *
get_icon_name (TbCheckState state)
{
  switch (state)
    {
    case TB_CHECK_PASSED:
      return "object-select-symbolic";
    case TB_CHECK_WARNING:
      return "dialog-warning-symbolic";
    case TB_CHECK_FAILED:
      return "dialog-error-symbolic";
    case TB_CHECK_WAITING:
    case TB_CHECK_RUNNING:
    case TB_CHECK_SKIPPED:
    default:
      return "content-loading-symbolic";
    }
}

static const char *
get_word (TbCheckState state)
{
  switch (state)
    {
    case TB_CHECK_RUNNING:
      return _ ("Under way");
    case TB_CHECK_PASSED:
      return _ ("Passed");
    case TB_CHECK_WARNING:
      return _ ("Warning");
    case TB_CHECK_FAILED:
      return _ ("Failed");
    case TB_CHECK_SKIPPED:
      return _ ("Not tried");
    case TB_CHECK_WAITING:
    default:
      return _ ("Waiting");
    }
}

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
update (TbCheckRow *self)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (self));
  TbCheckState state = tb_check_step_get_state (self->step);
  const char *seen = tb_check_step_get_seen (self->step);
  const char *remedy = tb_check_step_get_remedy (self->step);
  /* Translators: how a step of a check went, and what it is about */
  g_autofree char *name
      = g_strdup_printf (_ ("%s: %s"), get_word (state), tb_check_step_get_title (self->step));
  g_autofree char *description
      = g_strdup_printf ("%s%s%s", seen, remedy != NULL ? " " : "", remedy != NULL ? remedy : "");

  gtk_style_context_remove_class (context, tb_check_state_to_string (self->shown_state));
  gtk_style_context_add_class (context, tb_check_state_to_string (state));
  self->shown_state = state;

  gtk_image_set_from_icon_name (self->state_image, get_icon_name (state), GTK_ICON_SIZE_BUTTON);
  g_object_set (self->spinner, "active", state == TB_CHECK_RUNNING, NULL);
  gtk_stack_set_visible_child_name (self->state_stack,
                                    state == TB_CHECK_RUNNING ? "spinner" : "image");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->state_stack), get_word (state));
  show_text (self->seen_label, seen);
  show_text (self->remedy_label, remedy);
  atk_object_set_name (accessible, name);
  atk_object_set_description (accessible, description);
}

static void
on_state_changed (TbCheckStep *step, GParamSpec *pspec, gpointer user_data)
{
  update (TB_CHECK_ROW (user_data));
}

static void
tb_check_row_dispose (GObject *object)
{
  g_clear_object (&TB_CHECK_ROW (object)->step);

  G_OBJECT_CLASS (tb_check_row_parent_class)->dispose (object);
}

static void
tb_check_row_class_init (TbCheckRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_check_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-check-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TbCheckRow, state_stack);
  gtk_widget_class_bind_template_child (widget_class, TbCheckRow, state_image);
  gtk_widget_class_bind_template_child (widget_class, TbCheckRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, TbCheckRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, TbCheckRow, seen_label);
  gtk_widget_class_bind_template_child (widget_class, TbCheckRow, remedy_label);
}

static void
tb_check_row_init (TbCheckRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_check_row_new:
 * @step: a step of a check, followed from now on
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
tb_check_row_new (TbCheckStep *step)
{
  TbCheckRow *self = g_object_new (TB_TYPE_CHECK_ROW, NULL);

  self->step = g_object_ref (step);
  gtk_label_set_text (self->title_label, tb_check_step_get_title (step));
  g_signal_connect_object (step, "notify::state", G_CALLBACK (on_state_changed), self, 0);
  update (self);

  return GTK_WIDGET (self);
}
