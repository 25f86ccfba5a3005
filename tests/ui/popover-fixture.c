/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "popover-fixture.h"

#include <glib/gstdio.h>

/* No wait of a test takes longer, in s. */
#define DEADLINE 20

static gboolean
on_deadline (gpointer user_data)
{
  g_error ("What a test waited for did not happen within %d s", DEADLINE);

  return G_SOURCE_REMOVE;
}

/* Returns a source that ends the program unless it is removed in time. */
guint
popover_fixture_add_deadline (void)
{
  return g_timeout_add_seconds (DEADLINE, on_deadline, NULL);
}

void
popover_fixture_on_activated (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PopoverFixture *self = user_data;
  const char *text = target != NULL ? g_variant_get_string (target, NULL) : "";

  g_ptr_array_add (self->activated, g_strstrip (g_strdup_printf (
                                        "%s %s", g_action_get_name (G_ACTION (action)), text)));
}

static void
on_inbox_action (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PopoverFixture *self = user_data;
  const char *id = g_variant_get_string (target, NULL);

  popover_fixture_on_activated (action, target, user_data);
  if (g_str_equal (g_action_get_name (G_ACTION (action)), "acknowledge"))
    tb_inbox_acknowledge (self->inbox, id);
  else
    tb_inbox_mark_read (self->inbox, id);
}

static void
add_actions (PopoverFixture *self)
{
  static const GActionEntry entries[] = {
    { "open-notification", on_inbox_action, "s", NULL, NULL, { 0 } },
    { "mark-read", on_inbox_action, "s", NULL, NULL, { 0 } },
    { "acknowledge", on_inbox_action, "s", NULL, NULL, { 0 } },
    { "open-web", popover_fixture_on_activated, "s", NULL, NULL, { 0 } },
    { "retry", popover_fixture_on_activated, "s", NULL, NULL, { 0 } },
    { "mark-all-read", popover_fixture_on_activated, NULL, NULL, NULL, { 0 } },
    { "mark-account-read", popover_fixture_on_activated, "s", NULL, NULL, { 0 } },
    { "retry-all", popover_fixture_on_activated, NULL, NULL, NULL, { 0 } },
    { "add-account", popover_fixture_on_activated, NULL, NULL, NULL, { 0 } },
    { "edit-account", popover_fixture_on_activated, "s", NULL, NULL, { 0 } },
    { "remove-account", popover_fixture_on_activated, "s", NULL, NULL, { 0 } },
    { "sign-in", popover_fixture_on_activated, "s", NULL, NULL, { 0 } },
    { "show-inbox", popover_fixture_on_activated, NULL, NULL, NULL, { 0 } },
    { "show-preferences", popover_fixture_on_activated, NULL, NULL, NULL, { 0 } },
    { "show-shortcuts", popover_fixture_on_activated, NULL, NULL, NULL, { 0 } },
    { "show-about", popover_fixture_on_activated, NULL, NULL, NULL, { 0 } },
    { "quit", popover_fixture_on_activated, NULL, NULL, NULL, { 0 } },
  };

  self->actions = g_simple_action_group_new ();
  self->activated = g_ptr_array_new_with_free_func (g_free);
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
}

static void
on_stored (GObject *object, GAsyncResult *result, gpointer user_data)
{
  gboolean *stored = user_data;
  g_autoptr (GError) error = NULL;

  *stored = tb_keyring_store_finish (TB_KEYRING (object), result, &error);
  g_assert_no_error (error);
}

/* The folder of the program's own keyring, a file that libsecret encrypts. It remembers where that
 * is, so there is one for all fixtures. */
static char *secrets;

static void
remove_secrets (void)
{
  g_autofree char *file = g_build_filename (secrets, "keyring", NULL);

  g_unlink (file);
  g_rmdir (secrets);
  g_clear_pointer (&secrets, g_free);
}

static void
sign_in (PopoverFixture *self)
{
  g_autofree char *file = NULL;
  gboolean stored = FALSE;

  self->keyring = tb_keyring_new (NULL);
  if (secrets != NULL)
    return;

  secrets = g_dir_make_tmp ("traybell-ui-XXXXXX", NULL);
  file = g_build_filename (secrets, "keyring", NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", file, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "password", TRUE);
  atexit (remove_secrets);
  tb_keyring_store_async (self->keyring, POPOVER_FIXTURE_ACCOUNT, "Acme",
                          "Authorization: Bearer alice-token", FALSE, NULL, on_stored, &stored);
  WAIT_UNTIL (stored);
}

static void
set_up_account (PopoverFixture *self, const char *id, const char *name, gboolean reachable)
{
  g_autoptr (TbAccount) account = tb_account_new (id);
  g_autofree char *endpoint
      = g_strconcat (dev_server_get_url (self->server), "/api/pusher/auth", NULL);
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  /* The settings stay from one fixture to the next. */
  g_variant_dict_insert (&dict, "enabled", "b", TRUE);
  g_variant_dict_insert (&dict, "sign-in-method", "s", "secret");
  g_variant_dict_insert (&dict, "name", "s", name);
  g_variant_dict_insert (&dict, "key", "s", dev_server_get_key (self->server));
  g_variant_dict_insert (&dict, "host", "s", "127.0.0.1");
  /* Nobody listens on the port for discarding what comes. */
  g_variant_dict_insert (&dict, "port", "u", reachable ? dev_server_get_port (self->server) : 9);
  g_variant_dict_insert (&dict, "tls", "b", FALSE);
  g_variant_dict_insert (&dict, "auth-endpoint", "s", endpoint);
  g_variant_dict_insert (&dict, "user-id", "s", "user_456");
  g_variant_dict_insert (&dict, "web-url", "s", dev_server_get_url (self->server));
  g_variant_dict_insert_value (&dict, "rooms", g_variant_new_parsed ("[%s]", POPOVER_FIXTURE_ROOM));
  tb_account_apply (account, g_variant_dict_end (&dict));
}

static void
add_account (PopoverFixture *self, gboolean reachable)
{
  static const char *const accounts[] = { POPOVER_FIXTURE_ACCOUNT, NULL };
  g_autoptr (GSettings) settings = g_settings_new ("com.nebutra.Traybell");

  set_up_account (self, POPOVER_FIXTURE_ACCOUNT, "Acme", reachable);
  g_settings_set_strv (settings, "accounts", accounts);
}

/* One more account, which cannot connect. */
void
popover_fixture_add_account (PopoverFixture *self, guint number)
{
  g_autoptr (GSettings) settings = g_settings_new ("com.nebutra.Traybell");
  g_auto (GStrv) accounts = g_settings_get_strv (settings, "accounts");
  g_autofree char *id = g_strdup_printf ("other%u", number);
  g_autofree char *name = g_strdup_printf ("Other %u", number);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) more = NULL;

  set_up_account (self, id, name, FALSE);
  g_strv_builder_addv (builder, (const char **) accounts);
  g_strv_builder_add (builder, id);
  more = g_strv_builder_end (builder);
  g_settings_set_strv (settings, "accounts", (const char *const *) more);
}

/* A new fixture; @with_account: whether there is one; @reachable: whether its server can be
 * reached. */
PopoverFixture *
popover_fixture_new (gboolean with_account, gboolean reachable)
{
  PopoverFixture *self = g_new0 (PopoverFixture, 1);
  const DevServerOptions options = { 0 };
  g_autoptr (GError) error = NULL;

  self->server = dev_server_new (&options, &error);
  g_assert_no_error (error);
  self->rules = tb_rules_new_default (&error);
  g_assert_no_error (error);
  self->inbox = tb_inbox_new ();
  add_actions (self);
  sign_in (self);
  if (with_account)
    add_account (self, reachable);
  self->accounts = tb_account_list_new ();
  self->picture_folder = g_dir_make_tmp ("traybell-avatars-XXXXXX", NULL);
  self->avatars = tb_avatars_new (self->picture_folder, NULL);
  self->sessions
      = tb_session_list_new (self->accounts, self->keyring, self->inbox, self->rules, NULL, NULL);
  tb_session_list_set_avatars (self->sessions, self->avatars);

  return self;
}

static void
remove_pictures (PopoverFixture *self)
{
  g_autoptr (GDir) folder = g_dir_open (self->picture_folder, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->picture_folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->picture_folder);
  g_clear_pointer (&self->picture_folder, g_free);
}

void
popover_fixture_free (PopoverFixture *self)
{
  g_autoptr (GSettings) settings = g_settings_new ("com.nebutra.Traybell");
  g_autoptr (TbAccount) account = tb_account_new (POPOVER_FIXTURE_ACCOUNT);

  tb_session_list_stop (self->sessions);
  g_assert_finalize_object (self->sessions);
  /* What was given up is told so in the main loop. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->avatars);
  remove_pictures (self);
  g_settings_reset (settings, "folded-rooms");
  g_object_unref (self->accounts);
  g_settings_reset (settings, "accounts");
  tb_account_reset (account);
  g_object_unref (self->keyring);
  tb_rules_unref (self->rules);
  g_object_unref (self->actions);
  g_ptr_array_unref (self->activated);
  g_object_unref (self->server);
  g_assert_finalize_object (self->inbox);
  g_free (self);
}

TbSession *
popover_fixture_get_session (PopoverFixture *self)
{
  return tb_session_list_lookup (self->sessions, POPOVER_FIXTURE_ACCOUNT);
}

/* The room's channel, or NULL before there is one; not owned. */
PusherChannel *
popover_fixture_get_room (PopoverFixture *self)
{
  GListModel *channels = tb_session_get_channels (popover_fixture_get_session (self));

  for (guint i = 0; i < g_list_model_get_n_items (channels); i++)
    {
      g_autoptr (PusherChannel) channel = g_list_model_get_item (channels, i);

      if (pusher_channel_get_presence (channel) != NULL)
        return channel;
    }

  return NULL;
}

void
popover_fixture_wait_for_channel (PopoverFixture *self, const char *name)
{
  GListModel *channels = tb_session_get_channels (popover_fixture_get_session (self));

  for (guint i = 0; i < g_list_model_get_n_items (channels); i++)
    {
      g_autoptr (PusherChannel) channel = g_list_model_get_item (channels, i);

      if (g_str_equal (pusher_channel_get_name (channel), name))
        WAIT_UNTIL (pusher_channel_get_state (channel) == PUSHER_CHANNEL_SUBSCRIBED);
    }
}

void
popover_fixture_wait_for_room (PopoverFixture *self)
{
  WAIT_UNTIL (popover_fixture_get_room (self) != NULL);
  WAIT_UNTIL (pusher_channel_get_state (popover_fixture_get_room (self))
              == PUSHER_CHANNEL_SUBSCRIBED);
}

/* Adds a notification that came @age s ago; returns its id. */
const char *
popover_fixture_notify (
    PopoverFixture *self, const char *title, const char *body, TbUrgency urgency, gint64 age)
{
  const TbNotificationFields fields = {
    .account_id = POPOVER_FIXTURE_ACCOUNT,
    .channel = "private-user-user_456",
    .event = "notification",
    .title = title,
    .body = body,
    .urgency = urgency,
    .received_at = g_get_real_time () - age * G_USEC_PER_SEC,
  };
  g_autoptr (TbNotification) notification = tb_notification_new (&fields);

  g_assert_true (tb_inbox_add (self->inbox, notification));
  return tb_notification_get_id (notification);
}

static void
take_member (PusherPresence *presence,
             const char *event_name,
             const char *id,
             const char *name,
             const char *avatar)
{
  g_autoptr (JsonObject) data = json_object_new ();
  JsonObject *info = json_object_new ();
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autofree char *text = NULL;
  g_autoptr (PusherEvent) event = NULL;

  json_object_set_string_member (info, "name", name);
  if (avatar != NULL)
    json_object_set_string_member (info, "avatar", avatar);
  json_object_set_string_member (data, "user_id", id);
  json_object_set_object_member (data, "user_info", info);
  json_node_init_object (node, data);
  text = json_to_string (node, FALSE);
  event = pusher_event_new (event_name, "presence-room-" POPOVER_FIXTURE_ROOM, text);
  if (g_str_has_suffix (event_name, "added"))
    pusher_presence_add (presence, event);
  else
    pusher_presence_remove (presence, event);
}

/* Somebody comes, or has another name from now on. */
void
popover_fixture_join (PusherPresence *presence, const char *id, const char *name)
{
  take_member (presence, "pusher_internal:member_added", id, name, NULL);
}

void
popover_fixture_join_with_avatar (PusherPresence *presence,
                                  const char *id,
                                  const char *name,
                                  const char *avatar)
{
  take_member (presence, "pusher_internal:member_added", id, name, avatar);
}

void
popover_fixture_leave (PusherPresence *presence, const char *id)
{
  take_member (presence, "pusher_internal:member_removed", id, "", NULL);
}

/* Makes @presence a room of @n_members whose ids and names count from 0, with @me among them. */
void
popover_fixture_fill (PusherPresence *presence, const char *me, guint n_members)
{
  g_autoptr (GString) text = g_string_new ("{\"presence\":{\"hash\":{");
  g_autoptr (PusherEvent) event = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n_members; i++)
    g_string_append_printf (text, "%s\"%u\":{\"name\":\"Person %05u\"}", i > 0 ? "," : "", i, i);
  g_string_append (text, "}}}");
  event = pusher_event_new ("pusher_internal:subscription_succeeded",
                            "presence-room-" POPOVER_FIXTURE_ROOM, text->str);
  pusher_presence_set_my_id (presence, me);
  pusher_presence_replace (presence, event, &error);
  g_assert_no_error (error);
}

typedef struct
{
  GType type;
  const char *text;
  guint number; /* how many to pass over; counts down */
  guint count;
  GtkWidget *found;
} Search;

static void
search (GtkWidget *widget, gpointer user_data)
{
  Search *self = user_data;

  if (!gtk_widget_get_visible (widget) || !gtk_widget_get_child_visible (widget))
    return;
  if (g_type_is_a (G_OBJECT_TYPE (widget), self->type)
      && (self->text == NULL || g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), self->text)))
    {
      if (self->count++ == self->number && self->found == NULL)
        self->found = widget;
    }
  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), search, self);
}

/* The focus comes to @window or goes, as the window manager would have it. */
void
popover_fixture_change_focus (GtkWidget *window, gboolean in)
{
  GdkEvent *event = gdk_event_new (GDK_FOCUS_CHANGE);

  event->focus_change.window = g_object_ref (gtk_widget_get_window (window));
  event->focus_change.in = (gint16) in;
  gtk_widget_send_focus_change (window, event);
  gdk_event_free (event);
}

/* Visible widget @number, from 0, of @type in @root, or NULL. */
GtkWidget *
popover_fixture_find (GtkWidget *root, GType type, guint number)
{
  Search self = { .type = type, .number = number };

  search (root, &self);
  return self.found;
}

guint
popover_fixture_count (GtkWidget *root, GType type)
{
  Search self = { .type = type };

  search (root, &self);
  return self.count;
}

GtkWidget *
popover_fixture_find_label (GtkWidget *root, const char *text)
{
  Search self = { .type = GTK_TYPE_LABEL, .text = text };

  search (root, &self);
  return self.found;
}

gboolean
popover_fixture_shows (GtkWidget *root, const char *text)
{
  return popover_fixture_find_label (root, text) != NULL;
}

typedef struct
{
  const char *name;
  GtkWidget *found;
} ControlSearch;

static void
search_control (GtkWidget *widget, gpointer user_data)
{
  ControlSearch *self = user_data;
  const char *name = atk_object_get_name (gtk_widget_get_accessible (widget));

  if ((GTK_IS_SWITCH (widget) || GTK_IS_BUTTON (widget)) && g_strcmp0 (name, self->name) == 0)
    self->found = widget;
  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), search_control, self);
}

/* The switch or button that a screen reader calls @name, or NULL. */
GtkWidget *
popover_fixture_find_control (GtkWidget *root, const char *name)
{
  ControlSearch self = { .name = name };

  search_control (root, &self);
  return self.found;
}
