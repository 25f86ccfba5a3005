/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "app/tb-doctor.h"

G_BEGIN_DECLS

void tb_doctor_json_begin (JsonBuilder *builder);
void tb_doctor_json_add (JsonBuilder *builder, const TbFinding *finding);
JsonNode *tb_doctor_json_end (JsonBuilder *builder, TbCheckState worst);

G_END_DECLS
