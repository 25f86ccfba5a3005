/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A link from a payload. The lines are the link, the account's web address, and any origins that
 * the account allows besides.
 */

#include "fuzz-target.h"

#include <string.h>

#include "inbox/tb-inbox-error.h"
#include "inbox/tb-link.h"

/* Reads the origin as the simplest of browsers would, without any of the code under test. */
static char *
dup_plain_origin (const char *address)
{
  const char *authority = strstr (address, "://");

  g_assert_nonnull (authority);
  authority += strlen ("://");
  return g_strndup (address, (gsize) (authority - address) + strcspn (authority, "/?#"));
}

static gboolean
is_origin_of (const char *origin, const char *uri)
{
  g_autofree char *normalised = tb_link_normalise_origin (uri, NULL);

  return g_strcmp0 (normalised, origin) == 0;
}

static void
check_address (const char *address, const char *web_url, const char *const *allowed)
{
  g_autofree char *origin = dup_plain_origin (address);
  g_autofree char *again = NULL;
  gboolean is_allowed = web_url != NULL && is_origin_of (origin, web_url);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; allowed[i] != NULL; i++)
    is_allowed = is_allowed || is_origin_of (origin, allowed[i]);
  g_assert_true (is_allowed);

  g_assert_true (g_str_has_prefix (origin, "https://") || g_str_has_prefix (origin, "http://127.")
                 || g_str_equal (origin, "http://localhost")
                 || g_str_has_prefix (origin, "http://localhost:")
                 || g_str_has_prefix (origin, "http://[::1]"));
  g_assert_null (strpbrk (origin, "@\\%"));
  g_assert_cmpuint (strlen (address), <=, TB_LINK_LENGTH);
  for (const char *at = address; *at != '\0'; at++)
    g_assert_true (g_ascii_isgraph (*at) && strchr ("\"<>\\^`{|}", *at) == NULL);
  g_assert_true (g_uri_is_valid (address, G_URI_FLAGS_ENCODED, NULL));

  /* What was found fit to be opened stays so, and stays the same. */
  again = tb_link_resolve (address, web_url, allowed, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, address);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const none[] = { NULL };
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 6);
  const char *web_url = lines[0] != NULL ? lines[1] : NULL;
  const char *const *allowed
      = web_url != NULL && lines[2] != NULL ? (const char *const *) lines + 2 : none;
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;

  if (lines[0] == NULL)
    return 0;

  address = tb_link_resolve (lines[0], web_url, allowed, &error);
  if (address == NULL)
    {
      g_assert_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_LINK_REFUSED);
      return 0;
    }

  g_assert_no_error (error);
  check_address (address, web_url, allowed);

  return 0;
}
