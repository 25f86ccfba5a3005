/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

GError *pusher_auth_refusal_explain (
    guint status, const char *endpoint, const char *channel_name, const char *body, gsize length);

G_END_DECLS
