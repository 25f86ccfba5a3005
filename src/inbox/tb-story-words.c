/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-story-words.h"

#include <glib/gi18n.h>

/* NULL if nobody knows where. */
static const char *
get_place (TbPlace place)
{
  switch (place)
    {
    case TB_PLACE_TOAST:
      return C_ ("what the user did, and where", "in the notification on the desktop");
    case TB_PLACE_POPOVER:
      return C_ ("what the user did, and where", "in the window beside the tray icon");
    case TB_PLACE_WINDOW:
      return C_ ("what the user did, and where", "in the window");
    case TB_PLACE_TRAY:
      return C_ ("what the user did, and where", "in the menu of the tray icon");
    case TB_PLACE_COMMAND:
      return C_ ("what the user did, and where", "on the command line");
    case TB_PLACE_ELSEWHERE:
      return C_ ("what the user did, and where", "in the web app or on another device");
    case TB_PLACE_UNKNOWN:
    default:
      return NULL;
    }
}

static char *
say_where (const char *what, TbPlace place)
{
  const char *where = get_place (place);

  /* Translators: what the user did, such as “You opened it”, and where, such as “in the window” */
  return where != NULL ? g_strdup_printf (_ ("%s %s."), what, where)
                       /* Translators: what the user did, such as “You opened it” */
                       : g_strdup_printf (_ ("%s."), what);
}

char *
tb_story_words_arrival (const TbRecordFields *fields, gboolean again)
{
  if (fields->origin == TB_ORIGIN_FETCHED && again)
    /* Translators: the name of a channel, and that of an event */
    return g_strdup_printf (_ ("It was fetched from the web app again, of channel %s, as “%s”."),
                            fields->channel, fields->event);
  if (fields->origin == TB_ORIGIN_FETCHED)
    /* Translators: the name of a channel, and that of an event */
    return g_strdup_printf (_ ("It was fetched from the web app, of channel %s, as “%s”."),
                            fields->channel, fields->event);
  if (again)
    /* Translators: the name of a channel, and that of an event */
    return g_strdup_printf (_ ("It came again, on channel %s, as “%s”."), fields->channel,
                            fields->event);
  /* Translators: the name of a channel, and that of an event */
  return g_strdup_printf (_ ("It came on channel %s, as “%s”."), fields->channel, fields->event);
}

static char *
say_shown (const TbStep *step)
{
  switch (step->kind)
    {
    case TB_STEP_REMINDED:
      return g_strdup (step->without_text
                           ? _ ("It was given to the desktop again, without its text, since it was "
                                "not acknowledged.")
                           : _ ("It was given to the desktop again, since it was not "
                                "acknowledged."));
    case TB_STEP_SHOWN_AFTER_QUIET:
      return g_strdup (step->without_text
                           ? _ ("Quiet ended, and it was given to the desktop, without its text.")
                           : _ ("Quiet ended, and it was given to the desktop."));
    default:
      return g_strdup (step->without_text ? _ ("It was given to the desktop, without its text.")
                                          : _ ("It was given to the desktop."));
    }
}

char *
tb_story_words_step (const TbStep *step)
{
  switch (step->kind)
    {
    case TB_STEP_SHOWN:
    case TB_STEP_REMINDED:
    case TB_STEP_SHOWN_AFTER_QUIET:
      return say_shown (step);
    case TB_STEP_COUNTED_AFTER_QUIET:
      return g_strdup (_ ("Quiet ended, and it was counted in a summary."));
    case TB_STEP_ACCEPTED:
      return step->subject != NULL
                 /* Translators: name and version of a notification server */
                 ? g_strdup_printf (_ ("The desktop (%s) took it."), step->subject)
                 : g_strdup (_ ("The desktop took it."));
    case TB_STEP_REFUSED:
      return step->subject != NULL
                 /* Translators: a sentence without its full stop */
                 ? g_strdup_printf (_ ("It could not be shown: %s."), step->subject)
                 : g_strdup (_ ("It could not be shown."));
    case TB_STEP_EXPIRED:
      return g_strdup (_ ("It left the screen, since its time was over."));
    case TB_STEP_DISMISSED:
      return g_strdup (_ ("You closed it on the screen."));
    case TB_STEP_WITHDRAWN:
      return g_strdup (_ ("It was taken from the screen, since it was dealt with."));
    case TB_STEP_OPENED:
      return say_where (_ ("You opened it"), step->place);
    case TB_STEP_REMOVED:
      return say_where (_ ("You removed it from the inbox"), step->place);
    case TB_STEP_CLOSED:
    default:
      return g_strdup (_ ("It left the screen."));
    }
}

char *
tb_story_words_read (TbPlace place)
{
  return say_where (_ ("You read it"), place);
}

char *
tb_story_words_acknowledged (TbPlace place)
{
  return say_where (_ ("You acknowledged it"), place);
}
