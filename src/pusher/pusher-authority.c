/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-authority.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "pusher/pusher-error.h"

struct _PusherAuthority
{
  char *file;
  GStatBuf seen; /* of the file when it was read; zero where there was none */
  GTlsDatabase *database;
  GError *error;
};

static gboolean
is_same (const GStatBuf *a, const GStatBuf *b)
{
  return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size
         && a->st_ctim.tv_sec == b->st_ctim.tv_sec && a->st_ctim.tv_nsec == b->st_ctim.tv_nsec;
}

/* Why the file cannot be read, or 0. */
static int
find_obstacle (PusherAuthority *self)
{
  if (self->seen.st_ino == 0)
    return ENOENT;
  if (S_ISDIR (self->seen.st_mode))
    return EISDIR;

  return g_access (self->file, R_OK) == 0 ? 0 : errno;
}

/* Says in plain words why no certificate can be had from the file (row 1.17). */
static GError *
explain (PusherAuthority *self)
{
  int obstacle = find_obstacle (self);

  if (obstacle == ENOENT)
    return g_error_new (PUSHER_ERROR, PUSHER_ERROR_TLS,
                        _ ("The CA file “%s” does not exist; put the authority's certificate "
                           "there, or correct the account's CA file"),
                        self->file);
  if (obstacle != 0)
    return g_error_new (PUSHER_ERROR, PUSHER_ERROR_TLS,
                        _ ("The CA file “%s” cannot be read (%s); correct its permissions, or the "
                           "account's CA file"),
                        self->file, g_strerror (obstacle));
  if (self->seen.st_size == 0)
    return g_error_new (PUSHER_ERROR, PUSHER_ERROR_TLS,
                        _ ("The CA file “%s” is empty; put the authority's certificate there, in "
                           "PEM format"),
                        self->file);

  return g_error_new (PUSHER_ERROR, PUSHER_ERROR_TLS,
                      _ ("The CA file “%s” holds no certificate in PEM format (“-----BEGIN "
                         "CERTIFICATE-----”); ask for the authority's certificate in that format"),
                      self->file);
}

/**
 * pusher_authority_new:
 * @file: its name
 *
 * Returns: (transfer full): an authority that has not been read
 */
PusherAuthority *
pusher_authority_new (const char *file)
{
  PusherAuthority *self = g_new0 (PusherAuthority, 1);

  self->file = g_strdup (file);

  return self;
}

/**
 * pusher_authority_free:
 * @self: (transfer full): an authority
 */
void
pusher_authority_free (PusherAuthority *self)
{
  g_free (self->file);
  g_clear_object (&self->database);
  g_clear_error (&self->error);
  g_free (self);
}

/**
 * pusher_authority_read:
 * @self: an authority
 *
 * Reads the file, unless it could be used at the last call and is what it was: it may have been put
 * there, mended or renewed meanwhile.
 *
 * Returns: whether it was read, and pusher_authority_get_database() may be another one
 */
gboolean
pusher_authority_read (PusherAuthority *self)
{
  GStatBuf now;
  GList *certificates;

  if (g_stat (self->file, &now) != 0)
    memset (&now, 0, sizeof now);
  if (self->database != NULL && is_same (&self->seen, &now))
    return FALSE;

  self->seen = now;
  g_clear_object (&self->database);
  g_clear_error (&self->error);

  /* A file without a certificate makes a database that trusts nobody, and no error. */
  certificates = g_tls_certificate_list_new_from_file (self->file, NULL);
  if (certificates != NULL)
    self->database = g_tls_file_database_new (self->file, NULL);
  if (self->database == NULL)
    self->error = explain (self);
  g_list_free_full (certificates, g_object_unref);

  return TRUE;
}

/**
 * pusher_authority_get_database:
 * @self: an authority
 *
 * Returns: (transfer none) (nullable): what to verify certificates with; %NULL, which makes libsoup
 *   accept none, if the file cannot be used
 */
GTlsDatabase *
pusher_authority_get_database (PusherAuthority *self)
{
  return self->database;
}

/**
 * pusher_authority_get_file:
 * @self: an authority
 *
 * Returns: its name
 */
const char *
pusher_authority_get_file (PusherAuthority *self)
{
  return self->file;
}

/**
 * pusher_authority_get_error:
 * @self: an authority
 *
 * Returns: (nullable): why the file cannot be used, a sentence for the user; else %NULL
 */
const GError *
pusher_authority_get_error (PusherAuthority *self)
{
  return self->error;
}
