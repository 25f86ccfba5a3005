/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  DEV_OPCODE_CONTINUATION = 0x0,
  DEV_OPCODE_TEXT = 0x1,
  DEV_OPCODE_BINARY = 0x2,
  DEV_OPCODE_CLOSE = 0x8,
  DEV_OPCODE_PING = 0x9,
  DEV_OPCODE_PONG = 0xa,
} DevOpcode;

typedef enum
{
  DEV_FRAME_INCOMPLETE,
  DEV_FRAME_TAKEN,
  DEV_FRAME_INVALID,
} DevFrameResult;

typedef struct
{
  DevOpcode opcode;
  gboolean final;
  GBytes *payload;
} DevWebsocketFrame;

GBytes *
dev_websocket_frame_encode (DevOpcode opcode, gboolean final, const void *payload, gsize length);
GBytes *dev_websocket_frame_encode_close (guint code, const char *reason);
DevFrameResult dev_websocket_frame_take (GByteArray *input, DevWebsocketFrame *frame);

G_END_DECLS
