/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void tb_answer_keep (GObject *source, GAsyncResult *result, gpointer place);
GAsyncResult *tb_answer_wait (GAsyncResult **place);

G_END_DECLS
