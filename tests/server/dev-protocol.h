/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dev-connection.h"

G_BEGIN_DECLS

void dev_protocol_receive (DevConnection *connection, GBytes *text);

G_END_DECLS
