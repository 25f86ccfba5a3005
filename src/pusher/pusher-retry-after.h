/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The longest wait that a server is granted, in s. */
#define PUSHER_RETRY_AFTER_MAX 3600

guint pusher_retry_after_read (SoupMessageHeaders *headers);

G_END_DECLS
