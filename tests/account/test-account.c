/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account-fixture.h"
#include "pusher/pusher-channel-name.h"
#include "pusher/pusher-error.h"

/* What an account's settings mean, and which of them can be used. */

static char *
join_channels (const char *settings)
{
  TbAccount *account = account_fixture_new ("channels", settings);
  g_auto (GStrv) names = tb_account_dup_channel_names (account);

  g_assert_finalize_object (account);
  return g_strjoinv (" ", names);
}

static void
test_channels_follow_from_ids_and_templates (void)
{
  static const struct
  {
    const char *settings;
    const char *channels;
  } cases[] = {
    { "{'user-id': <''>}", "" },
    { "{'user-id': <'u1'>}", "private-user-u1" },
    { "{'tenant-ids': <['a', 'b']>}", "private-user-user_456 private-tenant-a private-tenant-b" },
    { "{'rooms': <['doc_789']>}", "private-user-user_456 presence-room-doc_789" },
    { "{'user-id': <''>, 'rooms': <['r']>, 'channels': <['public-news']>}",
      "presence-room-r public-news" },
    { "{'channels': <['private-App.Models.User.{user_id}']>}",
      "private-user-user_456 private-App.Models.User.user_456" },
    { "{'tenant-ids': <['a', 'b']>, 'channels': <['private-{tenant_id}-{user_id}']>}",
      "private-user-user_456 private-tenant-a private-tenant-b private-a-user_456 "
      "private-b-user_456" },
    /* What a template needs and the account has not makes no channel. */
    { "{'user-id': <''>, 'channels': <['private-x-{user_id}', 'public-{tenant_id}']>}", "" },
    /* Each once. */
    { "{'tenant-ids': <['a', 'a']>, 'channels': <['private-user-{user_id}', 'private-tenant-a']>}",
      "private-user-user_456 private-tenant-a" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *channels = join_channels (cases[i].settings);

      g_assert_cmpstr (channels, ==, cases[i].channels);
    }
}

static void
test_usable_settings_pass (void)
{
  static const char *const cases[] = {
    "@a{sv} {}",
    "{'host': <'soketi.example.com'>, 'port': <uint32 6001>, 'tls': <false>}",
    "{'host': <'127.0.0.1'>, 'cluster': <''>}",
    "{'host': <'::1'>, 'cluster': <''>}",
    "{'auth-endpoint': <'http://localhost:3000/api/pusher/auth'>}",
    "{'auth-endpoint': <'http://127.0.0.1/auth'>}",
    "{'auth-endpoint': <''>, 'user-id': <''>, 'channels': <['public-news']>}",
    "{'web-url': <'https://app.example.com/en'>}",
    "{'origin': <'https://app.example.com'>}",
    "{'inbox-adapter': <'web'>, 'web-url': <'https://app.example.com/en'>}",
    "{'inbox-adapter': <'gateway'>, 'inbox-url': <'https://gw.example.com/v1/notifications/'>}",
    "{'inbox-adapter': <'web'>, 'inbox-url': <'http://localhost:3000/api/n'>}",
    "{'inbox-adapter': <'none'>, 'inbox-url': <'ftp://x'>}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TbAccount *account = account_fixture_new ("usable", cases[i]);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i]);
      tb_account_check (account, &error);
      g_assert_no_error (error);
      g_assert_finalize_object (account);
    }
}

static void
test_the_inbox_is_where_it_is_said_or_usual (void)
{
  const struct
  {
    const char *settings;
    const char *url;
  } cases[] = {
    { "{'web-url': <'https://a.example.com'>}", NULL },
    { "{'inbox-adapter': <'web'>, 'web-url': <'https://a.example.com/en'>}",
      "https://a.example.com/api/notifications" },
    { "{'inbox-adapter': <'gateway'>, 'web-url': <'https://a.example.com'>}",
      "https://a.example.com/api/v1/notifications" },
    { "{'inbox-adapter': <'web'>, 'web-url': <'https://a.example.com'>, 'inbox-url': <'/list/'>}",
      "https://a.example.com/list" },
    { "{'inbox-adapter': <'web'>, 'web-url': <''>, 'inbox-url': <'https://b.example.com/n'>}",
      "https://b.example.com/n" },
    { "{'inbox-adapter': <'web'>, 'web-url': <''>}", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TbAccount *account = account_fixture_new ("usable", cases[i].settings);
      g_autofree char *url = tb_account_dup_inbox_url (account);

      g_test_message ("%s", cases[i].settings);
      g_assert_cmpstr (url, ==, cases[i].url);
      g_assert_finalize_object (account);
    }
}

static void
test_each_mistake_has_a_sentence_of_its_own (void)
{
  const struct
  {
    const char *settings;
    GQuark domain;
    int code;
    const char *mentions;
  } cases[] = {
    { "{'key': <''>}", TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INCOMPLETE, "app key" },
    { "{'cluster': <''>}", TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INCOMPLETE, "server" },
    { "{'host': <'wss://ws.example.com'>}", TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID, "scheme" },
    { "{'host': <'ws.example.com:6001'>}", TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID, "port" },
    { "{'host': <'ws.example.com/app'>}", TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID, "path" },
    { "{'host': <'user@ws.example.com'>}", TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID, "name" },
    { "{'host': <'[::1]'>}", TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID, "name" },
    { "{'host': <'ws\\r\\nX: y'>}", TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID, "name" },
    { "{'cluster': <'eu.example.com'>}", TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID, "cluster" },
    { "{'inbox-adapter': <'web'>, 'web-url': <''>}", TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INCOMPLETE,
      "list of notifications" },
    { "{'inbox-adapter': <'web'>, 'inbox-url': <'http://app.example.com/api'>}", TB_ACCOUNT_ERROR,
      TB_ACCOUNT_ERROR_INVALID, "not encrypted" },
    { "{'inbox-adapter': <'web'>, 'inbox-url': <'https://app.example.com/api?x=1'>}",
      TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID, "list of notifications" },
    { "{'inbox-adapter': <'web'>, 'inbox-url': <'https://a:b@app.example.com/api'>}",
      TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID, "password" },
    { "{'inbox-adapter': <'web'>, 'inbox-url': <'ftp://app.example.com/api'>}", TB_ACCOUNT_ERROR,
      TB_ACCOUNT_ERROR_INVALID, "https://" },
    { "{'auth-endpoint': <'/api/pusher/auth'>}", PUSHER_ERROR, PUSHER_ERROR_BAD_OPTIONS,
      "/api/pusher/auth" },
    { "{'auth-endpoint': <'http://app.example.com/auth'>}", PUSHER_ERROR, PUSHER_ERROR_BAD_OPTIONS,
      "not encrypted" },
    { "{'auth-endpoint': <'ftp://app.example.com/auth'>}", PUSHER_ERROR, PUSHER_ERROR_BAD_OPTIONS,
      "https://" },
    { "{'web-url': <'app.example.com'>}", TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID,
      "app.example.com" },
    { "{'web-url': <'javascript:alert(1)'>}", TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID,
      "https://" },
    { "{'origin': <'x\\r\\nCookie: y'>}", TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID, "origin" },
    { "{'ca-file': <'/nonexistent/ca.pem'>}", TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_NO_FILE,
      "/nonexistent/ca.pem" },
    { "{'user-id': <''>}", TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INCOMPLETE, "listen" },
    { "{'auth-endpoint': <''>}", TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INCOMPLETE,
      "private-user-user_456" },
    { "{'auth-endpoint': <''>, 'user-id': <''>, 'rooms': <['r']>}", TB_ACCOUNT_ERROR,
      TB_ACCOUNT_ERROR_INCOMPLETE, "presence-room-r" },
    { "{'channels': <['not a channel']>}", PUSHER_ERROR, PUSHER_ERROR_BAD_CHANNEL_NAME,
      "not a channel" },
    { "{'user-id': <'a b'>}", PUSHER_ERROR, PUSHER_ERROR_BAD_CHANNEL_NAME, "a b" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TbAccount *account = account_fixture_new ("mistakes", cases[i].settings);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].settings);
      g_assert_false (tb_account_check (account, &error));
      account_fixture_assert_sentence (error, cases[i].domain, cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].mentions));
      g_assert_finalize_object (account);
    }
}

/* A form shows each mistake beside the setting that would mend it. */
static void
test_a_mistake_is_told_of_its_setting (void)
{
  static const struct
  {
    const char *settings;
    const char *key;
  } cases[] = {
    { "{'key': <''>}", "key" },
    { "{'cluster': <''>}", "cluster" },
    { "{'host': <'wss://ws.example.com'>}", "host" },
    { "{'web-url': <'app.example.com'>}", "web-url" },
    { "{'user-id': <''>}", "user-id" },
    { "{'tenant-ids': <['a b']>}", "tenant-ids" },
    { "{'rooms': <['a b']>}", "rooms" },
    { "{'channels': <['a b']>}", "channels" },
    { "{'auth-endpoint': <''>}", "auth-endpoint" },
    { "{'auth-endpoint': <'https://joe:word@app.example.com'>}", "auth-endpoint" },
    { "{'origin': <'app'>}", "origin" },
    { "{'ca-file': <'/nonexistent'>}", "ca-file" },
    { "{'allowed-origins': <['javascript:']>}", "allowed-origins" },
    { "{'sign-in-url': <'http://app.example.com/api/auth'>}", "sign-in-url" },
    { "{'sign-in-url': <'app'>}", "sign-in-url" },
  };
  static const char *const keys[]
      = { "key",        "cluster",         "host",     "web-url",       "user-id",
          "tenant-ids", "rooms",           "channels", "auth-endpoint", "origin",
          "ca-file",    "allowed-origins", "name",     "path",          "sign-in-url" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TbAccount *account = account_fixture_new ("attributed", cases[i].settings);

      for (gsize j = 0; j < G_N_ELEMENTS (keys); j++)
        {
          g_autoptr (GError) error = NULL;
          gboolean usable = tb_account_check_setting (account, keys[j], &error);

          g_test_message ("%s: %s", cases[i].settings, keys[j]);
          /* The name of a bad id is a bad channel, too. */
          if (g_str_equal (keys[j], "channels")
              && g_str_has_suffix (cases[i].settings, "['a b']>}"))
            continue;
          g_assert_cmpint (usable, ==, !g_str_equal (keys[j], cases[i].key));
        }
      g_assert_finalize_object (account);
    }
}

static void
test_the_first_mistake_is_told (void)
{
  TbAccount *account = tb_account_new ("empty");
  g_autoptr (GError) error = NULL;

  g_assert_false (tb_account_check (account, &error));
  account_fixture_assert_sentence (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INCOMPLETE);
  g_assert_nonnull (strstr (error->message, "app key"));
  g_assert_finalize_object (account);
}

static void
on_changed (TbAccount *account, const char *key, gpointer user_data)
{
  g_ptr_array_add (user_data, g_strdup (key));
}

static void
test_what_does_not_fit_is_passed_over (void)
{
  TbAccount *account = account_fixture_new (
      "fits", "{'port': <uint32 70000>, 'host': <uint32 1>, 'auth-format': <'xml'>,"
              " 'nonsense': <'x'>, 'name': <'Acme'>, 'tls': <'no'>}");
  g_autofree char *name = tb_account_dup_name (account);
  g_autofree char *host = tb_account_dup_string (account, "host");

  g_assert_cmpstr (name, ==, "Acme");
  g_assert_cmpstr (host, ==, "");
  g_assert_cmpuint (tb_account_get_port (account), ==, 0);
  g_assert_true (tb_account_get_tls (account));
  g_assert_cmpint (tb_account_get_auth_format (account), ==, TB_AUTH_FORMAT_FORM);
  g_assert_finalize_object (account);
}

static void
test_nothing_is_written_of_a_draft (void)
{
  TbAccount *account = account_fixture_new ("drafted", "{'name': <'Acme'>, 'rooms': <['r']>}");
  g_autoptr (GVariant) settings = account_fixture_settings ("{'name': <'New'>, 'key': <'k'>}");
  TbAccount *draft = tb_account_new_draft ("drafted", settings);
  g_autofree char *drafted_name = tb_account_dup_name (draft);
  g_autofree char *drafted_key = tb_account_dup_string (draft, "key");
  g_auto (GStrv) rooms = tb_account_dup_strings (draft, "rooms");
  g_autofree char *name = NULL;
  g_autofree char *name_afterwards = NULL;

  g_assert_cmpstr (drafted_name, ==, "New");
  g_assert_cmpstr (drafted_key, ==, "k");
  g_assert_cmpstr (rooms[0], ==, "r");
  tb_account_set_auth_format (draft, TB_AUTH_FORMAT_JSON);
  name = tb_account_dup_name (account);
  g_assert_cmpstr (name, ==, "Acme");

  g_assert_finalize_object (draft);
  name_afterwards = tb_account_dup_name (account);
  g_assert_cmpstr (name_afterwards, ==, "Acme");
  g_assert_cmpint (tb_account_get_auth_format (account), ==, TB_AUTH_FORMAT_FORM);
  g_assert_finalize_object (account);
}

/* A change reaches every object of the account, and can be followed by others. */
static void
test_changes_are_written_and_told (void)
{
  TbAccount *account = account_fixture_new ("told", "{'name': <'Acme'>}");
  TbAccount *other = tb_account_new ("told");
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GVariant) settings = account_fixture_settings ("{'name': <'New'>}");
  g_autofree char *name = NULL;

  g_signal_connect (other, "changed", G_CALLBACK (on_changed), keys);
  tb_account_apply (account, settings);
  tb_account_set_enabled (account, FALSE);
  tb_account_set_auth_format (account, TB_AUTH_FORMAT_JSON);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  name = tb_account_dup_name (other);
  g_assert_cmpstr (name, ==, "New");
  g_assert_false (tb_account_get_enabled (other));
  g_assert_cmpint (tb_account_get_auth_format (other), ==, TB_AUTH_FORMAT_JSON);
  g_assert_cmpuint (keys->len, ==, 3);
  g_assert_cmpstr (keys->pdata[0], ==, "name");
  g_assert_cmpstr (keys->pdata[1], ==, "enabled");
  g_assert_cmpstr (keys->pdata[2], ==, "auth-format");

  g_assert_finalize_object (other);
  g_assert_finalize_object (account);
}

static void
test_a_change_that_cannot_be_used_changes_nothing (void)
{
  TbAccount *account = account_fixture_new ("unchanged", "{'name': <'Acme'>}");
  g_autoptr (GVariant) bad = account_fixture_settings ("{'name': <'New'>, 'key': <''>}");
  g_autoptr (GVariant) good = account_fixture_settings ("{'name': <'New'>, 'key': <'k'>}");
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_assert_false (tb_account_change (account, bad, &error));
  account_fixture_assert_sentence (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INCOMPLETE);
  g_clear_error (&error);
  before = tb_account_dup_name (account);
  g_assert_cmpstr (before, ==, "Acme");

  g_assert_true (tb_account_change (account, good, &error));
  g_assert_no_error (error);
  after = tb_account_dup_name (account);
  g_assert_cmpstr (after, ==, "New");
  g_assert_finalize_object (account);
}

static void
test_a_value_that_is_none_changes_nothing (void)
{
  static const char *const cases[][2] = {
    { "{'nonsense': <'x'>}", "“nonsense”" },
    { "{'port': <uint32 65536>}", "“port”" },
    { "{'port': <-1>}", "“port”" },
    { "{'port': <'443'>}", "“port”" },
    { "{'auth-format': <'xml'>}", "“auth-format”" },
  };
  TbAccount *account = account_fixture_new ("values", "{'name': <'Acme'>, 'key': <'k'>}");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GVariant) bad
          = g_variant_parse (G_VARIANT_TYPE_VARDICT, cases[i][0], NULL, NULL, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_false (tb_account_change (account, bad, &error));
      account_fixture_assert_sentence (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i][1]));
    }
  g_assert_finalize_object (account);
}

static void
test_a_reset_forgets_everything (void)
{
  TbAccount *account = account_fixture_new ("forgotten", "{'name': <'Acme'>, 'rooms': <['r']>}");
  TbAccount *other;
  g_autoptr (GVariant) settings = NULL;
  g_autoptr (GVariant) defaults = NULL;

  tb_account_reset (account);
  g_assert_finalize_object (account);

  account = tb_account_new ("forgotten");
  other = tb_account_new ("never-there");
  settings = tb_account_dup_settings (account);
  defaults = tb_account_dup_settings (other);
  g_assert_cmpvariant (settings, defaults);
  g_assert_finalize_object (account);
  g_assert_finalize_object (other);
}

static void
test_an_account_without_a_name_is_called_by_its_id (void)
{
  TbAccount *account = account_fixture_new ("nameless", "@a{sv} {}");
  g_autofree char *name = tb_account_dup_name (account);

  g_assert_cmpstr (name, ==, "nameless");
  g_assert_finalize_object (account);
}

static void
test_muted_channels (void)
{
  g_autoptr (TbAccount) account = tb_account_new ("muted");
  g_autoptr (TbAccount) elsewhere = tb_account_new ("muted");
  g_autoptr (GVariant) muted
      = account_fixture_settings ("{'muted-channels': <['private-tenant-*', 'public-a']>}");
  g_autoptr (GVariant) unmuted = account_fixture_settings ("{'muted-channels': <@as []>}");
  g_autofree char *glob = NULL;

  g_assert_null (tb_account_dup_muting_glob (account, "private-tenant-7"));
  tb_account_apply (elsewhere, muted);
  glob = tb_account_dup_muting_glob (account, "private-tenant-7");
  g_assert_cmpstr (glob, ==, "private-tenant-*");
  g_assert_null (tb_account_dup_muting_glob (account, "private-user-7"));
  tb_account_apply (elsewhere, unmuted);
  g_assert_null (tb_account_dup_muting_glob (account, "private-tenant-7"));
}

static void
expect_mutes (TbAccount *account, const char *expected)
{
  g_auto (GStrv) globs = tb_account_dup_strings (account, "muted-channels");
  g_autofree char *joined = g_strjoinv (" ", globs);

  g_assert_cmpstr (joined, ==, expected);
}

static void
test_unmuting_leaves_what_else_mutes (void)
{
  g_autoptr (TbAccount) account = account_fixture_new (
      "mutes", "{'user-id': <'7'>, 'tenant-ids': <['1', '2']>,"
               " 'muted-channels': <['private-user-7', 'private-*', 'gone']>}");
  g_autofree char *pattern = tb_account_dup_muting_pattern (account, "private-user-7");
  g_autofree char *glob = NULL;
  g_auto (GStrv) further = tb_account_dup_further_mutes (account);

  g_assert_cmpstr (pattern, ==, "private-*");
  g_assert_null (tb_account_dup_muting_pattern (account, "gone"));
  g_assert_cmpuint (g_strv_length (further), ==, 2);
  g_assert_cmpstr (further[0], ==, "private-*");
  g_assert_cmpstr (further[1], ==, "gone");

  tb_account_set_muted (account, "private-user-7", FALSE);
  expect_mutes (account, "private-* gone");
  glob = tb_account_dup_muting_glob (account, "private-user-7");
  g_assert_cmpstr (glob, ==, "private-*");
  tb_account_set_muted (account, "private-tenant-1", TRUE);
  tb_account_set_muted (account, "private-tenant-1", TRUE);
  tb_account_set_muted (account, "private-*", FALSE);
  expect_mutes (account, "gone private-tenant-1");
  g_assert_null (tb_account_dup_muting_glob (account, "private-tenant-2"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/account/the-inbox-is-where-it-is-said-or-usual",
                   test_the_inbox_is_where_it_is_said_or_usual);
  g_test_add_func ("/account/channels-follow-from-ids-and-templates",
                   test_channels_follow_from_ids_and_templates);
  g_test_add_func ("/account/usable-settings-pass", test_usable_settings_pass);
  g_test_add_func ("/account/each-mistake-has-a-sentence-of-its-own",
                   test_each_mistake_has_a_sentence_of_its_own);
  g_test_add_func ("/account/a-mistake-is-told-of-its-setting",
                   test_a_mistake_is_told_of_its_setting);
  g_test_add_func ("/account/nothing-is-written-of-a-draft", test_nothing_is_written_of_a_draft);
  g_test_add_func ("/account/the-first-mistake-is-told", test_the_first_mistake_is_told);
  g_test_add_func ("/account/what-does-not-fit-is-passed-over",
                   test_what_does_not_fit_is_passed_over);
  g_test_add_func ("/account/changes-are-written-and-told", test_changes_are_written_and_told);
  g_test_add_func ("/account/a-change-that-cannot-be-used-changes-nothing",
                   test_a_change_that_cannot_be_used_changes_nothing);
  g_test_add_func ("/account/a-value-that-is-none-changes-nothing",
                   test_a_value_that_is_none_changes_nothing);
  g_test_add_func ("/account/a-reset-forgets-everything", test_a_reset_forgets_everything);
  g_test_add_func ("/account/an-account-without-a-name-is-called-by-its-id",
                   test_an_account_without_a_name_is_called_by_its_id);

  g_test_add_func ("/account/muted-channels-are-those-of-now", test_muted_channels);
  g_test_add_func ("/account/unmuting-leaves-what-else-mutes",
                   test_unmuting_leaves_what_else_mutes);

  return g_test_run ();
}
