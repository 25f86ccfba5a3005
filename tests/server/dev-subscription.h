/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dev-connection.h"

G_BEGIN_DECLS

void dev_subscription_begin (DevConnection *connection, JsonObject *data);
void dev_subscription_announce (DevApplication *application,
                                DevChannel *channel,
                                JsonNode *id,
                                JsonNode *info,
                                DevConnection *except);

G_END_DECLS
