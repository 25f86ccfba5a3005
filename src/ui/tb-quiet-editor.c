/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-quiet-editor.h"

#include "inbox/tb-quiet-hours.h"
#include "ui/tb-quiet-row.h"

/* What is offered first: every night. */
static const TbQuietSpan nights = { TB_QUIET_ALL_DAYS, 22 * 60, 7 * 60 };

struct _TbQuietEditor
{
  GtkBox parent_instance;

  GtkWidget *frame;
  GtkContainer *row_box;
  GtkWidget *empty_label;
  GtkLabel *mistake_label;
  GtkWidget *locked_label;
  GtkWidget *add_button;

  TbPreferences *preferences;
  gboolean writing;
};

G_DEFINE_FINAL_TYPE (TbQuietEditor, tb_quiet_editor, GTK_TYPE_BOX)

static void
update_emptiness (TbQuietEditor *self)
{
  g_autoptr (GList) rows = gtk_container_get_children (self->row_box);

  gtk_widget_set_visible (self->frame, rows != NULL);
  gtk_widget_set_visible (self->empty_label, rows == NULL);
}

/* Keeps what the rows say, unless there is one that says nothing that could be. */
static void
write_rows (TbQuietEditor *self)
{
  g_autoptr (GList) rows = gtk_container_get_children (self->row_box);
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (TbQuietSpan));
  g_autoptr (TbQuietHours) hours = NULL;
  g_auto (GStrv) strings = NULL;

  for (GList *row = rows; row != NULL; row = row->next)
    {
      TbQuietSpan span;

      if (!tb_quiet_row_check (TB_QUIET_ROW (row->data)))
        return;
      tb_quiet_row_get_span (TB_QUIET_ROW (row->data), &span);
      g_array_append_val (spans, span);
    }

  hours = tb_quiet_hours_new ((const TbQuietSpan *) spans->data, spans->len);
  strings = tb_quiet_hours_to_strings (hours);
  self->writing = TRUE;
  tb_preferences_set_strings (self->preferences, TB_PREFERENCE_QUIET_HOURS,
                              (const char *const *) strings);
  self->writing = FALSE;
  gtk_widget_hide (GTK_WIDGET (self->mistake_label));
}

static void
on_row_changed (TbQuietRow *row, gpointer user_data)
{
  write_rows (TB_QUIET_EDITOR (user_data));
}

static void
on_row_unwanted (TbQuietRow *row, gpointer user_data)
{
  TbQuietEditor *self = TB_QUIET_EDITOR (user_data);

  /* The row goes, and its button's focus with it. */
  gtk_widget_grab_focus (self->add_button);
  gtk_widget_destroy (GTK_WIDGET (row));
  update_emptiness (self);
  write_rows (self);
}

static GtkWidget *
add_row (TbQuietEditor *self, const TbQuietSpan *span)
{
  GtkWidget *row = tb_quiet_row_new (span);

  g_signal_connect (row, "changed", G_CALLBACK (on_row_changed), self);
  g_signal_connect (row, "unwanted", G_CALLBACK (on_row_unwanted), self);
  gtk_container_add (self->row_box, row);

  return row;
}

static void
on_add_clicked (GtkButton *button, gpointer user_data)
{
  TbQuietEditor *self = TB_QUIET_EDITOR (user_data);
  GtkWidget *row = add_row (self, &nights);

  update_emptiness (self);
  write_rows (self);
  gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
}

static void
destroy_row (GtkWidget *row, gpointer user_data)
{
  gtk_widget_destroy (row);
}

static void
read_rows (TbQuietEditor *self)
{
  g_auto (GStrv) strings
      = tb_preferences_dup_strings (self->preferences, TB_PREFERENCE_QUIET_HOURS);
  g_autofree char *mistake = NULL;
  g_autoptr (TbQuietHours) hours
      = tb_quiet_hours_new_from_strings ((const char *const *) strings, &mistake);
  gsize n_spans;
  const TbQuietSpan *spans = tb_quiet_hours_get_spans (hours, &n_spans);

  gtk_container_foreach (self->row_box, destroy_row, NULL);
  for (gsize i = 0; i < n_spans; i++)
    add_row (self, &spans[i]);
  gtk_label_set_text (self->mistake_label, mistake != NULL ? mistake : "");
  gtk_widget_set_visible (GTK_WIDGET (self->mistake_label), mistake != NULL);
  update_emptiness (self);
}

static void
on_hours_changed (TbPreferences *preferences, const char *key, gpointer user_data)
{
  TbQuietEditor *self = TB_QUIET_EDITOR (user_data);

  /* What the rows say themselves does not make them anew. */
  if (!self->writing)
    read_rows (self);
}

static void
tb_quiet_editor_destroy (GtkWidget *widget)
{
  TbQuietEditor *self = TB_QUIET_EDITOR (widget);

  if (self->preferences != NULL)
    g_signal_handlers_disconnect_by_data (self->preferences, self);
  g_clear_object (&self->preferences);

  GTK_WIDGET_CLASS (tb_quiet_editor_parent_class)->destroy (widget);
}

static void
tb_quiet_editor_class_init (TbQuietEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->destroy = tb_quiet_editor_destroy;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-quiet-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, TbQuietEditor, frame);
  gtk_widget_class_bind_template_child (widget_class, TbQuietEditor, row_box);
  gtk_widget_class_bind_template_child (widget_class, TbQuietEditor, empty_label);
  gtk_widget_class_bind_template_child (widget_class, TbQuietEditor, mistake_label);
  gtk_widget_class_bind_template_child (widget_class, TbQuietEditor, locked_label);
  gtk_widget_class_bind_template_child (widget_class, TbQuietEditor, add_button);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked);
}

static void
tb_quiet_editor_init (TbQuietEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_quiet_editor_set_preferences:
 * @self: an editor
 * @preferences: where the quiet hours are, followed and changed from now on
 *
 * To be called once.
 */
void
tb_quiet_editor_set_preferences (TbQuietEditor *self, TbPreferences *preferences)
{
  gboolean writable = tb_preferences_is_writable (preferences, TB_PREFERENCE_QUIET_HOURS);

  self->preferences = g_object_ref (preferences);
  g_signal_connect (preferences, "changed::" TB_PREFERENCE_QUIET_HOURS,
                    G_CALLBACK (on_hours_changed), self);
  read_rows (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->row_box), writable);
  gtk_widget_set_sensitive (self->add_button, writable);
  gtk_widget_set_visible (self->locked_label, !writable);
}
