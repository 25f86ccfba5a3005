/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Encrypted channels whose keys change (protocol §11). */

#include "client-fixture.h"
#include "encrypted-fixture.h"

#include "pusher/pusher-decryptor.h"

#define CHANNEL "private-encrypted-a"

static void
answer_key (ClientFixture *fixture, guint8 number)
{
  g_autofree char *key = encrypted_key (number);
  g_autofree char *answer = g_strdup_printf ("{\"auth\":\"key:s\",\"shared_secret\":\"%s\"}", key);

  fake_authorizer_answer (fixture->authorizer, CHANNEL, answer);
}

static void
publish (ClientFixture *fixture, guint8 number, const char *text)
{
  g_autofree char *data = encrypted_data (number, text);

  fake_transport_deliver (client_fixture_socket (fixture),
                          "{\"event\":\"e\",\"channel\":\"" CHANNEL "\",\"data\":%s}", data);
}

/* Subscribed, with the key of that number. */
static ClientFixture *
subscribed (guint8 number)
{
  ClientFixture *fixture = client_fixture_new_connected ();

  client_fixture_subscribe (fixture, CHANNEL);
  answer_key (fixture, number);
  client_fixture_succeed (fixture, CHANNEL);
  fake_transport_forget_sent (client_fixture_socket (fixture));

  return fixture;
}

static void
assert_events (ClientFixture *fixture, ...)
{
  va_list wanted;
  const char *event;
  guint n = 0;

  va_start (wanted, fixture);
  while ((event = va_arg (wanted, const char *)) != NULL)
    {
      g_assert_cmpuint (n, <, fixture->events->len);
      g_assert_cmpstr (g_ptr_array_index (fixture->events, n++), ==, event);
    }
  va_end (wanted);
  g_assert_cmpuint (fixture->events->len, ==, n);
}

static void
test_key (void)
{
  g_autoptr (ClientFixture) fixture = subscribed (1);

  publish (fixture, 1, "{\"a\":1}");
  publish (fixture, 1, "words");
  assert_events (fixture, CHANNEL " e {\"a\":1}", CHANNEL " e words", NULL);
  g_assert_cmpuint (fixture->errors->len, ==, 0);
}

static void
test_no_key (void)
{
  static const char *const answers[] = {
    "{\"auth\":\"key:s\"}",
    "{\"auth\":\"key:s\",\"shared_secret\":null}",
    "{\"auth\":\"key:s\",\"shared_secret\":\"\"}",
    "{\"auth\":\"key:s\",\"shared_secret\":\"c2hvcnQ=\"}",
    "{\"auth\":\"key:s\",\"shared_secret\":5}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
      PusherChannel *channel = client_fixture_subscribe (fixture, CHANNEL);

      fake_authorizer_answer (fixture->authorizer, CHANNEL, answers[i]);
      fake_transport_assert_silent (client_fixture_socket (fixture));
      g_assert_cmpint (pusher_channel_get_state (channel), ==, PUSHER_CHANNEL_FAILED);
      g_assert_error (pusher_channel_get_error (channel), PUSHER_ERROR, PUSHER_ERROR_BAD_ANSWER);
    }
}

static void
test_rotated (void)
{
  g_autoptr (ClientFixture) fixture = subscribed (1);

  publish (fixture, 2, "a");
  assert_events (fixture, NULL);
  g_assert_cmpuint (fake_authorizer_get_asked (fixture->authorizer), ==, 2);
  answer_key (fixture, 2);
  assert_events (fixture, CHANNEL " e a", NULL);
  /* The subscription is as good as before. */
  fake_transport_assert_silent (client_fixture_socket (fixture));
  publish (fixture, 2, "b");
  assert_events (fixture, CHANNEL " e a", CHANNEL " e b", NULL);
  g_assert_cmpuint (fixture->errors->len, ==, 0);
}

static void
test_no_fresh_key (void)
{
  g_autoptr (ClientFixture) fixture = subscribed (1);

  /* The same key, none, and no answer at all: the event is dropped, the next may ask again. */
  publish (fixture, 2, "a");
  answer_key (fixture, 1);
  g_assert_cmpuint (fixture->errors->len, ==, 1);
  g_assert_error (client_fixture_last_error (fixture), PUSHER_ERROR, PUSHER_ERROR_DECRYPTION);
  publish (fixture, 2, "b");
  fake_authorizer_answer (fixture->authorizer, CHANNEL, "{\"auth\":\"key:s\"}");
  g_assert_cmpuint (fixture->errors->len, ==, 3);
  publish (fixture, 2, "c");
  fake_authorizer_refuse (fixture->authorizer, CHANNEL, PUSHER_ERROR_UNAVAILABLE, 0);
  g_assert_cmpuint (fixture->errors->len, ==, 5);
  g_assert_cmpuint (fake_authorizer_get_asked (fixture->authorizer), ==, 4);

  /* The old key is good still. */
  publish (fixture, 1, "d");
  assert_events (fixture, CHANNEL " e d", NULL);
}

static void
test_many (void)
{
  g_autoptr (ClientFixture) fixture = subscribed (1);

  for (int i = 0; i < 50; i++)
    {
      g_autofree char *text = g_strdup_printf ("%d", i);

      publish (fixture, i == 25 ? 1 : 2, text);
    }
  g_assert_cmpuint (fake_authorizer_get_open (fixture->authorizer), ==, 1);
  assert_events (fixture, NULL);
  answer_key (fixture, 2);
  /* In order; the one of the old key has gone by. */
  g_assert_cmpuint (fixture->events->len, ==, 49);
  for (guint i = 0; i < 49; i++)
    {
      g_autofree char *text = g_strdup_printf (CHANNEL " e %u", i < 25 ? i : i + 1);

      g_assert_cmpstr (g_ptr_array_index (fixture->events, i), ==, text);
    }
  g_assert_cmpuint (fixture->errors->len, ==, 1);
  g_assert_cmpuint (fake_authorizer_get_asked (fixture->authorizer), ==, 2);
}

/* A publisher with another key is no reason to ask over and over. */
static void
test_limit (void)
{
  g_autoptr (ClientFixture) fixture = subscribed (1);

  for (int i = 0; i < 50; i++)
    {
      publish (fixture, 2, "a");
      if (fake_authorizer_get_open (fixture->authorizer) > 0)
        answer_key (fixture, 1);
    }
  g_assert_cmpuint (fake_authorizer_get_asked (fixture->authorizer), ==, 1 + 3);
  g_assert_cmpuint (fixture->errors->len, ==, 50);
  fake_clock_advance (fixture->clock, 10);
  publish (fixture, 2, "a");
  g_assert_cmpuint (fake_authorizer_get_open (fixture->authorizer), ==, 1);
  answer_key (fixture, 2);
  assert_events (fixture, CHANNEL " e a", NULL);
}

static void
test_full_queue (void)
{
  g_autoptr (ClientFixture) fixture = subscribed (1);

  for (int i = 0; i < 1100; i++)
    publish (fixture, 2, "a");
  g_assert_cmpuint (fixture->errors->len, ==, 100);
  answer_key (fixture, 2);
  g_assert_cmpuint (fixture->events->len, ==, 1000);
}

/* What waited for a key of a socket that is gone is gone with it. */
static void
test_old_socket (void)
{
  g_autoptr (ClientFixture) fixture = subscribed (1);

  fake_authorizer_set_late (fixture->authorizer, TRUE);
  publish (fixture, 2, "a");
  client_fixture_reconnect (fixture, "2.2");
  fake_authorizer_allow_on (fixture->authorizer, "1.1", CHANNEL);
  assert_events (fixture, NULL);
  fake_transport_assert_silent (client_fixture_socket (fixture));
  answer_key (fixture, 3);
  client_fixture_succeed (fixture, CHANNEL);
  publish (fixture, 3, "b");
  assert_events (fixture, CHANNEL " e b", NULL);
}

static void
test_protocol_events (void)
{
  g_autoptr (ClientFixture) fixture = subscribed (1);

  /* Not held up by what waits for a key either. */
  publish (fixture, 2, "a");
  fake_transport_deliver (client_fixture_socket (fixture),
                          "{\"event\":\"pusher:cache_miss\",\"channel\":\"" CHANNEL "\"}");
  assert_events (fixture, CHANNEL " pusher:cache_miss -", NULL);
  answer_key (fixture, 2);
}

static void
test_plain_text (void)
{
  static const char *const frames[] = {
    "{\"event\":\"e\",\"channel\":\"" CHANNEL "\",\"data\":{\"message\":\"plain\"}}",
    "{\"event\":\"e\",\"channel\":\"" CHANNEL "\",\"data\":\"plain\"}",
    "{\"event\":\"e\",\"channel\":\"" CHANNEL "\"}",
    "{\"event\":\"client-e\",\"channel\":\"" CHANNEL "\",\"data\":{}}",
  };
  g_autoptr (ClientFixture) fixture = subscribed (1);

  for (gsize i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      fake_transport_deliver (client_fixture_socket (fixture), "%s", frames[i]);
      g_assert_cmpuint (fixture->errors->len, ==, i + 1);
      g_assert_error (client_fixture_last_error (fixture), PUSHER_ERROR, PUSHER_ERROR_BAD_DATA);
      g_assert_cmpstr (g_ptr_array_index (fixture->error_channels, i), ==, CHANNEL);
    }
  assert_events (fixture, NULL);
  g_assert_cmpuint (fake_authorizer_get_asked (fixture->authorizer), ==, 1);
}

static void
test_before_the_key (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  client_fixture_subscribe (fixture, CHANNEL);
  publish (fixture, 1, "a");
  assert_events (fixture, NULL);
  g_assert_error (client_fixture_last_error (fixture), PUSHER_ERROR, PUSHER_ERROR_DECRYPTION);
  g_assert_cmpuint (fake_authorizer_get_asked (fixture->authorizer), ==, 1);
  answer_key (fixture, 1);
  client_fixture_succeed (fixture, CHANNEL);
  publish (fixture, 1, "b");
  assert_events (fixture, CHANNEL " e b", NULL);
}

static void
test_reconnect (void)
{
  g_autoptr (ClientFixture) fixture = subscribed (1);

  client_fixture_reconnect (fixture, "2.2");
  answer_key (fixture, 2);
  client_fixture_succeed (fixture, CHANNEL);
  publish (fixture, 2, "a");
  assert_events (fixture, CHANNEL " e a", NULL);
  publish (fixture, 1, "b");
  answer_key (fixture, 2);
  assert_events (fixture, CHANNEL " e a", NULL);
}

static void
on_event_unsubscribe (PusherClient *client,
                      PusherChannel *channel,
                      PusherEvent *event,
                      gpointer user_data)
{
  pusher_client_unsubscribe (client, CHANNEL);
}

/* What waits behind the event that makes us go is not delivered any more. */
static void
test_unsubscribed_inside (void)
{
  g_autoptr (ClientFixture) fixture = subscribed (1);

  g_signal_connect (fixture->client, "event", G_CALLBACK (on_event_unsubscribe), NULL);
  publish (fixture, 2, "a");
  publish (fixture, 2, "b");
  answer_key (fixture, 2);
  assert_events (fixture, CHANNEL " e a", NULL);
}

static void
on_event_unref (PusherClient *client,
                PusherChannel *channel,
                PusherEvent *event,
                gpointer user_data)
{
  ClientFixture *fixture = user_data;

  g_clear_object (&fixture->client);
}

static void
test_unref_inside (void)
{
  g_autoptr (ClientFixture) fixture = subscribed (1);

  g_signal_connect (fixture->client, "event", G_CALLBACK (on_event_unref), fixture);
  publish (fixture, 2, "a");
  publish (fixture, 2, "b");
  answer_key (fixture, 2);
  g_assert_null (fixture->client);
  g_assert_cmpuint (fixture->events->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/11.1/a-key-opens-events", test_key);
  g_test_add_func ("/pusher/11.2/no-key-no-subscription", test_no_key);
  g_test_add_func ("/pusher/11.5/a-rotated-key-is-fetched", test_rotated);
  g_test_add_func ("/pusher/11.5/an-event-has-one-second-try", test_no_fresh_key);
  g_test_add_func ("/pusher/11.6/one-request-for-many-events", test_many);
  g_test_add_func ("/pusher/11.6/keys-are-not-asked-for-over-and-over", test_limit);
  g_test_add_func ("/pusher/11.6/so-many-wait-and-no-more", test_full_queue);
  g_test_add_func ("/pusher/8.28/in-order-across-a-new-key", test_many);
  g_test_add_func ("/pusher/11.7/a-key-for-an-old-socket", test_old_socket);
  g_test_add_func ("/pusher/11.8/a-new-key-is-no-new-subscription", test_rotated);
  g_test_add_func ("/pusher/11.9/protocol-events-are-not-encrypted", test_protocol_events);
  g_test_add_func ("/pusher/11.10/plain-text-is-never-shown", test_plain_text);
  g_test_add_func ("/pusher/11.11/an-event-before-the-key", test_before_the_key);
  g_test_add_func ("/pusher/11.12/never-without-a-key", test_no_key);
  g_test_add_func ("/pusher/11.13/a-new-connection-has-a-new-key", test_reconnect);
  g_test_add_func ("/pusher/14.13/unsubscribed-while-decrypting", test_unsubscribed_inside);
  g_test_add_func ("/pusher/14.13/unref-while-decrypting", test_unref_inside);

  return g_test_run ();
}
