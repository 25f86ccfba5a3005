/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What becomes of the system's proxy settings before GIO follows them (row 14.10). */

#include "network-fixture.h"

#include "pusher/pusher-proxy-resolver.h"
#include "pusher/pusher-proxy.h"

static void
test_translation (void)
{
  static const struct
  {
    const char *given;
    const char *wanted;
    const char *shown;
  } cases[] = {
    { "http://proxy.example:3128", "pusher-tunnel://proxy.example:3128", "proxy.example:3128" },
    { "http://proxy.example/", "pusher-tunnel://proxy.example:80", "proxy.example" },
    { "http://me:a%40b@proxy.example:3128", "pusher-tunnel://me:a%40b@proxy.example:3128",
      "proxy.example:3128" },
    { "http://[2001:db8::1]:3128", "pusher-tunnel://[2001:db8::1]:3128", "[2001:db8::1]:3128" },
    { "https://proxy.example", "https://proxy.example:443", "proxy.example" },
    { "socks://proxy.example", "socks5://proxy.example:1080", "proxy.example" },
    { "socks5h://me:secret@proxy.example:9050", "socks5://me:secret@proxy.example:9050",
      "proxy.example:9050" },
    { "socks4a://proxy.example:1", "socks4a://proxy.example:1", "proxy.example:1" },
    { "other://proxy.example:1", "other://proxy.example:1", "proxy.example:1" },
    { "direct://", "direct://", "?" },
    { "proxy.example:3128", NULL, "?" },
    { "http://", NULL, "?" },
    { "http://me:secret@/", NULL, "?" },
    { "", NULL, "?" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *translated = pusher_proxy_translate (cases[i].given);
      g_autofree char *shown = pusher_proxy_describe (cases[i].given);

      g_assert_cmpstr (translated, ==, cases[i].wanted);
      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

typedef struct
{
  GStrv proxies;
  GError *error;
} Lookup;

static void
on_lookup_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Lookup *lookup = user_data;

  lookup->proxies
      = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, &lookup->error);
}

/* Asked either way, the answer is the same. */
static void
assert_answer (PusherProxyResolver *resolver, const char *destination, const char *wanted)
{
  g_auto (GStrv) now
      = g_proxy_resolver_lookup (G_PROXY_RESOLVER (resolver), destination, NULL, NULL);
  Lookup later = { 0 };

  g_proxy_resolver_lookup_async (G_PROXY_RESOLVER (resolver), destination, NULL, on_lookup_ready,
                                 &later);
  WAIT_FOR (later.proxies != NULL || later.error != NULL);
  if (wanted != NULL)
    {
      g_autofree char *all = g_strjoinv (" ", now);

      g_assert_no_error (later.error);
      g_assert_cmpstr (all, ==, wanted);
      g_assert_cmpstrv (now, later.proxies);
      g_strfreev (later.proxies);
    }
  else
    {
      g_assert_null (now);
      g_assert_error (later.error, PUSHER_ERROR, PUSHER_ERROR_NETWORK);
      g_error_free (later.error);
    }
}

static void
test_destinations (void)
{
  GProxyResolver *system = g_simple_proxy_resolver_new ("http://me:secret@proxy.example:1", NULL);
  PusherProxyResolver *resolver = pusher_proxy_resolver_new (system);
  g_autofree char *before = pusher_proxy_resolver_describe (resolver, "push.example", 443);
  g_autofree char *after = NULL;

  g_assert_null (before);
  assert_answer (resolver, "https://push.example:443", "pusher-tunnel://me:secret@proxy.example:1");
  assert_answer (resolver, "https://localhost:443", "direct://");
  assert_answer (resolver, "http://127.8.9.10:443", "direct://");
  assert_answer (resolver, "http://[::1]:443", "direct://");
  after = pusher_proxy_resolver_describe (resolver, "push.example", 443);
  g_assert_cmpstr (after, ==, "proxy.example:1");

  g_assert_finalize_object (resolver);
  g_assert_finalize_object (system);
}

static void
test_unusable_settings (void)
{
  GProxyResolver *system = g_simple_proxy_resolver_new ("proxy.example:3128", NULL);
  PusherProxyResolver *resolver = pusher_proxy_resolver_new (system);

  assert_answer (resolver, "https://push.example:443", NULL);
  assert_answer (resolver, "https://localhost:443", "direct://");

  g_assert_finalize_object (resolver);
  g_assert_finalize_object (system);
}

static void
count (PusherProxyResolver *resolver, gpointer user_data)
{
  guint *changes = user_data;

  (*changes)++;
}

static void
test_check (void)
{
  GProxyResolver *system = g_simple_proxy_resolver_new (NULL, NULL);
  PusherProxyResolver *resolver = pusher_proxy_resolver_new (system);
  guint changes = 0;

  g_signal_connect (resolver, "changed", G_CALLBACK (count), &changes);

  /* Nobody has gone any way yet. */
  pusher_proxy_resolver_check (resolver);
  network_fixture_settle ();
  g_assert_cmpuint (changes, ==, 0);

  assert_answer (resolver, "https://push.example:443", "direct://");
  assert_answer (resolver, "https://app.example:443", "direct://");
  pusher_proxy_resolver_check (resolver);
  network_fixture_settle ();
  g_assert_cmpuint (changes, ==, 0);

  g_simple_proxy_resolver_set_default_proxy (G_SIMPLE_PROXY_RESOLVER (system), "http://a:1");
  network_fixture_settle ();
  g_assert_cmpuint (changes, ==, 0);
  pusher_proxy_resolver_check (resolver);
  WAIT_FOR (changes > 0);
  network_fixture_settle ();
  g_assert_cmpuint (changes, ==, 1);

  /* It is told once, also to whoever asks often. */
  pusher_proxy_resolver_check (resolver);
  pusher_proxy_resolver_check (resolver);
  network_fixture_settle ();
  g_assert_cmpuint (changes, ==, 1);

  g_assert_finalize_object (resolver);
  g_assert_finalize_object (system);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/14.10/a-proxy-is-called-as-gio-calls-it", test_translation);
  g_test_add_func ("/pusher/14.10/only-what-leaves-this-computer-needs-a-proxy", test_destinations);
  g_test_add_func ("/pusher/14.10/a-proxy-that-cannot-be-used-is-not-passed-by",
                   test_unusable_settings);
  g_test_add_func ("/pusher/14.10/other-settings-are-noticed", test_check);

  return g_test_run ();
}
