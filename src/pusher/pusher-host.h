/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean pusher_host_is_loopback (const char *host);

G_END_DECLS
