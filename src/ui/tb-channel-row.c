/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-channel-row.h"

#include <glib/gi18n-lib.h>

#include "ui/tb-room-section.h"

#define KEY "muted-channels"

struct _TbChannelRow
{
  GtkBox parent_instance;

  GtkToggleButton *shown_button;
  GtkLabel *name_label;
  GtkLabel *pattern_label;

  TbAccount *account;
  char *channel;
};

G_DEFINE_FINAL_TYPE (TbChannelRow, tb_channel_row, GTK_TYPE_BOX)

static gboolean
is_shown (TbChannelRow *self)
{
  g_autofree char *glob = tb_account_dup_muting_glob (self->account, self->channel);

  return glob == NULL;
}

static void
update (TbChannelRow *self)
{
  g_autofree char *pattern = tb_account_dup_muting_pattern (self->account, self->channel);
  g_autofree char *text
      /* TRANSLATORS: a pattern of channels' names, such as private-tenant-* */
      = pattern != NULL ? g_strdup_printf (_ ("Muted by “%s”"), pattern) : g_strdup ("");

  gtk_toggle_button_set_active (self->shown_button, is_shown (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->shown_button),
                            pattern == NULL && tb_account_is_writable (self->account, KEY));
  gtk_label_set_text (self->pattern_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->pattern_label), pattern != NULL);
  atk_object_set_description (gtk_widget_get_accessible (GTK_WIDGET (self->shown_button)), text);
}

static void
on_account_changed (TbAccount *account, const char *key, gpointer user_data)
{
  update (TB_CHANNEL_ROW (user_data));
}

static void
on_shown_toggled (GtkToggleButton *button, gpointer user_data)
{
  TbChannelRow *self = TB_CHANNEL_ROW (user_data);
  gboolean shown = gtk_toggle_button_get_active (button);

  if (self->account == NULL || shown == is_shown (self))
    return;

  tb_account_set_muted (self->account, self->channel, !shown);
  /* If it could not be written, it is as it was. */
  update (self);
}

static void
tb_channel_row_destroy (GtkWidget *widget)
{
  TbChannelRow *self = TB_CHANNEL_ROW (widget);

  if (self->account != NULL)
    g_signal_handlers_disconnect_by_data (self->account, self);
  g_clear_object (&self->account);

  GTK_WIDGET_CLASS (tb_channel_row_parent_class)->destroy (widget);
}

static void
tb_channel_row_finalize (GObject *object)
{
  g_free (TB_CHANNEL_ROW (object)->channel);

  G_OBJECT_CLASS (tb_channel_row_parent_class)->finalize (object);
}

static void
tb_channel_row_class_init (TbChannelRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tb_channel_row_finalize;
  widget_class->destroy = tb_channel_row_destroy;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-channel-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TbChannelRow, shown_button);
  gtk_widget_class_bind_template_child (widget_class, TbChannelRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, TbChannelRow, pattern_label);
  gtk_widget_class_bind_template_callback (widget_class, on_shown_toggled);
}

static void
tb_channel_row_init (TbChannelRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_channel_row_new:
 * @account: an account, followed from now on
 * @channel: name of one of its channels
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
tb_channel_row_new (TbAccount *account, const char *channel)
{
  TbChannelRow *self = g_object_new (TB_TYPE_CHANNEL_ROW, NULL);
  g_autofree char *name = tb_room_section_dup_room_name (channel);
  g_autofree char *accessible_name = g_strdup_printf (_ ("Show: %s"), name);

  self->account = g_object_ref (account);
  self->channel = g_strdup (channel);
  gtk_label_set_text (self->name_label, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name_label), channel);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self->shown_button)),
                       accessible_name);
  g_signal_connect (account, "changed::" KEY, G_CALLBACK (on_account_changed), self);
  update (self);

  return GTK_WIDGET (self);
}

/**
 * tb_channel_row_get_channel:
 * @self: a row
 *
 * Returns: the channel's name
 */
const char *
tb_channel_row_get_channel (TbChannelRow *self)
{
  return self->channel;
}
