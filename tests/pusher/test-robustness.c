/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every field of every frame wrong, huge or missing: the connection survives (row 15.5). */

#include "encrypted-fixture.h"
#include "user-fixture.h"

#include <string.h>

/* A frame of the protocol, and where in it a value may be another. */
static const char *const frames[] = {
  "{\"event\":@,\"channel\":\"c\",\"data\":{}}",
  "{\"event\":\"e\",\"channel\":@,\"data\":{}}",
  "{\"event\":\"e\",\"channel\":\"c\",\"data\":@}",
  "{\"event\":\"e\",\"channel\":\"presence-a\",\"data\":{},\"user_id\":@}",
  "{\"event\":\"client-e\",\"channel\":\"presence-a\",\"data\":@,\"user_id\":@}",
  "{\"event\":\"pusher:ping\",\"data\":@}",
  "{\"event\":\"pusher:pong\",\"data\":@}",
  "{\"event\":\"pusher:connection_established\",\"data\":@}",
  "{\"event\":\"pusher:connection_established\",\"data\":{\"socket_id\":@,"
  "\"activity_timeout\":@}}",
  "{\"event\":\"pusher:error\",\"data\":@}",
  "{\"event\":\"pusher:error\",\"data\":{\"code\":@,\"message\":\"m\"}}",
  "{\"event\":\"pusher:error\",\"data\":{\"code\":4009,\"message\":@}}",
  "{\"event\":\"pusher:error\",\"channel\":@,\"data\":{\"code\":4301,\"message\":@}}",
  "{\"event\":\"pusher:cache_miss\",\"channel\":@,\"data\":@}",
  "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":@}",
  "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"c\",\"data\":@}",
  "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"presence-a\",\"data\":@}",
  "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"presence-a\","
  "\"data\":{\"presence\":@}}",
  "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"presence-a\","
  "\"data\":{\"presence\":{\"ids\":@,\"hash\":@,\"count\":@}}}",
  "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"presence-a\","
  "\"data\":{\"presence\":{\"ids\":[@],\"hash\":{\"1\":@},\"count\":1}}}",
  "{\"event\":\"pusher_internal:member_added\",\"channel\":\"presence-a\",\"data\":@}",
  "{\"event\":\"pusher_internal:member_added\",\"channel\":\"presence-a\","
  "\"data\":{\"user_id\":@,\"user_info\":@}}",
  "{\"event\":\"pusher_internal:member_removed\",\"channel\":\"presence-a\",\"data\":@}",
  "{\"event\":\"pusher_internal:member_removed\",\"channel\":\"presence-a\","
  "\"data\":{\"user_id\":@}}",
  "{\"event\":\"pusher_internal:subscription_count\",\"channel\":\"c\",\"data\":@}",
  "{\"event\":\"pusher_internal:subscription_count\",\"channel\":\"c\","
  "\"data\":{\"subscription_count\":@}}",
  "{\"event\":\"pusher_internal:unheard_of\",\"channel\":@,\"data\":@}",
  "{\"event\":\"pusher:subscription_error\",\"channel\":\"refused\",\"data\":@}",
  "{\"event\":\"pusher:subscription_error\",\"channel\":\"refused\","
  "\"data\":{\"type\":@,\"error\":@,\"status\":@}}",
  "{\"event\":\"pusher:signin_success\",\"data\":@}",
  "{\"event\":\"pusher:signin_success\",\"data\":{\"user_data\":@}}",
  "{\"event\":\"pusher_internal:watchlist_events\",\"data\":@}",
  "{\"event\":\"pusher_internal:watchlist_events\",\"data\":{\"events\":@}}",
  "{\"event\":\"pusher_internal:watchlist_events\",\"data\":{\"events\":[@]}}",
  "{\"event\":\"pusher_internal:watchlist_events\","
  "\"data\":{\"events\":[{\"name\":@,\"user_ids\":@}]}}",
  "{\"event\":\"e\",\"channel\":\"#server-to-user-me\",\"data\":@}",
  "{\"event\":@,\"channel\":\"#server-to-user-me\"}",
  "{\"event\":\"e\",\"channel\":\"private-encrypted-a\",\"data\":@}",
  "{\"event\":\"e\",\"channel\":\"private-encrypted-a\","
  "\"data\":{\"nonce\":@,\"ciphertext\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}}",
  "{\"event\":\"e\",\"channel\":\"private-encrypted-a\","
  "\"data\":{\"nonce\":\"" ENCRYPTED_NONCE "\",\"ciphertext\":@}}",
};

static char *
repeat (const char *text, guint times)
{
  GString *string = g_string_new (NULL);

  for (guint i = 0; i < times; i++)
    g_string_append (string, text);
  return g_string_free (string, FALSE);
}

/* What may stand anywhere instead, each a JSON value but the last, which is nothing at all. */
static GPtrArray *
make_values (void)
{
  static const char *const values[] = {
    "null",
    "true",
    "0",
    "-1",
    "1.5",
    "1e400",
    "\"\"",
    "\"x\"",
    "\" \"",
    "[]",
    "{}",
    "[[],{}]",
    "{\"\":{}}",
    "\"null\"",
    "\"{\"",
    "\"[]\"",
    "\"{}\"",
    "\"\\u0000\"",
    "\"\\ud83d\"",
    "[null]",
    "[\"a\",\"a\"]",
    "\"\\\"\\\"\"",
    "99999999999999999999",
    "-9223372036854775808",
    "\"%s%n\"",
    "\"..\\/..\\/\"",
    "",
  };
  GPtrArray *array = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *letters = repeat ("x", 20 * 1024);
  g_autofree char *quotes = repeat ("\\\"", 10 * 1024);
  g_autofree char *deep = repeat ("[", 20000);
  g_autofree char *numbers = repeat ("1,", 5000);
  g_autofree char *digits = repeat ("9", 10000);

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    g_ptr_array_add (array, g_strdup (values[i]));
  g_ptr_array_add (array, g_strdup_printf ("\"%s\"", letters));
  g_ptr_array_add (array, g_strdup_printf ("\"%s\"", quotes));
  g_ptr_array_add (array, g_strdup_printf ("{\"%s\":1}", letters));
  g_ptr_array_add (array, g_steal_pointer (&deep));
  g_ptr_array_add (array, g_strdup_printf ("[%s1]", numbers));
  g_ptr_array_add (array, g_steal_pointer (&digits));

  return array;
}

static void
settle_channels (UserFixture *fixture)
{
  static const char *const channels[] = { "c", "refused", "presence-a", "private-encrypted-a" };
  g_autofree char *key = encrypted_key (1);
  g_autofree char *answer
      = g_strdup_printf ("{\"auth\":\"k:s\",\"channel_data\":\"{\\\"user_id\\\":\\\"me\\\"}\","
                         "\"shared_secret\":\"%s\"}",
                         key);

  for (gsize i = 0; i < G_N_ELEMENTS (channels); i++)
    {
      PusherChannel *channel = client_fixture_subscribe (fixture->base, channels[i]);

      if (pusher_channel_get_state (channel) == PUSHER_CHANNEL_AUTHORISING)
        fake_authorizer_answer (fixture->base->authorizer, channels[i], answer);
      client_fixture_succeed (fixture->base, channels[i]);
      g_assert_cmpint (pusher_channel_get_state (channel), ==, PUSHER_CHANNEL_SUBSCRIBED);
    }
  fake_transport_forget_sent (client_fixture_socket (fixture->base));
}

/* All that works still works: an event of each channel comes, in the same socket. */
static void
assert_well (UserFixture *fixture, const char *frame)
{
  FakeTransport *socket = client_fixture_socket (fixture->base);

  if (pusher_client_get_state (fixture->base->client) != PUSHER_CONNECTION_CONNECTED
      || g_strcmp0 (pusher_client_get_socket_id (fixture->base->client), "1.1") != 0
      || fake_network_get_made (fixture->base->network) != 1)
    g_error ("The connection did not survive %.200s", frame);

  settle_channels (fixture);
  g_ptr_array_set_size (fixture->base->events, 0);
  fake_transport_deliver (socket, "{\"event\":\"e\",\"channel\":\"c\",\"data\":\"1\"}");
  fake_transport_deliver (socket, "{\"event\":\"e\",\"channel\":\"presence-a\",\"data\":\"2\"}");
  g_assert_cmpuint (fixture->base->events->len, ==, 2);
  g_ptr_array_set_size (fixture->base->errors, 0);
  g_ptr_array_set_size (fixture->base->error_channels, 0);
}

/* The same frame with its data as JSON text in a string, which is as good, or %NULL where data is
 * not an object at the end. */
static char *
put_data_in_a_string (const char *frame)
{
  const char *data = strstr (frame, "\"data\":{");
  GString *string;

  if (data == NULL || strstr (data, "\"user_id\":") != NULL || !g_str_has_suffix (frame, "}}"))
    return NULL;

  data += strlen ("\"data\":");
  string = g_string_new_len (data, (gssize) strlen (data) - 1);
  g_string_replace (string, "\\", "\\\\", 0);
  g_string_replace (string, "\"", "\\\"", 0);
  g_string_prepend_c (string, '"');
  g_string_prepend_len (string, frame, data - frame);
  g_string_append (string, "\"}");

  return g_string_free (string, FALSE);
}

static void
deliver (UserFixture *fixture, const char *frame)
{
  fake_transport_deliver_bytes (client_fixture_socket (fixture->base), frame, strlen (frame));
  assert_well (fixture, frame);
}

static void
test_fields (void)
{
  g_autoptr (UserFixture) fixture = user_fixture_new_signed_in ();
  g_autoptr (GPtrArray) values = make_values ();

  settle_channels (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      for (guint j = 0; j < values->len; j++)
        {
          g_auto (GStrv) parts = g_strsplit (frames[i], "@", -1);
          g_autofree char *frame = g_strjoinv (g_ptr_array_index (values, j), parts);
          g_autofree char *text = put_data_in_a_string (frame);

          deliver (fixture, frame);
          if (text != NULL)
            deliver (fixture, text);
        }
    }
}

static void
test_absent (void)
{
  g_autoptr (UserFixture) fixture = user_fixture_new_signed_in ();
  g_autoptr (GRegex) member = g_regex_new (",\"\\w+\":@|\"\\w+\":@,|\"\\w+\":@|@", G_REGEX_DEFAULT,
                                           G_REGEX_MATCH_DEFAULT, NULL);

  settle_channels (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      g_autofree char *frame
          = g_regex_replace_literal (member, frames[i], -1, 0, "", G_REGEX_MATCH_DEFAULT, NULL);
      g_autoptr (JsonNode) node = json_from_string (frame, NULL);
      g_autofree char *text = put_data_in_a_string (frame);

      g_assert_nonnull (node);
      deliver (fixture, frame);
      if (text != NULL)
        deliver (fixture, text);
    }
}

/* Any beginning of a frame is no frame. */
static void
test_cut_off (void)
{
  g_autoptr (UserFixture) fixture = user_fixture_new_signed_in ();

  settle_channels (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      g_auto (GStrv) parts = g_strsplit (frames[i], "@", -1);
      g_autofree char *frame = g_strjoinv ("\"x\"", parts);

      for (gsize length = 0; length < strlen (frame); length++)
        fake_transport_deliver_bytes (client_fixture_socket (fixture->base), frame, length);
      g_assert_cmpuint (fixture->base->errors->len, ==, strlen (frame));
      assert_well (fixture, frame);
    }
}

/* A member twice, with either value the last. */
static void
test_twice (void)
{
  static const char *const twice[] = {
    "{\"event\":\"e\",\"event\":5,\"channel\":\"c\",\"data\":1}",
    "{\"event\":5,\"event\":\"e\",\"channel\":5,\"channel\":\"c\",\"data\":1,\"data\":{}}",
    "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"presence-a\","
    "\"data\":{\"presence\":5,\"presence\":{\"ids\":5,\"ids\":[\"1\"],\"hash\":{}}}}",
    "{\"event\":\"pusher:error\",\"data\":{\"code\":1,\"code\":{}},\"data\":5}",
  };
  g_autoptr (UserFixture) fixture = user_fixture_new_signed_in ();

  settle_channels (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (twice); i++)
    deliver (fixture, twice[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/15.5/any-field-may-hold-anything", test_fields);
  g_test_add_func ("/pusher/15.5/any-field-may-be-missing", test_absent);
  g_test_add_func ("/pusher/15.5/any-frame-may-be-cut-off", test_cut_off);
  g_test_add_func ("/pusher/15.5/any-member-may-come-twice", test_twice);

  return g_test_run ();
}
