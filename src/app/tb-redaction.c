/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What goes into a report is chosen field by field; this is for the sentences among it, which
 * repeat what a server, a user or a file has said. Whatever may be a secret is one.
 */

#include "app/tb-redaction.h"

#include <gio/gio.h>
#include <string.h>

#define HIDDEN "…"

/* What is shorter stands in words of every kind. */
#define SECRET_MIN 4

struct _TbRedaction
{
  GPtrArray *secrets; /* by length, the longest first */
  GHashTable *channels;
};

/* In this order: an address is shortened before what is in it can look like something else. */
static const struct
{
  const char *pattern;
  const char *replacement;
} patterns[] = {
  /* Names and passwords, paths, queries and fragments of addresses. */
  { "([a-z][a-z0-9+.-]*://)[^/\\s@\"”<>]*@", "\\1" HIDDEN "@" },
  { "([a-z][a-z0-9+.-]*://[^/\\s?#\"”<>…]*(?:…@[^/\\s?#\"”<>]*)?)[/?#][^\\s\"”<>)]*",
    "\\1/" HIDDEN },
  /* A header and whatever follows it, a pair of a name that says it is secret, and its value. */
  { "\\b((?:set-)?cookie|(?:proxy-)?authorization|x-[a-z-]+)\\s*[:=].*", "\\1: " HIDDEN },
  { "\\b(bearer|basic|digest)\\s+\\S+", "\\1 " HIDDEN },
  { "\\b([a-z_-]*(?:token|secret|password|passwd|passphrase|session|auth|signature|api[_-]?key))"
    "(\"?\\s*[=:]\\s*)(?:\"[^\"]*\"|'[^']*'|\\S+)",
    "\\1\\2" HIDDEN },
  /* A signature of the Pusher protocol, a token of JSON, and any other run that no word is. */
  { "\\S+:[0-9a-f]{64}\\b", HIDDEN },
  { "\\beyJ[\\w-]+\\.[\\w-]+(?:\\.[\\w-]*)?", HIDDEN },
  { "\\b(?=\\w*\\d)[A-Za-z0-9_]{24,}\\b", HIDDEN },
  /* Who the user is, and where: channels, homes, addresses of mail. */
  { "\\b((?:private|presence)(?:-encrypted)?-(?:user-|tenant-|room-)?|public-)[^\\s,;:“”\"()]+",
    "\\1" HIDDEN },
  { "/(?:home|root|Users)/[^/\\s“”\"]+|/root\\b", "~" },
  { "[\\w.+-]+@[\\w-]+\\.[\\w.-]+", HIDDEN },
  /* What a sentence quotes is somebody else's. */
  { "“[^”]*”", "“" HIDDEN "”" },
};

/**
 * tb_redaction_new:
 *
 * Returns: (transfer full): a redaction that knows no secret in particular
 */
TbRedaction *
tb_redaction_new (void)
{
  TbRedaction *self = g_new0 (TbRedaction, 1);

  self->secrets = g_ptr_array_new ();
  self->channels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

static void
wipe (char *secret)
{
  explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

/**
 * tb_redaction_free:
 * @self: (transfer full): a redaction, whose secrets are overwritten first
 */
void
tb_redaction_free (TbRedaction *self)
{
  for (guint i = 0; i < self->secrets->len; i++)
    wipe (g_ptr_array_index (self->secrets, i));
  g_ptr_array_unref (self->secrets);
  g_hash_table_unref (self->channels);
  g_free (self);
}

static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  gsize first = strlen (*(const char *const *) a);
  gsize second = strlen (*(const char *const *) b);

  return first < second ? 1 : first > second ? -1 : 0;
}

/**
 * tb_redaction_hide:
 * @self: a redaction
 * @secret: what is never to be seen, whatever is around it
 */
void
tb_redaction_hide (TbRedaction *self, const char *secret)
{
  if (strlen (secret) < SECRET_MIN)
    return;

  g_ptr_array_add (self->secrets, g_strdup (secret));
  g_ptr_array_sort (self->secrets, compare_lengths);
}

static char *
hide_secrets (TbRedaction *self, const char *text)
{
  g_autoptr (GString) result = g_string_new (text);

  for (guint i = 0; i < self->secrets->len; i++)
    g_string_replace (result, g_ptr_array_index (self->secrets, i), HIDDEN, 0);

  return g_string_free (g_steal_pointer (&result), FALSE);
}

/**
 * tb_redaction_apply:
 * @self: a redaction
 * @text: (nullable): any text
 *
 * Returns: (transfer full) (nullable): @text without what may be a secret, valid UTF-8
 */
char *
tb_redaction_apply (TbRedaction *self, const char *text)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;
  char *result;

  if (valid == NULL)
    return NULL;

  result = hide_secrets (self, valid);
  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GRegex) regex = g_regex_new (patterns[i].pattern, G_REGEX_CASELESS, 0, &error);
      char *replaced = regex != NULL ? g_regex_replace (regex, result, -1, 0,
                                                        patterns[i].replacement, 0, &error)
                                     : NULL;

      g_free (result);
      /* What cannot be searched through is not shown. */
      if (replaced == NULL)
        return g_strdup (HIDDEN);
      result = replaced;
    }

  return result;
}

/* Where authorisation endpoints usually are, which says much about a mistake in one. */
static gboolean
is_known_path (const char *path)
{
  static const char *const known[] = { "",
                                       "/",
                                       "/api/pusher/auth",
                                       "/pusher/auth",
                                       "/broadcasting/auth",
                                       "/api/notifications",
                                       "/api/v1/notifications",
                                       NULL };

  return g_strv_contains (known, path);
}

/**
 * tb_redaction_apply_address:
 * @self: a redaction
 * @address: an address of the user's settings
 *
 * Returns: (transfer full): its scheme, host and port, and its path only if it is a usual one
 */
char *
tb_redaction_apply_address (TbRedaction *self, const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_HAS_PASSWORD, NULL);
  g_autofree char *shortened = NULL;
  const char *path;

  if (*address == '\0')
    return g_strdup ("");
  if (uri == NULL)
    return g_strdup (is_known_path (address) ? address : HIDDEN);

  path = is_known_path (g_uri_get_path (uri)) ? g_uri_get_path (uri) : "/" HIDDEN;
  if (g_uri_get_port (uri) > 0)
    shortened = g_strdup_printf ("%s://%s:%d%s", g_uri_get_scheme (uri), g_uri_get_host (uri),
                                 g_uri_get_port (uri), path);
  else
    shortened = g_strdup_printf ("%s://%s%s", g_uri_get_scheme (uri), g_uri_get_host (uri), path);

  return hide_secrets (self, shortened);
}

/**
 * tb_redaction_apply_channel:
 * @self: a redaction
 * @channel: the name of a channel
 *
 * Returns: (transfer full): its kind, and a number that is the same each time this very channel is
 *   told of, "private-user-…1"
 */
char *
tb_redaction_apply_channel (TbRedaction *self, const char *channel)
{
  static const char *const kinds[]
      = { "private-encrypted-",       "private-user-", "private-tenant-", "presence-room-",
          "private-App.Models.User.", "private-",      "presence-",       "public-" };
  const char *kind = "";
  const char *known = g_hash_table_lookup (self->channels, channel);
  char *name;

  if (known != NULL)
    return g_strdup (known);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds) && *kind == '\0'; i++)
    if (g_str_has_prefix (channel, kinds[i]))
      kind = kinds[i];
  name = g_strdup_printf ("%s" HIDDEN "%u", kind, g_hash_table_size (self->channels) + 1);
  g_hash_table_insert (self->channels, g_strdup (channel), name);

  return g_strdup (name);
}

/**
 * tb_redaction_apply_event:
 * @event: the name of an event
 *
 * Returns: @event if it is one of the platform's, which says nothing of what is in it
 */
const char *
tb_redaction_apply_event (const char *event)
{
  static const char *const known[]
      = { "notification",
          "notification:urgent",
          "alert",
          "presence:join",
          "presence:leave",
          "cursor:move",
          "typing:start",
          "typing:stop",
          "record:created",
          "record:updated",
          "record:deleted",
          "system:maintenance",
          "system:reload",
          "Illuminate\\Notifications\\Events\\BroadcastNotificationCreated",
          NULL };

  return g_strv_contains (known, event) ? event : HIDDEN;
}
