/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TB_TYPE_PREFERENCES (tb_preferences_get_type ())

/**
 * TbPreferences:
 *
 * What the user prefers for all accounts: the one way to the settings of the schema
 * com.nebutra.Traybell, apart from its list of accounts. An administrator may have locked any.
 *
 * Signals: `changed` (const char *) with the key as detail, when one has another value, whoever
 * changed it.
 */
G_DECLARE_FINAL_TYPE (TbPreferences, tb_preferences, TB, PREFERENCES, GObject)

/* Names of the settings. */
#define TB_PREFERENCE_SHOW_TEXT "show-text"
#define TB_PREFERENCE_SHOW_AVATARS "show-avatars"
#define TB_PREFERENCE_DISMISS_MARKS_READ "dismiss-marks-read"
#define TB_PREFERENCE_HISTORY_COUNT "history-count"
#define TB_PREFERENCE_HISTORY_DAYS "history-days"
#define TB_PREFERENCE_START_AT_LOGIN "start-at-login"
#define TB_PREFERENCE_MUTED_RULES "muted-rules"
#define TB_PREFERENCE_SILENT_RULES "silent-rules"
#define TB_PREFERENCE_QUIET_HOURS "quiet-hours"
#define TB_PREFERENCE_QUIET_HOURS_BREAK_UNTIL "quiet-hours-break-until"
#define TB_PREFERENCE_QUIET_SINCE "quiet-since"
#define TB_PREFERENCE_SNOOZE_UNTIL "snooze-until"
#define TB_PREFERENCE_FOLDED_ROOMS "folded-rooms"

/**
 * tb_preferences_new:
 *
 * Returns: (transfer full): the preferences
 */
TbPreferences *tb_preferences_new (void);

/**
 * tb_preferences_get_boolean:
 * @self: preferences
 * @key: name of a setting that is on or off
 *
 * Returns: whether it is on
 */
gboolean tb_preferences_get_boolean (TbPreferences *self, const char *key);

/**
 * tb_preferences_set_boolean:
 * @self: preferences
 * @key: name of a setting that is on or off
 * @value: whether it is to be on
 *
 * Sets it. A locked one stays as it is.
 */
void tb_preferences_set_boolean (TbPreferences *self, const char *key, gboolean value);

/**
 * tb_preferences_get_number:
 * @self: preferences
 * @key: name of a setting that is a number
 *
 * Returns: the number, in the unit that the schema names
 */
guint tb_preferences_get_number (TbPreferences *self, const char *key);

/**
 * tb_preferences_dup_string:
 * @self: preferences
 * @key: name of a setting that is a text
 *
 * Returns: (transfer full): the text, maybe empty
 */
char *tb_preferences_dup_string (TbPreferences *self, const char *key);

/**
 * tb_preferences_set_string:
 * @self: preferences
 * @key: name of a setting that is a text
 * @value: the text
 *
 * Sets it. A locked one stays as it is.
 */
void tb_preferences_set_string (TbPreferences *self, const char *key, const char *value);

/**
 * tb_preferences_dup_strings:
 * @self: preferences
 * @key: name of a setting that is a list
 *
 * Returns: (transfer full): the list, maybe empty
 */
GStrv tb_preferences_dup_strings (TbPreferences *self, const char *key);

/**
 * tb_preferences_set_strings:
 * @self: preferences
 * @key: name of a setting that is a list
 * @value: (array zero-terminated=1): the list
 *
 * Sets it. A locked one stays as it is.
 */
void tb_preferences_set_strings (TbPreferences *self, const char *key, const char *const *value);

/**
 * tb_preferences_contains:
 * @self: preferences
 * @key: name of a setting that is a list
 * @item: an item, such as a rule's name
 *
 * Returns: whether the list has @item
 */
gboolean tb_preferences_contains (TbPreferences *self, const char *key, const char *item);

/**
 * tb_preferences_set_contains:
 * @self: preferences
 * @key: name of a setting that is a list
 * @item: an item
 * @contains: whether the list is to have it
 *
 * Puts @item into the list, once, or takes it out. A locked list stays as it is.
 */
void tb_preferences_set_contains (TbPreferences *self,
                                  const char *key,
                                  const char *item,
                                  gboolean contains);

/**
 * tb_preferences_is_writable:
 * @self: preferences
 * @key: name of a setting
 *
 * Returns: %FALSE if an administrator has locked it
 */
gboolean tb_preferences_is_writable (TbPreferences *self, const char *key);

/**
 * tb_preferences_bind:
 * @self: preferences
 * @key: name of a setting that is on or off, or a number
 * @object: a widget
 * @property: its property, of the same type
 *
 * Keeps both equal as long as @object lives; a locked setting makes the widget insensitive.
 */
void
tb_preferences_bind (TbPreferences *self, const char *key, GObject *object, const char *property);

G_END_DECLS
