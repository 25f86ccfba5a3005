/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Handlers that turn things upside down while they are told of something (protocol §5, §14). */

#include "client-fixture.h"

static void
deliver_event (ClientFixture *fixture, const char *channel, const char *event)
{
  fake_transport_deliver (client_fixture_socket (fixture),
                          "{\"event\":\"%s\",\"channel\":\"%s\",\"data\":\"x\"}", event, channel);
}

static void
on_channel_event (PusherChannel *channel, PusherEvent *event, gpointer user_data)
{
  guint *events = user_data;

  (*events)++;
}

static void
on_event_disconnect_handler (PusherChannel *channel, PusherEvent *event, gpointer user_data)
{
  g_signal_handlers_disconnect_by_func (channel, on_event_disconnect_handler, user_data);
}

static void
on_event_unsubscribe (PusherChannel *channel, PusherEvent *event, gpointer user_data)
{
  pusher_client_unsubscribe (user_data, pusher_channel_get_name (channel));
}

static void
on_event_disconnect (PusherChannel *channel, PusherEvent *event, gpointer user_data)
{
  pusher_client_disconnect (user_data);
}

static void
on_event_unref (PusherChannel *channel, PusherEvent *event, gpointer user_data)
{
  ClientFixture *fixture = user_data;

  g_clear_object (&fixture->client);
}

static void
test_upside_down (void)
{
  const GCallback callbacks[] = {
    G_CALLBACK (on_event_disconnect_handler),
    G_CALLBACK (on_event_unsubscribe),
    G_CALLBACK (on_event_disconnect),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (callbacks); i++)
    {
      g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
      g_autoptr (PusherChannel) channel = g_object_ref (client_fixture_subscribed (fixture, "c"));
      guint events = 0;

      g_signal_connect (channel, "event", callbacks[i], fixture->client);
      g_signal_connect (channel, "event", G_CALLBACK (on_channel_event), &events);
      deliver_event (fixture, "c", "e");
      /* The others are still told. */
      g_assert_cmpuint (events, ==, 1);
      g_assert_cmpuint (fixture->events->len, ==, 1);
      g_signal_handlers_disconnect_by_data (channel, fixture->client);
      g_signal_handlers_disconnect_by_data (channel, &events);
    }
}

static void
test_unref_in_event (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  g_autoptr (PusherChannel) channel = g_object_ref (client_fixture_subscribed (fixture, "c"));
  gpointer client = fixture->client;

  client_fixture_subscribe (fixture, "private-a");
  g_object_add_weak_pointer (G_OBJECT (fixture->client), &client);
  g_signal_connect (channel, "event", G_CALLBACK (on_event_unref), fixture);
  deliver_event (fixture, "c", "e");
  g_assert_null (client);
  g_assert_true (fake_transport_is_abandoned (client_fixture_socket (fixture)));
  g_assert_cmpuint (fake_clock_get_timers (fixture->clock), ==, 0);
}

typedef struct
{
  ClientFixture *fixture;
  PusherChannelState state;
  enum
  {
    UNSUBSCRIBE,
    RESUBSCRIBE,
    DISCONNECT,
    UNREF,
    UNSUBSCRIBE_ALL,
  } deed;
  guint done;
} Deed;

static void
on_channel_state (PusherChannel *channel, GParamSpec *pspec, gpointer user_data)
{
  Deed *deed = user_data;
  g_autofree char *name = g_strdup (pusher_channel_get_name (channel));

  if (pusher_channel_get_state (channel) != deed->state || deed->done > 0
      || deed->fixture->client == NULL)
    return;

  deed->done++;
  switch (deed->deed)
    {
    case RESUBSCRIBE:
      pusher_client_unsubscribe (deed->fixture->client, name);
      pusher_client_subscribe (deed->fixture->client, name, NULL);
      break;
    case DISCONNECT:
      pusher_client_disconnect (deed->fixture->client);
      break;
    case UNREF:
      g_clear_object (&deed->fixture->client);
      break;
    case UNSUBSCRIBE_ALL:
      pusher_client_unsubscribe (deed->fixture->client, "b");
      pusher_client_unsubscribe (deed->fixture->client, "presence-d");
      pusher_client_unsubscribe (deed->fixture->client, "private-a");
      pusher_client_unsubscribe (deed->fixture->client, "c");
      break;
    case UNSUBSCRIBE:
    default:
      pusher_client_unsubscribe (deed->fixture->client, name);
    }
}

static void
walk_through (Deed *deed)
{
  static const char *const names[] = { "b", "private-a", "c", "presence-d" };
  g_autoptr (ClientFixture) fixture = client_fixture_new ();
  g_autoptr (GPtrArray) channels = g_ptr_array_new_with_free_func (g_object_unref);

  deed->fixture = fixture;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      PusherChannel *channel = client_fixture_subscribe (fixture, names[i]);

      g_signal_connect (channel, "notify::state", G_CALLBACK (on_channel_state), deed);
      g_ptr_array_add (channels, g_object_ref (channel));
    }
  pusher_client_connect (fixture->client);
  client_fixture_greet (fixture, "1.1");
  /* What the server would do, as far as the handlers let it. */
  if (fixture->client != NULL && fake_authorizer_get_open (fixture->authorizer) == 2)
    {
      fake_authorizer_refuse (fixture->authorizer, "private-a", PUSHER_ERROR_DENIED, 0);
      if (fake_authorizer_get_open (fixture->authorizer) == 1)
        fake_authorizer_allow (fixture->authorizer, "presence-d");
    }
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (!fake_transport_is_abandoned (client_fixture_socket (fixture)))
      client_fixture_succeed (fixture, names[i]);
  if (!fake_transport_is_abandoned (client_fixture_socket (fixture)))
    fake_transport_deliver (client_fixture_socket (fixture),
                            "{\"event\":\"pusher:subscription_error\",\"channel\":\"c\"}");
  if (!fake_transport_is_abandoned (client_fixture_socket (fixture)))
    fake_transport_close (client_fixture_socket (fixture), 1006, NULL);
  for (guint i = 0; i < channels->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (channels, i), deed);
}

/* Whatever a handler does while a channel comes into whatever state, nothing of the client is used
 * after it is gone. */
static void
test_upside_down_states (void)
{
  for (int state = PUSHER_CHANNEL_WANTED; state <= PUSHER_CHANNEL_FAILED; state++)
    {
      for (int kind = UNSUBSCRIBE; kind <= UNSUBSCRIBE_ALL; kind++)
        {
          Deed deed = { .state = state, .deed = kind };

          walk_through (&deed);
          g_assert_cmpuint (deed.done, ==, 1);
        }
    }
}

static void
on_state_unref (PusherClient *client, GParamSpec *pspec, gpointer user_data)
{
  ClientFixture *fixture = user_data;

  if (pusher_client_get_socket_id (client) == NULL
      && pusher_client_get_state (client) == PUSHER_CONNECTION_CONNECTING)
    g_clear_object (&fixture->client);
}

static void
test_unref_when_lost (void)
{
  static const char *const signals[] = { "notify::state", "notify::socket-id" };

  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

      client_fixture_subscribed (fixture, "c");
      g_signal_connect (fixture->client, signals[i], G_CALLBACK (on_state_unref), fixture);
      fake_transport_close (client_fixture_socket (fixture), 1006, NULL);
    }
}

static void
on_greeted_unref (PusherClient *client, GParamSpec *pspec, gpointer user_data)
{
  ClientFixture *fixture = user_data;

  if (pusher_client_get_socket_id (client) != NULL)
    g_clear_object (&fixture->client);
}

static void
test_unref_when_greeted (void)
{
  static const char *const signals[] = { "notify::state", "notify::socket-id" };

  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      g_autoptr (ClientFixture) fixture = client_fixture_new ();

      g_signal_connect (fixture->client, signals[i], G_CALLBACK (on_greeted_unref), fixture);
      pusher_client_connect (fixture->client);
      client_fixture_greet (fixture, "1.1");
      g_assert_null (fixture->client);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/5.28/handlers-turn-things-upside-down", test_upside_down);
  g_test_add_func ("/pusher/5.28/in-every-state-of-a-channel", test_upside_down_states);
  g_test_add_func ("/pusher/14.13/unref-inside-an-event", test_unref_in_event);
  g_test_add_func ("/pusher/14.13/unref-when-the-connection-is-lost", test_unref_when_lost);
  g_test_add_func ("/pusher/14.13/unref-when-greeted", test_unref_when_greeted);

  return g_test_run ();
}
