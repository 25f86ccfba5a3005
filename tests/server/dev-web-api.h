/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "dev-application.h"

G_BEGIN_DECLS

gboolean
dev_web_api_handle (DevApplication *application, SoupServerMessage *message, const char *path);

G_END_DECLS
