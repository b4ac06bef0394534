/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/error.h"

G_DEFINE_QUARK (axle-formats-error-quark, axle_formats_error)
