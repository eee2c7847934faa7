export const actions = {
  "action.arrest": "توقيف",
  "action.arrest.do": "لا توقف الشخص وحدك. تأكد من الهوية بسمة ثانية واستدعِ الفريق المسلح.",
  "action.protect_missing": "مفقود: ضعه تحت الحماية",
  "action.protect_missing.do":
    "خذ الشخص جانبًا دون لفت النظر، والطفل إلى غرفة الأطفال، واتصل بحماية الطفل. لا تسلّمه إلى مرافق. مكان البالغ المفقود لا يُقال إلا برضاه.",
  "action.prevent_travel_child": "طفل معرّض للاختطاف: امنع السفر",
  "action.prevent_travel_child.do": "أوقف الرحلة واتصل فورًا بالسلطة التي أدخلت القيد.",
  "action.prevent_travel_vulnerable": "شخص مستضعف: امنع السفر",
  "action.prevent_travel_vulnerable.do":
    "تحدّث إلى الشخص على انفراد، بمترجم، وأحِله. ليس هذا الشخص مشتبهًا فيه.",
  "action.safeguarding_referral": "إحالة للحماية",
  "action.safeguarding_referral.do":
    "الخط الثاني، بضابط مدرَّب، في حديث منفصل. اعرض المساعدة؛ لا شيء يُحسب على الشخص.",
  "action.refuse_entry": "رفض الدخول أو الإقامة",
  "action.refuse_entry.do":
    "الخط الثاني. انظر أولًا في الأساس القانوني وفي أي طلب لجوء: مثل هذا الطلب يسبق الرفض.",
  "action.discreet_check": "تحقق سري",
  "action.discreet_check.do":
    "تصرّف كما في أي مراقبة أخرى. دوّن المكان والوقت والسبب والطريق والمرافقين والمركبة والوثائق. يجب ألا يلاحظ الشخص شيئًا.",
  "action.seize_document": "حجز الوثيقة",
  "action.seize_document.do":
    "خذ الوثيقة، وأعطِ إيصالًا، وتبيّن هل حاملها صاحبها: كثيرون وجدوا وثيقة أبلغوا عنها.",
  "action.specific_check": "تحقق خاص",
  "action.specific_check.do": "فتّش الشخص والأمتعة والمركبة بقدر ما يسمح القانون الوطني.",
  "action.unknown_wanted": "مطلوب مجهول (بصمات)",
  "action.unknown_wanted.do": "الخط الثاني: قارن القياسات الحيوية.",
  "action.inquiry_check": "استفسار",
  "action.inquiry_check.do": "اطرح الأسئلة التي أرسلتها السلطة.",
  "action.return_decision": "يوجد قرار إعادة",
  "action.return_decision.do": "الخط الثاني.",
  "action.seize_object": "حجز شيء",
  "action.seize_object.do": "خذ الشيء وأعطِ إيصالًا.",
  "action.locate_witness": "تحديد العنوان لإجراء قضائي",
  "action.locate_witness.do": "دوّن العنوان وكيفية الاتصال بالشخص؛ سلّم الاستدعاء إن وُجد.",
  "action.refer_supervisor": "إحالة إلى المشرف",
  "action.refer_supervisor.do": "أحِله إلى الخط الثاني دون تعليق.",
  "action.none": "لا إجراء",
} as const;
