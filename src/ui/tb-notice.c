/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-notice.h"

struct _TbNotice
{
  GtkBox parent_instance;

  GtkImage *image;
  GtkLabel *text_label;
  GtkLabel *detail_label;
  GtkButton *action_button;
  GtkWidget *dismiss_button;
};

enum
{
  SIGNAL_DISMISSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbNotice, tb_notice, GTK_TYPE_BOX)

static void
on_dismiss_clicked (GtkButton *button, gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_DISMISSED], 0);
}

static void
tb_notice_class_init (TbNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SIGNAL_DISMISSED] = g_signal_new ("dismissed", G_TYPE_FROM_CLASS (klass),
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_accessible_role (widget_class, ATK_ROLE_INFO_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-notice.ui");
  gtk_widget_class_bind_template_child (widget_class, TbNotice, image);
  gtk_widget_class_bind_template_child (widget_class, TbNotice, text_label);
  gtk_widget_class_bind_template_child (widget_class, TbNotice, detail_label);
  gtk_widget_class_bind_template_child (widget_class, TbNotice, action_button);
  gtk_widget_class_bind_template_child (widget_class, TbNotice, dismiss_button);
  gtk_widget_class_bind_template_callback (widget_class, on_dismiss_clicked);
}

static void
tb_notice_init (TbNotice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_notice_new:
 *
 * Returns: (transfer floating): a notice that says nothing, and is not visible
 */
GtkWidget *
tb_notice_new (void)
{
  return g_object_new (TB_TYPE_NOTICE, NULL);
}

/**
 * tb_notice_set_icon:
 * @self: a notice
 * @icon_name: name of a symbolic icon
 */
void
tb_notice_set_icon (TbNotice *self, const char *icon_name)
{
  g_object_set (self->image, "icon-name", icon_name, NULL);
}

/**
 * tb_notice_set_text:
 * @self: a notice
 * @text: what it says, plain text
 */
void
tb_notice_set_text (TbNotice *self, const char *text)
{
  gtk_label_set_text (self->text_label, text);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self)), text);
}

/**
 * tb_notice_set_detail:
 * @self: a notice
 * @detail: (nullable): what it says besides in smaller letters, plain text
 */
void
tb_notice_set_detail (TbNotice *self, const char *detail)
{
  gboolean visible = detail != NULL && *detail != '\0';

  gtk_label_set_text (self->detail_label, visible ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail_label), visible);
}

/**
 * tb_notice_set_button:
 * @self: a notice
 * @label: (nullable): what can be done, with a mnemonic, or %NULL for nothing
 * @action_name: (nullable): the action that does it
 * @target: (nullable): its parameter
 */
void
tb_notice_set_button (TbNotice *self,
                      const char *label,
                      const char *action_name,
                      const char *target)
{
  gtk_widget_set_visible (GTK_WIDGET (self->action_button), label != NULL);
  if (label == NULL)
    return;

  gtk_button_set_label (self->action_button, label);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->action_button), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->action_button), action_name);
}

/**
 * tb_notice_set_dismissable:
 * @self: a notice
 * @dismissable: whether it has a button that dismisses it
 */
void
tb_notice_set_dismissable (TbNotice *self, gboolean dismissable)
{
  gtk_widget_set_visible (self->dismiss_button, dismissable);
}
