"""The names of measures and currencies, and what they are written as: "km" is a kilometre, "£" a pound sterling.

Tables only. The names are those of the CQE news set (singular, written out), so that figures can be compared.
"""

from __future__ import annotations


def _table(rows: str) -> dict[str, str]:
    """Rows of ``name: form form ...``; an underscore stands for a space, inside names and forms."""
    table = {}
    for row in rows.strip().splitlines():
        name, _, forms = row.strip().partition(":")
        for form in [name, *forms.split()]:
            table[form.replace("_", " ")] = name.replace("_", " ")
    return table


MEASURES = _table("""
    kilometre: km kms kilometer kilometers kilometres
    metre: meter meters metres
    centimetre: cm centimeter centimeters centimetres
    millimetre: mm millimeter millimeters millimetres
    mile: miles mi
    nautical_mile: nautical_miles
    foot: feet ft
    inch: inches
    yard: yards yd yds
    square_kilometre: square_kilometers square_kilometres square_kilometer square_km sq_km km2 km²
    square_metre: square_meters square_metres square_meter sq_m m2 m²
    square_mile: square_miles sq_miles
    square_foot: square_feet sq_ft
    cubic_metre: cubic_meters cubic_metres cubic_meter m3 m³
    cubic_foot: cubic_feet
    hectare: hectares ha
    acre: acres
    kilogram: kg kgs kilo kilos kilograms kilogramme kilogrammes
    gram: grams gramme grammes
    milligram: mg milligrams
    microgram: micrograms µg μg
    metric_ton: metric_tons metric_tonne metric_tonnes tonne tonnes
    ton: tons
    pound-mass: pounds pound lbs lb
    ounce: ounces oz
    litre: liter liters litres
    millilitre: ml milliliter milliliters millilitres
    gallon: gallons
    barrel: barrels
    pint: pints
    cup: cups
    tablespoon: tablespoons tbsp
    teaspoon: teaspoons tsp
    second: seconds secs
    minute: minutes mins
    hour: hours hrs
    day: days
    week: weeks
    month: months
    year: years yrs
    decade: decades
    century: centuries
    degree: degrees ° deg
    celsius: °_celsius °_c celcius degrees_celcius
    celsius: degrees_celsius degree_celsius degrees_centigrade deg_celsius degrees_c degree_c deg_c centigrade °c ℃
    fahrenheit: °_fahrenheit °_f farenheit degrees_farenheit
    fahrenheit: degrees_fahrenheit degree_fahrenheit deg_fahrenheit degrees_f degree_f deg_f °f ℉
    watt: watts
    kilowatt: kw kilowatts
    megawatt: mw megawatts
    gigawatt: gw gigawatts
    kilowatt_hour: kwh kilowatt_hours
    hertz: hz
    megahertz: mhz
    gigahertz: ghz
    bit: bits
    megabit: megabits mbit
    megabyte: megabytes mb
    gigabyte: gigabytes gb
    kilometre_per_hour: kph kmh kmph km_/_h km_/_hr kilometers_per_hour kilometres_per_hour km_per_hour
    mile_per_gallon: mpg miles_per_gallon
    milliampere_hour: mah
    light_year: light_years light-year light-years
    decimetre: dm decimeter decimeters decimetres
    millisecond: ms milliseconds
    radian: rad radians
    mile_per_hour: mph miles_per_hour
    knot: knots
    percentage: percent
    percentage_point: percentage_points
    basis_point: basis_points
    point: points
""")

CURRENCIES = _table("""
    dollar: $ us$ usd u.s._dollars us_dollars us_dollar u.s._dollar american_dollars dollars
    cent: cents
    euro: € eur euros
    pound_sterling: £ gbp pounds_sterling british_pounds pounds_of_sterling sterling
    penny: pence pennies
    japanese_yen: ¥ jpy yen
    chinese_yuan: 元 cny rmb yuan renminbi chinese_yuans
    canadian_dollar: c$ cad canadian_dollars
    australian_dollar: a$ aud australian_dollars
    new_zealand_dollar: nz$ nzd new_zealand_dollars
    hong_kong_dollar: hk$ hkd hong_kong_dollars
    swiss_franc: chf swiss_francs
    french_franc: french_francs
    franc: francs
    russian_ruble: rub ruble rubles rouble roubles russian_rubles
    ukrainian_hryvnia: uah hryvnia hryvnias
    afghan_afghani: afn afs afghani afghanis
    pakistani_rupee: pkr pakistani_rupees
    indian_rupee: inr ₹ indian_rupees
    rupee: rs rupees
    iranian_rial: irr iranian_rials
    rial: rials
    turkish_lira: try turkish_liras
    lira: liras lire
    dinar: dinars
    dirham: dirhams
    riyal: riyals
    sudanese_pound: sdg sudanese_pounds
    mexican_peso: mxn mexican_pesos
    peso: pesos
    south_korean_won: krw won
    rand: zar rands
    krona: kronor
    krone: kroner
    zloty: zlotys
    egyptian_pound: egp egyptian_pounds
    syrian_pound: syp syrian_pounds
    lebanese_pound: lbp lebanese_pounds lebanese_lira
    south_sudanese_pound: ssp south_sudanese_pounds
    iraqi_dinar: iqd iraqi_dinars
    kuwaiti_dinar: kwd kuwaiti_dinars
    jordanian_dinar: jod jordanian_dinars
    libyan_dinar: lyd libyan_dinars
    saudi_riyal: sar saudi_riyals
    qatari_riyal: qar qatari_riyals
    yemeni_rial: yer yemeni_rials
    kenyan_shilling: kes kenyan_shillings
    somali_shilling: somali_shillings
    shilling: shillings
    ethiopian_birr: etb birr
    eritrean_nakfa: nakfa
    nigerian_naira: ngn naira ₦
    ghanaian_cedi: ghs cedi cedis
    congolese_franc: congolese_francs
    burmese_kyat: mmk kyat kyats
    bangladeshi_taka: bdt taka
    sri_lankan_rupee: lkr sri_lankan_rupees
    nepalese_rupee: npr nepalese_rupees
    vietnamese_dong: vnd ₫
    cambodian_riel: khr riel riels
    kazakhstani_tenge: kzt tenge
    uzbekistani_som: uzs
    tajikistani_somoni: tjs somoni
    azerbaijani_manat: azn manat
    armenian_dram: amd drams
    hungarian_forint: huf forint forints
    czech_koruna: czk koruna korunas
    romanian_leu: leu lei
    danish_krone: dkk danish_kroner
    norwegian_krone: nok norwegian_kroner
    swedish_krona: sek swedish_kronor
    colombian_peso: colombian_pesos
    argentine_peso: argentine_pesos
    chilean_peso: clp chilean_pesos
    taiwan_dollar: twd nt$ taiwan_dollars
    haitian_gourde: htg gourde gourdes
    finnish_markka: finnish_markkaa markka
    dutch_guilder: dutch_guilders guilders
    georgian_lari: ₾ gel lari
    indonesian_rupiah: idr rupiah
    malaysian_ringgit: myr ringgit
    thai_baht: thb baht
    singapore_dollar: sgd s$ singapore_dollars
    israeli_new_shekel: ils ₪ shekel shekels
    philippine_peso: php
    brazilian_real: brl r$ reais
    deutsche_mark: deutsche_marks marks
    bitcoin: btc ₿ bitcoins
""")
_PREFIXES = {"c": "canadian dollar", "a": "australian dollar", "us": "dollar", "hk": "hong kong dollar",
             "nz": "new zealand dollar",
             "cad": "canadian dollar", "aud": "australian dollar", "nzd": "new zealand dollar",
             "hkd": "hong kong dollar", "sgd": "singapore dollar"}  # fmt: skip


def of_sign(sign: str, before: str) -> str:
    """The unit of a sign or code that stands with a number; ``before`` is the word before it ("C", "US", "")."""
    if sign == "%":
        return "percentage"
    if sign == "$" and before in _PREFIXES:
        return _PREFIXES[before]
    return CURRENCIES.get(sign, sign)
