/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inbox/tb-place.h"

G_BEGIN_DECLS

/**
 * TbInboxState:
 * @read_at: when it was read, in microseconds since the Unix epoch, UTC, or 0 while it is not
 * @read_place: where
 * @acknowledged_at: when it was acknowledged, or 0; nothing else than an urgent one ever is
 * @acknowledged_place: where
 *
 * What the user did about a notification.
 */
typedef struct
{
  gint64 read_at;
  TbPlace read_place;
  gint64 acknowledged_at;
  TbPlace acknowledged_place;
} TbInboxState;

G_END_DECLS
