/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-room-section.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/tb-live-list.h"
#include "ui/tb-member-order.h"
#include "ui/tb-member-row.h"

/* What precedes a room's id in its channel's name, longest first. */
static const char *const room_prefixes[] = { "presence-room-", "presence-", NULL };

struct _TbRoomSection
{
  GtkBox parent_instance;

  GtkLabel *count_label;
  GtkLabel *room_label;
  GtkLabel *status_label;
  TbLiveList *list;
  GtkLabel *more_label;

  PusherChannel *channel;
  TbMemberOrder *members;
};

G_DEFINE_FINAL_TYPE (TbRoomSection, tb_room_section, GTK_TYPE_BOX)

/* A sentence about what the list does not say, or NULL. */
static const char *
find_status (TbRoomSection *self, guint n_members)
{
  PusherChannelState state = pusher_channel_get_state (self->channel);
  const GError *error = pusher_channel_get_error (self->channel);

  if (state == PUSHER_CHANNEL_DENIED || state == PUSHER_CHANNEL_FAILED)
    return error != NULL ? error->message : _ ("This room cannot be joined");
  if (n_members == 0 && state == PUSHER_CHANNEL_WANTED)
    return _ ("Not joined yet");
  if (n_members == 0)
    return state == PUSHER_CHANNEL_SUBSCRIBED ? _ ("Nobody is here") : _ ("Joining…");
  if (pusher_presence_get_stale (pusher_channel_get_presence (self->channel)))
    return _ ("As it was before the connection was lost");

  return NULL;
}

static void
update_status (TbRoomSection *self)
{
  guint n_members = g_list_model_get_n_items (G_LIST_MODEL (self->members));
  gboolean known
      = n_members > 0 || pusher_channel_get_state (self->channel) == PUSHER_CHANNEL_SUBSCRIBED;
  g_autofree char *count = known ? g_strdup_printf (_ ("Here now · %'u"), n_members) : NULL;
  const char *status = find_status (self, n_members);

  gtk_label_set_text (self->count_label, count != NULL ? count : _ ("Here now"));
  gtk_label_set_text (self->status_label, status != NULL ? status : "");
  gtk_widget_set_visible (GTK_WIDGET (self->status_label), status != NULL);
}

/* The list is about to show who is here now. */
static void
on_collect (GPtrArray *items, gpointer user_data)
{
  TbRoomSection *self = TB_ROOM_SECTION (user_data);
  guint n_members = g_list_model_get_n_items (G_LIST_MODEL (self->members));
  guint n_rows = MIN (n_members, TB_ROOM_SECTION_ROWS);
  g_autofree char *more = g_strdup_printf (
      ngettext ("and %'u more", "and %'u more", n_members - n_rows), n_members - n_rows);

  for (guint i = 0; i < n_rows; i++)
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (self->members), i));

  gtk_label_set_text (self->more_label, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more_label), n_members > n_rows);
  update_status (self);
}

static GtkWidget *
on_create_row (gpointer item)
{
  return tb_member_row_new (PUSHER_MEMBER (item));
}

static void
on_members_changed (
    GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  TbRoomSection *self = TB_ROOM_SECTION (user_data);

  tb_live_list_queue_refresh (self->list);
}

static void
on_channel_changed (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  update_status (TB_ROOM_SECTION (user_data));
}

static void
tb_room_section_destroy (GtkWidget *widget)
{
  TbRoomSection *self = TB_ROOM_SECTION (widget);

  if (self->channel != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->channel, self);
      g_signal_handlers_disconnect_by_data (pusher_channel_get_presence (self->channel), self);
      g_signal_handlers_disconnect_by_data (self->members, self);
    }
  g_clear_object (&self->channel);
  g_clear_object (&self->members);

  GTK_WIDGET_CLASS (tb_room_section_parent_class)->destroy (widget);
}

static void
tb_room_section_class_init (TbRoomSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->destroy = tb_room_section_destroy;

  g_type_ensure (TB_TYPE_LIVE_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-room-section.ui");
  gtk_widget_class_bind_template_child (widget_class, TbRoomSection, count_label);
  gtk_widget_class_bind_template_child (widget_class, TbRoomSection, room_label);
  gtk_widget_class_bind_template_child (widget_class, TbRoomSection, status_label);
  gtk_widget_class_bind_template_child (widget_class, TbRoomSection, list);
  gtk_widget_class_bind_template_child (widget_class, TbRoomSection, more_label);
}

static void
tb_room_section_init (TbRoomSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_room_section_new:
 * @channel: a presence channel, followed from now on
 *
 * Returns: (transfer floating): a section
 */
GtkWidget *
tb_room_section_new (PusherChannel *channel)
{
  TbRoomSection *self = g_object_new (TB_TYPE_ROOM_SECTION, NULL);
  PusherPresence *presence = pusher_channel_get_presence (channel);
  g_autofree char *room = tb_room_section_dup_room_name (pusher_channel_get_name (channel));
  g_autofree char *list_name = g_strdup_printf (_ ("People in %s"), room);

  self->channel = g_object_ref (channel);
  self->members = tb_member_order_new (G_LIST_MODEL (presence));
  gtk_label_set_text (self->room_label, room);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->room_label), room);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self->list)), list_name);

  g_signal_connect (channel, "notify::state", G_CALLBACK (on_channel_changed), self);
  g_signal_connect (presence, "notify::stale", G_CALLBACK (on_channel_changed), self);
  g_signal_connect (self->members, "items-changed", G_CALLBACK (on_members_changed), self);
  tb_live_list_set_functions (self->list, on_collect, on_create_row, self);

  return GTK_WIDGET (self);
}

/**
 * tb_room_section_dup_room_name:
 * @channel_name: name of a presence channel
 *
 * Returns: (transfer full): what to call the room: the name without what it shares with all rooms
 */
char *
tb_room_section_dup_room_name (const char *channel_name)
{
  for (gsize i = 0; room_prefixes[i] != NULL; i++)
    {
      const char *prefix = room_prefixes[i];

      if (g_str_has_prefix (channel_name, prefix) && channel_name[strlen (prefix)] != '\0')
        return g_strdup (channel_name + strlen (prefix));
    }

  return g_strdup (channel_name);
}
