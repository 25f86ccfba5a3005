/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TbTemplate:
 *
 * A parsed text with places for values, such as `Order {data.order.id}: {title|subject|name}`.
 * The names between the bars are tried from left to right. `{{` and `}}` stand for braces.
 * Immutable and reference-counted.
 */
typedef struct _TbTemplate TbTemplate;

/**
 * TbTemplateNeed:
 * @TB_TEMPLATE_NEEDS_ONE: a place without a value is left empty, unless all of them are
 * @TB_TEMPLATE_NEEDS_ALL: every place needs a value
 *
 * When an expansion counts as one. A template without places always expands.
 */
typedef enum
{
  TB_TEMPLATE_NEEDS_ONE,
  TB_TEMPLATE_NEEDS_ALL,
} TbTemplateNeed;

/**
 * TbTemplateLookup:
 * @name: a name from the template
 * @user_data: what tb_template_expand() was given
 *
 * Finds the value of a name, already escaped for where it goes.
 *
 * Returns: (transfer full) (nullable): the value, or %NULL to try the next name
 */
typedef char *(*TbTemplateLookup) (const char *name, gpointer user_data);

/**
 * tb_template_new:
 * @text: the template
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full): the parsed template, or %NULL with %TB_INBOX_ERROR_BAD_TEMPLATE if a
 * brace is not closed or not opened, or a name is empty or holds white space
 */
TbTemplate *tb_template_new (const char *text, GError **error);

/**
 * tb_template_ref:
 * @self: a template
 *
 * Returns: (transfer full): @self
 */
TbTemplate *tb_template_ref (TbTemplate *self);

/**
 * tb_template_unref:
 * @self: (transfer full): a template
 *
 * Gives a reference back; the last one frees @self.
 */
void tb_template_unref (TbTemplate *self);

/**
 * tb_template_has_places:
 * @self: a template
 *
 * Returns: whether there is anything to fill in
 */
gboolean tb_template_has_places (const TbTemplate *self);

/**
 * tb_template_expand:
 * @self: a template
 * @need: what it takes for the expansion to count
 * @lookup: (scope call): finds values
 * @user_data: for @lookup
 *
 * Returns: (transfer full) (nullable): the text, or %NULL where @need is not met
 */
char *tb_template_expand (const TbTemplate *self,
                          TbTemplateNeed need,
                          TbTemplateLookup lookup,
                          gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbTemplate, tb_template_unref)

G_END_DECLS
