/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-member-row-accessible.h"

struct _TbMemberRowAccessible
{
  GtkContainerAccessible parent_instance;

  guint position;
  guint total;
};

G_DEFINE_FINAL_TYPE (TbMemberRowAccessible, tb_member_row_accessible, GTK_TYPE_CONTAINER_ACCESSIBLE)

static AtkAttributeSet *
prepend (AtkAttributeSet *attributes, const char *name, guint value)
{
  AtkAttribute *attribute = g_new (AtkAttribute, 1);

  attribute->name = g_strdup (name);
  attribute->value = g_strdup_printf ("%u", value);

  return g_slist_prepend (attributes, attribute);
}

static AtkAttributeSet *
tb_member_row_accessible_get_attributes (AtkObject *object)
{
  TbMemberRowAccessible *self = TB_MEMBER_ROW_ACCESSIBLE (object);
  AtkAttributeSet *attributes
      = ATK_OBJECT_CLASS (tb_member_row_accessible_parent_class)->get_attributes (object);

  if (self->total == 0)
    return attributes;

  return prepend (prepend (attributes, "setsize", self->total), "posinset", self->position + 1);
}

static void
tb_member_row_accessible_class_init (TbMemberRowAccessibleClass *klass)
{
  ATK_OBJECT_CLASS (klass)->get_attributes = tb_member_row_accessible_get_attributes;
}

static void
tb_member_row_accessible_init (TbMemberRowAccessible *self)
{
}

/**
 * tb_member_row_accessible_set_place:
 * @self: a row's accessible object
 * @position: where the row stands, from 0
 * @total: how many rows there would be
 */
void
tb_member_row_accessible_set_place (TbMemberRowAccessible *self, guint position, guint total)
{
  self->position = position;
  self->total = total;
}
