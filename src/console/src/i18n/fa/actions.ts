export const actions = {
  "action.arrest": "بازداشت",
  "action.arrest.do": "تنها جلوی شخص را نگیرید. هویت را با نشانهٔ دومی مطمئن شوید و گروه مسلح را خبر کنید.",
  "action.protect_missing": "گم‌شده: تحت حمایت بگیرید",
  "action.protect_missing.do":
    "شخص را بی آن‌که دیده شود کنار ببرید، کودک را به اتاق کودکان، و حمایت از کودکان را خبر کنید. به همراه تحویل ندهید. جای بزرگسال گم‌شده تنها با رضایت خودش گفته می‌شود.",
  "action.prevent_travel_child": "کودک در خطر ربوده شدن: جلوگیری از سفر",
  "action.prevent_travel_child.do": "سفر را نگه دارید و بی‌درنگ با مرجع ثبت‌کننده تماس بگیرید.",
  "action.prevent_travel_vulnerable": "شخص آسیب‌پذیر: جلوگیری از سفر",
  "action.prevent_travel_vulnerable.do":
    "با شخص تنها، با مترجم، سخن بگویید و ارجاع دهید. این شخص مظنون نیست.",
  "action.safeguarding_referral": "ارجاع برای حمایت",
  "action.safeguarding_referral.do":
    "خط دوم، با افسر آموزش‌دیده، در گفت‌وگوی جداگانه. کمک پیشنهاد کنید؛ چیزی بر ضد شخص نیست.",
  "action.refuse_entry": "رد ورود یا اقامت",
  "action.refuse_entry.do":
    "خط دوم. نخست مبنای قانونی و هر درخواست پناهندگی را ببینید: چنین درخواستی پیش از رد می‌آید.",
  "action.discreet_check": "بررسی پنهان",
  "action.discreet_check.do":
    "مانند هر کنترل دیگر رفتار کنید. جا، زمان، دلیل، مسیر، همراهان، خودرو و اسناد را یادداشت کنید. شخص نباید چیزی دریابد.",
  "action.seize_document": "ضبط سند",
  "action.seize_document.do":
    "سند را بگیرید، رسید دهید، و دریابید دارنده صاحب آن است یا نه: بسیاری از صاحبان سند گزارش‌شده را دوباره یافته‌اند.",
  "action.specific_check": "بررسی ویژه",
  "action.specific_check.do": "شخص، بار و خودرو را تا جایی که قانون ملی اجازه می‌دهد بگردید.",
  "action.unknown_wanted": "شخص ناشناس تحت تعقیب (اثر)",
  "action.unknown_wanted.do": "خط دوم: زیست‌سنجی را بسنجید.",
  "action.inquiry_check": "پرسش",
  "action.inquiry_check.do": "پرسش‌هایی را که مرجع فرستاده بپرسید.",
  "action.return_decision": "تصمیم بازگشت هست",
  "action.return_decision.do": "خط دوم.",
  "action.seize_object": "ضبط شیء",
  "action.seize_object.do": "شیء را بگیرید و رسید دهید.",
  "action.locate_witness": "یافتن نشانی برای دادرسی",
  "action.locate_witness.do": "نشانی و راه تماس را یادداشت کنید؛ اگر احضاریه هست تحویل دهید.",
  "action.refer_supervisor": "ارجاع به سرپرست",
  "action.refer_supervisor.do": "بی سخنی به خط دوم بفرستید.",
  "action.none": "بدون اقدام",
} as const;
