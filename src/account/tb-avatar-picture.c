/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-avatar-picture.h"

#include <gio/gio.h>

#include "account/tb-picture-header.h"

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, message);

  return FALSE;
}

static gboolean
check (GBytes *bytes, TbPictureHeader *header, GError **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  if (length > TB_AVATAR_PICTURE_BYTES)
    return refuse (error, "The picture has too many bytes");
  if (data == NULL || !tb_picture_header_read (header, data, length))
    return refuse (error, "This is no PNG, JPEG or WebP picture");
  if (header->width == 0 || header->height == 0 || header->width > TB_AVATAR_PICTURE_PIXELS
      || header->height > TB_AVATAR_PICTURE_PIXELS)
    return refuse (error, "The picture has too many pixels, or none");

  return TRUE;
}

/* What the decoder finds is what it makes room for, whatever the header said. */
static void
on_size_prepared (GdkPixbufLoader *loader, int width, int height, gpointer user_data)
{
  const TbPictureHeader *header = user_data;

  if (width != (int) header->width || height != (int) header->height)
    gdk_pixbuf_loader_set_size (loader, 0, 0);
}

/* Decoders take a file that ends too early for a picture, and leave the rest of it black. */
static void
on_area_updated (GdkPixbufLoader *loader, int x, int y, int width, int height, gpointer user_data)
{
  int *n_rows = user_data;

  *n_rows = MAX (*n_rows, y + height);
}

static GdkPixbuf *
load (GBytes *bytes, TbPictureHeader *header, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_type (header->type, error);
  GdkPixbuf *pixbuf;
  int n_rows = 0;

  if (loader == NULL)
    return NULL;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared), header);
  g_signal_connect (loader, "area-updated", G_CALLBACK (on_area_updated), &n_rows);
  if (!gdk_pixbuf_loader_write_bytes (loader, bytes, error))
    {
      gdk_pixbuf_loader_close (loader, NULL);
      return NULL;
    }
  if (!gdk_pixbuf_loader_close (loader, error))
    return NULL;

  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (pixbuf == NULL || gdk_pixbuf_get_width (pixbuf) != (int) header->width
      || gdk_pixbuf_get_height (pixbuf) != (int) header->height || n_rows != (int) header->height)
    {
      refuse (error, "The picture is not what it says");
      return NULL;
    }

  /* Cameras turn pictures by a remark in them. */
  return gdk_pixbuf_apply_embedded_orientation (pixbuf);
}

static gboolean
can_decode (const char *type)
{
  GSList *formats = gdk_pixbuf_get_formats ();
  gboolean found = FALSE;

  for (GSList *at = formats; at != NULL && !found; at = at->next)
    {
      g_autofree char *name = gdk_pixbuf_format_get_name (at->data);

      found = g_str_equal (name, type);
    }
  g_slist_free (formats);

  return found;
}

/* The middle of the picture. */
static GdkPixbuf *
cut_square (GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf);
  int height = gdk_pixbuf_get_height (pixbuf);
  int side = MIN (width, height);

  return gdk_pixbuf_new_subpixbuf (pixbuf, (width - side) / 2, (height - side) / 2, side, side);
}

/**
 * tb_avatar_picture_get_accept:
 *
 * Returns: the formats to ask servers for, as an Accept header has them: not all computers can
 * decode WebP
 */
const char *
tb_avatar_picture_get_accept (void)
{
  static const char *accept = NULL;

  if (accept == NULL)
    accept = can_decode ("webp") ? "image/webp,image/png,image/jpeg" : "image/png,image/jpeg";

  return accept;
}

/**
 * tb_avatar_picture_decode:
 * @bytes: a file, from anywhere
 * @size: width and height that are wanted, in pixels
 * @error: return location for an error, or %NULL
 *
 * Decodes a picture of at most %TB_AVATAR_PICTURE_BYTES and %TB_AVATAR_PICTURE_PIXELS, which are
 * looked at before, and makes it a square of @size. May be called on any thread.
 *
 * Returns: (transfer full) (nullable): the picture, or %NULL with %G_IO_ERROR_INVALID_DATA or a
 * #GdkPixbufError
 */
GdkPixbuf *
tb_avatar_picture_decode (GBytes *bytes, int size, GError **error)
{
  TbPictureHeader header;
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autoptr (GdkPixbuf) square = NULL;

  if (!check (bytes, &header, error))
    return NULL;
  pixbuf = load (bytes, &header, error);
  if (pixbuf == NULL)
    return NULL;

  square = cut_square (pixbuf);
  return gdk_pixbuf_scale_simple (square, size, size, GDK_INTERP_BILINEAR);
}
