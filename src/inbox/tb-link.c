/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A link in a payload was written by whoever can send events. The address that is opened is
 * put together anew from the parts that were examined, so that a browser has no second reading of
 * it.
 */

#include "inbox/tb-link.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "inbox/tb-inbox-error.h"

#define URI_FLAGS G_URI_FLAGS_ENCODED
#define NO_PORT -1

/* Takes the sentence from the caller, who has it translated. */
static void
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, TB_INBOX_ERROR, TB_INBOX_ERROR_LINK_REFUSED, sentence);
}

static gboolean
check_characters (const char *text, GError **error)
{
  if (strnlen (text, TB_LINK_LENGTH + 1) > TB_LINK_LENGTH)
    {
      g_set_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_LINK_REFUSED,
                   _ ("The link is longer than %d bytes."), TB_LINK_LENGTH);
      return FALSE;
    }
  if (*text == '\0')
    {
      refuse (error, _ ("The link is empty."));
      return FALSE;
    }
  if (!g_utf8_validate (text, -1, NULL))
    {
      refuse (error, _ ("The link is not valid text."));
      return FALSE;
    }

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character;

      /* Nearly all of every address. */
      if (g_ascii_isgraph (*at) && *at != '\\')
        continue;

      character = g_utf8_get_char (at);
      /* Format characters are refused too: they are the invisible ones. */
      if (g_unichar_isspace (character) || g_unichar_iscntrl (character)
          || g_unichar_type (character) == G_UNICODE_FORMAT)
        {
          refuse (error, _ ("The link holds white space or control characters."));
          return FALSE;
        }
      if (character == '\\')
        {
          refuse (error, _ ("The link holds a backslash."));
          return FALSE;
        }
    }

  return TRUE;
}

/* Percent-encodes what RFC 3986 has no place for; what is encoded already stays. */
static void
append_encoded (GString *uri, const char *part)
{
  for (const char *at = part; *at != '\0'; at++)
    {
      if ((guchar) *at >= 0x7f || strchr ("\"<>^`{|}", *at) != NULL)
        g_string_append_printf (uri, "%%%02X", (guchar) *at);
      else
        g_string_append_c (uri, *at);
    }
}

static gboolean
is_host_name (const char *host)
{
  if (*host == '\0' || *host == '.' || g_str_has_suffix (host, ".") || strstr (host, "..") != NULL)
    return FALSE;

  for (const char *at = host; *at != '\0'; at++)
    {
      if (!g_ascii_isalnum (*at) && *at != '-' && *at != '.' && *at != '_')
        return FALSE;
    }

  return TRUE;
}

/* IPv6 addresses come without brackets from GUri, maybe with a zone, which origins have not. */
static char *
normalise_host (const char *host)
{
  g_autofree char *ascii = NULL;
  gsize length;

  if (strchr (host, ':') != NULL)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
      g_autofree char *text = NULL;

      if (address == NULL)
        return NULL;
      text = g_inet_address_to_string (address);
      return g_strdup_printf ("[%s]", text);
    }

  ascii = g_hostname_to_ascii (host);
  if (ascii == NULL)
    return NULL;

  length = strlen (ascii);
  if (length > 1 && ascii[length - 1] == '.')
    ascii[length - 1] = '\0';

  return is_host_name (ascii) ? g_ascii_strdown (ascii, -1) : NULL;
}

static char *
origin_of (GUri *uri, GError **error)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);
  int port = g_uri_get_port (uri);
  gboolean is_https = g_str_equal (scheme, "https");
  g_autofree char *name = NULL;

  if (!is_https && !g_str_equal (scheme, "http"))
    {
      g_set_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_LINK_REFUSED,
                   _ ("Links of the kind “%s:” are not opened."), scheme);
      return NULL;
    }
  if (g_uri_get_userinfo (uri) != NULL)
    {
      refuse (error, _ ("The link holds a user name or a password."));
      return NULL;
    }

  name = host != NULL ? normalise_host (host) : NULL;
  if (name == NULL)
    {
      refuse (error, _ ("The link has no valid host name."));
      return NULL;
    }

  if (port == NO_PORT || port == (is_https ? 443 : 80))
    return g_strdup_printf ("%s://%s", scheme, name);
  if (port == 0)
    {
      refuse (error, _ ("The link has no valid port."));
      return NULL;
    }
  return g_strdup_printf ("%s://%s:%d", scheme, name, port);
}

static gboolean
is_loopback_origin (const char *origin)
{
  g_autoptr (GUri) uri = g_uri_parse (origin, URI_FLAGS, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  g_autoptr (GInetAddress) address = NULL;

  if (host == NULL)
    return FALSE;
  if (g_str_equal (host, "localhost"))
    return TRUE;

  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

/* @own is the web application's own origin, if it has a valid one. */
static gboolean
is_allowed_origin (const char *origin, const char *own, const char *const *allowed_origins)
{
  if (own != NULL && g_str_equal (own, origin))
    return TRUE;

  for (gsize i = 0; allowed_origins != NULL && allowed_origins[i] != NULL; i++)
    {
      g_autofree char *allowed = tb_link_normalise_origin (allowed_origins[i], NULL);

      if (allowed != NULL && g_str_equal (allowed, origin))
        return TRUE;
    }

  return FALSE;
}

/* The web application's address, made a directory for relative links to start from; with its
 * origin. */
static GUri *
parse_base (const char *web_url, char **origin, GError **error)
{
  g_autoptr (GUri) uri = NULL;
  g_autofree char *path = NULL;

  if (web_url == NULL)
    {
      refuse (error, _ ("The link is relative, but the account has no web address."));
      return NULL;
    }

  *origin = tb_link_normalise_origin (web_url, error);
  if (*origin == NULL)
    return NULL;

  uri = g_uri_parse (web_url, URI_FLAGS, NULL);
  g_assert (uri != NULL);
  if (g_str_has_suffix (g_uri_get_path (uri), "/"))
    path = g_strdup (g_uri_get_path (uri));
  else
    path = g_strconcat (g_uri_get_path (uri), "/", NULL);

  return g_uri_build (URI_FLAGS, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                      g_uri_get_port (uri), path, NULL, NULL);
}

char *
tb_link_normalise_origin (const char *uri, GError **error)
{
  g_autoptr (GUri) parsed = NULL;

  g_return_val_if_fail (uri != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!check_characters (uri, error))
    return NULL;

  parsed = g_uri_parse (uri, URI_FLAGS, NULL);
  if (parsed == NULL)
    {
      refuse (error, _ ("The link is not a valid address."));
      return NULL;
    }

  return origin_of (parsed, error);
}

char *
tb_link_resolve (const char *link,
                 const char *web_url,
                 const char *const *allowed_origins,
                 GError **error)
{
  g_autoptr (GUri) uri = NULL;
  g_autofree char *scheme = NULL;
  g_autofree char *origin = NULL;
  g_autofree char *own = NULL;
  g_autoptr (GString) address = NULL;

  g_return_val_if_fail (link != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!check_characters (link, error))
    return NULL;
  if (g_str_has_prefix (link, "//"))
    {
      refuse (error, _ ("The link leaves out whether it is http or https."));
      return NULL;
    }

  scheme = g_uri_parse_scheme (link);
  if (scheme != NULL)
    {
      uri = g_uri_parse (link, URI_FLAGS, NULL);
      own = web_url != NULL ? tb_link_normalise_origin (web_url, NULL) : NULL;
    }
  else
    {
      g_autoptr (GUri) base = parse_base (web_url, &own, error);

      if (base == NULL)
        return NULL;
      uri = g_uri_parse_relative (base, link, URI_FLAGS, NULL);
    }
  if (uri == NULL)
    {
      refuse (error, _ ("The link is not a valid address."));
      return NULL;
    }

  origin = origin_of (uri, error);
  if (origin == NULL)
    return NULL;
  if (g_str_has_prefix (origin, "http:") && !is_loopback_origin (origin))
    {
      refuse (error, _ ("The link is not encrypted (https)."));
      return NULL;
    }
  if (!is_allowed_origin (origin, own, allowed_origins))
    {
      g_set_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_LINK_REFUSED,
                   _ ("The account does not allow links to %s."), origin);
      return NULL;
    }

  address = g_string_new (origin);
  append_encoded (address, *g_uri_get_path (uri) != '\0' ? g_uri_get_path (uri) : "/");
  if (g_uri_get_query (uri) != NULL)
    {
      g_string_append_c (address, '?');
      append_encoded (address, g_uri_get_query (uri));
    }
  if (g_uri_get_fragment (uri) != NULL)
    {
      g_string_append_c (address, '#');
      append_encoded (address, g_uri_get_fragment (uri));
    }
  if (address->len > TB_LINK_LENGTH)
    {
      g_set_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_LINK_REFUSED,
                   _ ("The link is longer than %d bytes."), TB_LINK_LENGTH);
      return NULL;
    }

  return g_string_free (g_steal_pointer (&address), FALSE);
}
