/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "axlectl/command.h"

G_BEGIN_DECLS

/* The tables of commands, a file each; each ends with a row without name. */
extern const AxleCommand axle_answer_commands[];
extern const AxleCommand axle_value_commands[];
extern const AxleCommand axle_demo_commands[];
extern const AxleCommand axle_import_commands[];
extern const AxleCommand axle_insight_commands[];
extern const AxleCommand axle_calendar_commands[];
extern const AxleCommand axle_customer_commands[];
extern const AxleCommand axle_database_commands[];
extern const AxleCommand axle_day_sheet_commands[];
extern const AxleCommand axle_dedupe_commands[];
extern const AxleCommand axle_desk_commands[];
extern const AxleCommand axle_kept_commands[];
extern const AxleCommand axle_month_commands[];
extern const AxleCommand axle_photo_commands[];
extern const AxleCommand axle_rfm_commands[];
extern const AxleCommand axle_task_commands[];
extern const AxleCommand axle_conflict_commands[];
extern const AxleCommand axle_access_commands[];
extern const AxleCommand axle_privacy_commands[];
extern const AxleCommand axle_report_commands[];
extern const AxleCommand axle_server_commands[];
extern const AxleCommand axle_server_data_commands[];

G_END_DECLS
