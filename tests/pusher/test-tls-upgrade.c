/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A server that speaks TLS only (rows 4.4, 4.5). */

#include "client-fixture.h"

static ClientFixture *
connecting (gboolean tls, gboolean tls_upgrade)
{
  g_autoptr (PusherOptions) options = pusher_options_new ("the-key");
  ClientFixture *fixture;

  pusher_options_set_host (options, "example.test");
  pusher_options_set_tls (options, tls);
  pusher_options_set_tls_upgrade (options, tls_upgrade);
  fixture = client_fixture_new_with_options (options);
  pusher_client_connect (fixture->client);

  return fixture;
}

static void
assert_scheme (ClientFixture *fixture, const char *prefix)
{
  const char *uri = fake_transport_get_uri (client_fixture_socket (fixture));

  if (!g_str_has_prefix (uri, prefix))
    g_error ("%s is not %s", uri, prefix);
}

static void
test_switch (void)
{
  g_autoptr (ClientFixture) fixture = connecting (FALSE, TRUE);

  assert_scheme (fixture, "ws://example.test:80/");
  fake_transport_close (client_fixture_socket (fixture), 4000, "TLS only");
  fake_clock_advance (fixture->clock, 0);
  g_assert_cmpuint (fake_network_get_made (fixture->network), ==, 2);
  assert_scheme (fixture, "wss://example.test:443/");

  /* It stays so, whatever happens. */
  client_fixture_greet (fixture, "1.1");
  fake_transport_close (client_fixture_socket (fixture), 1006, NULL);
  fake_clock_advance (fixture->clock, 2);
  assert_scheme (fixture, "wss://example.test:443/");
}

/* Some servers say it in a frame. */
static void
test_switch_by_error (void)
{
  g_autoptr (ClientFixture) fixture = connecting (FALSE, TRUE);

  fake_transport_deliver (client_fixture_socket (fixture),
                          "{\"event\":\"pusher:error\",\"data\":{\"code\":4000}}");
  fake_clock_advance (fixture->clock, 0);
  assert_scheme (fixture, "wss://example.test:443/");
}

static void
assert_backs_off (ClientFixture *fixture, const char *scheme)
{
  for (int delay = 1; delay <= 16; delay *= 2)
    {
      fake_transport_close (client_fixture_socket (fixture), 4000, "");
      g_assert_cmpint (pusher_client_get_next_attempt_in (fixture->client), ==,
                       delay * G_USEC_PER_SEC);
      fake_clock_advance (fixture->clock, delay);
      assert_scheme (fixture, scheme);
    }
}

static void
test_not_allowed (void)
{
  g_autoptr (ClientFixture) fixture = connecting (FALSE, FALSE);

  assert_backs_off (fixture, "ws://");
}

static void
test_with_tls (void)
{
  g_autoptr (ClientFixture) fixture = connecting (TRUE, TRUE);

  assert_backs_off (fixture, "wss://");
}

static void
test_again (void)
{
  g_autoptr (ClientFixture) fixture = connecting (FALSE, TRUE);

  fake_transport_close (client_fixture_socket (fixture), 4000, "");
  fake_clock_advance (fixture->clock, 0);
  assert_backs_off (fixture, "wss://");
}

static void
test_other_codes (void)
{
  static const guint codes[] = { 0, 1000, 1006, 4100, 4200, 4300 };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (ClientFixture) fixture = connecting (FALSE, TRUE);

      fake_transport_close (client_fixture_socket (fixture), codes[i], "");
      fake_clock_advance (fixture->clock, 2);
      assert_scheme (fixture, "ws://");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/4.4/4000-switches-to-tls", test_switch);
  g_test_add_func ("/pusher/4.4/an-error-frame-switches-too", test_switch_by_error);
  g_test_add_func ("/pusher/4.4/only-where-allowed", test_not_allowed);
  g_test_add_func ("/pusher/4.4/no-other-code-switches", test_other_codes);
  g_test_add_func ("/pusher/4.5/4000-with-tls-backs-off", test_with_tls);
  g_test_add_func ("/pusher/4.5/4000-after-the-switch-backs-off", test_again);

  return g_test_run ();
}
