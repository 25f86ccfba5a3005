/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inbox/tb-record.h"

G_BEGIN_DECLS

/* For TbStory: sentences for the user, each with its full stop. */

/* (transfer full): how an event came. */
char *tb_story_words_arrival (const TbRecordFields *fields, gboolean again);

/* (transfer full): what happened to a notification. */
char *tb_story_words_step (const TbStep *step);

/* (transfer full): that it was read, and where. */
char *tb_story_words_read (TbPlace place);

/* (transfer full): that it was acknowledged, and where. */
char *tb_story_words_acknowledged (TbPlace place);

G_END_DECLS
