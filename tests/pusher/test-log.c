/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever is logged, with everything turned on, holds no secret (rows 6.22, 15.1). */

#include "network-fixture.h"
#include "user-fixture.h"

#include "pusher/pusher-websocket.h"

#define SECRET "SECRET"
#define QUOTED_DATA "{\\\"user_id\\\":\\\"me\\\",\\\"name\\\":\\\"SECRET-name\\\"}"
#define KEY "E3I6KxLwqP1Rr/p1676Vpnrw23CkRdS5bkX5NazRkeY="

static void
answer_private (ClientFixture *fixture, const char *channel)
{
  client_fixture_subscribe (fixture, channel);
  fake_authorizer_answer (fixture->authorizer, channel,
                          "{\"auth\":\"key:SECRET-signature\",\"channel_data\":\"" QUOTED_DATA
                          "\",\"shared_secret\":\"" KEY "\",\"user_data\":\"SECRET-data\"}");
}

/* A life with all there is, and all that goes wrong with it. */
static void
live_with_fakes (void)
{
  static const char *const bad_answers[] = {
    "SECRET",
    "{\"auth\":\"SECRET\"}",
    "{\"auth\":\"key:SECRET\",\"channel_data\":{\"SECRET\":1}}",
    "{\"auth\":\"key:SECRET\",\"shared_secret\":\"SECRET\"}",
  };
  g_autoptr (UserFixture) fixture = user_fixture_new ();
  ClientFixture *base = fixture->base;
  g_autoptr (JsonNode) data = json_from_string ("{\"words\":\"SECRET-words\"}", NULL);

  pusher_user_sign_in (fixture->user);
  pusher_client_connect (base->client);
  client_fixture_greet (base, "1.1");
  fake_authorizer_answer (fixture->authenticator, NULL,
                          "{\"auth\":\"key:SECRET-signature\",\"user_data\":"
                          "\"{\\\"id\\\":\\\"me\\\",\\\"name\\\":\\\"SECRET-name\\\"}\"}");
  user_fixture_succeed (fixture, "me");

  answer_private (base, "private-a");
  answer_private (base, "presence-a");
  answer_private (base, "private-encrypted-a");
  client_fixture_succeed (base, "private-a");
  client_fixture_succeed (base, "presence-a");
  client_fixture_succeed (base, "private-encrypted-a");
  fake_transport_deliver (client_fixture_socket (base),
                          "{\"event\":\"e\",\"channel\":\"private-a\",\"data\":\"SECRET-data\"}");
  fake_transport_deliver (
      client_fixture_socket (base),
      "{\"event\":\"e\",\"channel\":\"private-encrypted-a\",\"data\":{\"plain\":\"SECRET\"}}");
  pusher_client_trigger (base->client, "private-a", "client-a", data, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (bad_answers); i++)
    {
      client_fixture_subscribe (base, "private-encrypted-b");
      fake_authorizer_answer (base->authorizer, "private-encrypted-b", bad_answers[i]);
    }
  client_fixture_reconnect (base, "2.2");
  pusher_client_disconnect (base->client);
}

static PusherTransport *
make_socket (gpointer user_data)
{
  return pusher_websocket_new (user_data);
}

static void
add_alice (SoupMessageHeaders *headers, gpointer user_data)
{
  soup_message_headers_replace (headers, "Authorization", "Bearer alice-token");
  soup_message_headers_replace (headers, "X-Api-Key", SECRET);
}

static void
live_on_the_network (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  g_autoptr (PusherOptions) options = pusher_options_new (dev_server_get_key (network->server));
  g_autofree char *endpoint
      = g_strconcat (dev_server_get_url (network->server), "/api/pusher/auth", NULL);
  PusherHttpAuthorizer *authorizer = pusher_http_authorizer_new (
      network->session, PUSHER_CLOCK (network->clock), endpoint, NULL);
  PusherClient *client;
  PusherChannel *room;
  PusherChannel *denied;

  pusher_http_authorizer_set_headers_func (authorizer, add_alice, NULL, NULL);
  pusher_http_authorizer_add_parameter (authorizer, "token", SECRET);
  pusher_options_set_host (options, "127.0.0.1");
  pusher_options_set_port (options, (guint16) dev_server_get_port (network->server));
  pusher_options_set_tls (options, FALSE);
  client
      = pusher_client_new (options, PUSHER_AUTHORIZER (authorizer), PUSHER_CLOCK (network->clock),
                           make_socket, network->session, NULL, NULL);
  room = pusher_client_subscribe (client, "presence-room-doc_789", NULL);
  denied = pusher_client_subscribe (client, "private-user-user_789", NULL);
  pusher_client_connect (client);
  WAIT_FOR (pusher_channel_get_state (room) == PUSHER_CHANNEL_SUBSCRIBED);
  WAIT_FOR (pusher_channel_get_state (denied) == PUSHER_CHANNEL_DENIED);

  g_assert_finalize_object (client);
  network_fixture_settle ();
  g_assert_finalize_object (authorizer);
}

static void
test_secrets (void)
{
  if (g_test_subprocess ())
    {
      live_with_fakes ();
      live_on_the_network ();
      return;
    }

  g_setenv ("G_MESSAGES_DEBUG", "all", TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  /* Everything was on. */
  g_test_trap_assert_stdout ("*pusher*Connection: *connecting*");
  g_test_trap_assert_stdout ("*Channel private-user-user_789: *");
  g_test_trap_assert_stdout_unmatched ("*" SECRET "*");
  g_test_trap_assert_stderr_unmatched ("*" SECRET "*");
  g_test_trap_assert_stdout_unmatched ("*alice-token*");
  g_test_trap_assert_stdout_unmatched ("*Alice*");
  g_test_trap_assert_stdout_unmatched ("*demo-key:*");
  g_test_trap_assert_stdout_unmatched ("*" KEY "*");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/15.1/a-whole-life-in-the-log", test_secrets);

  return g_test_run ();
}
