/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *pusher_proxy_describe (const char *uri);
char *pusher_proxy_translate (const char *uri);

G_END_DECLS
