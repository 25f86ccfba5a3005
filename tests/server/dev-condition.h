/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dev-application.h"

G_BEGIN_DECLS

JsonObject *dev_condition_read (JsonObject *parameters, GError **error);
gboolean dev_condition_is_met (DevApplication *application, JsonObject *condition);

G_END_DECLS
