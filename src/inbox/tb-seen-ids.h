/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TbSeenIds:
 *
 * A bounded memory of which ids were seen: past its capacity the oldest is forgotten. It keeps
 * 128-bit digests, so that neither the length nor the content of an id matters.
 */
typedef struct _TbSeenIds TbSeenIds;

/**
 * TB_SEEN_IDS_DIGEST_SIZE:
 *
 * How many bytes a digest has.
 */
#define TB_SEEN_IDS_DIGEST_SIZE 16

/**
 * tb_seen_ids_digest:
 * @account_id: an account
 * @dedupe_id: an id of that account
 * @digest: (out caller-allocated) (array fixed-size=16): what the two become
 *
 * Computes what is remembered of an id, for a memory elsewhere.
 */
void tb_seen_ids_digest (const char *account_id,
                         const char *dedupe_id,
                         guint8 digest[TB_SEEN_IDS_DIGEST_SIZE]);

/**
 * tb_seen_ids_new:
 * @capacity: how many ids to remember, at least 1
 *
 * Returns: (transfer full): an empty memory
 */
TbSeenIds *tb_seen_ids_new (guint capacity);

/**
 * tb_seen_ids_free:
 * @self: (nullable) (transfer full): a memory
 *
 * Frees it.
 */
void tb_seen_ids_free (TbSeenIds *self);

/**
 * tb_seen_ids_contains:
 * @self: a memory
 * @account_id: an account
 * @dedupe_id: an id of that account
 *
 * Returns: whether it is remembered
 */
gboolean tb_seen_ids_contains (TbSeenIds *self, const char *account_id, const char *dedupe_id);

/**
 * tb_seen_ids_add:
 * @self: a memory
 * @account_id: an account
 * @dedupe_id: an id of that account
 *
 * Remembers an id.
 *
 * Returns: %FALSE if it was remembered already
 */
gboolean tb_seen_ids_add (TbSeenIds *self, const char *account_id, const char *dedupe_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbSeenIds, tb_seen_ids_free)

G_END_DECLS
