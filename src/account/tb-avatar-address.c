/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The address of a picture was written by whoever can give themselves a name in the web app. What
 * is asked for it is asked from inside the user's network, so it must not lead anywhere but where
 * the account says.
 */

#include "account/tb-avatar-address.h"

#include <string.h>

#include "inbox/tb-link.h"
#include "pusher/pusher-host.h"

typedef struct
{
  guint8 bytes[16];
  guint length; /* in bits */
} Range;

/* What belongs to no host on the public internet, or to one that is not what it seems: RFC 6890 and
 * its successors. */
static const Range not_public_4[] = {
  { { 0 }, 8 },             /* this network */
  { { 10 }, 8 },            /* private */
  { { 100, 64 }, 10 },      /* shared by customers of a provider */
  { { 127 }, 8 },           /* this computer */
  { { 169, 254 }, 16 },     /* this link, and the data of cloud machines about themselves */
  { { 172, 16 }, 12 },      /* private */
  { { 192, 0, 0 }, 24 },    /* assignments of the protocol */
  { { 192, 0, 2 }, 24 },    /* examples */
  { { 192, 88, 99 }, 24 },  /* relays to IPv6 */
  { { 192, 168 }, 16 },     /* private */
  { { 198, 18 }, 15 },      /* benchmarks */
  { { 198, 51, 100 }, 24 }, /* examples */
  { { 203, 0, 113 }, 24 },  /* examples */
  { { 224 }, 4 },           /* many */
  { { 240 }, 4 },           /* reserved, and all */
};
static const Range not_public_6[] = {
  { { 0 }, 8 },                       /* nobody, this computer, and IPv4 in disguise */
  { { 0x01, 0x00 }, 64 },             /* discarded */
  { { 0x20, 0x01, 0x00 }, 23 },       /* assignments of the protocol, Teredo among them */
  { { 0x20, 0x01, 0x0d, 0xb8 }, 32 }, /* examples */
  { { 0x20, 0x02 }, 16 },             /* IPv4 in disguise */
  { { 0x3f, 0xff, 0x00 }, 20 },       /* examples */
  { { 0xfc }, 7 },                    /* private */
  { { 0xfe, 0x80 }, 10 },             /* this link */
  { { 0xfe, 0xc0 }, 10 },             /* private, as it once was */
  { { 0xff }, 8 },                    /* many */
};

static const guint8 mapped_prefix[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };
static const guint8 translated_prefix[12] = { 0x00, 0x64, 0xff, 0x9b };

static gboolean
is_within (const guint8 *bytes, const Range *range)
{
  guint whole = range->length / 8;
  guint rest = range->length % 8;

  return memcmp (bytes, range->bytes, whole) == 0
         && (rest == 0 || (bytes[whole] ^ range->bytes[whole]) >> (8 - rest) == 0);
}

static gboolean
is_within_any (const guint8 *bytes, const Range *ranges, gsize n_ranges)
{
  for (gsize i = 0; i < n_ranges; i++)
    {
      if (is_within (bytes, &ranges[i]))
        return TRUE;
    }

  return FALSE;
}

static char *
get_host (const char *origin)
{
  g_autoptr (GUri) uri = g_uri_parse (origin, G_URI_FLAGS_NONE, NULL);

  return uri != NULL ? g_strdup (g_uri_get_host (uri)) : NULL;
}

static gboolean
is_origin_of (const char *origin, const char *address)
{
  g_autofree char *other = tb_link_normalise_origin (address, NULL);

  return other != NULL && g_str_equal (origin, other);
}

/* Whoever wrote an address of numbers into the settings, this computer's name, or the web app and
 * the sites whose pages may be opened, knows where they are. A name that is trusted with pictures
 * alone has to lead to the public internet. */
static gboolean
may_be_private (TbAccount *account, const char *origin, const char *const *allowed_origins)
{
  g_autofree char *host = get_host (origin);
  g_autofree char *web_url = tb_account_dup_string (account, "web-url");

  if (host != NULL && (pusher_host_is_loopback (host) || g_hostname_is_ip_address (host)))
    return TRUE;
  if (is_origin_of (origin, web_url))
    return TRUE;
  for (gsize i = 0; allowed_origins[i] != NULL; i++)
    {
      if (is_origin_of (origin, allowed_origins[i]))
        return TRUE;
    }

  return FALSE;
}

static GStrv
join (const char *const *first, const char *const *second)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_addv (builder, (const char **) first);
  g_strv_builder_addv (builder, (const char **) second);

  return g_strv_builder_end (builder);
}

/**
 * tb_avatar_address_new:
 * @account: whose web app named the picture
 * @avatar: what it said, any text
 * @error: return location for an error, or %NULL
 *
 * Decides whether a picture may be fetched: over https (or over http from this computer), from the
 * web app's own origin, from one whose pages may be opened, or from one of the setting
 * `avatar-origins`.
 *
 * Returns: (transfer full): where the picture is, or %NULL with %TB_INBOX_ERROR_LINK_REFUSED
 */
TbAvatarAddress *
tb_avatar_address_new (TbAccount *account, const char *avatar, GError **error)
{
  g_autofree char *web_url = tb_account_dup_string (account, "web-url");
  g_auto (GStrv) allowed_origins = tb_account_dup_strings (account, "allowed-origins");
  g_auto (GStrv) avatar_origins = tb_account_dup_strings (account, "avatar-origins");
  g_auto (GStrv) origins
      = join ((const char *const *) allowed_origins, (const char *const *) avatar_origins);
  g_autoptr (TbAvatarAddress) self = g_new0 (TbAvatarAddress, 1);
  char *fragment;

  self->uri = tb_link_resolve (avatar, *web_url != '\0' ? web_url : NULL,
                               (const char *const *) origins, error);
  if (self->uri == NULL)
    return NULL;

  /* Two places within one picture are one picture. */
  fragment = strchr (self->uri, '#');
  if (fragment != NULL)
    *fragment = '\0';
  self->origin = tb_link_normalise_origin (self->uri, error);
  if (self->origin == NULL)
    return NULL;
  self->may_be_private
      = may_be_private (account, self->origin, (const char *const *) allowed_origins);

  return g_steal_pointer (&self);
}

/**
 * tb_avatar_address_redirect:
 * @self: where a picture was asked for
 * @location: where the server says it is
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full): where to ask next, on the same origin, or %NULL with
 * %TB_INBOX_ERROR_LINK_REFUSED
 */
TbAvatarAddress *
tb_avatar_address_redirect (const TbAvatarAddress *self, const char *location, GError **error)
{
  g_autoptr (TbAvatarAddress) next = g_new0 (TbAvatarAddress, 1);
  g_autofree char *absolute = g_uri_resolve_relative (self->uri, location, G_URI_FLAGS_NONE, error);

  if (absolute == NULL)
    return NULL;
  next->uri = tb_link_resolve (absolute, self->origin, NULL, error);
  if (next->uri == NULL)
    return NULL;
  next->origin = g_strdup (self->origin);
  next->may_be_private = self->may_be_private;

  return g_steal_pointer (&next);
}

/**
 * tb_avatar_address_copy:
 * @self: an address
 *
 * Returns: (transfer full): the same
 */
TbAvatarAddress *
tb_avatar_address_copy (const TbAvatarAddress *self)
{
  TbAvatarAddress *copy = g_new0 (TbAvatarAddress, 1);

  copy->uri = g_strdup (self->uri);
  copy->origin = g_strdup (self->origin);
  copy->may_be_private = self->may_be_private;

  return copy;
}

/**
 * tb_avatar_address_free:
 * @self: (transfer full): an address
 */
void
tb_avatar_address_free (TbAvatarAddress *self)
{
  g_free (self->uri);
  g_free (self->origin);
  g_free (self);
}

/**
 * tb_avatar_address_is_public:
 * @address: an address that a host's name was resolved to
 *
 * Returns: whether it is that of one host on the public internet, and not in a private network, on
 * this computer, or for a special use; an address that stands for another is judged by that
 */
gboolean
tb_avatar_address_is_public (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);

  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6)
    {
      if (memcmp (bytes, mapped_prefix, sizeof mapped_prefix) != 0
          && memcmp (bytes, translated_prefix, sizeof translated_prefix) != 0)
        return !is_within_any (bytes, not_public_6, G_N_ELEMENTS (not_public_6));
      bytes += 12;
    }

  return !is_within_any (bytes, not_public_4, G_N_ELEMENTS (not_public_4));
}
