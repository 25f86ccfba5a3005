/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "inbox/tb-rules.h"

G_BEGIN_DECLS

/**
 * TB_RULES_FILE_SIZE:
 *
 * The largest rules file that is read, in bytes. A choice of this program: thousands of rules.
 */
#define TB_RULES_FILE_SIZE (1024 * 1024)

#define TB_TYPE_RULES_FILE (tb_rules_file_get_type ())

/**
 * TbRulesFile:
 *
 * The user's own rules, before those that ship with the program. The file is watched, and read
 * again a moment after it has changed, however an editor writes it. With a mistake in it, the last
 * rules without one stay in force.
 *
 * Signals: `changed` when other rules are in force, or there is another mistake, or none any more.
 */
G_DECLARE_FINAL_TYPE (TbRulesFile, tb_rules_file, TB, RULES_FILE, GObject)

/**
 * tb_rules_file_new:
 * @path: the file, which need not be there
 * @defaults: rules that are asked after those in the file
 *
 * Reads the file, and watches it from now on. Its folder is made if it is not there, since a
 * folder that is not there could be watched only by looking for it again and again.
 *
 * Returns: (transfer full): the rules file
 */
TbRulesFile *tb_rules_file_new (const char *path, TbRules *defaults);

/**
 * tb_rules_file_dup_usual_path:
 *
 * Returns: (transfer full): where the user's own rules are: `rules.ini` in the folder traybell
 *   of the user's configuration
 */
char *tb_rules_file_dup_usual_path (void);

/**
 * tb_rules_file_read:
 * @path: a file
 * @defaults: rules that are asked after those in the file
 * @error: return location for an error, or %NULL
 *
 * Reads rules once.
 *
 * Returns: (transfer full): the rules, @defaults alone if there is no such file; %NULL with one
 *   sentence that names file, group and key
 */
TbRules *tb_rules_file_read (const char *path, TbRules *defaults, GError **error);

/**
 * tb_rules_file_reload:
 * @self: a rules file
 *
 * Reads the file again now.
 */
void tb_rules_file_reload (TbRulesFile *self);

/**
 * tb_rules_file_get_rules:
 * @self: a rules file
 *
 * Returns: (transfer none): the rules in force
 */
TbRules *tb_rules_file_get_rules (TbRulesFile *self);

/**
 * tb_rules_file_get_path:
 * @self: a rules file
 *
 * Returns: where it is, or would be
 */
const char *tb_rules_file_get_path (TbRulesFile *self);

/**
 * tb_rules_file_get_mistake:
 * @self: a rules file
 *
 * Returns: (nullable): one sentence about what is wrong with the file, or %NULL if nothing is
 */
const char *tb_rules_file_get_mistake (TbRulesFile *self);

G_END_DECLS
