/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/error.h"

G_DEFINE_QUARK (axle-report-error-quark, axle_report_error)
