/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-room-section.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pusher/pusher-error.h"
#include "ui/tb-fold-button.h"
#include "ui/tb-member-list.h"
#include "ui/tb-member-order.h"

/* What precedes a room's id in its channel's name, longest first. */
static const char *const room_prefixes[] = { "presence-room-", "presence-", NULL };

struct _TbRoomSection
{
  GtkBox parent_instance;

  TbFoldButton *fold_button;
  GtkWidget *content;
  GtkEntry *search_entry;
  GtkLabel *status_label;
  TbMemberList *list;

  PusherChannel *channel;
  PusherPresence *presence; /* whom the list shows: the channel's, or until there is one that of the
                               channel before */
  TbMemberOrder *members;
  char *account_name; /* NULL unless it is to be told */
  guint tick_callback;
};

enum
{
  PROP_FOLDED = 1,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TbRoomSection, tb_room_section, GTK_TYPE_BOX)

static gboolean
is_stale (TbRoomSection *self)
{
  return self->presence != pusher_channel_get_presence (self->channel)
         || pusher_presence_get_stale (self->presence);
}

/* Returns a sentence about what the list does not say, or NULL. */
static char *
describe_status (TbRoomSection *self)
{
  guint n_members = tb_member_order_get_total (self->members);
  PusherChannelState state = pusher_channel_get_state (self->channel);
  const GError *error = pusher_channel_get_error (self->channel);

  /* That somebody has to sign in is told of the account. */
  if (pusher_error_needs_credentials (error))
    return n_members == 0 ? g_strdup (_ ("Not joined yet")) : NULL;
  if (state == PUSHER_CHANNEL_DENIED || state == PUSHER_CHANNEL_FAILED)
    return g_strdup (error != NULL ? error->message : _ ("This room cannot be joined"));
  if (n_members == 0 && state == PUSHER_CHANNEL_WANTED)
    return g_strdup (_ ("Not joined yet"));
  if (n_members == 0)
    return g_strdup (state == PUSHER_CHANNEL_SUBSCRIBED ? _ ("Nobody is here") : _ ("Joining…"));
  if (g_list_model_get_n_items (G_LIST_MODEL (self->members)) == 0)
    return g_strdup_printf (_ ("Nobody here is called “%s”"),
                            gtk_entry_get_text (self->search_entry));
  return NULL;
}

static void
update_heading (TbRoomSection *self)
{
  guint n_members = tb_member_order_get_total (self->members);
  gboolean known
      = n_members > 0 || pusher_channel_get_state (self->channel) == PUSHER_CHANNEL_SUBSCRIBED;
  gboolean stale = is_stale (self) && n_members > 0;
  /* TRANSLATORS: how many people were in a room before the connection was lost, or are there */
  g_autofree char *count
      = known ? g_strdup_printf (stale ? _ ("Last here · %'u") : _ ("Here now · %'u"), n_members)
              : NULL;
  g_autofree char *room = tb_room_section_dup_room_name (pusher_channel_get_name (self->channel));
  g_autofree char *place = self->account_name != NULL
                               /* TRANSLATORS: a room's name, then that of the account */
                               ? g_strdup_printf (_ ("%s · %s"), room, self->account_name)
                               : NULL;

  tb_fold_button_set_texts (self->fold_button, count != NULL ? count : _ ("Here now"),
                            place != NULL ? place : room);
}

/* Nothing moves because of that: whoever reads goes on reading. */
static void
update_staleness (TbRoomSection *self)
{
  GtkWidget *list = GTK_WIDGET (self->list);
  gboolean stale = is_stale (self);
  const char *text = stale ? _ ("As it was before the connection was lost") : NULL;

  if (stale)
    gtk_style_context_add_class (gtk_widget_get_style_context (list), "stale");
  else
    gtk_style_context_remove_class (gtk_widget_get_style_context (list), "stale");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->fold_button), text);
  atk_object_set_description (gtk_widget_get_accessible (list), text != NULL ? text : "");
}

static void
update_status (TbRoomSection *self)
{
  guint n_members = tb_member_order_get_total (self->members);
  g_autofree char *status = describe_status (self);

  update_heading (self);
  update_staleness (self);
  gtk_label_set_text (self->status_label, status != NULL ? status : "");
  gtk_widget_set_visible (GTK_WIDGET (self->status_label), status != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->search_entry),
                          n_members > TB_ROOM_SECTION_SEARCH
                              || *gtk_entry_get_text (self->search_entry) != '\0'
                              || gtk_widget_is_focus (GTK_WIDGET (self->search_entry)));
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  TbRoomSection *self = TB_ROOM_SECTION (widget);

  self->tick_callback = 0;
  update_status (self);

  return G_SOURCE_REMOVE;
}

/* Once a frame at most, and not at all while nobody can see it. */
static void
on_members_changed (
    GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  TbRoomSection *self = TB_ROOM_SECTION (user_data);

  if (self->tick_callback == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->tick_callback = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

static void
forget_members (TbRoomSection *self)
{
  if (self->members != NULL)
    g_signal_handlers_disconnect_by_data (self->members, self);
  g_clear_object (&self->members);
  g_clear_object (&self->presence);
}

static void
show_presence (TbRoomSection *self, PusherPresence *presence)
{
  forget_members (self);
  self->presence = g_object_ref (presence);
  self->members = tb_member_order_new (G_LIST_MODEL (presence));
  tb_member_order_set_search (self->members, gtk_entry_get_text (self->search_entry));
  g_signal_connect (self->members, "items-changed", G_CALLBACK (on_members_changed), self);
  tb_member_list_set_members (self->list, self->members);
}

/* Whoever was there before a new connection is shown until it is known who is there now. */
static void
update_presence (TbRoomSection *self)
{
  PusherPresence *presence = pusher_channel_get_presence (self->channel);
  PusherChannelState state = pusher_channel_get_state (self->channel);

  if (self->presence == NULL
      || (self->presence != presence
          && (!pusher_presence_get_stale (presence) || state == PUSHER_CHANNEL_DENIED
              || state == PUSHER_CHANNEL_FAILED)))
    show_presence (self, presence);
  update_status (self);
}

static void
on_channel_changed (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  update_presence (TB_ROOM_SECTION (user_data));
}

static void
on_fold_toggled (GtkToggleButton *button, gpointer user_data)
{
  TbRoomSection *self = TB_ROOM_SECTION (user_data);

  gtk_widget_set_visible (self->content, gtk_toggle_button_get_active (button));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
}

static void
on_search_changed (GtkSearchEntry *entry, gpointer user_data)
{
  TbRoomSection *self = TB_ROOM_SECTION (user_data);

  if (self->members == NULL)
    return;
  tb_member_order_set_search (self->members, gtk_entry_get_text (self->search_entry));
  update_status (self);
}

/* Escape: the first one ends the search, the next one closes the window as everywhere. */
static void
on_search_stopped (GtkSearchEntry *entry, gpointer user_data)
{
  TbRoomSection *self = TB_ROOM_SECTION (user_data);
  GtkWidget *window = gtk_widget_get_toplevel (GTK_WIDGET (self));

  if (*gtk_entry_get_text (GTK_ENTRY (entry)) != '\0')
    {
      gtk_entry_set_text (GTK_ENTRY (entry), "");
      gtk_widget_grab_focus (GTK_WIDGET (self->fold_button));
    }
  else if (g_signal_lookup ("close", G_OBJECT_TYPE (window)) != 0)
    {
      g_signal_emit_by_name (window, "close");
    }
}

/* Whoever begins to type among the people looks for somebody. */
static gboolean
on_key_press (GtkWidget *widget, GdkEventKey *event, gpointer user_data)
{
  TbRoomSection *self = TB_ROOM_SECTION (widget);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self->search_entry))
      || gtk_widget_has_focus (GTK_WIDGET (self->search_entry)))
    return GDK_EVENT_PROPAGATE;
  if (!gtk_search_entry_handle_event (GTK_SEARCH_ENTRY (self->search_entry), (GdkEvent *) event))
    return GDK_EVENT_PROPAGATE;
  gtk_entry_grab_focus_without_selecting (self->search_entry);

  return GDK_EVENT_STOP;
}

static void
forget_channel (TbRoomSection *self)
{
  if (self->channel != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->channel, self);
      g_signal_handlers_disconnect_by_data (pusher_channel_get_presence (self->channel), self);
    }
  g_clear_object (&self->channel);
}

static void
tb_room_section_map (GtkWidget *widget)
{
  update_status (TB_ROOM_SECTION (widget));

  GTK_WIDGET_CLASS (tb_room_section_parent_class)->map (widget);
}

static void
tb_room_section_destroy (GtkWidget *widget)
{
  TbRoomSection *self = TB_ROOM_SECTION (widget);

  forget_channel (self);
  forget_members (self);

  GTK_WIDGET_CLASS (tb_room_section_parent_class)->destroy (widget);
}

static void
tb_room_section_finalize (GObject *object)
{
  g_free (TB_ROOM_SECTION (object)->account_name);

  G_OBJECT_CLASS (tb_room_section_parent_class)->finalize (object);
}

static void
tb_room_section_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_FOLDED:
      g_value_set_boolean (value, tb_room_section_get_folded (TB_ROOM_SECTION (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tb_room_section_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_FOLDED:
      tb_room_section_set_folded (TB_ROOM_SECTION (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tb_room_section_class_init (TbRoomSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = tb_room_section_finalize;
  object_class->get_property = tb_room_section_get_property;
  object_class->set_property = tb_room_section_set_property;
  widget_class->map = tb_room_section_map;
  widget_class->destroy = tb_room_section_destroy;

  properties[PROP_FOLDED]
      = g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (TB_TYPE_FOLD_BUTTON);
  g_type_ensure (TB_TYPE_MEMBER_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-room-section.ui");
  gtk_widget_class_bind_template_child (widget_class, TbRoomSection, fold_button);
  gtk_widget_class_bind_template_child (widget_class, TbRoomSection, content);
  gtk_widget_class_bind_template_child (widget_class, TbRoomSection, search_entry);
  gtk_widget_class_bind_template_child (widget_class, TbRoomSection, status_label);
  gtk_widget_class_bind_template_child (widget_class, TbRoomSection, list);
  gtk_widget_class_bind_template_callback (widget_class, on_key_press);
  gtk_widget_class_bind_template_callback (widget_class, on_fold_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_stopped);
}

static void
tb_room_section_init (TbRoomSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_room_section_new:
 * @channel: a presence channel, followed from now on
 * @session: (nullable): its session, for people's pictures
 *
 * Returns: (transfer floating): a section that is not folded
 */
GtkWidget *
tb_room_section_new (PusherChannel *channel, TbSession *session)
{
  TbRoomSection *self = g_object_new (TB_TYPE_ROOM_SECTION, NULL);
  g_autofree char *room = tb_room_section_dup_room_name (pusher_channel_get_name (channel));
  g_autofree char *list_name = g_strdup_printf (_ ("People in %s"), room);
  g_autofree char *search_name = g_strdup_printf (_ ("Search people in %s"), room);

  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self->list)), list_name);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self->search_entry)), search_name);
  if (session != NULL && tb_session_get_avatars (session) != NULL)
    tb_member_list_set_avatars (self->list, tb_session_get_avatars (session),
                                tb_session_get_account (session));
  tb_room_section_set_channel (self, channel);

  return GTK_WIDGET (self);
}

/**
 * tb_room_section_get_channel:
 * @self: a section
 *
 * Returns: (transfer none) (nullable): the channel that it shows, %NULL once it is destroyed
 */
PusherChannel *
tb_room_section_get_channel (TbRoomSection *self)
{
  return self->channel;
}

/**
 * tb_room_section_set_channel:
 * @self: a section
 * @channel: the same room's channel on another connection, followed from now on
 *
 * Shows who is there on the new connection as soon as that is known; nothing moves until then.
 */
void
tb_room_section_set_channel (TbRoomSection *self, PusherChannel *channel)
{
  if (self->channel == channel)
    return;

  forget_channel (self);
  self->channel = g_object_ref (channel);
  g_signal_connect (channel, "notify::state", G_CALLBACK (on_channel_changed), self);
  g_signal_connect (pusher_channel_get_presence (channel), "notify::stale",
                    G_CALLBACK (on_channel_changed), self);
  update_presence (self);
}

/**
 * tb_room_section_set_account_name:
 * @self: a section
 * @account_name: (nullable): whose room it is, if there are several accounts
 */
void
tb_room_section_set_account_name (TbRoomSection *self, const char *account_name)
{
  if (g_strcmp0 (self->account_name, account_name) == 0)
    return;

  g_free (self->account_name);
  self->account_name = g_strdup (account_name);
  update_heading (self);
}

/**
 * tb_room_section_get_folded:
 * @self: a section
 *
 * Returns: whether only its heading is shown
 */
gboolean
tb_room_section_get_folded (TbRoomSection *self)
{
  return !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->fold_button));
}

/**
 * tb_room_section_set_folded:
 * @self: a section
 * @folded: whether only its heading is to be shown
 */
void
tb_room_section_set_folded (TbRoomSection *self, gboolean folded)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->fold_button), !folded);
}

/**
 * tb_room_section_focus_search:
 * @self: a section
 *
 * Returns: %FALSE if there are so few people that they cannot be searched, or they are folded away
 */
gboolean
tb_room_section_focus_search (TbRoomSection *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self->search_entry)))
    return FALSE;
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));

  return TRUE;
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
