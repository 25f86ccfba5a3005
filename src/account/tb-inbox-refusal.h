/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GError *
tb_inbox_refusal_explain (guint status, const char *address, const char *body, gsize length);
GError *tb_inbox_refusal_explain_page (void);
GError *tb_inbox_refusal_explain_nonsense (const char *address);
GError *tb_inbox_refusal_explain_size (const char *address);

G_END_DECLS
