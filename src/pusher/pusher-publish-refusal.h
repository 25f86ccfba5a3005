/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

GError *pusher_publish_refusal_find (
    SoupMessage *message, const char *app_id, gint64 time, const char *body, gsize length);

G_END_DECLS
