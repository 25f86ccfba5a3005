/* SPDX-License-Identifier: GPL-3.0-or-later */

/* PNG pictures, written by hand so that their headers can lie. */

#include "dev-picture.h"

#include <gio/gio.h>

#define SIGNATURE "\x89PNG\r\n\x1a\n"
#define SIGNATURE_LENGTH 8
#define CHANNELS 3
/* A byte before each row says how it is filtered: not at all. */
#define ROW_LENGTH(width) (1 + (gsize) (width) *CHANNELS)

static void
append_be32 (GByteArray *bytes, guint32 number)
{
  guint32 big_endian = GUINT32_TO_BE (number);

  g_byte_array_append (bytes, (const guint8 *) &big_endian, sizeof big_endian);
}

static guint32
check_sum (const guint8 *data, gsize length)
{
  guint32 sum = 0xffffffff;

  for (gsize i = 0; i < length; i++)
    {
      sum ^= data[i];
      for (guint bit = 0; bit < 8; bit++)
        sum = (sum >> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }

  return ~sum;
}

static void
append_chunk (GByteArray *png, const char *type, const guint8 *data, gsize length)
{
  guint start = png->len + 4;

  append_be32 (png, (guint32) length);
  g_byte_array_append (png, (const guint8 *) type, 4);
  g_byte_array_append (png, data, (guint) length);
  append_be32 (png, check_sum (png->data + start, png->len - start));
}

static GByteArray *
begin (guint width, guint height)
{
  GByteArray *png = g_byte_array_new ();
  g_autoptr (GByteArray) header = g_byte_array_new ();
  const guint8 depth_and_more[] = { 8, 2, 0, 0, 0 };

  g_byte_array_append (png, (const guint8 *) SIGNATURE, SIGNATURE_LENGTH);
  append_be32 (header, width);
  append_be32 (header, height);
  g_byte_array_append (header, depth_and_more, sizeof depth_and_more);
  append_chunk (png, "IHDR", header->data, header->len);

  return png;
}

static void
append_pixels (GByteArray *png, const guint8 *pixels, gsize length)
{
  g_autoptr (GConverter) compressor
      = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, -1));
  gsize room = length + length / 100 + 1024;
  g_autofree guint8 *compressed = g_malloc (room);
  gsize n_read, n_written;
  GConverterResult result
      = g_converter_convert (compressor, pixels, length, compressed, room, G_CONVERTER_INPUT_AT_END,
                             &n_read, &n_written, NULL);

  g_assert (result == G_CONVERTER_FINISHED);
  append_chunk (png, "IDAT", compressed, n_written);
}

static GBytes *
end (GByteArray *png)
{
  append_chunk (png, "IEND", NULL, 0);

  return g_byte_array_free_to_bytes (png);
}

/* Head and shoulders, lighter than what is behind them. */
static gboolean
is_person (double x, double y)
{
  double head = (x - 0.5) * (x - 0.5) + (y - 0.38) * (y - 0.38);
  double shoulders = (x - 0.5) * (x - 0.5) + (y - 1.05) * (y - 1.05);

  return head < 0.2 * 0.2 || shoulders < 0.4 * 0.4;
}

/**
 * dev_picture_new:
 * @width: width in pixels
 * @height: height in pixels
 * @colour: what is behind the person, as 0xrrggbb
 *
 * Returns: (transfer full): a picture of somebody
 */
GBytes *
dev_picture_new (guint width, guint height, guint32 colour)
{
  GByteArray *png = begin (width, height);
  g_autofree guint8 *pixels = g_malloc0 (ROW_LENGTH (width) * height);

  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      {
        guint8 *pixel = pixels + y * ROW_LENGTH (width) + 1 + x * CHANNELS;
        gboolean light = is_person ((x + 0.5) / width, (y + 0.5) / height);

        for (guint channel = 0; channel < CHANNELS; channel++)
          {
            guint value = colour >> 8 * (2 - channel) & 0xff;

            pixel[channel] = (guint8) (light ? 255 - (255 - value) / 4 : value);
          }
      }
  append_pixels (png, pixels, ROW_LENGTH (width) * height);

  return end (png);
}

/**
 * dev_picture_new_claiming:
 * @width: width in pixels
 * @height: height in pixels
 *
 * Returns: (transfer full): a few bytes that claim to be a picture of that size
 */
GBytes *
dev_picture_new_claiming (guint width, guint height)
{
  GByteArray *png = begin (width, height);
  const guint8 row[1024] = { 0 };

  append_pixels (png, row, sizeof row);

  return end (png);
}

/**
 * dev_picture_new_padded:
 * @length: how many bytes at least
 *
 * Returns: (transfer full): a small picture with a long remark
 */
GBytes *
dev_picture_new_padded (gsize length)
{
  GByteArray *png = begin (8, 8);
  const guint8 rows[ROW_LENGTH (8) * 8] = { 0 };
  g_autofree guint8 *remark = g_malloc0 (length);

  append_chunk (png, "tEXt", remark, length);
  append_pixels (png, rows, sizeof rows);

  return end (png);
}
