/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/customer-profile.h"

G_BEGIN_DECLS

/**
 * AxleChipTone:
 *
 * Whether a chip only tells, is good to see, or asks for something.
 */
typedef enum
{
  AXLE_CHIP_PLAIN,
  AXLE_CHIP_GOOD,
  AXLE_CHIP_SOON,
  AXLE_CHIP_LATE,
} AxleChipTone;

/**
 * AxleCustomerChip:
 * @icon: the name of an icon
 * @text: a few words, translated
 * @hint: (nullable): the whole of it, translated
 * @tone: how it stands
 * @action: the action of the page that opens what is behind it
 * @target: its parameter
 *
 * Something of a customer that is read in passing.
 */
typedef struct
{
  const char   *icon;
  char         *text;
  char         *hint;
  AxleChipTone  tone;
  const char   *action;
  const char   *target;
} AxleCustomerChip;

/* (transfer full) (element-type AxleCustomerChip): what the top of the page says, what
 * asks for something before what only tells. */
GPtrArray *axle_customer_chips_build (AxleWorkstation *workstation,
                                      AxleDossier     *dossier);

/**
 * AxleCustomerCar:
 * @vehicle: the car
 * @model: make, model and variant in one line
 * @odometer: what it has run, for a person; "" when nobody read it
 * @due: (nullable): when the next service is due, for a person
 * @reason: (nullable): why then
 * @tone: how near that is
 *
 * A car of a customer in one line.
 */
typedef struct
{
  AxleRecord   *vehicle;
  char         *model;
  char         *odometer;
  char         *due;
  char         *reason;
  AxleChipTone  tone;
} AxleCustomerCar;

/* (transfer full) (element-type AxleCustomerCar): the cars that are the customer's now. */
GPtrArray *axle_customer_cars_build  (AxleWorkstation     *workstation,
                                      AxleCustomerProfile *profile);

/* The next one that is still to come, or is under way; %NULL where none is. */
AxleRecord *axle_customer_find_next_appointment (AxleDossier *dossier);

G_END_DECLS
