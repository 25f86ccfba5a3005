/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How much room pictures may take on the disk, in bytes. */
#define TB_AVATAR_CACHE_SIZE (20 * 1024 * 1024)

/**
 * TbAvatarCache:
 *
 * Pictures on the disk, each a file as it was fetched. Those that were not used for longest make
 * room for others. All functions may be called on any thread, and block.
 */
typedef struct _TbAvatarCache TbAvatarCache;

TbAvatarCache *tb_avatar_cache_new (const char *directory, gsize size);
TbAvatarCache *tb_avatar_cache_ref (TbAvatarCache *self);
void tb_avatar_cache_unref (TbAvatarCache *self);
GBytes *tb_avatar_cache_load (TbAvatarCache *self, const char *uri, gint64 *fetched_at);
gboolean
tb_avatar_cache_store (TbAvatarCache *self, const char *uri, GBytes *bytes, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbAvatarCache, tb_avatar_cache_unref)

G_END_DECLS
