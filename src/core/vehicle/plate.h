/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AxlePlateKind:
 * @AXLE_PLATE_UNKNOWN: no plate of any kind
 * @AXLE_PLATE_ORDINARY: province, office and five signs: fuel, and all older cars
 * @AXLE_PLATE_NEV_SMALL: green, six signs, the kind of drive first
 * @AXLE_PLATE_NEV_LARGE: yellow-green, six signs, the kind of drive last
 * @AXLE_PLATE_POLICE: ends with 警
 * @AXLE_PLATE_TRAILER: ends with 挂
 * @AXLE_PLATE_LEARNER: a driving school's, ends with 学
 * @AXLE_PLATE_EMERGENCY: fire and rescue, ends with 应急
 * @AXLE_PLATE_EMBASSY: 使
 * @AXLE_PLATE_CONSULATE: 领
 * @AXLE_PLATE_HONGKONG_MACAU: Guangdong's 粤Z for cars from there, ends with 港 or 澳
 * @AXLE_PLATE_ARMED_POLICE: WJ
 * @AXLE_PLATE_MILITARY: two letters, five digits
 * @AXLE_PLATE_CIVIL_AVIATION: 民航, on an airfield
 * @AXLE_PLATE_TEMPORARY: paper, ends with 临 or 超
 *
 * The kinds of Chinese number plates (GA 36-2018, GA/T 1183 and practice).
 */
typedef enum
{
  AXLE_PLATE_UNKNOWN,
  AXLE_PLATE_ORDINARY,
  AXLE_PLATE_NEV_SMALL,
  AXLE_PLATE_NEV_LARGE,
  AXLE_PLATE_POLICE,
  AXLE_PLATE_TRAILER,
  AXLE_PLATE_LEARNER,
  AXLE_PLATE_EMERGENCY,
  AXLE_PLATE_EMBASSY,
  AXLE_PLATE_CONSULATE,
  AXLE_PLATE_HONGKONG_MACAU,
  AXLE_PLATE_ARMED_POLICE,
  AXLE_PLATE_MILITARY,
  AXLE_PLATE_CIVIL_AVIATION,
  AXLE_PLATE_TEMPORARY,
} AxlePlateKind;

/**
 * AxlePlateEnergy:
 * @AXLE_PLATE_ENERGY_UNKNOWN: the plate does not say: fuel, or an old plate
 * @AXLE_PLATE_ENERGY_BATTERY: battery-electric
 * @AXLE_PLATE_ENERGY_OTHER_NEV: plug-in hybrid, range extender, fuel cell
 *
 * What a plate says about what drives the car.
 */
typedef enum
{
  AXLE_PLATE_ENERGY_UNKNOWN,
  AXLE_PLATE_ENERGY_BATTERY,
  AXLE_PLATE_ENERGY_OTHER_NEV,
} AxlePlateEnergy;

/**
 * AxlePlate:
 * @plate: as it is kept: upper case, without dot or blanks
 * @ok: whether it may be kept as a plate
 * @kind: which kind it is
 * @energy: what it says about the drive
 * @problems: (element-type AxleProblem): what is wrong
 *
 * A Chinese number plate and what can be read from it.
 */
typedef struct
{
  char           *plate;
  gboolean        ok;
  AxlePlateKind   kind;
  AxlePlateEnergy energy;
  GPtrArray      *problems;
} AxlePlate;

AxlePlate  *axle_plate_judge       (const char      *text);
void        axle_plate_free        (AxlePlate       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxlePlate, axle_plate_free)

char       *axle_plate_normalise   (const char      *text);
char       *axle_plate_format      (const char      *plate);
const char *axle_plate_kind_name   (AxlePlateKind    kind);
const char *axle_plate_energy_name (AxlePlateEnergy  energy);

G_END_DECLS
