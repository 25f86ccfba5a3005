/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gconstpointer tb_module_load (const char *file_name, const char *symbol_name, char **reason);

G_END_DECLS
