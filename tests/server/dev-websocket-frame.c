/* SPDX-License-Identifier: GPL-3.0-or-later */

/* RFC 6455 frames as a server sees them. The server frames its own sockets,
 * because a library that keeps the protocol cannot be told to break it. */

#include "dev-websocket-frame.h"

#include <string.h>

/* Close code for "no code was in the frame" (RFC 6455 section 7.4.1). */
#define CLOSE_NO_STATUS 1005

/* A control frame carries no more (section 5.5). */
#define LARGEST_CONTROL_PAYLOAD 125

/* A test client has no reason to send more, and a wrong length must not make
 * the server wait for gigabytes. */
#define LARGEST_PAYLOAD (16 * 1024 * 1024)

/**
 * dev_websocket_frame_encode:
 * @opcode: kind of frame
 * @final: whether this is the last fragment of its message
 * @payload: (nullable): the bytes carried
 * @length: number of bytes in @payload
 *
 * Encodes an unmasked frame, as RFC 6455 section 5.2 wants from a server.
 *
 * Returns: (transfer full): the frame
 */
GBytes *
dev_websocket_frame_encode (DevOpcode opcode, gboolean final, const void *payload, gsize length)
{
  GByteArray *frame = g_byte_array_sized_new (length + 10);
  guint8 head[10];
  guint used = 2;

  head[0] = (final ? 0x80 : 0) | (guint8) opcode;
  if (length < 126)
    {
      head[1] = (guint8) length;
    }
  else if (length <= G_MAXUINT16)
    {
      guint16 size = GUINT16_TO_BE ((guint16) length);

      head[1] = 126;
      memcpy (head + 2, &size, sizeof size);
      used += sizeof size;
    }
  else
    {
      guint64 size = GUINT64_TO_BE ((guint64) length);

      head[1] = 127;
      memcpy (head + 2, &size, sizeof size);
      used += sizeof size;
    }

  g_byte_array_append (frame, head, used);
  if (length > 0)
    g_byte_array_append (frame, payload, length);

  return g_byte_array_free_to_bytes (frame);
}

/**
 * dev_websocket_frame_encode_close:
 * @code: close code; 1005 stands for a frame without one
 * @reason: (nullable): cut at 123 bytes
 *
 * Returns: (transfer full): a close frame
 */
GBytes *
dev_websocket_frame_encode_close (guint code, const char *reason)
{
  guint8 payload[LARGEST_CONTROL_PAYLOAD];
  gsize length = reason != NULL ? MIN (strlen (reason), sizeof payload - 2) : 0;

  if (code == CLOSE_NO_STATUS)
    return dev_websocket_frame_encode (DEV_OPCODE_CLOSE, TRUE, NULL, 0);

  payload[0] = (guint8) (code >> 8);
  payload[1] = (guint8) (code & 0xff);
  if (length > 0)
    memcpy (payload + 2, reason, length);

  return dev_websocket_frame_encode (DEV_OPCODE_CLOSE, TRUE, payload, length + 2);
}

/**
 * dev_websocket_frame_take:
 * @input: what was received and not taken yet
 * @frame: (out caller-allocates): filled when a whole frame was there; the
 *   caller owns the payload
 *
 * Takes the first frame off @input and unmasks it. A frame without a mask, with
 * reserved bits or of more than 16 MiB is invalid.
 *
 * Returns: whether a frame was taken, needs more bytes, or breaks the protocol
 */
DevFrameResult
dev_websocket_frame_take (GByteArray *input, DevWebsocketFrame *frame)
{
  const guint8 *bytes = input->data;
  gsize head = 2;
  guint64 length;
  guint8 mask[4];
  g_autofree guint8 *payload = NULL;

  if (input->len < 2)
    return DEV_FRAME_INCOMPLETE;
  if ((bytes[0] & 0x70) != 0 || (bytes[1] & 0x80) == 0)
    return DEV_FRAME_INVALID;

  length = bytes[1] & 0x7f;
  if (length == 126)
    {
      guint16 size;

      head += sizeof size;
      if (input->len < head)
        return DEV_FRAME_INCOMPLETE;
      memcpy (&size, bytes + 2, sizeof size);
      length = GUINT16_FROM_BE (size);
    }
  else if (length == 127)
    {
      guint64 size;

      head += sizeof size;
      if (input->len < head)
        return DEV_FRAME_INCOMPLETE;
      memcpy (&size, bytes + 2, sizeof size);
      length = GUINT64_FROM_BE (size);
    }

  if (length > LARGEST_PAYLOAD)
    return DEV_FRAME_INVALID;
  if (input->len < head + sizeof mask + length)
    return DEV_FRAME_INCOMPLETE;

  memcpy (mask, bytes + head, sizeof mask);
  payload = g_malloc (length + 1);
  for (guint64 i = 0; i < length; i++)
    payload[i] = bytes[head + sizeof mask + i] ^ mask[i % sizeof mask];
  payload[length] = '\0';

  frame->opcode = bytes[0] & 0x0f;
  frame->final = (bytes[0] & 0x80) != 0;
  frame->payload = g_bytes_new_take (g_steal_pointer (&payload), length);
  g_byte_array_remove_range (input, 0, head + sizeof mask + length);

  return DEV_FRAME_TAKEN;
}
