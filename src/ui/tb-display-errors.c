/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What GDK ends the program for, and a program whose main business is no window need not be ended
 * for. */

#include "ui/tb-display-errors.h"

#include <gdk/gdkx.h>
#include <signal.h>

/* For example: the tray that had our icon has ended, and its windows with it, before we heard of
 * it. GDK has its own handler in place of this one while it expects an error. */
static int
on_error (Display *display, XErrorEvent *error)
{
  char text[128];

  XGetErrorText (display, error->error_code, text, sizeof text);
  g_message ("The display refused request %d: %s", error->request_code, text);

  return 0;
}

/* In place of GDK's, which ends the program at once. */
static int
on_connection_lost (Display *display)
{
  return 0;
}

/* The session is over: the program ends as it does when it is told to, and the server hears that we
 * have gone. Until then every request to the display does nothing. */
static void
on_connection_lost_exit (Display *display, void *user_data)
{
  static gboolean told;

  if (told)
    return;

  told = TRUE;
  g_message ("The display is gone");
  raise (SIGTERM);
}

/**
 * tb_display_errors_survive:
 * @display: the display
 *
 * Makes errors of an X display no reason to end on the spot: a refused request is forgotten, and a
 * lost connection ends the program by the signal that a session's end would send it.
 */
void
tb_display_errors_survive (GdkDisplay *display)
{
  if (!GDK_IS_X11_DISPLAY (display))
    return;

  XSetErrorHandler (on_error);
  XSetIOErrorHandler (on_connection_lost);
  XSetIOErrorExitHandler (gdk_x11_display_get_xdisplay (display), on_connection_lost_exit, NULL);
}
