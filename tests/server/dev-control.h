/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dev-application.h"

G_BEGIN_DECLS

JsonObject *dev_control_run (DevApplication *application,
                             const char *method,
                             const char *verb,
                             JsonObject *parameters,
                             GError **error);

G_END_DECLS
