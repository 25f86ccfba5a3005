/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

void tb_display_errors_survive (GdkDisplay *display);

G_END_DECLS
