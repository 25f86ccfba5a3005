/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "dev-application.h"

G_BEGIN_DECLS

void
dev_wait_handle (DevApplication *application, SoupServerMessage *message, JsonObject *parameters);

G_END_DECLS
