/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desktop/tb-notifier.h"
#include "desktop/tb-portals.h"
#include "launch/tb-instance.h"

G_BEGIN_DECLS

TbNotifier *tb_notifier_choice_make (TbInstance *instance, TbPortals *portals);

G_END_DECLS
