/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/date.h"

G_BEGIN_DECLS

/* When a car has to be inspected in China (年检), of a car of which only the day of its first
 * registration is known.
 *
 * A private or company car with up to nine seats that carries nobody for money and is no
 * minivan (非营运小微型载客汽车) needs a new inspection mark every two years until its tenth;
 * in the sixth and the tenth it is inspected for it, in the others (2, 4, 8) the mark is only
 * applied for. After that it is inspected every year. The mark holds until the end of the
 * month of the first registration, and may be renewed from three months before.
 *
 * Source: 道路交通安全法实施条例 (State Council Decree 405), article 16, with 公安部、市场监管总局、
 * 生态环境部、交通运输部《关于深化机动车检验制度改革优化车检服务工作的意见》(公交管〔2022〕295号), in
 * force since 2022-10-01. */

/**
 * AxleInspectionNeed:
 * @AXLE_INSPECTION_MARK: a new mark is applied for, without an inspection
 * @AXLE_INSPECTION_TEST: the car is inspected
 *
 * What is to be done.
 */
typedef enum
{
  AXLE_INSPECTION_MARK,
  AXLE_INSPECTION_TEST,
} AxleInspectionNeed;

gboolean axle_inspection_find_next (const AxleDate     *registered,
                                    const AxleDate     *from,
                                    AxleDate           *date,
                                    AxleInspectionNeed *need);

G_END_DECLS
