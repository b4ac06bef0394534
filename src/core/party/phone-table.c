/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/phone-table.h"

#include <string.h>

/* Calling codes: ITU-T E.164, list of assigned country codes (Operational
 * Bulletin 1114 annex). Lengths are what the national plans published there
 * allow, taken wide: a number that could be right is kept. Shared codes are
 * told apart for +1 and +7 only where the first digit does. */
static const AxleCallingCode calling_codes[] = {
  { "1", "US", 10, 10 }, { "20", "EG", 8, 10 }, { "211", "SS", 9, 9 }, { "212", "MA", 9, 9 },
  { "213", "DZ", 8, 9 }, { "216", "TN", 8, 8 }, { "218", "LY", 8, 9 }, { "220", "GM", 7, 7 },
  { "221", "SN", 9, 9 }, { "222", "MR", 8, 8 }, { "223", "ML", 8, 8 }, { "224", "GN", 8, 9 },
  { "225", "CI", 8, 10 }, { "226", "BF", 8, 8 }, { "227", "NE", 8, 8 }, { "228", "TG", 8, 8 },
  { "229", "BJ", 8, 10 }, { "230", "MU", 7, 8 }, { "231", "LR", 7, 9 }, { "232", "SL", 8, 8 },
  { "233", "GH", 8, 9 }, { "234", "NG", 7, 10 }, { "235", "TD", 8, 8 }, { "236", "CF", 8, 8 },
  { "237", "CM", 8, 9 }, { "238", "CV", 7, 7 }, { "239", "ST", 7, 7 }, { "240", "GQ", 9, 9 },
  { "241", "GA", 7, 8 }, { "242", "CG", 9, 9 }, { "243", "CD", 7, 9 }, { "244", "AO", 9, 9 },
  { "245", "GW", 7, 9 }, { "246", "IO", 7, 7 }, { "247", "AC", 4, 6 }, { "248", "SC", 7, 7 },
  { "249", "SD", 9, 9 }, { "250", "RW", 8, 9 }, { "251", "ET", 9, 9 }, { "252", "SO", 6, 9 },
  { "253", "DJ", 8, 8 }, { "254", "KE", 7, 10 }, { "255", "TZ", 9, 9 }, { "256", "UG", 9, 9 },
  { "257", "BI", 8, 8 }, { "258", "MZ", 8, 9 }, { "260", "ZM", 9, 9 }, { "261", "MG", 9, 10 },
  { "262", "RE", 9, 9 }, { "263", "ZW", 5, 10 }, { "264", "NA", 8, 10 }, { "265", "MW", 7, 9 },
  { "266", "LS", 8, 8 }, { "267", "BW", 7, 8 }, { "268", "SZ", 8, 9 }, { "269", "KM", 7, 7 },
  { "27", "ZA", 9, 9 }, { "290", "SH", 4, 5 }, { "291", "ER", 7, 7 }, { "297", "AW", 7, 7 },
  { "298", "FO", 6, 6 }, { "299", "GL", 6, 6 }, { "30", "GR", 10, 10 }, { "31", "NL", 7, 11 },
  { "32", "BE", 8, 9 }, { "33", "FR", 9, 9 }, { "34", "ES", 9, 9 }, { "350", "GI", 8, 8 },
  { "351", "PT", 9, 9 }, { "352", "LU", 4, 11 }, { "353", "IE", 7, 10 }, { "354", "IS", 7, 9 },
  { "355", "AL", 6, 9 }, { "356", "MT", 8, 8 }, { "357", "CY", 8, 8 }, { "358", "FI", 5, 12 },
  { "359", "BG", 6, 9 }, { "36", "HU", 8, 9 }, { "370", "LT", 8, 8 }, { "371", "LV", 8, 8 },
  { "372", "EE", 7, 10 }, { "373", "MD", 8, 8 }, { "374", "AM", 8, 8 }, { "375", "BY", 9, 10 },
  { "376", "AD", 6, 9 }, { "377", "MC", 8, 9 }, { "378", "SM", 6, 10 }, { "380", "UA", 9, 9 },
  { "381", "RS", 6, 10 }, { "382", "ME", 6, 9 }, { "383", "XK", 8, 9 }, { "385", "HR", 7, 9 },
  { "386", "SI", 7, 8 }, { "387", "BA", 8, 9 }, { "389", "MK", 8, 8 }, { "39", "IT", 6, 12 },
  { "40", "RO", 9, 9 }, { "41", "CH", 9, 12 }, { "420", "CZ", 9, 12 }, { "421", "SK", 6, 9 },
  { "423", "LI", 7, 9 }, { "43", "AT", 4, 13 }, { "44", "GB", 7, 10 }, { "45", "DK", 8, 8 },
  { "46", "SE", 6, 10 }, { "47", "NO", 5, 8 }, { "48", "PL", 9, 9 }, { "49", "DE", 4, 13 },
  { "500", "FK", 5, 5 }, { "501", "BZ", 7, 11 }, { "502", "GT", 8, 11 }, { "503", "SV", 7, 11 },
  { "504", "HN", 8, 11 }, { "505", "NI", 8, 8 }, { "506", "CR", 8, 10 }, { "507", "PA", 7, 8 },
  { "508", "PM", 6, 9 }, { "509", "HT", 8, 8 }, { "51", "PE", 8, 9 }, { "52", "MX", 10, 11 },
  { "53", "CU", 6, 8 }, { "54", "AR", 10, 11 }, { "55", "BR", 8, 11 }, { "56", "CL", 9, 11 },
  { "57", "CO", 8, 10 }, { "58", "VE", 10, 10 }, { "590", "GP", 9, 9 }, { "591", "BO", 8, 9 },
  { "592", "GY", 7, 7 }, { "593", "EC", 8, 11 }, { "594", "GF", 9, 9 }, { "595", "PY", 6, 9 },
  { "596", "MQ", 9, 9 }, { "597", "SR", 6, 7 }, { "598", "UY", 7, 8 }, { "599", "CW", 7, 8 },
  { "60", "MY", 8, 10 }, { "61", "AU", 9, 10 }, { "62", "ID", 7, 13 }, { "63", "PH", 8, 11 },
  { "64", "NZ", 8, 10 }, { "65", "SG", 8, 11 }, { "66", "TH", 8, 9 }, { "670", "TL", 7, 8 },
  { "672", "NF", 5, 6 }, { "673", "BN", 7, 7 }, { "674", "NR", 7, 7 }, { "675", "PG", 7, 8 },
  { "676", "TO", 5, 7 }, { "677", "SB", 5, 7 }, { "678", "VU", 5, 7 }, { "679", "FJ", 7, 7 },
  { "680", "PW", 7, 7 }, { "681", "WF", 6, 6 }, { "682", "CK", 5, 5 }, { "683", "NU", 4, 7 },
  { "685", "WS", 5, 10 }, { "686", "KI", 5, 8 }, { "687", "NC", 6, 6 }, { "688", "TV", 5, 7 },
  { "689", "PF", 6, 8 }, { "690", "TK", 4, 7 }, { "691", "FM", 7, 7 }, { "692", "MH", 7, 7 },
  { "7", "RU", 10, 10 }, { "76", "KZ", 9, 9 }, { "77", "KZ", 9, 9 }, { "81", "JP", 8, 10 },
  { "82", "KR", 7, 11 }, { "84", "VN", 7, 10 }, { "850", "KP", 8, 10 }, { "852", "HK", 8, 8 },
  { "853", "MO", 8, 8 }, { "855", "KH", 8, 10 }, { "856", "LA", 8, 10 }, { "86", "CN", 7, 11 },
  { "880", "BD", 6, 10 }, { "886", "TW", 8, 10 }, { "90", "TR", 10, 10 }, { "91", "IN", 8, 10 },
  { "92", "PK", 8, 11 }, { "93", "AF", 9, 9 }, { "94", "LK", 9, 9 }, { "95", "MM", 7, 10 },
  { "960", "MV", 7, 7 }, { "961", "LB", 7, 8 }, { "962", "JO", 8, 9 }, { "963", "SY", 8, 9 },
  { "964", "IQ", 8, 10 }, { "965", "KW", 7, 8 }, { "966", "SA", 8, 9 }, { "967", "YE", 7, 9 },
  { "968", "OM", 8, 8 }, { "970", "PS", 8, 9 }, { "971", "AE", 8, 9 }, { "972", "IL", 8, 9 },
  { "973", "BH", 8, 8 }, { "974", "QA", 7, 8 }, { "975", "BT", 7, 8 }, { "976", "MN", 8, 8 },
  { "977", "NP", 8, 10 }, { "98", "IR", 10, 10 }, { "992", "TJ", 9, 9 }, { "993", "TM", 8, 8 },
  { "994", "AZ", 9, 9 }, { "995", "GE", 9, 9 }, { "996", "KG", 9, 9 }, { "998", "UZ", 9, 9 },
};

/**
 * axle_calling_code_find:
 * @digits: a number from its calling code on
 *
 * Returns: (nullable): the country whose number it is
 */
const AxleCallingCode *
axle_calling_code_find (const char *digits)
{
  const AxleCallingCode *best = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (calling_codes); i++)
    if (calling_codes[i].code[0] == digits[0] && g_str_has_prefix (digits, calling_codes[i].code)
        && (best == NULL || strlen (calling_codes[i].code) > strlen (best->code)))
      best = &calling_codes[i];
  return best;
}

/* Carriers by the first three digits, and for 170 and 134 the fourth: the data
 * of google/libphonenumber (Apache-2.0), and the ranges that the Ministry of
 * Industry and Information Technology gave out besides (149, 162, 165 …). */
typedef struct
{
  const char *carrier;
  const char *prefixes;
} Carrier;

static const Carrier carriers[] = {
  { "中国移动", " 135 136 137 138 139 147 148 150 151 152 157 158 159 165 172 178 182 183 184 187 188 195 197 198"
                " 1340 1341 1342 1343 1344 1345 1346 1347 1348 1703 1705 1706 1440 " },
  { "中国联通", " 130 131 132 145 146 155 156 166 167 171 175 176 185 186 196 1704 1707 1708 1709 " },
  { "中国电信", " 133 149 153 162 173 174 177 180 181 189 190 191 193 199 1349 1700 1701 1702 1410 " },
  { "中国广电", " 192 " },
};

/**
 * axle_mobile_carrier_find:
 * @digits: a Chinese mobile number, 11 digits
 *
 * Returns: (nullable): who gave out the prefix; %NULL where nobody did so far
 */
const char *
axle_mobile_carrier_find (const char *digits)
{
  for (gsize length = 4; length >= 3; length--)
    {
      char word[7] = { ' ' };

      memcpy (word + 1, digits, length);
      word[length + 1] = ' ';
      for (gsize i = 0; i < G_N_ELEMENTS (carriers); i++)
        if (strstr (carriers[i].prefixes, word) != NULL)
          return carriers[i].carrier;
    }
  return NULL;
}
