/** The currencies of ISO 4217, and how many decimals their minor units are. Pure. */

/** The day of the published list that this table is from; `XCG` took the place of `ANG` in 2025, and codes that have ended stay, as old invoices bear them. */
export const CURRENCIES_OF = '2024-06-25';

/** By exponent. Codes without one, such as those of precious metals, are no currency that anything is paid in. */
const byExponent: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  2: `AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC
    CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD
    KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR
    RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST
    XCD XCG YER ZAR ZMW ZWG`,
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

let exponents: ReadonlyMap<string, number> | undefined;

/** Decimals of a currency's minor unit: 0 for JPY, 2 for EUR, 3 for KWD; undefined for what is no currency. */
export function exponentOf(currency: string): number | undefined {
  exponents ??= new Map(
    Object.entries(byExponent).flatMap(([exponent, codes]) =>
      codes.split(/\s+/).map((code) => [code, Number(exponent)] as const),
    ),
  );
  return exponents.get(currency);
}
