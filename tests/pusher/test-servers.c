/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What servers do each in its own way, and what is asked of none of them. */

#include "client-fixture.h"

#include <string.h>

static PusherChannel *
join (ClientFixture *fixture, const char *data)
{
  PusherChannel *room = client_fixture_subscribe (fixture, "presence-a");

  fake_authorizer_allow (fixture->authorizer, "presence-a");
  fake_transport_deliver (client_fixture_socket (fixture),
                          "{\"event\":\"pusher_internal:subscription_succeeded\","
                          "\"channel\":\"presence-a\",\"data\":{\"presence\":%s}}",
                          data);
  return room;
}

static guint
count_members (PusherChannel *room)
{
  return g_list_model_get_n_items (G_LIST_MODEL (pusher_channel_get_presence (room)));
}

static void
deliver_member (ClientFixture *fixture, const char *what, const char *id)
{
  fake_transport_deliver (client_fixture_socket (fixture),
                          "{\"event\":\"pusher_internal:member_%s\",\"channel\":\"presence-a\","
                          "\"data\":\"{\\\"user_id\\\":\\\"%s\\\"}\"}",
                          what, id);
}

/* Somebody's second window is told by no server; if it were, it would be the same person. */
static void
test_second_connection (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  PusherChannel *room = join (fixture, "{\"ids\":[\"1\",\"1\",1],\"hash\":{\"1\":{}},\"count\":3}");

  g_assert_cmpuint (count_members (room), ==, 1);
  deliver_member (fixture, "added", "1");
  g_assert_cmpuint (count_members (room), ==, 1);
  deliver_member (fixture, "removed", "1");
  g_assert_cmpuint (count_members (room), ==, 0);
}

/* The limits are the servers': a client shows what it gets. */
static void
test_large_room (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  g_autoptr (GString) data = g_string_new ("{\"ids\":[],\"count\":0,\"hash\":{");
  g_autofree char *long_id = g_strnfill (128, 'i');
  g_autofree char *long_info = g_strnfill (2048, 'n');
  PusherChannel *room;

  for (int i = 0; i < 5000; i++)
    g_string_append_printf (data, "\"%d\":{},", i);
  g_string_append_printf (data, "\"%s\":{\"name\":\"%s\"}}}", long_id, long_info);
  room = join (fixture, data->str);
  g_assert_cmpuint (count_members (room), ==, 5001);
  g_assert_nonnull (pusher_presence_lookup (pusher_channel_get_presence (room), long_id));
}

/* A number is forwarded as it was signed, and the server's refusal is told. */
static void
test_numeric_id (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  PusherChannel *room = client_fixture_subscribe (fixture, "presence-a");

  fake_authorizer_answer (fixture->authorizer, "presence-a",
                          "{\"auth\":\"k:s\",\"channel_data\":\"{\\\"user_id\\\":10}\"}");
  fake_transport_assert_sent (client_fixture_socket (fixture),
                              "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":"
                              "\"presence-a\",\"auth\":\"k:s\",\"channel_data\":"
                              "\"{\\\"user_id\\\":10}\"}}");
  fake_transport_deliver (client_fixture_socket (fixture),
                          "{\"event\":\"pusher:error\",\"data\":{\"code\":4300,"
                          "\"message\":\"user_id must be a string\"}}");
  g_assert_nonnull (
      strstr (client_fixture_last_error (fixture)->message, "user_id must be a string"));
  g_assert_cmpint (pusher_channel_get_state (room), ==, PUSHER_CHANNEL_PENDING);
}

/* A node of a cluster may not know everybody: who is not in the list may come and go all the same,
 * and we need not be in it ourselves. */
static void
test_incomplete_list (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  PusherChannel *room = join (fixture, "{\"ids\":[\"2\"],\"hash\":{\"2\":{}},\"count\":7}");

  g_assert_cmpint (pusher_channel_get_state (room), ==, PUSHER_CHANNEL_SUBSCRIBED);
  g_assert_null (pusher_channel_get_error (room));
  deliver_member (fixture, "removed", "elsewhere");
  deliver_member (fixture, "added", "elsewhere-too");
  g_assert_cmpuint (count_members (room), ==, 2);
  g_assert_cmpuint (fixture->errors->len, ==, 0);
}

static void
test_sizes (void)
{
  static const gsize sizes[] = { 10 * 1024, 64 * 1024, 100 * 1000, 1024 * 1024 };
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  client_fixture_subscribed (fixture, "c");
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *words = g_strnfill (sizes[i], 'x');
      g_autofree char *event = g_strdup_printf ("c e %s", words);

      fake_transport_deliver (client_fixture_socket (fixture),
                              "{\"event\":\"e\",\"channel\":\"c\",\"data\":\"%s\"}", words);
      g_assert_cmpstr (client_fixture_last_event (fixture), ==, event);
    }
}

/* Whoever shows it escapes it, once: nobody does before. */
static void
test_markup (void)
{
  static const char *const texts[]
      = { "<b>bold</b>", "&amp;amp;", "a < b && c > d", "<script>", "&#x41; %s %n" };
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  client_fixture_subscribed (fixture, "c");
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *event = g_strconcat ("c e ", texts[i], NULL);
      g_autofree char *frame
          = g_strdup_printf ("{\"event\":\"e\",\"channel\":\"c\",\"data\":\"%s\"}", texts[i]);

      fake_transport_deliver_bytes (client_fixture_socket (fixture), frame, strlen (frame));
      g_assert_cmpstr (client_fixture_last_event (fixture), ==, event);
    }
}

/* What a server says is one line of plain text, of a length that fits somewhere. */
static void
test_messages (void)
{
  g_autofree char *words = g_strnfill (100000, 'w');
  g_autofree char *reason = g_strdup_printf ("<b>line</b>\\n\\u0007\\u001b[31m\\u202e%s", words);
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();
  PusherChannel *channel = client_fixture_subscribe (fixture, "c");

  fake_transport_deliver (
      client_fixture_socket (fixture),
      "{\"event\":\"pusher:error\",\"data\":{\"code\":4301,\"message\":\"%s\"}}", reason);
  fake_transport_deliver (client_fixture_socket (fixture),
                          "{\"event\":\"pusher:subscription_error\",\"channel\":\"c\",\"data\":"
                          "{\"type\":\"AuthError\",\"error\":\"%s\",\"status\":401}}",
                          reason);
  g_ptr_array_add (fixture->errors, g_error_copy (pusher_channel_get_error (channel)));
  fake_transport_close (client_fixture_socket (fixture), 4200, words);
  for (guint i = 0; i < fixture->errors->len; i++)
    {
      const GError *error = g_ptr_array_index (fixture->errors, i);

      g_assert_cmpuint (strlen (error->message), <, 1000);
      for (const char *c = error->message; *c != '\0'; c = g_utf8_next_char (c))
        g_assert_true (g_unichar_isprint (g_utf8_get_char (c)));
    }
  g_assert_cmpuint (fixture->errors->len, ==, 3);
}

/* Everything that is sent in a life with all there is. */
static void
test_vocabulary (void)
{
  static const char *const words[] = {
    "\"event\":\"pusher:subscribe\"", "\"event\":\"pusher:unsubscribe\"",
    "\"event\":\"pusher:ping\"",      "\"event\":\"pusher:pong\"",
    "\"event\":\"pusher:signin\"",    "\"event\":\"client-",
  };
  static const char *const never[]
      = { "delta", "filter", "resume", "serial", "position", "history", "message_id", "sockudo" };
  g_autoptr (ClientFixture) fixture = client_fixture_new ();
  FakeAuthorizer *authenticator = fake_authorizer_new ();
  PusherUser *user
      = pusher_client_set_user_authenticator (fixture->client, PUSHER_AUTHORIZER (authenticator));
  g_autoptr (JsonNode) data = json_from_string ("{}", NULL);

  pusher_user_sign_in (user);
  pusher_client_connect (fixture->client);
  g_assert_nonnull (
      strstr (fake_transport_get_uri (client_fixture_socket (fixture)), "?protocol=7&"));
  for (int i = 0; i < 2; i++)
    {
      FakeTransport *socket = client_fixture_socket (fixture);
      guint known = 0;

      client_fixture_greet (fixture, "1.1");
      fake_authorizer_allow (authenticator, NULL);
      client_fixture_subscribe (fixture, "c");
      client_fixture_subscribe (fixture, "private-cache-a");
      fake_authorizer_allow (fixture->authorizer, "private-cache-a");
      client_fixture_succeed (fixture, "private-cache-a");
      client_fixture_succeed (fixture, "c");
      fake_transport_deliver (socket,
                              "{\"event\":\"e\",\"channel\":\"private-cache-a\",\"data\":{},"
                              "\"message_id\":\"m\",\"serial\":5,\"stream_id\":\"s\"}");
      fake_transport_deliver (socket, "{\"event\":\"pusher:ping\"}");
      g_assert_true (
          pusher_client_trigger (fixture->client, "private-cache-a", "client-a", data, NULL));
      fake_clock_advance (fixture->clock, 31);
      pusher_client_unsubscribe (fixture->client, "c");
      for (gsize j = 0; j < G_N_ELEMENTS (words); j++)
        {
          g_assert_cmpuint (fake_transport_count_sent (socket, words[j]), >, 0);
          known += fake_transport_count_sent (socket, words[j]);
        }
      g_assert_cmpuint (fake_transport_count_sent (socket, ""), ==, known);
      for (gsize j = 0; j < G_N_ELEMENTS (never); j++)
        g_assert_cmpuint (fake_transport_count_sent (socket, never[j]), ==, 0);
      fake_transport_close (socket, 1006, NULL);
      fake_clock_advance (fixture->clock, 1);
    }
  pusher_client_disconnect (fixture->client);
  g_assert_finalize_object (g_steal_pointer (&fixture->client));
  g_assert_finalize_object (authenticator);
}

/* Nobody may be anonymous for long: the sign-in is asked for before anything else, and with many
 * channels a private one among the first. */
static void
test_promptly (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new ();
  PusherUser *user = pusher_client_set_user_authenticator (fixture->client,
                                                           PUSHER_AUTHORIZER (fixture->authorizer));

  pusher_user_sign_in (user);
  for (int i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("private-%d", i);

      client_fixture_subscribe (fixture, name);
    }
  pusher_client_connect (fixture->client);
  client_fixture_greet (fixture, "1.1");
  g_assert_cmpstr (fake_authorizer_get_order (fixture->authorizer), ==,
                   "- private-0 private-1 private-2 private-3 private-4 private-5");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/7.16/two-connections-are-one-member", test_second_connection);
  g_test_add_func ("/pusher/7.19/a-room-has-no-limit-here", test_large_room);
  g_test_add_func ("/pusher/7.21/a-numeric-id-is-forwarded", test_numeric_id);
  g_test_add_func ("/pusher/7.23/a-list-may-be-incomplete", test_incomplete_list);
  g_test_add_func ("/pusher/8.26/every-servers-largest-event", test_sizes);
  g_test_add_func ("/pusher/8.30/markup-is-text", test_markup);
  g_test_add_func ("/pusher/15.4/messages-are-plain-text", test_messages);
  g_test_add_func ("/pusher/13.2/what-is-never-sent", test_vocabulary);
  g_test_add_func ("/pusher/13.8/nothing-is-asked-to-be-resumed", test_vocabulary);
  g_test_add_func ("/pusher/13.9/signed-in-before-anything-slow", test_promptly);

  return g_test_run ();
}
