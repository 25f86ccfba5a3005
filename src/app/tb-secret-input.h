/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void tb_secret_input_read_async (int descriptor, GAsyncReadyCallback callback, gpointer user_data);
char *tb_secret_input_read_terminal (const char *prompt, GError **error);
char *tb_secret_input_read_finish (GAsyncResult *result, GError **error);
void tb_secret_input_free (char *secret);

G_END_DECLS
