/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * What is wrong with a server's certificate, for a person: whose it is, who issued it, and who can
 * do what about it. Everything that is quoted from a certificate was written by whoever runs the
 * server.
 */

#include "pusher/pusher-certificate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pusher/pusher-server-words.h"

/* As many of the names that a certificate is for are told. */
#define NAMES_MAX 3
/* As much of each, in characters. */
#define NAME_MAX_LENGTH 80

/* One line of plain text of whatever a certificate says. */
static char *
quote (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *words = pusher_server_words_dup (valid);
  g_autofree char *beginning = NULL;

  if (g_utf8_strlen (words, -1) <= NAME_MAX_LENGTH)
    return g_steal_pointer (&words);

  beginning = g_utf8_substring (words, 0, NAME_MAX_LENGTH - 1);
  return g_strconcat (beginning, "…", NULL);
}

/* The value of one attribute of a name such as `CN=Some CA,O=Some\, Inc`, or NULL (RFC 4514). */
static char *
find_attribute (const char *name, const char *type)
{
  const char *start = name;

  while (start != NULL && *start != '\0')
    {
      g_autoptr (GString) value = NULL;
      gsize length = strlen (type);
      const char *c;

      while (*start == ' ')
        start++;
      if (g_ascii_strncasecmp (start, type, length) == 0 && start[length] == '=')
        value = g_string_new (NULL);
      for (c = start; *c != '\0' && *c != ','; c++)
        {
          gboolean wanted = value != NULL && c > start + length;
          char character = *c;

          if (*c == '\\' && g_ascii_isxdigit (c[1]) && g_ascii_isxdigit (c[2]))
            {
              character = (char) (g_ascii_xdigit_value (c[1]) * 16 + g_ascii_xdigit_value (c[2]));
              c += 2;
            }
          else if (*c == '\\' && c[1] != '\0')
            {
              character = *++c;
            }
          if (wanted && character != '\0')
            g_string_append_c (value, character);
        }
      if (value != NULL && value->len > 0)
        return g_string_free (g_steal_pointer (&value), FALSE);
      start = *c == ',' ? c + 1 : NULL;
    }

  return NULL;
}

/**
 * pusher_certificate_describe_name:
 * @name: (nullable): the name of somebody in a certificate, as GIO gives it (RFC 4514)
 *
 * Returns: (transfer full) (nullable): the part of @name that people know somebody by, as one line
 *   of plain text; %NULL for no name
 */
char *
pusher_certificate_describe_name (const char *name)
{
  static const char *const types[] = { "CN", "O", "OU" };
  g_autofree char *found = NULL;

  if (name == NULL || *name == '\0')
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (types) && found == NULL; i++)
    found = find_attribute (name, types[i]);

  return quote (found != NULL ? found : name);
}

static char *
describe_issuer (GTlsCertificate *certificate)
{
  g_autofree char *name = g_tls_certificate_get_issuer_name (certificate);
  char *issuer = pusher_certificate_describe_name (name);

  return issuer != NULL ? issuer : g_strdup (_ ("nobody"));
}

static char *
describe_day (GDateTime *time)
{
  g_autoptr (GDateTime) local = time != NULL ? g_date_time_to_local (time) : NULL;

  /* Translators: a day such as 3 March 2030, as your language writes it (see date(1)) */
  return local != NULL ? g_date_time_format (local, _ ("%-d %B %Y")) : g_strdup ("?");
}

static gboolean
is_self_signed (GTlsCertificate *certificate)
{
  g_autofree char *subject = g_tls_certificate_get_subject_name (certificate);
  g_autofree char *issuer = g_tls_certificate_get_issuer_name (certificate);

  return subject != NULL && g_strcmp0 (subject, issuer) == 0;
}

static gboolean
is_early (GTlsCertificate *certificate, GDateTime *now)
{
  g_autoptr (GDateTime) begin = g_tls_certificate_get_not_valid_before (certificate);

  return begin != NULL && g_date_time_compare (now, begin) < 0;
}

static gboolean
is_expired (GTlsCertificate *certificate, GDateTime *now)
{
  g_autoptr (GDateTime) end = g_tls_certificate_get_not_valid_after (certificate);

  return end != NULL && g_date_time_compare (now, end) > 0;
}

/* The names that the certificate is for, "a, b, c, …". */
static char *
describe_subjects (GTlsCertificate *certificate)
{
  g_autoptr (GPtrArray) names = g_tls_certificate_get_dns_names (certificate);
  g_autoptr (GPtrArray) addresses = g_tls_certificate_get_ip_addresses (certificate);
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *subject = NULL;
  g_autofree char *name = NULL;
  guint n = 0;

  for (guint i = 0; names != NULL && i < names->len && n <= NAMES_MAX; i++)
    {
      GBytes *bytes = names->pdata[i];
      g_autofree char *raw = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_autofree char *shown = quote (raw);

      if (n++ < NAMES_MAX)
        g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", shown);
    }
  for (guint i = 0; addresses != NULL && i < addresses->len && n <= NAMES_MAX; i++)
    {
      g_autofree char *address = g_inet_address_to_string (addresses->pdata[i]);

      if (n++ < NAMES_MAX)
        g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", address);
    }
  if (n > NAMES_MAX)
    g_string_append (list, ", …");
  if (list->len > 0)
    return g_strdup (list->str);

  name = g_tls_certificate_get_subject_name (certificate);
  subject = pusher_certificate_describe_name (name);
  return subject != NULL ? g_steal_pointer (&subject) : g_strdup (_ ("nobody"));
}

static char *
explain_early (GTlsCertificate *certificate, const char *host, GDateTime *now)
{
  GTlsCertificate *early = certificate;
  g_autofree char *issuer = describe_issuer (certificate);
  g_autofree char *today = describe_day (now);
  g_autoptr (GDateTime) begin = NULL;
  g_autofree char *day = NULL;

  /* Those who vouch for it, whom the server sends too, may be the ones who are not valid yet. */
  while (early != NULL && !is_early (early, now))
    early = g_tls_certificate_get_issuer (early);
  begin = g_tls_certificate_get_not_valid_before (early != NULL ? early : certificate);
  day = describe_day (begin);

  return g_strdup_printf (
      /* Translators: server, issuer, day, day */
      _ ("The certificate of %s, issued by “%s”, is valid only from %s (this computer's "
         "clock says %s); set the clock"),
      host, issuer, day, today);
}

static char *
explain_expired (GTlsCertificate *certificate, const char *host, GDateTime *now)
{
  GTlsCertificate *expired = certificate;
  g_autofree char *issuer = describe_issuer (certificate);
  g_autofree char *today = describe_day (now);
  g_autoptr (GDateTime) end = NULL;
  g_autofree char *name = NULL;
  g_autofree char *subject = NULL;
  g_autofree char *day = NULL;

  while (expired != NULL && !is_expired (expired, now))
    expired = g_tls_certificate_get_issuer (expired);
  end = g_tls_certificate_get_not_valid_after (expired != NULL ? expired : certificate);
  day = describe_day (end);
  if (expired == NULL || expired == certificate)
    return g_strdup_printf (
        /* Translators: server, issuer, day, day */
        _ ("The certificate of %s, issued by “%s”, expired on %s (this computer's clock "
           "says %s); ask the server's administrator to renew it"),
        host, issuer, day, today);

  name = g_tls_certificate_get_subject_name (expired);
  subject = pusher_certificate_describe_name (name);

  return g_strdup_printf (
      /* Translators: server, an authority, day */
      _ ("The certificate of %s is vouched for by “%s”, whose own certificate expired on "
         "%s; ask the server's administrator to replace it"),
      host, subject != NULL ? subject : issuer, day);
}

static char *
explain_issuer (GTlsCertificate *certificate, const char *host, const char *ca_file)
{
  g_autoptr (GDateTime) end = g_tls_certificate_get_not_valid_after (certificate);
  g_autofree char *day = describe_day (end);
  g_autofree char *issuer = NULL;
  GTlsCertificate *last = certificate;

  if (is_self_signed (certificate))
    return g_strdup_printf (
        /* Translators: server, day */
        _ ("The certificate of %s (valid until %s) is signed by nobody but itself; if the "
           "server is yours or your company's, give a copy of it as the account's CA file"),
        host, day);

  /* Who signed the last certificate that the server has sent is whom to ask for. */
  while (g_tls_certificate_get_issuer (last) != NULL)
    last = g_tls_certificate_get_issuer (last);
  issuer = describe_issuer (last);
  if (ca_file != NULL)
    return g_strdup_printf (
        /* Translators: server, day, issuer, name of a file */
        _ ("The certificate of %s (valid until %s) comes from “%s”, who is not in the CA "
           "file “%s”; add that authority's certificate to the file"),
        host, day, issuer, ca_file);

  return g_strdup_printf (
      /* Translators: server, day, issuer */
      _ ("The certificate of %s (valid until %s) comes from “%s”, whom this computer "
         "does not trust; if that is your company, give its certificate as the account's "
         "CA file"),
      host, day, issuer);
}

/**
 * pusher_certificate_explain:
 * @certificate: what a server has shown
 * @problems: why it is not accepted
 * @host: the server's name
 * @ca_file: (nullable): the file with those who may vouch for it, %NULL for the system's
 * @now: the time
 *
 * Where there is more than one problem, tells that which has to be mended first.
 *
 * Returns: (transfer full): a sentence for the user that names the certificate, the reason and the
 *   remedy (row 1.17)
 */
char *
pusher_certificate_explain (GTlsCertificate *certificate,
                            GTlsCertificateFlags problems,
                            const char *host,
                            const char *ca_file,
                            GDateTime *now)
{
  g_autofree char *issuer = describe_issuer (certificate);

  if (problems & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return explain_early (certificate, host, now);
  if (problems & G_TLS_CERTIFICATE_EXPIRED)
    return explain_expired (certificate, host, now);
  if (problems & G_TLS_CERTIFICATE_BAD_IDENTITY)
    {
      g_autofree char *subjects = describe_subjects (certificate);

      return g_strdup_printf (
          /* Translators: server, issuer, names of servers */
          _ ("The certificate of %s, issued by “%s”, is for %s; check the server's name in "
             "the account, or ask its administrator for another certificate"),
          host, issuer, subjects);
    }
  if (problems & G_TLS_CERTIFICATE_REVOKED)
    return g_strdup_printf (
        /* Translators: server, issuer */
        _ ("The certificate of %s was revoked by “%s”, who issued it; ask the server's "
           "administrator to replace it"),
        host, issuer);
  if (problems & G_TLS_CERTIFICATE_INSECURE)
    return g_strdup_printf (
        /* Translators: server, issuer */
        _ ("The certificate of %s, issued by “%s”, rests on cryptography that is no longer "
           "safe; ask the server's administrator to replace it"),
        host, issuer);
  if (problems & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return explain_issuer (certificate, host, ca_file);

  return g_strdup_printf (
      /* Translators: server, issuer */
      _ ("The certificate of %s, issued by “%s”, cannot be verified; ask the server's "
         "administrator to check it"),
      host, issuer);
}
