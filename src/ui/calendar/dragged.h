/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What is dragged as text begins with one of these, and then comes an id. */
#define AXLE_DRAGGED_APPOINTMENT "axle-appointment:"
#define AXLE_DRAGGED_REQUEST     "axle-request:"
