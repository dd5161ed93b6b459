"""The words that made-up records are put together from."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST_NAMES = _words("""
    Ada Aisha Akira Alejandro Amara Anders Anja Anouk Arjun Astrid Beatriz Ben Bilal Bruno Camille Carlos Chiara
    Chloe Cleo Daniel Dara Dilnoza Elif Elena Emeka Emil Esther Farah Felix Fatou Finn Freya Gabriel Giulia Grace
    Hana Hugo Ines Ingrid Isaac Ivana Jakub James Jana Jasmin Jonas Joy Juan Kaito Karim Katarzyna Kwame Lars
    Laura Leila Liam Lin Lucía Luka Maja Malik Marta Mateo Mei Mia Milan Mira Nadia Naomi Niko Nina Noah Nour Olga
    Oliver Omar Oskar Paula Pedro Petra Priya Rafael Ravi Renée Rosa Sami Sara Selin Sofia Søren Stella Tariq
    Teresa Thomas Tomás Uma Vera Viktor Wei Yara Yusuf Zara Zoë
""")
LAST_NAMES = _words("""
    Abebe Adeyemi Ahmed Almeida Andersson Bakker Baptiste Bauer Becker Bennett Berg Bianchi Bondarenko Brandt
    Carvalho Chen Clarke Costa Dahl Demir Diallo Dubois Eriksen Evans Farkas Fernández Fischer Fontaine Gallo
    García Gruber Haddad Hansen Hassan Hoffmann Horvat Huber Ito Ivanova Jansen Jensen Johnson Kaya Keller Khan
    Kim Kovács Kowalski Lange Laurent Leitner Lindqvist Lopez Maier Marino Martin Mbeki Mendoza Meyer Moreau
    Morgan Müller Nakamura Nguyen Novak Nowak Okafor Olsen O'Brien Owusu Papadopoulos Patel Pereira Petrov Popescu
    Quinn Rahman Rasmussen Ricci Romero Rossi Sato Schmid Schneider Sharma Silva Singh Smith Steiner Suzuki
    Svoboda Takahashi Tanaka Taylor Thompson Tóth Van-Dijk Varga Vogel Wagner Walker Weber Wong Yildiz Young Zhang
    Zimmermann
""")
COMPANY_NAMES = _words("""
    Alder Amber Arbor Atlas Aurora Basalt Beacon Birch Bluebell Bramble Brightwater Cedar Cinder Clover Cobalt
    Copper Coral Crescent Delta Drift Eastgate Elm Ember Falcon Fathom Fernhill Flint Foxglove Garnet Granite
    Greenfield Harbour Hazel Heron Highland Hollow Indigo Ironbridge Ivory Juniper Kestrel Kingfisher Lantern
    Larch Lumen Maple Marble Meadow Meridian Millstone Nettle Northwind Oakfield Onyx Orchard Otter Pebble
    Pinewood Quarry Quill Ravenna Redwood Ridge Rowan Saffron Sandstone Silver Slate Sparrow Sterling Summit
    Tamarind Thistle Tidewater Umber Verbena Walnut Westmoor Willow Yarrow Zephyr
""")
INDUSTRIES = {
    "Analytics": "COMPUTER_SOFTWARE",
    "Architects": "ARCHITECTURE_PLANNING",
    "Bakery": "FOOD_PRODUCTION",
    "Capital": "FINANCIAL_SERVICES",
    "Clinic": "HOSPITAL_HEALTH_CARE",
    "Construction": "CONSTRUCTION",
    "Consulting": "MANAGEMENT_CONSULTING",
    "Energy": "RENEWABLES_ENVIRONMENT",
    "Foods": "FOOD_BEVERAGES",
    "Furniture": "FURNITURE",
    "Hotels": "HOSPITALITY",
    "Insurance": "INSURANCE",
    "Labs": "BIOTECHNOLOGY",
    "Logistics": "LOGISTICS_AND_SUPPLY_CHAIN",
    "Machines": "MACHINERY",
    "Media": "ONLINE_MEDIA",
    "Motors": "AUTOMOTIVE",
    "Press": "PUBLISHING",
    "Robotics": "INDUSTRIAL_AUTOMATION",
    "School": "EDUCATION_MANAGEMENT",
    "Software": "COMPUTER_SOFTWARE",
    "Studios": "DESIGN",
    "Telecom": "TELECOMMUNICATIONS",
    "Travel": "LEISURE_TRAVEL_TOURISM",
}
FORMS = ("Ltd", "GmbH", "Inc.", "AG", "SA", "BV", "AB", "LLC")
PLACES = (
    ("Graz", "Austria", "8010", "+43 316"),
    ("Vienna", "Austria", "1010", "+43 1"),
    ("Berlin", "Germany", "10115", "+49 30"),
    ("Hamburg", "Germany", "20095", "+49 40"),
    ("Zürich", "Switzerland", "8001", "+41 44"),
    ("Amsterdam", "Netherlands", "1012", "+31 20"),
    ("Lyon", "France", "69001", "+33 4"),
    ("Madrid", "Spain", "28001", "+34 91"),
    ("Lisbon", "Portugal", "1100", "+351 21"),
    ("Milan", "Italy", "20121", "+39 02"),
    ("London", "United Kingdom", "EC1A", "+44 20"),
    ("Dublin", "Ireland", "D01", "+353 1"),
    ("Copenhagen", "Denmark", "1050", "+45 33"),
    ("Stockholm", "Sweden", "11120", "+46 8"),
    ("Kraków", "Poland", "30-001", "+48 12"),
    ("Boston", "United States", "02108", "+1 617"),
    ("Chicago", "United States", "60601", "+1 312"),
    ("Toronto", "Canada", "M5H", "+1 416"),
    ("Nairobi", "Kenya", "00100", "+254 20"),
    ("Lagos", "Nigeria", "100001", "+234 1"),
    ("Bengaluru", "India", "560001", "+91 80"),
    ("Singapore", "Singapore", "048616", "+65 6"),
    ("Osaka", "Japan", "530-0001", "+81 6"),
    ("São Paulo", "Brazil", "01001", "+55 11"),
)
STREETS = ("Mill Lane", "Station Road", "Harbour Street", "Market Square", "Garden Row", "Bridge Street", "High Street")
JOBS = (
    "Accountant",
    "Assistant",
    "Buyer",
    "Chief Executive Officer",
    "Chief Financial Officer",
    "Chief Technology Officer",
    "Designer",
    "Engineer",
    "Founder",
    "Head of Marketing",
    "Head of Operations",
    "Head of Sales",
    "IT Manager",
    "Marketing Manager",
    "Office Manager",
    "Product Manager",
    "Project Manager",
    "Purchasing Manager",
    "Sales Manager",
    "Software Developer",
)
PRODUCTS = (
    ("Starter licence", "LIC-S", "19"),
    ("Team licence", "LIC-T", "49"),
    ("Enterprise licence", "LIC-E", "149"),
    ("Onboarding day", "SVC-1", "1200"),
    ("Data migration", "SVC-2", "2400"),
    ("Training, half a day", "SVC-3", "650"),
    ("Premium support, a year", "SUP-P", "3600"),
    ("Label printer", "HW-LP", "289"),
    ("Barcode scanner", "HW-BS", "179"),
    ("Rugged tablet", "HW-RT", "749"),
    ("Sensor kit", "HW-SK", "420"),
    ("Gateway", "HW-GW", "310"),
)
PROJECTS = ("rollout", "renewal", "pilot", "expansion", "migration", "replacement", "second site", "framework contract")
TROUBLES = (
    ("Cannot sign in after the update", "PRODUCT_ISSUE"),
    ("Invoice shows the wrong address", "BILLING_ISSUE"),
    ("Export stops halfway", "PRODUCT_ISSUE"),
    ("How do I add a colleague?", "GENERAL_INQUIRY"),
    ("Please add a dark theme", "FEATURE_REQUEST"),
    ("Scanner does not pair", "PRODUCT_ISSUE"),
    ("Copy of last year's invoices", "BILLING_ISSUE"),
    ("Numbers differ between two reports", "PRODUCT_ISSUE"),
)
REMARKS = (
    "Asked for a second quote before the end of the month.",
    "Prefers to be called in the morning.",
    "Budget is approved; waits for the board's signature.",
    "Met at the trade fair, interested in the sensor kit.",
    "Their contract with the present supplier ends in spring.",
    "Wants a reference customer from the same industry.",
    "Sent the comparison sheet, will discuss it with the team.",
    "Happy with the pilot, asks for training dates.",
)
MEETINGS = ("First conversation", "Product demonstration", "Offer review", "Quarterly review", "Kick-off")
TASKS = (
    "Send the offer",
    "Follow up on the call",
    "Prepare the demonstration",
    "Check the contract",
    "Ask for feedback",
)
LETTERS = (
    "Our offer",
    "Dates for the demonstration",
    "Minutes of our meeting",
    "Question about your order",
    "Thank you",
)
