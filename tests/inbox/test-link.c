/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-link.h"

#include <string.h>

#include "inbox/tb-inbox-error.h"

#define WEB_URL "https://app.example.com"

static const char *const origins[]
    = { "https://docs.example.com", "HTTPS://Shop.Example.com.:443/x", "not an origin", NULL };

static void
check_opened (const char *link, const char *web_url, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = tb_link_resolve (link, web_url, origins, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (address, ==, expected);
}

static void
check_refused (const char *link)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = tb_link_resolve (link, WEB_URL, origins, &error);

  if (address != NULL)
    g_error ("%s was let pass as %s", link, address);
  g_assert_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_LINK_REFUSED);
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_null (strchr (error->message, '\n'));
}

static void
test_relative_links_start_at_the_web_url (void)
{
  check_opened ("/orders/123", WEB_URL, "https://app.example.com/orders/123");
  check_opened ("/orders/123", WEB_URL "/", "https://app.example.com/orders/123");
  check_opened ("/orders/123?x=1#y", WEB_URL "/en", "https://app.example.com/orders/123?x=1#y");
  check_opened ("orders/123", WEB_URL "/en", "https://app.example.com/en/orders/123");
  check_opened ("orders/123", WEB_URL "/en/", "https://app.example.com/en/orders/123");
  check_opened ("?tab=2", WEB_URL "/en", "https://app.example.com/en/?tab=2");
  check_opened ("../up", WEB_URL "/en", "https://app.example.com/up");
  check_opened ("../../../up", WEB_URL "/en", "https://app.example.com/up");
  check_opened ("/x", WEB_URL "?query#fragment", "https://app.example.com/x");
}

static void
test_allowed_origins_pass (void)
{
  check_opened ("https://app.example.com/a", WEB_URL, "https://app.example.com/a");
  check_opened ("https://app.example.com", WEB_URL, "https://app.example.com/");
  check_opened ("HTTPS://APP.example.COM.:443/A", WEB_URL, "https://app.example.com/A");
  check_opened ("https://docs.example.com/a", WEB_URL, "https://docs.example.com/a");
  check_opened ("https://shop.example.com/a", WEB_URL, "https://shop.example.com/a");
  check_opened ("https://docs.example.com/a", NULL, "https://docs.example.com/a");
}

static void
test_loopback_may_be_plain (void)
{
  check_opened ("/a", "http://localhost:3000", "http://localhost:3000/a");
  check_opened ("/a", "http://127.0.0.1:3000/x", "http://127.0.0.1:3000/a");
  check_opened ("/a", "http://[::1]:3000", "http://[::1]:3000/a");
  check_opened ("http://LOCALHOST:3000/a", "http://localhost:3000", "http://localhost:3000/a");
}

static void
test_plain_http_elsewhere_is_refused (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (tb_link_resolve ("/a", "http://app.example.com", NULL, &error));
  g_assert_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_LINK_REFUSED);
  check_refused ("http://app.example.com/a");
  check_refused ("http://localhost/a");
  check_refused ("http://localhost.example.com/a");
  check_refused ("http://127.0.0.1.example.com/a");
}

static void
test_other_schemes_are_refused (void)
{
  check_refused ("javascript:alert(1)");
  check_refused ("JavaScript:alert(1)");
  check_refused ("javascript://app.example.com/%0aalert(1)");
  check_refused ("file:///etc/passwd");
  check_refused ("data:text/html,<script>");
  check_refused ("ftp://app.example.com/");
  check_refused ("wss://app.example.com/");
  check_refused ("mailto:a@example.com");
  check_refused ("vbscript:x");
  check_refused ("app.example.com:443/x");
}

static void
test_other_origins_are_refused (void)
{
  check_refused ("https://evil.example/");
  check_refused ("https://app.example.com.evil.example/");
  check_refused ("https://evil-app.example.com/");
  check_refused ("https://app.example.com:8443/");
  check_refused ("https://app.example.com:0/");
  check_refused ("https://example.com/");
  /* Cyrillic a. */
  check_refused ("https://аpp.example.com/");
  check_refused ("https://xn--pp-7kc.example.com/");
}

static void
test_links_without_scheme_are_refused (void)
{
  check_refused ("//evil.example/x");
  check_refused ("///evil.example/x");
  check_refused ("//app.example.com/x");
}

static void
test_tricks_are_refused (void)
{
  check_refused ("");
  check_refused ("https://app.example.com@evil.example/");
  check_refused ("https://user@app.example.com/");
  check_refused ("https://@app.example.com/");
  check_refused ("https://user:password@app.example.com/");
  check_refused ("https://app.example.com\\@evil.example/");
  check_refused ("/\\evil.example");
  check_refused ("\\\\evil.example");
  check_refused ("https:\\\\evil.example");
  check_refused ("https:evil.example");
  check_refused ("https:/evil.example");
  check_refused ("https:///evil.example");
  check_refused ("https://");
  check_refused ("https://app.example.com%2eevil.example/");
  check_refused ("https://app.example.com%00.evil.example/");
  check_refused ("https://app..example.com/");
  check_refused ("https://app.example.com:port/");
  check_refused ("https://app.example.com:99999/");
  check_refused (" /orders");
  check_refused ("/orders/ 1");
  check_refused ("/orders\n");
  check_refused ("\tjavascript:alert(1)");
  check_refused ("java\nscript:alert(1)");
  check_refused ("/a\001b");
  check_refused ("/a\xe2\x80\xae"
                 "b");
  check_refused ("/a\xe2\x80\x8b"
                 "b");
  check_refused ("/a\xc2\xa0"
                 "b");
  check_refused ("/a\xff");
  check_refused ("/a%zz");
}

static void
test_what_is_opened_is_ascii (void)
{
  check_opened ("/köln?q=ö#ü", WEB_URL, "https://app.example.com/k%C3%B6ln?q=%C3%B6#%C3%BC");
  check_opened ("/a%20b/\"<>|", WEB_URL, "https://app.example.com/a%20b/%22%3C%3E%7C");
  check_opened ("https://bücher.example/x", "https://xn--bcher-kva.example",
                "https://xn--bcher-kva.example/x");
  /* A path that looks like a host stays a path. */
  check_opened ("/.//evil.example", WEB_URL, "https://app.example.com//evil.example");
}

static void
test_long_links_are_refused (void)
{
  g_autofree char *fits = g_strnfill (TB_LINK_LENGTH - strlen (WEB_URL), 'a');
  g_autofree char *too_long = g_strnfill (TB_LINK_LENGTH + 1, 'a');
  g_autofree char *grows = g_strnfill (TB_LINK_LENGTH / 2, '<');
  g_autofree char *expected = NULL;

  fits[0] = '/';
  expected = g_strconcat (WEB_URL, fits, NULL);
  check_opened (fits, WEB_URL, expected);

  too_long[0] = '/';
  check_refused (too_long);
  grows[0] = '/';
  check_refused (grows);
}

static void
test_relative_links_need_a_web_url (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (tb_link_resolve ("/a", NULL, origins, &error));
  g_assert_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_LINK_REFUSED);
}

static void
check_origin (const char *uri, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *origin = tb_link_normalise_origin (uri, &error);

  g_assert_cmpstr (origin, ==, expected);
  if (expected != NULL)
    g_assert_no_error (error);
  else
    g_assert_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_LINK_REFUSED);
}

static void
test_origins_have_one_form (void)
{
  check_origin ("https://App.Example.com", "https://app.example.com");
  check_origin ("https://app.example.com.:443/a/b?c#d", "https://app.example.com");
  check_origin ("http://app.example.com:80", "http://app.example.com");
  check_origin ("http://app.example.com:443", "http://app.example.com:443");
  check_origin ("https://app.example.com:8443/", "https://app.example.com:8443");
  check_origin ("https://app.example.com:", "https://app.example.com");
  check_origin ("https://[2001:DB8:0::1]:3000", "https://[2001:db8::1]:3000");
  check_origin ("https://BÜCHER.example", "https://xn--bcher-kva.example");
  check_origin ("app.example.com", NULL);
  check_origin ("/path", NULL);
  check_origin ("ftp://app.example.com", NULL);
  check_origin ("https://user@app.example.com", NULL);
  check_origin ("https://[::zz]/", NULL);
  check_origin ("https://.", NULL);
  check_origin ("", NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/link/relative-links-start-at-the-web-url",
                   test_relative_links_start_at_the_web_url);
  g_test_add_func ("/link/allowed-origins-pass", test_allowed_origins_pass);
  g_test_add_func ("/link/loopback-may-be-plain", test_loopback_may_be_plain);
  g_test_add_func ("/link/plain-http-elsewhere-is-refused", test_plain_http_elsewhere_is_refused);
  g_test_add_func ("/link/other-schemes-are-refused", test_other_schemes_are_refused);
  g_test_add_func ("/link/other-origins-are-refused", test_other_origins_are_refused);
  g_test_add_func ("/link/links-without-scheme-are-refused", test_links_without_scheme_are_refused);
  g_test_add_func ("/link/tricks-are-refused", test_tricks_are_refused);
  g_test_add_func ("/link/what-is-opened-is-ascii", test_what_is_opened_is_ascii);
  g_test_add_func ("/link/long-links-are-refused", test_long_links_are_refused);
  g_test_add_func ("/link/relative-links-need-a-web-url", test_relative_links_need_a_web_url);
  g_test_add_func ("/link/origins-have-one-form", test_origins_have_one_form);

  return g_test_run ();
}
