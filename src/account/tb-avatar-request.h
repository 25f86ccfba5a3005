/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "account/tb-avatar-address.h"

G_BEGIN_DECLS

/* How long a server may take to send a picture, however slowly it goes on, in s. */
#define TB_AVATAR_REQUEST_TIMEOUT 20

void tb_avatar_request_async (SoupSession *session,
                              const TbAvatarAddress *address,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
GBytes *tb_avatar_request_finish (GAsyncResult *result, GError **error);

G_END_DECLS
