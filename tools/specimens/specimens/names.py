"""Invented people's names: (Latin, native) pairs by culture; native is empty where `scripts` spells it.

The lists mix freely, so a meeting with a real person's name is chance; names of well-known people are not
composed on purpose. A culture says in which script its native forms are.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Culture:
    """Name stock of one culture. script: 'arabic', 'bengali' or 'latin' (no native forms)."""

    script: str
    male: tuple
    female: tuple
    surnames: tuple
    given_count: tuple = (1, 2)  # fewest and most given names


def _pairs(text):
    """'AMIR=امیر ZOYA' -> (('AMIR', 'امیر'), ('ZOYA', '')); '_' stands for a space."""
    pairs = []
    for word in text.split():
        latin, _, native = word.partition("=")
        pairs.append((latin.replace("_", " "), native.replace("_", " ")))
    return tuple(pairs)


CULTURES = {
    "indus": Culture(
        "arabic",
        _pairs("ADEEL=عدیل BASIT=باسط DANIYAL=دانیال FAROOQ=فاروق HAMMAD=حماد JUNAID=جنید "
               "KASHIF=کاشف MUBASHIR=مبشر NOMAN=نعمان OWAIS=اویس RIZWAN=رضوان SALMAN=سلمان "
               "TAIMUR=تیمور USAMA=اسامہ WAQAR=وقار YASIR=یاسر ZEESHAN=ذیشان "
               "GHULAM_RASOOL=غلام_رسول MUHAMMAD=محمد"),
        _pairs("AMBREEN=عنبرین BUSHRA=بشریٰ FARZANA=فرزانہ GULNAZ=گلناز HINA=حنا IQRA=اقرا "
               "KINZA=کنزہ LUBNA=لبنیٰ MEHWISH=مہوش NAILA=نائلہ PARVEEN=پروین QURATULAIN=قرۃ_العین "
               "RUKHSANA=رخسانہ SAMINA=ثمینہ TAHIRA=طاہرہ UZMA=عظمیٰ WAJIHA=وجیہہ ZARMINA=زرمینہ "
               "BIBI_AYESHA=بی_بی_عائشہ"),
        _pairs("ANSARI=انصاری BALOCH=بلوچ CHAUDHRY=چوہدری DURRANI=درانی GILANI=گیلانی HASHMI=ہاشمی "
               "JATOI=جتوئی KAKAR=کاکڑ LEGHARI=لغاری MENGAL=مینگل NIAZI=نیازی ORAKZAI=اورکزئی "
               "PIRZADA=پیرزادہ QURESHI=قریشی RAISANI=رئیسانی SOOMRO=سومرو TAREEN=ترین "
               "UTMANKHEL=اتمان_خیل YOUSAFZAI=یوسفزئی ZEHRI_KALHORO=زہری_کلہوڑو")),
    "delta": Culture(
        "bengali",
        _pairs("ABIR=আবির ANIK=অনিক ARIF=আরিফ DIPANKAR=দীপঙ্কর FAHIM=ফাহিম GOLAM=গোলাম "
               "IMTIAZ=ইমতিয়াজ JAHID=জাহিদ KAMRUL=কামরুল MAHBUB=মাহবুব NAYEEM=নাঈম "
               "PROSENJIT=প্রসেনজিৎ RAKIB=রাকিব SHAFIQUL=শফিকুল TANVIR=তানভীর UTPAL=উৎপল "
               "ZUBAYER=জুবায়ের MOHAMMAD=মোহাম্মদ"),
        _pairs("AFROZA=আফরোজা BRISHTI=বৃষ্টি CHANDANA=চন্দনা FARHANA=ফারহানা JESMIN=জেসমিন "
               "KOLY=কলি LAILA=লায়লা MOUSUMI=মৌসুমী NASRIN=নাসরিন OINDRILA=ঐন্দ্রিলা "
               "PAPIA=পাপিয়া RUMANA=রুমানা SHARMIN=শারমিন TAHMINA=তাহমিনা "
               "UMME_KULSUM=উম্মে_কুলসুম SANJIDA=সানজিদা"),
        _pairs("AKHTER=আক্তার BHUIYAN=ভূঁইয়া CHAKMA=চাকমা DEWAN=দেওয়ান GAZI=গাজী HALDER=হালদার "
               "HOWLADER=হাওলাদার KARMAKAR=কর্মকার KHATUN=খাতুন MAJUMDER=মজুমদার MOLLA=মোল্লা "
               "NATH=নাথ PATWARY=পাটোয়ারী PRAMANIK=প্রামাণিক SARKER=সরকার SIKDER=শিকদার "
               "TALUKDER=তালুকদার TRIPURA=ত্রিপুরা UDDIN=উদ্দিন")),
    "arabic": Culture(
        "arabic",
        _pairs("ADNAN=عدنان BASSEL=باسل FADI=فادي GHASSAN=غسان HAITHAM=هيثم ISSAM=عصام JALAL=جلال "
               "KHALDOUN=خلدون LUAY=لؤي MUNTHER=منذر NIZAR=نزار OMRAN=عمران RAED=رائد SUHAIL=سهيل "
               "TAREK=طارق WISSAM=وسام ABD_AL-RAHMAN=عبد_الرحمن"),
        _pairs("ABEER=عبير DALAL=دلال FATEN=فاتن GHADA=غادة HANAN=حنان JUMANA=جمانة KHULOUD=خلود "
               "LAMIA=لمياء MAYSOON=ميسون NADA=ندى RANDA=رندة SUHA=سهى TAGHREED=تغريد WAFAA=وفاء "
               "YUSRA=يسرى"),
        _pairs("AL-AMIRI=العامري AL-BANNA=البنا AL-DOSARI=الدوسري AL-HADDAD=الحداد "
               "AL-KHATIB=الخطيب AL-MASRI=المصري AL-NAJJAR=النجار AL-QASIM=القاسم "
               "AL-SABBAGH=الصباغ AL-TAMIMI=التميمي BARAKAT=بركات DARWISH=درويش EL_HASSANI=الحسني "
               "IBN_SALEM=ابن_سالم KANAAN=كنعان SHAHEEN=شاهين"), (1, 3)),
    "africa": Culture(
        "latin",
        _pairs("ABEBE CHUKWUEMEKA DEMBA EKOW FIFI GETACHEW IBRAHIMA JABULANI KWABENA LAMINE "
               "MAMADOU NNAMDI OLUWASEUN SIBUSISO TESFAYE WANJALA YOHANNES ZUBERI"),
        _pairs("ADAEZE AMINATA BONTLE CHIAMAKA EFUA FATOUMATA HIWOT IFEOMA KHADIDIATOU LERATO "
               "MAKEDA NOMVULA OLUWATOBILOBA SELAMAWIT THANDEKA WAMBUI ZAINABU"),
        _pairs("ADEBAYO-OGUNDIPE BOATENG COULIBALY DLADLA EYASU FOFANA GEBREMARIAM HABTEMARIAM "
               "KARIUKI LUNGU MAKHUBELA NWANKWO OKONKWO-EZE OWUSU RAKOTOMALALA SISSOKO TSHABANGU "
               "WOLDEYOHANNES")),
    "north": Culture(
        "latin",
        _pairs("AXEL BJØRN EINAR FREDERIK GÖRAN HÅKON JÖRGEN KÅRE LARS-ERIK MÅRTEN OSKAR PÅL SØREN "
               "TORBJÖRN VIGGO ÞÓR"),
        _pairs("ÅSA BIRGITTA DAGNY ELSE-MARIE GRO HEDVIG INGRID JÓHANNA KJERSTI LINNÉA MÄRTA "
               "RAGNHILD SIGRÚN SOLVEIG TUULIKKI YLVA"),
        _pairs("ÅKERBLOM BJÖRKQVIST DØSSLAND ENGSTRÖM FJELDSTAD GRØNNING HÄMÄLÄINEN ISAKSSON "
               "JÓNSDÓTTIR KJÆRGAARD LINDSTRÖM MÜLLER-HAGEDORN NYGÅRD ÖSTBERG RØNNINGEN "
               "SKARSGÅRDEN TØNNESEN WÄSTERLUND")),
    "east_europe": Culture(
        "latin",
        _pairs("BOHDAN CZESŁAW DOBROMIR GORAN ILIYA JAROSŁAW KAZIMIERZ LJUBOMIR MIROSLAV OLEKSANDR "
               "PRZEMYSŁAW RADOVAN STANISŁAV TIHOMIR VSEVOLOD ŽELJKO"),
        _pairs("AGNIESZKA BOŻENA DRAGANA EWELINA GALINA IRENA JADWIGA KATEŘINA LYUDMYLA MAŁGORZATA "
               "NEVENKA OLENA SVITLANA TEREZIE VESNA ŻANETA"),
        _pairs("BARAŃSKI ČERNOHORSKÝ DRAGOMIROVIĆ GRZEGORZEWSKA HRYHORENKO JANKOVIĆ-PETROVIĆ "
               "KOVALCHUK KRZYŻANOWSKI ŁUKASIEWICZ MARČENKO NOVÁČEK OSTROWSKA POPOVYCH ŘEHÁČEK "
               "SZCZEPAŃSKI TKACHENKO VUČKOVIĆ WÓJTOWICZ")),
    "romance": Culture(
        "latin",
        _pairs("AMÂNCIO BENOÎT CÉSAR ÉTIENNE FRANÇOIS GONÇALO HERNÁN JEAN-BAPTISTE JOSÉ_MANUEL "
               "LUDOVIC MATTEO NUÑO OCTAVIAN RAÚL ȘTEFAN THÉOPHILE"),
        _pairs("ANNE-SOPHIE BÉATRICE CONCEIÇÃO DESIDERIA ESPERANZA FRANÇOISE GRAÇA INÊS JULIETTE "
               "LUCÍA MARIE-HÉLÈNE MARÍA_DEL_CARMEN NOÉMIE PILAR RENÉE SOLÈNE"),
        _pairs("D'ALESSIO D'ARTIGNAC DE_LA_FUENTE_Y_ROJAS DOS_SANTOS_FERRAZ ÉCHEVARRÍA "
               "FERNÁNDEZ_DE_CÓRDOBA_ARANDA GARCÍA-VALDECASAS IBÁÑEZ_DE_OPACUA L'HERMITE "
               "MONTESINOS_ALBURQUERQUE NUÑEZ O'FARRILL PEÑARANDA QUEIRÓS ROUSSELET-CHAMBONNEAU "
               "SALDANHA_DA_GAMA VAN_DEN_BROECK ȘERBĂNESCU"), (1, 3)),
    "islands": Culture(
        "latin",
        _pairs("AIDAN BRENDAN CONOR DERMOT EAMON FERGUS GARETH IAIN LACHLAN NIALL OWEN RHODRI SEAN "
               "TADHG"),
        _pairs("AOIFE BRONWEN CAITRIONA DEIRDRE EILIDH FIONNUALA GWENLLIAN ISLA MAIRI NIAMH ORLA "
               "RHIANNON SIOBHAN"),
        _pairs("AP_GRIFFITH FITZ-WARREN MAC_AN_BHAIRD MACKAY-SINCLAIR O'BRAONAIN O'CONNELL-DALY "
               "O'DONOGHUE O'SHAUGHNESSY PENHALIGON SMYTHE-ARBUTHNOT TREVELYAN-COWARD WRIOTHESLEY")),
    "east_asia": Culture(
        "latin",
        _pairs("BAO CHENG DAE-JUNG HIROAKI JIAHAO KENJI MINH_QUAN RYOTA SEUNG-HO TAKUMI WEI XIANG "
               "YI ZIHAO"),
        _pairs("AI CHUNHUA EUN-JI HANAKO JIAYI KIM_NGAN MEI NAOMI SOO-YEON THU_TRANG XIULAN YU "
               "ZHEN"),
        _pairs("BAE FUJIMOTO HONG HUYNH KOBAYAKAWA LI MATSUSHIMA NGUYEN_PHUOC OH OUYANG PARK QIU "
               "SHIMIZU TRAN U WU XU YOO ZHANG"), (1, 1)),
    "single": Culture(
        "latin",
        _pairs("X"), _pairs("X"),
        _pairs("ARYADEWI BUDIHARTO GHOLAMHASSAN KARTOSUWIRYO MAIWAND NURHAYATI PARWANA SUHARTINI "
               "TENZIN WINDARTI"),
        (0, 0)),
    "long": Culture(
        "latin",
        _pairs("ALEXANDROS-KONSTANTINOS BARTHOLOMEW_MAXIMILIAN VENKATANARASIMHARAJU "
               "WIJAYAWARDENA_KANKANAMALAGE"),
        _pairs("ANASTASIA-PARASKEVI EVANGELIA_THEODORA SRILAKSHMINARAYANI "
               "HERATH_MUDIYANSELAGE_DILRUKSHI"),
        _pairs("PAPATHANASOPOULOU-KONTOGIANNI BENNELONGWOOLOOMOOLOO_WARRANDYTE "
               "RAJAPAKSHALAGE_DON_THILAKARATHNA VAN_DER_WESTHUIZEN-STEENKAMP "
               "ANANTHAPADMANABHASWAMY WOLFESCHLEGELSTEINHAUSER"), (1, 3)),
}

# How often each culture is drawn.
WEIGHTS = {"indus": 20, "delta": 20, "arabic": 12, "africa": 9, "north": 7, "east_europe": 7, "romance": 8,
           "islands": 5, "east_asia": 6, "single": 2, "long": 4}

PLACES = ("UTOPOLIS", "PORT VERITY", "NEW ARDEN", "LAKE TESSERA", "SILVERMOUTH", "KHARANPUR", "SHONARGAON EAST",
          "QASR AL-NUR", "MERIDIA", "EASTHAVEN", "NORTH CALDERA", "BELLAVIA", "OLD MARQUAND", "TAMARIND BAY")
AUTHORITIES = ("PASSPORT OFFICE UTOPOLIS", "MINISTRY OF INTERIOR", "REGISTRAR PORT VERITY", "CIVIL REGISTRY",
               "CONSULATE EASTHAVEN", "HOME OFFICE MERIDIA")
# Nationalities of visa holders: ICAO codes, including those for people without one.
FOREIGN = ("PAK", "BGD", "LKA", "NPL", "KEN", "ETH", "NGA", "GHA", "MAR", "EGY", "IRQ", "SYR", "JOR", "IND", "PHL",
           "VNM", "BRA", "COL", "UKR", "SRB", "POL", "D<<", "FRA", "ESP", "GBR", "NOR", "XXA", "XXB", "XXX", "UNO")
