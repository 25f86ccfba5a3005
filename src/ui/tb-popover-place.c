/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the popover goes on a screen that lets programs place their windows. Pure geometry, in
 * GDK's pixels. */

#include "ui/tb-popover-place.h"

/* As large as wanted, or as the work area allows. */
static GdkRectangle
fit (const GdkRectangle *work_area, int width, int height)
{
  return (GdkRectangle){
    .width = MIN (width, MAX (work_area->width - 2 * TB_POPOVER_MARGIN, 1)),
    .height = MIN (height, MAX (work_area->height - 2 * TB_POPOVER_MARGIN, 1)),
  };
}

static void
clamp (GdkRectangle *place, const GdkRectangle *work_area)
{
  place->x = CLAMP (place->x, work_area->x + TB_POPOVER_MARGIN,
                    MAX (work_area->x + work_area->width - TB_POPOVER_MARGIN - place->width,
                         work_area->x + TB_POPOVER_MARGIN));
  place->y = CLAMP (place->y, work_area->y + TB_POPOVER_MARGIN,
                    MAX (work_area->y + work_area->height - TB_POPOVER_MARGIN - place->height,
                         work_area->y + TB_POPOVER_MARGIN));
}

/**
 * tb_popover_place_at:
 * @anchor: where the user clicked, or the tray icon is
 * @work_area: the part of @anchor's monitor that panels leave free
 * @width: wanted width
 * @height: wanted height
 *
 * Places a window beside @anchor: below it in the upper half of the screen, else above, and always
 * wholly within @work_area, smaller if need be.
 *
 * Returns: the window's place
 */
GdkRectangle
tb_popover_place_at (const GdkPoint *anchor, const GdkRectangle *work_area, int width, int height)
{
  GdkRectangle place = fit (work_area, width, height);

  place.x = anchor->x - place.width / 2;
  if (anchor->y < work_area->y + work_area->height / 2)
    place.y = anchor->y + TB_POPOVER_MARGIN;
  else
    place.y = anchor->y - TB_POPOVER_MARGIN - place.height;
  clamp (&place, work_area);

  return place;
}

/**
 * tb_popover_place_in_corner:
 * @monitor: a whole monitor
 * @work_area: the part of it that panels leave free
 * @width: wanted width
 * @height: wanted height
 * @right_to_left: whether the desktop's language is written right to left
 *
 * Places a window where the tray probably is, when nobody said where: at the end of the panel at
 * the top or at the bottom; in the middle if there is neither.
 *
 * Returns: the window's place
 */
GdkRectangle
tb_popover_place_in_corner (const GdkRectangle *monitor,
                            const GdkRectangle *work_area,
                            int width,
                            int height,
                            gboolean right_to_left)
{
  GdkRectangle place = fit (work_area, width, height);
  int space_above = work_area->y - monitor->y;
  int space_below = monitor->y + monitor->height - work_area->y - work_area->height;

  if (space_above <= 0 && space_below <= 0)
    {
      place.x = work_area->x + (work_area->width - place.width) / 2;
      place.y = work_area->y + (work_area->height - place.height) / 2;
    }
  else
    {
      place.x = right_to_left ? work_area->x : work_area->x + work_area->width;
      place.y = space_below > space_above ? work_area->y + work_area->height : work_area->y;
    }
  clamp (&place, work_area);

  return place;
}
