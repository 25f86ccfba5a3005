/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "account/tb-account.h"
#include "pusher/pusher-clock.h"

G_BEGIN_DECLS

/* For how long one that could not be had is not asked for again, in s. */
#define TB_AVATARS_FAILURE_TIME (10 * 60)

/* How many pictures are kept in memory: about two screens of them. */
#define TB_AVATARS_MEMORY 64

#define TB_TYPE_AVATARS (tb_avatars_get_type ())

/**
 * TbAvatars:
 *
 * People's pictures, from memory, the disk or the network, as far as the accounts allow.
 *
 * Property: `enabled` (boolean), whether there are pictures at all; while there are not, nothing is
 * fetched, and nothing kept in memory.
 */
G_DECLARE_FINAL_TYPE (TbAvatars, tb_avatars, TB, AVATARS, GObject)

TbAvatars *tb_avatars_new (const char *directory, PusherClock *clock);
gboolean tb_avatars_get_enabled (TbAvatars *self);
void tb_avatars_set_enabled (TbAvatars *self, gboolean enabled);
GdkPixbuf *tb_avatars_lookup (TbAvatars *self, TbAccount *account, const char *avatar, int size);
void tb_avatars_load_async (TbAvatars *self,
                            TbAccount *account,
                            const char *avatar,
                            int size,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
GdkPixbuf *tb_avatars_load_finish (TbAvatars *self, GAsyncResult *result, GError **error);

G_END_DECLS
