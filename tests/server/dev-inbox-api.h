/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dev-application.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

gboolean
dev_inbox_api_handle (DevApplication *application, SoupServerMessage *message, const char *path);

JsonObject *dev_inbox_api_add (DevApplication *application, JsonObject *parameters, GError **error);
JsonObject *
dev_inbox_api_read (DevApplication *application, JsonObject *parameters, GError **error);
JsonObject *
dev_inbox_api_show (DevApplication *application, JsonObject *parameters, GError **error);

G_END_DECLS
