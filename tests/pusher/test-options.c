/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where to connect (protocol §1). */

#include "client-fixture.h"

#define QUERY "?protocol=7&client=c-glib&version=0.1.0&flash=false"

static void
assert_uri (const PusherOptions *options, const char *uri)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *built = pusher_options_build_uri (options, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (built, ==, uri);
}

static void
assert_refused (const PusherOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = pusher_options_build_uri (options, &error);

  g_assert_cmpstr (uri, ==, NULL);
  g_assert_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_OPTIONS);
}

static void
test_cluster (void)
{
  g_autoptr (PusherOptions) options = pusher_options_new ("278d425bdf160c739803");

  pusher_options_set_cluster (options, "eu");
  assert_uri (options, "wss://ws-eu.pusher.com:443/app/278d425bdf160c739803" QUERY);
}

static void
test_cluster_without_tls (void)
{
  g_autoptr (PusherOptions) options = pusher_options_new ("k");

  pusher_options_set_cluster (options, "eu");
  pusher_options_set_tls (options, FALSE);
  assert_uri (options, "ws://ws-eu.pusher.com:80/app/k" QUERY);
}

static void
test_host_port_path (void)
{
  static const char *const spellings[] = { "/pre", "pre", "/pre/", "pre//" };

  for (gsize i = 0; i < G_N_ELEMENTS (spellings); i++)
    {
      g_autoptr (PusherOptions) options = pusher_options_new ("k");

      pusher_options_set_host (options, "h");
      pusher_options_set_port (options, 6001);
      pusher_options_set_path (options, spellings[i]);
      pusher_options_set_tls (options, FALSE);
      assert_uri (options, "ws://h:6001/pre/app/k" QUERY);
      pusher_options_set_path (options, "/");
      assert_uri (options, "ws://h:6001/app/k" QUERY);
    }
}

static void
test_ipv6 (void)
{
  g_autoptr (PusherOptions) options = pusher_options_new ("k");

  pusher_options_set_host (options, "::1");
  assert_uri (options, "wss://[::1]:443/app/k" QUERY);
}

static void
test_host_wins (void)
{
  g_autoptr (PusherOptions) options = pusher_options_new ("k");

  pusher_options_set_cluster (options, "eu");
  pusher_options_set_host (options, "h");
  assert_uri (options, "wss://h:443/app/k" QUERY);
  pusher_options_set_host (options, "");
  assert_uri (options, "wss://ws-eu.pusher.com:443/app/k" QUERY);
}

static void
test_neither (void)
{
  g_autoptr (PusherOptions) options = pusher_options_new ("k");
  g_autoptr (FakeClock) clock = fake_clock_new ();
  FakeNetwork *network = fake_network_new ();
  g_autoptr (GError) error = NULL;

  assert_refused (options);
  pusher_options_set_host (options, "");
  assert_refused (options);

  g_assert_null (pusher_client_new (options, NULL, PUSHER_CLOCK (clock), fake_network_make, network,
                                    (GDestroyNotify) fake_network_free, &error));
  g_assert_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_OPTIONS);
}

static void
test_no_key (void)
{
  g_autoptr (PusherOptions) options = pusher_options_new ("");

  pusher_options_set_host (options, "h");
  assert_refused (options);
}

/* What people paste where a host is asked for. */
static void
test_not_a_host (void)
{
  static const char *const hosts[]
      = { "https://h", "h/path", "h:6001", "user@h", "h?x",         "h#x",
          "a host",    "h\\x",   " h",     "[::1",   "wss://h:443", "h\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (PusherOptions) options = pusher_options_new ("k");
      g_autofree char *uri = NULL;

      pusher_options_set_host (options, hosts[i]);
      uri = pusher_options_build_uri (options, NULL);
      if (uri != NULL)
        g_error ("“%s” became %s", hosts[i], uri);
    }
}

static void
test_defaults (void)
{
  g_autoptr (PusherOptions) options = pusher_options_new ("k");

  g_assert_true (pusher_options_get_tls (options));
  g_assert_cmpuint (pusher_options_get_activity_timeout (options), ==, 120);
  g_assert_cmpuint (pusher_options_get_pong_timeout (options), ==, 30);
  g_assert_null (pusher_options_get_origin (options));
  g_assert_cmpstr (pusher_options_get_key (options), ==, "k");
}

static void
test_key_is_encoded (void)
{
  g_autoptr (PusherOptions) options = pusher_options_new ("a/b?c#d%e f");

  pusher_options_set_host (options, "h");
  assert_uri (options, "wss://h:443/app/a%2Fb%3Fc%23d%25e%20f" QUERY);
}

static void
test_client_name (void)
{
  g_autoptr (PusherOptions) options = pusher_options_new ("k");

  pusher_options_set_host (options, "h");
  pusher_options_set_client (options, "tray bell", "1.2.3+x");
  assert_uri (options, "wss://h:443/app/k?protocol=7&client=tray%20bell&version=1.2.3%2Bx"
                       "&flash=false");
}

static void
test_origin (void)
{
  g_autoptr (PusherOptions) options = pusher_options_new ("k");
  g_autoptr (ClientFixture) fixture = NULL;
  g_autoptr (ClientFixture) without = client_fixture_new ();

  pusher_options_set_host (options, "h");
  pusher_options_set_origin (options, "https://app.example.com");
  fixture = client_fixture_new_with_options (options);
  pusher_client_connect (fixture->client);
  g_assert_cmpstr (fake_transport_get_origin (client_fixture_socket (fixture)), ==,
                   "https://app.example.com");
  g_assert_cmpstr (fake_transport_get_uri (client_fixture_socket (fixture)), ==,
                   "wss://h:443/app/k" QUERY);

  pusher_client_connect (without->client);
  g_assert_null (fake_transport_get_origin (client_fixture_socket (without)));
}

static void
test_copy (void)
{
  g_autoptr (PusherOptions) options = pusher_options_new ("k");
  g_autoptr (PusherOptions) copy = NULL;

  pusher_options_set_cluster (options, "eu");
  copy = pusher_options_copy (options);
  pusher_options_set_host (options, "h");
  pusher_options_set_tls (options, FALSE);
  assert_uri (copy, "wss://ws-eu.pusher.com:443/app/k" QUERY);
}

/* Whatever stands in it, a path is a path: neither a query nor another line of the request. */
static void
test_odd_paths (void)
{
  static const struct
  {
    const char *path;
    const char *wanted;
  } cases[] = {
    { "/a b", "/a%20b" },
    { "/a%20b", "/a%20b" },
    { "/a?b=c", "/a%3Fb=c" },
    { "/a#b", "/a%23b" },
    { "/100%", "/100%25" },
    { "/%zz", "/%25zz" },
    { "/a\r\nX-Injected: yes", "/a%0D%0AX-Injected:%20yes" },
    { "/\xc3\xa9", "/%C3%A9" },
    { "/a;b,c/~d(e)!'*", "/a;b,c/~d(e)!'*" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PusherOptions) options = pusher_options_new ("k");
      g_autofree char *wanted = g_strdup_printf ("wss://h.test:443%s/app/k?", cases[i].wanted);
      g_autofree char *uri = NULL;
      g_autoptr (GError) error = NULL;

      pusher_options_set_host (options, "h.test");
      pusher_options_set_path (options, cases[i].path);
      uri = pusher_options_build_uri (options, &error);
      g_assert_no_error (error);
      if (!g_str_has_prefix (uri, wanted))
        g_error ("“%s” does not begin with “%s”", uri, wanted);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/1.1/a-cluster-with-tls", test_cluster);
  g_test_add_func ("/pusher/1.2/a-cluster-without-tls", test_cluster_without_tls);
  g_test_add_func ("/pusher/1.3/host-port-and-path", test_host_port_path);
  g_test_add_func ("/pusher/1.3/an-ipv6-address", test_ipv6);
  g_test_add_func ("/pusher/1.3/what-is-no-host-is-refused", test_not_a_host);
  g_test_add_func ("/pusher/1.4/a-host-wins-over-a-cluster", test_host_wins);
  g_test_add_func ("/pusher/1.5/neither-host-nor-cluster-is-refused", test_neither);
  g_test_add_func ("/pusher/1.5/no-key-is-refused", test_no_key);
  g_test_add_func ("/pusher/1.6/tls-is-the-default", test_defaults);
  g_test_add_func ("/pusher/1.3/odd-paths-are-encoded", test_odd_paths);
  g_test_add_func ("/pusher/1.7/the-key-is-one-path-segment", test_key_is_encoded);
  g_test_add_func ("/pusher/1.8/the-protocol-is-7", test_cluster);
  g_test_add_func ("/pusher/1.9/the-client-says-what-it-is", test_client_name);
  g_test_add_func ("/pusher/1.15/an-origin-is-sent-when-set", test_origin);
  g_test_add_func ("/pusher/1.6/a-copy-is-its-own", test_copy);

  return g_test_run ();
}
