/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "account/tb-avatar-cache.h"
#include "account/tb-avatar-request.h"

G_BEGIN_DECLS

/* After how long a picture is fetched again, in s: people seldom have another. */
#define TB_AVATAR_LIFETIME (7 * 24 * 60 * 60)

void tb_avatar_load_async (TbAvatarCache *cache,
                           SoupSession *session,
                           const TbAvatarAddress *address,
                           int size,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
GdkPixbuf *tb_avatar_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
