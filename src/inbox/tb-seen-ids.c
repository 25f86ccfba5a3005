/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-seen-ids.h"

#include <string.h>

#define SHA256_SIZE 32

typedef struct
{
  guint64 high;
  guint64 low;
} Digest;

G_STATIC_ASSERT (sizeof (Digest) == TB_SEEN_IDS_DIGEST_SIZE);

struct _TbSeenIds
{
  guint capacity;
  /* The oldest is overwritten. Digests stay where they are: the set points to them. */
  Digest *ring;
  guint next;
  GHashTable *set;
};

static guint
digest_hash (gconstpointer key)
{
  return (guint) ((const Digest *) key)->low;
}

static gboolean
digest_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (Digest)) == 0;
}

void
tb_seen_ids_digest (const char *account_id,
                    const char *dedupe_id,
                    guint8 digest[TB_SEEN_IDS_DIGEST_SIZE])
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 bytes[SHA256_SIZE];
  gsize size = sizeof bytes;

  /* The end of the first goes in too: "ab" and "c" are not "a" and "bc". */
  g_checksum_update (checksum, (const guchar *) account_id, (gssize) strlen (account_id) + 1);
  g_checksum_update (checksum, (const guchar *) dedupe_id, (gssize) strlen (dedupe_id));
  g_checksum_get_digest (checksum, bytes, &size);
  memcpy (digest, bytes, TB_SEEN_IDS_DIGEST_SIZE);
}

static Digest
compute_digest (const char *account_id, const char *dedupe_id)
{
  guint8 bytes[TB_SEEN_IDS_DIGEST_SIZE];
  Digest digest;

  tb_seen_ids_digest (account_id, dedupe_id, bytes);
  memcpy (&digest, bytes, sizeof digest);
  return digest;
}

TbSeenIds *
tb_seen_ids_new (guint capacity)
{
  TbSeenIds *self;

  g_return_val_if_fail (capacity > 0, NULL);

  self = g_new0 (TbSeenIds, 1);
  self->capacity = capacity;
  self->ring = g_new0 (Digest, capacity);
  self->set = g_hash_table_new (digest_hash, digest_equal);
  return self;
}

void
tb_seen_ids_free (TbSeenIds *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->set);
  g_free (self->ring);
  g_free (self);
}

gboolean
tb_seen_ids_contains (TbSeenIds *self, const char *account_id, const char *dedupe_id)
{
  Digest digest;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (account_id != NULL, FALSE);
  g_return_val_if_fail (dedupe_id != NULL, FALSE);

  digest = compute_digest (account_id, dedupe_id);
  return g_hash_table_contains (self->set, &digest);
}

gboolean
tb_seen_ids_add (TbSeenIds *self, const char *account_id, const char *dedupe_id)
{
  Digest digest;
  Digest *place;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (account_id != NULL, FALSE);
  g_return_val_if_fail (dedupe_id != NULL, FALSE);

  digest = compute_digest (account_id, dedupe_id);
  if (g_hash_table_contains (self->set, &digest))
    return FALSE;

  place = &self->ring[self->next];
  if (g_hash_table_size (self->set) == self->capacity)
    g_hash_table_remove (self->set, place);
  *place = digest;
  g_hash_table_add (self->set, place);
  self->next = (self->next + 1) % self->capacity;
  return TRUE;
}
