/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Watches an X screen for windows as a user does: prints when each window appears, when its first
 * picture is complete, and when it goes, as lines of JSON with the monotonic clock's time in µs. A
 * picture is complete when nothing is drawn any more for a while. The end of standard input ends
 * this program.
 *
 *   {"shown":WINDOW,"at":…}  {"painted":WINDOW,"at":…}  {"hidden":WINDOW,"at":…}
 */

#include <X11/Xlib.h>
#include <X11/extensions/Xdamage.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define MAX_WINDOWS 64
/* Nothing is drawn for so long when a picture is complete, in ms. */
#define PAUSE 100

/* A frame of the window manager's with the window of a program inside. */
typedef struct
{
  Window window;
  Damage damage;
  long long drawn_at; /* last; 0 before */
  int complete;
} Watched;

static Watched watched[MAX_WINDOWS];
static int event_base;

static long long
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);
  return (long long) time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static void
say (const char *what, Window window, long long time)
{
  printf ("{\"%s\":%lu,\"at\":%lld}\n", what, window, time);
  fflush (stdout);
}

static Watched *
find (Window window)
{
  for (int i = 0; i < MAX_WINDOWS; i++)
    {
      if (watched[i].window == window)
        return &watched[i];
    }

  return NULL;
}

static void
on_shown (Display *display, const XMapEvent *event)
{
  XWindowAttributes attributes;
  Watched *place = find (None);

  if (event->override_redirect || find (event->window) != NULL || place == NULL
      || !XGetWindowAttributes (display, event->window, &attributes)
      || attributes.class != InputOutput)
    return;

  *place = (Watched){ .window = event->window };
  place->damage = XDamageCreate (display, event->window, XDamageReportRawRectangles);
  say ("shown", event->window, now ());
}

static void
on_hidden (Display *display, Window window)
{
  Watched *place = find (window);

  if (place == NULL)
    return;

  XDamageDestroy (display, place->damage);
  *place = (Watched){ 0 };
  say ("hidden", window, now ());
}

static void
on_damage (const XDamageNotifyEvent *event)
{
  Watched *place = find (event->drawable);

  if (place != NULL)
    place->drawn_at = now ();
}

static void
tell_complete (void)
{
  for (int i = 0; i < MAX_WINDOWS; i++)
    {
      Watched *place = &watched[i];

      if (place->window == None || place->complete || place->drawn_at == 0
          || now () - place->drawn_at < PAUSE * 1000)
        continue;

      place->complete = 1;
      say ("painted", place->window, place->drawn_at);
    }
}

/* Windows come and go while they are asked about. */
static int
on_error (Display *display, XErrorEvent *error)
{
  return 0;
}

static void
handle (Display *display, XEvent *event)
{
  if (event->type == MapNotify)
    on_shown (display, &event->xmap);
  else if (event->type == UnmapNotify)
    on_hidden (display, event->xunmap.window);
  else if (event->type == DestroyNotify)
    on_hidden (display, event->xdestroywindow.window);
  else if (event->type == event_base + XDamageNotify)
    on_damage ((XDamageNotifyEvent *) event);
}

int
main (void)
{
  Display *display = XOpenDisplay (NULL);
  struct pollfd descriptors[2];
  int error_base;

  if (display == NULL || !XDamageQueryExtension (display, &event_base, &error_base))
    {
      fprintf (stderr, "window-watch: no X display with the extension DAMAGE\n");
      return 1;
    }

  XSetErrorHandler (on_error);
  XSelectInput (display, DefaultRootWindow (display), SubstructureNotifyMask);
  XSync (display, False);
  printf ("{\"ready\":true}\n");
  fflush (stdout);
  descriptors[0] = (struct pollfd){ .fd = ConnectionNumber (display), .events = POLLIN };
  descriptors[1] = (struct pollfd){ .fd = STDIN_FILENO, .events = POLLIN };
  for (;;)
    {
      while (XPending (display) > 0)
        {
          XEvent event;

          XNextEvent (display, &event);
          handle (display, &event);
        }
      poll (descriptors, 2, PAUSE / 4);
      tell_complete ();
      if (descriptors[1].revents != 0)
        break;
    }
  XCloseDisplay (display);

  return 0;
}
