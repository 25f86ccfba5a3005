/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client-fixture.h"

static void
on_state_changed (PusherClient *client, GParamSpec *pspec, gpointer user_data)
{
  ClientFixture *self = user_data;

  g_string_append_printf (self->states, "%s ",
                          pusher_connection_state_to_string (pusher_client_get_state (client)));
}

static void
on_event (PusherClient *client, PusherChannel *channel, PusherEvent *event, gpointer user_data)
{
  ClientFixture *self = user_data;
  const char *text = pusher_event_get_text (event);

  g_ptr_array_add (self->events,
                   g_strdup_printf ("%s %s %s",
                                    channel != NULL ? pusher_channel_get_name (channel) : "-",
                                    pusher_event_get_name (event), text != NULL ? text : "-"));
}

static void
on_error (PusherClient *client, const GError *error, const char *channel_name, gpointer user_data)
{
  ClientFixture *self = user_data;

  g_ptr_array_add (self->errors, g_error_copy (error));
  g_ptr_array_add (self->error_channels, g_strdup (channel_name != NULL ? channel_name : "-"));
}

ClientFixture *
client_fixture_new_with_options (const PusherOptions *options)
{
  ClientFixture *self = g_new0 (ClientFixture, 1);
  g_autoptr (GError) error = NULL;

  self->clock = fake_clock_new ();
  self->network = fake_network_new ();
  self->authorizer = fake_authorizer_new ();
  self->states = g_string_new (NULL);
  self->events = g_ptr_array_new_with_free_func (g_free);
  self->errors = g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);
  self->error_channels = g_ptr_array_new_with_free_func (g_free);
  self->client = pusher_client_new (options, PUSHER_AUTHORIZER (self->authorizer),
                                    PUSHER_CLOCK (self->clock), fake_network_make, self->network,
                                    NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (self->client, "notify::state", G_CALLBACK (on_state_changed), self);
  g_signal_connect (self->client, "event", G_CALLBACK (on_event), self);
  g_signal_connect (self->client, "error", G_CALLBACK (on_error), self);

  return self;
}

ClientFixture *
client_fixture_new (void)
{
  g_autoptr (PusherOptions) options = pusher_options_new ("the-key");

  pusher_options_set_host (options, "example.test");
  return client_fixture_new_with_options (options);
}

/* Connected as socket 1.1, with an activity timeout of 30 s. */
ClientFixture *
client_fixture_new_connected (void)
{
  ClientFixture *self = client_fixture_new ();

  pusher_client_connect (self->client);
  client_fixture_greet (self, "1.1");
  g_string_truncate (self->states, 0);

  return self;
}

/* Nothing outlives the client: neither a timer, nor a socket, nor a request. The client itself may
 * be gone already. */
void
client_fixture_free (ClientFixture *self)
{
  if (self->client != NULL)
    g_assert_finalize_object (self->client);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->authorizer);
  fake_network_free (self->network);
  g_assert_finalize_object (self->clock);

  g_string_free (self->states, TRUE);
  g_ptr_array_unref (self->events);
  g_ptr_array_unref (self->errors);
  g_ptr_array_unref (self->error_channels);
  g_free (self);
}

/* The socket that was made last. */
FakeTransport *
client_fixture_socket (ClientFixture *self)
{
  return fake_network_get_last (self->network);
}

void
client_fixture_greet (ClientFixture *self, const char *socket_id)
{
  fake_transport_deliver (client_fixture_socket (self),
                          "{\"event\":\"pusher:connection_established\",\"data\":"
                          "\"{\\\"socket_id\\\":\\\"%s\\\",\\\"activity_timeout\\\":30}\"}",
                          socket_id);
}

/* The connection held, is lost, and comes back on another socket. */
void
client_fixture_reconnect (ClientFixture *self, const char *socket_id)
{
  guint made = fake_network_get_made (self->network);

  fake_clock_advance (self->clock, 20);
  fake_transport_close (client_fixture_socket (self), 4200, "");
  fake_clock_advance (self->clock, 0);
  g_assert_cmpuint (fake_network_get_made (self->network), ==, made + 1);
  client_fixture_greet (self, socket_id);
}

PusherChannel *
client_fixture_subscribe (ClientFixture *self, const char *channel_name)
{
  g_autoptr (GError) error = NULL;
  PusherChannel *channel = pusher_client_subscribe (self->client, channel_name, &error);

  g_assert_no_error (error);
  g_assert_nonnull (channel);

  return channel;
}

/* The server's success, as soketi sends it. */
void
client_fixture_succeed (ClientFixture *self, const char *channel_name)
{
  fake_transport_deliver (client_fixture_socket (self),
                          "{\"event\":\"pusher_internal:subscription_succeeded\","
                          "\"channel\":\"%s\"}",
                          channel_name);
}

/* Subscribed all the way, and what was sent for it forgotten. */
PusherChannel *
client_fixture_subscribed (ClientFixture *self, const char *channel_name)
{
  PusherChannel *channel = client_fixture_subscribe (self, channel_name);

  if (pusher_channel_get_channel_type (channel) != PUSHER_CHANNEL_PUBLIC)
    fake_authorizer_allow (self->authorizer, channel_name);
  client_fixture_succeed (self, channel_name);
  g_assert_cmpint (pusher_channel_get_state (channel), ==, PUSHER_CHANNEL_SUBSCRIBED);
  fake_transport_forget_sent (client_fixture_socket (self));

  return channel;
}

const char *
client_fixture_last_event (ClientFixture *self)
{
  return self->events->len > 0 ? g_ptr_array_index (self->events, self->events->len - 1) : NULL;
}

const GError *
client_fixture_last_error (ClientFixture *self)
{
  return self->errors->len > 0 ? g_ptr_array_index (self->errors, self->errors->len - 1) : NULL;
}
