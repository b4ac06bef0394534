/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/my-day.h"

G_BEGIN_DECLS

void axle_task_item_note_changes (AxleTaskItem        *self,
                                  const AxleChangeSet *changes);

G_END_DECLS
