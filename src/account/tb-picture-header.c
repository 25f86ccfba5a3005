/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The sizes of pictures, read without any decoder: some hundred bytes can describe a picture of
 * gigabytes. Only formats of a single still picture are known.
 */

#include "account/tb-picture-header.h"

#include <string.h>

#define PNG_SIGNATURE "\x89PNG\r\n\x1a\n"
#define PNG_SIZE_OFFSET 16

/* A JPEG's markers, each after a byte 0xff. */
#define JPEG_START 0xd8
#define JPEG_SCAN 0xda
#define JPEG_FIRST_FRAME 0xc0
#define JPEG_LAST_FRAME 0xcf
#define JPEG_TABLES 0xc4
#define JPEG_EXTENSION 0xc8
#define JPEG_ARITHMETIC 0xcc
#define JPEG_FIRST_RESTART 0xd0
#define JPEG_LAST_ALONE 0xd9
#define JPEG_TEMPORARY 0x01

#define WEBP_HEADER_LENGTH 30
#define WEBP_ANIMATED 0x02

static guint
read_be16 (const guint8 *at)
{
  return (guint) at[0] << 8 | at[1];
}

static guint
read_be32 (const guint8 *at)
{
  return read_be16 (at) << 16 | read_be16 (at + 2);
}

static guint
read_le24 (const guint8 *at)
{
  return (guint) at[2] << 16 | (guint) at[1] << 8 | at[0];
}

static gboolean
read_png (TbPictureHeader *self, const guint8 *data, gsize length)
{
  const guint8 *chunk = data + strlen (PNG_SIGNATURE);

  if (length < PNG_SIZE_OFFSET + 8 || memcmp (chunk + 4, "IHDR", 4) != 0)
    return FALSE;

  self->type = "png";
  self->width = read_be32 (data + PNG_SIZE_OFFSET);
  self->height = read_be32 (data + PNG_SIZE_OFFSET + 4);

  return TRUE;
}

static gboolean
is_frame (guint8 marker)
{
  return marker >= JPEG_FIRST_FRAME && marker <= JPEG_LAST_FRAME && marker != JPEG_TABLES
         && marker != JPEG_EXTENSION && marker != JPEG_ARITHMETIC;
}

static gboolean
stands_alone (guint8 marker)
{
  return marker == JPEG_TEMPORARY || (marker >= JPEG_FIRST_RESTART && marker <= JPEG_LAST_ALONE);
}

static gboolean
read_jpeg (TbPictureHeader *self, const guint8 *data, gsize length)
{
  gsize at = 2;

  while (at + 4 <= length && data[at] == 0xff)
    {
      guint8 marker = data[at + 1];

      if (marker == 0xff)
        {
          at++; /* filling */
          continue;
        }
      at += 2;
      if (stands_alone (marker))
        continue;
      if (marker == JPEG_SCAN || at + 7 > length)
        return FALSE;
      if (is_frame (marker))
        {
          self->type = "jpeg";
          self->height = read_be16 (data + at + 3);
          self->width = read_be16 (data + at + 5);
          return TRUE;
        }
      at += MAX (read_be16 (data + at), 2);
    }

  return FALSE;
}

static gboolean
read_webp (TbPictureHeader *self, const guint8 *data, gsize length)
{
  const guint8 *chunk = data + 12;
  const guint8 *content = data + 20;

  if (length < WEBP_HEADER_LENGTH)
    return FALSE;

  self->type = "webp";
  if (memcmp (chunk, "VP8 ", 4) == 0 && memcmp (content + 3, "\x9d\x01\x2a", 3) == 0)
    {
      self->width = (content[6] | (guint) content[7] << 8) & 0x3fff;
      self->height = (content[8] | (guint) content[9] << 8) & 0x3fff;
      return TRUE;
    }
  if (memcmp (chunk, "VP8L", 4) == 0 && content[0] == 0x2f)
    {
      guint32 bits = read_le24 (content + 1) | (guint32) content[4] << 24;

      self->width = (bits & 0x3fff) + 1;
      self->height = (bits >> 14 & 0x3fff) + 1;
      return TRUE;
    }
  if (memcmp (chunk, "VP8X", 4) == 0 && (content[0] & WEBP_ANIMATED) == 0)
    {
      self->width = read_le24 (content + 4) + 1;
      self->height = read_le24 (content + 7) + 1;
      return TRUE;
    }

  return FALSE;
}

/**
 * tb_picture_header_read:
 * @self: (out caller-allocates): gets what the picture says of itself
 * @data: (array length=length): the beginning of a file, from anywhere
 * @length: how many bytes
 *
 * Returns: whether @data is the beginning of a still picture whose format is known, PNG, JPEG or
 * WebP; if not, @self is not to be used
 */
gboolean
tb_picture_header_read (TbPictureHeader *self, const guint8 *data, gsize length)
{
  if (length >= strlen (PNG_SIGNATURE) && memcmp (data, PNG_SIGNATURE, strlen (PNG_SIGNATURE)) == 0)
    return read_png (self, data, length);
  if (length >= 3 && data[0] == 0xff && data[1] == JPEG_START && data[2] == 0xff)
    return read_jpeg (self, data, length);
  if (length >= 12 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0)
    return read_webp (self, data, length);

  return FALSE;
}
