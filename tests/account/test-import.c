/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account-fixture.h"
#include "account/tb-account-import.h"

/* What web apps have already, as account settings. */

#define WEB_URL "{'web-url': <'https://app.example.com/en/'>}"
#define ENDPOINT "'auth-endpoint': <'https://app.example.com/api/pusher/auth'>"

static GVariant *
import (const char *text, gssize length, const char *given, GStrv *refused, GError **error)
{
  g_autoptr (GVariant) settings = account_fixture_settings ("%s", given);
  g_auto (GStrv) found = NULL;
  GVariant *imported = tb_account_import_parse (text, length, settings, &found, error);

  if (refused != NULL)
    *refused = g_steal_pointer (&found);
  return imported;
}

/* Asserts that @text is imported as exactly these settings, and the web app's address. */
static void
assert_imports (const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) imported = import (text, -1, WEB_URL, NULL, &error);
  g_autoptr (GVariant) wanted = account_fixture_settings ("%s", expected);
  g_auto (GVariantDict) found = G_VARIANT_DICT_INIT (imported);
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_assert_no_error (error);
  g_test_message ("%s", text);
  g_variant_iter_init (&iter, wanted);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      g_autoptr (GVariant) there = g_variant_dict_lookup_value (&found, name, NULL);
      g_autofree char *printed = there != NULL ? g_variant_print (there, FALSE) : g_strdup ("-");

      g_test_message ("%s is %s", name, printed);
      g_assert_nonnull (there);
      g_assert_cmpvariant (there, value);
      g_variant_unref (value);
    }
  g_assert_cmpuint (g_variant_n_children (imported), ==, g_variant_n_children (wanted) + 1);
}

static void
assert_refuses_with (
    int code, const char *text, gssize length, const char *given, const char *mentions)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) imported = import (text, length, given, NULL, &error);

  g_assert_null (imported);
  account_fixture_assert_sentence (error, TB_ACCOUNT_ERROR, code);
  g_assert_nonnull (strstr (error->message, mentions));
}

static void
assert_refuses (const char *text, gssize length, const char *given, const char *mentions)
{
  assert_refuses_with (TB_ACCOUNT_ERROR_IMPORT, text, length, given, mentions);
}

static void
test_an_env_file_is_read_as_it_stands (void)
{
  assert_imports ("NEXT_PUBLIC_PUSHER_KEY=k\n"
                  "NEXT_PUBLIC_PUSHER_CLUSTER=eu\n"
                  "DATABASE_URL=postgres://x\n",
                  "{'key': <'k'>, 'cluster': <'eu'>, " ENDPOINT "}");
  assert_imports ("NEXT_PUBLIC_PUSHER_KEY=k\n"
                  "NEXT_PUBLIC_PUSHER_WS_HOST=ws.example.com\n"
                  "NEXT_PUBLIC_PUSHER_WS_PORT=6001\n"
                  "NEXT_PUBLIC_PUSHER_FORCE_TLS=true\n"
                  "NEXT_PUBLIC_PUSHER_AUTH_ENDPOINT=/auth\n",
                  "{'key': <'k'>, 'host': <'ws.example.com'>, 'port': <uint32 6001>,"
                  " 'tls': <true>, 'auth-endpoint': <'https://app.example.com/auth'>}");
  assert_imports ("NEXT_PUBLIC_PUSHER_KEY=k\n"
                  "NEXT_PUBLIC_PUSHER_AUTH_ENDPOINT=https://auth.example.com/x\n",
                  "{'key': <'k'>, 'cluster': <'ap1'>,"
                  " 'auth-endpoint': <'https://auth.example.com/x'>}");
}

static void
test_the_forms_of_a_line_are_understood (void)
{
  static const char *const lines[] = {
    "NEXT_PUBLIC_PUSHER_KEY=k#1",
    "NEXT_PUBLIC_PUSHER_KEY=k#1\r\n",
    "\xef\xbb\xbfNEXT_PUBLIC_PUSHER_KEY=k#1\n",
    "  NEXT_PUBLIC_PUSHER_KEY = k#1  \n",
    "export NEXT_PUBLIC_PUSHER_KEY=k#1\n",
    "export\tNEXT_PUBLIC_PUSHER_KEY=\"k#1\"\n",
    "NEXT_PUBLIC_PUSHER_KEY=\"k#1\"\n",
    "NEXT_PUBLIC_PUSHER_KEY='k#1'\n",
    "NEXT_PUBLIC_PUSHER_KEY='k#1' # the key\n",
    "NEXT_PUBLIC_PUSHER_KEY=k#1 # the key\n",
    "# NEXT_PUBLIC_PUSHER_KEY=other\n\n=\nno assignment\nNEXT_PUBLIC_PUSHER_KEY=k#1\n",
    "NEXT_PUBLIC_PUSHER_KEY=first\nNEXT_PUBLIC_PUSHER_KEY=k#1\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    assert_imports (lines[i], "{'key': <'k#1'>, 'cluster': <'ap1'>, " ENDPOINT "}");
}

static void
test_an_empty_value_is_none (void)
{
  assert_imports ("NEXT_PUBLIC_PUSHER_KEY=k\n"
                  "NEXT_PUBLIC_PUSHER_CLUSTER=\n"
                  "NEXT_PUBLIC_PUSHER_WS_HOST=\"\"\n"
                  "NEXT_PUBLIC_PUSHER_WS_PORT=''\n"
                  "NEXT_PUBLIC_PUSHER_AUTH_ENDPOINT= # the usual\n",
                  "{'key': <'k'>, 'cluster': <'ap1'>, " ENDPOINT "}");
  assert_refuses ("NEXT_PUBLIC_PUSHER_KEY=\n", -1, WEB_URL, "NEXT_PUBLIC_PUSHER_KEY");
  assert_refuses ("NEXT_PUBLIC_PUSHER_KEY=#k\n", -1, WEB_URL, "NEXT_PUBLIC_PUSHER_KEY");
}

static void
test_what_says_no_is_no_encryption (void)
{
  static const char *const words[] = { "false", "0", "no", "off", "http", "FALSE", "ws" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *text = g_strdup_printf ("NEXT_PUBLIC_PUSHER_KEY=k\n"
                                               "NEXT_PUBLIC_PUSHER_WS_HOST=ws.example.com\n"
                                               "NEXT_PUBLIC_PUSHER_FORCE_TLS=%s\n",
                                               words[i]);

      assert_imports (text,
                      "{'key': <'k'>, 'host': <'ws.example.com'>, 'tls': <false>, " ENDPOINT "}");
    }
}

static void
test_a_server_on_this_computer_is_not_encrypted_unless_said (void)
{
  assert_imports ("NEXT_PUBLIC_PUSHER_KEY=k\nNEXT_PUBLIC_PUSHER_WS_HOST=localhost\n",
                  "{'key': <'k'>, 'host': <'localhost'>, 'tls': <false>, " ENDPOINT "}");
  assert_imports ("NEXT_PUBLIC_PUSHER_KEY=k\nNEXT_PUBLIC_PUSHER_WS_HOST=127.0.0.1\n"
                  "NEXT_PUBLIC_PUSHER_FORCE_TLS=true\n",
                  "{'key': <'k'>, 'host': <'127.0.0.1'>, 'tls': <true>, " ENDPOINT "}");
}

/* The names that a server has are a fallback for those of a page. */
static void
test_public_names_go_before_those_of_a_server (void)
{
  assert_imports ("PUSHER_HOST=soketi\nPUSHER_PORT=6001\nPUSHER_USE_TLS=false\nPUSHER_APP_ID=1\n"
                  "NEXT_PUBLIC_PUSHER_KEY=k\nNEXT_PUBLIC_PUSHER_WS_HOST=ws.example.com\n",
                  "{'key': <'k'>, 'host': <'ws.example.com'>, " ENDPOINT "}");
}

#define LARAVEL "'auth-endpoint': <'https://app.example.com/broadcasting/auth'>"

static void
test_an_env_file_of_laravel_is_understood (void)
{
  assert_imports ("PUSHER_APP_ID=1\n"
                  "PUSHER_APP_KEY=k\n"
                  "PUSHER_HOST=\n"
                  "PUSHER_PORT=443\n"
                  "PUSHER_SCHEME=https\n"
                  "PUSHER_APP_CLUSTER=mt1\n"
                  "VITE_PUSHER_APP_KEY=\"${PUSHER_APP_KEY}\"\n"
                  "VITE_PUSHER_HOST=\"${PUSHER_HOST}\"\n"
                  "VITE_PUSHER_PORT=\"${PUSHER_PORT}\"\n"
                  "VITE_PUSHER_SCHEME=\"${PUSHER_SCHEME}\"\n"
                  "VITE_PUSHER_APP_CLUSTER=\"${PUSHER_APP_CLUSTER}\"\n",
                  "{'key': <'k'>, 'cluster': <'mt1'>, 'port': <uint32 443>, 'tls': <true>, " LARAVEL
                  "}");
  /* The host of the one server does not go with the key of the other. */
  assert_imports ("PUSHER_APP_KEY=\n"
                  "PUSHER_HOST=pusher.example.com\n"
                  "PUSHER_APP_CLUSTER=mt1\n"
                  "REVERB_APP_KEY=r\n"
                  "REVERB_HOST=\"localhost\"\n"
                  "REVERB_PORT=8080\n"
                  "REVERB_SCHEME=http\n"
                  "VITE_REVERB_APP_KEY=\"${REVERB_APP_KEY}\"\n"
                  "VITE_REVERB_HOST=\"ws.${REVERB_HOST}\"\n"
                  "VITE_REVERB_PORT=\"${REVERB_PORT}\"\n"
                  "VITE_REVERB_SCHEME=\"${REVERB_SCHEME}\"\n",
                  "{'key': <'r'>, 'host': <'ws.localhost'>, 'port': <uint32 8080>,"
                  " 'tls': <false>, " LARAVEL "}");
}

static void
test_references_are_put_in_and_unknown_ones_are_empty (void)
{
  assert_imports ("A=one\nNEXT_PUBLIC_PUSHER_KEY=${A}-${B}-${A}\n",
                  "{'key': <'one--one'>, 'cluster': <'ap1'>, " ENDPOINT "}");
  assert_imports ("A=one\nNEXT_PUBLIC_PUSHER_KEY='${A}'\n",
                  "{'key': <'${A}'>, 'cluster': <'ap1'>, " ENDPOINT "}");
  assert_imports ("NEXT_PUBLIC_PUSHER_KEY=${A\n",
                  "{'key': <'${A'>, 'cluster': <'ap1'>, " ENDPOINT "}");
}

static void
test_json_has_names_of_either_kind (void)
{
  assert_imports ("{\"NEXT_PUBLIC_PUSHER_KEY\":\"k\",\"NEXT_PUBLIC_PUSHER_WS_PORT\":6001,"
                  " \"NEXT_PUBLIC_PUSHER_FORCE_TLS\":false}",
                  "{'key': <'k'>, 'cluster': <'ap1'>, 'port': <uint32 6001>, 'tls': <false>,"
                  " " ENDPOINT "}");
  assert_imports (" {\"key\":\"k\",\"host\":\"ws.example.com\",\"port\":6001,\"tls\":false,"
                  "\"user-id\":456,\"tenant-ids\":[\"a\",7,null,[]],\"rooms\":\"r\","
                  "\"auth-parameters\":{\"guard\":\"web\",\"n\":1,\"x\":{}},"
                  "\"auth-endpoint\":\"auth\",\"unknown\":true}",
                  "{'key': <'k'>, 'host': <'ws.example.com'>, 'port': <uint32 6001>,"
                  " 'tls': <false>, 'user-id': <'456'>, 'tenant-ids': <['a', '7']>,"
                  " 'auth-parameters': <{'guard': 'web', 'n': '1'}>,"
                  " 'auth-endpoint': <'https://app.example.com/en/auth'>}");
}

static void
test_secrets_are_named_and_left_out (void)
{
  static const char *const texts[] = {
    "NEXT_PUBLIC_PUSHER_KEY=k\nPUSHER_SECRET=hush-hush\nPUSHER_APP_SECRET=hush-hush\n",
    "{\"NEXT_PUBLIC_PUSHER_KEY\":\"k\",\"PUSHER_SECRET\":\"hush-hush\","
    "\"PUSHER_APP_SECRET\":\"hush-hush\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) refused = NULL;
      g_autoptr (GVariant) imported = import (texts[i], -1, WEB_URL, &refused, &error);
      g_autofree char *printed = g_variant_print (imported, FALSE);
      g_autofree char *names = g_strjoinv (" ", refused);

      g_assert_no_error (error);
      g_assert_cmpstr (names, ==, "PUSHER_SECRET PUSHER_APP_SECRET");
      g_assert_null (strstr (printed, "hush-hush"));
    }
}

static void
test_what_cannot_be_read_is_refused (void)
{
  g_autofree char *huge = g_strnfill (TB_ACCOUNT_IMPORT_MAX_SIZE + 1, '#');

  assert_refuses ("", -1, WEB_URL, "app key");
  assert_refuses (NULL, 0, WEB_URL, "app key");
  assert_refuses ("PUSHER_SECRET=x\n", -1, WEB_URL, "app key");
  assert_refuses ("{\"key\":", -1, WEB_URL, "JSON");
  assert_refuses ("{\"key\":\"k\"} x", -1, WEB_URL, "JSON");
  assert_refuses ("{\"key\":null}", -1, WEB_URL, "app key");
  assert_refuses ("NEXT_PUBLIC_PUSHER_KEY=\xff\n", -1, WEB_URL, "neither");
  assert_refuses ("NEXT_PUBLIC_PUSHER_KEY=k\0x\n", 27, WEB_URL, "neither");
  assert_refuses (huge, -1, WEB_URL, "neither");
  assert_refuses ("NEXT_PUBLIC_PUSHER_KEY=k\nNEXT_PUBLIC_PUSHER_WS_PORT=x\n", -1, WEB_URL, "port");
  assert_refuses ("NEXT_PUBLIC_PUSHER_KEY=k\nNEXT_PUBLIC_PUSHER_WS_PORT=70000\n", -1, WEB_URL,
                  "70000");
  assert_refuses ("{\"key\":\"k\",\"port\":0}", -1, WEB_URL, "port");
}

static void
test_a_relative_endpoint_needs_the_web_app (void)
{
  assert_refuses_with (TB_ACCOUNT_ERROR_INCOMPLETE, "NEXT_PUBLIC_PUSHER_KEY=k\n", -1, "@a{sv} {}",
                       "--web-url");
  assert_refuses ("NEXT_PUBLIC_PUSHER_KEY=k\n", -1, "{'web-url': <'app'>}", "app");
}

static void
test_what_was_given_goes_before_the_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) imported
      = import ("NEXT_PUBLIC_PUSHER_WS_HOST=ws.example.com\nNEXT_PUBLIC_PUSHER_KEY=k\n", -1,
                "{'host': <'localhost'>, 'key': <'given'>,"
                " 'auth-endpoint': <'http://localhost:3000/auth'>}",
                NULL, &error);
  g_autoptr (GVariant) expected
      = account_fixture_settings ("{'host': <'localhost'>, 'key': <'given'>, 'tls': <false>,"
                                  " 'auth-endpoint': <'http://localhost:3000/auth'>}");
  g_autofree char *printed = NULL;

  g_assert_no_error (error);
  printed = g_variant_print (imported, FALSE);
  g_test_message ("%s", printed);
  g_assert_cmpuint (g_variant_n_children (imported), ==, 4);
  {
    g_auto (GVariantDict) one = G_VARIANT_DICT_INIT (imported);
    GVariantIter iter;
    const char *name;
    GVariant *value;

    g_variant_iter_init (&iter, expected);
    while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
      {
        g_autoptr (GVariant) there = g_variant_dict_lookup_value (&one, name, NULL);

        g_assert_cmpvariant (there, value);
      }
  }
}

/* How the application's server reaches the Pusher server is nothing for a client. */
static void
test_public_names_are_not_mixed_with_the_servers (void)
{
  assert_imports ("NEXT_PUBLIC_PUSHER_KEY=k\nNEXT_PUBLIC_PUSHER_WS_HOST=ws.example.com\n"
                  "PUSHER_HOST=soketi\nPUSHER_PORT=6001\nPUSHER_USE_TLS=false\n",
                  "{'key': <'k'>, 'host': <'ws.example.com'>, " ENDPOINT "}");
  assert_imports ("NEXT_PUBLIC_PUSHER_KEY=k\nNEXT_PUBLIC_PUSHER_CLUSTER=eu\n"
                  "PUSHER_HOST=soketi\nPUSHER_PORT=6001\nPUSHER_USE_TLS=false\n",
                  "{'key': <'k'>, 'cluster': <'eu'>, " ENDPOINT "}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/import/an-env-file-is-read-as-it-stands",
                   test_an_env_file_is_read_as_it_stands);
  g_test_add_func ("/import/the-forms-of-a-line-are-understood",
                   test_the_forms_of_a_line_are_understood);
  g_test_add_func ("/import/an-empty-value-is-none", test_an_empty_value_is_none);
  g_test_add_func ("/import/public-names-are-not-mixed-with-the-servers",
                   test_public_names_are_not_mixed_with_the_servers);
  g_test_add_func ("/import/what-says-no-is-no-encryption", test_what_says_no_is_no_encryption);
  g_test_add_func ("/import/a-server-on-this-computer-is-not-encrypted-unless-said",
                   test_a_server_on_this_computer_is_not_encrypted_unless_said);
  g_test_add_func ("/import/public-names-go-before-those-of-a-server",
                   test_public_names_go_before_those_of_a_server);
  g_test_add_func ("/import/an-env-file-of-laravel-is-understood",
                   test_an_env_file_of_laravel_is_understood);
  g_test_add_func ("/import/references-are-put-in-and-unknown-ones-are-empty",
                   test_references_are_put_in_and_unknown_ones_are_empty);
  g_test_add_func ("/import/json-has-names-of-either-kind", test_json_has_names_of_either_kind);
  g_test_add_func ("/import/secrets-are-named-and-left-out", test_secrets_are_named_and_left_out);
  g_test_add_func ("/import/what-cannot-be-read-is-refused", test_what_cannot_be_read_is_refused);
  g_test_add_func ("/import/a-relative-endpoint-needs-the-web-app",
                   test_a_relative_endpoint_needs_the_web_app);
  g_test_add_func ("/import/what-was-given-goes-before-the-file",
                   test_what_was_given_goes_before_the_file);

  return g_test_run ();
}
