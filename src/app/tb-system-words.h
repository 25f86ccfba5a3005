/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/tb-status-fact.h"

G_BEGIN_DECLS

TbStatusFact *tb_system_words_describe_tray (gboolean registered);
TbStatusFact *tb_system_words_describe_notifications (const char *server,
                                                      const char *const *capabilities,
                                                      const GError *error);
TbStatusFact *tb_system_words_describe_keyring (gboolean answered, const GError *error);
TbStatusFact *tb_system_words_describe_sandbox (gboolean inside, gboolean has_portals);

G_END_DECLS
