/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-account-section.h"

#include "ui/tb-account-header.h"
#include "ui/tb-room-section.h"

struct _TbAccountSection
{
  GtkBox parent_instance;

  GtkContainer *room_box;

  TbSession *session;
  GListModel *channels; /* those of the session's present connection */
};

G_DEFINE_FINAL_TYPE (TbAccountSection, tb_account_section, GTK_TYPE_BOX)

static void
destroy_room (GtkWidget *room, gpointer user_data)
{
  gtk_widget_destroy (room);
}

/* Channels come and go with the settings and the connection only, so all rooms anew is soon enough.
 */
static void
build_rooms (TbAccountSection *self)
{
  guint n_channels = g_list_model_get_n_items (self->channels);

  gtk_container_foreach (self->room_box, destroy_room, NULL);
  for (guint i = 0; i < n_channels; i++)
    {
      g_autoptr (PusherChannel) channel = g_list_model_get_item (self->channels, i);

      if (pusher_channel_get_presence (channel) != NULL)
        gtk_container_add (self->room_box, tb_room_section_new (channel));
    }
}

static void
on_items_changed (
    GListModel *channels, guint position, guint removed, guint added, gpointer user_data)
{
  build_rooms (TB_ACCOUNT_SECTION (user_data));
}

static void
drop_channels (TbAccountSection *self)
{
  if (self->channels != NULL)
    g_signal_handlers_disconnect_by_func (self->channels, on_items_changed, self);
  g_clear_object (&self->channels);
}

static void
take_channels (TbAccountSection *self)
{
  drop_channels (self);
  self->channels = g_object_ref (tb_session_get_channels (self->session));
  g_signal_connect (self->channels, "items-changed", G_CALLBACK (on_items_changed), self);
  build_rooms (self);
}

static void
on_channels_changed (TbSession *session, GParamSpec *pspec, gpointer user_data)
{
  take_channels (TB_ACCOUNT_SECTION (user_data));
}

static void
tb_account_section_destroy (GtkWidget *widget)
{
  TbAccountSection *self = TB_ACCOUNT_SECTION (widget);

  drop_channels (self);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);

  GTK_WIDGET_CLASS (tb_account_section_parent_class)->destroy (widget);
}

static void
tb_account_section_class_init (TbAccountSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->destroy = tb_account_section_destroy;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-account-section.ui");
  gtk_widget_class_bind_template_child (widget_class, TbAccountSection, room_box);
}

static void
tb_account_section_init (TbAccountSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_account_section_new:
 * @session: an account's session, followed from now on
 *
 * Returns: (transfer floating): a section
 */
GtkWidget *
tb_account_section_new (TbSession *session)
{
  TbAccountSection *self = g_object_new (TB_TYPE_ACCOUNT_SECTION, NULL);

  self->session = g_object_ref (session);
  gtk_container_add (GTK_CONTAINER (self), tb_account_header_new (session));
  g_signal_connect (session, "notify::channels", G_CALLBACK (on_channels_changed), self);
  take_channels (self);

  return GTK_WIDGET (self);
}
