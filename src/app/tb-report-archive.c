/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/tb-report-archive.h"

#include <string.h>

/* A tar archive is a sequence of blocks, each file a header and its bytes (POSIX.1-1988, ustar). */
#define BLOCK 512

/* Nobody but the owner reads what is unpacked. */
#define MODE 0600

typedef struct
{
  char name[100];
  char mode[8];
  char user_id[8];
  char group_id[8];
  char size[12];
  char time[12];
  char checksum[8];
  char kind;
  char link[100];
  char magic[6];
  char version[2];
  char user_name[32];
  char group_name[32];
  char device_major[8];
  char device_minor[8];
  char prefix[155];
  char padding[12];
} Header;

G_STATIC_ASSERT (sizeof (Header) == BLOCK);

struct _TbReportArchive
{
  GByteArray *bytes;
  char *folder;
  gint64 time;
};

/**
 * tb_report_archive_new:
 * @folder: the folder that the files unpack into
 * @time: of all files, in s since the epoch
 *
 * Returns: (transfer full): an archive without files
 */
TbReportArchive *
tb_report_archive_new (const char *folder, gint64 time)
{
  TbReportArchive *self = g_new0 (TbReportArchive, 1);

  self->bytes = g_byte_array_new ();
  self->folder = g_strdup (folder);
  self->time = time;

  return self;
}

/**
 * tb_report_archive_free:
 * @self: (transfer full): an archive
 */
void
tb_report_archive_free (TbReportArchive *self)
{
  g_byte_array_unref (self->bytes);
  g_free (self->folder);
  g_free (self);
}

/* In octal digits, with a zero byte behind them. */
static void
put_number (char *field, gsize size, guint64 number)
{
  g_snprintf (field, size, "%0*" G_GINT64_MODIFIER "o", (int) size - 1, number);
}

/* The sum of all bytes, with spaces where it is to be. */
static void
put_checksum (Header *header)
{
  const guint8 *bytes = (const guint8 *) header;
  guint sum = 0;

  memset (header->checksum, ' ', sizeof header->checksum);
  for (gsize i = 0; i < sizeof *header; i++)
    sum += bytes[i];
  put_number (header->checksum, sizeof header->checksum - 1, sum);
}

/**
 * tb_report_archive_add:
 * @self: an archive
 * @name: of the file, at most 60 characters of ASCII
 * @text: what is in it
 */
void
tb_report_archive_add (TbReportArchive *self, const char *name, const char *text)
{
  static const guint8 zeroes[BLOCK] = { 0 };
  gsize length = strlen (text);
  Header header = { 0 };

  g_snprintf (header.name, sizeof header.name, "%s/%s", self->folder, name);
  put_number (header.mode, sizeof header.mode, MODE);
  put_number (header.user_id, sizeof header.user_id, 0);
  put_number (header.group_id, sizeof header.group_id, 0);
  put_number (header.size, sizeof header.size, length);
  put_number (header.time, sizeof header.time, (guint64) self->time);
  header.kind = '0';
  memcpy (header.magic, "ustar", sizeof header.magic);
  memset (header.version, '0', sizeof header.version);
  put_checksum (&header);

  g_byte_array_append (self->bytes, (const guint8 *) &header, sizeof header);
  g_byte_array_append (self->bytes, (const guint8 *) text, (guint) length);
  if (length % BLOCK != 0)
    g_byte_array_append (self->bytes, zeroes, (guint) (BLOCK - length % BLOCK));
}

/**
 * tb_report_archive_finish:
 * @self: an archive
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): the whole archive, compressed
 */
GBytes *
tb_report_archive_finish (TbReportArchive *self, GError **error)
{
  static const guint8 end[2 * BLOCK] = { 0 };
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) output
      = g_converter_output_stream_new (memory, G_CONVERTER (compressor));

  g_byte_array_append (self->bytes, end, sizeof end);
  if (!g_output_stream_write_all (output, self->bytes->data, self->bytes->len, NULL, NULL, error)
      || !g_output_stream_close (output, NULL, error))
    return NULL;

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}
