/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "user-fixture.h"

static const char *
get_nick (PusherUserState state)
{
  g_autoptr (GEnumClass) values = g_type_class_ref (PUSHER_TYPE_USER_STATE);

  return g_enum_get_value (values, (int) state)->value_nick;
}

static void
on_state_changed (PusherUser *user, GParamSpec *pspec, gpointer user_data)
{
  UserFixture *self = user_data;

  g_string_append_printf (self->states, "%s ", get_nick (pusher_user_get_state (user)));
}

static void
on_event (PusherUser *user, PusherEvent *event, gpointer user_data)
{
  UserFixture *self = user_data;

  g_ptr_array_add (self->events, g_strdup_printf ("%s %s", pusher_event_get_name (event),
                                                  pusher_event_get_text (event)));
}

static void
on_watchlist (PusherUser *user, const char *name, const char *const *user_ids, gpointer user_data)
{
  UserFixture *self = user_data;
  g_autofree char *ids = g_strjoinv (",", (char **) user_ids);

  g_ptr_array_add (self->watchlist, g_strdup_printf ("%s %s", name, ids));
}

/* Not connected. */
UserFixture *
user_fixture_new (void)
{
  UserFixture *self = g_new0 (UserFixture, 1);

  self->base = client_fixture_new ();
  self->authenticator = fake_authorizer_new ();
  self->user = pusher_client_set_user_authenticator (self->base->client,
                                                     PUSHER_AUTHORIZER (self->authenticator));
  self->states = g_string_new (NULL);
  self->events = g_ptr_array_new_with_free_func (g_free);
  self->watchlist = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect (self->user, "notify::state", G_CALLBACK (on_state_changed), self);
  g_signal_connect (self->user, "event", G_CALLBACK (on_event), self);
  g_signal_connect (self->user, "watchlist", G_CALLBACK (on_watchlist), self);

  return self;
}

/* As “me” on socket 1.1, and what was sent for it forgotten. */
UserFixture *
user_fixture_new_signed_in (void)
{
  UserFixture *self = user_fixture_new ();

  pusher_user_sign_in (self->user);
  pusher_client_connect (self->base->client);
  client_fixture_greet (self->base, "1.1");
  fake_authorizer_allow (self->authenticator, NULL);
  user_fixture_succeed (self, "me");
  user_fixture_assert_state (self, PUSHER_USER_SIGNED_IN);
  fake_transport_forget_sent (client_fixture_socket (self->base));
  g_string_truncate (self->states, 0);

  return self;
}

void
user_fixture_free (UserFixture *self)
{
  client_fixture_free (self->base);
  g_assert_finalize_object (self->authenticator);
  g_string_free (self->states, TRUE);
  g_ptr_array_unref (self->events);
  g_ptr_array_unref (self->watchlist);
  g_free (self);
}

/* The server's success, as hosted Pusher sends it. */
void
user_fixture_succeed (UserFixture *self, const char *id)
{
  fake_transport_deliver (client_fixture_socket (self->base),
                          "{\"event\":\"pusher:signin_success\",\"data\":\"{\\\"user_data\\\":"
                          "\\\"{\\\\\\\"id\\\\\\\":\\\\\\\"%s\\\\\\\"}\\\"}\"}",
                          id);
}

void
user_fixture_assert_state (UserFixture *self, PusherUserState state)
{
  g_assert_cmpstr (get_nick (pusher_user_get_state (self->user)), ==, get_nick (state));
}
