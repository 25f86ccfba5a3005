/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "dev-websocket-frame.h"

#include <string.h>

/* Turns a server's frame into a client's. */
static GByteArray *
mask (GBytes *frame)
{
  GByteArray *masked = g_byte_array_new ();
  gsize length;
  const guint8 *bytes = g_bytes_get_data (frame, &length);
  gsize head = (bytes[1] & 0x7f) == 126 ? 4 : (bytes[1] & 0x7f) == 127 ? 10 : 2;
  const guint8 key[4] = { 0x12, 0x34, 0x56, 0x78 };

  g_byte_array_append (masked, bytes, head);
  masked->data[1] |= 0x80;
  g_byte_array_append (masked, key, sizeof key);
  for (gsize i = head; i < length; i++)
    {
      guint8 byte = bytes[i] ^ key[(i - head) % 4];

      g_byte_array_append (masked, &byte, 1);
    }

  return masked;
}

static void
test_every_length_survives_the_way (void)
{
  const gsize lengths[] = { 0, 1, 125, 126, 127, 65535, 65536, 200000 };

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *text = g_strnfill (lengths[i], 'x');
      g_autoptr (GBytes) frame
          = dev_websocket_frame_encode (DEV_OPCODE_TEXT, TRUE, text, lengths[i]);
      g_autoptr (GByteArray) input = mask (frame);
      g_autoptr (GBytes) payload = NULL;
      DevWebsocketFrame taken = { 0 };

      g_assert_cmpint (dev_websocket_frame_take (input, &taken), ==, DEV_FRAME_TAKEN);
      payload = taken.payload;
      g_assert_cmpint (taken.opcode, ==, DEV_OPCODE_TEXT);
      g_assert_true (taken.final);
      g_assert_cmpmem (text, lengths[i], g_bytes_get_data (payload, NULL),
                       g_bytes_get_size (payload));
      g_assert_cmpuint (input->len, ==, 0);
    }
}

static void
test_a_part_of_a_frame_is_waited_for (void)
{
  g_autofree char *text = g_strnfill (300, 'x');
  g_autoptr (GBytes) frame = dev_websocket_frame_encode (DEV_OPCODE_TEXT, TRUE, text, 300);
  g_autoptr (GByteArray) whole = mask (frame);

  for (guint length = 0; length < whole->len; length++)
    {
      g_autoptr (GByteArray) input = g_byte_array_new ();
      DevWebsocketFrame taken = { 0 };

      g_byte_array_append (input, whole->data, length);
      g_assert_cmpint (dev_websocket_frame_take (input, &taken), ==, DEV_FRAME_INCOMPLETE);
      g_assert_cmpuint (input->len, ==, length);
    }
}

static void
test_what_a_client_must_not_send_is_invalid (void)
{
  const guint8 unmasked[] = { 0x81, 0x00 };
  const guint8 reserved[] = { 0xc1, 0x80, 0, 0, 0, 0 };
  const guint8 enormous[] = { 0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff };
  g_autoptr (GByteArray) input = g_byte_array_new ();
  DevWebsocketFrame taken = { 0 };

  g_byte_array_append (input, unmasked, sizeof unmasked);
  g_assert_cmpint (dev_websocket_frame_take (input, &taken), ==, DEV_FRAME_INVALID);
  g_byte_array_set_size (input, 0);
  g_byte_array_append (input, reserved, sizeof reserved);
  g_assert_cmpint (dev_websocket_frame_take (input, &taken), ==, DEV_FRAME_INVALID);
  g_byte_array_set_size (input, 0);
  g_byte_array_append (input, enormous, sizeof enormous);
  g_assert_cmpint (dev_websocket_frame_take (input, &taken), ==, DEV_FRAME_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/websocket-frame/every-length-survives-the-way",
                   test_every_length_survives_the_way);
  g_test_add_func ("/websocket-frame/a-part-of-a-frame-is-waited-for",
                   test_a_part_of_a_frame_is_waited_for);
  g_test_add_func ("/websocket-frame/what-a-client-must-not-send-is-invalid",
                   test_what_a_client_must_not_send_is_invalid);

  return g_test_run ();
}
