/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Takes out of texts what is nobody's business but the user's. */
typedef struct _TbRedaction TbRedaction;

TbRedaction *tb_redaction_new (void);
void tb_redaction_free (TbRedaction *self);
void tb_redaction_hide (TbRedaction *self, const char *secret);
char *tb_redaction_apply (TbRedaction *self, const char *text);
char *tb_redaction_apply_address (TbRedaction *self, const char *address);
char *tb_redaction_apply_channel (TbRedaction *self, const char *channel);
const char *tb_redaction_apply_event (const char *event);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbRedaction, tb_redaction_free)

G_END_DECLS
