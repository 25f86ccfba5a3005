/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "inbox/tb-inbox.h"

G_BEGIN_DECLS

/**
 * TbStory:
 *
 * Why somebody did or did not see a notification: everything that is known of what became of it,
 * as sentences for a person or as JSON for a program.
 */
typedef struct _TbStory TbStory;

/**
 * TbStoryLine:
 * @at: when it happened, in microseconds since the Unix epoch, UTC
 * @text: one sentence for the user
 *
 * One thing that happened.
 */
typedef struct
{
  gint64 at;
  char *text;
} TbStoryLine;

/**
 * tb_story_new:
 * @inbox: an inbox
 * @beginning: id of a notification, or as much of it as no other begins with; it may have left the
 *   inbox
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full): the story, or %NULL with %TB_INBOX_ERROR_NO_NOTIFICATION or
 *   %TB_INBOX_ERROR_AMBIGUOUS and one sentence
 */
TbStory *tb_story_new (TbInbox *inbox, const char *beginning, GError **error);

/**
 * tb_story_new_from_json:
 * @object: what tb_story_to_json() gave, maybe in another version
 *
 * Returns: (transfer full) (nullable): the story, or %NULL if @object is none
 */
TbStory *tb_story_new_from_json (JsonObject *object);

/**
 * tb_story_free:
 * @self: (nullable) (transfer full): a story
 *
 * Frees it.
 */
void tb_story_free (TbStory *self);

/**
 * tb_story_to_json:
 * @self: a story
 *
 * Returns: (transfer full): the story as `traybell why --json` prints it
 */
JsonNode *tb_story_to_json (const TbStory *self);

/**
 * tb_story_get_id:
 * @self: a story
 *
 * Returns: id of the notification
 */
const char *tb_story_get_id (const TbStory *self);

/**
 * tb_story_get_title:
 * @self: a story
 *
 * Returns: (nullable): title of the notification, or %NULL if it has left the inbox
 */
const char *tb_story_get_title (const TbStory *self);

/**
 * tb_story_list_lines:
 * @self: a story
 * @zone: the user's time zone
 *
 * Returns: (transfer full) (element-type TbStoryLine): what happened, in the order in which it did
 */
GPtrArray *tb_story_list_lines (const TbStory *self, GTimeZone *zone);

/**
 * tb_story_describe_verdict:
 * @record: a record
 * @zone: the user's time zone
 *
 * Returns: (transfer full): one sentence that says what was decided of an event, and why
 */
char *tb_story_describe_verdict (const TbRecord *record, GTimeZone *zone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbStory, tb_story_free)

G_END_DECLS
