/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

int tb_command_doctor_run (GStrv arguments);

G_END_DECLS
