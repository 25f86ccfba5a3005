/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "pusher/pusher-clock.h"

G_BEGIN_DECLS

/* Where a web app says how it is reached (RFC 8615). */
#define TB_WELL_KNOWN_PATH "/.well-known/traybell.json"

char *tb_well_known_complete_address (const char *text, GError **error);
void tb_well_known_fetch_async (SoupSession *session,
                                PusherClock *clock,
                                const char *web_url,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GVariant *tb_well_known_fetch_finish (GAsyncResult *result, GStrv *refused, GError **error);

G_END_DECLS
