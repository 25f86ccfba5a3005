/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the client sends, byte for byte (protocol §9, §10). */

#include <string.h>

#include "pusher/pusher-json-text.h"
#include "pusher/pusher-message.h"

static PusherAuthorization *
parse (const char *answer)
{
  g_autoptr (GError) error = NULL;
  PusherAuthorization *authorization = pusher_authorization_parse (answer, strlen (answer), &error);

  g_assert_no_error (error);

  return authorization;
}

static void
assert_sign_in (const char *answer, const char *expected)
{
  g_autoptr (PusherAuthorization) authorization = parse (answer);
  g_autofree char *message = pusher_message_sign_in (authorization);

  g_assert_cmpstr (message, ==, expected);
}

static void
assert_client_event (const char *data, const char *expected)
{
  g_autoptr (JsonNode) node = pusher_json_parse (data, -1);
  g_autofree char *message = pusher_message_client_event ("private-c", "client-x", node);

  g_assert_cmpstr (message, ==, expected);
}

static void
test_sign_in (void)
{
  assert_sign_in ("{\"auth\":\"k:s\",\"user_data\":\"{\\\"id\\\":\\\"1\\\"}\"}",
                  "{\"event\":\"pusher:signin\",\"data\":"
                  "{\"auth\":\"k:s\",\"user_data\":\"{\\\"id\\\":\\\"1\\\"}\"}}");
}

/* What was signed is neither read nor written anew: spaces, escapes and a text that is no JSON
 * stay. */
static void
test_sign_in_bytes (void)
{
  assert_sign_in ("{\"auth\":\"k:s\",\"user_data\":"
                  "\"{ \\\"id\\\" : 10,\\n \\\"\\u00e9\\\":\\\"\\\\u00e9\\\\/\\\" }\"}",
                  "{\"event\":\"pusher:signin\",\"data\":{\"auth\":\"k:s\",\"user_data\":"
                  "\"{ \\\"id\\\" : 10,\\n \\\"é\\\":\\\"\\\\u00e9\\\\/\\\" }\"}}");
  assert_sign_in ("{\"auth\":\"k:s\",\"user_data\":\"\"}",
                  "{\"event\":\"pusher:signin\",\"data\":{\"auth\":\"k:s\",\"user_data\":\"\"}}");
}

static void
test_sign_in_nothing_else (void)
{
  assert_sign_in ("{\"foo\":\"bar\",\"user_data\":\"u\",\"shared_secret\":\"c2VjcmV0\","
                  "\"auth\":\"k:s\",\"channel_data\":\"c\"}",
                  "{\"event\":\"pusher:signin\",\"data\":{\"auth\":\"k:s\",\"user_data\":\"u\"}}");
}

static void
test_sign_in_nobody (void)
{
  assert_sign_in ("{\"auth\":\"k:s\"}", NULL);
  assert_sign_in ("{\"auth\":\"k:s\",\"user_data\":null}", NULL);
  assert_sign_in ("{\"auth\":\"k:s\",\"user_data\":{\"id\":\"1\"}}", NULL);
}

static void
test_user_data (void)
{
  g_autoptr (PusherAuthorization) channel = parse ("{\"auth\":\"k:s\",\"channel_data\":\"c\"}");
  g_autoptr (PusherAuthorization) user
      = parse ("{\"auth\":\"k:s\",\"user_data\":\"a\",\"user_data\":\"{\\\"id\\\":\\\"1\\\"}\"}");
  g_autoptr (PusherAuthorization) copy = pusher_authorization_copy (user);

  g_assert_null (pusher_authorization_get_user_data (channel));
  g_assert_null (pusher_authorization_get_channel_data (user));
  g_clear_pointer (&user, pusher_authorization_free);
  g_assert_cmpstr (pusher_authorization_get_user_data (copy), ==, "{\"id\":\"1\"}");
  g_assert_cmpstr (pusher_authorization_get_auth (copy), ==, "k:s");
}

static void
test_client_event (void)
{
  assert_client_event ("{\"a\":[1,{}],\"b\":{\"c\":\"é\"},\"n\":null}",
                       "{\"event\":\"client-x\",\"data\":"
                       "{\"a\":[1,{}],\"b\":{\"c\":\"é\"},\"n\":null},\"channel\":\"private-c\"}");
  assert_client_event ("{}", "{\"event\":\"client-x\",\"data\":{},\"channel\":\"private-c\"}");
}

static void
test_client_event_kinds (void)
{
  static const char *const kinds[] = { "[]", "\"text\"", "\"{\\\"a\\\":1}\"", "5", "true", "null" };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *expected = g_strdup_printf (
          "{\"event\":\"client-x\",\"data\":%s,\"channel\":\"private-c\"}", kinds[i]);

      assert_client_event (kinds[i], expected);
    }
}

/* The data are the caller's, to send again or to change. */
static void
test_client_event_leaves_data (void)
{
  g_autoptr (JsonNode) data = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (data, json_object_new ());
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *message = NULL;
      g_autofree char *expected = g_strdup_printf (
          "{\"event\":\"client-x\",\"data\":{\"n\":%d},\"channel\":\"presence-c\"}", i);

      json_object_set_int_member (json_node_get_object (data), "n", i);
      message = pusher_message_client_event ("presence-c", "client-x", data);
      g_assert_cmpstr (message, ==, expected);
      g_assert_false (json_node_is_immutable (data));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/10.2/the-answer-signs-in", test_sign_in);
  g_test_add_func ("/pusher/10.2/user-data-are-sent-byte-for-byte", test_sign_in_bytes);
  g_test_add_func ("/pusher/10.2/nothing-else-is-forwarded", test_sign_in_nothing_else);
  g_test_add_func ("/pusher/10.2/nobody-is-not-signed-in", test_sign_in_nobody);
  g_test_add_func ("/pusher/10.2/user-data-are-kept-as-they-came", test_user_data);
  g_test_add_func ("/pusher/9.1/data-stay-an-object", test_client_event);
  g_test_add_func ("/pusher/9.1/data-of-any-kind-stay-as-they-are", test_client_event_kinds);
  g_test_add_func ("/pusher/9.1/the-caller-keeps-the-data", test_client_event_leaves_data);

  return g_test_run ();
}
