/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AxleReportError:
 * @AXLE_REPORT_ERROR_TOO_LARGE: there is more to print than anybody reads
 * @AXLE_REPORT_ERROR_DRAWING: the page could not be drawn or written
 * @AXLE_REPORT_ERROR_NO_CODE: the text or the file has none of our codes
 *
 * Why a paper could not be made or checked.
 */
typedef enum
{
  AXLE_REPORT_ERROR_TOO_LARGE,
  AXLE_REPORT_ERROR_DRAWING,
  AXLE_REPORT_ERROR_NO_CODE,
} AxleReportError;

#define AXLE_REPORT_ERROR (axle_report_error_quark ())
GQuark axle_report_error_quark (void);

G_END_DECLS
