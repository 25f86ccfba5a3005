/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/tb-account-arguments.h"

#include "account-fixture.h"

/* From what is typed to an account's settings. */

static GVariant *
build (const char *line, GError **error)
{
  g_autoptr (TbAccountArguments) arguments = tb_account_arguments_new ();
  g_autofree GOptionEntry *options = tb_account_arguments_list_options (arguments, FALSE);
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_auto (GStrv) words = NULL;
  g_autoptr (GError) parse_error = NULL;

  g_assert_true (g_shell_parse_argv (line, NULL, &words, NULL));
  g_option_context_add_main_entries (context, options, NULL);
  g_option_context_parse_strv (context, &words, &parse_error);
  g_assert_no_error (parse_error);

  return tb_account_arguments_build (arguments, NULL, error);
}

static void
test_each_option_is_a_setting (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) settings
      = build ("x --name Acme --key k --host h --port 6001 --path /p --no-tls"
               " --ca-file /c.pem --origin https://o --auth-endpoint https://a --auth-format json"
               " --inbox-adapter gateway --inbox-url /api/list"
               " --auth-param a=1 --auth-param b=x=y --user-id u --tenant-id t1 --tenant-id t2"
               " --channel c --room r --web-url https://w --allow-origin https://d"
               " --avatar-origin https://p --mute-channel 'presence-*' --mute-channel d"
               " --no-urgent-passes --sign-in-url https://s --sign-in-client-id desktop",
               &error);
  g_autoptr (GVariant) expected = account_fixture_settings (
      "{'name': <'Acme'>, 'key': <'k'>, 'host': <'h'>,"
      " 'port': <uint32 6001>, 'path': <'/p'>, 'tls': <false>, 'ca-file': <'/c.pem'>,"
      " 'origin': <'https://o'>, 'auth-endpoint': <'https://a'>, 'auth-format': <'json'>,"
      " 'inbox-adapter': <'gateway'>, 'inbox-url': <'/api/list'>,"
      " 'auth-parameters': <{'a': '1', 'b': 'x=y'}>, 'user-id': <'u'>,"
      " 'tenant-ids': <['t1', 't2']>, 'channels': <['c']>, 'rooms': <['r']>,"
      " 'web-url': <'https://w'>, 'allowed-origins': <['https://d']>,"
      " 'avatar-origins': <['https://p']>,"
      " 'muted-channels': <['presence-*', 'd']>, 'urgent-passes-quiet': <false>,"
      " 'sign-in-url': <'https://s'>, 'sign-in-client-id': <'desktop'>}");
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_assert_no_error (error);
  g_assert_cmpuint (g_variant_n_children (settings), ==, g_variant_n_children (expected));
  g_variant_iter_init (&iter, expected);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    {
      g_autoptr (GVariant) found = g_variant_lookup_value (settings, name, NULL);
      g_autoptr (GVariantType) type = tb_account_dup_setting_type (name);

      g_test_message ("%s", name);
      g_assert_nonnull (found);
      g_assert_cmpvariant (found, value);
      g_assert_true (g_variant_is_of_type (found, type));
    }
}

static void
test_an_empty_value_empties_a_list (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) settings = build ("x --tenant-id '' --room r --room ''", &error);
  g_autofree char *text = g_variant_print (settings, FALSE);
  g_autoptr (GVariant) expected
      = account_fixture_settings ("{'tenant-ids': <@as []>, 'rooms': <['r']>}");
  g_autoptr (GVariant) tenant_ids = g_variant_lookup_value (settings, "tenant-ids", NULL);

  g_assert_no_error (error);
  g_test_message ("%s", text);
  g_assert_cmpuint (g_variant_n_children (settings), ==, g_variant_n_children (expected));
  g_assert_true (g_variant_is_of_type (tenant_ids, G_VARIANT_TYPE_STRING_ARRAY));
  g_assert_cmpuint (g_variant_n_children (tenant_ids), ==, 0);
}

static void
test_what_is_not_said_is_not_set (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) settings = build ("x", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_variant_n_children (settings), ==, 0);
}

static void
test_an_endpoint_may_be_relative_to_the_web_app (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) settings
      = build ("x --web-url https://app.example.com/en --auth-endpoint /api/auth", &error);
  g_autoptr (GVariant) endpoint = NULL;

  g_assert_no_error (error);
  endpoint = g_variant_lookup_value (settings, "auth-endpoint", NULL);
  g_assert_cmpstr (g_variant_get_string (endpoint, NULL), ==, "https://app.example.com/api/auth");
}

static void
test_nonsense_is_refused (void)
{
  static const struct
  {
    const char *line;
    const char *mentions;
  } cases[] = {
    { "x --port 70000", "70000" },
    { "x --port 0", "port" },
    { "x --port -1", "port" },
    { "x --auth-format xml", "xml" },
    { "x --inbox-adapter imap", "imap" },
    { "x --urgent-passes --no-urgent-passes", "--urgent-passes" },
    { "x --auth-param nothing", "NAME=VALUE" },
    { "x --auth-param =x", "NAME=VALUE" },
    { "x --web-url app --auth-endpoint /auth", "app" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (build (cases[i].line, &error));
      account_fixture_assert_sentence (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
      g_assert_nonnull (strstr (error->message, cases[i].mentions));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/arguments/each-option-is-a-setting", test_each_option_is_a_setting);
  g_test_add_func ("/arguments/an-empty-value-empties-a-list", test_an_empty_value_empties_a_list);
  g_test_add_func ("/arguments/what-is-not-said-is-not-set", test_what_is_not_said_is_not_set);
  g_test_add_func ("/arguments/an-endpoint-may-be-relative-to-the-web-app",
                   test_an_endpoint_may_be_relative_to_the_web_app);
  g_test_add_func ("/arguments/nonsense-is-refused", test_nonsense_is_refused);

  return g_test_run ();
}
