/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-account-notifications.h"

#include <glib/gi18n-lib.h>

#include "ui/tb-channel-row.h"
#include "ui/tb-preference-row.h"
#include "ui/tb-removable-row.h"

struct _TbAccountNotifications
{
  GtkBox parent_instance;

  TbPreferenceRow *urgent_row;
  GtkSwitch *urgent_switch;
  GtkWidget *channels_part;
  GtkContainer *channel_box;
  GtkWidget *further_part;
  GtkContainer *further_box;

  TbAccount *account;
};

G_DEFINE_FINAL_TYPE (TbAccountNotifications, tb_account_notifications, GTK_TYPE_BOX)

/* Its row was destroyed, and its button's focus with it. */
static void
move_focus (TbAccountNotifications *self)
{
  if (!gtk_widget_child_focus (GTK_WIDGET (self->further_box), GTK_DIR_TAB_FORWARD)
      && !gtk_widget_child_focus (GTK_WIDGET (self->channel_box), GTK_DIR_TAB_FORWARD))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
on_unmute (TbRemovableRow *row, gpointer user_data)
{
  TbAccountNotifications *self = TB_ACCOUNT_NOTIFICATIONS (user_data);

  tb_account_set_muted (self->account, tb_removable_row_get_text (row), FALSE);
  move_focus (self);
}

static GtkWidget *
create_further_row (TbAccountNotifications *self, const char *glob)
{
  g_autofree char *name = g_strdup_printf (_ ("Unmute %s"), glob);
  GtkWidget *row
      = tb_removable_row_new (glob, name, tb_account_is_writable (self->account, "muted-channels"));

  g_signal_connect (row, "remove-clicked", G_CALLBACK (on_unmute), self);

  return row;
}

static void
destroy_row (GtkWidget *row, gpointer user_data)
{
  gtk_widget_destroy (row);
}

static void
update_further (TbAccountNotifications *self)
{
  g_auto (GStrv) globs = tb_account_dup_further_mutes (self->account);

  gtk_container_foreach (self->further_box, destroy_row, NULL);
  for (gsize i = 0; globs[i] != NULL; i++)
    gtk_container_add (self->further_box, create_further_row (self, globs[i]));
  gtk_widget_set_visible (self->further_part, globs[0] != NULL);
}

static GtkWidget *
find_row (GList *rows, const char *channel)
{
  for (GList *at = rows; at != NULL; at = at->next)
    {
      if (g_str_equal (tb_channel_row_get_channel (at->data), channel))
        return at->data;
    }

  return NULL;
}

/* A channel that stays keeps its row, and the keyboard's focus with it. */
static void
update_channels (TbAccountNotifications *self)
{
  g_auto (GStrv) channels = tb_account_dup_channel_names (self->account);
  g_autoptr (GList) rows = gtk_container_get_children (self->channel_box);

  for (int i = 0; channels[i] != NULL; i++)
    {
      GtkWidget *row = find_row (rows, channels[i]);

      if (row == NULL)
        {
          row = tb_channel_row_new (self->account, channels[i]);
          gtk_container_add (self->channel_box, row);
        }
      rows = g_list_remove (rows, row);
      gtk_box_reorder_child (GTK_BOX (self->channel_box), row, i);
    }
  for (GList *at = rows; at != NULL; at = at->next)
    gtk_widget_destroy (at->data);
  gtk_widget_set_visible (self->channels_part, channels[0] != NULL);
}

static void
update (TbAccountNotifications *self)
{
  gtk_switch_set_active (self->urgent_switch, tb_account_get_urgent_passes (self->account));
  update_channels (self);
  update_further (self);
}

static void
on_account_changed (TbAccount *account, const char *key, gpointer user_data)
{
  static const char *const keys[] = {
    "urgent-passes-quiet", "muted-channels", "user-id", "tenant-ids", "rooms", "channels", NULL
  };

  if (g_strv_contains (keys, key))
    update (TB_ACCOUNT_NOTIFICATIONS (user_data));
}

static void
on_urgent_switched (GtkSwitch *urgent_switch, GParamSpec *pspec, gpointer user_data)
{
  TbAccountNotifications *self = TB_ACCOUNT_NOTIFICATIONS (user_data);
  gboolean passes = gtk_switch_get_active (urgent_switch);

  if (self->account != NULL && passes != tb_account_get_urgent_passes (self->account))
    tb_account_set_urgent_passes (self->account, passes);
}

static void
tb_account_notifications_destroy (GtkWidget *widget)
{
  TbAccountNotifications *self = TB_ACCOUNT_NOTIFICATIONS (widget);

  if (self->account != NULL)
    g_signal_handlers_disconnect_by_data (self->account, self);
  g_clear_object (&self->account);

  GTK_WIDGET_CLASS (tb_account_notifications_parent_class)->destroy (widget);
}

static void
tb_account_notifications_class_init (TbAccountNotificationsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->destroy = tb_account_notifications_destroy;

  g_type_ensure (TB_TYPE_PREFERENCE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/com/nebutra/Traybell/ui/tb-account-notifications.ui");
#define BIND(child)                                                                                \
  gtk_widget_class_bind_template_child (widget_class, TbAccountNotifications, child)
  BIND (urgent_row);
  BIND (urgent_switch);
  BIND (channels_part);
  BIND (channel_box);
  BIND (further_part);
  BIND (further_box);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_urgent_switched);
}

static void
tb_account_notifications_init (TbAccountNotifications *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_account_notifications_new:
 * @account: an account, followed from now on
 *
 * Returns: (transfer floating): what is shown of it
 */
GtkWidget *
tb_account_notifications_new (TbAccount *account)
{
  TbAccountNotifications *self = g_object_new (TB_TYPE_ACCOUNT_NOTIFICATIONS, NULL);

  self->account = g_object_ref (account);
  g_object_set (self->urgent_row, "locked",
                !tb_account_is_writable (account, "urgent-passes-quiet"), NULL);
  g_signal_connect (account, "changed", G_CALLBACK (on_account_changed), self);
  update (self);

  return GTK_WIDGET (self);
}
