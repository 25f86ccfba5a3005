/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "dev-application.h"

G_BEGIN_DECLS

void dev_upgrade_handle (DevApplication *application, SoupServerMessage *message, const char *key);

G_END_DECLS
