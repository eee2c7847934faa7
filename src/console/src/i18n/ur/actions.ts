export const actions = {
  "action.arrest": "گرفتاری",
  "action.arrest.do": "اکیلے نہ روکیں۔ دوسری علامت سے شناخت یقینی بنائیں اور مسلح ٹیم بلائیں۔",
  "action.protect_missing": "لاپتا شخص: تحفظ میں لیں",
  "action.protect_missing.do":
    "چپکے سے ایک طرف لے جائیں، بچے کو بچوں کے کمرے میں، اور تحفظِ اطفال کو بلائیں۔ کسی ساتھی کے حوالے نہ کریں۔ لاپتا بالغ کا پتا صرف اس کی رضامندی سے بتایا جائے۔",
  "action.prevent_travel_child": "اغوا کے خطرے میں بچہ: سفر روکیں",
  "action.prevent_travel_child.do": "سفر روکیں اور اندراج کرنے والے محکمے کو فوراً بلائیں۔",
  "action.prevent_travel_vulnerable": "غیر محفوظ شخص: سفر روکیں",
  "action.prevent_travel_vulnerable.do":
    "اس شخص سے اکیلے میں، ترجمان کے ساتھ بات کریں، اور آگے بھیجیں۔ یہ شخص ملزم نہیں۔",
  "action.safeguarding_referral": "تحفظ کے لیے حوالگی",
  "action.safeguarding_referral.do":
    "دوسری لائن، تربیت یافتہ افسر، الگ گفتگو میں۔ مدد کی پیشکش کریں؛ اس شخص کے خلاف کچھ نہیں۔",
  "action.refuse_entry": "داخلے یا قیام سے انکار",
  "action.refuse_entry.do":
    "دوسری لائن۔ پہلے قانونی بنیاد اور پناہ کی کوئی درخواست دیکھیں: ایسی درخواست انکار سے پہلے آتی ہے۔",
  "action.discreet_check": "خاموش نگرانی",
  "action.discreet_check.do":
    "ہر دوسری جانچ کی طرح عمل کریں۔ جگہ، وقت، وجہ، راستہ، ساتھی، گاڑی اور دستاویزات نوٹ کریں۔ اس شخص کو کچھ محسوس نہ ہو۔",
  "action.seize_document": "دستاویز ضبط کریں",
  "action.seize_document.do":
    "دستاویز لیں، رسید دیں، اور معلوم کریں کہ حامل ہی اصل مالک ہے یا نہیں: بہت سے مالکوں کو گم شدہ دستاویز واپس ملی ہے۔",
  "action.specific_check": "خصوصی جانچ",
  "action.specific_check.do": "شخص، سامان اور گاڑی کی تلاشی لیں جہاں تک ملکی قانون اجازت دے۔",
  "action.unknown_wanted": "نامعلوم مطلوب شخص (نشانات)",
  "action.unknown_wanted.do": "دوسری لائن: بایومیٹرک ملائیں۔",
  "action.inquiry_check": "پوچھ گچھ",
  "action.inquiry_check.do": "وہ سوال پوچھیں جو محکمے نے بھیجے ہیں۔",
  "action.return_decision": "واپسی کا فیصلہ موجود ہے",
  "action.return_decision.do": "دوسری لائن۔",
  "action.seize_object": "چیز ضبط کریں",
  "action.seize_object.do": "چیز لیں اور رسید دیں۔",
  "action.locate_witness": "عدالتی کارروائی کے لیے پتا معلوم کریں",
  "action.locate_witness.do": "پتا اور رابطے کا طریقہ نوٹ کریں؛ سمن ہو تو حوالے کریں۔",
  "action.refer_supervisor": "نگران کے پاس بھیجیں",
  "action.refer_supervisor.do": "بغیر کچھ کہے دوسری لائن بھیجیں۔",
  "action.none": "کوئی کارروائی نہیں",
} as const;
