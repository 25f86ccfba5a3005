/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-avatar-address.h"
#include "account-fixture.h"
#include "inbox/tb-inbox-error.h"

/* Where pictures may be fetched. */

#define SETTINGS                                                                                   \
  "{'web-url': <'https://app.example.com/en'>, 'allowed-origins': <['https://docs.example.com']>," \
  " 'avatar-origins': <['https://cdn.example.com', 'https://10.0.0.5:8443']>}"

static void
test_addresses_are_allowed (void)
{
  static const struct
  {
    const char *avatar;
    const char *uri;
    gboolean may_be_private;
  } addresses[] = {
    { "https://app.example.com/a.png", "https://app.example.com/a.png", TRUE },
    { "/a.png?v=2", "https://app.example.com/a.png?v=2", TRUE },
    { "a.png", "https://app.example.com/en/a.png", TRUE },
    { "https://docs.example.com/a.png", "https://docs.example.com/a.png", TRUE },
    { "https://cdn.example.com/a.png#face", "https://cdn.example.com/a.png", FALSE },
    { "HTTPS://CDN.example.com:443/a.png", "https://cdn.example.com/a.png", FALSE },
    { "https://10.0.0.5:8443/a.png", "https://10.0.0.5:8443/a.png", TRUE },
  };
  g_autoptr (TbAccount) account = account_fixture_new ("acme", SETTINGS);

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TbAvatarAddress) address
          = tb_avatar_address_new (account, addresses[i].avatar, &error);

      g_test_message ("%s", addresses[i].avatar);
      g_assert_no_error (error);
      g_assert_cmpstr (address->uri, ==, addresses[i].uri);
      g_assert_cmpint (address->may_be_private, ==, addresses[i].may_be_private);
    }
}

static void
test_all_others_are_refused (void)
{
  static const char *const addresses[] = {
    "",
    "https://elsewhere.example.com/a.png",
    "http://app.example.com/a.png",
    "http://cdn.example.com/a.png",
    "https://cdn.example.com:8443/a.png",
    "https://cdn.example.com.evil.example/a.png",
    "https://user@cdn.example.com/a.png",
    "https://10.0.0.5/a.png",
    "https://169.254.169.254/latest/meta-data",
    "http://127.0.0.1/a.png",
    "//cdn.example.com/a.png",
    "data:image/png;base64,iVBORw0KGgo=",
    "file:///etc/passwd",
    "ftp://cdn.example.com/a.png",
    "javascript:alert(1)",
    "https://cdn.example.com\\@evil.example/a.png",
    "https://cdn.example.com/a b.png",
  };
  g_autoptr (TbAccount) account = account_fixture_new ("acme", SETTINGS);

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", addresses[i]);
      g_assert_null (tb_avatar_address_new (account, addresses[i], &error));
      g_assert_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_LINK_REFUSED);
    }
}

static void
test_without_a_web_app_only_named_origins_count (void)
{
  g_autoptr (TbAccount) account = account_fixture_new (
      "acme", "{'web-url': <''>, 'avatar-origins': <['https://cdn.example.com']>}");
  g_autoptr (TbAvatarAddress) address
      = tb_avatar_address_new (account, "https://cdn.example.com/a.png", NULL);

  g_assert_nonnull (address);
  g_assert_null (tb_avatar_address_new (account, "/a.png", NULL));
}

static void
test_this_computer_needs_no_encryption (void)
{
  g_autoptr (TbAccount) account
      = account_fixture_new ("acme", "{'web-url': <'http://localhost:3000'>}");
  g_autoptr (TbAvatarAddress) address = tb_avatar_address_new (account, "/a.png", NULL);

  g_assert_nonnull (address);
  g_assert_cmpstr (address->uri, ==, "http://localhost:3000/a.png");
  g_assert_true (address->may_be_private);
}

static void
test_redirects_stay_on_their_origin (void)
{
  static const struct
  {
    const char *location;
    const char *uri;
  } redirects[] = {
    { "/b.png", "https://cdn.example.com/b.png" },
    { "b.png", "https://cdn.example.com/x/b.png" },
    { "https://cdn.example.com/b.png", "https://cdn.example.com/b.png" },
    { "http://cdn.example.com/b.png", NULL },
    { "https://docs.example.com/b.png", NULL },
    { "//docs.example.com/b.png", NULL },
    { "https://app.example.com/b.png", NULL },
    { "https://cdn.example.com:444/b.png", NULL },
    { "http://127.0.0.1/", NULL },
    { "data:image/png;base64,AAAA", NULL },
    { "https://[", NULL },
  };
  g_autoptr (TbAccount) account = account_fixture_new ("acme", SETTINGS);
  g_autoptr (TbAvatarAddress) address
      = tb_avatar_address_new (account, "https://cdn.example.com/x/a.png", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (redirects); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TbAvatarAddress) next
          = tb_avatar_address_redirect (address, redirects[i].location, &error);

      g_test_message ("%s", redirects[i].location);
      g_assert_cmpstr (next != NULL ? next->uri : NULL, ==, redirects[i].uri);
      g_assert_true ((next == NULL) == (error != NULL));
      if (next != NULL)
        g_assert_false (next->may_be_private);
    }
}

static void
test_public_addresses_are_told_from_others (void)
{
  static const char *const public_addresses[]
      = { "1.1.1.1",        "8.8.8.8",         "9.255.255.255",   "11.0.0.0",     "100.63.255.255",
          "100.128.0.0",    "126.0.0.1",       "128.0.0.1",       "169.253.1.1",  "172.15.255.255",
          "172.32.0.0",     "192.0.1.1",       "192.167.1.1",     "192.169.1.1",  "198.17.1.1",
          "198.20.1.1",     "223.255.255.1",   "2606:4700::1111", "2a00:1450::1", "2001:4860::8888",
          "::ffff:8.8.8.8", "64:ff9b::8.8.8.8" };
  static const char *const others[] = { "0.0.0.0",
                                        "0.1.2.3",
                                        "10.0.0.1",
                                        "10.255.255.255",
                                        "100.64.0.1",
                                        "100.127.255.255",
                                        "127.0.0.1",
                                        "127.255.0.1",
                                        "169.254.169.254",
                                        "172.16.0.1",
                                        "172.31.255.255",
                                        "192.0.0.1",
                                        "192.0.2.1",
                                        "192.88.99.1",
                                        "192.168.0.1",
                                        "198.18.0.1",
                                        "198.19.255.255",
                                        "198.51.100.1",
                                        "203.0.113.1",
                                        "224.0.0.1",
                                        "239.1.1.1",
                                        "240.0.0.1",
                                        "255.255.255.255",
                                        "::",
                                        "::1",
                                        "::127.0.0.1",
                                        "::ffff:10.0.0.1",
                                        "::ffff:127.0.0.1",
                                        "64:ff9b::10.0.0.1",
                                        "64:ff9b:1::1",
                                        "100::1",
                                        "2001::1",
                                        "2001:1ff::1",
                                        "2001:db8::1",
                                        "2002:a00:1::1",
                                        "3fff::1",
                                        "fc00::1",
                                        "fd12:3456::1",
                                        "fe80::1",
                                        "febf::1",
                                        "fec0::1",
                                        "ff02::1" };

  for (gsize i = 0; i < G_N_ELEMENTS (public_addresses); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (public_addresses[i]);

      g_test_message ("%s", public_addresses[i]);
      g_assert_true (tb_avatar_address_is_public (address));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (others[i]);

      g_test_message ("%s", others[i]);
      g_assert_false (tb_avatar_address_is_public (address));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add_func ("/avatar-address/" name, function)
  ADD ("addresses-are-allowed", test_addresses_are_allowed);
  ADD ("all-others-are-refused", test_all_others_are_refused);
  ADD ("without-a-web-app-only-named-origins-count",
       test_without_a_web_app_only_named_origins_count);
  ADD ("this-computer-needs-no-encryption", test_this_computer_needs_no_encryption);
  ADD ("redirects-stay-on-their-origin", test_redirects_stay_on_their_origin);
  ADD ("public-addresses-are-told-from-others", test_public_addresses_are_told_from_others);

  return g_test_run ();
}
