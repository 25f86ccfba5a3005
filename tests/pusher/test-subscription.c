/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Subscribing, unsubscribing, and what comes between (protocol §5). */

#include "client-fixture.h"

#include <string.h>

#define SUBSCRIBE_C "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"c\"}}"
#define UNSUBSCRIBE_C "{\"event\":\"pusher:unsubscribe\",\"data\":{\"channel\":\"c\"}}"
#define EVENT_C "{\"event\":\"e\",\"channel\":\"c\",\"data\":\"x\"}"

static void
on_channel_state (PusherChannel *channel, GParamSpec *pspec, gpointer user_data)
{
  GString *states = user_data;

  g_string_append_printf (states, "%s ",
                          pusher_channel_state_to_string (pusher_channel_get_state (channel)));
}

static void
test_subscribe (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  PusherChannel *channel = client_fixture_subscribe (fixture, "c");

  fake_transport_assert_sent (client_fixture_socket (fixture), SUBSCRIBE_C);
  fake_transport_assert_silent (client_fixture_socket (fixture));
  g_assert_cmpint (pusher_channel_get_state (channel), ==, PUSHER_CHANNEL_PENDING);
  g_assert_true (pusher_client_get_channel (fixture->client, "c") == channel);
}

static void
test_unsubscribe (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  client_fixture_subscribed (fixture, "c");
  pusher_client_unsubscribe (fixture->client, "c");
  fake_transport_assert_sent (client_fixture_socket (fixture), UNSUBSCRIBE_C);
  fake_transport_assert_silent (client_fixture_socket (fixture));
  g_assert_null (pusher_client_get_channel (fixture->client, "c"));
  g_assert_cmpuint (g_list_model_get_n_items (pusher_client_get_channels (fixture->client)), ==, 0);
}

static void
test_success_forms (void)
{
  static const char *const members[]
      = { "", ",\"data\":\"{}\"", ",\"data\":{}", ",\"data\":null", ",\"data\":\"\"" };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
      g_autoptr (GString) states = g_string_new (NULL);
      PusherChannel *channel = client_fixture_subscribe (fixture, "c");

      g_signal_connect (channel, "notify::state", G_CALLBACK (on_channel_state), states);
      fake_transport_deliver (client_fixture_socket (fixture),
                              "{\"event\":\"pusher_internal:subscription_succeeded\","
                              "\"channel\":\"c\"%s}",
                              members[i]);
      g_assert_cmpstr (states->str, ==, "subscribed ");
      g_assert_cmpuint (fixture->errors->len, ==, 0);
      g_signal_handlers_disconnect_by_data (channel, states);
    }
}

static void
test_internal_events (void)
{
  static const char *const names[]
      = { "pusher_internal:subscription_succeeded", "pusher_internal:subscription_count",
          "pusher_internal:member_added", "pusher_internal:anything", "pusher_internal:" };
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  client_fixture_subscribed (fixture, "c");
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      fake_transport_deliver (client_fixture_socket (fixture),
                              "{\"event\":\"%s\",\"channel\":\"c\",\"data\":{}}", names[i]);
      fake_transport_deliver (client_fixture_socket (fixture),
                              "{\"event\":\"%s\",\"channel\":\"other\",\"data\":{}}", names[i]);
      fake_transport_deliver (client_fixture_socket (fixture), "{\"event\":\"%s\"}", names[i]);
    }
  g_assert_cmpuint (fixture->events->len, ==, 0);
}

static void
test_unknown_protocol_event (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  client_fixture_subscribed (fixture, "c");
  fake_transport_deliver (client_fixture_socket (fixture),
                          "{\"event\":\"pusher:zzz\",\"channel\":\"c\",\"data\":\"x\"}");
  g_assert_cmpstr (client_fixture_last_event (fixture), ==, "c pusher:zzz x");
}

static void
test_twice (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  PusherChannel *channel = client_fixture_subscribe (fixture, "c");

  g_assert_true (client_fixture_subscribe (fixture, "c") == channel);
  fake_transport_assert_sent (client_fixture_socket (fixture), SUBSCRIBE_C);
  fake_transport_assert_silent (client_fixture_socket (fixture));

  client_fixture_subscribe (fixture, "private-a");
  client_fixture_subscribe (fixture, "private-a");
  g_assert_cmpuint (fake_authorizer_get_asked (fixture->authorizer), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (pusher_client_get_channels (fixture->client)), ==, 2);
}

static void
test_again_when_subscribed (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  client_fixture_subscribed (fixture, "c");
  client_fixture_subscribe (fixture, "c");
  fake_transport_assert_silent (client_fixture_socket (fixture));
}

static void
test_cancelled_while_pending (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  FakeTransport *socket = client_fixture_socket (fixture);
  g_autoptr (PusherChannel) channel = g_object_ref (client_fixture_subscribe (fixture, "c"));
  g_autoptr (GString) states = g_string_new (NULL);

  g_signal_connect (channel, "notify::state", G_CALLBACK (on_channel_state), states);
  fake_transport_assert_sent (socket, SUBSCRIBE_C);
  pusher_client_unsubscribe (fixture->client, "c");
  fake_transport_assert_silent (socket);
  g_assert_null (pusher_client_get_channel (fixture->client, "c"));

  client_fixture_succeed (fixture, "c");
  fake_transport_assert_sent (socket, UNSUBSCRIBE_C);
  fake_transport_assert_silent (socket);
  /* Nobody is told of a success. */
  g_assert_null (strstr (states->str, "subscribed"));
  fake_transport_deliver (socket, EVENT_C);
  g_assert_null (g_strrstr (client_fixture_last_event (fixture), "c e"));
  g_signal_handlers_disconnect_by_data (channel, states);
}

static void
test_reinstated_while_pending (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  FakeTransport *socket = client_fixture_socket (fixture);
  PusherChannel *channel = client_fixture_subscribe (fixture, "c");
  g_autoptr (GString) states = g_string_new (NULL);

  g_signal_connect (channel, "notify::state", G_CALLBACK (on_channel_state), states);
  fake_transport_assert_sent (socket, SUBSCRIBE_C);
  pusher_client_unsubscribe (fixture->client, "c");
  g_assert_true (client_fixture_subscribe (fixture, "c") == channel);
  client_fixture_succeed (fixture, "c");
  fake_transport_assert_silent (socket);
  g_assert_cmpstr (states->str, ==, "subscribed ");
  g_signal_handlers_disconnect_by_data (channel, states);
}

static void
test_subscribed_again_later (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  FakeTransport *socket = client_fixture_socket (fixture);

  client_fixture_subscribe (fixture, "private-a");
  fake_authorizer_allow (fixture->authorizer, "private-a");
  pusher_client_unsubscribe (fixture->client, "private-a");
  client_fixture_succeed (fixture, "private-a");
  fake_transport_forget_sent (socket);

  client_fixture_subscribe (fixture, "private-a");
  g_assert_cmpuint (fake_authorizer_get_asked (fixture->authorizer), ==, 2);
  fake_authorizer_allow (fixture->authorizer, "private-a");
  fake_transport_assert_sent (socket, "{\"event\":\"pusher:subscribe\",\"data\":{"
                                      "\"channel\":\"private-a\",\"auth\":\"key:1.1\"}}");
}

static void
test_unsubscribe_is_idempotent (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  client_fixture_subscribed (fixture, "c");
  pusher_client_unsubscribe (fixture->client, "c");
  fake_transport_forget_sent (client_fixture_socket (fixture));
  pusher_client_unsubscribe (fixture->client, "c");
  pusher_client_unsubscribe (fixture->client, "c");
  pusher_client_unsubscribe (fixture->client, "never");
  pusher_client_unsubscribe (fixture->client, "#no name at all");
  client_fixture_subscribe (fixture, "d");
  fake_transport_forget_sent (client_fixture_socket (fixture));
  pusher_client_unsubscribe (fixture->client, "d");
  pusher_client_unsubscribe (fixture->client, "d");
  fake_transport_assert_silent (client_fixture_socket (fixture));
  g_assert_cmpuint (fixture->errors->len, ==, 0);
}

static void
test_unsubscribed_while_authorising (void)
{
  for (int late = 0; late < 2; late++)
    {
      g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

      fake_authorizer_set_late (fixture->authorizer, late);
      client_fixture_subscribe (fixture, "private-a");
      pusher_client_unsubscribe (fixture->client, "private-a");
      g_assert_cmpuint (fake_authorizer_get_cancelled (fixture->authorizer), ==, 1);
      if (late)
        fake_authorizer_allow (fixture->authorizer, "private-a");
      fake_transport_assert_silent (client_fixture_socket (fixture));
      g_assert_cmpuint (fixture->errors->len, ==, 0);
    }
}

static void
test_cancelled_then_lost (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  client_fixture_subscribe (fixture, "c");
  pusher_client_unsubscribe (fixture->client, "c");
  fake_transport_forget_sent (client_fixture_socket (fixture));
  client_fixture_reconnect (fixture, "2.2");
  fake_transport_assert_silent (client_fixture_socket (fixture));
}

/* Refusals that name no channel leave a cancelled subscription without any answer. */
static void
test_cancelled_then_silence (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  FakeTransport *socket = client_fixture_socket (fixture);

  client_fixture_subscribe (fixture, "c");
  pusher_client_unsubscribe (fixture->client, "c");
  fake_transport_forget_sent (socket);
  for (int i = 0; i < 10; i++)
    {
      fake_clock_advance (fixture->clock, 20);
      fake_transport_deliver (socket, "{\"event\":\"pusher:pong\"}");
    }
  g_assert_cmpuint (fake_transport_count_sent (socket, "subscribe"), ==, 0);

  /* It can be wanted again, */
  client_fixture_subscribe (fixture, "c");
  g_assert_cmpuint (fake_transport_count_sent (socket, "pusher:subscribe"), ==, 1);
  client_fixture_succeed (fixture, "c");
  g_assert_cmpint (pusher_channel_get_state (pusher_client_get_channel (fixture->client, "c")), ==,
                   PUSHER_CHANNEL_SUBSCRIBED);
}

static void
test_cancelled_then_late_success (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  FakeTransport *socket = client_fixture_socket (fixture);

  client_fixture_subscribe (fixture, "c");
  pusher_client_unsubscribe (fixture->client, "c");
  fake_clock_advance (fixture->clock, 16);
  fake_transport_forget_sent (socket);
  client_fixture_succeed (fixture, "c");
  fake_transport_assert_sent (socket, UNSUBSCRIBE_C);
}

static void
test_unsubscribed_while_disconnected (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  client_fixture_subscribed (fixture, "c");
  client_fixture_subscribed (fixture, "d");
  fake_transport_close (client_fixture_socket (fixture), 1006, NULL);
  pusher_client_unsubscribe (fixture->client, "c");
  fake_clock_advance (fixture->clock, 2);
  client_fixture_greet (fixture, "2.2");
  fake_transport_assert_sent (client_fixture_socket (fixture),
                              "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"d\"}}");
  fake_transport_assert_silent (client_fixture_socket (fixture));
}

static void
test_events_after_unsubscribe (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  g_autoptr (PusherChannel) channel = g_object_ref (client_fixture_subscribed (fixture, "c"));

  fake_transport_deliver (client_fixture_socket (fixture), EVENT_C);
  g_assert_cmpstr (client_fixture_last_event (fixture), ==, "c e x");
  pusher_client_unsubscribe (fixture->client, "c");
  fake_transport_deliver (client_fixture_socket (fixture), EVENT_C);
  g_assert_null (pusher_client_get_channel (fixture->client, "c"));
  /* As an event of nobody's channel only (row 8.16). */
  g_assert_cmpstr (client_fixture_last_event (fixture), ==, "- e x");
}

static void
test_bad_names (void)
{
  g_autofree char *longest = g_strnfill (PUSHER_CHANNEL_NAME_MAX_LENGTH, 'x');
  g_autofree char *longer = g_strnfill (PUSHER_CHANNEL_NAME_MAX_LENGTH + 1, 'x');
  const char *const bad[]
      = { "", "a b", "a:b", "#server-to-user-1", "é", "a/b", "a\nb", "\xff", longer };
  const char *const good[] = { "a", "private-foo=@,.;_1", "private-App.Models.User.1", longest };
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (pusher_client_subscribe (fixture->client, bad[i], &error));
      g_assert_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_CHANNEL_NAME);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
  fake_transport_assert_silent (client_fixture_socket (fixture));
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    client_fixture_subscribe (fixture, good[i]);
  g_assert_cmpint (PUSHER_CHANNEL_NAME_MAX_LENGTH, ==, 164);
}

static void
test_types (void)
{
  static const struct
  {
    const char *name;
    PusherChannelType type;
  } cases[] = {
    { "c", PUSHER_CHANNEL_PUBLIC },
    { "cache-c", PUSHER_CHANNEL_PUBLIC },
    { "private-c", PUSHER_CHANNEL_PRIVATE },
    { "private-cache-c", PUSHER_CHANNEL_PRIVATE },
    { "private-encrypted-c", PUSHER_CHANNEL_ENCRYPTED },
    { "private-encrypted-cache-c", PUSHER_CHANNEL_ENCRYPTED },
    { "private-encryptedc", PUSHER_CHANNEL_PRIVATE },
    { "presence-c", PUSHER_CHANNEL_PRESENCE },
    { "presence-cache-c", PUSHER_CHANNEL_PRESENCE },
    { "presence-encrypted-c", PUSHER_CHANNEL_PRESENCE },
    { "my-private-x", PUSHER_CHANNEL_PUBLIC },
    { "foo-cache-x", PUSHER_CHANNEL_PUBLIC },
    { "privateers", PUSHER_CHANNEL_PUBLIC },
    { "Private-c", PUSHER_CHANNEL_PUBLIC },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (pusher_channel_name_get_type_of (cases[i].name), ==, cases[i].type);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/5.1/subscribe-is-an-object", test_subscribe);
  g_test_add_func ("/pusher/5.2/unsubscribe-is-an-object", test_unsubscribe);
  g_test_add_func ("/pusher/5.3/success-in-any-form", test_success_forms);
  g_test_add_func ("/pusher/5.4/internal-events-are-not-delivered", test_internal_events);
  g_test_add_func ("/pusher/5.5/unknown-protocol-events-are", test_unknown_protocol_event);
  g_test_add_func ("/pusher/5.6/subscribing-twice-is-one-frame", test_twice);
  g_test_add_func ("/pusher/5.7/subscribing-later-again-is-none", test_again_when_subscribed);
  g_test_add_func ("/pusher/5.8/unsubscribing-while-pending", test_cancelled_while_pending);
  g_test_add_func ("/pusher/5.9/subscribing-again-while-pending", test_reinstated_while_pending);
  g_test_add_func ("/pusher/5.10/subscribing-again-later", test_subscribed_again_later);
  g_test_add_func ("/pusher/5.11/unsubscribing-is-idempotent", test_unsubscribe_is_idempotent);
  g_test_add_func ("/pusher/5.12/unsubscribing-while-authorising",
                   test_unsubscribed_while_authorising);
  g_test_add_func ("/pusher/5.13/unsubscribed-while-pending-stays-gone", test_cancelled_then_lost);
  g_test_add_func ("/pusher/5.13/unsubscribed-and-never-answered", test_cancelled_then_silence);
  g_test_add_func ("/pusher/5.8/unsubscribed-and-answered-late", test_cancelled_then_late_success);
  g_test_add_func ("/pusher/5.14/unsubscribing-while-disconnected",
                   test_unsubscribed_while_disconnected);
  g_test_add_func ("/pusher/5.15/events-after-unsubscribing", test_events_after_unsubscribe);
  g_test_add_func ("/pusher/5.24/bad-names-are-refused", test_bad_names);
  g_test_add_func ("/pusher/5.25/types-go-by-the-prefix", test_types);
  g_test_add_func ("/pusher/5.26/a-prefix-inside-is-public", test_types);

  return g_test_run ();
}
