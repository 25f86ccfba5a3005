/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The whole client, over libsoup, with each kind of server (protocol §13). */

#include "network-fixture.h"

#include "pusher/pusher-client.h"
#include "pusher/pusher-websocket.h"

typedef struct
{
  NetworkFixture *network;
  PusherClient *client;
  PusherHttpAuthorizer *authorizer;
  PusherHttpAuthorizer *authenticator;
  PusherUser *user;
  PusherEvent *event; /* the last, or NULL */
  guint errors;
} FlavourFixture;

static PusherTransport *
make_socket (gpointer user_data)
{
  return pusher_websocket_new (user_data);
}

static void
add_alice (SoupMessageHeaders *headers, gpointer user_data)
{
  soup_message_headers_replace (headers, "Authorization", "Bearer alice-token");
}

static PusherHttpAuthorizer *
authorizer_new (NetworkFixture *network, const char *path)
{
  g_autofree char *endpoint = g_strconcat (dev_server_get_url (network->server), path, NULL);
  PusherHttpAuthorizer *authorizer = pusher_http_authorizer_new (
      network->session, PUSHER_CLOCK (network->clock), endpoint, NULL);

  pusher_http_authorizer_set_headers_func (authorizer, add_alice, NULL, NULL);
  return authorizer;
}

static void
on_event (PusherClient *client, PusherChannel *channel, PusherEvent *event, gpointer user_data)
{
  FlavourFixture *self = user_data;

  g_clear_pointer (&self->event, pusher_event_unref);
  self->event = pusher_event_ref (event);
}

static void
on_error (PusherClient *client, const GError *error, const char *channel_name, gpointer user_data)
{
  FlavourFixture *self = user_data;

  self->errors++;
}

static void
flavour_fixture_setup (FlavourFixture *self, gconstpointer name)
{
  g_autoptr (PusherOptions) options = NULL;

  self->network = network_fixture_new ();
  g_assert_true (
      dev_server_post (self->network->server, "flavour", "{\"name\":\"%s\"}", (const char *) name));
  options = pusher_options_new (dev_server_get_key (self->network->server));
  pusher_options_set_host (options, "127.0.0.1");
  pusher_options_set_port (options, (guint16) dev_server_get_port (self->network->server));
  pusher_options_set_tls (options, FALSE);
  self->authorizer = authorizer_new (self->network, "/api/pusher/auth");
  self->authenticator = authorizer_new (self->network, "/api/pusher/user-auth");
  self->client = pusher_client_new (options, PUSHER_AUTHORIZER (self->authorizer),
                                    PUSHER_CLOCK (self->network->clock), make_socket,
                                    self->network->session, NULL, NULL);
  self->user = pusher_client_set_user_authenticator (self->client,
                                                     PUSHER_AUTHORIZER (self->authenticator));
  g_signal_connect (self->client, "event", G_CALLBACK (on_event), self);
  g_signal_connect (self->client, "error", G_CALLBACK (on_error), self);
  pusher_client_connect (self->client);
  WAIT_FOR (pusher_client_get_state (self->client) == PUSHER_CONNECTION_CONNECTED);
}

static void
flavour_fixture_teardown (FlavourFixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->client);
  network_fixture_settle ();
  g_assert_finalize_object (self->authorizer);
  g_assert_finalize_object (self->authenticator);
  g_clear_pointer (&self->event, pusher_event_unref);
  network_fixture_free (self->network);
}

static PusherChannel *
subscribe (FlavourFixture *self, const char *name)
{
  PusherChannel *channel = pusher_client_subscribe (self->client, name, NULL);

  WAIT_FOR (pusher_channel_get_state (channel) == PUSHER_CHANNEL_SUBSCRIBED);
  return channel;
}

static void
test_channels (FlavourFixture *self, gconstpointer data)
{
  static const char *const channels[] = {
    "public-announcements",
    "private-user-user_456",
    "private-tenant-org_123",
    "cache-news",
  };
  g_autoptr (JsonNode) nothing = json_from_string ("{}", NULL);
  g_autoptr (JsonObject) state = NULL;
  PusherChannel *room = subscribe (self, "presence-room-doc_789");

  g_assert_cmpstr (pusher_presence_get_my_id (pusher_channel_get_presence (room)), ==, "user_456");
  g_assert_nonnull (pusher_presence_lookup (pusher_channel_get_presence (room), "user_456"));
  for (gsize i = 0; i < G_N_ELEMENTS (channels); i++)
    {
      subscribe (self, channels[i]);
      dev_server_publish (self->network->server, channels[i], "hello", channels[i]);
      WAIT_FOR (self->event != NULL
                && g_strcmp0 (pusher_event_get_text (self->event), channels[i]) == 0);
    }

  g_assert_true (pusher_client_trigger (self->client, "presence-room-doc_789", "client-typing",
                                        nothing, NULL));
  WAIT_FOR (dev_server_get_counter (self->network->server, "clientEvents") == 1);
  g_assert_cmpuint (self->errors, ==, 0);
  state = dev_server_get (self->network->server, "state");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (state, "violations")), ==,
                    0);
}

/* However it takes the sign-in, or does not: the connection and its channels go on. */
static void
test_sign_in (FlavourFixture *self, gconstpointer data)
{
  PusherChannel *channel = subscribe (self, "private-user-user_456");

  pusher_user_sign_in (self->user);
  WAIT_FOR (pusher_user_get_state (self->user) > PUSHER_USER_AUTHENTICATING);
  network_fixture_settle ();
  fake_clock_advance (self->network->clock, PUSHER_SIGN_IN_TIMEOUT + 1);
  g_assert_false (pusher_user_is_undecided (self->user));
  if (pusher_user_get_state (self->user) == PUSHER_USER_SIGNED_IN)
    g_assert_cmpstr (pusher_user_get_id (self->user), ==, "user_456");
  else
    g_assert_nonnull (pusher_user_get_error (self->user));
  g_assert_cmpint (pusher_client_get_state (self->client), ==, PUSHER_CONNECTION_CONNECTED);
  g_assert_cmpint (pusher_channel_get_state (channel), ==, PUSHER_CHANNEL_SUBSCRIBED);
}

static void
test_sign_in_enabled (FlavourFixture *self, gconstpointer data)
{
  g_assert_true (dev_server_post (self->network->server, "settings", "{\"signin\":true}"));
  pusher_user_sign_in (self->user);
  WAIT_FOR (pusher_user_get_state (self->user) == PUSHER_USER_SIGNED_IN);
  g_assert_cmpstr (pusher_user_get_id (self->user), ==, "user_456");
}

/* The words differ, a channel without permission ends the same way. */
static void
test_bad_signature (FlavourFixture *self, gconstpointer data)
{
  PusherChannel *channel;

  g_assert_true (dev_server_post (self->network->server, "auth", "{\"mode\":\"bad-signature\"}"));
  channel = pusher_client_subscribe (self->client, "private-user-user_456", NULL);
  WAIT_FOR (pusher_channel_get_state (channel) == PUSHER_CHANNEL_FAILED);
  g_assert_error (pusher_channel_get_error (channel), PUSHER_ERROR, PUSHER_ERROR_SUBSCRIPTION);
  g_assert_cmpint (pusher_client_get_state (self->client), ==, PUSHER_CONNECTION_CONNECTED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, flavour, func)                                                                   \
  g_test_add (path, FlavourFixture, flavour, flavour_fixture_setup, func, flavour_fixture_teardown)
  ADD ("/pusher/13.6/channels-of-reverb", "reverb", test_channels);
  ADD ("/pusher/13.6/no-sign-in-at-reverb", "reverb", test_sign_in);
  ADD ("/pusher/13.6/a-bad-signature-for-reverb", "reverb", test_bad_signature);
  ADD ("/pusher/13.7/channels-of-soketi", "soketi", test_channels);
  ADD ("/pusher/13.7/sign-in-ignored-by-soketi", "soketi", test_sign_in);
  ADD ("/pusher/13.7/sign-in-at-soketi", "soketi", test_sign_in_enabled);
  ADD ("/pusher/13.7/a-bad-signature-for-soketi", "soketi", test_bad_signature);
  ADD ("/pusher/13.2/channels-of-sockudo", "sockudo", test_channels);
  ADD ("/pusher/13.2/sign-in-at-sockudo", "sockudo", test_sign_in);
  ADD ("/pusher/13.2/a-bad-signature-for-sockudo", "sockudo", test_bad_signature);
  ADD ("/pusher/13.8/channels-of-hosted-pusher", "hosted", test_channels);
  ADD ("/pusher/13.8/sign-in-at-hosted-pusher", "hosted", test_sign_in_enabled);
  ADD ("/pusher/13.8/a-bad-signature-for-hosted-pusher", "hosted", test_bad_signature);
#undef ADD

  return g_test_run ();
}
