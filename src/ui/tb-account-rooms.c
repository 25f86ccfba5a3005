/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-account-rooms.h"

#include "inbox/tb-preferences.h"
#include "pusher/pusher-channel-name.h"
#include "ui/tb-room-section.h"

struct _TbAccountRooms
{
  GtkBox parent_instance;

  TbSession *session;
  TbPreferences *preferences;
  GListModel *channels; /* those of the session's present connection */
  gboolean has_rooms;
  gboolean name_shown;
  guint update_source;
};

enum
{
  PROP_HAS_ROOMS = 1,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TbAccountRooms, tb_account_rooms, GTK_TYPE_BOX)

/* What the room is called in the list of folded ones. */
static char *
build_fold_name (TbAccountRooms *self, PusherChannel *channel)
{
  return g_strconcat (tb_account_get_id (tb_session_get_account (self->session)), "/",
                      pusher_channel_get_name (channel), NULL);
}

static void
on_folded (TbRoomSection *room, GParamSpec *pspec, gpointer user_data)
{
  TbAccountRooms *self = TB_ACCOUNT_ROOMS (user_data);
  g_autofree char *name = build_fold_name (self, tb_room_section_get_channel (room));

  tb_preferences_set_contains (self->preferences, TB_PREFERENCE_FOLDED_ROOMS, name,
                               tb_room_section_get_folded (room));
}

static GtkWidget *
add_room (TbAccountRooms *self, PusherChannel *channel)
{
  GtkWidget *room = tb_room_section_new (channel, self->session);
  g_autofree char *name = build_fold_name (self, channel);

  tb_room_section_set_folded (
      TB_ROOM_SECTION (room),
      tb_preferences_contains (self->preferences, TB_PREFERENCE_FOLDED_ROOMS, name));
  g_signal_connect (room, "notify::folded", G_CALLBACK (on_folded), self);
  gtk_container_add (GTK_CONTAINER (self), room);

  return room;
}

static GtkWidget *
find_room (GList *rooms, PusherChannel *channel)
{
  for (GList *at = rooms; at != NULL; at = at->next)
    {
      PusherChannel *shown = tb_room_section_get_channel (TB_ROOM_SECTION (at->data));

      if (g_str_equal (pusher_channel_get_name (shown), pusher_channel_get_name (channel)))
        return at->data;
    }

  return NULL;
}

/* Makes the rooms those of the present connection. Each keeps its section, and with it all that the
 * user has done to it. */
static void
update_rooms (TbAccountRooms *self)
{
  g_autoptr (GList) rooms = gtk_container_get_children (GTK_CONTAINER (self));
  guint n_channels = g_list_model_get_n_items (self->channels);
  int n_rooms = 0;

  /* Between two connections there are no channels, but there will be. */
  if (n_channels == 0 && tb_session_get_state (self->session) == TB_SESSION_CONNECTING)
    return;

  for (guint i = 0; i < n_channels; i++)
    {
      g_autoptr (PusherChannel) channel = g_list_model_get_item (self->channels, i);
      GtkWidget *room;

      if (pusher_channel_get_presence (channel) == NULL)
        continue;
      room = find_room (rooms, channel);
      if (room != NULL)
        tb_room_section_set_channel (TB_ROOM_SECTION (room), channel);
      else
        room = add_room (self, channel);
      rooms = g_list_remove (rooms, room);
      gtk_box_reorder_child (GTK_BOX (self), room, n_rooms++);
    }
  for (GList *at = rooms; at != NULL; at = at->next)
    gtk_widget_destroy (at->data);
}

static void
update_names (TbAccountRooms *self)
{
  g_autoptr (GList) rooms = gtk_container_get_children (GTK_CONTAINER (self));
  g_autofree char *name
      = self->name_shown ? tb_account_dup_name (tb_session_get_account (self->session)) : NULL;

  for (GList *at = rooms; at != NULL; at = at->next)
    tb_room_section_set_account_name (TB_ROOM_SECTION (at->data), name);
}

static gboolean
on_update_due (gpointer user_data)
{
  TbAccountRooms *self = TB_ACCOUNT_ROOMS (user_data);

  self->update_source = 0;
  update_rooms (self);
  update_names (self);

  return G_SOURCE_REMOVE;
}

/* Once all that changes together has changed. */
static void
queue_update (TbAccountRooms *self)
{
  if (self->update_source == 0)
    self->update_source = g_idle_add (on_update_due, self);
}

static void
on_items_changed (
    GListModel *channels, guint position, guint removed, guint added, gpointer user_data)
{
  queue_update (TB_ACCOUNT_ROOMS (user_data));
}

static void
drop_channels (TbAccountRooms *self)
{
  if (self->channels != NULL)
    g_signal_handlers_disconnect_by_func (self->channels, on_items_changed, self);
  g_clear_object (&self->channels);
}

static void
take_channels (TbAccountRooms *self)
{
  drop_channels (self);
  self->channels = g_object_ref (tb_session_get_channels (self->session));
  g_signal_connect (self->channels, "items-changed", G_CALLBACK (on_items_changed), self);
}

static void
on_session_changed (TbSession *session, GParamSpec *pspec, gpointer user_data)
{
  TbAccountRooms *self = TB_ACCOUNT_ROOMS (user_data);

  take_channels (self);
  queue_update (self);
}

/* By the settings and not by what is joined: rooms of an account that is off are rooms as well. */
static void
update_has_rooms (TbAccountRooms *self)
{
  g_auto (GStrv) names = tb_account_dup_channel_names (tb_session_get_account (self->session));
  gboolean has_rooms = FALSE;

  for (gsize i = 0; names[i] != NULL && !has_rooms; i++)
    has_rooms = pusher_channel_name_get_type_of (names[i]) == PUSHER_CHANNEL_PRESENCE;
  if (has_rooms == self->has_rooms)
    return;

  self->has_rooms = has_rooms;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_ROOMS]);
}

static void
on_account_changed (TbAccount *account, const char *key, gpointer user_data)
{
  TbAccountRooms *self = TB_ACCOUNT_ROOMS (user_data);

  update_has_rooms (self);
  if (g_str_equal (key, "name"))
    update_names (self);
}

static void
tb_account_rooms_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_HAS_ROOMS:
      g_value_set_boolean (value, TB_ACCOUNT_ROOMS (object)->has_rooms);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tb_account_rooms_destroy (GtkWidget *widget)
{
  TbAccountRooms *self = TB_ACCOUNT_ROOMS (widget);

  g_clear_handle_id (&self->update_source, g_source_remove);
  drop_channels (self);
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (tb_session_get_account (self->session), self);
      g_signal_handlers_disconnect_by_data (self->session, self);
    }
  g_clear_object (&self->session);
  g_clear_object (&self->preferences);

  GTK_WIDGET_CLASS (tb_account_rooms_parent_class)->destroy (widget);
}

static void
tb_account_rooms_class_init (TbAccountRoomsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tb_account_rooms_get_property;
  GTK_WIDGET_CLASS (klass)->destroy = tb_account_rooms_destroy;

  properties[PROP_HAS_ROOMS]
      = g_param_spec_boolean ("has-rooms", NULL, NULL, FALSE,
                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
tb_account_rooms_init (TbAccountRooms *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
}

/**
 * tb_account_rooms_new:
 * @session: an account's session, followed from now on
 *
 * Returns: (transfer floating): its rooms
 */
GtkWidget *
tb_account_rooms_new (TbSession *session)
{
  TbAccountRooms *self = g_object_new (TB_TYPE_ACCOUNT_ROOMS, "visible", TRUE, NULL);

  self->session = g_object_ref (session);
  self->preferences = tb_preferences_new ();
  g_signal_connect (session, "notify::channels", G_CALLBACK (on_session_changed), self);
  g_signal_connect (session, "notify::state", G_CALLBACK (on_session_changed), self);
  g_signal_connect (tb_session_get_account (session), "changed", G_CALLBACK (on_account_changed),
                    self);
  take_channels (self);
  update_rooms (self);
  update_has_rooms (self);

  return GTK_WIDGET (self);
}

/**
 * tb_account_rooms_get_has_rooms:
 * @self: an account's rooms
 *
 * Returns: whether the account's settings have any, joined or not
 */
gboolean
tb_account_rooms_get_has_rooms (TbAccountRooms *self)
{
  return self->has_rooms;
}

/**
 * tb_account_rooms_set_name_shown:
 * @self: an account's rooms
 * @shown: whether each is to say whose it is, because there are several accounts
 */
void
tb_account_rooms_set_name_shown (TbAccountRooms *self, gboolean shown)
{
  if (self->name_shown == shown)
    return;

  self->name_shown = shown;
  update_names (self);
}

/**
 * tb_account_rooms_focus_search:
 * @self: an account's rooms
 *
 * Returns: %FALSE if none of them can be searched
 */
gboolean
tb_account_rooms_focus_search (TbAccountRooms *self)
{
  g_autoptr (GList) rooms = gtk_container_get_children (GTK_CONTAINER (self));

  for (GList *at = rooms; at != NULL; at = at->next)
    {
      if (tb_room_section_focus_search (TB_ROOM_SECTION (at->data)))
        return TRUE;
    }

  return FALSE;
}
